"""Plans for those who may read them: loaders, the list, what the plan's page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse

from motcua.documents.citations import canonical
from motcua.documents.queries.approvals import approval_of
from motcua.documents.queries.files import files_of as stored_files_of
from motcua.documents.queries.reviews import Ground, grounds_of, of_subject
from motcua.kernel import clock
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.refs import Ref
from motcua.organisations.queries.units import Header, header_on, names_on
from motcua.plans.models import Channel, Plan, Reading, Section, System, Target, Task, TaskUnit, Topic
from motcua.plans.permissions import may_do_with_plan, may_read_plan, readable_plans, readable_tasks
from motcua.plans.workflow import PlanState

KIND = "plan"
SEARCH_KIND = "plan"
READING_KIND = "plan_reading"


def ref_of(plan: Plan) -> Ref:
    return Ref.to(KIND, plan.uid)


def reading_ref(reading: Reading) -> Ref:
    return Ref.to(READING_KIND, reading.uid)


def issued_with(number: str, owner: int, year: int | None) -> QuerySet[Plan]:
    """Plans in force that bear a (canonical) number: the unit that keeps the plan gives each number once a year."""
    return Plan.objects.filter(canonical_number=number, owner=owner, year=year, state=PlanState.ISSUED)


def plan_for(user: Any, uid: UUID | str, action: str = "plans.read") -> Plan:
    """The plan, if the user may do `action` with it. NotFound for what may not be seen, Forbidden for what may not be done.

    What was read (text, blocks) stays in the database until it is asked for.
    """
    rows = Plan.objects.select_related("owner", "issuer", "reading", "replaces", "superior")
    rows = rows.defer("reading__text", "reading__blocks", "reading__found", "reading__current")
    found = rows.filter(uid=uid).first()
    if found is None or not may_read_plan(user, found):
        raise NotFound("Không có kế hoạch này, hoặc bạn không được mở.")
    if action != "plans.read" and not may_do_with_plan(user, found, action):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def plan_of(uid: str) -> Plan:
    """For commands: no person asks. Raises NotFound."""
    try:
        found = Plan.objects.select_related("owner", "issuer").filter(uid=UUID(uid)).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound("Không có kế hoạch {uid} trong hệ thống.", uid=uid[:80])
    return found


def plans_for(user: Any) -> QuerySet[Plan]:
    """All plans the user may read."""
    return readable_plans(Plan.objects.all(), user)


def fill_list(rows: Sequence[Any]) -> None:
    """Counts of tasks and targets, and the issuer as it was called, for the rows of a page. Three queries."""
    pks = [p.pk for p in rows]
    tasks = dict(Task.objects.filter(plan__in=pks).values_list("plan").annotate(n=Count("pk")))
    targets = dict(Target.objects.filter(plan__in=pks).values_list("plan").annotate(n=Count("pk")))
    names = names_on({p.issuer_id for p in rows if p.issuer_id}, clock.today())
    for plan in rows:
        plan.task_count, plan.target_count = tasks.get(plan.pk, 0), targets.get(plan.pk, 0)
        plan.issuer_shown = names.get(plan.issuer_id) or plan.issuer_name


def years(user: Any) -> list[int]:
    """Years that occur, newest first: choices of the filter."""
    rows = plans_for(user).filter(year__isnull=False).order_by("-year")
    return [year for year in rows.values_list("year", flat=True).distinct() if year is not None]


def kinds(user: Any) -> list[str]:
    return list(plans_for(user).order_by("kind").values_list("kind", flat=True).distinct())


def issuers(user: Any) -> list[tuple[str, str]]:
    """Issuing units that occur as (uid, name of today), by name. Two queries."""
    rows = plans_for(user).filter(issuer__isnull=False).order_by("issuer")
    found = dict(rows.values_list("issuer_id", "issuer__uid").distinct())
    names = names_on(found, clock.today())
    return sorted(((str(uid), names.get(pk, "")) for pk, uid in found.items()), key=lambda c: c[1])


def tasks_of(plan: Plan, *, dropped: bool = False) -> QuerySet[Task]:
    """In the order of the paper, with the units that are meant; with `dropped` also what an amendment took out. Three queries."""
    units = Prefetch("units", queryset=TaskUnit.objects.select_related("unit").order_by("role", "pk"))
    rows = plan.tasks.all() if dropped else plan.tasks.filter(dropped_at__isnull=True)
    return rows.order_by("position").prefetch_related(units)


def with_unit(rows: QuerySet[Task], role: str, unit: str) -> QuerySet[Task]:
    """Those that a unit leads or supports."""
    return rows.filter(Exists(TaskUnit.objects.filter(task=OuterRef("pk"), role=role, unit__uid=unit)))


def units_in(plan: Plan) -> dict[str, list[tuple[str, str]]]:
    """Role → (uid, name) of the units that have it in the plan: choices of its filters. Two queries."""
    rows = TaskUnit.objects.filter(task__plan=plan).values_list("role", "unit_id", "unit__uid").distinct()
    found = [(role, pk, str(uid)) for role, pk, uid in rows.order_by("role", "unit_id")]
    names = names_on({pk for _role, pk, _uid in found}, plan.issued_on or clock.today())
    out: dict[str, list[tuple[str, str]]] = {"lead": [], "coordinator": []}
    for role, pk, uid in found:
        out[role].append((uid, names.get(pk, "")))
    return {role: sorted(choices, key=lambda c: c[1]) for role, choices in out.items()}


def unit_names(tasks: Iterable[Task], plan: Plan) -> dict[int, str]:
    """Unit → its name on the plan's date, for all units of the tasks. One query."""
    wanted = {u.unit_id for t in tasks for u in t.units.all()}
    return names_on(wanted, plan.issued_on or clock.today())


