"""Work of a plan that nobody has accepted yet: what goes over into the next year's plan."""

from __future__ import annotations

from motcua.plans.models import Occurrence, Plan
from motcua.plans.queries.work import occurrence_ref
from motcua.plans.workflow import OPEN_OCCURRENCES


def unfinished_work(plan: Plan) -> dict[str, list[str]]:
    """Uid of a task → Refs of its occurrences that are still open. One query."""
    rows = Occurrence.objects.filter(
        task__plan=plan, voided_at__isnull=True, state__in=[str(s) for s in OPEN_OCCURRENCES]
    )
    found: dict[str, list[str]] = {}
    for row in rows.select_related("task").order_by("due_at", "pk"):
        found.setdefault(str(row.task.uid), []).append(str(occurrence_ref(row)))
    return found
