"""Letters that urge, as programs see them."""

from __future__ import annotations

from typing import Any

from motcua.kernel import clock
from motcua.plans.models import UrgedWork, UrgingLetter
from motcua.plans.queries.urging import is_late


def letter(found: UrgingLetter) -> dict[str, Any]:
    return {
        "id": found.uid,
        "owner": found.owner.code,
        "state": found.state,
        "title": found.title,
        "number": found.number,
        "issued_on": found.issued_on,
        "answer_by": found.answer_by,
        "sent_at": found.sent_at,
        "created_at": found.created_at,
    }


def line(found: UrgedWork) -> dict[str, Any]:
    one = found.occurrence
    return {
        "occurrence": one.uid,
        "task": one.task.uid,
        "title": one.task.task,
        "unit": found.unit.code,
        "due_at": found.due_at,
        "days_late": found.days_late,
        "still_late": is_late(one, clock.now()),
        "answer": found.answer or None,
        "promised_on": found.promised_on,
        "text": found.text,
        "answered_by": found.answered_name,
        "answered_at": found.answered_at,
    }
