"""One procedure under review on the desk: criteria, cost before and after, proposals and what became of them."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import AppError, Invalid, Refused, Stale
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.units import names_on
from motcua.procedures import formulas
from motcua.procedures.desk.costing import page_for
from motcua.procedures.desk.frame import frame
from motcua.procedures.desk.proposal_acts import page_of, shown, sources
from motcua.procedures.desk.review_acts import planned_of
from motcua.procedures.desk.review_words import (
    ITEMS,
    VERDICTS,
    shown_saving,
    shown_total,
)
from motcua.procedures.forms import reviews as inputs
from motcua.procedures.forms.fields import NoForm, ReasonForm
from motcua.procedures.formulas import rounded
from motcua.procedures.queries import law_reviews
from motcua.procedures.queries import reviews as queries
from motcua.procedures.queries.desk import procedure_for, shown_version
from motcua.procedures.queries.endings import ending_of
from motcua.procedures.queries.law_reviews import CAUSES
from motcua.procedures.queries.registry import content_of
from motcua.procedures.queries.review_beside import said_beside
from motcua.procedures.queries.review_standing import Standing, fill_where, lacks_of, standing_of, where
from motcua.procedures.queries.reviews import GROUNDS
from motcua.procedures.services import proposals
from motcua.procedures.services import reviews as services
from motcua.procedures.services.granted_costs import grant_cost
from motcua.procedures.services.review_changes import change_item
from motcua.procedures.workflow import REVIEW_ITEM, ReviewItemState, ReviewRoundState
from motcua.ui.acting import Act, act_from, posted
from motcua.ui.errors import text_of
from motcua.ui.forms import told_again
from motcua.ui.trail import latest


@require_safe
def item(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.item_for(request.user, uid)
    criteria, article = queries.criteria_of(found.round)
    costing = formulas.from_json(found.costing)
    running = found.round.state == ReviewRoundState.UNDER_WAY
    writable = running and found.state in queries.OPEN_ITEM and queries.may_do(request.user, found, "reviews.assess")
    context = {
        "item": found,
        "state": ITEMS[ReviewItemState(found.state)],
        "where": where(found, criteria),
        "lacks": lacks_of(found, criteria) if writable and found.state == ReviewItemState.IN_HAND else [],
        "unit": names_on([found.unit_id], clock.today()).get(found.unit_id, ""),
        "ground": GROUNDS[found.ground],
        "article": article,
        "criteria": [
            (
                one,
                VERDICTS.get(found.answers.get(one.key, {}).get("verdict", "")),
                found.answers.get(one.key, {}).get("note", ""),
            )
            for one in criteria
        ],
        "costing": costing if found.costing else None,
        "before": shown_total(formulas.total(costing.before, costing.wage)),
        "after": shown_total(formulas.total(costing.after, costing.wage)),
        "granted": [(label, rounded(value)) for label, value in _granted(found) if value is not None],
        "saving": shown_saving(formulas.saving(costing)),
        "proposals": [shown(request, one) for one in queries.proposals_of(found)],
        "beside": said_beside(found),
        "ending": ending_of(found.procedure),
        "writable": writable,
        "running": running,
        "acts": [
            (one.label, reverse("procedures:review_item_act", args=[uid, slug]))
            for slug, one in ACTS.items()
            if found.state in one.states
            and (slug != "nop" or not lacks_of(found, criteria))
            and (slug != "xong" or not services.open_proposals(found))
            and (slug != "phan-chap-thuan" or _may_grant(found))
            and (running or (slug in ("sua", "dua-ra") and found.round.state in queries.OPEN_ROUND))
            and queries.may_do(request.user, found, one.action)
        ],
        "history": latest(queries.ref_of(found)),
    }
    return render(request, "procedures/desk/review_item.html", context)


@require_http_methods(["GET", "POST"])
def criteria(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The criteria form; may be saved half done."""
    found = queries.item_for(request.user, uid, "reviews.assess")
    asked, article = queries.criteria_of(found.round)
    initial = inputs.CriteriaForm.initial_of(found.answers) | {
        "conclusion": found.conclusion,
        "version": found.version,
    }
    form = inputs.CriteriaForm(request.POST or None, criteria=asked, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.answer(
                    found,
                    form.answers(),
                    conclusion=form.cleaned_data["conclusion"],
                    actor=actor_of(request.user),
                    version=form.cleaned_data["version"],
                )
            except Stale as error:
                found.refresh_from_db(fields=["version"])
                status = told_again(form, found.version, error)
            except (Invalid, Refused) as error:
                form.add_error(None, text_of(error))
                status = error.status
            else:
                messages.success(request, str(_("Đã lưu đánh giá.")))
                return redirect(page_of(found))
    context = {
        "form": form,
        "asked": [(one, form[f"verdict_{one.key}"], form[f"note_{one.key}"]) for one in asked],
        "subject_name": found.procedure.name,
        "subject": found.procedure,
        "back_name": found.procedure.display_code,
        "back_url": page_of(found),
        "article": article,
        "version": shown_version(found.procedure, clock.today()),
    }
    return render(request, "procedures/desk/review_criteria.html", context, status=status)


@require_http_methods(["GET", "POST"])
def cost(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The cost sheets before and after, with sums that a button reckons anew."""
    found = queries.item_for(request.user, uid, "reviews.assess")
    version = shown_version(found.procedure, clock.today())
    page = page_for(request, found.costing, found.version, content_of(version) if version else None)
    status = 200
    if request.method == "POST":
        status = page.take()
        if page.to_save:
            try:
                services.reckon_cost(found, page.costing, actor=actor_of(request.user), version=page.version)
            except Stale as error:
                found.refresh_from_db(fields=["version"])
                page.version, status = found.version, error.status
                page.errors.append(text_of(error))
            except AppError as error:
                page.errors.append(text_of(error))
                status = error.status
            else:
                messages.success(request, str(_("Đã lưu chi phí tuân thủ.")))
                return redirect(page_of(found))
    context = page.context() | {
        "subject_name": found.procedure.name,
        "subject": found.procedure,
        "back_name": found.procedure.display_code,
        "back_url": page_of(found),
    }
    return render(request, "procedures/desk/review_cost.html", context, status=status)


@require_safe
def of_procedure(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The tab of a procedure: its reviews, and legal grounds that changed."""
    found = procedure_for(request.user, uid)
    reviews = queries.reviews_of(found)
    fill_where(reviews)
    open_grounds = law_reviews.open_of(found)
    law_reviews.fill_written(open_grounds)
    context = frame(found, "ra-soat") | {
        "reviews": [(one, ITEMS[ReviewItemState(one.state)]) for one in reviews],
        "grounds": [(one, CAUSES[one.cause]) for one in open_grounds],
    }
    return render(request, "procedures/desk/review_tab.html", context)


@require_http_methods(["GET", "POST"])
def act_on(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    """One of `ACTS` with a procedure under review."""
    return act_from(
        request,
        ACTS,
        slug,
        partial(queries.item_for, request.user, uid),
        back=lambda found: (found.procedure.display_code, page_of(found)),
        said=lambda found: found.procedure.name,
    )


def _granted(found: Any) -> list[tuple[Any, Any]]:
    return [(_("Một hồ sơ (đồng)"), found.granted_dossier), (_("Một năm (đồng)"), found.granted_year)]


def _granted_form(request: HttpRequest, found: Any) -> Any:
    first = found.granted_note == ""
    return inputs.GrantedForm(
        posted(request),
        initial={
            "dossier": inputs.plain(rounded(found.dossier_after if first else found.granted_dossier)),
            "year": inputs.plain(rounded(found.year_after if first else found.granted_year)),
            "note": found.granted_note,
            "version": found.version,
        },
    )


def _may_grant(found: Any) -> bool:
    known = found.dossier_before is not None or found.year_before is not None
    return known and standing_of(found) is Standing.PARTLY


def _before_handing_in(found: Any) -> str:
    left = lacks_of(found, queries.criteria_of(found.round)[0])
    if left:
        return gettext("Chưa nộp được: còn thiếu {left}.").format(left="; ".join(left))
    return gettext("Mọi tiêu chí đã có kết quả và có kết luận. Nộp rồi thì chỉ sửa được khi bị trả lại.")


def _planned_form(request: HttpRequest, found: Any) -> Any:
    names = ("ground", "ground_words", "product", "cluster", "due_on")
    unit = names_on([found.unit_id], clock.today()).get(found.unit_id, "")
    initial = {name: getattr(found, name) for name in names} | {"unit": unit}
    return inputs.PlannedForm(posted(request), grouped=found.round.together, initial=initial)


def _change(request: HttpRequest, found: Any, data: dict[str, Any]) -> object:
    return change_item(found, planned_of({"cluster": found.cluster} | data), actor=actor_of(request.user))


_I = ReviewItemState
ACTS: dict[str, Act] = {
    "kien-nghi": Act(
        _("Thêm kiến nghị"),
        "reviews.assess",
        (_I.IN_HAND,),
        lambda request, _found: inputs.ProposalForm(posted(request), initial={"on": clock.today()}),
        lambda request, found, data: proposals.propose(found, **data, actor=actor_of(request.user)),
        _("Đã ghi kiến nghị."),
    ),
    "nop": Act(
        _("Nộp kết quả rà soát"),
        "reviews.assess",
        sources(REVIEW_ITEM, "hand_in"),
        lambda request, _found: NoForm(posted(request)),
        lambda request, found, _data: services.hand_in(found, actor=actor_of(request.user)),
        _("Đã nộp."),
        hint=_before_handing_in,
    ),
    "xong": Act(
        _("Hoàn thành, không còn kiến nghị chờ"),
        "reviews.decide",
        sources(REVIEW_ITEM, "settle"),
        lambda request, _found: NoForm(posted(request)),
        lambda request, found, _data: services.settle(found, actor=actor_of(request.user)),
        _("Đã hoàn thành."),
        hint=_("Không có kiến nghị nào thì thủ tục được giữ nguyên."),
    ),
    "phan-chap-thuan": Act(
        _("Xác nhận chi phí theo phần được chấp thuận"),
        "reviews.decide",
        (_I.ASSESSED, _I.SETTLED),
        _granted_form,
        lambda request, found, data: grant_cost(found, **data, actor=actor_of(request.user)),
        _("Đã xác nhận; báo cáo cộng mức giảm theo số này."),
        hint=_(
            "Đơn vị tính chi phí sau cho mọi kiến nghị của mình. Chỉ một phần được chấp thuận thì ghi ở đây chi phí sau khi thực hiện "
            "phần ấy; chưa xác nhận thì báo cáo không cộng."
        ),
        button=_("Xác nhận"),
    ),
    "sua": Act(
        _("Sửa phân công, thời hạn"),
        "reviews.plan",
        sources(REVIEW_ITEM, "drop"),
        _planned_form,
        _change,
        _("Đã lưu."),
        button=_("Lưu"),
    ),
    "tra-lai": Act(
        _("Trả lại đơn vị rà soát"),
        "reviews.plan",
        sources(REVIEW_ITEM, "send_back"),
        lambda request, _found: ReasonForm(posted(request)),
        lambda request, found, data: services.send_back(found, reason=data["reason"], actor=actor_of(request.user)),
        _("Đã trả lại."),
    ),
    "dua-ra": Act(
        _("Đưa ra khỏi đợt rà soát"),
        "reviews.plan",
        sources(REVIEW_ITEM, "drop"),
        lambda request, _found: ReasonForm(posted(request)),
        lambda request, found, data: services.drop_item(found, reason=data["reason"], actor=actor_of(request.user)),
        _("Đã đưa ra khỏi đợt."),
        danger=True,
    ),
}
