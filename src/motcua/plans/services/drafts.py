"""Plans being drafted: how a draft begins, every edit of it, kept versions. Its way to signature is in `issuing`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from motcua.kernel import clock, events, search, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.text import sort_key
from motcua.plans import events as kinds
from motcua.plans import rules
from motcua.plans.models import DraftChange, Plan, PlanDraft, PlanVersion, Reading
from motcua.plans.queries.contents import content_of
from motcua.plans.queries.plans import SEARCH_KIND, ref_of
from motcua.plans.queries.readings import ref_of as reading_ref
from motcua.plans.queries.unfinished import unfinished_work
from motcua.plans.rules import drafts as contents
from motcua.plans.rules.next_year import for_next_year, settled
from motcua.plans.rules.periods import cut_off_of, months_of
from motcua.plans.services.search_words import draft_words
from motcua.plans.workflow import READING, PlanState

if TYPE_CHECKING:
    from motcua.kernel.refs import Ref
    from motcua.organisations.models import Unit

Json = Mapping[str, Any]


def begin_draft(
    owner: Unit,
    *,
    title: str,
    year: int,
    actor: Actor,
    kind: str = "Kế hoạch",
    issuer: Unit | None = None,
    issuer_name: str = "",
    superior: Plan | None = None,
    is_sample: bool = False,
) -> Plan:
    """Soạn kế hoạch: a draft of which only the header is known. `issuer` signs and numbers it. Raises Invalid."""
    header = contents.checked_header(
        {"kind": kind, "title": title, "issuer": issuer_name, "year": year, "recipients": []}, {}
    )
    return _begin(
        owner,
        contents.blank_content(**header),
        origin=PlanDraft.Origin.HAND,
        actor=actor,
        issuer=issuer,
        superior=superior,
        is_sample=is_sample,
    )


def draft_from_reading(reading: Reading, *, actor: Actor) -> Plan:
    """Take what was read as a draft to go on with: nothing of it is in force, and it gets its number on the route."""
    document = rules.without_removed(reading.current or {})
    head = document.get("document") or {}
    if not head.get("title"):
        raise Invalid("Chưa lập được dự thảo.", errors=(FieldError("/document/title", "Thiếu trích yếu."),))
    with transaction.atomic():
        workflow.move(reading, READING, "accept")
        plan = _begin(
            reading.owner,
            document | {"document": head | {"number": None, "issued_on": None}},
            origin=PlanDraft.Origin.READING,
            actor=actor,
            issuer=reading.owner,
            reading=reading,
            is_sample=reading.is_sample,
        )
        events.append(reading_ref(reading), kinds.READING_ACCEPTED, actor=actor, payload={"plan": ref_of(plan)})
    return plan


def draft_from_last_year(last: Plan, *, actor: Actor) -> Plan:
    """The plan of the next year from this one: dates moved, texts that name the year moved or proposed, unfinished work marked.

    Raises Refused for a plan without a year, or of which next year's is being drafted already.
    """
    if last.state not in {PlanState.ISSUED, PlanState.CLOSED} or not last.year:
        raise Refused("Chỉ lập được từ kế hoạch đã ban hành và có năm.", code="not_issued")
    there = PlanDraft.objects.filter(
        made_from=last, origin=PlanDraft.Origin.LAST_YEAR, plan__state__in=(PlanState.DRAFT, PlanState.IN_APPROVAL)
    )
    if there.exists():
        raise Refused("Đã có dự thảo cho năm sau lập từ kế hoạch này.", code="drafted_already")
    before = content_of(last)
    content, proposals = for_next_year(before, last.year)
    waiting = unfinished_work(last)
    for old, task in zip(before["tasks"], content["tasks"], strict=True):
        if refs := waiting.get(old["uid"]):
            task["source"] = {"carried_from": refs}
    return _begin(
        last.owner,
        content,
        origin=PlanDraft.Origin.LAST_YEAR,
        actor=actor,
        issuer=last.issuer,
        made_from=last,
        proposals=[p.row() for p in proposals],
    )


def draft_from_uncovered(
    superior: Plan, owner: Unit, tasks: Sequence[Json], *, title: str, actor: Actor, issuer: Unit | None = None
) -> Plan:
    """A plan that takes up tasks of its superior plan. `tasks` are items as `queries.contents` gives them."""
    if not tasks:
        raise Invalid("Hãy chọn ít nhất một nhiệm vụ.", errors=(FieldError("tasks", N_("Chọn nhiệm vụ.")),))
    year = superior.year or clock.today().year
    head = contents.checked_header({"kind": "Kế hoạch", "title": title, "year": year, "recipients": []}, {})
    content = contents.blank_content(**head)
    content["tasks"] = [
        {k: v for k, v in task.items() if k not in {"uid", "no", "section", "section_title"}}
        | {"no": str(n), "section": None, "section_title": None, "source": {"taken_from": str(task.get("uid") or "")}}
        for n, task in enumerate(tasks, 1)
    ]
    words = f"Kế hoạch số {superior.number} về {superior.title}" if superior.number else superior.title
    content["bases"] = [contents.base_from(words)]
    return _begin(
        owner,
        content,
        origin=PlanDraft.Origin.UNCOVERED,
        actor=actor,
        issuer=issuer,
        made_from=superior,
        superior=superior,
    )


def edit_header(draft: PlanDraft, given: Json, *, version: int, actor: Actor, issuer: Unit | None = None) -> PlanDraft:
    """Change the header. `issuer` is the unit that signs and numbers; None leaves it."""
    before = (draft.content or {}).get("document") or {}
    header = contents.checked_header(given, before)
    with transaction.atomic():
        _edit(draft, "/document", header, version=version, actor=actor)
        if issuer is not None:
            Plan.objects.filter(pk=draft.plan_id).update(issuer=issuer)
    return draft


def edit_sections(draft: PlanDraft, text: str, *, version: int, actor: Actor) -> PlanDraft:
    """Change the outline with the words under its headings."""
    return _edit(draft, "/sections", contents.sections_from(text), version=version, actor=actor)


def edit_item(draft: PlanDraft, path: str, given: Json, *, version: int, actor: Actor) -> PlanDraft:
    """Change the item at a place, or add one after the last (`/tasks/-`). Raises Invalid, Refused (somebody else changed the draft)."""
    content = draft.content or {}
    before = None if path.endswith("/-") else contents.item_at(content, path)
    year = (content.get("document") or {}).get("year")
    item = contents.checked_item(path, given, year=year, before=before)
    return _edit(draft, path, item, version=version, actor=actor)


def take_out_item(draft: PlanDraft, path: str, *, version: int, actor: Actor) -> PlanDraft:
    """Take an item out; it stays readable in the history."""
    contents.item_at(draft.content or {}, path)
    return _edit(draft, path, None, version=version, actor=actor)


def move_item(draft: PlanDraft, path: str, to: int, *, version: int, actor: Actor) -> PlanDraft:
    """Put an item at another place of its list, counted from 0."""
    changed = contents.moved(draft.content or {}, path, to)
    with transaction.atomic():
        _keep(draft, changed, version=version)
        _note(draft, path, {"place": path.rsplit("/", 1)[1]}, {"place": str(to)}, actor)
    return draft


def settle_proposal(draft: PlanDraft, number: int, *, take: bool, version: int, actor: Actor) -> PlanDraft:
    """Confirm or undo one change that the transfer from last year made or proposes."""
    proposals = list(draft.proposals)
    if not 0 <= number < len(proposals):
        raise Invalid("Mục này không còn. Hãy tải lại trang.", code="no_such_place")
    proposal = proposals.pop(number)
    changed = settled(draft.content, proposal, take=take)
    with transaction.atomic():
        _keep(draft, changed, version=version, proposals=proposals)
        words = (proposal["before"], proposal["after"]) if take else (proposal["after"], proposal["before"])
        _note(draft, f"/{proposal['list']}/{proposal['field']}", *words, actor)
    return draft


def keep_version(plan: Plan, kind: str, content: Json, *, actor: Actor, document: Ref | None = None) -> PlanVersion:
    """Keep the whole of a plan as it stands. Part of the caller's transaction."""
    last = plan.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return PlanVersion.objects.create(
        plan=plan,
        number=last + 1,
        kind=kind,
        content=dict(content),
        document=str(document) if document else "",
        actor_name=actor.name,
        at=clock.now(),
    )


