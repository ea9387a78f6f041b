"""The life of a document number, of a document on its way to signature, and of one step of that way. Pure."""

from __future__ import annotations

from enum import StrEnum

from motcua.kernel.workflow import Transition, Workflow


class NumberState(StrEnum):
    ISSUED = "issued"
    CANCELLED = "cancelled"


NUMBERS = Workflow(
    NumberState,
    NumberState.ISSUED,
    (Transition("cancel", (NumberState.ISSUED,), NumberState.CANCELLED, "numbers.cancel"),),
)


class ApprovalState(StrEnum):
    ON_ROUTE = "on_route"
    """Somebody reviews, checks or is to sign."""
    RETURNED = "returned"
    """Sent back to the drafter with a note."""
    SIGNED = "signed"
    """Waits for its number."""
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


_ON, _BACK, _SIGNED = ApprovalState.ON_ROUTE, ApprovalState.RETURNED, ApprovalState.SIGNED

APPROVAL = Workflow(
    ApprovalState,
    initial=ApprovalState.ON_ROUTE,
    transitions=[
        # name, from, to, the permission it needs: whoever the open step waits for, and these roles
        Transition("approve", (_ON,), _ON, "approvals.decide"),
        Transition("redirect", (_ON,), _ON, "approvals.decide"),
        Transition("sign", (_ON,), _SIGNED, "approvals.sign"),
        Transition("redirect_issue", (_SIGNED,), _SIGNED, "approvals.issue"),
        Transition("send_back", (_ON, _SIGNED), _BACK, "approvals.decide"),
        Transition("resubmit", (_BACK,), _ON, "approvals.submit"),
        Transition("issue", (_SIGNED,), ApprovalState.ISSUED, "approvals.issue"),
        Transition("withdraw", (_ON, _BACK), ApprovalState.WITHDRAWN, "approvals.submit"),
    ],
)


class StepState(StrEnum):
    WAITING = "waiting"
    OPEN = "open"
    DONE = "done"
    RETURNED = "returned"
    SKIPPED = "skipped"
    """Nobody to do it, and the route lets it be passed over."""
    DROPPED = "dropped"
    """Its round ended before it: sent back or withdrawn."""


APPROVAL_STEP = Workflow(
    StepState,
    initial=StepState.WAITING,
    transitions=[
        Transition("open", (StepState.WAITING,), StepState.OPEN, "approvals.decide"),
        Transition("skip", (StepState.WAITING,), StepState.SKIPPED, "approvals.decide"),
        Transition("finish", (StepState.OPEN,), StepState.DONE, "approvals.decide"),
        Transition("send_back", (StepState.OPEN,), StepState.RETURNED, "approvals.decide"),
        Transition("drop", (StepState.WAITING, StepState.OPEN), StepState.DROPPED, "approvals.submit"),
    ],
)
