"""Who may read, import, correct and accept plans. Each predicate has the query-set filter that says the same.

A plan is visible through its owner unit, or through a unit that leads or supports one of its tasks.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.organisations.permissions import EVERY_ROLE, Role, declare, has_any_grant, has_grant, visible
from motcua.plans.models import Difficulty, Occurrence, Plan, Reading, Task, TaskUnit

ACTIONS = declare(
    {
        "plans.read": EVERY_ROLE,
        "plans.import": {Role.OFFICE, Role.HEAD, Role.SPECIALIST},
        "plans.review": {Role.OFFICE, Role.HEAD, Role.SPECIALIST},
        "plans.accept": {Role.OFFICE, Role.HEAD},
        "plans.give_number": {Role.OFFICE, Role.REGISTRY_CLERK},
        "plans.withdraw": {Role.OFFICE},
        "plans.draft": {Role.OFFICE, Role.HEAD, Role.SPECIALIST},
        "plans.close": {Role.OFFICE},
        "tasks.give": {Role.OFFICE, Role.LEADER, Role.HEAD},
        "occurrences.work": {Role.SPECIALIST, Role.HEAD, Role.OFFICE},
        "occurrences.assign": {Role.HEAD, Role.OFFICE, Role.LEADER},
        "occurrences.hand_in": {Role.HEAD, Role.OFFICE, Role.LEADER},
        "occurrences.accept": {Role.OFFICE, Role.LEADER},
        "difficulties.raise": {Role.SPECIALIST, Role.HEAD, Role.OFFICE, Role.COUNTER, Role.LEADER},
        "difficulties.answer": {Role.LEADER},
    }
)

OF_THE_OWNER = frozenset({"occurrences.accept", "tasks.give", "difficulties.answer"})
"""Actions of the unit that owns the task; the others are the lead unit's."""


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


def may_read_task(user: Any, task: Task) -> bool:
    """Who sees a plan sees all of it; other tasks are seen by their owner and by the units that lead or support them."""
    if task.plan is not None:
        return may_read_plan(user, task.plan)
    if has_grant(user, "plans.read", task.owner_id):
        return True
    return visible(TaskUnit.objects.filter(task=task), user, "plans.read").exists()


def readable_tasks(rows: QuerySet[Task], user: Any) -> QuerySet[Task]:
    """The filter that equals `may_read_task`."""
    if not user.is_authenticated:
        return rows.none()
    owned = visible(Task.objects.filter(pk=OuterRef("pk")), user, "plans.read", "owner")
    shared = visible(TaskUnit.objects.filter(task=OuterRef("pk")), user, "plans.read")
    in_plan = readable_plans(Plan.objects.all(), user)
    return rows.filter(Q(plan__in=in_plan) | Q(Exists(owned), plan__isnull=True) | Q(Exists(shared), plan__isnull=True))


def readable_occurrences(rows: QuerySet[Occurrence], user: Any) -> QuerySet[Occurrence]:
    """Occurrences of readable tasks."""
    return rows.filter(task__in=readable_tasks(Task.objects.all(), user))


def readable_difficulties(rows: QuerySet[Difficulty], user: Any) -> QuerySet[Difficulty]:
    """A difficulty is between the unit that has it and those above who answer: never everybody who sees the plan."""
    if not user.is_authenticated:
        return rows.none()
    own = visible(Difficulty.objects.filter(pk=OuterRef("pk")), user, "plans.read", "unit")
    answering = visible(Difficulty.objects.filter(pk=OuterRef("pk")), user, "plans.read", "owner")
    return rows.filter(Q(Exists(own)) | Q(Exists(answering)))


def may_read_difficulty(user: Any, difficulty: Difficulty) -> bool:
    """The predicate that `readable_difficulties` equals."""
    return has_grant(user, "plans.read", difficulty.unit_id) or has_grant(user, "plans.read", difficulty.owner_id)


def may_do_with_occurrence(user: Any, occurrence: Occurrence, action: str) -> bool:
    """What the lead unit does is granted on it, what the owner does on the owner; a specialist works on what was given to them."""
    if action in OF_THE_OWNER:
        return has_grant(user, action, occurrence.task.owner_id)
    return occurrence.unit_id is not None and has_grant(user, action, occurrence.unit_id)


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
