"""The tabs of a plan's page: the task table as in the paper, outline, targets, outreach, bases, reports, source, trail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from motcua.kernel import events
from motcua.plans.desk import depth, funding, targets, words, year
from motcua.plans.desk.source import Mark, part_of
from motcua.plans.queries import plans as queries
from motcua.plans.queries.rollups import rollups_of
from motcua.plans.queries.work import progress_of_tasks
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.lists.filters import parse_whole
from motcua.ui.trail import told

TABS = {
    "nhiem-vu": pgettext_lazy("list title", "Nhiệm vụ"),
    year.TAB: _("Tiến độ theo quý"),
    "de-cuong": _("Đề cương"),
    "chi-tieu": _("Chỉ tiêu"),
    "tuyen-truyen": _("Tuyên truyền"),
    "kinh-phi": _("Kinh phí"),
    "can-cu": _("Căn cứ"),
    "bao-cao": _("Báo cáo"),
    "van-ban-nguon": _("Văn bản nguồn"),
    "nhat-ky": _("Nhật ký"),
}
FOLDED_FROM, FIRST_NAMES = 8, 5
"""A cell with more coordinators than the first figure shows as many as the second and folds the others."""
STANDINGS = {"muon": _("Có lần quá hạn"), "dang-lam": _("Đang thực hiện"), "xong": _("Xong")}
"""By what the tasks of a plan may be narrowed."""
HEADER = "dau-van-ban"
"""The id of the facts that stand over every tab."""


@dataclass(slots=True)
class Cell:
    """One cell of the task table. `span` rows from here on; 0 when the cell above covers it (then only phones show it)."""

    text: str
    span: int = 1
    units: tuple[str, ...] = ()
    more: str = ""
    """What of a long list opens on demand; `text` then holds its beginning."""
    more_count: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How many times a task is owed, how often it is done, how often late now."""

    owed: int
    done: int
    late: int

    @property
    def standing(self) -> str:
        """Which of `STANDINGS`."""
        return "muon" if self.late else "xong" if self.done == self.owed else "dang-lam"

    @property
    def badge(self) -> Badge:
        if self.late:
            return Badge(ngettext("{n} lần quá hạn", "{n} lần quá hạn", self.late).format(n=self.late), Tone.LATE)
        if self.done == self.owed:
            return Badge(gettext("Xong"), Tone.DONE)
        return Badge(gettext("{done}/{owed} xong").format(done=self.done, owed=self.owed), Tone.ACTIVE)


@dataclass(slots=True)
class Row:
    task: Any
    goal: Cell
    lead: Cell
    coordinators: Cell
    progress: Progress | None = None
    units: str = ""
    """How far the units are, where several owe the task: k of n."""


@dataclass(slots=True)
class Group:
    """The tasks of one part of the plan, under its heading."""

    label: str
    title: str
    rows: list[Row] = field(default_factory=list)


def content(request: HttpRequest, plan: Any, tab: str) -> dict[str, Any]:
    """What one tab shows."""
    whole_page = {
        "nhiem-vu": _tasks,
        "kinh-phi": funding.plan_content,
        "chi-tieu": targets.content,
        year.TAB: year.content,
    }.get(tab)
    if whole_page is not None:
        return whole_page(request, plan)
    if tab == "de-cuong":
        return {"sections": [(s.depth, s.label, s.title or "") for s in queries.sections_of(plan) if s.title]}
    if tab == "tuyen-truyen":
        return {"audiences": outreach(plan)}
    if tab == "can-cu":
        return {"bases": queries.bases_of(plan)}
    if tab == "bao-cao":
        return {
            "duties": [(words.PERIODS.get(d.period, d.period), d) for d in plan.duties.order_by("position")],
            "systems": list(plan.systems.order_by("position")),
        }
    if tab == "van-ban-nguon":
        at = parse_whole(request.GET.get("vi-tri", ""))
        return {
            "part": part_of(*source_of(plan), at=at),
            "at": at,
            "source_url": reverse("plans:plan_source", args=[plan.uid]),
        }
    return {"history": history(plan)}


