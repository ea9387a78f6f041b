"""Tuyến trình ký: the way documents go, as offices set it for their units and types of documents."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.forms import EndRouteForm, RouteForm, StepForm, unit_choices
from motcua.documents.permissions import may_change_route
from motcua.documents.queries import approvals as queries
from motcua.documents.queries.numbers import numbered_kinds
from motcua.documents.rules.routes import Act, Place, Route, StepSpec, WhenNobody
from motcua.documents.services.outgoing import end_route, make_route
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.organisations.permissions import actor_of, granted_units, has_any_grant, require
from motcua.organisations.queries.people import role_labels
from motcua.organisations.queries.units import choices_on, names_on, unit_of
from motcua.ui.forms import add_errors

ACT_WORDS = {
    Act.REVIEW.value: _("Duyệt nội dung"),
    Act.CHECK.value: _("Kiểm tra thể thức"),
    Act.SIGN.value: _("Ký"),
    Act.ISSUE.value: _("Cấp số, phát hành"),
}
_PLACES = {
    Place.DRAFTER.value: _("đơn vị soạn thảo"),
    Place.UNIT.value: _("cơ quan ban hành"),
}
_NOBODY = {
    WhenNobody.WAIT.value: _("chờ đến khi có người"),
    WhenNobody.SKIP.value: _("bỏ qua bước"),
}
_ROWS = 8


@require_safe
def routes(request: HttpRequest) -> HttpResponse:
    """Routes that offices made, and the defaults of the product."""
    today = clock.today()
    own = list(queries.own_routes(request.user)[:300])
    names = names_on([r.unit_id for r in own], today)
    kinds = dict(numbered_kinds(today))
    context = {
        "own": [
            {
                "route": r,
                "unit": names.get(r.unit_id, ""),
                "kinds": kinds.get(r.kind, "") if r.kind else "",
                "steps": _steps(queries.route_of_row(r)),
                "over": r.valid_to is not None and r.valid_to <= today,
                "may_change": may_change_route(request.user, r),
            }
            for r in own
        ],
        "defaults": [
            {"route": r, "kinds": ", ".join(str(kinds.get(k, k)).lower() for k in r.kinds), "steps": _steps(r)}
            for r in queries.default_routes(today)
        ],
        "may_make": has_any_grant(request.user, "approvals.route"),
    }
    return render(request, "documents/desk/routes.html", context)


def _steps(route: Route) -> list[dict[str, object]]:
    roles = role_labels()
    return [
        {
            "label": s.label,
            "act": ACT_WORDS[s.act],
            "role": roles.get(s.role, s.role),
            "place": s.of or _PLACES[s.at],
            "nobody": _NOBODY[s.when_nobody],
        }
        for s in route.steps
    ]


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """A new route, laid out like the default; it takes the place of the one that the unit had for the type."""
    require(request.user, "approvals.route")
    today = clock.today()
    choices = unit_choices(choices_on(granted_units(request.user, "approvals.route"), today))
    default = queries.default_routes(today)[0]
    form = RouteForm(request.POST or None, units=choices, initial={"valid_from": today})
    rows = formset_factory(StepForm, extra=0, min_num=_ROWS, max_num=_ROWS, absolute_max=_ROWS)(
        request.POST or None,
        initial=[_initial(s) for s in default.steps],
        prefix="buoc",
        form_kwargs={"choices": _choices()},
    )
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        data = dict(form.cleaned_data)
        unit = unit_of(data.pop("unit"))
        require(request.user, "approvals.route", unit)
        try:
            make_route(unit, steps=list(_specs(rows)), actor=actor_of(request.user), **data)
        except Invalid as error:
            add_errors(form, error)
        else:
            messages.success(request, gettext("Đã đặt tuyến. Văn bản trình từ ngày áp dụng sẽ đi theo tuyến này."))
            return redirect("documents:routes")
    return render(request, "documents/desk/route_form.html", {"form": form, "rows": rows})


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    route = queries.own_route_for(request.user, uid, "change")
    form = EndRouteForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            end_route(route, actor=actor_of(request.user), **form.cleaned_data)
        except Invalid as error:
            add_errors(form, error)
        else:
            messages.success(request, gettext("Đã ghi ngày thôi dùng tuyến."))
            return redirect("documents:routes")
    return render(request, "documents/desk/route_end_form.html", {"form": form, "route": route})


def _choices() -> dict[str, list[tuple[str, Any]]]:
    return {
        "act": [("", _("Không dùng dòng này")), *ACT_WORDS.items()],
        "role": [("", _("Chọn vai trò")), *role_labels().items()],
        "at": list(_PLACES.items()),
        "when_nobody": list(_NOBODY.items()),
    }


def _initial(step: StepSpec) -> dict[str, Any]:
    return {
        "label": step.label,
        "act": step.act,
        "role": step.role,
        "at": step.at,
        "when_nobody": step.when_nobody,
        "again": step.again,
    }


def _specs(rows: Any) -> Any:
    """The rows that are in use, in order; the key of a step is its act and place in the row."""
    used = [r.cleaned_data for r in rows if r.cleaned_data.get("act")]
    for n, row in enumerate(used, start=1):
        yield StepSpec(
            key=f"{row['act']}_{n}",
            label=" ".join(row["label"].split()) or str(ACT_WORDS[row["act"]]),
            act=row["act"],
            role=row["role"],
            at=row["at"] or Place.UNIT,
            when_nobody=row["when_nobody"] or WhenNobody.WAIT,
            again=row["again"],
        )
