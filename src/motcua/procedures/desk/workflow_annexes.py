"""Annexes of decisions on the desk: read one, look at each workflow beside the paper's words, take it or not, issue all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.services.files import take_upload
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, Refused
from motcua.kernel.workdays import Unit
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.procedures.content import Level
from motcua.procedures.desk.workflow_words import state_of_found
from motcua.procedures.desk.workflow_writing import EDIT, ISSUE, PREFIX, decision_named, with_more_rows
from motcua.procedures.desk.workflows import list_tabs
from motcua.procedures.forms.workflows import (
    AnnexForm,
    ConfirmForm,
    IssueForm,
    ReasonForm,
    Steps,
    head_of,
    rows_of,
    table_of_forms,
)
from motcua.procedures.queries import words
from motcua.procedures.queries import workflows as queries
from motcua.procedures.services import workflows as services
from motcua.procedures.services.annexes import start_annex
from motcua.procedures.workflows import table_from_json
from motcua.procedures.workflows.annex import with_days_as
from motcua.procedures.workflows.annex.found import DOUBTS
from motcua.ui.acting import act
from motcua.ui.badges import Badge, Tone
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors
from motcua.ui.lists import Column, Empty, ListSpec, respond
from motcua.ui.progress import under_way

READ = Badge(_("Đã đọc"), Tone.DONE)
READING = Badge(_("Đang đọc"), Tone.ACTIVE)
NOT_READ = Badge(_("Không đọc được"), Tone.LATE)


def _standing(rows: Any) -> None:
    found, jobs = queries.found_of([row.pk for row in rows]), queries.jobs_of(rows)
    for row in rows:
        row.read, row.waiting = found.get(row.pk, (0, 0))
        row.state = _state(row.read, jobs.get(row.job))


def _state(read: int, job: Any) -> Badge:
    if read:
        return READ
    return READING if job is not None and job.state in {"queued", "running"} else NOT_READ


ANNEXES = ListSpec(
    key="workflow_annexes",
    title=_("Phụ lục quy trình nội bộ đã đọc"),
    columns=(
        Column(
            key="file",
            label=_("Tệp"),
            wide=True,
            value=lambda r: r.file.name,
            link=lambda r: reverse("procedures:annex", args=[r.uid]),
        ),
        Column(key="state", label=_("Trạng thái")),
        Column(key="read_at", label=_("Gửi lúc"), kind="moment", sort=("read_at", "pk")),
        Column(key="level", label=_("Cấp thực hiện"), value=lambda r: words.LEVELS[Level(r.level)]),
        Column(key="decision", label=_("Quyết định"), value=lambda r: r.decision.number if r.decision else None),
        Column(key="read", label=_("Quy trình"), kind="number"),
        Column(key="waiting", label=_("Chờ xác nhận"), kind="number"),
        Column(key="by_name", label=_("Người gửi")),
    ),
    default_sort="-read_at",
    export_name="phu-luc-quy-trinh",
    select=_standing,
    empty=Empty(
        title=_("Chưa đọc phụ lục nào"),
        text=_("Gửi phụ lục của quyết định phê duyệt quy trình nội bộ, phần mềm đọc từng bảng để bạn xác nhận."),
        action_label=_("Đọc phụ lục"),
        action_url="/desk/thu-tuc/quy-trinh/phu-luc/moi/",
    ),
)


@require_safe
def annexes(request: HttpRequest) -> HttpResponseBase:
    require(request.user, EDIT)
    context: dict[str, object] = {"tabs": list_tabs(request.user, "annexes"), "may_edit": True}
    rows = queries.readings_for(request.user)
    return respond(request, ANNEXES, rows, template="procedures/desk/workflow_list.html", context=context)


@require_http_methods(["GET", "POST"])
def read_annex(request: HttpRequest) -> HttpResponse:
    """A file is sent and kept; a job reads it."""
    require(request.user, EDIT)

    def run(data: dict[str, Any]) -> Any:
        decision = decision_named(request.user, data["decision"]) if data["decision"].strip() else None
        file = take_upload(data["file"], field="file", actor=actor_of(request.user))
        return start_annex(file, level=data["level"], decision=decision, actor=actor_of(request.user))

    return act(
        request,
        AnnexForm(request.POST or None, request.FILES or None),
        run,
        title=_("Đọc phụ lục quy trình nội bộ"),
        button=_("Gửi và đọc"),
        hint=_(
            "Phần mềm đọc tệp ở nền, bản quét cũng đọc được; bạn có thể rời trang. Mỗi bảng thành một quy trình chờ bạn xác nhận; "
            "chỗ nào chưa rõ thì giữ nguyên chữ."
        ),
        back=(_("Phụ lục quy trình nội bộ đã đọc"), reverse("procedures:annexes")),
        done=_("Đã nhận tệp."),
        to=lambda made: reverse("procedures:annex", args=[made.uid]),
    )


@require_safe
def annex(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was found in an annex, and how far it is."""
    reading = queries.reading_for(request.user, uid)
    rows = queries.found_in(reading)
    work = under_way(queries.jobs_of([reading]).get(reading.job), actor_of(request.user))
    drafts = [row for row in rows if row.made is not None and row.made.state == "draft"]
    context = {
        "reading": reading,
        "level": words.LEVELS[Level(reading.level)],
        "work": work,
        "rows": [(row, state_of_found(row), len(table_from_json(row.table).steps)) for row in rows],
        "waiting": sum(row.state == "waiting" for row in rows),
        "drafts": len(drafts),
        "may_issue": has_any_grant(request.user, ISSUE),
    }
    return render(request, "procedures/desk/annex.html", context)


