"""Changing an issued plan: the list of its amendments, one with before and after, its items, its way to signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.documents.queries.approvals import approval_of
from motcua.documents.writing import DOCX
from motcua.kernel.errors import AppError, NotFound
from motcua.organisations.permissions import actor_of, has_any_grant
from motcua.plans.desk import words
from motcua.plans.desk.acting import act, submit_for_approval
from motcua.plans.desk.draft_items import SHAPES, form_for, initial_of
from motcua.plans.forms import ReasonForm
from motcua.plans.forms import drafts as inputs
from motcua.plans.permissions import may_do_with_plan
from motcua.plans.queries import drafts as queries
from motcua.plans.queries.contents import content_of
from motcua.plans.queries.plans import plan_for
from motcua.plans.rules.amending import item_of
from motcua.plans.services import amending as services
from motcua.plans.services.draft_paper import FIELD_WORDS, amendment_docx
from motcua.plans.workflow import AmendmentState, PlanState
from motcua.ui.badges import Badge, Tone
from motcua.ui.downloads import disposition
from motcua.ui.errors import text_of
from motcua.ui.lists.filters import parse_whole
from motcua.ui.trail import latest

if TYPE_CHECKING:
    from motcua.plans.models import Amendment

LISTS = {"nhiem-vu": "tasks", "chi-tieu": "targets"}
OPS = {"add": _("Bổ sung"), "change": _("Điều chỉnh"), "drop": _("Bãi bỏ")}
STATES = {
    AmendmentState.DRAFT: Badge(_("Dự thảo"), Tone.PLAIN),
    AmendmentState.IN_APPROVAL: Badge(_("Đang trình"), Tone.ACTIVE),
    AmendmentState.APPLIED: Badge(_("Có hiệu lực"), Tone.DONE),
    AmendmentState.WITHDRAWN: Badge(_("Đã rút"), Tone.LATE),
}
POSTED = ("GET", "POST")


@require_safe
def amendments(request: HttpRequest, uid: UUID) -> HttpResponse:
    """All changes of a plan: amending documents and corrections of reading, counted apart."""
    plan = plan_for(request.user, uid)
    rows = queries.amendments_of(plan)
    in_force = plan.state == PlanState.ISSUED
    context = {
        "plan": plan,
        "groups": [
            (label, [(a, STATES[AmendmentState(a.state)]) for a in rows if a.kind == kind])
            for kind, label in (
                (queries.BY_DOCUMENT, _("Văn bản điều chỉnh, bổ sung")),
                (queries.CORRECTION, _("Sửa lỗi khi đọc văn bản")),
            )
        ],
        "may_amend": in_force and may_do_with_plan(request.user, plan, "plans.draft") and not queries.on_its_way(plan),
        "may_correct": in_force and plan.reading_id and may_do_with_plan(request.user, plan, "plans.correct"),
        "versions": list(plan.versions.order_by("-number")),
    }
    return render(request, "plans/desk/amendments.html", context)


@require_http_methods(POSTED)
def begin(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Begin an amending document; with `?loi-doc` the correction of what the reader got wrong."""
    correcting = "loi-doc" in request.GET
    plan = plan_for(request.user, uid, "plans.correct" if correcting else "plans.draft")
    title = (
        gettext("Sửa lỗi đọc")
        if correcting
        else gettext("Điều chỉnh, bổ sung Kế hoạch số {number}").format(number=plan.number)
    )
    form = inputs.AmendForm(request.POST if request.method == "POST" else None, initial={"title": title})
    return act(
        request,
        form,
        lambda data: services.begin_amendment(
            plan,
            **data,
            actor=actor_of(request.user),
            kind=queries.CORRECTION if correcting else queries.BY_DOCUMENT,
        ),
        title=_("Sửa lỗi khi đọc văn bản") if correcting else _("Điều chỉnh, bổ sung kế hoạch"),
        button=_("Tiếp tục"),
        back=(plan.number or plan.title[:60], reverse("plans:plan", args=[uid])),
        hint=_("Chỉ dùng khi máy đọc khác với văn bản đã ký. Nội dung văn bản thay đổi thì lập văn bản điều chỉnh.")
        if correcting
        else _("Kế hoạch đã ban hành chỉ thay đổi bằng văn bản có số. Nội dung cũ vẫn đọc được."),
        done=_("Đã lập. Thêm các thay đổi."),
        to=lambda made: reverse("plans:amendment", args=[made.uid]),
    )


