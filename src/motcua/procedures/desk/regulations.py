"""Draft regulations on the desk: the list with what is late, one draft with its procedures, comments and opinion."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.queries.approvals import approval_of, routes_for
from motcua.documents.queries.law import kinds
from motcua.documents.services.files import take_upload
from motcua.kernel import clock
from motcua.organisations.permissions import actor_of, has_any_grant, has_grant, require
from motcua.organisations.queries.units import names_on, unit_of
from motcua.procedures import formulas
from motcua.procedures.desk.review_words import (
    REGULATIONS,
    SILENT,
    SILENT_LATE,
    STANDS,
    VERDICTS,
    due_badge,
    shown_saving,
)
from motcua.procedures.forms import regulations as inputs
from motcua.procedures.forms.fields import ReasonForm
from motcua.procedures.queries import regulations as queries
from motcua.procedures.queries.reviews import criteria_on
from motcua.procedures.services import regulation_asking as asking
from motcua.procedures.services import regulations as services
from motcua.procedures.workflow import REGULATION, RegulationState
from motcua.ui import formats
from motcua.ui.acting import Act, act, act_from, posted, posted_files
from motcua.ui.language import spoken
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond, state_column, state_filter
from motcua.ui.trail import latest

NAME = _("Dự thảo văn bản có thủ tục")
FACTS = ("title", "received_on", "kind", "planned_on", "opinion_due")


def _named(rows: Sequence[Any]) -> None:
    names = names_on({pk for row in rows for pk in (row.owner_id, row.drafter_id)}, clock.today())
    for row in rows:
        row.owner_name, row.drafter_name = names.get(row.owner_id, ""), names.get(row.drafter_id, "")


def _answered(row: Any) -> str | None:
    return f"{row.answered}/{row.asked}" if row.asked else None


DRAFTS = ListSpec(
    key="regulations",
    title=NAME,
    columns=(
        Column(
            key="title",
            label=_("Dự thảo"),
            wide=True,
            link=lambda r: reverse("procedures:regulation", args=[r.uid]),
            sort=("sort_key", "pk"),
        ),
        state_column(REGULATIONS),
        Column(key="drafter_name", label=_("Chủ trì soạn thảo")),
        Column(key="received_on", label=_("Ngày nhận"), kind="date", sort=("received_on", "pk")),
        Column(key="answers", label=_("Đã trả lời"), value=_answered),
        Column(key="comments_due", label=_("Hạn lấy ý kiến"), kind="date"),
        Column(key="opinion_due", label=_("Hạn cho ý kiến"), kind="date", sort=("opinion_due", "pk")),
        Column(
            key="in_time",
            label=_("Ý kiến"),
            value=lambda r: due_badge(r.opinion_due, r.opinion_on) if r.state != RegulationState.WITHDRAWN else None,
        ),
        Column(key="opinion_number", label=_("Văn bản ý kiến"), value=lambda r: r.opinion_number or None, shown=False),
        Column(key="owner_name", label=_("Đơn vị kiểm soát"), shown=False),
    ),
    filters=(
        state_filter(REGULATIONS),
        ChoiceFilter(
            key="late",
            label=_("Thời hạn"),
            options=[Option("late", _("Quá hạn lấy ý kiến hoặc cho ý kiến"))],
            apply=lambda rows, _values: queries.late(rows, clock.today()),
        ),
    ),
    search=queries.KIND,
    search_label=_("Tìm dự thảo"),
    search_hint=_("Vài chữ của tên"),
    default_sort="-received_on",
    export_name="du-thao-van-ban",
    select=_named,
    empty=Empty(
        title=_("Chưa có dự thảo nào"),
        text=_(
            "Ghi dự thảo văn bản quy phạm pháp luật có quy định thủ tục, đánh giá tác động từng thủ tục, lấy ý kiến rồi cho ý kiến."
        ),
        action_label=_("Ghi dự thảo"),
        action_url="/desk/thu-tuc/du-thao/ghi/",
    ),
)


@require_safe
def regulations(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "procedures.read")
    may = has_any_grant(request.user, "regulations.register")
    rows = queries.regulations_for(request.user)
    context: dict[str, object] = {"may": may, "late": queries.late(rows, clock.today()).count()}
    return respond(request, DRAFTS.offering(may), rows, template="procedures/desk/review_drafts.html", context=context)


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    require(request.user, "regulations.register")
    units = queries.owners_for(request.user)
    names = names_on([unit.pk for unit in units], clock.today())
    owners = [(str(unit.uid), names.get(unit.pk, "")) for unit in units]
    first = queries.usual_owner(units)
    form = inputs.RegulationForm(
        posted(request),
        posted_files(request),
        owners=owners,
        kinds=kinds(),
        initial={"owner": str(first.uid) if first else "", "received_on": clock.today()},
    )

    def run(data: dict[str, Any]) -> Any:
        facts = services.Draft(**{name: data[name] for name in FACTS})
        queries.need_owner(request.user, unit_of(data["owner"]), data["drafter"])
        file = take_upload(data["file"], field="file", actor=actor_of(request.user))
        return services.register(
            facts, owner=unit_of(data["owner"]), drafter=data["drafter"], actor=actor_of(request.user), file=file
        )

    return act(
        request,
        form,
        run,
        title=_("Ghi dự thảo văn bản"),
        back=(NAME, reverse("procedures:regulations")),
        done=_("Đã ghi. Bước tiếp: thêm các thủ tục của dự thảo."),
        to=page_of,
    )


@require_safe
def regulation(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.regulation_for(request.user, uid)
    comments = queries.comments_of(found)
    names = names_on({found.owner_id, found.drafter_id, *(c.unit_id for c in comments)}, clock.today())
    writable = found.state in queries.WRITABLE and queries.may_do(request.user, found, "regulations.register")
    context = {
        "regulation": found,
        "state": REGULATIONS[RegulationState(found.state)],
        "owner": names.get(found.owner_id, ""),
        "drafter": names.get(found.drafter_id, ""),
        "due": due_badge(found.opinion_due, found.opinion_on),
        "impacts": [_impact(one) for one in queries.impacts_of(found)],
        "comments": [_comment(request, found, one, names) for one in comments],
        "writable": writable,
        "publish_url": _publish_url(request, found),
        "acts": [
            (one.label, reverse("procedures:regulation_act", args=[uid, slug]))
            for slug, one in ACTS.items()
            if found.state in one.states and queries.may_do(request.user, found, one.action)
        ],
        "approval": approval_of(queries.ref_of(found)),
        "history": latest(queries.ref_of(found)),
    }
    return render(request, "procedures/desk/review_draft.html", context)


@require_http_methods(["GET", "POST"])
def comment(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The answer of a unit that was asked."""
    asked = queries.comment_for(request.user, uid)
    stranger = queries.is_stranger(request.user, asked.unit_id)
    kept = {name: getattr(asked, name) for name in ("stand", "text", "by_letter", "version")}
    form = inputs.CommentForm(posted(request), stranger=stranger, initial=kept)
    unit = names_on([asked.unit_id], clock.today()).get(asked.unit_id, "")
    return act(
        request,
        form,
        lambda data: asking.comment(asked, **data, stranger=stranger, actor=actor_of(request.user)),
        title=_("Cho ý kiến về dự thảo"),
        back=(asked.regulation.title, page_of(asked.regulation)),
        done=_("Đã ghi ý kiến."),
        said=f"{unit}: {asked.regulation.title}",
        hint=_("Bạn không thuộc đơn vị này: ghi thay theo văn bản trả lời của đơn vị.") if stranger else "",
    )


