"""One occurrence with its whole story, and the verbs that move it. The same table of verbs decides buttons and pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import AppError, Invalid, NotFound, Refused
from motcua.organisations.permissions import actor_of
from motcua.plans.desk import depth, words
from motcua.plans.desk.proofs import proofs_of
from motcua.plans.desk.work_shown import about, deliverables_shown, names_of, source_of_task
from motcua.plans.forms import work as inputs
from motcua.plans.forms.urging import AnswerUrgingForm
from motcua.plans.queries import work as queries
from motcua.plans.queries.ledger import occurrence_due
from motcua.plans.queries.story import story_of
from motcua.plans.queries.urging import urged_of
from motcua.plans.queries.verbs import VERBS, verbs_for
from motcua.plans.services import asking, assigning, difficulties, results, urging
from motcua.plans.services.work import name_lead
from motcua.plans.workflow import RequestState
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors
from motcua.ui.language import spoken

Form = Any


@dataclass(frozen=True, slots=True)
class Page:
    """How a verb looks on the desk: its address, its words, its form and what it calls."""

    slug: str
    label: Any
    form: Callable[[HttpRequest, Any], Form]
    run: Callable[[HttpRequest, Any, dict[str, Any]], object]
    done: Any
    hint: Any = ""
    files: bool = False


def _plain(kind: type[forms.Form]) -> Callable[[HttpRequest, Any], Form]:
    return lambda request, _occurrence: kind(request.POST if request.method == "POST" else None)


def _result_form(request: HttpRequest, occurrence: Any) -> Form:
    earlier = queries.deliverables_of(occurrence.unit_id)[:30]
    others = queries.with_the_lead(queries.standing().filter(unit=occurrence.unit_id)).exclude(pk=occurrence.pk)
    others = others.filter(starts_on__lte=clock.today()).order_by("due_at", "pk")[:30]
    posted = request.method == "POST"
    return inputs.ResultForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        existing=[(str(d.uid), d.title) for d in earlier],
        also=[(str(o.uid), f"{o.task.task[:160]} ({words.slot_name(o)})") for o in others],
    )


def _assign_form(request: HttpRequest, occurrence: Any) -> Form:
    return inputs.AssignForm(request.POST or None, officers=_officers(occurrence))


def _hand_over_form(request: HttpRequest, occurrence: Any) -> Form:
    held = occurrence.assignees.filter(ended_at__isnull=True).select_related("officer__person").order_by("pk")
    choices = [(str(a.pk), f"{a.officer.person.name} ({a.get_role_display()})") for a in held]
    return inputs.HandOverForm(request.POST or None, held=choices, officers=_officers(occurrence))


def _input_form(request: HttpRequest, occurrence: Any) -> Form:
    units = occurrence.task.units.filter(role="coordinator").select_related("unit").order_by("pk")
    names = names_of([u.unit_id for u in units])
    return inputs.AskInputForm(request.POST or None, units=[(str(u.unit.uid), names[u.unit_id]) for u in units])


def _lead_form(request: HttpRequest, occurrence: Any) -> Form:
    return inputs.LeadForm(request.POST or None, issuer=occurrence.task.owner)


def _officers(occurrence: Any) -> list[tuple[str, str]]:
    return [(str(o.uid), f"{o.person.name}, {o.post}") for o in queries.assignable(occurrence)]


def _officer(occurrence: Any, uid: str) -> Any:
    found = next((o for o in queries.assignable(occurrence) if str(o.uid) == uid), None)
    if found is None:
        raise Refused("Chỉ phân công cho cán bộ của đơn vị.", code="another_unit")
    return found


def _prepare(request: HttpRequest, occurrence: Any, data: dict[str, Any]) -> object:
    return results.prepare(
        occurrence, actor=actor_of(request.user), proofs=proofs_of(request, occurrence, data), note=data["note"]
    )


def _hand_in(request: HttpRequest, occurrence: Any, data: dict[str, Any]) -> object:
    others = queries.standing().filter(unit=occurrence.unit_id, uid__in=data.get("also") or [])
    return results.hand_in(
        occurrence,
        actor=actor_of(request.user),
        proofs=proofs_of(request, occurrence, data),
        note=data["note"],
        also=list(others),
    )


def _assign(request: HttpRequest, occurrence: Any, data: dict[str, Any]) -> object:
    officer = _officer(occurrence, data["officer"])
    return assigning.assign(
        occurrence, officer, role=data["role"], note=data["note"], due_on=data["due_on"], actor=actor_of(request.user)
    )


def _hand_over(request: HttpRequest, occurrence: Any, data: dict[str, Any]) -> object:
    held = occurrence.assignees.select_related("officer", "occurrence__task").get(pk=data["held"])
    officer = _officer(occurrence, data["officer"])
    return assigning.hand_over(held, officer, actor=actor_of(request.user), reason=data["reason"])


def _decide(request: HttpRequest, occurrence: Any, data: dict[str, Any]) -> object:
    asked = queries.open_request(occurrence)
    decide = asking.grant_request if data["decision"] == "grant" else asking.refuse_request
    return decide(asked, actor=actor_of(request.user), note=data["note"])


def _ask_input(request: HttpRequest, occurrence: Any, data: dict[str, Any]) -> object:
    unit = occurrence.task.units.select_related("unit").get(unit__uid=data["unit"], role="coordinator").unit
    return asking.ask_input(
        occurrence, unit=unit, question=data["question"], due_on=data["due_on"], actor=actor_of(request.user)
    )


def _difficulty(request: HttpRequest, occurrence: Any, data: dict[str, Any]) -> object:
    return difficulties.raise_difficulty(
        occurrence.task, unit=occurrence.unit, occurrence=occurrence, actor=actor_of(request.user), **data
    )


def _lead(request: HttpRequest, occurrence: Any, data: dict[str, Any]) -> object:
    if len(data["units"]) != 1:
        raise Invalid("Chọn đúng một đơn vị chủ trì cho việc này.")
    return name_lead(occurrence, data["units"][0], actor=actor_of(request.user))


def _simply(verb: Callable[..., object], *fields: str) -> Callable[[HttpRequest, Any, dict[str, Any]], object]:
    return lambda request, occurrence, data: verb(
        occurrence, actor=actor_of(request.user), **{name: data[name] for name in fields}
    )


PAGES: dict[str, Page] = {
    "hand_in": Page("nop-ket-qua", _("Nộp kết quả"), _result_form, _hand_in, _("Đã nộp kết quả."), files=True),
    "prepare": Page(
        "trinh-ket-qua",
        _("Trình kết quả"),
        _result_form,
        _prepare,
        _("Đã trình kết quả; thủ trưởng đơn vị xem và nộp."),
        hint=_("Thủ trưởng đơn vị xem và nộp cho đơn vị giao việc."),
        files=True,
    ),
    "accept": Page(
        "cong-nhan",
        _("Công nhận hoàn thành"),
        _plain(inputs.NoteForm),
        _simply(results.accept, "note"),
        _("Đã công nhận hoàn thành."),
    ),
    "send_back": Page(
        "tra-lai", _("Trả lại"), _plain(inputs.ReturnForm), _simply(results.send_back, "note"), _("Đã trả lại.")
    ),
    "decide": Page("quyet-dinh", _("Trả lời đề nghị"), _plain(inputs.DecisionForm), _decide, _("Đã trả lời đề nghị.")),
    "start": Page("bat-dau", _("Bắt đầu"), _plain(forms.Form), _simply(results.start), _("Đã ghi bắt đầu thực hiện.")),
    "assign": Page("phan-cong", _("Phân công"), _assign_form, _assign, _("Đã phân công.")),
    "hand_over": Page("ban-giao", _("Bàn giao"), _hand_over_form, _hand_over, _("Đã bàn giao.")),
    "take_back": Page(
        "rut-lai",
        _("Rút kết quả"),
        _plain(forms.Form),
        _simply(results.take_back),
        _("Đã rút kết quả về để sửa."),
        hint=_("Kết quả đã nộp trở về đơn vị để sửa; thời điểm nộp tính lại khi nộp lần sau."),
    ),
    "confirm_nothing_arose": Page(
        "khong-phat-sinh",
        _("Xác nhận không phát sinh"),
        _plain(inputs.NoteForm),
        _simply(results.confirm_nothing_arose, "note"),
        _("Đã xác nhận không phát sinh."),
    ),
    "ask_extension": Page(
        "gia-han",
        _("Xin gia hạn"),
        _plain(inputs.ExtensionForm),
        _simply(asking.ask_extension, "until", "reason"),
        _("Đã gửi đề nghị gia hạn."),
        hint=_("Gia hạn giữ nguyên hạn gốc và được đếm riêng; xin sau khi đã quá hạn thì không đổi hạn."),
    ),
    "ask_to_be_let_off": Page(
        "thoi-thuc-hien",
        _("Xin thôi thực hiện"),
        _plain(inputs.LetOffForm),
        _simply(asking.ask_to_be_let_off, "reason"),
        _("Đã gửi đề nghị thôi thực hiện."),
    ),
    "drop_request": Page(
        "rut-de-nghi",
        _("Rút đề nghị"),
        _plain(forms.Form),
        lambda request, o, _data: asking.drop_request(queries.open_request(o), actor=actor_of(request.user)),
        _("Đã rút đề nghị."),
    ),
    "ask_input": Page("xin-y-kien", _("Xin ý kiến phối hợp"), _input_form, _ask_input, _("Đã gửi.")),
    "answer_urging": Page(
        "tra-loi-don-doc",
        _("Trả lời đôn đốc"),
        _plain(AnswerUrgingForm),
        _simply(urging.answer_urging, "answer", "text", "promised_on"),
        _("Đã trả lời văn bản đôn đốc."),
        hint=_(
            "Khó khăn, vướng mắc đến ngay lãnh đạo phụ trách. Còn nợ việc thì trả lời lại được; nhật ký giữ mọi lần."
        ),
    ),
    "raise_difficulty": Page(
        "kho-khan",
        _("Nêu khó khăn"),
        _plain(inputs.DifficultyForm),
        _difficulty,
        _("Đã báo lãnh đạo phụ trách."),
        hint=_("Đến ngay lãnh đạo phụ trách; ý kiến chỉ đạo hiện ở đây."),
    ),
    "name_lead": Page("chu-tri", _("Xác định chủ trì"), _lead_form, _lead, _("Đã ghi đơn vị chủ trì.")),
    "reopen": Page(
        "mo-lai", _("Mở lại"), _plain(inputs.ReopenForm), _simply(results.reopen, "reason"), _("Đã mở lại.")
    ),
}
BY_SLUG = {page.slug: name for name, page in PAGES.items()}
MAIN = ("hand_in", "prepare", "answer_urging", "accept", "send_back", "decide", "confirm_nothing_arose", "name_lead")
"""Verbs that stand as buttons; the others in the menu beside them."""


@require_safe
def occurrence(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One occurrence: where it stands, what was handed in, who works on it, what was asked and answered."""
    found = queries.occurrence_for(request.user, uid)
    possible = verbs_for(request.user, found)
    story = story_of(found)
    shown = deliverables_shown(request.user, [d for h in story["hand_ins"] for d in h.deliverables.all()])
    names = names_of([i.unit_id for i in story["inputs"]])
    context = {
        **_frame(found),
        **story,
        "depth": depth.of_occurrence(request, found),
        "urged": urged_of(found),
        "prepared": next((h for h in story["hand_ins"] if h.state == "prepared"), None),
        "may_hand_in": "hand_in" in possible,
        "hand_ins": [
            (h, words.HAND_IN_STATES[h.state], [shown[d.pk] for d in h.deliverables.all()]) for h in story["hand_ins"]
        ],
        "requests": [(r, words.REQUEST_STATES[r.state]) for r in story["requests"]],
        "inputs": [(i, names.get(i.unit_id, "")) for i in story["inputs"]],
        "main": [(PAGES[v].label, _address(found, v)) for v in possible if v in MAIN],
        "more": [(PAGES[v].label, _address(found, v)) for v in possible if v not in MAIN],
        "answerable": {i.pk for i in queries.inputs_asked_of(request.user).filter(occurrence=found)},
        "now": clock.now(),
    }
    return render(request, "plans/desk/occurrence.html", context)


