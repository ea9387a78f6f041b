"""The life of a background job, as a table. Pure."""

from __future__ import annotations

from enum import StrEnum

from motcua.kernel.workflow import Transition, Workflow


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


JOB_WORKFLOW = Workflow(
    JobState,
    JobState.QUEUED,
    (
        Transition("start", ("queued",), "running", "work"),
        Transition("finish", ("running",), "done", "work"),
        Transition("fail", ("running",), "failed", "work"),
        # again later: a fault that may pass, a worker that stopped or died
        Transition("put_back", ("running",), "queued", "work"),
        Transition("cancel", ("queued",), "cancelled", "cancel"),
        # a running job stops itself at its next step after a person asked for it
        Transition("stop", ("running",), "cancelled", "work"),
        Transition("retry", ("failed", "cancelled"), "queued", "retry"),
    ),
)