def index_draft(plan: Plan, tasks: Iterable[Json]) -> None:
    """Make a draft findable by its title and tasks."""
    search.index_many(SEARCH_KIND, [draft_words(plan, tasks)])


def _begin(
    owner: Unit,
    content: Json,
    *,
    origin: str,
    actor: Actor,
    issuer: Unit | None = None,
    made_from: Plan | None = None,
    superior: Plan | None = None,
    reading: Reading | None = None,
    proposals: Sequence[Json] = (),
    is_sample: bool = False,
) -> Plan:
    with transaction.atomic():
        plan = Plan(
            owner=owner,
            state=PlanState.DRAFT,
            issuer=issuer or owner,
            reading=reading,
            superior=superior,
            is_sample=is_sample,
            created_at=clock.now(),
            **_columns(content),
        )
        plan.save(force_insert=True)
        PlanDraft.objects.create(
            plan=plan,
            origin=origin,
            made_from=made_from,
            content=dict(content),
            proposals=list(proposals),
            drafted_by=str(actor.ref or ""),
            drafted_name=actor.name,
            changed_at=clock.now(),
        )
        index_draft(plan, content.get("tasks") or [])
        payload: dict[str, Any] = {"origin": str(origin), "tasks": len(content.get("tasks") or [])}
        if made_from is not None:
            payload["from_plan"] = ref_of(made_from)
        events.append(ref_of(plan), kinds.PLAN_DRAFTED, actor=actor, payload=payload)
    return plan


