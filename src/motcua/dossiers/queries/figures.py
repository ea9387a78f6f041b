"""The records that the package's indicators count (`dossiers.indicators`): on time exactly as index 766 has it, and the naive way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet

from motcua.dossiers.models import Channel, Dossier
from motcua.dossiers.queries.dossiers import ref_of
from motcua.dossiers.workflow import DossierState
from motcua.kernel import clock
from motcua.kernel.indicators import Row, Window
from motcua.organisations.queries.scopes import codes_of

FINISHED = (DossierState.PROCESSED, DossierState.RETURNED)


def received(window: Window, as_of: datetime) -> QuerySet[Dossier]:
    """Taken in within the window. What was taken in wrongly and voided is in no total."""
    first, after = _days(window)
    return _standing(as_of).filter(received_at__gte=first, received_at__lt=after, received_at__lte=as_of)


def settled_or_received(window: Window, as_of: datetime) -> QuerySet[Dossier]:
    """Received in the window, or received before and ended in it: what index 766 counts (received or processed in the period)."""
    first, after = _days(window)
    came = Q(received_at__gte=first, received_at__lt=after)
    went = Q(ended_at__gte=first, ended_at__lt=after, ended_at__lte=as_of)
    return _standing(as_of).filter(came | went, received_at__lt=after, received_at__lte=as_of)


def on_time(rows: QuerySet[Dossier], window: Window, as_of: datetime) -> QuerySet[Dossier]:
    """DOMAIN 1.3: the end without the applicant's time is no later than the promise.

    What has not ended counts by the moment of the request while the applicant is asked, else by the end of the window (now for a running
    one); asked more than once and not ended is late.
    """
    _first, after = _days(window)
    until = min(after, as_of)
    ended = Q(ended_at__isnull=False, ended_at__lte=until)
    running = ~ended & ~Q(supplements__gt=1)
    asked = Q(asked_at__isnull=False, asked_at__lte=until)
    return rows.filter(
        (ended & Q(ended_at__lte=F("limit_at")))
        | (running & asked & Q(asked_at__lte=F("limit_at")))
        | (running & ~asked & Q(limit_at__gte=until))
    )


def processed(window: Window, as_of: datetime) -> QuerySet[Dossier]:
    """Answered within the window."""
    first, after = _days(window)
    return _standing(as_of).filter(
        state__in=FINISHED, ended_at__gte=first, ended_at__lt=after, ended_at__lte=as_of, received_at__isnull=False
    )


def by_the_promise(rows: QuerySet[Dossier], _window: Window, _as_of: datetime) -> QuerySet[Dossier]:
    """The naive reading: the day on the receipt, whatever the applicant took."""
    return rows.filter(ended_at__lte=F("promised_at"))


def online(rows: QuerySet[Dossier], _window: Window, _as_of: datetime) -> QuerySet[Dossier]:
    return rows.filter(channel=Channel.ONLINE)


def second_supplements(rows: QuerySet[Dossier], _window: Window, _as_of: datetime) -> QuerySet[Dossier]:
    return rows.filter(supplements__gt=1)


def extended(rows: QuerySet[Dossier], _window: Window, _as_of: datetime) -> QuerySet[Dossier]:
    return rows.filter(extensions__gt=0)


def dossier_rows(found: Sequence[Dossier]) -> Iterator[Row]:
    """By code and procedure: never by whose dossier it is."""
    codes = codes_of(one.unit_id for one in found)
    for one in found:
        title = f"{one.code} {one.procedure.name}"[:200]
        yield Row(ref_of(one), title, codes[one.unit_id], one.received_at)


def _standing(as_of: datetime) -> QuerySet[Dossier]:
    kept = Q(voided_at__isnull=True) | Q(voided_at__gt=as_of)
    return Dossier.objects.filter(kept, unit__isnull=False).select_related("procedure")


def _days(window: Window) -> tuple[datetime, datetime]:
    return _begin(window.start), _begin(window.end + timedelta(days=1))


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.ZONE)
