"""A plan being drafted: how it begins, its page, its header and outline, its way to signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.documents.queries.approvals import bodies_for
from motcua.documents.writing import DOCX, to_docx
from motcua.kernel import clock
from motcua.kernel.errors import AppError, Refused
from motcua.organisations.permissions import actor_of, granted_units, has_any_grant, require
from motcua.organisations.queries.units import choices_on, names_on, unit_of
from motcua.plans.desk import words
from motcua.plans.desk.acting import act, submit_for_approval
from motcua.plans.desk.draft_items import shown_lists
from motcua.plans.forms import ReasonForm
from motcua.plans.forms import drafts as inputs
from motcua.plans.permissions import may_do_with_plan
from motcua.plans.queries import drafts as queries
from motcua.plans.queries import plans as plan_queries
from motcua.plans.queries.contents import in_words
from motcua.plans.queries.readings import reading_for
from motcua.plans.rules.drafts import header_given, sections_as_text
from motcua.plans.services import drafts as services
from motcua.plans.services import issuing
from motcua.plans.services.draft_paper import official_draft
from motcua.plans.services.plans import withdraw_plan
from motcua.plans.workflow import PlanState
from motcua.ui.downloads import disposition
from motcua.ui.errors import text_of
from motcua.ui.lists.filters import parse_whole

if TYPE_CHECKING:
    from motcua.plans.models import PlanDraft

DRAFT = "plans.draft"
POSTED = ("GET", "POST")


def unit_choices(user: Any, action: str = DRAFT) -> list[tuple[str, str]]:
    """(uid, name) of the units for which the person may do something, their own first."""
    own = actor_of(user).unit
    found = choices_on(granted_units(user, action), clock.today())
    return sorted(((str(unit.uid), name) for unit, name in found), key=lambda choice: choice[1] != own)


def body_choices(user: Any) -> list[tuple[str, str]]:
    """(uid, name) of the bodies in whose name the person may submit, the nearest first."""
    bodies = bodies_for(user, clock.today())
    names = names_on([b.pk for b in bodies], clock.today())
    return [(str(b.uid), names.get(b.pk, b.code)) for b in bodies]


@require_http_methods(POSTED)
def begin(request: HttpRequest) -> HttpResponse:
    require(request.user, DRAFT)
    units, bodies = unit_choices(request.user), body_choices(request.user)
    form = inputs.BeginForm(
        request.POST if request.method == "POST" else None,
        units=units,
        issuers=bodies,
        initial={"year": clock.today().year + 1, "unit": units[0][0] if units else ""},
    )

    def run(data: dict[str, Any]) -> Any:
        unit = unit_of(data["unit"])
        require(request.user, DRAFT, unit)
        issuer = unit_of(data["issuer"])
        return services.begin_draft(
            unit,
            title=data["title"],
            year=data["year"],
            issuer=issuer,
            issuer_name=dict(bodies)[data["issuer"]],
            actor=actor_of(request.user),
        )

    return act(
        request,
        form,
        run,
        title=_("Soạn kế hoạch"),
        button=_("Bắt đầu soạn"),
        back=(gettext("Kế hoạch"), reverse("plans:list")),
        done=_("Đã lập dự thảo. Thêm nhiệm vụ, chỉ tiêu và các phần khác."),
        to=lambda plan: reverse("plans:draft", args=[plan.uid]),
    )


@require_http_methods(POSTED)
def from_last_year(request: HttpRequest, uid: UUID) -> HttpResponse:
    last = plan_queries.plan_for(request.user, uid, DRAFT)
    form = inputs.Guarded(request.POST if request.method == "POST" else None)
    return act(
        request,
        form,
        lambda _data: services.draft_from_last_year(last, actor=actor_of(request.user)),
        title=_("Lập kế hoạch năm sau từ kế hoạch này"),
        button=_("Lập dự thảo"),
        back=(last.number or last.title[:60], reverse("plans:plan", args=[uid])),
        hint=_(
            "Mọi thời hạn chuyển sang năm sau; chữ nêu năm được đổi ở chỗ chắc chắn và được liệt kê để bạn xác nhận; việc chưa hoàn "
            "thành được đánh dấu. Số, ngày của văn bản viện dẫn giữ nguyên."
        ),
        done=_("Đã lập dự thảo. Xem và xác nhận các chỗ đã đổi."),
        to=lambda plan: reverse("plans:draft", args=[plan.uid]),
    )


@require_POST
def from_reading(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a reading as a draft."""
    reading = reading_for(request.user, uid, "plans.accept")
    try:
        plan = services.draft_from_reading(reading, actor=actor_of(request.user))
    except AppError as error:
        messages.error(request, text_of(error))
        return redirect("plans:reading", uid)
    messages.success(request, gettext("Đã đưa bản đọc vào thành dự thảo."))
    return redirect("plans:draft", plan.uid)


