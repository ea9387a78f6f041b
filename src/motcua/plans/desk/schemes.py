"""Assessment schemes: their numbers, criteria and grades."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.kernel.rules import rule
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.organisations.queries.units import names_on, unit_of
from motcua.plans.desk.assessment import METHODS
from motcua.plans.forms.assessment import Criteria, SchemeForm
from motcua.plans.queries import assessment as queries
from motcua.plans.services.assessment import Rule, issue_scheme
from motcua.ui.forms import add_errors


@require_safe
def schemes(request: HttpRequest) -> HttpResponse:
    rows = list(queries.schemes_for(request.user).order_by("owner", "assesses", "-number"))
    names = names_on({s.owner_id for s in rows}, clock.today())
    context = {
        "rows": [(s, names.get(s.owner_id, "")) for s in rows],
        "may_manage": has_any_grant(request.user, "assessments.manage"),
    }
    return render(request, "plans/desk/schemes.html", context)


@require_safe
def scheme(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.scheme_for(request.user, uid)
    criteria = queries.criteria_of(found)
    context = {
        "scheme": found,
        "criteria": [(c, METHODS[c.method]) for c in criteria],
        "most": queries.most_of(criteria),
        "versions": queries.versions_of(found),
        "may_manage": has_any_grant(request.user, "assessments.manage"),
    }
    return render(request, "plans/desk/scheme.html", context)


@require_http_methods(["GET", "POST"])
def new_scheme(request: HttpRequest) -> HttpResponse:
    """A scheme, or the next number of one (`?tu=`)."""
    require(request.user, "assessments.manage")
    posted = request.POST if request.method == "POST" else None
    initial, lines = _initial(request)
    form = SchemeForm(posted, initial=initial, owners=queries.owners(request.user, "assessments.manage"))
    criteria = Criteria(posted, initial=lines, prefix="tc", form_kwargs={"keys": queries.indicator_choices()})
    if posted is not None and form.is_valid() and criteria.is_valid():
        data = dict(form.cleaned_data)
        owner = unit_of(data.pop("owner"))
        require(request.user, "assessments.manage", owner)
        rules = [Rule(**one) for one in criteria.cleaned_data if one]
        try:
            made = issue_scheme(owner=owner, rules=rules, actor=actor_of(request.user), **data)
        except Invalid as error:
            add_errors(form, error)
        else:
            messages.success(request, gettext("Đã lưu bộ tiêu chí."))
            return redirect("plans:scheme", made.uid)
    return render(request, "plans/desk/scheme_form.html", {"form": form, "criteria": criteria})


def _initial(request: HttpRequest) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    today = clock.today()
    if not request.GET.get("tu"):
        grades = rule(queries.GRADES, today).value["grades"]
        return {"valid_from": today, "assesses": "units", "grades": _grades(grades)}, []
    old = queries.scheme_for(request.user, request.GET["tu"])
    names = ("title", "most", "method", "indicator", "full_at", "nothing_at", "per_case")
    head: dict[str, Any] = {
        "owner": str(old.owner.uid),
        "assesses": old.assesses,
        "title": old.title,
        "basis": old.basis,
    }
    head |= {"valid_from": today, "grades": _grades(old.grades)}
    return head, [{name: getattr(c, name) for name in names} for c in queries.criteria_of(old)]


def _grades(grades: list[dict[str, Any]]) -> str:
    return "\n".join(f"{g['name']} | {g['from']:g}" for g in grades)
