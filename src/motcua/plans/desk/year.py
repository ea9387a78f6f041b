"""The plan's year: tasks down, months or quarters across, a mark for each time at which a unit owes a task, and where today stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock
from motcua.plans.desk import words
from motcua.plans.desk.work_shown import names_of
from motcua.plans.queries import plans as queries
from motcua.plans.queries import work
from motcua.plans.rules.slots import SlotKind
from motcua.plans.workflow import OccurrenceState
from motcua.ui.badges import Badge, Tone

TAB = "theo-quy"
MOST_MONTHS = 18
"""A longer plan is drawn in quarters."""
FEW = 3
"""Marks that stand singly in one field; more are counted by state, and the count opens the units of that task."""
MARKS = {
    "late": words.TIMINGS["late"],
    "due_soon": words.TIMINGS["due_soon"],
    "returned": words.OCCURRENCE_STATES[OccurrenceState.RETURNED],
    "handed_in": words.OCCURRENCE_STATES[OccurrenceState.HANDED_IN],
    "running": words.TIMINGS["running"],
    "waiting": words.TIMINGS["waiting"],
    "finished_late": Badge(_("Xong, nộp muộn"), Tone.LATE),
    "on_time": Badge(_("Xong, đúng hạn"), Tone.DONE),
    "nothing_arose": words.OCCURRENCE_STATES[OccurrenceState.NOTHING_AROSE],
    "cannot_be_done": words.OCCURRENCE_STATES[OccurrenceState.CANNOT_BE_DONE],
}
"""What a mark says, the urgent first."""
ICONS = {"finished_late": "done_late", "running": "active", "nothing_arose": "nothing", "cannot_be_done": "crossed"}
"""Where the shape of the tone would not tell two marks apart."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One occurrence, or `count` of them in the same state. `title` says all of it: state, which time, unit, due day."""

    key: str
    url: str
    title: str
    day: date | None = None
    count: int = 1

    @property
    def badge(self) -> Badge:
        return MARKS[self.key]

    @property
    def icon(self) -> str:
        return ICONS.get(self.key, str(self.badge.tone))


@dataclass(slots=True)
class Field:
    """Where a row crosses a column."""

    column: Column
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Column:
    """A month or a quarter, `[first, until)`. `tenth` tells where in it today stands, None elsewhere."""

    name: str
    whole: str
    first: date
    until: date
    tenth: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A task, or with one task chosen a unit that owes it."""

    name: str
    url: str
    hint: str
    fields: list[Field]
    key: str = ""


@dataclass(slots=True)
class Part:
    label: str
    title: str
    lines: list[Line] = field(default_factory=list)


def content(request: HttpRequest, plan: Any) -> dict[str, Any]:
    """The tab. Filters of the address: `don-vi` and `nhiem-vu` (uid), `tinh-trang` (key of `MARKS`), `theo` (`thang`, `quy`).

    A constant number of queries, whatever the plan holds.
    """
    tasks = list(queries.tasks_of(plan))
    rows = list(work.standing_of_plan(plan))
    names = names_of([o.unit_id for o in rows if o.unit_id])
    asked = {key: request.GET.get(key, "") for key in ("don-vi", "nhiem-vu", "tinh-trang", "theo")}
    now = clock.now()
    chosen = next((t for t in tasks if str(t.uid) == asked["nhiem-vu"]), None)
    keyed = [
        (o, key_of(o, now))
        for o in rows
        if (not asked["don-vi"] or (o.unit is not None and str(o.unit.uid) == asked["don-vi"]))
        and (chosen is None or o.task_id == chosen.pk)
    ]
    counted = {key: sum(1 for _o, k in keyed if k == key) for key in MARKS}
    shown = [(o, k) for o, k in keyed if asked["tinh-trang"] not in MARKS or k == asked["tinh-trang"]]
    columns = columns_of(*span_of(plan, rows), clock.today(), quarters=_in_quarters(plan, rows, asked["theo"]))
    narrowed = bool(asked["don-vi"] or chosen is not None or asked["tinh-trang"] in MARKS)
    address = reverse("plans:plan_tab", args=[plan.uid, TAB])

    def to(**changes: str) -> str:
        kept = {k: v for k, v in (asked | {k.replace("_", "-"): v for k, v in changes.items()}).items() if v}
        return f"{address}?{urlencode(kept)}" if kept else address

    parts = (
        _units_of(shown, columns, names)
        if chosen is not None
        else _tasks_of(tasks, shown, columns, names, to, narrowed=narrowed)
    )
    return {
        "columns": columns,
        "years": _years(columns),
        "parts": parts,
        "today_in": any(c.tenth is not None for c in columns),
        "legend": [
            (Mark(key, to(tinh_trang="" if key == asked["tinh-trang"] else key), ""), n, key == asked["tinh-trang"])
            for key, n in counted.items()
            if n or key == asked["tinh-trang"]
        ],
        "chosen": chosen,
        "asked": {key.replace("-", "_"): value for key, value in asked.items()},
        "units": sorted(
            {(str(o.unit.uid), names.get(o.unit.pk, "")) for o in rows if o.unit is not None}, key=lambda u: u[1]
        ),
        "narrowed": narrowed,
        "address": address,
        "all_units_url": to(nhiem_vu=""),
        "total": len(shown),
        "quarters": columns[0].until - columns[0].first > timedelta(days=40),
    }


def key_of(occurrence: Any, now: Any) -> str:
    """Which of `MARKS` an occurrence is."""
    timing = work.timing_of(occurrence, now)
    if timing == "closed":
        return str(occurrence.state)
    if occurrence.state == OccurrenceState.HANDED_IN:
        return "handed_in"
    if occurrence.state == OccurrenceState.RETURNED and timing != "late":
        return "returned"
    return timing


def span_of(plan: Any, rows: Sequence[Any]) -> tuple[date, date]:
    """From the first day to the last: the plan's year and every due day."""
    days = [clock.local(o.due_at).date() for o in rows]
    year = plan.year or (plan.issued_on or clock.today()).year
    return min([date(year, 1, 1), *days]), max([date(year, 12, 31), *days])


