"""A superior plan and the plans under it: what they take up, who owes a plan of their own, which plans may be superior."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Q
from django.urls import reverse

from motcua.documents.citations import canonical
from motcua.documents.queries.reviews import of_subject
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.organisations.queries.resolution import Resolver
from motcua.organisations.queries.units import names_on
from motcua.plans.models import Channel, CoverageMark, Plan, Target, Task, TaskUnit, Topic
from motcua.plans.permissions import readable_plans
from motcua.plans.queries.contents import content_at, task_content
from motcua.plans.queries.plans import ref_of, text_of
from motcua.plans.queries.plans_then import amended_since, subordinates_at
from motcua.plans.rules.coverage import Item, Match, matches, state_of
from motcua.plans.rules.owed import Owed, owed_in_tasks, owed_in_text
from motcua.plans.workflow import PlanState

ISSUED = (PlanState.ISSUED, PlanState.CLOSED)


@dataclass(frozen=True, slots=True)
class Taken:
    """That a plan under it takes up an item: by which words, how alike, and what a person said (None: nobody yet)."""

    plan: Plan
    words: str
    address: str
    score: float
    said: bool | None
    said_by: str


@dataclass(frozen=True, slots=True)
class Covered:
    """An item of the superior plan. `state`: confirmed, likely, possible, none."""

    item: str
    key: str
    text: str
    address: str
    state: str
    by: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class OwedPlan:
    """A unit that owes a plan of its own. `state`: met, met_late, waiting, late, undated; `plan` the one that meets it."""

    unit: Any
    name: str
    due_on: date | None
    words: str
    state: str
    plan: Plan | None


def superior_proposals(plan: Plan) -> list[Plan]:
    """Plans in the system that this one names among its bases and citations, by canonical number. Two queries."""
    draft = getattr(plan, "draft", None)
    cited = list(of_subject(ref_of(plan)))
    numbers = {c.canonical_number for c in cited}
    named = [c.raw for c in cited]
    if draft is not None:
        bases = [*(draft.content.get("bases") or ()), *(draft.content.get("citations") or ())]
        numbers |= {canonical(b["number"]) for b in bases if b.get("number")}
        named += [str((b.get("source") or {}).get("quote") or "") for b in bases]
    rows = Plan.objects.filter(canonical_number__in=numbers - {""}, state__in=ISSUED).exclude(pk=plan.pk)
    found = [p for p in rows.select_related("owner").order_by("-issued_on") if not goes_round(plan, p)]
    # the same number every year: the one whose date or year the citation names comes first
    years = {p.pk: any(str(p.year) in words for words in named) for p in found}
    return sorted(found, key=lambda p: not years[p.pk])


def subordinates_of(superior: Plan, user: Any) -> list[Plan]:
    """Plans in force that carry it out, as far as the user may read them."""
    rows = Plan.objects.filter(superior=superior, state__in=ISSUED)
    return list(readable_plans(rows, user).select_related("owner", "issuer").order_by("issued_on", "pk"))


def coverage_of(superior: Plan, user: Any) -> dict[str, list[Covered]]:
    """Kind of item → every item of the plan with who takes it up. About fifteen queries, however many plans."""
    plans = subordinates_of(superior, user)
    by_uid = {str(p.uid): p for p in plans}
    marks: dict[tuple[str, str], dict[str, CoverageMark]] = {}
    for mark in CoverageMark.objects.filter(superior=superior, subordinate__in=plans).select_related("subordinate"):
        marks.setdefault((mark.item, mark.key), {})[str(mark.subordinate.uid)] = mark
    above, below = _items([superior]), _items(plans)
    found: dict[str, list[Covered]] = {}
    for kind, rows in above.items():
        texts = {(i.plan, i.key): i.text for i in below[kind]}
        matched = _same_channels(rows, below[kind]) if kind == CoverageMark.Item.CHANNEL else matches(rows, below[kind])
        found[kind] = [
            _covered(
                kind,
                row,
                found=matched[row.key],
                marks=marks.get((kind, row.key), {}),
                plans=by_uid,
                texts=texts,
                superior=superior,
            )
            for row in rows
        ]
    return found


def counts(found: Mapping[str, Sequence[Covered]]) -> dict[str, dict[str, int]]:
    """Kind → state → how many: the figures over the lists."""
    return {
        kind: {state: sum(c.state == state for c in rows) for state in ("confirmed", "likely", "possible", "none")}
        for kind, rows in found.items()
    }


def owed_plans(superior: Plan) -> list[OwedPlan]:
    """Which units owe a plan of their own, by when, and which plan meets it: one in force with this plan as its superior."""
    return owed_at([superior], clock.now())[superior.pk]


def owed_at(superiors: Sequence[Plan], as_of: datetime) -> dict[int, list[OwedPlan]]:
    """The same of many superior plans as it stood at a moment. Few queries, and those that resolve the units of each plan that asks."""
    today = clock.local(as_of).date()
    tasks = _tasks_at(superiors, as_of)
    asked = {p.pk: [*owed_in_tasks(tasks[p.pk], p.year), *_in_text(text_of(p), p.year)] for p in superiors}
    asking = [p for p in superiors if asked[p.pk]]
    meant = {p.pk: _meant(p, asked[p.pk]) for p in asking}
    below = subordinates_at(asking, as_of) if asking else {}
    names = names_on({pk for units in meant.values() for pk in units}, today) if asking else {}
    found: dict[int, list[OwedPlan]] = {p.pk: [] for p in superiors}
    for superior in asking:
        made: dict[int, Plan] = {}
        for plan in below.get(superior.pk, ()):
            for pk in {plan.owner_id, plan.issuer_id or plan.owner_id}:
                made.setdefault(pk, plan)
        rows = [
            OwedPlan(
                unit,
                names.get(pk, unit.code),
                duty.due_on,
                duty.words,
                _owed_state(duty.due_on, made.get(pk), today),
                made.get(pk),
            )
            for pk, (unit, duty) in meant[superior.pk].items()
        ]
        found[superior.pk] = sorted(rows, key=lambda r: (r.due_on or date.max, r.name))
    return found


def _meant(superior: Plan, asked: Sequence[Owed]) -> dict[int, tuple[Any, Owed]]:
    """Unit → the soonest duty that means it; the issuer owes itself nothing."""
    issuer = superior.issuer or superior.owner
    resolver = Resolver(issuer, superior.issued_on or clock.today())
    found: dict[int, tuple[Any, Owed]] = {}
    for duty in asked:
        for unit in resolver.resolve(duty.units).units if duty.units else ():
            if unit.pk != issuer.pk and (unit.pk not in found or _sooner(duty, found[unit.pk][1])):
                found[unit.pk] = (unit, duty)
    return found


def _tasks_at(plans: Sequence[Plan], as_of: datetime) -> dict[int, list[dict[str, Any]]]:
    """Plan → its tasks as they read at a moment. Two queries, and one for each plan that was amended since."""
    found: dict[int, list[dict[str, Any]]] = {p.pk: [] for p in plans}
    rows = Task.objects.filter(Q(dropped_at__isnull=True) | Q(dropped_at__gt=as_of), plan__in=plans)
    for task in rows.order_by("plan", "position"):
        found[task.plan_id or 0].append(task_content(task))
    changed = amended_since(plans, as_of)
    for plan in plans:
        if plan.pk in changed and (then := content_at(plan, as_of)) is not None:
            found[plan.pk] = list(then.get("tasks") or [])
    return found


def uncovered_tasks(superior: Plan, user: Any) -> list[dict[str, Any]]:
    """Tasks that no plan under it takes up, as items of a PlanDocument: what a new plan may begin with."""
    missing = {c.key for c in coverage_of(superior, user)[CoverageMark.Item.TASK] if c.state == "none"}
    return [
        task_content(t) for t in superior.tasks.filter(uid__in=missing, dropped_at__isnull=True).order_by("position")
    ]


@lru_cache(maxsize=64)
def _in_text(text: str, year: int | None) -> tuple[Owed, ...]:
    """Kept, since every figure of plans in time asks for it again."""
    return tuple(owed_in_text(text, year))


def _sooner(one: Owed, other: Owed) -> bool:
    return (one.due_on or date.max) < (other.due_on or date.max)


def _owed_state(due_on: date | None, plan: Plan | None, today: date) -> str:
    if plan is not None:
        late = due_on is not None and plan.issued_on is not None and plan.issued_on > due_on
        return "met_late" if late else "met"
    if due_on is None:
        return "undated"
    return "late" if due_on < today else "waiting"


def goes_round(plan: Plan, superior: Plan) -> bool:
    """Whether linking the plan under `superior` would make a circle."""
    above: Plan | None = superior
    seen = {plan.pk}
    while above is not None:
        if above.pk in seen:
            return True
        seen.add(above.pk)
        above = above.superior
    return False


def _items(plans: Sequence[Plan]) -> dict[str, list[Item]]:
    """Kind → items of the plans. Five queries."""
    uids = {p.pk: str(p.uid) for p in plans}
    owners = {p.pk: frozenset({p.owner_id, *([p.issuer_id] if p.issuer_id else [])}) for p in plans}
    kinds = CoverageMark.Item
    found: dict[str, list[Item]] = {kind: [] for kind in kinds.values}
    named: dict[int, set[int]] = {}
    for pk, unit in TaskUnit.objects.filter(task__plan__in=plans).values_list("task", "unit"):
        named.setdefault(pk, set()).add(unit)
    for task in Task.objects.filter(plan__in=plans, dropped_at__isnull=True).order_by("plan", "position"):
        units = owners[task.plan_id or 0] | named.get(task.pk, set())
        found[kinds.TASK].append(Item(str(task.uid), task.task, uids[task.plan_id or 0], units))

    def put(kind: str, row: Target | Topic | Channel, key: str, text: str, apart: str) -> None:
        found[kind].append(Item(key, text, uids[row.plan_id], owners[row.plan_id], apart))

    for target in Target.objects.filter(plan__in=plans, dropped_at__isnull=True).order_by("plan", "position"):
        put(kinds.TARGET, target, str(target.uid), target.subject or target.text, target.unit)
    for topic in Topic.objects.filter(plan__in=plans).order_by("plan", "position"):
        put(kinds.TOPIC, topic, str(topic.position), topic.text, topic.audience)
    for way in Channel.objects.filter(plan__in=plans).order_by("plan", "position"):
        put(kinds.CHANNEL, way, str(way.position), way.text, f"{way.audience} {way.channel}")
    return found


def _same_channels(above: Sequence[Item], below: Sequence[Item]) -> dict[str, list[Match]]:
    """Channels are alike by what they are for whom, not by their words; only "other" ones by words."""
    worded = matches([i for i in above if i.kind.endswith(" other")], below)
    found: dict[str, list[Match]] = dict(worded)
    for item in above:
        if item.key not in worded:
            same = {
                other.plan: Match(other.plan, other.key, 1.0) for other in reversed(below) if other.kind == item.kind
            }
            found[item.key] = [same[plan] for plan in sorted(same)]
    return found


def _covered(
    kind: str,
    item: Item,
    *,
    found: Iterable[Match],
    marks: Mapping[str, CoverageMark],
    plans: Mapping[str, Plan],
    texts: Mapping[tuple[str, str], str],
    superior: Plan,
) -> Covered:
    alike = list(found)
    by = [
        Taken(
            plans[m.plan],
            texts[m.plan, m.key],
            _address(kind, plans[m.plan], m.key),
            m.score,
            marks[m.plan].covered if m.plan in marks else None,
            marks[m.plan].marked_name if m.plan in marks else "",
        )
        for m in alike
    ]
    there = {m.plan for m in alike}
    by += [
        Taken(plans[uid], mark.note, reverse("plans:plan", args=[uid]), 0, mark.covered, mark.marked_name)
        for uid, mark in marks.items()
        if uid not in there
    ]
    state = state_of(alike, {uid: mark.covered for uid, mark in marks.items()})
    return Covered(kind, item.key, item.text, _address(kind, superior, item.key), state, tuple(by))


def _address(kind: str, plan: Plan, key: str) -> str:
    if kind == CoverageMark.Item.TASK:
        return reverse("plans:plan", args=[plan.uid]) + f"#nhiem-vu-{key}"
    if kind == CoverageMark.Item.TARGET:
        return reverse("plans:plan_tab", args=[plan.uid, "chi-tieu"]) + f"#chi-tieu-{key}"
    part = "noi-dung" if kind == CoverageMark.Item.TOPIC else "hinh-thuc"
    return reverse("plans:plan_tab", args=[plan.uid, "tuyen-truyen"]) + f"#{part}-{key}"


def plan_numbered(user: Any, number: str) -> Plan:
    """The plan in force with a number, the latest where the number comes every year. Raises NotFound."""
    rows = readable_plans(Plan.objects.filter(canonical_number=canonical(number), state__in=ISSUED), user)
    found = rows.order_by("-issued_on", "-pk").first()
    if found is None:
        raise NotFound("Không có kế hoạch số {number} trong hệ thống.", number=number)
    return found
