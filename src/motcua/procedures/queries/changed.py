"""Whether the public registry is what it was: a mark that changes with it, and when it changed last. For readers who come again."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, Q, Sum

from motcua import __version__
from motcua.kernel import clock
from motcua.kernel.models import Event
from motcua.procedures.events import EventKind
from motcua.procedures.models import Procedure, ProcedureKind, ProcedureVersion, VersionState

_KINDS = (EventKind.VERSION_IMPORTED, EventKind.VERSION_PUBLISHED, EventKind.ABOLISHED, EventKind.PROCEDURE_MADE)
_KEPT = 24 * 3600


def mark_of(on: date) -> str:
    """Another one as soon as what is public changes, be it that a day came on which something begins or ends. Two queries, whatever the
    registry holds: every writer of a procedure counts its version up. A release may tell the same otherwise.
    """
    told = (__version__, *_procedures(on).values(), *_versions(on).values())
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def changed_at(on: date) -> datetime:
    """When the public registry changed last: by somebody's act, or because a day came. Kept until it changes again."""
    place = f"procedures-changed:{mark_of(on)}"
    kept = cache.get(place)
    if kept is None:
        kept = _changed_at(on)
        cache.set(place, kept, _KEPT)
    return kept  # type: ignore[no-any-return]  # as it was put in


def _changed_at(on: date) -> datetime:
    days = [day for day in (*_procedures(on).values(), *_versions(on).values()) if isinstance(day, date)]
    came = datetime.combine(max(days, default=date(1970, 1, 1)), time.min, clock.ZONE)
    acted = Event.objects.filter(kind__in=_KINDS, at__gte=came).order_by("-at", "-id").values_list("at", flat=True)
    return max(acted.first() or came, came)


def _procedures(on: date) -> dict[str, Any]:
    rows = Procedure.objects.filter(kind=ProcedureKind.PUBLIC)
    return rows.aggregate(
        n=Count("pk"), last=Max("pk"), acts=Sum("version"), ended=Max("abolished_on", filter=Q(abolished_on__lte=on))
    )


def _versions(on: date) -> dict[str, Any]:
    rows = ProcedureVersion.objects.filter(state=VersionState.PUBLISHED, procedure__kind=ProcedureKind.PUBLIC)
    return rows.aggregate(
        n=Count("pk"),
        last=Max("pk"),
        began=Max("valid_from", filter=Q(valid_from__lte=on)),
        over=Max("valid_to", filter=Q(valid_to__lte=on)),
    )
