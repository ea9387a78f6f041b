"""By what each noun is found: its title and further words with their weights. For whoever makes the row, and for making an index again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from motcua.kernel.search import Entry

if TYPE_CHECKING:
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


def draft_words(plan: Plan, tasks: Iterable[Mapping[str, Any]]) -> Entry:
    """`tasks` are the items of its content."""
    words = " ".join(str(t.get("task") or "") for t in tasks)
    return Entry(plan.pk, plan.title, ((f"{plan.year or ''} {plan.kind}", 4), (words, 2)))


def plan_words(plan: Plan, tasks: Sequence[Task]) -> Entry:
    told = [
        (f"{plan.number} {plan.canonical_number}", 8),
        (f"{plan.issuer_name} {plan.year or ''} {plan.kind}", 4),
        *((f"{t.task} {t.goal or ''} {t.lead or ''} {t.deliverable or ''}", 2) for t in tasks),
    ]
    return Entry(plan.pk, plan.title, told)


def task_words(task: Task) -> Entry:
    """Of a plan, or given by a document, a conclusion, an instruction."""
    other = f"{task.lead or ''} {' '.join(task.coordinators)} {task.deliverable or ''} {task.goal or ''} {task.section_title or ''}"
    return Entry(task.pk, task.task, ((other, 2), (task.schedule_text or "", 2)))


def source_words(source: WorkSource) -> Entry:
    return Entry(source.pk, source.title, ((source.number, 8), (source.issuer_name, 4)))


def difficulty_words(one: Difficulty) -> Entry:
    return Entry(one.pk, one.text[:300], ((one.proposal, 2), (one.task.task if one.task else "", 2)))


def inspection_words(one: Inspection) -> Entry:
    return Entry(one.pk, one.title, ((one.decision_number or "", 8),))


def initiative_words(one: Initiative) -> Entry:
    return Entry(one.pk, one.title, ((one.authors, 4), (one.summary, 2)))


def line_words(line: FundingLine) -> Entry:
    return Entry(line.pk, line.content, ((line.source_name, 2), (line.task.task if line.task else "", 1)))


def spending_words(one: Spending) -> Entry:
    return Entry(one.pk, one.document, ((one.note, 2), (one.line.content, 1)))


def reading_words(one: Reading) -> Entry:
    """The name of the file; once it is read, title and number too."""
    head = (one.found or {}).get("document") or {}
    return Entry(one.pk, one.file_name, [(str(head.get(name) or ""), 8) for name in ("title", "number") if head])