def columns_of(first: date, last: date, today: date, *, quarters: bool) -> list[Column]:
    """Months or quarters that cover `[first, last]`."""
    found = []
    at = date(first.year, (first.month - 1) // 3 * 3 + 1 if quarters else first.month, 1)
    while at <= last:
        until = _months_on(at, 3 if quarters else 1)
        part = (at.month - 1) // 3 + 1 if quarters else at.month
        roman = ("I", "II", "III", "IV")[part - 1] if quarters else ""
        text = gettext("Quý {part}/{year}") if quarters else gettext("Tháng {part}/{year}")
        tenth = (today - at).days * 10 // (until - at).days if at <= today < until else None
        found.append(Column(roman or str(part), text.format(part=roman or part, year=at.year), at, until, tenth))
        at = until
    return found


def _months_on(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def _in_quarters(plan: Any, rows: Sequence[Any], asked: str) -> bool:
    if asked in {"quy", "thang"}:
        return asked == "quy"
    first, last = span_of(plan, rows)
    return (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS


def _years(columns: Sequence[Column]) -> list[tuple[str, int]]:
    """The row over the columns: quarters over months, years over quarters; (name, how many columns)."""
    found: list[tuple[str, int]] = []
    for column in columns:
        if (column.until - column.first).days > 40:
            name = gettext("Năm {year}").format(year=column.first.year)
        else:
            part = ("I", "II", "III", "IV")[(column.first.month - 1) // 3]
            name = gettext("Quý {part}/{year}").format(part=part, year=column.first.year)
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + 1)
        else:
            found.append((name, 1))
    return found


def _tasks_of(
    tasks: Iterable[Any],
    shown: Sequence[tuple[Any, str]],
    columns: Sequence[Column],
    names: dict[int, str],
    to: Any,
    *,
    narrowed: bool,
) -> list[Part]:
    """Tasks in the groups of the paper; with a filter only those that have a mark."""
    of_task: dict[int, list[tuple[Any, str]]] = {}
    for one in shown:
        of_task.setdefault(one[0].task_id, []).append(one)
    parts: list[Part] = []
    for task in tasks:
        if narrowed and task.pk not in of_task:
            continue
        if not parts or (parts[-1].label, parts[-1].title) != (task.section or "", task.section_title or ""):
            parts.append(Part(task.section or "", task.section_title or ""))
        many = to(nhiem_vu=str(task.uid))
        fields = _fields(of_task.get(task.pk, []), columns, names, many)
        name = f"{task.no}. {task.task}" if task.no else task.task
        parts[-1].lines.append(
            Line(name, reverse("plans:task", args=[task.uid]), task.lead or "", fields, str(task.uid))
        )
    return parts


def _units_of(shown: Sequence[tuple[Any, str]], columns: Sequence[Column], names: dict[int, str]) -> list[Part]:
    """The units that owe the task that was chosen, by name."""
    of_unit: dict[str, list[tuple[Any, str]]] = {}
    for one in shown:
        of_unit.setdefault(names.get(one[0].unit_id) or gettext("Chưa rõ đơn vị"), []).append(one)
    lines = [Line(name, "", "", _fields(rows, columns, names, "")) for name, rows in sorted(of_unit.items())]
    return [Part("", "", lines)] if lines else []


def _fields(
    rows: Sequence[tuple[Any, str]], columns: Sequence[Column], names: dict[int, str], many: str
) -> list[Field]:
    found = []
    units = {o.unit_id for o, _k in rows}
    told = names if many and len(units) > 1 else {}  # where the row has one unit, its name says nothing new
    for column in columns:
        here = [(o, k, d) for o, k in rows if column.first <= (d := clock.local(o.due_at).date()) < column.until]
        single = not many or len(here) <= FEW
        found.append(Field(column, _single(here, told) if single else _counted(here, many)))
    return found


def _single(rows: Iterable[tuple[Any, str, date]], names: dict[int, str]) -> list[Mark]:
    return [
        Mark(
            key,
            reverse("plans:occurrence", args=[o.uid]),
            ", ".join(p for p in (str(MARKS[key]), _slot(o), names.get(o.unit_id, "")) if p),
            day,
        )
        for o, key, day in rows
    ]


def _counted(rows: Sequence[tuple[Any, str, date]], url: str) -> list[Mark]:
    counts = {key: sum(1 for _o, k, _d in rows if k == key) for key in MARKS}
    return [Mark(key, f"{url}&tinh-trang={key}", f"{MARKS[key]}: {n}", None, n) for key, n in counts.items() if n]


def _slot(occurrence: Any) -> str:
    """Which time it is, where there are several."""
    return "" if occurrence.kind == SlotKind.ONCE else words.slot_name(occurrence)
