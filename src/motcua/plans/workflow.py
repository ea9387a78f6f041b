"""The life of a reading (a file on its way to being a plan) and of a plan kept from it."""

from __future__ import annotations

from enum import StrEnum

from motcua.kernel.workflow import Transition, Workflow


class ReadingState(StrEnum):
    QUEUED = "queued"
    READING = "reading"
    TO_REVIEW = "to_review"
    FAILED = "failed"
    ACCEPTED = "accepted"
    DISCARDED = "discarded"


READING = Workflow(
    ReadingState,
    initial=ReadingState.QUEUED,
    transitions=[
        # name, from, to, the permission it needs
        Transition(
            "begin",
            (ReadingState.QUEUED, ReadingState.READING, ReadingState.FAILED),
            ReadingState.READING,
            "plans.import",
        ),
        Transition("finish", (ReadingState.READING,), ReadingState.TO_REVIEW, "plans.import"),
        Transition("fail", (ReadingState.READING,), ReadingState.FAILED, "plans.import"),
        Transition("accept", (ReadingState.TO_REVIEW,), ReadingState.ACCEPTED, "plans.accept"),
        Transition(
            "discard",
            (ReadingState.QUEUED, ReadingState.TO_REVIEW, ReadingState.FAILED),
            ReadingState.DISCARDED,
            "plans.review",
        ),
    ],
)


class PlanState(StrEnum):
    AWAITING_NUMBER = "awaiting_number"
    ISSUED = "issued"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


PLAN = Workflow(
    PlanState,
    initial=PlanState.ISSUED,
    transitions=[
        Transition("give_number", (PlanState.AWAITING_NUMBER,), PlanState.ISSUED, "plans.give_number"),
        Transition("replace", (PlanState.AWAITING_NUMBER, PlanState.ISSUED), PlanState.REPLACED, "plans.accept"),
        Transition("withdraw", (PlanState.AWAITING_NUMBER, PlanState.ISSUED), PlanState.WITHDRAWN, "plans.withdraw"),
    ],
)