def facts(plan: Any) -> list[dict[str, Any]]:
    """The header of the paper."""
    signer = ", ".join(part for part in (plan.signer_capacity, plan.signer_name) if part)
    rows = [
        (_("Cơ quan ban hành"), queries.issuer_name(plan)),
        (_("Ngày ban hành"), formats.short_date(plan.issued_on) if plan.issued_on else ""),
        (_("Năm kế hoạch"), str(plan.year or "")),
        (_("Người ký"), signer),
        (_("Nơi nhận"), "; ".join(plan.recipients)),
        (_("Đơn vị phụ trách"), queries.owner_name(plan)),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def links(plan: Any, current: str) -> list[dict[str, Any]]:
    """Tabs with how much stands in each. What the paper does not have has no tab; tasks, source and trail always stand."""
    count = queries.counts_of(plan)
    return [
        {
            "label": label,
            "url": reverse("plans:plan_tab", args=[plan.uid, tab])
            if tab != "nhiem-vu"
            else reverse("plans:plan", args=[plan.uid]),
            "current": tab == current,
            "count": count.get(tab),
        }
        for tab, label in TABS.items()
        if count.get(tab, 1) or tab in {"nhiem-vu", current}
    ]


def table(tasks: Iterable[Any], names: dict[int, str]) -> list[Group]:
    """The tasks as the paper has them: in groups by part, equal neighbours of a column standing once."""
    groups: list[Group] = []
    for task in tasks:
        label, title = task.section or "", task.section_title or ""
        if not groups or (groups[-1].label, groups[-1].title) != (label, title):
            groups.append(Group(label, title))
        groups[-1].rows.append(_row(task, names))
    for group in groups:
        _merge([row.goal for row in group.rows])
        _merge([row.lead for row in group.rows])
    return groups


def _row(task: Any, names: dict[int, str]) -> Row:
    meant: dict[str, list[str]] = {"lead": [], "coordinator": []}
    for unit in task.units.all():
        meant[unit.role].append(names.get(unit.unit_id, ""))
    return Row(
        task,
        Cell(task.goal or ""),
        Cell(task.lead or "", units=tuple(meant["lead"])),
        _listed(task.coordinators, tuple(meant["coordinator"])),
    )


def _listed(names: Sequence[str], units: tuple[str, ...]) -> Cell:
    """All names where they are few; else the first of them, the others folded away."""
    if len(names) <= FOLDED_FROM:
        return Cell("; ".join(names), units=units)
    first, rest = names[:FIRST_NAMES], names[FIRST_NAMES:]
    return Cell("; ".join(first), units=units, more="; ".join(rest), more_count=len(rest))


def _merge(column: Sequence[Cell]) -> None:
    """Let the first of equal, adjacent, filled cells cover the others."""
    top: Cell | None = None
    for cell in column:
        if top is not None and cell.text and cell.text == top.text:
            top.span += 1
            cell.span = 0
        else:
            top = cell


def chosen_tasks(
    request: HttpRequest, plan: Any, units: dict[str, list[tuple[str, str]]]
) -> tuple[list[Any], dict[int, Progress], dict[str, str]]:
    """Tasks that the address asks for (`chu-tri`, `phoi-hop`, `tinh-trang`), how far each is, and what was asked. Four queries."""
    rows = queries.tasks_of(plan, dropped=True)
    asked = {key: request.GET.get(key, "") for key in ("chu-tri", "phoi-hop", "tinh-trang")}
    for key, role in (("chu-tri", "lead"), ("phoi-hop", "coordinator")):
        if asked[key] and any(uid == asked[key] for uid, _name in units[role]):
            rows = queries.with_unit(rows, role, asked[key])
    found = list(rows)
    progress = {pk: Progress(*counts) for pk, counts in progress_of_tasks(t.pk for t in found).items()}
    if asked["tinh-trang"] in STANDINGS:
        found = [t for t in found if t.pk in progress and progress[t.pk].standing == asked["tinh-trang"]]
    return found, progress, asked


def _tasks(request: HttpRequest, plan: Any) -> dict[str, Any]:
    units = queries.units_in(plan)
    found, progress, chosen = chosen_tasks(request, plan, units)
    names = queries.unit_names(found, plan)
    groups = table(found, names)
    rolled = rollups_of(t.pk for t in found)
    for row in (row for group in groups for row in group.rows):
        row.progress = progress.get(row.task.pk)
        if row.task.pk in rolled:
            row.units = depth.said_of_slots(rolled[row.task.pk])
    return {
        "groups": groups,
        "has_progress": bool(progress),
        "columns": 5 + any(t.goal for t in found) + any(t.deliverable for t in found) + bool(progress),
        "shown": len(found),
        "leads": units["lead"],
        "coordinators": units["coordinator"],
        "lead": chosen["chu-tri"],
        "coordinator": chosen["phoi-hop"],
        "standing": chosen["tinh-trang"],
        "standings": list(STANDINGS.items()),
        "query": request.GET.urlencode(),
        "has_goal": any(t.goal for t in found),
        "has_deliverable": any(t.deliverable for t in found),
        "schedule_kinds": words.SCHEDULE_KINDS,
    }


def outreach(plan: Any) -> list[dict[str, Any]]:
    """Audiences, each with its topics and its channels by kind. Two queries."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for name, rows in (("topics", plan.topics.order_by("position")), ("channels", plan.channels.order_by("position"))):
        for row in rows:
            key = (row.audience, row.audience_label)
            one = found.setdefault(key, {"label": row.audience_label, "topics": [], "channels": []})
            one[name].append(row)
    for one in found.values():
        kinds: dict[str, list[Any]] = {}
        for use in one["channels"]:
            kinds.setdefault(use.channel, []).append(use)
        one["kinds"] = [(words.CHANNELS.get(kind, kind), uses) for kind, uses in kinds.items()]
    return list(found.values())


def source_of(plan: Any) -> tuple[str, list[Any], list[Mark]]:
    """Text, blocks and marks of the reading that the plan was made from; empty for a plan without one."""
    reading = plan.reading
    if reading is None:
        return "", [], []
    return reading.text, reading.blocks, list(_marks(plan))


def _marks(plan: Any) -> Iterator[Mark]:
    """Where the plan's own rows stand in its text, each leading to its row. What was read but left out has no mark."""

    def mark(source: Any, tab: str, fragment: str) -> Iterator[Mark]:
        if source and source.get("start") is not None:
            name = "plans:plan" if tab == "nhiem-vu" else "plans:plan_tab"
            address = reverse(name, args=[plan.uid] if tab == "nhiem-vu" else [plan.uid, tab])
            yield Mark(source["start"], source["end"], fragment, str(TABS[tab]), f"{address}#{fragment}")

    for task in plan.tasks.order_by("position"):
        for source in (task.source, *(task.sources or {}).values()):
            yield from mark(source, "nhiem-vu", f"nhiem-vu-{task.uid}")
    for target in plan.targets.order_by("position"):
        yield from mark(target.source, "chi-tieu", f"chi-tieu-{target.uid}")
    for tab, name, rows in (
        ("tuyen-truyen", "noi-dung", plan.topics),
        ("tuyen-truyen", "hinh-thuc", plan.channels),
        ("bao-cao", "bao-cao", plan.duties),
        ("bao-cao", "he-thong", plan.systems),
    ):
        for row in rows.order_by("position"):
            yield from mark(row.source, tab, f"{name}-{row.position}")
    for uid, source in queries.bases_in_text(plan):
        yield from mark(source, "can-cu", f"can-cu-{uid}")
    header = (plan.reading.current or {}).get("document") or {}
    for name, source in (header.get("sources") or {}).items():
        yield Mark(source["start"], source["end"], HEADER, str(words.FIELDS.get(name, name)), f"#{HEADER}")


def history(plan: Any) -> list[dict[str, Any]]:
    """Events of the plan and of the reading it came from, newest first."""
    found = list(events.history(queries.ref_of(plan)))
    if plan.reading is not None:
        found += events.history(queries.reading_ref(plan.reading))
    found.sort(key=lambda e: e.at, reverse=True)
    return [told(e) for e in found]
