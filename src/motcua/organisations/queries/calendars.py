"""Working calendars as the engine takes them: shipped days, the country's rows, then the unit's chain from the top down to itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from typing import Any

from django.utils.translation import gettext

from motcua.kernel import clock, workdays
from motcua.kernel.errors import NotFound
from motcua.organisations.models import COUNTRY, Calendar, CalendarDay, CalendarWeek, Unit, UnitClosure
from motcua.organisations.permissions import valid_on
from motcua.organisations.queries.units import ancestors, names_on


class Take(Enum):
    """Changes of a day that are no entry."""

    BACK = "back"
    """The calendar's own entry goes; what the calendars above say holds again."""
    ORDINARY = "ordinary"
    """The date is as its weekday, whatever the calendars above say."""


Days = Mapping[date, "workdays.CalendarDay | Take"]
"""Changes to a calendar, by date."""

Week = Mapping[int, tuple[workdays.Session, ...]]
"""Sessions by weekday, Monday 0."""


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A dated exception as it holds in a calendar: the name of the calendar it comes from, its own row if it has one."""

    day: date
    kind: str
    label: str
    name: str
    source: str
    origin: str
    sessions: str
    row: CalendarDay | None


def name_of(calendar: Calendar) -> str:
    """What a calendar is called; the country's, which ships with the product, in the language of the page."""
    shipped = gettext("Lịch làm việc của cơ quan hành chính nhà nước")
    return shipped if calendar.code == COUNTRY else calendar.name


def calendar_row(code: str) -> Calendar:
    """The calendar of a code. Raises NotFound."""
    found = Calendar.objects.select_related("unit").filter(code=code).first()
    if found is None:
        raise NotFound("Không có lịch làm việc “{calendar}”.", code="no_calendar", calendar=code)
    return found


def calendar_named(code: str, on: date | None = None) -> workdays.Calendar:
    """The calendar of a code, ready for the engine. Weekly sessions are those of the date (today). Raises NotFound."""
    return built(calendar_row(code), on or clock.today())


def calendar_for(unit: Unit | int, on: date | None = None) -> workdays.Calendar:
    """The calendar by which a unit works: its own, else the nearest above it, else the country's."""
    day = on or clock.today()
    return _assembled(_chain_of_unit(unit if isinstance(unit, int) else unit.pk, day), day, 0, {}, None)


def calendars_for(units: Iterable[int], on: date) -> dict[int, workdays.Calendar]:
    """`calendar_for` of many units. A few queries for each calendar that differs, however many units share it."""
    codes = calendar_codes(units, on)
    made = {code: calendar_named(code, on) for code in sorted(set(codes.values()))}
    return {unit: made[code] for unit, code in codes.items()}


def calendar_code_for(unit: Unit | int, on: date | None = None) -> str:
    """Code of the nearest calendar at or above a unit: what a clock keeps, so that a change of the calendar finds it."""
    chain = _chain_of_unit(unit if isinstance(unit, int) else unit.pk, on or clock.today())
    return chain[0].code


def calendar_codes(units: Iterable[int], on: date) -> dict[int, str]:
    """`calendar_code_for` of many units on a date. Two queries, however many units."""
    wanted = set(units)
    own = {c.unit_id: c.code for c in Calendar.objects.filter(unit__isnull=False)}
    above = UnitClosure.objects.filter(valid_on(on), descendant__in=wanted, ancestor__in=own).order_by("-depth", "-pk")
    nearest = dict(above.values_list("descendant", "ancestor"))
    return {unit: own[unit] if unit in own else own[nearest[unit]] if unit in nearest else COUNTRY for unit in wanted}


def built(
    calendar: Calendar,
    on: date,
    changes: Days | None = None,
    *,
    changed: Calendar | None = None,
    week: Week | None = None,
) -> workdays.Calendar:
    """The calendar for the engine; with `changes` or `week`, as it would be if `changed` (default: itself) had them."""
    return _assembled(chain_of(calendar, on), on, (changed or calendar).pk, changes or {}, week)


def chain_of(calendar: Calendar, on: date) -> list[Calendar]:
    """The calendar and those it inherits from, the nearest first, the country's last."""
    if calendar.unit_id is None:
        return [calendar]
    return _chain_of_unit(calendar.unit_id, on)


def depending_on(calendar: Calendar, on: date) -> list[Calendar]:
    """The calendar itself and all that inherit from it: whose clocks a change can move."""
    others = Calendar.objects.select_related("unit").order_by("code")
    return [c for c in others if any(above.pk == calendar.pk for above in chain_of(c, on))]


