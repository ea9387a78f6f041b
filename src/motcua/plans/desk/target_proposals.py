"""Confirming in one act what is proposed to measure the targets of a plan, after a look at all of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from motcua.indicators.queries import words
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, Refused
from motcua.organisations.permissions import actor_of
from motcua.plans.queries.plans import plan_for
from motcua.plans.queries.target_proposals import Proposed, proposed_for
from motcua.plans.queries.targets import sign_of
from motcua.plans.services.targets import bind_proposed
from motcua.ui.errors import text_of


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Every proposal with the figure it would give; those beyond doubt are ticked."""
    found = plan_for(request.user, uid, "targets.bind")
    back = reverse("plans:plan_tab", args=[uid, "chi-tieu"])
    wrong, status = "", 200
    ticked = request.POST.getlist("targets") if request.method == "POST" else None
    if ticked is not None:
        try:
            made = bind_proposed(found, ticked, actor=actor_of(request.user))
        except (Invalid, Refused) as error:
            wrong, status = _said(error), error.status
        else:
            done = ngettext("Đã xác nhận cách đo {n} chỉ tiêu.", "Đã xác nhận cách đo {n} chỉ tiêu.", len(made))
            messages.success(request, done.format(n=len(made)))
            return redirect(back)
    rows = [_row(one, ticked) for one in proposed_for(found, clock.today())]
    context = {
        "plan": found,
        "rows": rows,
        "sure": sum(row["sure"] for row in rows),
        "wrong": wrong,
        "back_url": back,
        "back_name": gettext("Chỉ tiêu"),
    }
    return render(request, "plans/desk/target_proposals.html", context, status=status)


def _said(error: Invalid | Refused) -> str:
    return text_of(error.errors[0] if isinstance(error, Invalid) and error.errors else error)


def _row(one: Proposed, ticked: list[str] | None) -> dict[str, Any]:
    figure = one.figure()
    return {
        "target": one.target,
        "level": words.level_words(sign_of(one.target, one.indicator.key), one.target.value, one.target.unit),
        "indicator": one.indicator,
        "figure": words.figure_words(figure.of),
        "pair": words.pair_words(figure.of),
        "doubt": one.doubt,
        "sure": one.sure,
        "checked": one.sure if ticked is None else str(one.target.uid) in ticked,
    }
