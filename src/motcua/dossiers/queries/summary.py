"""What form II.06 counts, and the dossiers behind each of its numbers.

A dossier stands in the form when it was taken in within the period, or before and had not ended when the period began. What was taken in
wrongly and voided stands nowhere. Withdrawn, stopped and refused ones that had been taken in count as settled; a paused one is within
its time. Late is what ended, or stands, after the promise as pauses moved it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from motcua.dossiers.models import Channel, Dossier, Pause
from motcua.dossiers.rules import summary as rules
from motcua.dossiers.rules.summary import Line
from motcua.kernel import clock
from motcua.kernel.errors import N_, FieldError, Invalid
from motcua.organisations.permissions import units_in_reach
from motcua.organisations.queries.units import below, names_on

NO_FIELD = "-"
"""The key of dossiers whose procedure names no field."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included."""

    first: date
    last: date

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time.min, clock.ZONE)

    @property
    def after(self) -> datetime:
        return datetime.combine(self.last + timedelta(days=1), time.min, clock.ZONE)

    def ends(self, as_of: datetime) -> datetime:
        """The end of its last day; of a running period the moment of counting."""
        return min(self.after, as_of)


def period_of(first: date | None, last: date | None) -> Period:
    """The days that were asked for; by default the running month. Raises Invalid where the first is after the last."""
    today = clock.today()
    begins = first or (last or today).replace(day=1)
    ends = last or max(begins, today)
    if begins > ends:
        told = N_("Ngày đầu kỳ phải không sau ngày cuối kỳ.")
        raise Invalid(told, errors=(FieldError("from", told),))
    return Period(begins, ends)


def counted(
    user: Any, period: Period, *, unit: int | None = None, field: str = "", column: int = 0
) -> QuerySet[Dossier]:
    """The dossiers of the form that somebody may count: settled or taken in by a unit and those under it, of a field, of a column (0: all
    of them)."""
    as_of = clock.now()
    reach = units_in_reach(user, "dossiers.figures")
    rows = Dossier.objects.filter(
        Q(unit__in=reach) | Q(intake_unit__in=reach),
        voided_at__isnull=True,
        received_at__lt=period.after,
        received_at__lte=as_of,
    )
    rows = rows.filter(Q(received_at__gte=period.begins) | Q(ended_at__isnull=True) | Q(ended_at__gte=period.begins))
    if unit is not None:
        under = below(unit, clock.today()).values("unit")
        rows = rows.filter(Q(unit__in=under) | Q(intake_unit__in=under))
    if field:
        named = (
            Q(procedure_version__field__isnull=True) if field == NO_FIELD else Q(procedure_version__field__uid=field)
        )
        rows = rows.filter(named)
    rows = _measured(rows, period, as_of)
    parts = rules.SUMS.get(column, (column,) if column else ())
    if not parts:
        return rows
    condition = Q()
    for part in parts:
        condition |= conditions(period, as_of)[part]
    return rows.filter(condition)


def conditions(period: Period, as_of: datetime) -> dict[int, Q]:
    """Column → which dossiers of `counted` stand in it."""
    until = period.ends(as_of)
    came = Q(received_at__gte=period.begins)
    ended = Q(ended_at__isnull=False, ended_at__lt=period.after, ended_at__lte=as_of)
    late = Q(ended_at__gt=F("due_at"))
    running = ~ended
    overdue = Q(due_at__lt=until) & ~Q(paused_then=True)
    return {
        rules.ONLINE: came & Q(channel=Channel.ONLINE),
        rules.OTHER: came & ~Q(channel=Channel.ONLINE),
        rules.CARRIED: Q(received_at__lt=period.begins),
        rules.EARLY: ended & ~late & Q(ended_on__lt=F("due_on")),
        rules.PUNCTUAL: ended & ~late & Q(ended_on__gte=F("due_on")),
        rules.LATE: ended & late,
        rules.WITHIN: running & ~overdue,
        rules.OVERDUE: running & overdue,
    }


def summary(user: Any, period: Period, *, unit: int | None = None) -> list[Line]:
    """A line for each field in the order of names. Two queries."""
    as_of = clock.now()
    parts = conditions(period, as_of)
    sums = {f"c{column}": Count("pk", filter=condition) for column, condition in parts.items()}
    rows = counted(user, period, unit=unit).values("procedure_version__field__uid", "procedure_version__field__name")
    found: Any = rows.annotate(**sums).order_by("procedure_version__field__sort_key")
    return [
        Line(
            row["procedure_version__field__name"] or "",
            str(row["procedure_version__field__uid"] or NO_FIELD),
            {column: row[f"c{column}"] for column in parts},
        )
        for row in found
    ]


def units_told(user: Any) -> list[tuple[int, str, str]]:
    """(key, code, name) of the units that settle dossiers, or take them in, and which somebody may count, by name. Three queries."""
    reach = units_in_reach(user, "dossiers.figures")
    settling = Dossier.objects.filter(unit__in=reach).order_by().values_list("unit", "unit__code").distinct()
    taking = (
        Dossier.objects.filter(intake_unit__in=reach)
        .order_by()
        .values_list("intake_unit", "intake_unit__code")
        .distinct()
    )
    found = {key: str(code) for rows in (settling, taking) for key, code in rows if key is not None}
    names = names_on(found, clock.today())
    return sorted(((key, code, names.get(key, code)) for key, code in found.items()), key=lambda one: one[2])


def fields_told(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [(line.key, line.title) for line in lines]


def _measured(rows: QuerySet[Dossier], period: Period, as_of: datetime) -> QuerySet[Dossier]:
    until = period.ends(as_of)
    pauses = Pause.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gte=until), dossier=OuterRef("pk"), began_at__lt=until
    )
    return rows.annotate(
        paused_then=Exists(pauses),
        ended_on=TruncDate("ended_at", tzinfo=clock.ZONE),
        due_on=TruncDate("due_at", tzinfo=clock.ZONE),
    )
