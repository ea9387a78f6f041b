"""Dossiers on the desk: the list by due date, one dossier with its story, its acts, its forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.services.files import take_upload
from motcua.documents.writing import DOCX, to_docx, to_pdf
from motcua.dossiers.desk.words import (
    ACTIONS,
    DANGEROUS,
    DONE,
    HINTS,
    NEEDS,
    ROUTE_BADGES,
    STANDING_BADGES,
    STATE_BADGES,
)
from motcua.dossiers.forms.acting import ActionForm
from motcua.dossiers.permissions import handles, may_do
from motcua.dossiers.queries import answering, listing
from motcua.dossiers.queries import dossiers as queries
from motcua.dossiers.queries.actions import Possible
from motcua.dossiers.queries.api import party_told
from motcua.dossiers.queries.clocks import reckoned, standing
from motcua.dossiers.queries.decisions import decisions_of
from motcua.dossiers.queries.printed import document_of, printed_for, printed_of, reprints, title_of
from motcua.dossiers.queries.words import BASES, CHANNELS, COLLECTED, SCOPES, SOURCES
from motcua.dossiers.services.printing import count_print
from motcua.dossiers.services.verbs import run
from motcua.kernel import clock
from motcua.kernel.access import record_reading
from motcua.messages.queries.outward import told_outside
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.organisations.queries.units import names_on
from motcua.records.queries import result_of
from motcua.ui import trail
from motcua.ui.acting import act, posted, posted_files
from motcua.ui.downloads import disposition
from motcua.ui.language import spoken
from motcua.ui.lists import ChoiceFilter, Column, DateFilter, Empty, ListSpec, Option, respond

VIEWS: dict[str, Any] = {
    "mine": _("Chờ tôi"),
    "late": _("Quá hạn"),
    "today": _("Đến hạn hôm nay"),
    "week": _("Đến hạn trong 7 ngày"),
    "paused": _("Đang dừng tính"),
    "asked": _("Được lấy ý kiến"),
    "answer": _("Chờ tiếp nhận"),
    "hand_out": _("Chờ trả kết quả"),
    "finished": _("Đã kết thúc"),
    "voided": _("Đã hủy tiếp nhận"),
}


def _state(row: Any) -> Any:
    return STATE_BADGES[row.state]


def _standing(row: Any) -> Any:
    return STANDING_BADGES[standing(row, clock.now())]


DOSSIERS = ListSpec(
    key="dossiers",
    title=_("Hồ sơ"),
    columns=(
        Column(
            key="code",
            label=_("Mã hồ sơ"),
            kind="code",
            link=lambda row: reverse("dossiers:dossier", args=[row.uid]),
        ),
        Column(key="holder_name", label=_("Chủ hồ sơ"), kind="name"),
        Column(key="procedure", label=_("Thủ tục"), wide=True, value=lambda row: row.procedure.name),
        Column(
            key="step",
            label=_("Đang ở"),
            template="dossiers/desk/cell_step.html",
            value=lambda row: row.step_title or str(row.state_badge),
            export=lambda row: row.step_title or None,
        ),
        Column(
            key="due",
            label=_("Đến hạn"),
            kind="moment",
            value=lambda row: row.effective_due_at or row.answer_due_at,
            sort=("effective_due_at", "pk"),
        ),
        Column(key="standing", label=_("So với hạn"), value=_standing, export=lambda row: str(_standing(row))),
        Column(key="state", label=_("Trạng thái"), value=_state, export=lambda row: str(_state(row)), shown=False),
        Column(key="step_holder", label=_("Người, đơn vị đang giữ"), shown=False),
        Column(key="unit_name", label=_("Đơn vị giải quyết"), shown=False),
        Column(key="submitted_at", label=_("Ngày nộp"), kind="date", sort=("submitted_at", "pk"), shown=False),
    ),
    filters=(
        ChoiceFilter(
            key="view",
            label=_("Xem"),
            options=[Option(key, label) for key, label in VIEWS.items()],
            apply=lambda rows, _values: rows,
        ),
        ChoiceFilter(
            key="state",
            label=_("Trạng thái"),
            options=[Option(key, badge.word) for key, badge in STATE_BADGES.items()],
            apply="state",
            control="select",
        ),
        ChoiceFilter(
            key="channel",
            label=_("Kênh nộp"),
            options=[Option(str(key), word) for key, word in CHANNELS.items()],
            apply=lambda rows, values: rows.filter(channel__in=[int(v) for v in values]),
            control="select",
        ),
        DateFilter(key="due", label=_("Đến hạn"), field="effective_due_at"),
    ),
    search=listing.found,
    search_label=_("Tìm hồ sơ"),
    search_hint=_("Số cuối của mã hồ sơ, họ tên (có dấu hay không), số điện thoại, số định danh hoặc mã số thuế"),
    default_sort="due",
    export_name="ho-so",
    empty=Empty(
        title=_("Không có hồ sơ nào"),
        text=_("Hồ sơ nộp tại quầy, trực tuyến, qua bưu chính hoặc từ hệ thống khác đều ở đây."),
        action_label=_("Nhận hồ sơ"),
        action_url="/desk/ho-so/nhan/",
    ),
)


@require_safe
def dossier_list(request: HttpRequest) -> HttpResponseBase:
    """By due date. `?view=` narrows to what waits for the person, is late, stands still."""
    require(request.user, "dossiers.read")
    views = request.GET.getlist("view")
    masked = not has_any_grant(request.user, "dossiers.handle")
    may = has_any_grant(request.user, "dossiers.take_in")
    spec = DOSSIERS.offering(may)
    everything = bool(request.GET.getlist("state") or request.GET.get("q", "").strip())
    rows = listing.listed(request.user, views, everything=everything)
    figures = [(VIEWS[key], count, f"?view={key}") for key, count in listing.counts(request.user).items()]
    context = {"figures": figures, "may": may}

    def select(found: Sequence[Any]) -> None:
        listing.fill(found, masked=masked)
        for row in found:
            row.state_badge = _state(row)

    shown = replace(spec, select=select)
    return respond(request, shown, rows, template="dossiers/desk/dossiers.html", context=context)


@require_safe
def dossier(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One dossier: who files, the papers, the steps, the clock, what can be done now. Reading it is logged."""
    found = queries.dossier_for(request.user, uid)
    sees = handles(request.user, found)
    reveal = sees and request.GET.get("so") == "1"
    record_reading(actor_of(request.user), queries.ref_of(found), "identity" if reveal else "read")
    possible = {action.name for action in Possible(request.user, found).all()}
    offered = [(label, _act_url(found, key)) for key, label in ACTIONS.items() if key in possible]
    steps: list[Any] = list(queries.steps_of(found))
    units = {step.unit_id for step in steps} | ({found.unit_id} if found.unit_id else set())
    names = names_on(units, clock.today())
    for step in steps:
        step.unit_name = step.agency or names.get(step.unit_id, "")
        step.late = step.slack_minutes is not None and step.slack_minutes < 0
    papers = queries.components_of(found)
    may_fill = (
        answering.may_be_filled_in(found)
        and may_do(request.user, found, "dossiers.take_in")
        and answering.form_of_dossier(found) is not None
    )
    asked = queries.open_request(found)
    paper_names = {paper.code: paper.name for paper in papers}
    decisions = decisions_of(found)
    for one in decisions:
        one.badge = ROUTE_BADGES[one.approval.state] if one.approval is not None else None
    printed: list[Any] = printed_of(found)
    for form in printed:
        form.title, form.reprints = title_of(form), reprints(form)
    context = {
        "dossier": found,
        "state": STATE_BADGES[found.state],
        "standing": STANDING_BADGES[standing(found, clock.now())],
        "main": offered[:1],
        "more": offered[1:],
        "holder": party_told(found.holder, sees=sees, reveal=reveal),
        "submitter": party_told(found.submitter, sees=sees, reveal=reveal) if found.submitter else None,
        "basis": BASES.get(found.submitter_basis, ""),
        "scope": SCOPES.get(found.submitter_scope, ""),
        "sees": sees,
        "reveal": reveal,
        "channel": CHANNELS[found.channel],
        "source": SOURCES.get(found.source, found.source),
        "unit_name": names.get(found.unit_id or 0, ""),
        "papers": papers,
        "answers": answering.sections_told(found, reveal=reveal) if sees else [],
        "may_fill": may_fill,
        "unanswered": len(answering.unanswered(found)) if may_fill else 0,
        "steps": steps,
        "asked": asked,
        "asked_items": [item | {"name": paper_names.get(item["component"], item["component"])} for item in asked.items]
        if asked
        else [],
        "opinions": list(found.opinions.select_related("unit", "answered_by__person").order_by("asked_at")),
        "result": result_of(queries.ref_of(found)),
        "decisions": decisions,
        "printed": printed,
        "collected": COLLECTED.get(found.collected_by, ""),
        "told": told_outside(queries.ref_of(found), most=20),
        "history": trail.latest(queries.ref_of(found)),
    }
    return render(request, "dossiers/desk/dossier.html", context)