@require_safe
def draft(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The whole draft on one page."""
    found = queries.draft_for(request.user, uid)
    plan, content = found.plan, found.content
    may_edit = plan.state == PlanState.DRAFT and may_do_with_plan(request.user, plan, DRAFT)
    approval = queries.approval_of_plan(plan)
    context = {
        "plan": plan,
        "draft": found,
        "state": words.PLAN_STATES[PlanState(plan.state)],
        "facts": _facts(content.get("document") or {}, found),
        "outline": sections_as_text(content.get("sections") or []).splitlines(),
        "lists": shown_lists(content, plan.uid, may_edit=may_edit),
        "proposals": list(enumerate(found.proposals)),
        "may_edit": may_edit,
        "may_submit": may_edit and has_any_grant(request.user, "approvals.submit"),
        "may_withdraw": plan.state == PlanState.DRAFT and may_do_with_plan(request.user, plan, "plans.withdraw"),
        "approval": approval if approval is not None and approval.state != "withdrawn" else None,
        "consultation": plan.consultations.order_by("-pk").first(),
        "changes": [
            (change, in_words(change.before), in_words(change.after)) for change in queries.changes_of(found)[:30]
        ],
    }
    return render(request, "plans/desk/draft.html", context)


@require_safe
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The draft as Word."""
    found = queries.draft_for(request.user, uid)
    response = HttpResponse(to_docx(official_draft(found.plan, found.content)), content_type=DOCX)
    response["Content-Disposition"] = disposition(f"Du-thao-{found.plan.year or ''}-{found.version}.docx")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(POSTED)
def header(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.draft_for(request.user, uid, DRAFT)
    given = header_given(found.content.get("document") or {})
    initial = given | {"recipients": "\n".join(given["recipients"] or []), "version": found.version}
    form = inputs.HeaderForm(request.POST if request.method == "POST" else None, initial=initial)
    return act(
        request,
        form,
        lambda data: services.edit_header(found, data, version=data.pop("version") or 0, actor=actor_of(request.user)),
        title=_("Sửa phần đầu"),
        button=_("Lưu"),
        back=_back(found),
        done=_("Đã lưu."),
    )


@require_http_methods(POSTED)
def outline(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.draft_for(request.user, uid, DRAFT)
    initial = {"text": sections_as_text(found.content.get("sections") or []), "version": found.version}
    form = inputs.SectionsForm(request.POST if request.method == "POST" else None, initial=initial)
    return act(
        request,
        form,
        lambda data: services.edit_sections(
            found, data["text"], version=data["version"] or 0, actor=actor_of(request.user)
        ),
        title=_("Sửa đề cương, nội dung"),
        button=_("Lưu"),
        back=_back(found),
        done=_("Đã lưu."),
    )


@require_POST
def settle(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """Confirm or undo one change that the transfer made."""
    found = queries.draft_for(request.user, uid, DRAFT)
    version = request.POST.get("version", "")
    try:
        services.settle_proposal(
            found,
            number,
            take=request.POST.get("take") == "1",
            version=parse_whole(version) or 0,
            actor=actor_of(request.user),
        )
    except AppError as error:
        messages.error(request, text_of(error))
    return redirect(reverse("plans:draft", args=[uid]) + "#thay-doi")


@require_http_methods(POSTED)
def submit(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.draft_for(request.user, uid, DRAFT)
    hint = _("Dự thảo được dựng thành văn bản Word đúng thể thức và đi theo tuyến trình đã chọn.")
    return submit_for_approval(request, found, issuing.submit_plan, back=_back(found), hint=hint)


@require_http_methods(POSTED)
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.draft_for(request.user, uid, "plans.withdraw")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return act(
        request,
        form,
        lambda data: withdraw_plan(found.plan, actor=actor_of(request.user), reason=data["reason"]),
        title=_("Bỏ dự thảo"),
        back=_back(found),
        done=_("Đã bỏ dự thảo; nội dung vẫn đọc được."),
    )


@require_http_methods(POSTED)
def replaces(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say which plan in force this draft will replace."""
    found = queries.draft_for(request.user, uid, DRAFT)
    rows = plan_queries.plans_for(request.user).filter(owner=found.plan.owner_id, state=PlanState.ISSUED)
    known = {str(p.uid): p for p in rows.order_by("-issued_on")[:200]}
    form = inputs.ReplaceForm(
        request.POST if request.method == "POST" else None,
        plans=[(uid, f"{p.number} {p.title}"[:160]) for uid, p in known.items()],
    )
    return act(
        request,
        form,
        lambda data: issuing.replace_plan(found, known[data["old"]], actor=actor_of(request.user)),
        title=_("Thay kế hoạch đang thực hiện"),
        back=_back(found),
        hint=_("Kế hoạch cũ tiếp tục có hiệu lực đến khi dự thảo này được ban hành."),
        done=_("Đã ghi."),
    )


@require_http_methods(POSTED)
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Close a plan in force, or open a closed one again."""
    found = plan_queries.plan_for(request.user, uid, "plans.close")
    closing = found.state == PlanState.ISSUED
    if not closing and found.state != PlanState.CLOSED:
        raise Refused("Chỉ kế hoạch đang thực hiện mới kết thúc được.", code="transition_refused")
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def run(data: dict[str, Any]) -> Any:
        actor = actor_of(request.user)
        if closing:
            return issuing.close_plan(found, actor=actor, note=data["reason"])
        return issuing.reopen_plan(found, actor=actor, reason=data["reason"])

    return act(
        request,
        form,
        run,
        title=_("Kết thúc kế hoạch") if closing else _("Mở lại kế hoạch"),
        back=(found.number or found.title[:60], reverse("plans:plan", args=[uid])),
        done=_("Đã kết thúc kế hoạch.") if closing else _("Đã mở lại kế hoạch."),
    )


def _back(found: PlanDraft) -> tuple[str, str]:
    return found.plan.title[:60], reverse("plans:draft", args=[found.plan.uid])


def _facts(head: Any, found: PlanDraft) -> list[dict[str, Any]]:
    signer = head.get("signer") or {}
    rows = [
        (_("Cơ quan ban hành"), head.get("issuer") or plan_queries.issuer_name(found.plan)),
        (_("Năm kế hoạch"), str(head.get("year") or "")),
        (_("Người ký"), ", ".join(p for p in (signer.get("capacity"), signer.get("name")) if p)),
        (_("Nơi nhận"), "; ".join(head.get("recipients") or [])),
        (_("Đơn vị phụ trách"), plan_queries.owner_name(found.plan)),
        (_("Cách lập"), found.get_origin_display()),
        (_("Người soạn"), found.drafted_name),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]
