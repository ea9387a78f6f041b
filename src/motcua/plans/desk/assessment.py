"""Assessment on the desk: rounds, ranking, one assessed with the arithmetic of every point, the rows behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.services.files import store_upload
from motcua.kernel import clock
from motcua.kernel.errors import AppError, FieldError, Invalid, NotFound
from motcua.organisations.permissions import actor_of, has_any_grant, has_grant, require
from motcua.organisations.queries.units import names_on, unit_of
from motcua.plans.desk.acting import act
from motcua.plans.desk.commendation import NOMINATION_STATES, PLACES
from motcua.plans.forms import assessment as inputs
from motcua.plans.forms.funding import WhyForm
from motcua.plans.permissions import may_score_own
from motcua.plans.queries import assessment as queries
from motcua.plans.queries.plans import plans_for
from motcua.plans.services import assessment as services
from motcua.plans.services.assessment import OwnScore
from motcua.plans.workflow import ROUND, NominationState, RoundState
from motcua.ui.badges import Badge, Tone
from motcua.ui.lists import Column, Empty, ListSpec, respond, state_column, state_filter
from motcua.ui.trail import latest

STATES = {
    RoundState.SELF_SCORING: Badge(_("Đang tự chấm"), Tone.ACTIVE),
    RoundState.REVIEWING: Badge(_("Văn phòng đang chấm"), Tone.RISK),
    RoundState.APPROVED: Badge(_("Đã phê duyệt"), Tone.DONE),
}
METHODS = {
    "on_time": _("Tỷ lệ việc đúng hạn"),
    "late": _("Trừ theo số việc trễ"),
    "indicator": _("Theo chỉ số"),
    "hand": _("Chấm tay"),
}
ROUNDS = ListSpec(
    key="rounds",
    title=_("Đánh giá, xếp loại"),
    columns=(
        Column(
            key="title",
            label=_("Đợt đánh giá"),
            link=lambda r: reverse("plans:round", args=[r.uid]),
            sort=("title", "pk"),
            wide=True,
        ),
        Column(key="year", label=_("Năm"), value=lambda r: str(r.year), sort=("year", "pk")),
        Column(key="owner", label=_("Cơ quan đánh giá"), value=lambda r: r.owner_name),
        Column(key="assessed_count", label=_("Số được đánh giá"), kind="number"),
        Column(key="scored_count", label=_("Đã tự chấm"), kind="number"),
        state_column(STATES),
    ),
    filters=(state_filter(STATES),),
    default_sort="-year",
    export_name="danh-gia",
    select=queries.fill_list,
    empty=Empty(
        title=_("Chưa có đợt đánh giá nào"),
        text=_("Mở đợt đánh giá năm theo bộ tiêu chí đang có hiệu lực; điểm lấy từ số liệu của hệ thống."),
        action_label=_("Mở đợt đánh giá"),
        action_url="/desk/danh-gia/mo/",
    ),
)
Run = Callable[[Any, dict[str, Any], Any], object]
ACTS: dict[str, tuple[Any, str, Any, Run, Any]] = {
    "cham": (
        _("Chuyển sang chấm điểm"),
        "review",
        inputs.NothingForm,
        lambda r, _data, actor: services.review(r, actor=actor),
        _("Đã chuyển sang bước văn phòng chấm điểm."),
    ),
    "phe-duyet": (
        _("Phê duyệt kết quả"),
        "approve",
        inputs.DecisionForm,
        lambda r, data, actor: services.approve(r, **data, actor=actor),
        _("Đã phê duyệt và khóa kết quả."),
    ),
    "tinh-lai": (
        _("Tính lại từ số liệu"),
        "",
        inputs.NothingForm,
        lambda r, _data, actor: services.recompute(r, actor=actor),
        _("Đã tính lại từ số liệu hiện nay."),
    ),
    "tra-lai": (
        _("Trả lại để tự chấm"),
        "send_back",
        WhyForm,
        lambda r, data, actor: services.send_back(r, **data, actor=actor),
        _("Đã trả lại để tự chấm."),
    ),
}
"""Address → (label, transition, form, what it calls, what is said)."""


@require_safe
def round_list(request: HttpRequest) -> HttpResponseBase:
    may = has_any_grant(request.user, "assessments.manage")
    rows = queries.rounds_for(request.user)
    context: dict[str, object] = {"may_manage": may}
    return respond(request, ROUNDS.offering(may), rows, template="plans/desk/rounds.html", context=context)


@require_http_methods(["GET", "POST"])
def open_round(request: HttpRequest) -> HttpResponse:
    require(request.user, "assessments.manage")
    owners = queries.owners(request.user, "assessments.manage")
    posted = request.POST if request.method == "POST" else None
    issuer = unit_of((posted.get("owner") if posted else "") or owners[0][0]) if owners else None
    plans = plans_for(request.user).filter(state__in=["issued", "closed"]).order_by("-issued_on")[:50]
    choices = {str(p.uid): p for p in plans}
    form = inputs.RoundForm(
        posted,
        initial={"year": clock.today().year, "assesses": "units"},
        owners=owners,
        issuer=issuer,
        plans=[(key, f"{p.number} {p.title}"[:160]) for key, p in choices.items()],
    )

    def run(data: dict[str, Any]) -> object:
        owner = unit_of(data.pop("owner"))
        require(request.user, "assessments.manage", owner)
        of_units = data["assesses"] == "units"
        who: dict[str, Any] = {
            "units": data["units"] if of_units else (),
            "officers": () if of_units else data["officers"],
        }
        plan = choices.get(data["plan"])
        facts: dict[str, Any] = {"assesses": data["assesses"], "year": data["year"], "plan": plan}
        return services.open_round(owner=owner, **facts, **who, actor=actor_of(request.user))

    back = (_("Đánh giá, xếp loại"), reverse("plans:rounds"))
    title, done = _("Mở đợt đánh giá"), _("Đã mở đợt đánh giá.")
    return act(request, form, run, title=title, back=back, done=done, to=_address)


def _address(made: Any) -> str:
    return reverse("plans:round", args=[made.uid])


@require_safe
def round_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The ranking, who has scored, the nominations within the planned places."""
    found = queries.round_for(request.user, uid)
    acts = [
        (label, reverse("plans:round_act", args=[uid, slug]))
        for slug, (label, *_rest) in ACTS.items()
        if _possible(request.user, found, slug)
    ]
    overseer = has_grant(request.user, "assessments.oversee", found.owner_id)
    frozen = found.state == RoundState.APPROVED
    context = {
        "round": found,
        "state": STATES[RoundState(found.state)],
        "frozen": frozen,
        "rows": queries.ranking(found, request.user),
        "most": queries.most_of(queries.criteria_of(found.scheme)),
        "acts": acts,
        "owner_name": names_on([found.owner_id], clock.today()).get(found.owner_id, ""),
        "nominations": [(n, NOMINATION_STATES[NominationState(n.state)]) for n in queries.nominations_of(found)]
        if overseer
        else [],
        "places": [(label, getattr(found, name), queries.taken(found, kind)) for kind, (label, name) in PLACES.items()],
        "overseer": overseer,
        "may_read_scheme": queries.schemes_for(request.user).filter(pk=found.scheme_id).exists(),
        "may_propose": has_grant(request.user, "commendations.propose", found.owner_id),
        "may_check": frozen and overseer,
        "history": latest(queries.round_ref(found)) if overseer else [],
    }
    return render(request, "plans/desk/round.html", context)