@require_safe
def why(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The ledger of the promised date, in place or as a page of its own."""
    found = queries.dossier_for(request.user, uid)
    result = reckoned(found)
    context = {
        "dossier": found,
        "result": result,
        "ledger": [(row, row.reason(spoken())) for row in result.ledger] if result else [],
        "notes": result.notes(spoken()) if result else (),
        "extensions": list(found.extensions_given.order_by("number")),
    }
    part = bool(getattr(request, "htmx", False))
    return render(request, "dossiers/desk/why_part.html" if part else "dossiers/desk/why.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, uid: UUID, name: str) -> HttpResponse:
    """One act on a dossier, with the form that it needs."""
    found = queries.dossier_for(request.user, uid)
    one = Possible(request.user, found)
    action = one.named(name)
    papers = {row.code: row.name for row in queries.components_of(found)}
    if not papers or name == "request_supplement":
        papers = {c.code: c.name for c in one.offer.components_of(found.case)} | papers
    form = ActionForm(posted(request), posted_files(request), action=action, labels=NEEDS, papers=papers)

    def doing(data: dict[str, Any]) -> None:
        given = dict(data)
        if given.get("file"):
            given["file"] = take_upload(given["file"], field="file", actor=actor_of(request.user))
        run(request.user, one, action, given)

    return act(
        request,
        form,
        doing,
        title=ACTIONS[name],
        back=(found.code, reverse("dossiers:dossier", args=[found.uid])),
        done=DONE[name],
        hint=HINTS.get(name, ""),
        said=found.procedure_version.name,
        danger=name in DANGEROUS,
    )


@require_safe
def form(request: HttpRequest, uid: UUID, form_uid: UUID, ending: str) -> HttpResponse:
    """A form that was made out, as PDF or Word; opening it is logged. `printing` counts prints."""
    found = queries.handled_for(request.user, uid)
    printed = printed_for(found, str(form_uid))
    document = document_of(printed)
    name = f"{printed.number.replace('/', '-')}-{found.code}.{ending}"
    body, media = (to_pdf(document), "application/pdf") if ending == "pdf" else (to_docx(document), DOCX)
    response = HttpResponse(body, content_type=media)
    response["Content-Disposition"] = (
        disposition(name) if ending == "docx" else disposition(name).replace("attachment", "inline", 1)
    )
    record_reading(actor_of(request.user), queries.ref_of(found), "print")
    return response


@require_http_methods(["POST"])
def printing(request: HttpRequest, uid: UUID, form_uid: UUID) -> HttpResponse:
    """Count a print and go to the paper."""
    found = queries.handled_for(request.user, uid)
    printed = printed_for(found, str(form_uid))
    count_print(printed, actor=actor_of(request.user))
    return redirect("dossiers:form", uid=found.uid, form_uid=printed.uid, ending="pdf")


def _act_url(found: Any, name: str) -> str:
    return reverse("dossiers:do", args=[found.uid, name])