@require_safe
def amendment(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One with its changes, and the items of the plan that can be changed."""
    found = queries.amendment_for(request.user, uid)
    action = "plans.correct" if found.kind == queries.CORRECTION else "plans.draft"
    may_edit = found.state == AmendmentState.DRAFT and may_do_with_plan(request.user, found.plan, action)
    approval = approval_of(queries.amendment_ref(found))
    content = content_of(found.plan) if may_edit else {}
    context = {
        "amendment": found,
        "plan": found.plan,
        "state": STATES[AmendmentState(found.state)],
        "changes": [(n, OPS[c["op"]], c, list(_differences(c))) for n, c in enumerate(found.changes)],
        "may_edit": may_edit,
        "correcting": found.kind == queries.CORRECTION,
        "may_submit": may_edit and has_any_grant(request.user, "approvals.submit"),
        "tasks": content.get("tasks") or [],
        "targets": content.get("targets") or [],
        "approval": approval if approval is not None and approval.state != "withdrawn" else None,
        "history": latest(queries.amendment_ref(found)),
    }
    return render(request, "plans/desk/amendment.html", context)


@require_http_methods(POSTED)
def item(request: HttpRequest, uid: UUID, slug: str, item: str = "") -> HttpResponse:
    """Add a task or target, or change one of the plan."""
    found, name = _editable(request, uid), _list(slug)
    before = item_of(content_of(found.plan), name, item) if item else {}
    initial = (initial_of(before) if before else {}) | {"version": found.version}
    form = form_for(SHAPES[slug], request.POST if request.method == "POST" else None, initial)

    def run(data: dict[str, Any]) -> Any:
        given: dict[str, Any] = {"version": data.pop("version") or 0, "actor": actor_of(request.user)}
        if item:
            return services.change_item(found, name, item, data, **given)
        return services.add_item(found, name, data, **given)

    title = _("Điều chỉnh {what}") if item else _("Bổ sung {what}")
    return act(
        request,
        form,
        run,
        title=str(title).format(what=SHAPES[slug].one),
        button=_("Lưu thay đổi"),
        back=(found.title[:60], reverse("plans:amendment", args=[uid])),
        done=_("Đã ghi thay đổi."),
    )


@require_POST
def drop(request: HttpRequest, uid: UUID, slug: str, item: str) -> HttpResponse:
    found, name = _editable(request, uid), _list(slug)
    return _then(
        request, uid, lambda given: services.drop_item(found, name, item, **given), gettext("Đã ghi việc bãi bỏ.")
    )


@require_POST
def undo(request: HttpRequest, uid: UUID, place: int) -> HttpResponse:
    """Leave a change out again."""
    found = _editable(request, uid)
    return _then(
        request, uid, lambda given: services.take_out_change(found, place, **given), gettext("Đã bỏ thay đổi.")
    )


@require_POST
def correct(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Apply a correction of reading."""
    found = queries.amendment_for(request.user, uid, "plans.correct")
    return _then(request, uid, lambda given: services.correct(found, **given), gettext("Đã sửa lỗi đọc của kế hoạch."))


@require_http_methods(POSTED)
def submit(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.amendment_for(request.user, uid, "plans.draft")
    back = (found.title[:60], reverse("plans:amendment", args=[uid]))
    return submit_for_approval(request, found, services.submit_amendment, back=back)


@require_http_methods(POSTED)
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.amendment_for(request.user, uid, "plans.draft")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return act(
        request,
        form,
        lambda data: services.withdraw_amendment(found, actor=actor_of(request.user), reason=data["reason"]),
        title=_("Rút văn bản điều chỉnh"),
        back=(found.title[:60], reverse("plans:amendment", args=[uid])),
        done=_("Đã rút; nội dung vẫn đọc được."),
    )


@require_safe
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The amending document as Word."""
    found = queries.amendment_for(request.user, uid)
    response = HttpResponse(amendment_docx(found), content_type=DOCX)
    response["Content-Disposition"] = disposition(f"Dieu-chinh-{found.number.replace('/', '-') or 'du-thao'}.docx")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def version(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """The plan as it stood in a kept version: what was superseded stays readable."""
    plan = plan_for(request.user, uid)
    found = queries.version_for(plan, number)
    context = {
        "plan": plan,
        "version": found,
        "head": found.content.get("document") or {},
        "tasks": found.content.get("tasks") or [],
        "targets": found.content.get("targets") or [],
        "state": words.PLAN_STATES[PlanState(plan.state)],
    }
    return render(request, "plans/desk/plan_version.html", context)


def _editable(request: HttpRequest, uid: UUID) -> Amendment:
    found = queries.amendment_for(request.user, uid)
    action = "plans.correct" if found.kind == queries.CORRECTION else "plans.draft"
    return queries.amendment_for(request.user, uid, action)


def _list(slug: str) -> str:
    if slug not in LISTS:
        raise NotFound("Không có mục này trong kế hoạch.")
    return LISTS[slug]


def _then(request: HttpRequest, uid: UUID, run: Any, done: str) -> HttpResponse:
    version = request.POST.get("version", "")
    try:
        run({"version": parse_whole(version) or 0, "actor": actor_of(request.user)})
    except AppError as error:
        messages.error(request, text_of(error))
    else:
        messages.success(request, done)
    return redirect("plans:amendment", uid)


def _differences(change: Mapping[str, Any]) -> Any:
    """(field, before, after) of one change as words."""
    before, after = change.get("before") or {}, change.get("after") or {}
    for name, label in FIELD_WORDS.items():
        old, new = _words(before.get(name)), _words(after.get(name))
        if old != new:
            yield gettext(label), old, new


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(str(v) for v in value)
    return "" if value is None else str(value)
