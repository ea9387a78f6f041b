"""One finding: what was found, its evidence, what is to be put right, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.services.files import store_upload
from motcua.kernel import clock
from motcua.kernel.errors import AppError, FieldError, Forbidden, Invalid, NotFound
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.units import names_on
from motcua.plans.desk.acting import act
from motcua.plans.desk.finding_words import FINDING_STATES, TIMINGS, VERDICTS
from motcua.plans.forms import inspections as inputs
from motcua.plans.forms.funding import WhyForm
from motcua.plans.queries import inspections as queries
from motcua.plans.services import inspections, remedies
from motcua.plans.services.inspections import Verdict
from motcua.plans.workflow import FINDING, FindingState, InspectionState
from motcua.ui.trail import latest

Run = Callable[[Any, dict[str, Any], Any], object]


def _stored(data: dict[str, Any], field: str, actor: Any) -> Any:
    """The upload of a field, stored; None where there is none. What is refused is told beside the field."""
    upload = data.pop(field, None)
    if not upload:
        return None
    try:
        return store_upload(upload, name=upload.name, actor=actor)
    except AppError as error:
        one = FieldError(field, error.template, error.params)
        raise Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=(one,)) from error


def _report(found: Any, data: dict[str, Any], actor: Any) -> object:
    proof = _stored(data, "proof", actor)
    return remedies.report_remedy(found, **data, proof=proof, actor=actor)


def _again(found: Any, data: dict[str, Any], actor: Any) -> object:
    file = _stored(data, "evidence", actor)
    if found.item is None:
        raise NotFound("Điều phát hiện ngoài danh mục không ghi lại được.")
    inspected = queries.inspected_of(found.inspected.inspection, found.inspected.uid)
    return inspections.record(inspected, [Verdict(found.item, data["verdict"], data["text"], file)], actor=actor)


ACTS: dict[str, tuple[Any, str, Any, Run, Any]] = {
    "yeu-cau": (
        _("Yêu cầu khắc phục"),
        "require_remedy",
        inputs.RemedyForm,
        lambda f, data, actor: remedies.require_remedy(f, **data, actor=actor),
        _("Đã ghi yêu cầu khắc phục."),
    ),
    "bao-cao": (_("Báo cáo khắc phục"), "report", inputs.RemedyReportForm, _report, _("Đã báo cáo khắc phục.")),
    "cong-nhan": (
        _("Công nhận đã khắc phục"),
        "accept",
        inputs.RemedyNoteForm,
        lambda f, data, actor: remedies.accept_remedy(f, **data, actor=actor),
        _("Đã công nhận."),
    ),
    "tra-lai": (
        _("Trả lại"),
        "send_back",
        inputs.RemedyNoteForm,
        lambda f, data, actor: remedies.send_back_remedy(f, **data, actor=actor),
        _("Đã trả lại."),
    ),
    "gia-han": (
        _("Gia hạn khắc phục"),
        "lift",
        inputs.ExtendForm,
        lambda f, data, actor: remedies.extend_remedy(f, **data, actor=actor),
        _("Đã gia hạn."),
    ),
    "thoi": (
        _("Thôi yêu cầu khắc phục"),
        "lift",
        WhyForm,
        lambda f, data, actor: remedies.lift_remedy(f, **data, actor=actor),
        _("Đã thôi yêu cầu."),
    ),
    "minh-chung": (_("Sửa kết quả, thêm minh chứng"), "require_remedy", inputs.EvidenceForm, _again, _("Đã ghi.")),
}
"""Address → (label, transition that tells when and by whose right, form, what it calls, what is said)."""


@require_safe
def finding(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.finding_for(request.user, uid)
    timed: Any = queries.with_timing(queries.findings_for(request.user).filter(pk=found.pk), clock.now()).get()
    files = queries.evidence_of([found])
    context = {
        "finding": found,
        "inspection": found.inspected.inspection,
        "unit_name": names_on([found.inspected.unit_id], clock.today()).get(found.inspected.unit_id, ""),
        "verdict": VERDICTS[found.verdict],
        "state": FINDING_STATES[FindingState(found.state)],
        "timing": TIMINGS[timed.timing],
        "files": [f for listed in files.values() for f in listed],
        "reports": queries.reports_of(found),
        "acts": [
            (label, reverse("plans:finding_act", args=[uid, slug]))
            for slug, (label, *_rest) in ACTS.items()
            if _possible(request.user, found, slug)
        ],
        "history": latest(queries.finding_ref(found)),
    }
    return render(request, "plans/desk/finding.html", context)


@require_http_methods(["GET", "POST"])
def finding_act(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    if slug not in ACTS:
        raise NotFound("Không có việc này.")
    label, move, kind, run, done = ACTS[slug]
    found = queries.finding_for(request.user, uid, FINDING.transitions[move].action)
    posted = request.method == "POST"
    initial = {"verdict": found.verdict, "text": found.text if slug == "minh-chung" else ""}
    form = kind(request.POST if posted else None, request.FILES if posted else None, initial=initial)
    return act(
        request,
        form,
        lambda data: run(found, dict(data), actor_of(request.user)),
        title=label,
        back=(found.inspected.inspection.title[:60], reverse("plans:finding", args=[uid])),
        done=done,
        hint=found.remedy or found.text,
    )


def _possible(user: Any, found: Any, slug: str) -> bool:
    transition = FINDING.transitions[ACTS[slug][1]]
    if found.state not in transition.sources or (slug == "yeu-cau" and found.verdict != "fault"):
        return False
    if slug == "minh-chung" and (found.item is None or found.inspected.inspection.state != InspectionState.UNDER_WAY):
        return False
    try:
        queries.finding_for(user, found.uid, transition.action)
    except Forbidden:
        return False
    return True
