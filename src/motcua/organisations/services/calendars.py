"""Changing working calendars. What a change moves is listed before it is made, and told to the trail when it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from motcua.kernel import clock, events, workdays
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, Refused
from motcua.kernel.refs import Ref
from motcua.kernel.registries import clocks
from motcua.kernel.workdays.calendar import in_order
from motcua.organisations.models import Calendar, CalendarDay, CalendarWeek, Unit
from motcua.organisations.queries.calendars import Days, Take, Week, built, depending_on, sessions_as_stored


@dataclass(frozen=True, slots=True)
class Moved:
    """A running deadline that a change moves: the record, its due moment before and after."""

    ref: str
    before: Any
    after: Any
    calendar: str


@dataclass(frozen=True, slots=True)
class Change:
    """What an import or an edit does: dates that are new, that differ from what holds, that are as they were."""

    added: tuple[date, ...]
    changed: tuple[date, ...]
    unchanged: int
    moved: tuple[Moved, ...]


def calendar_ref(calendar: Calendar) -> Ref:
    return Ref.to("calendar", calendar.uid)


def create_calendar(unit: Unit, *, code: str, name: str, actor: Actor) -> Calendar:
    """A calendar of a unit's own, for its closing days or other hours; everything else comes from above."""
    if not code or not code.replace("-", "").replace("_", "").isalnum() or not code.isascii() or len(code) > 60:
        raise Invalid("Chưa tạo được lịch.", errors=(FieldError("code", "Mã gồm chữ không dấu, chữ số và gạch nối."),))
    with transaction.atomic():
        if Calendar.objects.filter(Q(code=code) | Q(unit=unit)).exists():
            raise Refused("Đơn vị đã có lịch, hoặc mã này đã dùng.", code="calendar_exists")
        calendar = Calendar.objects.create(code=code, name=name.strip() or code, unit=unit)
        events.append(calendar_ref(calendar), "calendar.created", actor=actor, payload={"unit": unit.code})
    return calendar


def preview_days(calendar: Calendar, days: Days) -> Change:
    """What setting these days would do: nothing is written."""
    today = clock.today()
    now = built(calendar, today).exceptions
    entries = {day: entry for day, entry in days.items() if isinstance(entry, workdays.CalendarDay)}
    added = tuple(sorted(d for d in entries if d not in now))
    other = {d for d, e in entries.items() if d in now and not _alike(now[d], e)}
    changed = tuple(sorted(other | (days.keys() - entries.keys())))
    real = {d: days[d] for d in (*added, *changed)}
    return Change(added, changed, len(days) - len(real), tuple(_moved(calendar, real, today)))


def set_days(calendar: Calendar, days: Mapping[date, workdays.CalendarDay], *, actor: Actor) -> Change:
    """Set days, all or none. Those that already hold as given (from above, or shipped) are not written again."""
    change = preview_days(calendar, days)
    wanted = [*change.added, *change.changed]
    if not wanted:
        return change
    if faults := [d for d in wanted if not days[d].source.strip()]:
        raise Invalid(
            "Mỗi ngày phải ghi căn cứ (quyết định, thông báo): thiếu ở {day}.",
            errors=(FieldError("source", "Ghi quyết định hoặc thông báo làm căn cứ."),),
            day=f"{faults[0]:%d/%m/%Y}",
        )
    with transaction.atomic():
        _advance(calendar)
        CalendarDay.objects.filter(calendar=calendar, date__in=wanted).delete()
        CalendarDay.objects.bulk_create([_row(calendar, d, days[d]) for d in wanted])
        _tell(calendar, change, actor)
    return change


def make_ordinary(calendar: Calendar, day: date, *, source: str, actor: Actor) -> Change:
    """The date is as its weekday, whatever the calendars above say: a holiday moved, a swap called off."""
    if not source.strip():
        raise Invalid("Ghi căn cứ.", errors=(FieldError("source", "Ghi quyết định hoặc thông báo làm căn cứ."),))
    change = preview_days(calendar, {day: Take.ORDINARY})
    with transaction.atomic():
        _advance(calendar)
        CalendarDay.objects.filter(calendar=calendar, date=day).delete()
        CalendarDay.objects.create(
            calendar=calendar,
            date=day,
            kind=CalendarDay.Kind.ORDINARY,
            name="Ngày thường",
            name_en="Ordinary day",
            source=source.strip()[:300],
        )
        _tell(calendar, change, actor)
    return change


