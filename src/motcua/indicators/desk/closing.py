"""Closing a period: a job with progress, and what was closed when, by whom."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.indicators.forms import CloseForm
from motcua.indicators.permissions import may_close
from motcua.indicators.queries import words
from motcua.indicators.queries.catalogue import catalogue
from motcua.indicators.queries.observations import closed_indicators, closings
from motcua.indicators.rules.periods import name_of, parse_period
from motcua.indicators.services.snapshots import check_closable, queue_closing
from motcua.kernel.errors import AppError, Forbidden
from motcua.kernel.indicators import Window, indicators
from motcua.organisations.permissions import actor_of, require
from motcua.ui.errors import text_of
from motcua.ui.language import spoken

SHOWN = 20


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    require(request.user, "indicators.read")
    allowed = may_close(request.user)
    form = CloseForm(request.POST or None, choices=[(one.key, str(one.title)) for one in catalogue()])
    if request.method == "POST":
        if not allowed:
            raise Forbidden("Chỉ văn phòng của cơ quan đứng đầu tỉnh chốt số liệu kỳ.")
        if form.is_valid():
            try:
                period, keys = form.cleaned_data["period"], form.cleaned_data["keys"]
                check_closable(period, keys=keys)
                job = queue_closing(period, keys=keys, actor=actor_of(request.user), title=_title(period))
            except AppError as error:
                form.add_error("period", text_of(error))
            else:
                messages.success(request, gettext("Đang chốt số liệu. Trang này cho biết đã đến đâu."))
                return redirect("portal:job", job.uid)
    return render(request, "indicators/desk/close.html", {"form": form, "allowed": allowed, "closings": _closings()})


def _title(period: str) -> str:
    return gettext("Chốt số liệu {period}").format(period=name_of(parse_period(period), spoken()))


def _closings() -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for closing in closings()[:SHOWN]:
        closed = [
            {
                "key": c.key,
                "title": str(one.title) if (one := indicators.get(c.key)) is not None else c.key,
                "known": c.key in indicators,
                "days": words.days(Window(c.window_start, c.window_end)),
                "query": f"unit=*&from={c.window_start:%Y-%m-%d}&to={c.window_end:%Y-%m-%d}",
                "count": c.observations,
                "hash": c.hash,
            }
            for c in closed_indicators(closing)
        ]
        name = name_of(parse_period(closing.period), spoken())
        anchor = f"ky-{closing.period}" if all(f["anchor"] != f"ky-{closing.period}" for f in found) else ""
        found.append({"anchor": anchor, "closing": closing, "name": name, "indicators": closed})
    return found