def targets_of(plan: Plan) -> QuerySet[Target]:
    return plan.targets.filter(dropped_at__isnull=True).order_by("position").select_related("task")


def sections_of(plan: Plan) -> QuerySet[Section]:
    return plan.sections.order_by("position")


def tasks_for(user: Any) -> QuerySet[Task]:
    """Tasks of all plans the user may read."""
    return readable_tasks(Task.objects.select_related("plan"), user)


def counts_of(plan: Plan) -> dict[str, int]:
    """How much stands in each tab of the plan's page. Six short queries."""
    return {
        "nhiem-vu": Task.objects.filter(plan=plan).count(),
        "chi-tieu": Target.objects.filter(plan=plan).count(),
        "de-cuong": Section.objects.filter(plan=plan, title__gt="").count(),
        "tuyen-truyen": Topic.objects.filter(plan=plan).count() + Channel.objects.filter(plan=plan).count(),
        "can-cu": of_subject(ref_of(plan)).count(),
        "bao-cao": plan.duties.count() + System.objects.filter(plan=plan).count(),
    }


@dataclass(frozen=True, slots=True)
class Base:
    """A document that the plan rests on. `grounds` tell why it is to be looked at again."""

    citation: Any
    grounds: tuple[Ground, ...]


def bases_of(plan: Plan) -> list[Base]:
    """What the plan rests on, in its order, with what has changed since. Five queries."""
    rows = list(of_subject(ref_of(plan)))
    grounds: dict[int, list[Ground]] = {}
    for ground in grounds_of(rows, clock.today()):
        grounds.setdefault(ground.citation.pk, []).append(ground)
    return [Base(row, tuple(grounds.get(row.pk, ()))) for row in rows]


def bases_in_text(plan: Plan) -> Iterator[tuple[UUID, Mapping[str, Any]]]:
    """(uid of the citation, where in the text it stands) for every place that names one of the plan's documents. One query."""
    if plan.reading is None:
        return
    known: dict[str, UUID] = {}
    for row in of_subject(ref_of(plan)):
        known.setdefault(row.canonical_number or row.raw, row.uid)
    read = plan.reading.current or {}
    for one in (*(read.get("bases") or ()), *(read.get("citations") or ())):
        source = one.get("source")
        if source and not one.get("_removed"):
            key = canonical(one["number"]) if one.get("number") else str(source.get("quote"))
            if key in known:
                yield known[key], source


def files_of(plan: Plan) -> list[Any]:
    """The plan's files, which its reading keeps, in the order in which they were read; of one drafted here the signed paper."""
    approval = approval_of(ref_of(plan)) if plan.state not in {PlanState.DRAFT, PlanState.IN_APPROVAL} else None
    if approval is not None and approval.file is not None:
        return [approval.file]
    if plan.reading is None:
        return []
    by_uid = {str(f.uid): f for f in stored_files_of(reading_ref(plan.reading))}
    return [by_uid[uid] for uid in plan.reading.files if uid in by_uid]


def text_of(plan: Plan) -> str:
    """The document's own words."""
    return plan.reading.text if plan.reading is not None else ""


def owner_name(plan: Plan) -> str:
    return names_on([plan.owner_id], clock.today()).get(plan.owner_id, plan.owner.code)


def header_of(plan: Plan) -> Header:
    """Header lines of the issuing unit as they were on the plan's date. Few queries."""
    return header_on(plan.issuer_id or plan.owner_id, plan.issued_on or clock.today())


def issuer_name(plan: Plan) -> str:
    """The issuer as it was called on the plan's date, where the unit is known; else as the paper writes it."""
    if plan.issuer_id is None:
        return plan.issuer_name
    return names_on([plan.issuer_id], plan.issued_on or clock.today()).get(plan.issuer_id) or plan.issuer_name


def replacement_of(plan: Plan) -> Plan | None:
    """The plan that took this one's place."""
    taken = (PlanState.AWAITING_NUMBER, PlanState.ISSUED, PlanState.CLOSED, PlanState.REPLACED)
    return Plan.objects.filter(replaces=plan, state__in=taken).order_by("-pk").first()


def plan_made_from(reading: Reading) -> Plan | None:
    """The plan that was accepted from a reading."""
    return Plan.objects.filter(reading=reading.pk).first()


def plan_of_reading(user: Any, uid: UUID | str) -> Plan:
    """The plan made from a reading that the user may not review, if they may read the plan. Raises NotFound."""
    found = Plan.objects.filter(reading__uid=uid).first()
    if found is None or not may_read_plan(user, found):
        raise NotFound("Không có bản đọc này, hoặc bạn không được mở.")
    return found


def refs_of_unit(unit: int) -> list[str]:
    """The plans that a unit answers for, as Refs: for splits and transfers of units."""
    return [str(Ref.to(KIND, uid)) for uid in Plan.objects.filter(owner=unit).values_list("uid", flat=True)]


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    """For the subjects registry: number and title of each plan."""
    rows = Plan.objects.filter(uid__in=uids).values_list("uid", "number", "title")
    return {str(uid): f"{number} {title}".strip() for uid, number, title in rows}


def address(uid: str) -> str:
    return reverse("plans:plan", args=[uid])


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    """For the subjects registry: those of `uids` that the user may open."""
    rows = readable_plans(Plan.objects.filter(uid__in=uids), user)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}