@require_http_methods(["GET", "POST"])
def verb(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    """The page of one verb: what it needs, then done. What is not possible any more is told, nothing typed is lost."""
    name = BY_SLUG.get(slug)
    if name is None:
        raise NotFound("Không có trang này.")
    page = PAGES[name]
    found = queries.occurrence_for(request.user, uid, VERBS[name].action)
    form = page.form(request, found)
    if request.method == "POST" and (form.is_valid() or not form.fields):
        try:
            page.run(request, found, form.cleaned_data if form.fields else {})
        except Invalid as error:
            add_errors(form, error, {"proofs": "files"})
        except AppError as error:
            form.add_error(None, text_of(error))
        else:
            messages.success(request, str(page.done))
            return redirect("plans:occurrence", uid)
    context = {
        **_frame(found),
        "form": form,
        "page": page,
        "possible": name in verbs_for(request.user, found),
        "asked": queries.open_request(found, missing_ok=True) if name == "decide" else None,
    }
    return render(request, "plans/desk/verb.html", context)


@require_http_methods(["GET", "POST"])
def hand_in_prepared(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """The head hands in what a specialist prepared."""
    found = queries.occurrence_for(request.user, uid, "occurrences.hand_in")
    version = found.hand_ins.filter(number=number).first()
    if version is None:
        raise NotFound("Không có bản kết quả này.")
    if request.method == "POST":
        try:
            results.hand_in(found, actor=actor_of(request.user), prepared=version)
        except AppError as error:
            messages.error(request, text_of(error))
        else:
            messages.success(request, gettext("Đã nộp kết quả."))
    return redirect("plans:occurrence", uid)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A coordinator answers what a lead asked."""
    asked = queries.input_for(request.user, uid)
    form = inputs.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asking.answer_input(asked, answer=form.cleaned_data["answer"], actor=actor_of(request.user))
        except AppError as error:
            form.add_error(None, text_of(error))
        else:
            messages.success(request, gettext("Đã gửi ý kiến."))
            return redirect("plans:occurrence", asked.occurrence.uid)
    context = {**_frame(asked.occurrence), "form": form, "asked_input": asked, "possible": asked.answered_at is None}
    return render(request, "plans/desk/verb.html", context | {"page": ANSWER})


ANSWER = Page("cho-y-kien", _("Cho ý kiến"), _plain(inputs.AnswerForm), lambda *_args: None, _("Đã gửi ý kiến."))


@require_safe
def why(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Why it is due when it is due: the ledger, and what was granted since."""
    found = queries.occurrence_for(request.user, uid)
    result = occurrence_due(found)
    said = spoken()
    context = {
        **_frame(found),
        "rows": [(row.day, row.counted, row.reason(said), row.source) for row in result.ledger],
        "notes": result.notes(said),
        "extensions": [
            (r, words.REQUEST_STATES[RequestState(r.state)])
            for r in found.requests.order_by("pk")
            if r.kind == "extension"
        ],
        "slot": words.slot_reason(found),
    }
    page = "plans/desk/why_fragment.html" if request.htmx else "plans/desk/why.html"  # type: ignore[attr-defined]  # set by django_htmx
    return render(request, page, context)


def _frame(found: Any) -> dict[str, Any]:
    """What stands on every page of an occurrence."""
    names = names_of([pk for pk in (found.unit_id, found.task.owner_id) if pk])
    return {
        "occurrence": found,
        "task": found.task,
        "state": words.OCCURRENCE_STATES[found.state],
        "timing": words.timing(found, clock.now()),
        "slot_name": words.slot_name(found),
        "unit_name": names.get(found.unit_id, ""),
        "facts": about(found, names),
        "source": source_of_task(found.task),
    }


def _address(found: Any, name: str) -> str:
    return reverse("plans:occurrence_verb", args=[found.uid, PAGES[name].slug])
