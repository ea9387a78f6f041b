"""A superior plan on the desk: linking, what the plans under it take up, who owes a plan, a draft from what nobody has."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.documents.writing import Column, Sheet
from motcua.kernel.errors import AppError
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.organisations.queries.units import unit_of
from motcua.plans.desk.acting import act
from motcua.plans.desk.drafts import body_choices, unit_choices
from motcua.plans.desk.exports import workbook_of
from motcua.plans.forms import drafts as inputs
from motcua.plans.permissions import may_do_with_plan
from motcua.plans.queries import coverage as queries
from motcua.plans.queries.plans import plan_for, plans_for
from motcua.plans.services import coverage as services
from motcua.plans.services.drafts import draft_from_uncovered
from motcua.ui.badges import Badge, Tone
from motcua.ui.errors import text_of

KINDS = {
    "task": pgettext_lazy("list title", "Nhiệm vụ"),
    "target": _("Chỉ tiêu"),
    "topic": _("Nội dung tuyên truyền"),
    "channel": _("Hình thức tuyên truyền"),
}
STATES = {
    "none": Badge(_("Chưa có kế hoạch nào"), Tone.LATE),
    "possible": Badge(_("Có thể có, cần xem"), Tone.RISK),
    "likely": Badge(_("Có, theo chữ"), Tone.ACTIVE),
    "confirmed": Badge(_("Có, đã xác nhận"), Tone.DONE),
}
OWED = {
    "met": Badge(_("Đã ban hành đúng hạn"), Tone.DONE),
    "met_late": Badge(_("Đã ban hành, muộn"), Tone.RISK),
    "waiting": Badge(_("Chưa đến hạn"), Tone.PLAIN),
    "late": Badge(_("Quá hạn"), Tone.LATE),
    "undated": Badge(_("Chưa ban hành"), Tone.PLAIN),
}


@require_safe
def coverage(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What of the plan is taken up (`?muc=` a kind, `?trang-thai=` a state), and who owes a plan."""
    plan = plan_for(request.user, uid)
    found = queries.coverage_of(plan, request.user)
    counts = queries.counts(found)
    kind = request.GET.get("muc", "")
    kind = kind if kind in KINDS else next((k for k in KINDS if found[k]), "task")
    state = request.GET.get("trang-thai", "")
    rows = [c for c in found[kind] if state not in STATES or c.state == state]
    base = reverse("plans:coverage", args=[uid])
    context = {
        "plan": plan,
        "kinds": [
            {"label": label, "url": f"{base}?muc={key}", "current": key == kind, "count": len(found[key])}
            for key, label in KINDS.items()
            if found[key]
        ],
        "kind": kind,
        "figures": [
            (badge.word, counts[kind][key], f"{base}?muc={kind}&trang-thai={key}") for key, badge in STATES.items()
        ],
        "state": state if state in STATES else "",
        "all_url": f"{base}?muc={kind}",
        "rows": [(c, STATES[c.state]) for c in rows],
        "plans": queries.subordinates_of(plan, request.user),
        "owed": [(o, OWED[o.state]) for o in queries.owed_plans(plan)],
        "may_mark": may_do_with_plan(request.user, plan, "plans.link"),
        "may_draft": has_any_grant(request.user, "plans.draft") and any(c.state == "none" for c in found["task"]),
    }
    return render(request, "plans/desk/coverage.html", context)


