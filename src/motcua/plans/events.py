"""What happens to plans and readings, as kinds of events. Payloads hold references and non-personal facts."""

from __future__ import annotations

READING_STARTED = "reading.started"
READING_FINISHED = "reading.finished"
READING_FAILED = "reading.failed"
READING_CORRECTED = "reading.corrected"
READING_ITEM_ADDED = "reading.item_added"
READING_DISCARDED = "reading.discarded"
READING_ACCEPTED = "reading.accepted"

PLAN_ACCEPTED = "plan.accepted"
PLAN_NUMBERED = "plan.numbered"
PLAN_REPLACED = "plan.replaced"
PLAN_WITHDRAWN = "plan.withdrawn"
