"""Writing internal workflows on the desk: begin, the table row by row, a drawing from elsewhere, issue, end, void."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.documents.queries.law import one_named
from motcua.kernel import clock
from motcua.kernel.errors import AppError, FieldError, Invalid, Refused, Stale
from motcua.organisations.permissions import actor_of
from motcua.procedures.desk.workflow_words import of_weight
from motcua.procedures.forms.workflows import (
    BeginForm,
    BpmnForm,
    EndForm,
    HeadForm,
    IssueForm,
    ReasonForm,
    Steps,
    head_of,
    rows_of,
    table_of_forms,
)
from motcua.procedures.queries import desk
from motcua.procedures.queries import workflows as queries
from motcua.procedures.services import workflows as services
from motcua.procedures.workflows import Table, Weight
from motcua.procedures.workflows.bpmn import read_bpmn
from motcua.ui.acting import act
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors, told_again
from motcua.ui.lists.filters import parse_whole

EDIT, ISSUE = "workflows.edit", "workflows.issue"
PREFIX = "buoc"


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A new draft for a procedure: from what it runs on, or from a BPMN file."""
    found, today = desk.procedure_for(request.user, uid, EDIT), clock.today()

    def run(data: dict[str, Any]) -> Any:
        level, case = data["level"], data.get("case", "")
        table = _drawn(request, data["file"]) if data["file"] else queries.in_use(found, level, today, case).table
        return services.begin_workflow(found, level=level, case=case, table=table, actor=actor_of(request.user))

    form = BeginForm(
        request.POST or None,
        request.FILES or None,
        levels=queries.levels_of(found, today),
        cases=queries.cases_of(found, today),
        initial={"level": request.GET.get("cap", ""), "case": request.GET.get("truong-hop", "")},
    )
    return act(
        request,
        form,
        run,
        title=_("Soạn quy trình nội bộ"),
        button=_("Bắt đầu soạn"),
        said=f"{found.display_code} {found.name}",
        hint=_("Bản soạn bắt đầu từ quy trình đang dùng (quy trình mặc định nếu chưa có), rồi bạn sửa từng bước."),
        back=(_("Quy trình nội bộ"), reverse("procedures:procedure_workflows", args=[found.uid])),
        done=_("Đã lập bản soạn."),
        to=lambda made: reverse("procedures:workflow_edit", args=[made.uid]),
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The table of a draft, row by row. "Thêm hàng" gives more rows and keeps what was typed."""
    found = queries.workflow_for(request.user, uid, EDIT)
    if found.state != "draft":
        raise Refused("Chỉ sửa được bản đang soạn. Hãy soạn số mới.", code="wrong_state")
    table, kinds = queries.table_of(found), queries.role_kinds(clock.today())
    posted = with_more_rows(request) if request.method == "POST" else None
    head = HeadForm(posted, initial=head_of(table) | {"version": found.version})
    rows = Steps(posted, initial=rows_of(table), prefix=PREFIX, form_kwargs={"kinds": kinds})
    status = 200
    if posted is not None and "more" not in posted:
        status = 422
        if head.is_valid() and rows.is_valid():
            made = table_of_forms(head.cleaned_data, list(rows), kinds, table)
            try:
                services.change_workflow(
                    found, table=made, version=head.cleaned_data["version"] or 0, actor=actor_of(request.user)
                )
            except Stale as error:
                status = told_again(head, found.version, error)
            except Invalid as error:
                add_errors(head, error)
            else:
                messages.success(request, gettext("Đã lưu quy trình."))
                return redirect("procedures:workflow", found.uid)
    context = {"workflow": found, "head": head, "rows": rows, "wrong": status == 422}
    return render(request, "procedures/desk/workflow_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
def redraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A BPMN file in the place of a draft's table."""
    found = queries.workflow_for(request.user, uid, EDIT)
    return act(
        request,
        BpmnForm(request.POST or None, request.FILES or None),
        lambda data: services.change_workflow(
            found, table=_drawn(request, data["file"]), version=found.version, actor=actor_of(request.user)
        ),
        title=_("Lấy bảng từ tệp BPMN"),
        button=_("Đọc và thay bảng"),
        warning=_("Bảng của bản soạn được thay bằng quy trình trong tệp."),
        back=_back(found),
        done=_("Đã thay bảng theo tệp BPMN."),
    )


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put a draft in force by its decision."""
    found = queries.workflow_for(request.user, uid, ISSUE)
    form = IssueForm(
        request.POST or None,
        initial={
            "version": found.version,
            "valid_from": clock.today(),
            "decision": found.decision.number if found.decision else "",
        },
    )
    doubts: list[Any] = of_weight(queries.findings_now(found, clock.today()), Weight.DOUBT)
    return act(
        request,
        form,
        lambda data: services.issue_workflow(
            found,
            decision=decision_named(request.user, data["decision"]),
            valid_from=data["valid_from"],
            version=data["version"] or 0,
            actor=actor_of(request.user),
        ),
        title=_("Ban hành quy trình nội bộ"),
        button=_("Ban hành"),
        said=f"{found.procedure.display_code} {found.procedure.name}",
        hint=_("Quy trình đang dùng ở cấp này, nếu có, hết hiệu lực từ ngày này; bản cũ vẫn xem được."),
        warning=" ".join(text_of(one) for one in doubts),
        back=_back(found),
        done=_("Quy trình đã được ban hành."),
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.workflow_for(request.user, uid, ISSUE)
    return act(
        request,
        EndForm(request.POST or None),
        lambda data: services.end_workflow(found, on=data["on"], reason=data["reason"], actor=actor_of(request.user)),
        title=_("Cho hết hiệu lực"),
        hint=_("Từ ngày này thủ tục chạy theo quy trình mặc định, cho đến khi có quy trình mới."),
        back=_back(found),
        done=_("Đã ghi ngày hết hiệu lực."),
        danger=True,
    )


@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give up a draft; take back what was issued by mistake."""
    found = queries.workflow_for(request.user, uid)
    found = queries.workflow_for(request.user, uid, EDIT if found.state == "draft" else ISSUE)
    return act(
        request,
        ReasonForm(request.POST or None),
        lambda data: services.void_workflow(found, reason=data["reason"], actor=actor_of(request.user)),
        title=_("Bỏ bản soạn") if found.state == "draft" else _("Hủy quy trình ban hành nhầm"),
        hint="" if found.state == "draft" else _("Quy trình trước nó, nếu có, có hiệu lực trở lại."),
        back=_back(found),
        done=_("Đã hủy."),
        danger=True,
    )


def with_more_rows(request: HttpRequest) -> Any:
    """What was posted; with three rows more where that was asked for."""
    posted = request.POST.copy()
    name = f"{PREFIX}-TOTAL_FORMS"
    count = parse_whole(posted.get(name))
    if "more" in posted and count is not None:
        posted[name] = str(min(count + 3, 210))
    return posted


def decision_named(user: Any, text: str) -> Any:
    """The decision of a number. Its refusal stands beside the field."""
    try:
        return one_named(user, text)
    except Invalid as error:
        told = tuple(FieldError("decision", one.template, one.params) for one in error.errors)
        raise Invalid(error.template, errors=told, code=error.code, **error.params) from error


def _drawn(request: HttpRequest, upload: Any) -> Table:
    """The table of an uploaded drawing; what it could not take over is said on the next page."""
    try:
        read = read_bpmn(upload.read(), queries.role_kinds(clock.today()))
    except AppError as error:
        raise Invalid(
            error.template, errors=(FieldError("file", error.template, error.params),), code=error.code, **error.params
        ) from error
    for doubt in read.doubts:
        messages.warning(request, text_of(doubt))
    return read.table


def _back(found: Any) -> tuple[Any, str]:
    return gettext("Quy trình nội bộ số {number}").format(number=found.number), reverse(
        "procedures:workflow", args=[found.uid]
    )
