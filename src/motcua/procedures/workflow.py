"""The life of what the package keeps on its way. Contents live by their dates: see `models.registry`."""

from __future__ import annotations

from enum import StrEnum

from motcua.kernel.workflow import Transition, Workflow


class PublicationState(StrEnum):
    """`signed`: it has number and day, its items are not yet in force here; `published`: they are."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    SIGNED = "signed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


_S = PublicationState

PUBLICATION = Workflow(
    PublicationState,
    initial=_S.DRAFT,
    transitions=[
        # name, from, to, the permission it needs
        Transition("submit", (_S.DRAFT,), _S.IN_APPROVAL, "publications.draft"),
        Transition("send_back", (_S.IN_APPROVAL,), _S.DRAFT, "approvals.decide"),
        Transition("issue", (_S.IN_APPROVAL,), _S.SIGNED, "approvals.issue"),
        Transition("record", (_S.DRAFT,), _S.SIGNED, "publications.publish"),
        Transition("publish", (_S.SIGNED,), _S.PUBLISHED, "publications.publish"),
        Transition("withdraw", (_S.DRAFT, _S.SIGNED), _S.WITHDRAWN, "publications.publish"),
    ],
)
"""A decision that publishes procedures: drafted here and taken through approval, or signed elsewhere and recorded."""


class ReviewRoundState(StrEnum):
    """A yearly review: drawn up, under way once its plan has a decision, closed with its report; or dropped before. Both papers may go
    through approval here, or be signed elsewhere and recorded.
    """

    DRAFT = "draft"
    PLAN_IN_APPROVAL = "plan_in_approval"
    UNDER_WAY = "under_way"
    REPORT_IN_APPROVAL = "report_in_approval"
    CLOSED = "closed"
    DROPPED = "dropped"


class ReviewItemState(StrEnum):
    """A procedure in a round: planned, being looked at, assessed by its unit, settled once every proposal about it is decided."""

    PLANNED = "planned"
    IN_HAND = "in_hand"
    ASSESSED = "assessed"
    SETTLED = "settled"
    DROPPED = "dropped"


class ProposalState(StrEnum):
    """What became of a proposal."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class RegulationState(StrEnum):
    """A draft regulation: registered, units asked, opinion on its way to be signed, opinion given, issued; or withdrawn by its drafter."""

    REGISTERED = "registered"
    ASKING = "asking"
    IN_APPROVAL = "in_approval"
    OPINED = "opined"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class LawReviewState(StrEnum):
    """A procedure whose ground changed: open until somebody says that nothing follows, a new version is published, or it was no change."""

    OPEN = "open"
    UNAFFECTED = "unaffected"
    RENEWED = "renewed"
    TAKEN_BACK = "taken_back"


_R, _I, _P, _D = ReviewRoundState, ReviewItemState, ProposalState, RegulationState

REVIEW_ROUND = Workflow(
    ReviewRoundState,
    initial=_R.DRAFT,
    transitions=[
        Transition("submit_plan", (_R.DRAFT,), _R.PLAN_IN_APPROVAL, "reviews.plan"),
        Transition("return_plan", (_R.PLAN_IN_APPROVAL,), _R.DRAFT, "approvals.decide"),
        Transition("issue_plan", (_R.PLAN_IN_APPROVAL,), _R.UNDER_WAY, "approvals.issue"),
        Transition("start", (_R.DRAFT,), _R.UNDER_WAY, "reviews.plan"),
        Transition("submit_report", (_R.UNDER_WAY,), _R.REPORT_IN_APPROVAL, "reviews.plan"),
        Transition("return_report", (_R.REPORT_IN_APPROVAL,), _R.UNDER_WAY, "approvals.decide"),
        Transition("issue_report", (_R.REPORT_IN_APPROVAL,), _R.CLOSED, "approvals.issue"),
        Transition("close", (_R.UNDER_WAY,), _R.CLOSED, "reviews.plan"),
        Transition("drop", (_R.DRAFT,), _R.DROPPED, "reviews.plan"),
    ],
)
REVIEW_ITEM = Workflow(
    ReviewItemState,
    initial=_I.PLANNED,
    transitions=[
        Transition("begin", (_I.PLANNED,), _I.IN_HAND, "reviews.assess"),
        Transition("hand_in", (_I.IN_HAND,), _I.ASSESSED, "reviews.assess"),
        Transition("send_back", (_I.ASSESSED,), _I.IN_HAND, "reviews.plan"),
        Transition("settle", (_I.ASSESSED,), _I.SETTLED, "reviews.decide"),
        Transition("reopen", (_I.SETTLED,), _I.ASSESSED, "reviews.decide"),
        Transition("drop", (_I.PLANNED, _I.IN_HAND), _I.DROPPED, "reviews.plan"),
        Transition("restore", (_I.DROPPED,), _I.PLANNED, "reviews.plan"),
    ],
)
PROPOSAL = Workflow(
    ProposalState,
    initial=_P.PROPOSED,
    transitions=[
        Transition("accept", (_P.PROPOSED,), _P.ACCEPTED, "reviews.decide"),
        Transition("refuse", (_P.PROPOSED,), _P.REFUSED, "reviews.decide"),
        Transition("carry_out", (_P.ACCEPTED, _P.DONE), _P.DONE, "reviews.decide"),
        Transition("void", (_P.ACCEPTED, _P.REFUSED, _P.DONE), _P.PROPOSED, "reviews.decide"),
        Transition("withdraw", (_P.PROPOSED,), _P.WITHDRAWN, "reviews.assess"),
    ],
)
REGULATION = Workflow(
    RegulationState,
    initial=_D.REGISTERED,
    transitions=[
        Transition("ask", (_D.REGISTERED, _D.ASKING), _D.ASKING, "regulations.control"),
        Transition("submit", (_D.REGISTERED, _D.ASKING), _D.IN_APPROVAL, "regulations.control"),
        Transition("send_back", (_D.IN_APPROVAL,), _D.ASKING, "approvals.decide"),
        Transition("issue", (_D.IN_APPROVAL,), _D.OPINED, "approvals.issue"),
        Transition("record", (_D.REGISTERED, _D.ASKING), _D.OPINED, "regulations.control"),
        Transition("close", (_D.OPINED,), _D.CLOSED, "regulations.control"),
        Transition("withdraw", (_D.REGISTERED, _D.ASKING, _D.OPINED), _D.WITHDRAWN, "regulations.control"),
    ],
)
