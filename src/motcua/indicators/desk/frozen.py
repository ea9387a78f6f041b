"""One frozen figure: what it was, by which definition, its place in the chain; counted again on request; corrected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.indicators.forms import ReasonForm
from motcua.indicators.permissions import may_correct
from motcua.indicators.queries import words
from motcua.indicators.queries.observations import observation_of
from motcua.indicators.queries.rows import shown_rows
from motcua.indicators.queries.values import figure_of
from motcua.indicators.rules.frozen import Difference, Kept
from motcua.indicators.services.snapshots import changes_since, correct_observation, verify_observation
from motcua.kernel import clock
from motcua.kernel.errors import AppError, Forbidden
from motcua.kernel.indicators import indicators
from motcua.organisations.permissions import actor_of, require
from motcua.organisations.queries.units import names_on
from motcua.ui import formats
from motcua.ui.errors import text_of
from motcua.ui.language import spoken

SHOWN = 100


@require_http_methods(["GET", "POST"])
def observation(request: HttpRequest, uid: UUID) -> HttpResponse:
    require(request.user, "indicators.read")
    found = observation_of(uid)
    correctable = may_correct(request.user) and not hasattr(found, "corrected_by")
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        if not may_correct(request.user):
            raise Forbidden("Chỉ văn phòng của cơ quan đứng đầu tỉnh đính chính số liệu đã chốt.")
        if form.is_valid():
            try:
                made = correct_observation(found, actor=actor_of(request.user), reason=form.cleaned_data["reason"])
            except AppError as error:
                form.add_error("reason", text_of(error))
            else:
                messages.success(request, gettext("Đã đính chính. Số liệu cũ vẫn được giữ và nêu ở đây."))
                return redirect("indicators:observation", made.uid)
    asked = "tinh-lai" in request.GET and found.key in indicators
    one = indicators.get(found.key)
    context = {
        "observation": found,
        "title": str(one.title) if one is not None else found.key,
        "known": one is not None,
        "shown": words.point(figure_of(found)),
        "unit_name": _unit(found),
        "unit_code": found.unit_code or "*",
        "facts": _facts(found),
        "asked": asked,
        "same": _told(verify_observation(found), request.user) if asked else None,
        "since": _told(changes_since(found), request.user) if asked else None,
        "form": form,
        "correctable": correctable,
        "newer": getattr(found, "corrected_by", None),
    }
    return render(request, "indicators/desk/observation.html", context)


def _unit(found: Any) -> str:
    if found.unit_id is None:
        return gettext("Toàn tỉnh")
    name: str = names_on([found.unit_id], found.window_end).get(found.unit_id, found.unit_code)
    return name


def _facts(found: Any) -> list[dict[str, Any]]:
    language = spoken()
    return [
        {"label": _("Đơn vị"), "value": _unit(found)},
        {
            "label": _("Kỳ"),
            "value": f"{words.window_name(figure_of(found).window)} ({words.days(figure_of(found).window)})",
        },
        {"label": _("Tính theo dữ liệu lúc"), "value": formats.moment(found.as_of, language)},
        {"label": _("Chốt lúc"), "value": formats.moment(found.closed_at, language)},
        {"label": _("Người chốt"), "value": found.closed_by_name},
        {"label": _("Định nghĩa lúc chốt"), "value": found.query},
        {"label": _("Số dòng đã giữ"), "value": words.amount(found.rows.count)},
        {"label": _("Mã băm của các dòng"), "value": found.rows.digest},
        {"label": _("Thứ tự trong chuỗi"), "value": str(found.sequence)},
        {"label": _("Mã băm"), "value": found.hash},
        {"label": _("Mã băm của số liệu trước"), "value": found.previous_hash or None},
    ]


def _told(difference: Difference | None, user: Any) -> dict[str, Any]:
    """What is not the same, each record as this reader may see it; `whole` when nothing is."""
    if difference is None:
        return {"whole": True}
    groups = [
        (_("Thêm vào"), difference.came),
        (_("Không còn"), difference.went),
        (_("Đổi chỗ đứng hoặc đơn vị"), [after for _before, after in difference.changed]),
    ]
    return {
        "whole": False,
        "before": words.pair_words(difference.before) or words.figure_words(difference.before),
        "after": words.pair_words(difference.after) or words.figure_words(difference.after),
        "at": clock.now(),
        "groups": [{"label": label, "count": len(kept), "rows": _rows(kept, user)} for label, kept in groups if kept],
    }


def _rows(kept: Iterable[Kept], user: Any) -> list[Any]:
    return shown_rows(list(kept)[:SHOWN], user)