@require_safe
def workbook(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Coverage and owed plans as a workbook."""
    plan = plan_for(request.user, uid)
    return workbook_of(sheets(plan, request.user), f"Do-phu-{plan.number.replace('/', '-')}.xlsx")


def sheets(plan: Any, user: Any) -> list[Sheet]:
    """What plans under this one take up, and who owes one."""
    columns = (
        Column("Mục", width=60),
        Column("Tình trạng", width=24),
        Column("Kế hoạch thực hiện", width=50),
    )
    found = [
        Sheet(
            str(KINDS[kind]),
            columns,
            [
                (
                    c.text,
                    str(STATES[c.state].word),
                    "; ".join(f"{t.plan.number} {t.plan.title}" for t in c.by if t.said is not False),
                )
                for c in rows
            ],
        )
        for kind, rows in queries.coverage_of(plan, user).items()
        if rows
    ]
    owed = [
        (o.name, o.due_on, str(OWED[o.state].word), o.plan.number if o.plan else "", o.words)
        for o in queries.owed_plans(plan)
    ]
    heads = (
        Column("Đơn vị", width=40),
        Column("Hạn", "date"),
        Column("Tình trạng", width=24),
        Column("Kế hoạch", width=20),
        Column("Căn cứ trong văn bản", width=70),
    )
    return [*found, Sheet("Phải có kế hoạch", heads, owed)]


@require_POST
def mark(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Confirm or deny that a plan takes up an item."""
    plan = plan_for(request.user, uid, "plans.link")
    item, key = request.POST.get("item", ""), request.POST.get("key", "")
    try:
        services.mark_coverage(
            plan,
            item=item,
            key=key,
            subordinate=plan_for(request.user, request.POST.get("plan", "")),
            covered=request.POST.get("covered") == "1",
            note=request.POST.get("note", ""),
            actor=actor_of(request.user),
        )
    except AppError as error:
        messages.error(request, text_of(error))
    kind = item if item in KINDS else "task"
    return redirect(f"{reverse('plans:coverage', args=[uid])}?muc={kind}#muc-{key}")


@require_http_methods(["GET", "POST"])
def superior(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Confirm which plan this one carries out: proposals from what it cites, else any plan by number."""
    plan = plan_for(request.user, uid, "plans.link")
    if request.method == "POST":
        chosen = request.POST.get("superior", "")
        number = request.POST.get("number", "").strip()
        try:
            other = plan_for(request.user, chosen) if chosen else _by_number(request.user, number)
            services.link_superior(plan, other, actor=actor_of(request.user))
        except AppError as error:
            messages.error(request, text_of(error))
            return redirect("plans:superior", uid)
        messages.success(
            request, gettext("Đã ghi kế hoạch cấp trên.") if other else gettext("Đã bỏ liên kết kế hoạch cấp trên.")
        )
        return redirect("plans:plan", uid)
    readable = set(plans_for(request.user).values_list("pk", flat=True))
    context = {
        "plan": plan,
        "proposals": [p for p in queries.superior_proposals(plan) if p.pk in readable],
    }
    return render(request, "plans/desk/superior.html", context)


@require_http_methods(["GET", "POST"])
def draft_uncovered(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A draft from tasks of this plan that no plan under it takes up."""
    plan = plan_for(request.user, uid)
    require(request.user, "plans.draft")
    tasks = {t["uid"]: t for t in queries.uncovered_tasks(plan, request.user)}
    units, bodies = unit_choices(request.user), body_choices(request.user)
    form = inputs.UncoveredForm(
        request.POST if request.method == "POST" else None,
        units=units,
        issuers=bodies,
        tasks=[(key, f"{t.get('no') or ''} {t['task']}".strip()[:200]) for key, t in tasks.items()],
        initial={"tasks": list(tasks), "title": gettext("Thực hiện {title}").format(title=plan.title)},
    )

    def run(data: dict[str, Any]) -> Any:
        unit = unit_of(data["unit"])
        require(request.user, "plans.draft", unit)
        return draft_from_uncovered(
            plan,
            unit,
            [tasks[key] for key in data["tasks"]],
            title=data["title"],
            issuer=unit_of(data["issuer"]),
            actor=actor_of(request.user),
        )

    return act(
        request,
        form,
        run,
        title=_("Lập dự thảo từ việc chưa có nơi thực hiện"),
        button=_("Lập dự thảo"),
        back=(gettext("Độ phủ"), reverse("plans:coverage", args=[uid])),
        done=_("Đã lập dự thảo."),
        to=lambda made: reverse("plans:draft", args=[made.uid]),
    )


def _by_number(user: Any, number: str) -> Any:
    """A plan in force by its number; None for an empty one. Raises NotFound, Refused."""
    return queries.plan_numbered(user, number) if number else None
