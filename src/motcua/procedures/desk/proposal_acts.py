"""Proposals of a procedure under review on the desk: how each stands, and what may be done with it."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.organisations.permissions import actor_of
from motcua.procedures.desk.review_words import PROPOSALS
from motcua.procedures.forms import reviews as inputs
from motcua.procedures.forms.fields import ReasonForm
from motcua.procedures.queries import reviews as queries
from motcua.procedures.queries.proposal_carriers import carrier_words, carriers_of, end_by, unseen_in_registry
from motcua.procedures.services import proposals
from motcua.procedures.workflow import PROPOSAL, ProposalState, ReviewItemState, ReviewRoundState
from motcua.ui.acting import Act, act_from, posted


@require_http_methods(["GET", "POST"])
def act_on_proposal(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    """One of `PROPOSAL_ACTS` with a proposal."""
    return act_from(
        request,
        PROPOSAL_ACTS,
        slug,
        partial(queries.proposal_for, request.user, uid),
        back=lambda found: (found.item.procedure.display_code, page_of(found.item)),
        said=lambda found: f"{found.get_kind_display()}: {found.text}",
    )


def shown(request: HttpRequest, one: Any) -> dict[str, Any]:
    return {
        "proposal": one,
        "kind": one.get_kind_display(),
        "state": PROPOSALS[one.state],
        "ending": end_by(one),
        "carrier": carrier_words(one.carried_by) if one.carried_by is not None else "",
        "acts": [
            (act.label, reverse("procedures:proposal_act", args=[one.uid, slug]))
            for slug, act in PROPOSAL_ACTS.items()
            if one.state in act.states
            and one.item.state in _WHEN.get(slug, (one.item.state,))
            and (slug != "sua-quyet-dinh" or one.item.round.state == ReviewRoundState.UNDER_WAY)
            and queries.may_do(request.user, one.item, act.action)
        ],
    }


def page_of(found: Any) -> str:
    return reverse("procedures:review_item", args=[found.uid])


def sources(table: Any, name: str) -> tuple[str, ...]:
    return tuple(str(source) for source in table.transitions[name].sources)


def _ended_by(found: Any) -> str:
    """The decision that ended what is to be abolished: what shows that it is done."""
    ending = end_by(found)
    return ending.by if ending is not None else ""


def _done_form(request: HttpRequest, found: Any) -> Any:
    there = [(str(one.uid), carrier_words(one)) for one in carriers_of(found)]
    named = str(found.carried_by.uid) if found.carried_by is not None else ""
    initial = {"on": found.done_on, "note": found.done_note or _ended_by(found), "version": named}
    return inputs.DoneForm(posted(request), carriers=there, initial=initial)


def _carry_out(request: HttpRequest, found: Any, data: dict[str, Any]) -> object:
    named = next((one for one in carriers_of(found) if str(one.uid) == data.get("version")), None)
    return proposals.carry_out(found, on=data["on"], note=data["note"], version=named, actor=actor_of(request.user))


def _what_shows_it(found: Any) -> str:
    if not unseen_in_registry(found):
        return ""
    return gettext(
        "Danh mục chưa có phiên bản nào của thủ tục này công bố từ ngày quyết định. Vẫn ghi được; trang và báo cáo sẽ nói danh mục "
        "chưa ghi thay đổi, đến khi có phiên bản và được ghi vào đây."
    )


def _decision(data: dict[str, Any]) -> proposals.Decision:
    return proposals.Decision(data["outcome"] == "accept", data["number"], data["decided_on"], data["reason"])


def _decide(request: HttpRequest, found: Any, data: dict[str, Any]) -> object:
    return proposals.decide(found, _decision(data), actor=actor_of(request.user))


def _correct_form(request: HttpRequest, found: Any) -> Any:
    names = ("decided_on", "reason", "version")
    initial = {name: getattr(found, name) for name in names} | {
        "number": found.decision_number,
        "outcome": "refuse" if found.state == ProposalState.REFUSED else "accept",
    }
    return inputs.CorrectForm(posted(request), initial=initial)


def _correct(request: HttpRequest, found: Any, data: dict[str, Any]) -> object:
    decision = None if data["outcome"] == inputs.VOID else _decision(data)
    return proposals.correct(found, decision, why=data["why"], version=data["version"], actor=actor_of(request.user))


_I = ReviewItemState
_WHEN = {"quyet-dinh": (_I.ASSESSED,), "rut": (_I.IN_HAND,)}
"""In which states of the procedure something may be done with a proposal about it, where it depends on them."""
PROPOSAL_ACTS: dict[str, Act] = {
    "quyet-dinh": Act(
        _("Ghi quyết định về kiến nghị"),
        "reviews.decide",
        sources(PROPOSAL, "accept"),
        lambda request, _found: inputs.DecideForm(posted(request)),
        _decide,
        _("Đã ghi quyết định."),
    ),
    "sua-quyet-dinh": Act(
        _("Sửa quyết định đã ghi"),
        "reviews.decide",
        sources(PROPOSAL, "void"),
        _correct_form,
        _correct,
        _("Đã sửa; điều đã ghi trước đó và lý do có trong lịch sử."),
        button=_("Lưu"),
        hint=_("Chỉ sửa được khi báo cáo của đợt chưa trình. Hủy thì kiến nghị chờ quyết định lại."),
    ),
    "thuc-hien": Act(
        _("Ghi đã thực hiện"),
        "reviews.decide",
        (ProposalState.ACCEPTED,),
        _done_form,
        _carry_out,
        _("Đã ghi."),
        hint=_what_shows_it,
    ),
    "sua-thuc-hien": Act(
        _("Sửa việc đã thực hiện"),
        "reviews.decide",
        (ProposalState.DONE,),
        _done_form,
        _carry_out,
        _("Đã ghi."),
        button=_("Lưu"),
        hint=_what_shows_it,
    ),
    "rut": Act(
        _("Rút kiến nghị"),
        "reviews.assess",
        sources(PROPOSAL, "withdraw"),
        lambda request, _found: ReasonForm(posted(request)),
        lambda request, found, data: proposals.withdraw(found, reason=data["reason"], actor=actor_of(request.user)),
        _("Đã rút."),
    ),
}
"""What may be done with a proposal, by the word in the address."""
