"""Models, initiatives and examples on the desk, from draft to published."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import actor_of, has_any_grant, has_grant, require
from motcua.organisations.queries.units import unit_of
from motcua.plans.desk.acting import act
from motcua.plans.forms import assessment as inputs
from motcua.plans.forms.funding import WhyForm
from motcua.plans.queries import initiatives as queries
from motcua.plans.queries.assessment import owners
from motcua.plans.services import initiatives as services
from motcua.plans.workflow import INITIATIVE, InitiativeState
from motcua.ui.badges import Badge, Tone
from motcua.ui.lists import Column, Empty, ListSpec, respond, state_column, state_filter
from motcua.ui.trail import latest

STATES = {
    InitiativeState.DRAFT: Badge(_("Bản nháp"), Tone.PLAIN),
    InitiativeState.SUBMITTED: Badge(_("Chờ công nhận"), Tone.PAUSED),
    InitiativeState.APPROVED: Badge(_("Đã công nhận"), Tone.DONE),
    InitiativeState.PUBLISHED: Badge(_("Đã công bố"), Tone.DONE),
}
INITIATIVES = ListSpec(
    key="initiatives",
    title=_("Mô hình, sáng kiến"),
    columns=(
        Column(
            key="title",
            label=_("Tên mô hình, sáng kiến"),
            link=lambda i: reverse("plans:initiative", args=[i.uid]),
            sort=("sort_key", "pk"),
            wide=True,
        ),
        Column(key="kind", label=_("Loại"), value=lambda i: queries.kind_name(i.kind)),
        Column(key="owner", label=_("Đơn vị"), value=lambda i: i.owner_name),
        Column(key="created_at", label=_("Ngày ghi"), kind="date", sort=("created_at", "pk")),
        state_column(STATES),
    ),
    filters=(state_filter(STATES),),
    search=queries.KIND,
    search_label=_("Tìm mô hình, sáng kiến"),
    default_sort="-created_at",
    export_name="mo-hinh-sang-kien",
    select=queries.fill_names,
    empty=Empty(
        title=_("Chưa có mô hình, sáng kiến nào"),
        text=_("Mô tả cách làm hay để được công nhận, rồi công bố cho nơi khác làm theo."),
        action_label=_("Ghi mô hình, sáng kiến"),
        action_url="/desk/mo-hinh/ghi/",
    ),
)
ACTS: dict[str, tuple[Any, str, Any, Any, Any]] = {
    "trinh": (_("Trình duyệt"), "submit", inputs.NothingForm, services.submit, _("Đã trình.")),
    "cong-nhan": (_("Công nhận"), "approve", inputs.DecisionForm, services.approve, _("Đã công nhận.")),
    "tra-lai": (_("Trả lại"), "send_back", WhyForm, services.send_back, _("Đã trả lại.")),
    "cong-bo": (
        _("Công bố ra ngoài"),
        "publish",
        inputs.NothingForm,
        services.publish,
        _("Đã công bố; mọi người đọc được."),
    ),
    "thoi-cong-bo": (
        _("Thôi công bố"),
        "withdraw_publication",
        WhyForm,
        services.withdraw_publication,
        _("Đã thôi công bố."),
    ),
}


@require_safe
def initiative_list(request: HttpRequest) -> HttpResponseBase:
    may = has_any_grant(request.user, "initiatives.write")
    rows = queries.initiatives_for(request.user)
    context: dict[str, object] = {"may_write": may}
    return respond(request, INITIATIVES.offering(may), rows, template="plans/desk/initiatives.html", context=context)


@require_safe
def initiative(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.initiative_for(request.user, uid)
    queries.fill_names([found])
    context = {
        "initiative": found,
        "state": STATES[InitiativeState(found.state)],
        "kind": queries.kind_name(found.kind),
        "acts": [
            (label, reverse("plans:initiative_act", args=[uid, slug]))
            for slug, (label, move, *_rest) in ACTS.items()
            if found.state in INITIATIVE.transitions[move].sources
            and has_grant(request.user, INITIATIVE.transitions[move].action, found.owner_id)
        ],
        "may_edit": found.state == InitiativeState.DRAFT
        and has_grant(request.user, "initiatives.write", found.owner_id),
        "history": latest(queries.initiative_ref(found)),
    }
    return render(request, "plans/desk/initiative.html", context)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, uid: UUID | None = None) -> HttpResponse:
    """Describe one, or change a draft."""
    require(request.user, "initiatives.write")
    known = queries.initiative_for(request.user, uid, "initiatives.write") if uid is not None else None
    names = ("kind", "title", "authors", "summary", "description", "effect", "spreads_to")
    initial = {name: getattr(known, name) for name in names} | {"owner": str(known.owner.uid)} if known else {}
    form = inputs.InitiativeForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        owners=owners(request.user, "initiatives.write"),
    )

    def run(data: dict[str, Any]) -> object:
        owner = unit_of(data.pop("owner"))
        require(request.user, "initiatives.write", owner)
        if known is not None:
            return services.change_initiative(known, **data, actor=actor_of(request.user))
        return services.write_initiative(owner=owner, **data, actor=actor_of(request.user))

    back = (_("Mô hình, sáng kiến"), reverse("plans:initiatives"))
    return act(request, form, run, title=_("Ghi mô hình, sáng kiến"), back=back, done=_("Đã lưu."), to=_address)


@require_http_methods(["GET", "POST"])
def initiative_act(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    if slug not in ACTS:
        raise NotFound("Không có việc này.")
    label, move, kind, service, done = ACTS[slug]
    found = queries.initiative_for(request.user, uid, INITIATIVE.transitions[move].action)
    form = kind(request.POST if request.method == "POST" else None)
    hint = _("Sau khi công bố, mọi người đọc được nội dung này mà không cần tài khoản.") if slug == "cong-bo" else ""
    return act(
        request,
        form,
        lambda data: service(found, **data, actor=actor_of(request.user)),
        title=label,
        back=(found.title[:80], _address(found)),
        done=done,
        hint=hint,
    )


def _address(made: Any) -> str:
    return reverse("plans:initiative", args=[made.uid])
