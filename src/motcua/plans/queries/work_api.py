"""Work as programs get it: rows as plain values."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from motcua.plans.models import Deliverable, Difficulty, HandIn, Occurrence, Task
from motcua.plans.queries.measures import measure_of
from motcua.plans.queries.rollups import SlotOfUnits, rollups_of
from motcua.plans.queries.story import story_of
from motcua.plans.queries.tasks_api import measure_out, task_row, with_units
from motcua.plans.queries.work import standing, timing_of

Json = dict[str, Any]


def occurrence_out(one: Occurrence, now: datetime) -> Json:
    return {
        "id": one.uid,
        "task": one.task.uid,
        "title": one.task.task,
        "key": one.key,
        "kind": one.kind,
        "unit": one.unit.code if one.unit else None,
        "owner": one.task.owner.code,
        "holder": one.officer.person.name if one.officer else None,
        "state": one.state,
        "timing": timing_of(one, now),
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "due_at": one.due_at,
        "original_due_at": one.original_due_at,
        "inferred": one.inferred,
        "handed_in_at": one.handed_in_at,
        "closed_at": one.closed_at,
        "satisfied_by": one.satisfied_by or None,
        "event": one.event or None,
        "voided": one.void_reason if one.voided_at else None,
    }


def occurrence_detail(one: Occurrence, now: datetime, actions: list[str]) -> Json:
    """With what was handed in, who works on it, what was asked. A constant number of queries."""
    story = story_of(one)
    return occurrence_out(one, now) | {
        "hand_ins": [_hand_in(h) for h in story["hand_ins"]],
        "assignees": [
            {
                "officer": a.officer.uid,
                "name": a.officer.person.name,
                "role": a.role,
                "note": a.note,
                "due_at": a.due_at,
                "ended_at": a.ended_at,
            }
            for a in story["assignees"]
        ],
        "requests": [
            {
                "id": r.uid,
                "kind": r.kind,
                "state": r.state,
                "reason": r.reason,
                "until": r.until,
                "asked_by": r.asked_name,
                "asked_at": r.asked_at,
                "decided_by": r.decided_name,
                "decided_at": r.decided_at,
                "decision_note": r.decision_note,
            }
            for r in story["requests"]
        ],
        "inputs": [
            {
                "id": i.uid,
                "unit": i.unit.code,
                "question": i.question,
                "due_at": i.due_at,
                "answer": i.answer,
                "answered_at": i.answered_at,
            }
            for i in story["inputs"]
        ],
        "actions": actions,
    }


def task_out(task: Task, now: datetime) -> Json:
    """A task with each time it is owed."""
    prefetch_related_objects([task], with_units())
    rows = (
        standing().filter(task=task).select_related("task__owner", "unit", "officer__person").order_by("due_at", "pk")
    )
    return task_row(task) | {
        "goal": task.goal,
        "measured_by": _measure(task),
        "units": [_slot(one) for one in rollups_of([task.pk]).get(task.pk, [])],
        "occurrences": [occurrence_out(o, now) for o in rows],
    }


def _measure(task: Task) -> Json | None:
    one = measure_of(task)
    return measure_out(one) if one is not None else None


def _slot(one: SlotOfUnits) -> Json:
    return {"key": one.key, "due_at": one.due_at, **asdict(one.rolled)}


def difficulty_out(one: Difficulty) -> Json:
    return {
        "id": one.uid,
        "task": one.task.uid if one.task else None,
        "occurrence": one.occurrence.uid if one.occurrence else None,
        "unit": one.unit.code,
        "owner": one.owner.code,
        "state": one.state,
        "text": one.text,
        "proposal": one.proposal,
        "leader": one.leader.person.name if one.leader else None,
        "due_at": one.due_at,
        "raised_by": one.raised_name,
        "raised_at": one.raised_at,
        "answered_at": one.answered_at,
        "settled_at": one.settled_at,
        "instructions": [
            {"id": i.uid, "text": i.text, "by": i.given_name, "at": i.given_at, "task": i.task.uid if i.task else None}
            for i in sorted(one.instructions.all(), key=lambda i: i.pk)
        ],
    }


def _hand_in(version: HandIn) -> Json:
    return {
        "number": version.number,
        "state": version.state,
        "note": version.note,
        "prepared_by": version.prepared_name,
        "prepared_at": version.prepared_at,
        "handed_in_by": version.handed_in_name,
        "handed_in_at": version.handed_in_at,
        "decided_by": version.decided_name,
        "decided_at": version.decided_at,
        "decision_note": version.decision_note,
        "deliverables": [_proof(d) for d in version.deliverables.all()],
    }


def _proof(one: Deliverable) -> Json:
    return {
        "id": one.uid,
        "kind": one.kind,
        "title": one.title,
        "number": one.number,
        "text": one.text,
        "ref": one.ref or None,
    }
