"""A draft on its way to signature and number, and what becomes of the plan then. Approval itself is the documents' mechanism."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from motcua.documents.citations import canonical
from motcua.documents.queries.approvals import next_round
from motcua.documents.queries.approvals import ref_of as approval_ref
from motcua.documents.services.approvals import Approvable, Issue, submit
from motcua.documents.services.files import store_made
from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import FieldError, Invalid, Refused
from motcua.kernel.refs import Ref
from motcua.plans import events as kinds
from motcua.plans.models import Plan, PlanDraft, PlanVersion
from motcua.plans.queries.contents import content_of
from motcua.plans.queries.plans import issued_with, ref_of
from motcua.plans.rules.drafts import lacking
from motcua.plans.services.acceptance import fill_plan
from motcua.plans.services.draft_paper import plan_docx
from motcua.plans.services.drafts import keep_version
from motcua.plans.services.work import close_work, open_work
from motcua.plans.workflow import PLAN, PlanState

if TYPE_CHECKING:
    from motcua.documents.models import Approval, StoredFile

APPROVAL_KIND = "plan"


def submit_plan(
    draft: PlanDraft, *, actor: Actor, version: int, route: str | None = None, opinion: str = ""
) -> Approval:
    """Trình duyệt: the draft as it stands goes on its route as a Word file. After a return it goes on a new round.

    Raises Invalid naming what is missing, Refused (not a draft, changed since `version` was shown, opinions still open).
    """
    plan = draft.plan
    if errors := lacking(draft.content):
        raise Invalid("Dự thảo chưa trình được. Hãy bổ sung các mục sau.", errors=tuple(errors))
    if plan.consultations.filter(state="open").exists():
        raise Refused("Đang lấy ý kiến các đơn vị. Hãy kết thúc lấy ý kiến trước khi trình.", code="opinions_open")
    if plan.state != PlanState.DRAFT:
        raise Refused("Kế hoạch không còn là dự thảo.", code="not_a_draft")
    file = _paper(plan, draft, actor)
    with transaction.atomic():
        if PlanDraft.objects.filter(pk=draft.pk, version=version).update(version=version) != 1:
            raise Refused("Dự thảo vừa được sửa. Hãy xem lại rồi trình.", code="stale")
        approval = submit(
            ref_of(plan),
            kind=APPROVAL_KIND,
            title=plan.title,
            unit=plan.issuer or plan.owner,
            content=file,
            actor=actor,
            route=route,
            opinion=opinion,
        )
        plan.refresh_from_db(fields=["state", "version"])
        if plan.state == PlanState.DRAFT:  # a new round has told us itself
            _on_route(plan, draft, actor, approval_ref(approval))
    return approval


def _on_route(plan: Plan, draft: PlanDraft, actor: Actor, approval: Ref | None) -> None:
    workflow.move(plan, PLAN, "submit")
    keep_version(plan, PlanVersion.Kind.SUBMITTED, draft.content, actor=actor, document=approval)
    events.append(ref_of(plan), kinds.PLAN_SUBMITTED, actor=actor, payload={"edit": draft.version})


def close_plan(plan: Plan, *, actor: Actor, note: str = "") -> Plan:
    """Kết thúc: the plan's time is over; what is still open is no longer owed and leaves the figures of what is open."""
    with transaction.atomic():
        workflow.move(plan, PLAN, "close")
        events.append(ref_of(plan), kinds.PLAN_CLOSED, actor=actor, payload={"note": note.strip()[:500]})
    return plan


def reopen_plan(plan: Plan, *, actor: Actor, reason: str) -> Plan:
    """Mở lại a plan that was closed too early."""
    if not reason.strip():
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", "Hãy ghi lý do."),))
    with transaction.atomic():
        workflow.move(plan, PLAN, "reopen")
        open_work(plan, actor=actor)
        events.append(ref_of(plan), kinds.PLAN_REOPENED, actor=actor, payload={"reason": reason.strip()[:500]})
    return plan


def replace_plan(draft: PlanDraft, old: Plan, *, actor: Actor) -> PlanDraft:
    """Say that this draft, once issued, takes the place of a plan in force. It stays in force until then."""
    if old.state != PlanState.ISSUED or old.owner_id != draft.plan.owner_id:
        raise Refused("Chỉ thay được kế hoạch đang thực hiện của cùng đơn vị.", code="not_replaceable")
    with transaction.atomic():
        if Plan.objects.filter(pk=draft.plan_id, state=PlanState.DRAFT).update(replaces=old) != 1:
            raise Refused("Kế hoạch không còn là dự thảo.", code="not_a_draft")
        draft.plan.replaces = old
        events.append(ref_of(draft.plan), kinds.PLAN_DRAFT_CHANGED, actor=actor, payload={"replaces": ref_of(old)})
    return draft


