"""Mergers, splits and the like on the desk: enter, look at what would happen, do it; undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.kernel import clock
from motcua.kernel.errors import AppError, Invalid
from motcua.organisations.desk.form_page import form_page, tell
from motcua.organisations.forms import ReasonForm, ReorganisationForm
from motcua.organisations.permissions import actor_of, require
from motcua.organisations.queries import units
from motcua.organisations.services import reorganisation
from motcua.organisations.services.reorganisation import Effect, Reorganisation

CHANGE = "units.change"


@require_http_methods(["GET", "POST"])
def reorganise(request: HttpRequest, code: str) -> HttpResponse:
    """The first post shows the effect, the second (`confirmed`) carries it out."""
    found = units.unit_named(code)
    require(request.user, CHANGE, found)
    form = ReorganisationForm(request.POST or None, initial={"on": clock.today()})
    effect: dict[str, Any] | None = None
    if request.method == "POST" and form.is_valid():
        try:
            plan = _plan(found, form.cleaned_data)
            for unit in plan.successors:
                require(request.user, CHANGE, unit)
            if request.POST.get("confirmed"):
                reorganisation.carry_out(plan, actor=actor_of(request.user))
                messages.success(request, gettext("Đã ghi việc sắp xếp."))
                return redirect("organisations:unit", found.code)
            effect = _shown(reorganisation.preview(plan), plan)
        except AppError as error:
            tell(form, error)
    context = {
        "form": form,
        "unit": found,
        "version": units.nearest_version(found, clock.today()),
        "held": reorganisation.held_by(found),
        "effect": effect,
    }
    return render(request, "organisations/desk/reorganise.html", context)


@require_http_methods(["GET", "POST"])
def reverse_event(request: HttpRequest, uid: UUID) -> HttpResponse:
    event = units.event_of(str(uid))
    party = event.parties.all()[0].unit
    for one in event.parties.all():
        require(request.user, CHANGE, one.unit)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reorganisation.reverse(event, actor=actor_of(request.user), reason=form.cleaned_data["reason"])
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã hủy bỏ, mọi thứ trở lại như trước."))
            return redirect("organisations:unit", party.code)
    return form_page(
        request,
        form,
        title=gettext("Hủy bỏ việc đã ghi: {kind}").format(kind=event.get_kind_display()),
        text=gettext(
            "Tên gọi, mã, đơn vị trực thuộc và hồ sơ đã chuyển trở lại đúng như trước. Việc hủy bỏ được ghi vào nhật ký."
        ),
        back=reverse("organisations:unit", args=[party.code]),
        button=gettext("Hủy bỏ việc này"),
        warning=True,
    )


def _plan(found: Any, data: dict[str, Any]) -> Reorganisation:
    others, on, document = data["others"], data["on"], data["document"]
    goes_to = data["goes_to"]
    moves = {ref: goes_to for held in reorganisation.held_by(found) for ref in held.refs} if goes_to else {}
    match data["kind"]:
        case "merge":
            if len(others) != 1:
                raise Invalid("Sáp nhập có đúng một đơn vị tiếp nhận.")
            units_ = [found] if others[0].pk == found.pk else [found, others[0]]
            return reorganisation.merge(units_, others[0], on=on, document=document, note=data["note"])
        case "split" | "separate":
            goes_on = data["kind"] == "separate"
            return reorganisation.split(found, others, on=on, moves=moves, goes_on=goes_on, document=document)
        case "dissolve":
            return reorganisation.dissolve(found, others, on=on, moves=moves, document=document)
        case _:
            if len(others) != 1:
                raise Invalid("Chuyển nhiệm vụ có đúng một đơn vị tiếp nhận.")
            return reorganisation.transfer(found, others[0], on=on, moves=moves, document=document)


def _shown(effect: Effect, plan: Reorganisation) -> dict[str, Any]:
    named = {u.pk for u in (*plan.predecessors, *plan.successors)}
    named |= {u.pk for pair in effect.reparented for u in pair if u is not None}
    names = units.names_on(named, plan.on)
    return {
        "on": plan.on,
        "ended": [names[u.pk] for u in effect.ended],
        "reparented": [(names[c.pk], names[p.pk] if p else "–") for c, p in effect.reparented],
        "moved": [(label, count, names[old.pk], names[new.pk]) for label, old, new, count in effect.moved],
        "unassigned": [(label, count, names[unit.pk]) for label, unit, count in effect.unassigned],
        "identifiers": [i.value for i in effect.identifiers],
        "officers": effect.officers,
    }
