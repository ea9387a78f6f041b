"""The records that the package's indicators count (`documents.indicators`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from motcua.documents.models import Approval, IssuedNumber
from motcua.documents.queries import approvals
from motcua.kernel import clock
from motcua.kernel.indicators import Row, Window
from motcua.kernel.refs import Ref
from motcua.organisations.queries.scopes import codes_of


def numbers_given(window: Window, as_of: datetime) -> QuerySet[IssuedNumber]:
    """Numbers dated in the window, the cancelled ones too: a number once given is not given again."""
    rows = IssuedNumber.objects.filter(issued_on__range=(window.start, window.end), taken_at__lte=as_of)
    return rows.select_related("series")


def number_rows(lines: Sequence[IssuedNumber]) -> Iterator[Row]:
    codes = codes_of(line.series.unit_id for line in lines)
    for line in lines:
        title, unit = f"{line.text}: {line.subject}", codes[line.series.unit_id]
        yield Row(Ref.to("number_series", line.series.uid), title, unit, line.issued_on, part=line.text)


def submitted(window: Window, as_of: datetime) -> QuerySet[Approval]:
    """Documents first submitted in the window, the withdrawn ones too."""
    first, after = _begin(window.start), _begin(window.end + timedelta(days=1))
    return Approval.objects.filter(submitted_at__gte=first, submitted_at__lt=after, submitted_at__lte=as_of)


def issued(rows: QuerySet[Approval], _window: Window, as_of: datetime) -> QuerySet[Approval]:
    return rows.filter(line__taken_at__lte=as_of)


def approval_rows(found: Sequence[Approval]) -> Iterator[Row]:
    codes = codes_of(a.unit_id for a in found)
    for one in found:
        yield Row(Ref.to(approvals.KIND, one.uid), one.title, codes[one.unit_id], one.submitted_at)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.ZONE)
