"""From a reviewed reading to a plan that answers questions: rows, units, legal bases, search, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from motcua.documents.citations import canonical
from motcua.documents.services.citations import Cited, cite
from motcua.kernel import clock, events, search, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.text import fold, sort_key
from motcua.organisations.queries.resolution import Resolver, resolve_units
from motcua.plans import events as kinds
from motcua.plans import rules
from motcua.plans.models import Channel, Duty, Plan, Reading, Section, System, Target, Task, TaskUnit, Topic
from motcua.plans.queries.leads import meant
from motcua.plans.queries.plans import SEARCH_KIND, issued_with, ref_of
from motcua.plans.queries.readings import ref_of as reading_ref
from motcua.plans.queries.tasks import SEARCH_KIND as TASK_KIND
from motcua.plans.rules.periods import cut_off_of, months_of
from motcua.plans.services.search_words import plan_words, task_words
from motcua.plans.services.work import close_work, open_work
from motcua.plans.workflow import PLAN, READING, PlanState

Json = Mapping[str, Any]


def accept_reading(
    reading: Reading, *, actor: Actor, awaiting_number: bool = False, replaces: Plan | None = None
) -> Plan:
    """Make the plan that a reviewed reading describes. All of it or nothing.

    Raises Invalid naming what is missing (no plan, no title, no number unless it is accepted as "chờ cấp số"), Refused when a plan of
    this number and year is there already and `replaces` does not name it.
    """
    document = rules.without_removed(reading.current or {})
    head = document.get("document") or {}
    _check(head, awaiting_number=awaiting_number)
    with transaction.atomic():
        workflow.move(reading, READING, "accept")
        if replaces is not None:
            workflow.move(replaces, PLAN, "replace")
            close_work(replaces.tasks.all(), reason=N_("Kế hoạch đã được thay bằng bản khác."))
            events.append(ref_of(replaces), kinds.PLAN_REPLACED, actor=actor, payload={"reading": reading_ref(reading)})
        plan = _plan(reading, document, replaces, awaiting_number=awaiting_number)
        tasks = fill_plan(plan, document, actor=actor)
        events.append(
            ref_of(plan),
            kinds.PLAN_ACCEPTED,
            actor=actor,
            payload={
                "reading": reading_ref(reading),
                "tasks": len(tasks),
                "number": plan.number,
                "replaces": ref_of(replaces) if replaces is not None else None,
            },
        )
        events.append(reading_ref(reading), kinds.READING_ACCEPTED, actor=actor, payload={"plan": ref_of(plan)})
    return plan


def fill_plan(plan: Plan, document: Json, *, actor: Actor) -> list[Task]:
    """Make the rows of a plan that has none: contents, units, legal bases, search, and the work where it is in force.

    Part of the caller's transaction.
    """
    tasks = _contents(plan, document)
    _units(plan, tasks)
    if plan.state == PlanState.ISSUED:
        open_work(plan, actor=actor)
    cite(ref_of(plan), _cited(document), actor=actor, unit=plan.owner_id)
    search.index_many(SEARCH_KIND, [plan_words(plan, tasks)])
    search.index_many(TASK_KIND, map(task_words, tasks))
    return tasks


def _check(head: Json, *, awaiting_number: bool) -> None:
    errors = []
    if head.get("class") == "not_a_plan":
        errors.append(
            FieldError(
                "/document/class",
                "Văn bản này được nhận ra không phải là kế hoạch ({why}). Nếu đúng là kế hoạch, hãy sửa mục này.",
                {"why": head.get("why") or "–"},
            )
        )
    if not head.get("title"):
        errors.append(FieldError("/document/title", "Thiếu trích yếu."))
    if not head.get("number") and not awaiting_number:
        errors.append(FieldError("/document/number", "Thiếu số, ký hiệu. Điền số, hoặc chấp nhận ở dạng “chờ cấp số”."))
    if errors:
        raise Invalid("Chưa chấp nhận được kế hoạch. Hãy bổ sung các mục sau.", errors=tuple(errors))


def _plan(reading: Reading, document: Json, replaces: Plan | None, *, awaiting_number: bool) -> Plan:
    head = document.get("document") or {}
    number = head.get("number") or ""
    issued_on = _date(head.get("issued_on"))
    key = canonical(number) if number else ""
    year = head.get("year") or (issued_on.year if issued_on else None)
    if key and issued_with(key, reading.owner_id, year).exists():
        raise _known(number, year)
    signer = head.get("signer") or {}
    duties = document.get("reporting") or []
    plan = Plan(
        owner=reading.owner,
        state=PlanState.ISSUED if number and not awaiting_number else PlanState.AWAITING_NUMBER,
        kind=head.get("kind") or "Kế hoạch",
        number="" if awaiting_number else number,
        canonical_number="" if awaiting_number else key,
        issuer_name=head.get("issuer") or "",
        issuer=_issuer(head, reading, issued_on),
        place=head.get("place") or "",
        issued_on=issued_on,
        title=head["title"],
        sort_key=sort_key(head["title"])[:300],
        year=year,
        signer_capacity=signer.get("capacity") or "",
        signer_name=signer.get("name") or "",
        recipients=list(head.get("recipients") or []),
        report_months=months_of(d["period"] for d in duties),
        cut_off=cut_off_of(f"{d['text']} {d.get('due_text') or ''}" for d in duties),
        reading=reading,
        replaces=replaces,
        is_sample=reading.is_sample,
        created_at=clock.now(),
    )
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError as error:  # somebody else accepted the same plan since we looked
        raise _known(number, year) from error
    return plan


def _known(number: str, year: int | None) -> Refused:
    return Refused(
        "Kế hoạch số {number} năm {year} đã có. Hãy so sánh hai bản, rồi thay bản cũ hoặc bỏ bản đọc này.",
        code="plan_known",
        number=number,
        year=year or "–",
    )


def _issuer(head: Json, reading: Reading, issued_on: date | None) -> Any:
    """The unit that the paper names as issuer, where exactly one is meant."""
    if not head.get("issuer"):
        return None
    found = resolve_units(head["issuer"], issuer=reading.owner, on=issued_on or clock.today())
    return found.units[0] if len(found.units) == 1 else None


def _contents(plan: Plan, document: Json) -> list[Task]:
    _sections(plan, document.get("sections") or [])
    tasks = Task.objects.bulk_create(
        [_task(plan, n, t) for n, t in enumerate(document.get("tasks") or [])], batch_size=200
    )
    _targets(plan, tasks, document.get("targets") or [])
    _outreach(plan, (document.get("outreach") or {}).get("audiences") or [])
    Duty.objects.bulk_create(
        [
            Duty(
                plan=plan,
                position=n,
                period=d["period"],
                to=d.get("to"),
                via=d.get("via"),
                text=d["text"],
                due_text=d.get("due_text"),
                source=d["source"],
            )
            for n, d in enumerate(document.get("reporting") or [])
        ]
    )
    System.objects.bulk_create(
        [
            System(plan=plan, position=n, name=s["name"], source=s["source"])
            for n, s in enumerate(document.get("systems") or [])
        ]
    )
    return tasks


def _sections(plan: Plan, tree: Sequence[Json]) -> None:
    """Breadth first, so that each level is one statement and parents have their keys before their children."""
    level: list[tuple[Section | None, Json]] = [(None, node) for node in tree]
    numbered = {id(node): n for n, node in enumerate(_in_order(tree))}
    depth = 0
    while level:
        rows = [
            Section(
                plan=plan,
                parent=parent,
                depth=depth,
                position=numbered[id(node)],
                label=str(node["label"])[:40],
                title=node.get("title"),
            )
            for parent, node in level
        ]
        rows = Section.objects.bulk_create(rows, batch_size=200)
        level = [
            (row, child) for row, (_, node) in zip(rows, level, strict=True) for child in node.get("children") or []
        ]
        depth += 1


def _in_order(nodes: Iterable[Json]) -> Iterable[Json]:
    for node in nodes:
        yield node
        yield from _in_order(node.get("children") or [])


def _task(plan: Plan, position: int, item: Json) -> Task:
    schedule = item.get("schedule") or {}
    return Task(
        plan=plan,
        owner_id=plan.owner_id,
        position=position,
        no=item.get("no"),
        section=item.get("section"),
        section_title=item.get("section_title"),
        goal=item.get("goal"),
        task=item["task"],
        lead=item.get("lead"),
        coordinators=list(item.get("coordinators") or []),
        deliverable=item.get("deliverable"),
        schedule_text=item.get("schedule_text"),
        schedule_kind=schedule.get("kind") or "unspecified",
        starts_on=_date(schedule.get("start")),
        ends_on=_date(schedule.get("end")),
        event=schedule.get("event"),
        every=schedule.get("every"),
        months=schedule.get("months"),
        due=schedule.get("due"),
        confidence=item.get("confidence"),
        source=item["source"],
        sources=item.get("sources") or {},
    )


def _targets(plan: Plan, tasks: Sequence[Task], items: Sequence[Json]) -> None:
    by_no: dict[str, Task] = {}
    for task in tasks:
        if task.no:
            by_no.setdefault(task.no, task)
    Target.objects.bulk_create(
        [
            Target(
                plan=plan,
                task=by_no.get(t.get("task_no") or ""),
                position=n,
                text=t["text"],
                subject=t["subject"],
                comparator=t["comparator"],
                value=Decimal(str(t["value"])),
                unit=str(t["unit"])[:40],
                starts_on=_date((t.get("period") or {}).get("start")),
                ends_on=_date((t.get("period") or {}).get("end")),
                indicator=t.get("indicator"),
                confidence=t.get("confidence"),
                source=t["source"],
            )
            for n, t in enumerate(items)
        ]
    )


def _outreach(plan: Plan, audiences: Sequence[Json]) -> None:
    topics: list[Topic] = []
    channels: list[Channel] = []
    for audience in audiences:
        shared = {"plan": plan, "audience": audience["key"], "audience_label": audience["label"]}
        topics += [
            Topic(**shared, position=len(topics) + n, no=t.get("no"), text=t["text"], source=t["source"])
            for n, t in enumerate(audience.get("topics") or [])
        ]
        channels += [
            Channel(**shared, position=len(channels) + n, text=c["text"], channel=c["channel"], source=c["source"])
            for n, c in enumerate(audience.get("channels") or [])
        ]
    Topic.objects.bulk_create(topics)
    Channel.objects.bulk_create(channels)


def _units(plan: Plan, tasks: Sequence[Task]) -> None:
    """Which units the words of the paper mean, on the plan's date. Words that mean no unit we know stay words."""
    on = plan.issued_on or (date(plan.year, 1, 1) if plan.year else clock.today())
    resolver = Resolver(plan.issuer or plan.owner, on)
    named = {words for task in tasks for words in (task.lead, *task.coordinators) if words}
    found = {words: meant(resolver, words) for words in sorted(named)}
    rows: dict[tuple[int, int, str], TaskUnit] = {}
    for task in tasks:
        for role, words in [
            (TaskUnit.Role.LEAD, task.lead),
            *((TaskUnit.Role.COORDINATOR, c) for c in task.coordinators),
        ]:
            for unit in found[words].units if words else ():
                one = TaskUnit(task=task, unit=unit, role=role, named=words, post=found[words].post)
                rows.setdefault((task.pk, unit.pk, role), one)
    TaskUnit.objects.bulk_create(rows.values(), batch_size=500)


def _cited(document: Json) -> list[Cited]:
    """All documents the plan names, its bases first."""
    listed = [*(document.get("bases") or []), *(document.get("citations") or [])]
    return [
        Cited(
            raw=(c.get("source") or {}).get("quote") or c.get("subject") or c.get("number") or c["kind"],
            number=c.get("number") or "",
            issuer=c.get("issuer") or "",
            issued_on=_date(c.get("issued_on")),
        )
        for c in _distinct(listed)
    ]


def _distinct(citations: Iterable[Json]) -> list[Json]:
    seen: dict[str, Json] = {}
    for c in citations:
        seen.setdefault(
            canonical(c["number"]) if c.get("number") else fold(f"{c['kind']} {c.get('issuer')} {c.get('subject')}"), c
        )
    return list(seen.values())


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
