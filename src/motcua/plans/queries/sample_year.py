"""What the sample year looks up of its own plans: by their numbers, as nobody in particular."""

from __future__ import annotations

from django.db.models import QuerySet

from motcua.plans.models import Difficulty, Occurrence, Plan, Task
from motcua.plans.queries.work import standing

MARK = "mot-nam"
"""In the name of the file that the sample year begins with."""


def plan_by_uid(uid: str) -> Plan:
    return Plan.objects.select_related("owner", "issuer", "reading").get(uid=uid)


def sample_year_of(year: int) -> Plan | None:
    """The plan whose year the sample has run."""
    rows = Plan.objects.filter(is_sample=True, year=year, reading__file_name__contains=MARK)
    return rows.select_related("owner").order_by("-pk").first()


def last_sample_year() -> Plan | None:
    """The plan of the latest year that the sample has run."""
    rows = Plan.objects.filter(is_sample=True, reading__file_name__contains=MARK)
    return rows.select_related("owner").order_by("-year", "-pk").first()


def of_plan(plan: Plan) -> QuerySet[Occurrence]:
    """What units owe of a plan, in the order of the paper, then of time."""
    rows = standing().filter(task__plan=plan, unit__isnull=False).select_related("task__owner", "unit")
    return rows.order_by("task__position", "due_at", "unit__code", "pk")


def task_numbered(plan: Plan, number: int) -> Task:
    """The n-th task of the paper."""
    return plan.tasks.select_related("owner", "plan").get(position=number - 1)


def occurrences_of_task(task: Task) -> list[Occurrence]:
    """Standing ones with a lead, by due moment."""
    rows = standing().filter(task=task, unit__isnull=False).select_related("task__owner", "unit")
    return list(rows.order_by("due_at", "pk"))


def of_instruction(difficulty: Difficulty) -> list[Occurrence]:
    """What units owe because a leader answered a difficulty."""
    rows = standing().filter(task__instruction__difficulty=difficulty).select_related("task__owner", "unit")
    return list(rows.order_by("due_at", "pk"))
