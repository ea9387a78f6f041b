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


class FundingState(StrEnum):
    """One line of an estimate. How much of it is spent is a sum, not a state."""

    OPEN = "open"
    SETTLED = "settled"
    CANCELLED = "cancelled"


FUNDING = Workflow(
    FundingState,
    initial=FundingState.OPEN,
    transitions=[
        Transition("settle", (FundingState.OPEN,), FundingState.SETTLED, "funding.settle"),
        Transition("reopen", (FundingState.SETTLED,), FundingState.OPEN, "funding.settle"),
        Transition("cancel", (FundingState.OPEN,), FundingState.CANCELLED, "funding.plan"),
    ],
)


class InspectionState(StrEnum):
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    CONCLUDED = "concluded"
    CLOSED = "closed"
    CANCELLED = "cancelled"


INSPECTION = Workflow(
    InspectionState,
    initial=InspectionState.PLANNED,
    transitions=[
        Transition("begin", (InspectionState.PLANNED,), InspectionState.UNDER_WAY, "inspections.manage"),
        Transition("conclude", (InspectionState.UNDER_WAY,), InspectionState.CONCLUDED, "inspections.manage"),
        Transition("take_up_again", (InspectionState.CONCLUDED,), InspectionState.UNDER_WAY, "inspections.manage"),
        Transition("close", (InspectionState.CONCLUDED,), InspectionState.CLOSED, "inspections.manage"),
        Transition(
            "cancel",
            (InspectionState.PLANNED, InspectionState.UNDER_WAY),
            InspectionState.CANCELLED,
            "inspections.manage",
        ),
    ],
)


class FindingState(StrEnum):
    """What becomes of a finding. Overdue is not a state: it follows from the date."""

    NOTED = "noted"
    OPEN = "open"
    REPORTED = "reported"
    RETURNED = "returned"
    CLOSED = "closed"


TO_PUT_RIGHT = (FindingState.OPEN, FindingState.RETURNED)
"""States in which the inspected unit is to act."""

FINDING = Workflow(
    FindingState,
    initial=FindingState.NOTED,
    transitions=[
        Transition("require_remedy", (FindingState.NOTED,), FindingState.OPEN, "inspections.record"),
        Transition("lift", TO_PUT_RIGHT, FindingState.NOTED, "inspections.manage"),
        Transition("report", TO_PUT_RIGHT, FindingState.REPORTED, "inspections.remedy"),
        Transition("accept", (FindingState.REPORTED,), FindingState.CLOSED, "inspections.manage"),
        Transition("send_back", (FindingState.REPORTED,), FindingState.RETURNED, "inspections.manage"),
    ],
)


class RoundState(StrEnum):
    """The assessment of one year."""

    SELF_SCORING = "self_scoring"
    REVIEWING = "reviewing"
    APPROVED = "approved"


ROUND = Workflow(
    RoundState,
    initial=RoundState.SELF_SCORING,
    transitions=[
        Transition("review", (RoundState.SELF_SCORING,), RoundState.REVIEWING, "assessments.manage"),
        Transition("send_back", (RoundState.REVIEWING,), RoundState.SELF_SCORING, "assessments.manage"),
        Transition("approve", (RoundState.REVIEWING,), RoundState.APPROVED, "assessments.approve"),
    ],
)


class NominationState(StrEnum):
    PROPOSED = "proposed"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


NOMINATION = Workflow(
    NominationState,
    initial=NominationState.PROPOSED,
    transitions=[
        Transition("grant", (NominationState.PROPOSED,), NominationState.GRANTED, "commendations.decide"),
        Transition("decline", (NominationState.PROPOSED,), NominationState.DECLINED, "commendations.decide"),
        Transition("withdraw", (NominationState.PROPOSED,), NominationState.WITHDRAWN, "commendations.propose"),
    ],
)


class InitiativeState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"


INITIATIVE = Workflow(
    InitiativeState,
    initial=InitiativeState.DRAFT,
    transitions=[
        Transition("submit", (InitiativeState.DRAFT,), InitiativeState.SUBMITTED, "initiatives.write"),
        Transition("send_back", (InitiativeState.SUBMITTED,), InitiativeState.DRAFT, "initiatives.approve"),
        Transition("approve", (InitiativeState.SUBMITTED,), InitiativeState.APPROVED, "initiatives.approve"),
        Transition("publish", (InitiativeState.APPROVED,), InitiativeState.PUBLISHED, "initiatives.publish"),
        Transition(
            "withdraw_publication", (InitiativeState.PUBLISHED,), InitiativeState.APPROVED, "initiatives.publish"
        ),
    ],
)


class AmendmentState(StrEnum):
    """A document that changes an issued plan."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    APPLIED = "applied"
    WITHDRAWN = "withdrawn"


AMENDMENT = Workflow(
    AmendmentState,
    initial=AmendmentState.DRAFT,
    transitions=[
        Transition("submit", (AmendmentState.DRAFT,), AmendmentState.IN_APPROVAL, "plans.draft"),
        Transition("send_back", (AmendmentState.IN_APPROVAL,), AmendmentState.DRAFT, "plans.draft"),
        Transition("issue", (AmendmentState.IN_APPROVAL,), AmendmentState.APPLIED, "plans.draft"),
        Transition("correct", (AmendmentState.DRAFT,), AmendmentState.APPLIED, "plans.correct"),
        Transition("withdraw", (AmendmentState.DRAFT,), AmendmentState.WITHDRAWN, "plans.draft"),
    ],
)


class ConsultationState(StrEnum):
    """Units are asked for their opinion until it is closed; the date alone closes nothing."""

    OPEN = "open"
    CLOSED = "closed"


CONSULTATION = Workflow(
    ConsultationState,
    initial=ConsultationState.OPEN,
    transitions=[Transition("close", (ConsultationState.OPEN,), ConsultationState.CLOSED, "plans.draft")],
)


class LetterState(StrEnum):
    """A letter that urges units about late work (văn bản đôn đốc). Issued is sent."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


LETTER = Workflow(
    LetterState,
    initial=LetterState.DRAFT,
    transitions=[
        Transition("submit", (LetterState.DRAFT,), LetterState.IN_APPROVAL, "urging.draft"),
        Transition("send_back", (LetterState.IN_APPROVAL,), LetterState.DRAFT, "urging.draft"),
        Transition("issue", (LetterState.IN_APPROVAL,), LetterState.SENT, "urging.draft"),
        Transition("withdraw", (LetterState.DRAFT,), LetterState.WITHDRAWN, "urging.draft"),
    ],
)
