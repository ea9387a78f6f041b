"""The life of a document number. Pure."""

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
