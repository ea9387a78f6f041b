"""Nominations of a round: put forward within the planned places, decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.kernel.errors import FieldError, Invalid, NotFound
from motcua.organisations.permissions import actor_of
from motcua.plans.desk.acting import act
from motcua.plans.forms import assessment as inputs
from motcua.plans.forms.funding import WhyForm
from motcua.plans.queries import assessment as queries
from motcua.plans.services import commendation as services
from motcua.plans.workflow import NOMINATION, NominationState
from motcua.ui.badges import Badge, Tone

NOMINATION_STATES = {
    NominationState.PROPOSED: Badge(_("Đang đề nghị"), Tone.ACTIVE),
    NominationState.GRANTED: Badge(_("Đã khen thưởng"), Tone.DONE),
    NominationState.DECLINED: Badge(_("Không khen thưởng"), Tone.PLAIN),
    NominationState.WITHDRAWN: Badge(_("Đã rút"), Tone.PLAIN),
}
PLACES = {"collective": (_("Tập thể"), "planned_collectives"), "person": (_("Cá nhân"), "planned_persons")}
ACTS: dict[str, tuple[Any, str, Any, Any, Any]] = {
    "khen": (_("Khen thưởng"), "grant", inputs.DecisionForm, services.grant, _("Đã ghi quyết định khen thưởng.")),
    "khong": (_("Không khen thưởng"), "decline", WhyForm, services.decline, _("Đã ghi.")),
    "rut": (_("Rút đề nghị"), "withdraw", WhyForm, services.withdraw, _("Đã rút đề nghị.")),
}


@require_http_methods(["GET", "POST"])
def places(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How many may be commended, and by which document."""
    found = queries.round_for(request.user, uid, "assessments.manage")
    initial = {
        "collectives": found.planned_collectives,
        "persons": found.planned_persons,
        "words": found.planned_words,
    }
    form = inputs.PlacesForm(request.POST if request.method == "POST" else None, initial=initial)
    return act(
        request,
        form,
        lambda data: services.set_places(found, **data, actor=actor_of(request.user)),
        title=_("Số lượng khen thưởng"),
        back=_back(found),
        done=_("Đã đặt số lượng."),
    )


@require_http_methods(["GET", "POST"])
def nominate(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """Put one collective (tap-the) or one person (ca-nhan) forward."""
    if kind not in {"tap-the", "ca-nhan"}:
        raise NotFound("Không có việc này.")
    found = queries.round_for(request.user, uid, "commendations.propose")
    posted = request.POST if request.method == "POST" else None
    collective = kind == "tap-the"
    form: Any = inputs.CollectiveForm(posted, issuer=found.owner) if collective else inputs.PersonForm(posted)

    def run(data: dict[str, Any]) -> object:
        field = "units" if collective else "officers"
        chosen = data[field]
        if len(chosen) != 1:
            one = FieldError(field, "Ghi đúng một tập thể hoặc một người; mỗi đề nghị ghi riêng.")
            raise Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=(one,))
        who = {"unit": chosen[0]} if collective else {"officer": chosen[0], "unit": chosen[0].unit}
        facts = {"award": data["award"], "achievement": data["achievement"]}
        return services.nominate(found, **who, **facts, actor=actor_of(request.user))

    label, name = PLACES["collective" if collective else "person"]
    planned, taken = getattr(found, name), queries.taken(found, "collective" if collective else "person")
    hint = gettext("{label}: đã đề nghị {taken} trên {planned} theo kế hoạch.").format(
        label=label, taken=taken, planned="–" if planned is None else planned
    )
    title = _("Đề nghị khen thưởng tập thể") if collective else _("Đề nghị khen thưởng cá nhân")
    return act(request, form, run, title=title, back=_back(found), done=_("Đã ghi đề nghị."), hint=hint)


@require_http_methods(["GET", "POST"])
def nomination_act(request: HttpRequest, uid: UUID, nomination: UUID, slug: str) -> HttpResponse:
    if slug not in ACTS:
        raise NotFound("Không có việc này.")
    label, move, kind, service, done = ACTS[slug]
    found = queries.round_for(request.user, uid, NOMINATION.transitions[move].action)
    one = queries.nomination_of(found, nomination)
    form = kind(request.POST if request.method == "POST" else None)
    return act(
        request,
        form,
        lambda data: service(one, **data, actor=actor_of(request.user)),
        title=label,
        back=_back(found),
        done=done,
        hint=f"{one.name}: {one.award}",
    )


def _back(found: Any) -> tuple[Any, str]:
    return (found.title[:80], reverse("plans:round", args=[found.uid]))
