"""Plans and their contents, for those who may read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet
from django.urls import reverse

from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.refs import Ref
from motcua.plans.models import Plan, Target, Task, TaskUnit
from motcua.plans.permissions import may_do_with_plan, may_read_plan, readable_plans, readable_tasks

KIND = "plan"
SEARCH_KIND = "plan"


def ref_of(plan: Plan) -> Ref:
    return Ref.to(KIND, plan.uid)


def plan_for(user: Any, uid: UUID | str, action: str = "plans.read") -> Plan:
    """The plan, if the user may do `action` with it. NotFound for what may not be seen, Forbidden for what may not be done."""
    found = Plan.objects.select_related("owner", "issuer", "reading", "replaces").filter(uid=uid).first()
    if found is None or not may_read_plan(user, found):
        raise NotFound("Không có kế hoạch này, hoặc bạn không được mở.")
    if action != "plans.read" and not may_do_with_plan(user, found, action):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def plans_for(user: Any) -> QuerySet[Plan]:
    """All plans the user may read, with the number of tasks and targets."""
    return readable_plans(Plan.objects.all(), user)


def with_counts(rows: QuerySet[Plan]) -> QuerySet[Plan]:
    """Adds `task_count` and `target_count` (two aggregated sub-queries, whatever the number of rows)."""
    return rows.annotate(task_count=Count("tasks", distinct=True), target_count=Count("targets", distinct=True))


def tasks_of(plan: Plan) -> QuerySet[Task]:
    """In the order of the paper, with the units that are meant. Three queries."""
    units = Prefetch("units", queryset=TaskUnit.objects.select_related("unit").order_by("role", "pk"))
    return plan.tasks.order_by("position").prefetch_related(units, "targets")


def targets_of(plan: Plan) -> QuerySet[Target]:
    return plan.targets.order_by("position").select_related("task")


def tasks_for(user: Any) -> QuerySet[Task]:
    """Tasks of all plans the user may read."""
    return readable_tasks(Task.objects.select_related("plan"), user)


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    """For the subjects registry: number and title of each plan."""
    rows = Plan.objects.filter(uid__in=uids).values_list("uid", "number", "title")
    return {str(uid): f"{number} {title}".strip() for uid, number, title in rows}


def address(uid: str) -> str:
    return reverse("plans:plan", args=[uid])


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    """For the subjects registry: those of `uids` that the user may open."""
    rows = readable_plans(Plan.objects.filter(uid__in=uids), user)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}
