"""The catalogue on the desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.indicators.queries import catalogue as queries
from motcua.organisations.permissions import require


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    require(request.user, "indicators.read")
    context = {
        "found": queries.catalogue(
            request.GET.get("q", ""), request.GET.getlist("package"), request.GET.getlist("owner")
        )
    }
    return render(request, "indicators/desk/catalogue.html", context)


@require_safe
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    require(request.user, "indicators.read")
    return render(request, "indicators/desk/indicator.html", {"indicator": queries.indicator_named(key)})