@require_http_methods(["GET", "POST"])
def found(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One workflow beside the paper's own words; what is saved becomes a draft of the procedure."""
    one = queries.found_for(request.user, uid)
    table, kinds = table_from_json(one.table), queries.role_kinds(clock.today())
    suggested = any(doubt.get("suggested") for doubt in one.doubts)
    initial = head_of(table) | {
        "code": one.procedure.base_code if one.procedure else _sure_code(one),
        "days": "working_day" if suggested else "",
    }
    posted = with_more_rows(request) if request.method == "POST" else None
    head = ConfirmForm(posted, initial=initial)
    if not any(doubt["code"] == "days" for doubt in one.doubts):
        del head.fields["days"]
    rows = Steps(posted, initial=rows_of(table), prefix=PREFIX, form_kwargs={"kinds": kinds})
    status = 200
    if posted is not None and "more" not in posted and one.state == "waiting":
        status = 422
        if head.is_valid() and rows.is_valid():
            data = head.cleaned_data
            made = table_of_forms(data, list(rows), kinds, table)
            made = with_days_as(made, Unit(data["days"])) if data.get("days") else made
            try:
                services.take_found(
                    one, procedure=data["code"], table=made, case=data["case"].strip(), actor=actor_of(request.user)
                )
            except Invalid as error:
                add_errors(head, error)
            except Refused as error:
                head.add_error(None, text_of(error))
            else:
                messages.success(request, gettext("Đã nhận thành bản soạn."))
                return redirect(_next(one))
    context = {
        "found": one,
        "state": state_of_found(one),
        "head": head,
        "rows": rows,
        "wrong": status == 422,
        "doubts": [_told(doubt) for doubt in one.doubts],
        "heads": one.rows[0] if one.rows else [],
        "lines": one.rows[1:],
    }
    return render(request, "procedures/desk/annex_found.html", context, status=status)


@require_http_methods(["GET", "POST"])
def reject(request: HttpRequest, uid: UUID) -> HttpResponse:
    one = queries.found_for(request.user, uid)
    return act(
        request,
        ReasonForm(request.POST or None),
        lambda data: services.reject_found(one, reason=data["reason"], actor=actor_of(request.user)),
        title=_("Không nhận quy trình này"),
        said=one.name or one.heading,
        back=(one.reading.file.name, reverse("procedures:annex", args=[one.reading.uid])),
        done=_("Đã ghi là không nhận."),
    )


@require_http_methods(["GET", "POST"])
def issue_all(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Issue all drafts of an annex by its decision."""
    reading = queries.reading_for(request.user, uid, ISSUE)

    def run(data: dict[str, Any]) -> Any:
        issued, refused = services.issue_all(
            reading,
            decision=decision_named(request.user, data["decision"]),
            valid_from=data["valid_from"],
            actor=actor_of(request.user),
        )
        for workflow, reason in refused:
            messages.warning(request, f"{workflow.procedure.display_code} {workflow.procedure.name}: {reason}")
        if not issued:
            raise Refused("Chưa ban hành được quy trình nào.", code="none_issued")
        return issued

    number = reading.decision.number if reading.decision else ""
    return act(
        request,
        IssueForm(request.POST or None, initial={"decision": number, "valid_from": clock.today()}),
        run,
        title=_("Ban hành mọi bản soạn của phụ lục"),
        button=_("Ban hành"),
        hint=_("Bản soạn còn lỗi thì ở lại, kèm lý do; các bản khác được ban hành."),
        back=(reading.file.name, reverse("procedures:annex", args=[reading.uid])),
        done=_("Đã ban hành các quy trình của phụ lục."),
    )


def _sure_code(one: Any) -> str:
    """What stands in the field of the code: never the code that its heading gives to another's name, or one press would take it."""
    return "" if any(doubt["code"] == "named_another" for doubt in one.doubts) else str(one.code)


def _told(doubt: dict[str, Any]) -> dict[str, str]:
    return {
        "text": gettext(DOUBTS.get(doubt["code"], doubt["code"])),
        "words": doubt.get("words", ""),
        "step": doubt.get("step", ""),
    }


def _next(one: Any) -> str:
    """To the next workflow of the annex that waits, so that one need not go back each time."""
    for row in queries.found_in(one.reading):
        if row.state == "waiting" and row.pk != one.pk:
            return reverse("procedures:annex_found", args=[row.uid])
    return reverse("procedures:annex", args=[one.reading.uid])