def shown_days(calendar: Calendar, year: int, on: date) -> list[ShownDay]:
    """All exceptions that hold in a year, with where each comes from."""
    found: dict[date, ShownDay] = {}
    chain = chain_of(calendar, on)
    for day, entry in workdays.shipped_calendar().exceptions.items():
        if day.year == year:
            found[day] = _shown(day, entry, name_of(chain[-1]), None)
    rows = CalendarDay.objects.filter(calendar__in=chain, date__year=year).order_by("date")
    order = {c.pk: i for i, c in enumerate(chain)}
    names = {c.pk: name_of(c) for c in chain}
    for row in sorted(rows, key=lambda r: -order[r.calendar_id]):
        given = entry_of(row)
        own = row if row.calendar_id == calendar.pk else None
        found[row.date] = _shown(row.date, given, names[row.calendar_id], own, stored=row)
    return [found[day] for day in sorted(found)]


def entry_of(row: CalendarDay) -> workdays.CalendarDay | None:
    """A stored day as the engine takes it; None for one that makes the date ordinary."""
    if row.kind == CalendarDay.Kind.ORDINARY:
        return None
    return workdays.CalendarDay(
        workdays.DayKind(row.kind),
        row.name,
        row.source,
        name_en=row.name_en,
        sessions=sessions_of(row.sessions),
        pair=row.pair,
    )


def sessions_of(raw: Sequence[Sequence[str]] | None) -> tuple[workdays.Session, ...] | None:
    """Stored sessions (`[["07:30", "11:30"]]`) as the engine takes them."""
    if raw is None:
        return None
    return tuple(workdays.Session(time.fromisoformat(begin), time.fromisoformat(end)) for begin, end in raw)


def sessions_as_stored(sessions: Iterable[workdays.Session]) -> list[list[str]]:
    return [[f"{s.begin:%H:%M}", f"{s.end:%H:%M}"] for s in sessions]


def _chain_of_unit(unit: int, on: date) -> list[Calendar]:
    above = [unit, *(u.pk for u in ancestors(unit, on))]
    rows = {c.unit_id: c for c in Calendar.objects.select_related("unit").filter(unit__in=above)}
    country = Calendar.objects.get(code=COUNTRY)
    return [*(rows[pk] for pk in above if pk in rows), country]


def _assembled(
    chain: Sequence[Calendar], on: date, changed: int, changes: Days, week: Week | None
) -> workdays.Calendar:
    shipped = workdays.shipped_calendar()
    exceptions: dict[date, workdays.CalendarDay | None] = dict(shipped.exceptions)
    rows: dict[int, dict[date, workdays.CalendarDay | None]] = {}
    for row in CalendarDay.objects.filter(calendar__in=[c.pk for c in chain]):
        rows.setdefault(row.calendar_id, {})[row.date] = entry_of(row)
    for calendar in reversed(chain):
        own = rows.get(calendar.pk, {})
        if calendar.pk == changed:
            own = {day: entry for day, entry in own.items() if day not in changes}
            for day, change in changes.items():
                if change is not Take.BACK:
                    own[day] = None if isinstance(change, Take) else change
        exceptions |= own
    days = {day: entry for day, entry in exceptions.items() if entry is not None}
    holidays = {d.year for d, e in days.items() if e.kind is workdays.DayKind.HOLIDAY}
    years = holidays | set(shipped.known_years or ())
    return workdays.Calendar(chain[0].code, chain[0].name, _week(chain, on, changed, week), days, known_years=years)


def _week(chain: Sequence[Calendar], on: date, changed: int, week: Week | None) -> Week:
    weeks = {w.calendar_id: w for w in CalendarWeek.objects.filter(valid_on(on), calendar__in=[c.pk for c in chain])}
    for calendar in chain:
        if week is not None and calendar.pk == changed:
            return week
        if (stored := weeks.get(calendar.pk)) is not None:
            return {int(day): sessions_of(raw) or () for day, raw in stored.sessions.items()}
    return workdays.shipped_calendar().week


def _shown(
    day: date,
    entry: workdays.CalendarDay | None,
    origin: str,
    row: CalendarDay | None,
    *,
    stored: CalendarDay | None = None,
) -> ShownDay:
    kind = CalendarDay.Kind.ORDINARY if entry is None else CalendarDay.Kind(entry.kind.value)
    name = stored.name if stored else entry.name if entry else ""
    source = stored.source if stored else entry.source if entry else ""
    sessions = "; ".join(str(s) for s in entry.sessions) if entry is not None and entry.sessions else ""
    return ShownDay(day, kind.value, str(kind.label), name, source, origin, sessions, row)


def listed(on: date) -> list[dict[str, Any]]:
    """All calendars with the names of their units; the country's first."""
    rows = list(Calendar.objects.select_related("unit").order_by("code"))
    names = names_on([c.unit_id for c in rows if c.unit_id], on)
    shown = [{"calendar": c, "unit": names.get(c.unit_id or 0, "")} for c in rows]
    return sorted(shown, key=lambda row: (row["unit"] != "", row["unit"]))


def day_of(calendar: Calendar, day: date) -> CalendarDay:
    """A day of this calendar's own. Raises NotFound."""
    found = calendar.days.select_related("calendar").filter(date=day).first()
    if found is None:
        raise NotFound("Lịch này không có ngày đó.", code="no_day")
    return found
