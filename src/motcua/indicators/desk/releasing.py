"""Releasing an indicator to the public, and ending it: a leader's act, in their name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.indicators.forms import ReasonForm, ReleaseForm
from motcua.indicators.permissions import may_release
from motcua.indicators.queries.asking import PROVINCE
from motcua.indicators.queries.catalogue import indicator_named
from motcua.indicators.queries.releases import release_of
from motcua.indicators.services.releases import release_indicator, withdraw_release
from motcua.kernel import clock
from motcua.kernel.errors import AppError, Forbidden
from motcua.organisations.permissions import actor_of, granted_units, require
from motcua.organisations.queries.units import choices_on, unit_named
from motcua.ui.errors import text_of

_REFUSED = "Chỉ lãnh đạo phụ trách đơn vị mới công khai số liệu của đơn vị."


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, key: str) -> HttpResponse:
    require(request.user, "indicators.release")
    indicator = indicator_named(key)
    initial = {"unit": request.GET.get("unit", "")}
    form = ReleaseForm(request.POST or None, units=_units(request.user), initial=initial)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["unit"]
        unit = None if code == PROVINCE else unit_named(code).pk
        if not may_release(request.user, unit):
            raise Forbidden(_REFUSED)
        try:
            release_indicator(key, unit=unit, mode=form.cleaned_data["mode"], actor=actor_of(request.user))
        except AppError as error:
            form.add_error("unit", text_of(error))
        else:
            messages.success(request, gettext("Đã công khai. Mọi người xem được ở trang số liệu."))
            return redirect("indicators:indicator", key)
    return render(request, "indicators/desk/release.html", {"form": form, "indicator": indicator})


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    require(request.user, "indicators.release")
    found = release_of(uid)
    if not may_release(request.user, found.unit_id):
        raise Forbidden(_REFUSED)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_release(found, actor=actor_of(request.user), reason=form.cleaned_data["reason"])
        except AppError as error:
            form.add_error("reason", text_of(error))
        else:
            messages.success(request, gettext("Đã thôi công khai."))
            return redirect("indicators:indicator", found.key)
    context = {"form": form, "release": found, "indicator": indicator_named(found.key)}
    return render(request, "indicators/desk/withdraw.html", context)


def _units(user: Any) -> list[tuple[str, str]]:
    found = choices_on(granted_units(user, "indicators.release"), clock.today())
    whole = [(PROVINCE, gettext("Toàn tỉnh"))] if may_release(user, None) else []
    return whole + [(unit.code, name) for unit, name in found]