@require_http_methods(["GET", "POST"])
def act_on(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    """One of `ACTS` with a draft."""
    load = partial(queries.regulation_for, request.user, uid)
    return act_from(request, ACTS, slug, load, back=lambda found: (found.title, page_of(found)))


def page_of(found: Any) -> str:
    return reverse("procedures:regulation", args=[found.uid])


def _publish_url(request: HttpRequest, found: Any) -> str:
    """Where the procedures of an instrument that was issued are published, for who may."""
    if found.state != RegulationState.CLOSED or not has_any_grant(request.user, "publications.draft"):
        return ""
    told = {"basis": found.issued_number, "ban-hanh": f"{found.issued_on:%d/%m/%Y}" if found.issued_on else ""}
    return f"{reverse('procedures:new_publication')}?{urlencode(told)}"


def _impact(one: Any) -> dict[str, Any]:
    costing = formulas.from_json(one.costing)
    return {
        "impact": one,
        "action": queries.ACTIONS[one.action],
        "doubts": [
            (c.name, VERDICTS[a["verdict"]])
            for c in criteria_on(clock.today())[0]
            if (a := one.answers.get(c.key)) is not None and a["verdict"] != "met"
        ],
        "saving": shown_saving(formulas.saving(costing)) if one.costing else None,
    }


def _comment(request: HttpRequest, found: Any, one: Any, names: Any) -> dict[str, Any]:
    late = clock.today() > one.due_on
    badge = STANDS[one.stand] if one.stand else (SILENT_LATE if late else SILENT)
    may = found.state in queries.WRITABLE and has_grant(request.user, "regulations.comment", one.unit_id)
    earlier = [(STANDS[before.stand], before) for before in one.before]
    return {"comment": one, "earlier": earlier, "unit": names.get(one.unit_id, ""), "badge": badge, "may": may}


def _correct_form(request: HttpRequest, found: Any) -> Any:
    names = ("title", "kind", "received_on", "opinion_due", "planned_on", "version")
    known = names_on([found.drafter_id], clock.today())
    initial = {name: getattr(found, name) for name in names} | {"drafter": known.get(found.drafter_id, "")}
    return inputs.CorrectionForm(posted(request), kinds=kinds(), initial=initial)


def _correct(request: HttpRequest, found: Any, data: dict[str, Any]) -> object:
    facts = services.Draft(**{name: data[name] for name in FACTS})
    return services.correct(
        found, facts, drafter=data["drafter"], version=data["version"], actor=actor_of(request.user)
    )


def _asked(done: Any) -> str:
    """What asking did: nobody is to think that a unit was asked again that was not, or that there is still time for the opinion."""
    day = formats.short_date(done.due, spoken())
    words = [
        gettext("Đã lấy ý kiến {count} đơn vị, hạn {day}.").format(count=done.fresh, day=day) if done.fresh else "",
        gettext("Đổi hạn của {count} đơn vị đã hỏi thành {day}.").format(count=done.moved, day=day)
        if done.moved
        else "",
        gettext("{count} đơn vị đã trả lời nên không hỏi lại.").format(count=done.answered) if done.answered else "",
    ]
    return " ".join(word for word in words if word) or gettext("Các đơn vị này đã được hỏi với cùng hạn {day}.").format(
        day=day
    )


def _submit_form(request: HttpRequest, found: Any) -> Any:
    routes = [(r.key, r.name) for r in routes_for(found.owner, services.APPROVAL_KIND, clock.today())]
    files = posted_files(request)
    return inputs.SubmitOpinionForm(posted(request), files, routes=routes, initial={"text": found.opinion})


def _submit(request: HttpRequest, found: Any, data: dict[str, Any]) -> object:
    return services.submit_opinion(
        found,
        text=data["text"],
        content=take_upload(data["content"], field="content", as_named=True, actor=actor_of(request.user)),
        route=data["route"],
        actor=actor_of(request.user),
    )


def _still_waited(found: Any) -> Any:
    waiting = queries.waited_for(found, clock.today())
    if not waiting:
        return _("Mọi thủ tục của dự thảo phải có biểu đánh giá tác động đủ tiêu chí.")
    return gettext(
        "Còn {count} đơn vị chưa trả lời, hạn đến {day}. Cho ý kiến lúc này thì các đơn vị không trả lời được nữa và văn bản ghi là "
        "chưa trả lời."
    ).format(count=len(waiting), day=formats.short_date(max(one.due_on for one in waiting), spoken()))


def _states(name: str) -> tuple[str, ...]:
    return tuple(str(state) for state in REGULATION.transitions[name].sources)


ACTS: dict[str, Act] = {
    "thu-tuc": Act(
        _("Thêm thủ tục của dự thảo"),
        "regulations.register",
        tuple(str(state) for state in queries.WRITABLE),
        lambda request, _found: inputs.ImpactRowForm(posted(request)),
        lambda request, found, data: services.add_impact(found, **data, actor=actor_of(request.user)),
        _("Đã thêm; hãy đánh giá tác động của thủ tục này."),
    ),
    "lay-y-kien": Act(
        _("Lấy ý kiến đơn vị"),
        "regulations.control",
        _states("ask"),
        lambda request, _found: inputs.AskForm(posted(request)),
        lambda request, found, data: asking.ask_units(
            found, data["units"], days=data["days"], actor=actor_of(request.user)
        ),
        _asked,
    ),
    "sua": Act(
        _("Sửa thông tin dự thảo"),
        "regulations.register",
        tuple(str(state) for state in queries.WRITABLE),
        _correct_form,
        _correct,
        _("Đã sửa."),
    ),
    "soan": Act(
        _("Soạn ý kiến"),
        "regulations.control",
        tuple(str(state) for state in queries.WRITABLE),
        lambda request, found: inputs.OpinionTextForm(posted(request), initial={"text": found.opinion}),
        lambda request, found, data: services.write_opinion(found, data["text"], actor=actor_of(request.user)),
        _("Đã lưu ý kiến; xem văn bản trước khi trình."),
        button=_("Lưu ý kiến"),
    ),
    "trinh": Act(
        _("Trình ký văn bản ý kiến"),
        "regulations.control",
        _states("submit"),
        _submit_form,
        _submit,
        _("Đã trình; số, ngày được ghi về đây khi phát hành."),
        hint=_still_waited,
    ),
    "ghi-y-kien": Act(
        _("Ghi văn bản ý kiến đã ký ngoài phần mềm"),
        "regulations.control",
        _states("record"),
        lambda request, found: inputs.OpinionForm(posted(request), initial={"text": found.opinion}),
        lambda request, found, data: services.record_opinion(found, **data, actor=actor_of(request.user)),
        _("Đã ghi ý kiến."),
        hint=_still_waited,
    ),
    "ban-hanh": Act(
        _("Ghi văn bản đã ban hành"),
        "regulations.control",
        _states("close"),
        lambda request, _found: inputs.ClosedForm(posted(request)),
        lambda request, found, data: services.close(found, **data, actor=actor_of(request.user)),
        _("Đã ghi; bước tiếp là công bố thủ tục."),
    ),
    "thoi": Act(
        _("Thôi theo dõi dự thảo"),
        "regulations.control",
        _states("withdraw"),
        lambda request, _found: ReasonForm(posted(request)),
        lambda request, found, data: services.withdraw(found, reason=data["reason"], actor=actor_of(request.user)),
        _("Đã ghi."),
        danger=True,
    ),
}
"""What may be done with a draft, by the word in the address."""