def remove_day(row: CalendarDay, *, actor: Actor) -> Change:
    """Take back a day of this calendar; what the calendars above say holds again. The trail keeps what stood there."""
    calendar = row.calendar
    change = preview_days(calendar, {row.date: Take.BACK})
    with transaction.atomic():
        _advance(calendar)
        if CalendarDay.objects.filter(pk=row.pk).delete()[0] == 0:
            raise Refused("Ngày này đã được bỏ.", code="day_gone")
        _tell(calendar, change, actor, removed=f"{row.date} {row.kind} {row.name}")
    return change


def preview_week(
    calendar: Calendar, sessions: Mapping[int, Iterable[workdays.Session]], *, valid_from: date
) -> tuple[Moved, ...]:
    """Which running deadlines other weekly hours would move: nothing is written."""
    return tuple(_moved(calendar, {}, max(valid_from, clock.today()), week=_checked_week(sessions)))


def set_week(
    calendar: Calendar,
    sessions: Mapping[int, Iterable[workdays.Session]],
    *,
    valid_from: date,
    source: str,
    actor: Actor,
) -> CalendarWeek:
    """Other weekly hours from a date on; the ones before end there."""
    week = _checked_week(sessions)
    if not source.strip():
        raise Invalid("Ghi căn cứ.", errors=(FieldError("source", "Ghi quyết định hoặc thông báo làm căn cứ."),))
    with transaction.atomic():
        _advance(calendar)
        if calendar.weeks.filter(valid_from__gte=valid_from).exists():
            raise Refused("Đã có giờ làm việc ghi từ ngày này trở đi.", code="week_overlap")
        calendar.weeks.filter(valid_to__isnull=True).update(valid_to=valid_from)
        made = CalendarWeek.objects.create(
            calendar=calendar,
            valid_from=valid_from,
            sessions={str(day): sessions_as_stored(given) for day, given in sorted(week.items())},
            source=source.strip(),
        )
        payload: dict[str, events.Plain] = {"from": valid_from, "sessions": made.sessions, "source": made.source}
        events.append(calendar_ref(calendar), "calendar.week_set", actor=actor, payload=payload)
    return made


def _checked_week(sessions: Mapping[int, Iterable[workdays.Session]]) -> Week:
    week = {day: in_order(given) for day, given in sessions.items()}
    week = {day: given for day, given in week.items() if given}
    if not week or not week.keys() <= set(range(7)):
        raise Invalid(
            "Lịch phải có ít nhất một ca làm việc trong tuần.", errors=(FieldError("sessions", "Ghi giờ làm việc."),)
        )
    return week


def _moved(calendar: Calendar, changes: Days, on: date, week: Week | None = None) -> list[Moved]:
    """Ask every package which of its running deadlines move under the new calendar, and under those that inherit from it."""
    if not changes and week is None:
        return []
    found = []
    for one in depending_on(calendar, on):
        new = built(one, on, changes, changed=calendar, week=week)
        found += [Moved(ref, old, due, one.code) for c in clocks for ref, old, due in c.moved(one.code, new)]
    return found


def _alike(a: workdays.CalendarDay, b: workdays.CalendarDay) -> bool:
    """Whether two entries give the same working time: `off` of a plain list is as good as the named kind that is known."""
    worked = workdays.DayKind.SWAP_WORK
    return (a.kind is worked) == (b.kind is worked) and (a.sessions or None) == (b.sessions or None)


def _row(calendar: Calendar, day: date, entry: workdays.CalendarDay) -> CalendarDay:
    return CalendarDay(
        calendar=calendar,
        date=day,
        kind=entry.kind.value,
        name=entry.name[:200],
        name_en=entry.name_en[:200],
        source=entry.source[:300],
        pair=entry.pair,
        sessions=None if entry.sessions is None else sessions_as_stored(entry.sessions),
    )


def _advance(calendar: Calendar) -> None:
    Calendar.objects.filter(pk=calendar.pk).update(version=F("version") + 1)


def _tell(calendar: Calendar, change: Change, actor: Actor, **more: str) -> None:
    """`calendar.changed`: packages with running deadlines hear it and reckon anew."""
    payload: dict[str, events.Plain] = {
        "calendar": calendar.code,
        "days": [*change.added, *change.changed],
        "moved": len(change.moved),
        **more,
    }
    events.append(calendar_ref(calendar), "calendar.changed", actor=actor, payload=payload)
