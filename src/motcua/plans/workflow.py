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
    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    AWAITING_NUMBER = "awaiting_number"
    ISSUED = "issued"
    CLOSED = "closed"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


PLAN = Workflow(
    PlanState,
    initial=PlanState.ISSUED,
    transitions=[
        Transition("give_number", (PlanState.AWAITING_NUMBER,), PlanState.ISSUED, "plans.give_number"),
        Transition("replace", (PlanState.AWAITING_NUMBER, PlanState.ISSUED), PlanState.REPLACED, "plans.accept"),
        Transition(
            "withdraw",
            (PlanState.DRAFT, PlanState.AWAITING_NUMBER, PlanState.ISSUED),
            PlanState.WITHDRAWN,
            "plans.withdraw",
        ),
        Transition("submit", (PlanState.DRAFT,), PlanState.IN_APPROVAL, "plans.draft"),
        Transition("send_back", (PlanState.IN_APPROVAL,), PlanState.DRAFT, "plans.draft"),
        Transition("issue", (PlanState.IN_APPROVAL,), PlanState.ISSUED, "plans.draft"),
        Transition("close", (PlanState.ISSUED,), PlanState.CLOSED, "plans.close"),
        Transition("reopen", (PlanState.CLOSED,), PlanState.ISSUED, "plans.close"),
    ],
)


class OccurrenceState(StrEnum):
    """One time at which a unit owes a task. Late, due soon and finished late are not states: they follow from dates."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    HANDED_IN = "handed_in"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    CANNOT_BE_DONE = "cannot_be_done"
    NOTHING_AROSE = "nothing_arose"


_WITH_THE_LEAD = (OccurrenceState.NOT_STARTED, OccurrenceState.IN_PROGRESS, OccurrenceState.RETURNED)
OPEN_OCCURRENCES = (*_WITH_THE_LEAD, OccurrenceState.HANDED_IN)
"""States in which something is still to be done, by the lead or by the owner."""
WITH_THE_LEAD = _WITH_THE_LEAD
"""States in which the lead is to act."""

OCCURRENCE = Workflow(
    OccurrenceState,
    initial=OccurrenceState.NOT_STARTED,
    transitions=[
        Transition("start", (OccurrenceState.NOT_STARTED,), OccurrenceState.IN_PROGRESS, "occurrences.work"),
        Transition("hand_in", _WITH_THE_LEAD, OccurrenceState.HANDED_IN, "occurrences.hand_in"),
        Transition("take_back", (OccurrenceState.HANDED_IN,), OccurrenceState.IN_PROGRESS, "occurrences.hand_in"),
        Transition("accept", (OccurrenceState.HANDED_IN,), OccurrenceState.ACCEPTED, "occurrences.accept"),
        Transition("send_back", (OccurrenceState.HANDED_IN,), OccurrenceState.RETURNED, "occurrences.accept"),
        Transition("satisfy", _WITH_THE_LEAD, OccurrenceState.ACCEPTED, "occurrences.accept"),
        Transition("let_off", _WITH_THE_LEAD, OccurrenceState.CANNOT_BE_DONE, "occurrences.accept"),
        Transition("confirm_nothing_arose", _WITH_THE_LEAD, OccurrenceState.NOTHING_AROSE, "occurrences.hand_in"),
        Transition(
            "reopen",
            (OccurrenceState.ACCEPTED, OccurrenceState.CANNOT_BE_DONE, OccurrenceState.NOTHING_AROSE),
            OccurrenceState.IN_PROGRESS,
            "occurrences.accept",
        ),
    ],
)


class HandInState(StrEnum):
    """One version of a result: prepared by a specialist, handed in by the head, accepted or returned by the owner."""

    PREPARED = "prepared"
    HANDED_IN = "handed_in"
    TAKEN_BACK = "taken_back"
    ACCEPTED = "accepted"
    RETURNED = "returned"


HAND_IN = Workflow(
    HandInState,
    initial=HandInState.PREPARED,
    transitions=[
        Transition("hand_in", (HandInState.PREPARED,), HandInState.HANDED_IN, "occurrences.hand_in"),
        Transition(
            "take_back", (HandInState.PREPARED, HandInState.HANDED_IN), HandInState.TAKEN_BACK, "occurrences.hand_in"
        ),
        Transition("accept", (HandInState.HANDED_IN,), HandInState.ACCEPTED, "occurrences.accept"),
        Transition("send_back", (HandInState.HANDED_IN,), HandInState.RETURNED, "occurrences.accept"),
    ],
)


class RequestState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    DROPPED = "dropped"


REQUEST = Workflow(
    RequestState,
    initial=RequestState.OPEN,
    transitions=[
        Transition("grant", (RequestState.OPEN,), RequestState.GRANTED, "occurrences.accept"),
        Transition("refuse", (RequestState.OPEN,), RequestState.REFUSED, "occurrences.accept"),
        Transition("drop", (RequestState.OPEN,), RequestState.DROPPED, "occurrences.hand_in"),
    ],
)