@require_http_methods(["GET", "POST"])
def round_act(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    if slug not in ACTS:
        raise NotFound("Không có việc này.")
    label, move, kind, run, done = ACTS[slug]
    action = ROUND.transitions[move].action if move else "assessments.manage"
    found = queries.round_for(request.user, uid, action)
    form = kind(request.POST if request.method == "POST" else None)
    return act(
        request,
        form,
        lambda data: run(found, data, actor_of(request.user)),
        title=label,
        back=(found.title[:80], _address(found)),
        done=done,
    )


@require_safe
def check(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the records would now give otherwise than what was frozen."""
    found = queries.round_for(request.user, uid, "assessments.oversee")
    context = {"round": found, "differences": queries.differences(found)}
    return render(request, "plans/desk/round_check.html", context)


@require_safe
def assessed(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Line by line: numerator, denominator, arithmetic, points."""
    found = queries.assessed_for(request.user, uid)
    one = found.round
    lines = queries.lines_of(found)
    context = {
        "assessed": found,
        "round": one,
        "state": STATES[RoundState(one.state)],
        "lines": [(line, METHODS[line.criterion.method]) for line in lines],
        "most": queries.most_of([line.criterion for line in lines]),
        "counts": sum(line.counts for line in lines if line.counts is not None),
        "reachable": sum(line.criterion.most for line in lines if line.counts is not None),
        "may_score_own": one.state == RoundState.SELF_SCORING and may_score_own(request.user, found),
        "may_score": one.state == RoundState.REVIEWING and has_grant(request.user, "assessments.manage", one.owner_id),
        "history": latest(queries.assessed_ref(found)),
    }
    return render(request, "plans/desk/assessed.html", context)


@require_http_methods(["GET", "POST"])
def score_own(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.assessed_for(request.user, uid, "assessments.score_own")
    posted = request.method == "POST"
    form = inputs.OwnScoresForm(
        request.POST if posted else None, request.FILES if posted else None, lines=queries.lines_of(found)
    )
    actor = actor_of(request.user)

    def run(data: dict[str, Any]) -> object:
        made = []
        for line in form.lines:
            n = line.criterion.position
            upload = data.get(f"file-{n}")
            try:
                file = store_upload(upload, name=upload.name, actor=actor) if upload else None
            except AppError as error:
                one = FieldError(f"file-{n}", error.template, error.params)
                raise Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=(one,)) from error
            made.append(OwnScore(line.criterion, data[f"own-{n}"], data[f"note-{n}"], file))
        return services.score_own(found, made, actor=actor)

    back = (found.name, reverse("plans:assessed", args=[uid]))
    hint = _("Tiêu chí tính từ số liệu của hệ thống không phải chấm. Gửi lại lần nữa sẽ thay điểm trước.")
    return act(request, form, run, title=_("Tự chấm điểm"), back=back, done=_("Đã ghi điểm tự chấm."), hint=hint)


@require_http_methods(["GET", "POST"])
def give_score(request: HttpRequest, uid: UUID, position: int) -> HttpResponse:
    found = queries.assessed_for(request.user, uid, "assessments.manage")
    criterion = queries.criterion_of(found, position)
    line = next(one for one in queries.lines_of(found) if one.criterion.pk == criterion.pk)
    said = line.score.given if line.score.given is not None else line.score.own
    form = inputs.GivenScoreForm(
        request.POST if request.method == "POST" else None, initial={"points": said, "note": line.score.given_note}
    )

    def run(data: dict[str, Any]) -> object:
        actor = actor_of(request.user)
        try:
            return services.give_score(found, criterion, points=data["points"], note=data["note"], actor=actor)
        except Invalid as error:
            names = {f"given-{position}": "points", f"note-{position}": "note"}
            moved = tuple(FieldError(names.get(e.field, e.field), e.template, e.params) for e in error.errors)
            raise Invalid(error.template, errors=moved) from error

    back = (found.name, reverse("plans:assessed", args=[uid]))
    hint = gettext("{title}: tối đa {most} điểm.").format(title=criterion.title, most=criterion.most)
    return act(request, form, run, title=_("Chấm điểm"), back=back, done=_("Đã chấm điểm."), hint=hint)


@require_safe
def rows(request: HttpRequest, uid: UUID, position: int) -> HttpResponse:
    """The very occurrences behind one figure."""
    found = queries.assessed_for(request.user, uid)
    criterion = queries.criterion_of(found, position)
    if criterion.method not in {"on_time", "late"}:
        raise NotFound("Tiêu chí này không có dòng số liệu.")
    listed: list[Any] = list(queries.rows_of(found, criterion))
    context = {"assessed": found, "criterion": criterion, "rows": listed, "good": sum(o.good for o in listed)}
    return render(request, "plans/desk/assessed_rows.html", context)


def _possible(user: Any, found: Any, slug: str) -> bool:
    move = ACTS[slug][1]
    fits = found.state in ROUND.transitions[move].sources if move else found.state != RoundState.APPROVED
    action = ROUND.transitions[move].action if move else "assessments.manage"
    return fits and has_grant(user, action, found.owner_id)