def signer_words(issue: Issue) -> str:
    """Capacity and post as plans print them: "KT. TRƯỞNG BAN / PHÓ TRƯỞNG BAN"."""
    mark = f"{issue.capacity}." if issue.capacity else ""
    return " ".join(p for p in (mark, issue.signer_post) if p)[:300]


def _issued(uid: str, issue: Issue) -> None:
    """The plan gets its number, date and signer; its draft becomes rows; its work is opened. In the transaction of the issue."""
    plan = Plan.objects.select_related("owner", "issuer", "replaces").get(uid=uid)
    draft = PlanDraft.objects.get(plan=plan)
    key = canonical(issue.number)
    year = plan.year or issue.issued_on.year
    if issued_with(key, plan.owner_id, year).exists():
        raise _known(issue.number)
    if plan.replaces is not None:
        _replace(plan.replaces, plan, issue.actor)
    try:
        with transaction.atomic():
            workflow.move(
                plan,
                PLAN,
                "issue",
                number=issue.number,
                canonical_number=key,
                issued_on=issue.issued_on,
                year=year,
                signer_name=issue.signer,
                signer_capacity=signer_words(issue) or plan.signer_capacity,
            )
    except IntegrityError as error:
        raise _known(issue.number) from error
    head = dict(draft.content.get("document") or {})
    head |= {
        "number": issue.number,
        "issued_on": issue.issued_on.isoformat(),
        "year": year,
        "signer": {"capacity": plan.signer_capacity, "name": plan.signer_name},
    }
    content = dict(draft.content) | {"document": head}
    fill_plan(plan, content, actor=issue.actor)
    _keep_issued(plan, issue)
    payload: dict[str, Any] = {"number": issue.number, "issued_on": issue.issued_on}
    events.append(ref_of(plan), kinds.PLAN_ISSUED, actor=issue.actor, payload=payload)


def _keep_issued(plan: Plan, issue: Issue) -> None:
    keep_version(plan, PlanVersion.Kind.ISSUED, content_of(plan), actor=issue.actor, document=issue.approval)


def _replace(old: Plan, new: Plan, actor: Actor) -> None:
    workflow.move(old, PLAN, "replace")
    close_work(old.tasks.all(), reason="Kế hoạch đã được thay bằng bản khác.")
    events.append(ref_of(old), kinds.PLAN_REPLACED, actor=actor, payload={"plan": ref_of(new)})


def _back(uid: str, note: str, actor: Actor) -> None:
    plan = Plan.objects.get(uid=uid)
    workflow.move(plan, PLAN, "send_back")
    events.append(ref_of(plan), kinds.PLAN_SENT_BACK, actor=actor, payload={"note": note[:500]})


def _again(uid: str, file: StoredFile, actor: Actor) -> None:
    """On a new round: only with what the draft holds, so that what is signed is what will be owed."""
    plan = Plan.objects.get(uid=uid)
    if file.owner != str(ref_of(plan)):
        raise Refused(
            "Nội dung kế hoạch được sửa trong dự thảo, không tải tệp khác lên. Hãy sửa dự thảo rồi trình lại.",
            code="draft_differs",
        )
    _on_route(plan, PlanDraft.objects.get(plan=plan), actor, None)


def _render(uid: str) -> StoredFile:
    plan = Plan.objects.select_related("owner", "issuer").get(uid=uid)
    return _paper(plan, PlanDraft.objects.get(plan=plan), SYSTEM)


def _paper(plan: Plan, draft: PlanDraft, actor: Actor) -> StoredFile:
    name = f"Du-thao-ke-hoach-{plan.year or clock.today().year}-lan-{next_round(ref_of(plan))}.docx"
    return store_made(plan_docx(plan, draft.content), name=name, owner=ref_of(plan), actor=actor)


def _known(number: str) -> Refused:
    return Refused("Số {number} đã thuộc một kế hoạch khác. Hãy kiểm tra lại số.", code="plan_known", number=number)


APPROVABLE = Approvable(issued=_issued, returned=_back, withdrawn=_back, resubmitted=_again, render=_render)
