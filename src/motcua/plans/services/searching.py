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
from motcua.plans.services.acceptance import searched_plan, searched_task
from motcua.plans.services.difficulties import SEARCH_KIND as DIFFICULTY
from motcua.plans.services.drafts import index_draft
from motcua.plans.services.work import SOURCE_KIND, index_source
from motcua.plans.workflow import PlanState

_DRAFTED = {PlanState.DRAFT, PlanState.IN_APPROVAL}


def _plans(pks: Sequence[int]) -> None:
    for plan in Plan.objects.filter(pk__in=pks).select_related("draft").order_by("pk"):
        draft = getattr(plan, "draft", None)
        if plan.state in _DRAFTED and draft is not None:
            index_draft(plan, draft.content.get("tasks") or [])
        else:
            given = list(plan.tasks.order_by("position"))
            search.index(SEARCH_KIND, plan.pk, title=plan.title, fields=searched_plan(plan, given))


def _task(task: Task) -> search.Entry:
    if task.plan_id is not None:
        return searched_task(task)
    return search.Entry(task.pk, task.task, ((task.deliverable or "", 2), (task.goal or "", 2)))


def _sources(pks: Sequence[int]) -> None:
    for source in WorkSource.objects.filter(pk__in=pks).order_by("pk"):
        index_source(source)


def _difficulty(one: Difficulty) -> search.Entry:
    words = one.task.task if one.task else ""
    return search.Entry(one.pk, one.text[:300], ((one.proposal, 2), (words, 2)))


def _inspection(one: Inspection) -> search.Entry:
    return search.Entry(one.pk, one.title, ((one.decision_number or "", 8),))


def _initiative(one: Initiative) -> search.Entry:
    return search.Entry(one.pk, one.title, ((one.authors, 4), (one.summary, 2)))


def _funding(line: FundingLine) -> search.Entry:
    return search.Entry(line.pk, line.content, ((line.source_name, 2), (line.task.task if line.task else "", 1)))


def _spending(one: Spending) -> search.Entry:
    return search.Entry(one.pk, one.document, ((one.note, 2), (one.line.content, 1)))


def _reading(one: Reading) -> search.Entry:
    head = (one.found or {}).get("document") or {}
    told = [(str(head.get(name) or ""), 8) for name in ("title", "number")] if head else []
    return search.Entry(one.pk, one.file_name, told)


def _each(kind: str, model: Any, entry: Callable[[Any], search.Entry], *tied: str) -> None:
    def write(pks: Sequence[int]) -> None:
        rows = model.objects.filter(pk__in=pks).order_by("pk")
        search.index_many(kind, (entry(row) for row in (rows.select_related(*tied) if tied else rows)))

    search.declare_index(kind, model.objects.all, write)


def declare_indexes() -> None:
    """Called by `apps.py`."""
    search.declare_index(SEARCH_KIND, Plan.objects.all, _plans)
    search.declare_index(SOURCE_KIND, WorkSource.objects.all, _sources)
    _each(tasks.SEARCH_KIND, Task, _task)
    _each(readings.SEARCH_KIND, Reading, _reading)
    _each(DIFFICULTY, Difficulty, _difficulty, "task")
    _each(inspections.KIND, Inspection, _inspection)
    _each(initiatives.KIND, Initiative, _initiative)
    _each(funding.KIND, FundingLine, _funding, "task")
    _each(funding.SPENDING, Spending, _spending, "line")
