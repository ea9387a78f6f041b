"""Outreach of a plan on the desk: topics × channels with what shows that it was done, and what has nothing yet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.organisations.queries.units import unit_of
from motcua.plans.desk.acting import act
from motcua.plans.desk.drafts import unit_choices
from motcua.plans.forms import ReasonForm
from motcua.plans.forms import drafts as inputs
from motcua.plans.permissions import may_do_with_plan
from motcua.plans.queries import outreach as queries
from motcua.plans.queries.plans import plan_for
from motcua.plans.services import outreach as services
from motcua.ui.lists.filters import parse_day

WORK = "occurrences.work"


@require_safe
def outreach(request: HttpRequest, uid: UUID) -> HttpResponse:
    """`?tu=`, `?den=`: the period; the plan's span at first."""
    plan = plan_for(request.user, uid)
    begins, ends = queries.span_of_year(plan)
    first = parse_day(request.GET.get("tu", "").strip()) or begins
    last = parse_day(request.GET.get("den", "").strip()) or ends
    first, last = min(first, last), max(first, last)
    evidence = queries.evidence_of(plan, first, last)
    context = {
        "plan": plan,
        "first": first,
        "last": last,
        "matrices": queries.matrices(plan, evidence),
        "evidence": evidence,
        "may_add": has_any_grant(request.user, WORK),
        "may_void": may_do_with_plan(request.user, plan, WORK),
    }
    return render(request, "plans/desk/outreach.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, uid: UUID) -> HttpResponse:
    plan = plan_for(request.user, uid)
    require(request.user, WORK)
    topics = {str(t.position): t for t in plan.topics.order_by("position")}
    channels = {str(c.position): c for c in plan.channels.order_by("position")}
    results = {str(d.uid): d for d in queries.results_of(plan)}
    form = inputs.EvidenceForm(
        request.POST if request.method == "POST" else None,
        units=unit_choices(request.user, WORK),
        topics=[(key, t.text[:160]) for key, t in topics.items()],
        channels=[(key, c.text[:160]) for key, c in channels.items()],
        deliverables=[(key, d.title[:160]) for key, d in results.items()],
        initial={
            "done_on": clock.today(),
            "topic": request.GET.get("noi-dung", ""),
            "channel": request.GET.get("hinh-thuc", ""),
        },
    )

    def run(data: dict[str, Any]) -> Any:
        unit = unit_of(data["unit"])
        require(request.user, WORK, unit)
        return services.show_outreach(
            plan,
            unit=unit,
            done_on=data["done_on"],
            title=data["title"],
            topic=topics.get(data["topic"]),
            channel=channels.get(data["channel"]),
            deliverable=results.get(data["deliverable"]),
            address=data["address"],
            actor=actor_of(request.user),
        )

    return act(
        request,
        form,
        run,
        title=_("Ghi minh chứng tuyên truyền"),
        button=_("Lưu"),
        back=(plan.number or plan.title[:60], reverse("plans:outreach", args=[uid])),
        done=_("Đã ghi minh chứng."),
    )


@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, uid: UUID, evidence: UUID) -> HttpResponse:
    plan = plan_for(request.user, uid)
    found = queries.evidence_for(plan, evidence)
    require(request.user, WORK, found.unit)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return act(
        request,
        form,
        lambda data: services.void_outreach(found, actor=actor_of(request.user), reason=data["reason"]),
        title=_("Bỏ minh chứng ghi nhầm"),
        back=(plan.number or plan.title[:60], reverse("plans:outreach", args=[uid])),
        hint=found.title,
        done=_("Đã bỏ; dòng ghi vẫn đọc được trong nhật ký."),
    )
