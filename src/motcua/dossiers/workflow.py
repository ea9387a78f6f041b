"""The life of a dossier: the ten states of the national data exchange and the moves between them. Pure.

Progress through the steps of the internal workflow is another matter and logged separately: the national exchange has two calls too.
"""

from __future__ import annotations

from enum import StrEnum

from motcua.kernel.workflow import Transition, Workflow


class DossierState(StrEnum):
    """In the order of the national codes."""

    SUBMITTED = "submitted"
    """Mới đăng ký: the clock has not begun."""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    """Không được tiếp nhận: never taken in."""
    IN_PROCESS = "in_process"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    PAYMENT_REQUESTED = "payment_requested"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    PROCESSED = "processed"
    """Đã xử lý xong, with a positive or a negative answer: whether it was on time is decided here."""
    RETURNED = "returned"


S = DossierState

CODES: dict[str, int] = {state.value: code for code, state in enumerate(DossierState, start=1)}
"""State → its national code (DOMAIN 2.4)."""

ACTIVE = (S.ACCEPTED, S.IN_PROCESS, S.SUPPLEMENT_REQUESTED, S.PAYMENT_REQUESTED)
"""Taken in and not finished."""
PAUSED = (S.SUPPLEMENT_REQUESTED, S.PAYMENT_REQUESTED)
OPEN = (S.SUBMITTED, *ACTIVE)
FINISHED = (S.PROCESSED, S.RETURNED)
ENDED_WITHOUT_RESULT = (S.REFUSED, S.WITHDRAWN, S.STOPPED)

DOSSIER = Workflow(
    DossierState,
    S.SUBMITTED,
    (
        Transition("accept", (S.SUBMITTED,), S.ACCEPTED, "dossiers.take_in"),
        Transition("refuse", (S.SUBMITTED,), S.REFUSED, "dossiers.take_in"),
        Transition("advance", (S.ACCEPTED, S.IN_PROCESS), S.IN_PROCESS, "dossiers.work"),
        Transition(
            "request_supplement", (S.SUBMITTED, S.ACCEPTED, S.IN_PROCESS), S.SUPPLEMENT_REQUESTED, "dossiers.work"
        ),
        Transition("supplement", (S.SUPPLEMENT_REQUESTED,), S.IN_PROCESS, "dossiers.take_in"),
        Transition("supplement_before", (S.SUPPLEMENT_REQUESTED,), S.SUBMITTED, "dossiers.take_in"),
        Transition("request_payment", (S.ACCEPTED, S.IN_PROCESS), S.PAYMENT_REQUESTED, "dossiers.work"),
        Transition("confirm_payment", (S.PAYMENT_REQUESTED,), S.IN_PROCESS, "dossiers.work"),
        Transition("withdraw", OPEN, S.WITHDRAWN, "dossiers.take_in"),
        Transition("stop", ACTIVE, S.STOPPED, "dossiers.take_in"),
        Transition("process", (S.IN_PROCESS,), S.PROCESSED, "dossiers.issue"),
        Transition("hand_out", (S.PROCESSED,), S.RETURNED, "dossiers.take_in"),
    ),
)
"""`supplement_before`: what was asked before it was taken in leads back to the counter, which then accepts it (and the clock begins)."""


class StepState(StrEnum):
    """A visit of a step of the internal workflow."""

    OPEN = "open"
    DONE = "done"
    SENT_BACK = "sent_back"
    DROPPED = "dropped"
    """The dossier ended, or went another way, before it was done."""


STEP = Workflow(
    StepState,
    StepState.OPEN,
    (
        Transition("finish", (StepState.OPEN,), StepState.DONE, "dossiers.work"),
        Transition("send_back", (StepState.OPEN,), StepState.SENT_BACK, "dossiers.work"),
        Transition("drop", (StepState.OPEN,), StepState.DROPPED, "dossiers.work"),
    ),
)
