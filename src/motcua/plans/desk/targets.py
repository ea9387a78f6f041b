"""Targets on the desk: what measures each, what is reported by hand, what the public may see of a plan."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.documents.services.files import store_upload
from motcua.indicators.queries.words import (
    NO_FIGURE,
    VERDICTS,
    drawn_gauge,
    expected_words,
    gauge_words,
    level_words,
    measured_words,
    need_words,
)
from motcua.indicators.rules.forecast import exact
from motcua.kernel import clock
from motcua.kernel.errors import AppError, Invalid
from motcua.kernel.indicators import indicators
from motcua.organisations.permissions import actor_of, has_grant
from motcua.plans.desk.acting import act
from motcua.plans.forms.targets import BY_HAND, BindForm, ReleaseForm, ReportForm
from motcua.plans.queries.plans import plan_for
from motcua.plans.queries.targets import LiveTarget, live_target, live_targets, sign_of, target_for
from motcua.plans.services import targets as services
from motcua.ui import formats
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors
from motcua.ui.language import spoken


def content(request: HttpRequest, plan: Any) -> dict[str, Any]:
    """What the tab of targets shows."""
    live = live_targets(plan, clock.today())
    return {
        "live": [(one, VERDICTS[one.verdict], said(one)) for one in live],
        "proposals": sum(one.binding is None and one.proposal is not None for one in live),
        "of_tasks": any(one.target.task_id for one in live),
        "may_bind": has_grant(request.user, "targets.bind", plan.owner_id),
        "may_report": has_grant(request.user, "targets.report", plan.owner_id),
        "may_release": has_grant(request.user, "plans.release", plan.owner_id),
    }


def said(one: LiveTarget) -> dict[str, Any]:
    """The figure of a target in words (what it is, out of what, what it would take) and as a gauge, with what the gauge says."""
    found: dict[str, str] = {}
    if one.value is not None and one.value.value is not None:
        percent = one.target.unit.strip() == "%"
        reached = exact(one.value) or Decimal(0)
        shown = formats.percent(reached, spoken()) if percent else formats.number(one.value.value, spoken())
        found["figure"] = shown
        if one.value.denominator:
            found["parts"] = (
                f"{formats.number(one.value.numerator or 0, spoken())}/{formats.number(one.value.denominator, spoken())}"
            )
    if expected := expected_words(one.seen):
        found["expected"] = gettext("dự báo cuối kỳ {value}").format(value=expected)
    if one.need is not None and one.seen is not None and not one.seen.ended:
        found["need"] = need_words(one.need)
    goal = Decimal(one.target.value)
    sign = sign_of(one.target)
    found["level"] = level_words(sign, goal, one.target.unit)
    if sign != one.target.comparator:
        printed = measured_words(goal, one.target.unit)
        found["printed"] = gettext("văn bản ghi “{level}”").format(level=printed)
    words = gauge_words(found.get("figure") or str(NO_FIGURE), found["level"], expected)
    drawn = drawn_gauge(sign, goal, one.target.unit, one.value.value if one.value is not None else None, one.seen)
    return {key: text for key, text in found.items() if text} | {"gauge": drawn, "gauge_words": words}


@require_http_methods(["GET", "POST"])
def bind(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Confirm what measures a target."""
    found = target_for(request.user, uid, "targets.bind")
    one = live_target(found, clock.today())
    first = one.binding.indicator if one.binding is not None else (one.proposal.key if one.proposal is not None else "")
    choices = [(key, i.title) for key, i in indicators.items()]
    return act(
        request,
        BindForm(request.POST or None, choices=choices, initial={"indicator": first or BY_HAND}),
        lambda data: services.bind_target(found, indicator=data["indicator"], actor=actor_of(request.user)),
        title=_("Chỉ tiêu này đo bằng gì"),
        button=_("Xác nhận"),
        said=found.text,
        hint=_("Máy đề xuất theo chữ của chỉ tiêu; bạn xác nhận hoặc chọn khác.") if one.proposal else "",
        back=_back(found),
        done=_("Đã xác nhận cách đo chỉ tiêu."),
    )


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Report a figure by hand, with its evidence."""
    found = target_for(request.user, uid, "targets.report")
    actor = actor_of(request.user)

    def run(data: dict[str, Any]) -> object:
        upload = data.pop("file")
        file = store_upload(upload, name=upload.name, actor=actor) if upload else None
        return services.report_target(found, services.Reported(**data, file=file), actor=actor)

    posted = request.method == "POST"
    return act(
        request,
        ReportForm(request.POST if posted else None, request.FILES if posted else None, initial={"on": clock.today()}),
        run,
        title=_("Báo cáo số liệu chỉ tiêu"),
        button=_("Ghi số liệu"),
        said=found.text,
        back=_back(found),
        done=_("Đã ghi số liệu."),
    )


def _back(target: Any) -> tuple[str, str]:
    return gettext("Chỉ tiêu"), reverse("plans:plan_tab", args=[target.plan.uid, "chi-tieu"])


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the public may see of a plan; `end` takes it all back."""
    found = plan_for(request.user, uid, "plans.release")
    now = found.releases.filter(ended_at__isnull=True).first()
    first = {"text": now.text, "progress": now.progress, "targets": now.targets} if now is not None else {}
    form = ReleaseForm(request.POST or None, initial=first)
    if request.method == "POST":
        try:
            if "end" in request.POST:
                services.end_release(found, actor=actor_of(request.user))
                messages.success(request, gettext("Đã thôi công khai."))
                return redirect("plans:plan", uid)
            if form.is_valid():
                services.release_plan(found, actor=actor_of(request.user), **form.cleaned_data)
                messages.success(request, gettext("Đã công khai."))
                return redirect("plans:plan", uid)
        except Invalid as error:
            add_errors(form, error)
        except AppError as error:
            form.add_error(None, text_of(error))
    address = reverse("plans:public_plan", args=[uid])
    return render(request, "plans/desk/release.html", {"form": form, "plan": found, "now": now, "address": address})
