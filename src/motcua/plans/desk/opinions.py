"""Lấy ý kiến on the desk: asking, the answers with what became of them, and the page on which a unit answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.documents.writing import DOCX
from motcua.kernel import clock
from motcua.kernel.errors import AppError
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.units import names_on
from motcua.plans.desk.acting import act
from motcua.plans.desk.draft_items import shown_lists
from motcua.plans.forms import drafts as inputs
from motcua.plans.permissions import may_do_with_plan
from motcua.plans.queries import opinions as queries
from motcua.plans.queries.drafts import draft_for
from motcua.plans.rules.drafts import sections_as_text
from motcua.plans.services import opinions as services
from motcua.plans.services.opinion_paper import opinions_docx
from motcua.plans.workflow import ConsultationState, PlanState
from motcua.ui.badges import Badge, Tone
from motcua.ui.downloads import disposition
from motcua.ui.errors import text_of

ANSWERS = {
    "agrees": Badge(_("Thống nhất"), Tone.DONE),
    "comments": Badge(_("Có ý kiến"), Tone.ACTIVE),
    "": Badge(_("Chưa trả lời"), Tone.PLAIN),
}
SILENT = Badge(_("Không trả lời"), Tone.LATE)
VERDICTS = {
    "taken": Badge(_("Tiếp thu"), Tone.DONE),
    "partly": Badge(_("Tiếp thu một phần"), Tone.ACTIVE),
    "not_taken": Badge(_("Không tiếp thu"), Tone.PLAIN),
    "": Badge(_("Chưa giải trình"), Tone.RISK),
}
POSTED = ("GET", "POST")


@require_http_methods(POSTED)
def ask(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = draft_for(request.user, uid, "plans.draft")
    form = inputs.AskForm(
        request.POST if request.method == "POST" else None, issuer=found.plan.issuer or found.plan.owner
    )
    return act(
        request,
        form,
        lambda data: services.ask_opinions(
            found, units=data["units"], due_on=data["due_on"], note=data["note"], actor=actor_of(request.user)
        ),
        title=_("Lấy ý kiến các đơn vị"),
        button=_("Gửi"),
        back=(found.plan.title[:60], reverse("plans:draft", args=[uid])),
        hint=_("Các đơn vị thấy dự thảo như lúc gửi. Quá hạn mà không trả lời thì được ghi là không trả lời."),
        done=_("Đã gửi lấy ý kiến."),
        to=lambda made: reverse("plans:opinions", args=[made.uid]),
    )


@require_safe
def opinions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """All answers, and what became of each comment."""
    found = queries.consultation_for(request.user, uid)
    answers = queries.answers_of(found)
    comments = [o for a in answers for o in a.opinions]
    context = {
        "consultation": found,
        "plan": found.plan,
        "answers": [
            (a, SILENT if a.silent else ANSWERS[a.asked.answer], [(o, VERDICTS[o.verdict]) for o in a.opinions])
            for a in answers
        ],
        "asked": len(answers),
        "answered": sum(bool(a.asked.answer) for a in answers),
        "comments": len(comments),
        "undecided": sum(not o.verdict for o in comments),
        "open": found.state == ConsultationState.OPEN,
        "may_decide": found.plan.state == PlanState.DRAFT and may_do_with_plan(request.user, found.plan, "plans.draft"),
    }
    return render(request, "plans/desk/opinions.html", context)


@require_safe
def table(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Bảng tổng hợp, giải trình, tiếp thu as Word."""
    found = queries.consultation_for(request.user, uid)
    response = HttpResponse(opinions_docx(found), content_type=DOCX)
    response["Content-Disposition"] = disposition(f"Tong-hop-y-kien-{clock.today():%Y%m%d}.docx")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.consultation_for(request.user, uid, "plans.draft")
    try:
        services.close_opinions(found, actor=actor_of(request.user))
    except AppError as error:
        messages.error(request, text_of(error))
    else:
        messages.success(request, gettext("Đã kết thúc lấy ý kiến."))
    return redirect("plans:opinions", uid)


@require_http_methods(POSTED)
def decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    opinion = queries.opinion_for(request.user, uid)
    form = inputs.VerdictForm(
        request.POST if request.method == "POST" else None,
        initial={"verdict": opinion.verdict or None, "reason": opinion.reason, "version": opinion.version},
    )
    consultation = opinion.consulted.consultation
    return act(
        request,
        form,
        lambda data: services.decide(
            opinion,
            verdict=data["verdict"],
            reason=data["reason"],
            version=data["version"] or 0,
            actor=actor_of(request.user),
        ),
        title=_("Tiếp thu, giải trình"),
        button=_("Lưu"),
        back=(gettext("Ý kiến"), reverse("plans:opinions", args=[consultation.uid])),
        hint=opinion.text,
        done=_("Đã lưu."),
    )


@require_http_methods(POSTED)
def answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The page of a unit that is asked: the draft as it was sent, and its answer."""
    asked = queries.asked_for(request.user, uid)
    consultation = asked.consultation
    content = consultation.shown.content
    items = [
        (f"/tasks/{n}", gettext("Nhiệm vụ {no}: {words}").format(no=t.get("no") or n + 1, words=t["task"][:160]))
        for n, t in enumerate(content.get("tasks") or [])
    ]
    given = {o.item: o.text for o in asked.opinions.all()}
    initial: dict[str, Any] = {"answer": asked.answer or None, "whole": given.get("", ""), "version": asked.version}
    initial |= {inputs.AnswerForm.name_of(place): given.get(place, "") for place, _words in items}
    form = inputs.AnswerForm(request.POST if request.method == "POST" else None, items=items, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(
                asked,
                answer=form.cleaned_data["answer"],
                comments=form.comments(),
                version=form.cleaned_data["version"] or 0,
                actor=actor_of(request.user),
            )
        except AppError as error:
            form.add_error(None, text_of(error))
        else:
            messages.success(request, gettext("Đã gửi ý kiến của đơn vị."))
            return redirect("plans:answer_opinion", uid)
    context = {
        "asked": asked,
        "consultation": consultation,
        "plan": consultation.plan,
        "unit_name": names_on([asked.unit_id], clock.today()).get(asked.unit_id, ""),
        "form": form,
        "state": ANSWERS[asked.answer],
        "open": consultation.state == ConsultationState.OPEN,
        "head": content.get("document") or {},
        "outline": sections_as_text(content.get("sections") or []).splitlines(),
        "lists": shown_lists(content, consultation.plan.uid, may_edit=False),
    }
    return render(request, "plans/desk/answer_opinion.html", context)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What the person's units are asked and have not answered."""
    rows = list(queries.asked_of(request.user)[:200])
    names = names_on({r.unit_id for r in rows}, clock.today())
    context = {
        "rows": [(r, names.get(r.unit_id, ""), r.consultation.due_on < clock.today()) for r in rows],
    }
    return render(request, "plans/desk/opinions_waiting.html", context)
