"""Indexing rows that are there already (`motcua search reindex`), by the words with which the services index them when they are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from motcua.kernel import search
from motcua.plans.models import (
    Difficulty,
    FundingLine,
    Initiative,
    Inspection,
    Plan,
    Reading,
    Spending,
    Task,
    WorkSource,
)
from motcua.plans.queries import funding, initiatives, inspections, readings, tasks
from motcua.plans.queries.plans import SEARCH_KIND
from motcua.plans.services import search_words as words
from motcua.plans.services.difficulties import SEARCH_KIND as DIFFICULTY
from motcua.plans.services.work import SOURCE_KIND
from motcua.plans.workflow import PlanState

_DRAFTED = {PlanState.DRAFT, PlanState.IN_APPROVAL}


def _plans(pks: Sequence[int]) -> None:
    for plan in Plan.objects.filter(pk__in=pks).select_related("draft").order_by("pk"):
        draft = getattr(plan, "draft", None)
        if plan.state in _DRAFTED and draft is not None:
            entry = words.draft_words(plan, draft.content.get("tasks") or [])
        else:
            entry = words.plan_words(plan, list(plan.tasks.order_by("position")))
        search.index_many(SEARCH_KIND, [entry])


def _each(kind: str, model: Any, entry: Callable[[Any], search.Entry], *tied: str) -> None:
    def write(pks: Sequence[int]) -> None:
        rows = model.objects.filter(pk__in=pks).order_by("pk")
        search.index_many(kind, (entry(row) for row in (rows.select_related(*tied) if tied else rows)))

    search.declare_index(kind, model.objects.all, write)


def declare_indexes() -> None:
    """Called by `apps.py`."""
    search.declare_index(SEARCH_KIND, Plan.objects.all, _plans)
    _each(SOURCE_KIND, WorkSource, words.source_words)
    _each(tasks.SEARCH_KIND, Task, words.task_words)
    _each(readings.SEARCH_KIND, Reading, words.reading_words)
    _each(DIFFICULTY, Difficulty, words.difficulty_words, "task")
    _each(inspections.KIND, Inspection, words.inspection_words)
    _each(initiatives.KIND, Initiative, words.initiative_words)
    _each(funding.KIND, FundingLine, words.line_words, "task")
    _each(funding.SPENDING, Spending, words.spending_words, "line")