def _columns(content: Json) -> dict[str, Any]:
    """The columns of a plan that repeat its header, and those that follow from its reporting duties."""
    head = content.get("document") or {}
    duties = content.get("reporting") or []
    signer = head.get("signer") or {}
    title = head.get("title") or ""
    return {
        "kind": head.get("kind") or "Kế hoạch",
        "title": title,
        "sort_key": sort_key(title)[:300],
        "issuer_name": head.get("issuer") or "",
        "place": head.get("place") or "",
        "year": head.get("year"),
        "starts_on": head.get("starts_on"),
        "ends_on": head.get("ends_on"),
        "signer_capacity": signer.get("capacity") or "",
        "signer_name": signer.get("name") or "",
        "recipients": list(head.get("recipients") or []),
        "report_months": months_of(d.get("period") or "" for d in duties),
        "cut_off": cut_off_of(f"{d.get('text') or ''} {d.get('due_text') or ''}" for d in duties),
    }


def _edit(draft: PlanDraft, path: str, value: Any, *, version: int, actor: Actor) -> PlanDraft:
    changed, before = contents.with_edit(draft.content or {}, path, value)
    if before == value:
        _expect_draft(draft)
        return draft
    with transaction.atomic():
        _keep(draft, changed, version=version)
        _note(draft, path, before, value, actor)
    return draft


def _keep(draft: PlanDraft, content: Json, *, version: int, **others: Any) -> None:
    """Store the content if nobody changed it since `version` was shown."""
    _expect_draft(draft)
    rows = PlanDraft.objects.filter(pk=draft.pk, version=version, plan__state=PlanState.DRAFT)
    new: dict[str, Any] = {"content": dict(content), "version": version + 1, "changed_at": clock.now(), **others}
    if rows.update(**new) != 1:
        raise Refused(
            "Dự thảo đã thay đổi từ lúc bạn mở. Bản của bạn chưa được lưu: hãy tải lại trang, xem nội dung mới rồi sửa tiếp.",
            code="stale",
        )
    for column, value in new.items():
        setattr(draft, column, value)
    columns = _columns(content)
    Plan.objects.filter(pk=draft.plan_id).update(**columns)
    draft.plan.refresh_from_db()
    index_draft(draft.plan, content.get("tasks") or [])


def _expect_draft(draft: PlanDraft) -> None:
    if draft.plan.state != PlanState.DRAFT:
        raise Refused("Kế hoạch không còn là dự thảo nên không sửa được.", code="not_a_draft")


def _note(draft: PlanDraft, path: str, before: Any, after: Any, actor: Actor) -> None:
    try:
        with transaction.atomic():
            DraftChange.objects.create(
                draft=draft,
                number=draft.version,
                path=path[:200],
                before=before,
                after=after,
                actor=str(actor.ref or ""),
                actor_name=actor.name,
                at=clock.now(),
            )
    except IntegrityError as error:  # pragma: no cover - the guard of `_keep` comes first
        raise Refused("Dự thảo đã thay đổi từ lúc bạn mở. Hãy tải lại trang.", code="stale") from error
    events.append(
        ref_of(draft.plan),
        kinds.PLAN_DRAFT_CHANGED,
        actor=actor,
        payload={"path": path[:200], "edit": draft.version},
    )
