"""Everything that happened to a task, from the tables in which it was kept. A constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from motcua.messages.queries.notices import Told, messages_about_all
from motcua.plans.models import (
    Amendment,
    Assignee,
    Comment,
    Deliverable,
    Difficulty,
    HandIn,
    InputRequest,
    Occurrence,
    Request,
    Task,
    UrgedWork,
    UrgingLetter,
)
from motcua.plans.permissions import readable_letters
from motcua.plans.queries.work import difficulties_for, occurrence_ref, standing, task_ref
from motcua.plans.workflow import AmendmentState

MOST = 500
"""Rows of one kind that a page looks at, the newest."""


@dataclass(frozen=True, slots=True)
class Story:
    """`told` pairs a message with the Ref of what it is about."""

    occurrences: Sequence[Occurrence]
    hand_ins: Sequence[HandIn]
    assignees: Sequence[Assignee]
    requests: Sequence[Request]
    inputs: Sequence[InputRequest]
    comments: Sequence[Comment]
    difficulties: Sequence[Difficulty]
    amendments: Sequence[Amendment]
    urged: Sequence[UrgedWork]
    told: Sequence[tuple[str, Told]]


def story_of_task(task: Task, user: Any) -> Story:
    """Difficulties and letters only as far as the reader may open them."""
    occurrences = list(task.occurrences.select_related("task", "unit").order_by("due_at", "pk"))
    mine = Q(occurrence__task=task)
    letters = readable_letters(UrgingLetter.objects.all(), user)
    urged = UrgedWork.objects.filter(mine, letter__in=letters, letter__sent_at__isnull=False)
    refs = [task_ref(task), *(occurrence_ref(o) for o in occurrences[-MOST:])]
    deliverables = Prefetch("deliverables", Deliverable.objects.order_by("pk"))
    return Story(
        occurrences,
        list(HandIn.objects.filter(mine).prefetch_related(deliverables).order_by("-pk")[:MOST]),
        list(Assignee.objects.filter(mine).select_related("officer__person").order_by("-pk")[:MOST]),
        list(Request.objects.filter(mine).order_by("-pk")[:MOST]),
        list(InputRequest.objects.filter(mine).order_by("-pk")[:MOST]),
        list(task.comments.order_by("-pk")[:MOST]),
        list(difficulties_for(user).filter(task=task).prefetch_related("instructions__task").order_by("-pk")[:MOST]),
        _amendments(task),
        list(urged.select_related("letter").order_by("-pk")[:MOST]),
        messages_about_all(refs, MOST),
    )


def _amendments(task: Task) -> list[Amendment]:
    """Those in force that change this task."""
    if task.plan_id is None:
        return []
    rows = Amendment.objects.filter(plan=task.plan_id, state=AmendmentState.APPLIED).order_by("-pk")[:MOST]
    uid = str(task.uid)
    return [a for a in rows if any(c["list"] == "tasks" and c.get("uid") == uid for c in a.changes)]


def story_of(occurrence: Occurrence) -> dict[str, Any]:
    """Everything on the page of one occurrence. A constant number of queries."""
    hand_ins = occurrence.hand_ins.order_by("-number").prefetch_related(
        Prefetch("deliverables", Deliverable.objects.order_by("pk"))
    )
    return {
        "hand_ins": list(hand_ins),
        "assignees": list(
            occurrence.assignees.select_related("officer__person", "officer__unit").order_by("ended_at", "pk")
        ),
        "requests": list(occurrence.requests.order_by("-pk")),
        "inputs": list(occurrence.input_requests.select_related("unit").order_by("-pk")),
        "difficulties": list(occurrence.difficulties.prefetch_related("instructions__task").order_by("-pk")),
    }


def task_story(task: Task) -> dict[str, Any]:
    """What stands on a task's page besides its row."""
    return {
        "occurrences": list(standing().filter(task=task).select_related("officer__person").order_by("due_at", "pk")),
        "voided": list(task.occurrences.filter(voided_at__isnull=False).select_related("unit").order_by("pk")),
        "parts": list(task.parts.order_by("position")),
        "units": list(task.units.select_related("unit").order_by("role", "pk")),
        "targets": list(task.targets.order_by("position")),
    }
