"""Who may read, import, correct and accept plans. Each predicate has the query-set filter that says the same.

A plan is visible through its owner unit, or through a unit that leads or supports one of its tasks.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.organisations.permissions import EVERY_ROLE, Role, declare, has_any_grant, has_grant, visible
from motcua.plans.models import Plan, Reading, Task, TaskUnit

ACTIONS = declare(
    {
        "plans.read": EVERY_ROLE,
        "plans.import": {Role.OFFICE, Role.HEAD, Role.SPECIALIST},
        "plans.review": {Role.OFFICE, Role.HEAD, Role.SPECIALIST},
        "plans.accept": {Role.OFFICE, Role.HEAD},
        "plans.give_number": {Role.OFFICE, Role.REGISTRY_CLERK},
        "plans.withdraw": {Role.OFFICE},
    }
)


def may_read_plan(user: Any, plan: Plan) -> bool:
    if has_grant(user, "plans.read", plan.owner_id):
        return True
    return visible(TaskUnit.objects.filter(task__plan=plan), user, "plans.read").exists()


def readable_plans(rows: QuerySet[Plan], user: Any) -> QuerySet[Plan]:
    """The filter that equals `may_read_plan`."""
    if not user.is_authenticated:
        return rows.none()
    owned = visible(Plan.objects.filter(pk=OuterRef("pk")), user, "plans.read", "owner")
    shared = visible(TaskUnit.objects.filter(task__plan=OuterRef("pk")), user, "plans.read")
    return rows.filter(Q(Exists(owned)) | Q(Exists(shared)))


def readable_tasks(rows: QuerySet[Task], user: Any) -> QuerySet[Task]:
    """Tasks of readable plans: who sees a plan sees all of it."""
    return rows.filter(plan__in=readable_plans(Plan.objects.all(), user))


def may_do_with_plan(user: Any, plan: Plan, action: str) -> bool:
    """`plans.give_number`, `plans.withdraw` and the like, for the owner unit."""
    return has_grant(user, action, plan.owner_id)


def may_read_reading(user: Any, reading: Reading) -> bool:
    """A reading is work in progress: those who may review for its owner unit, and auditors."""
    return has_grant(user, "plans.review", reading.owner_id)


def readable_readings(rows: QuerySet[Reading], user: Any) -> QuerySet[Reading]:
    """The filter that equals `may_read_reading`."""
    return visible(rows, user, "plans.review", "owner")


def may_import(user: Any) -> bool:
    """Whether the import page exists for this person at all."""
    return has_any_grant(user, "plans.import")
