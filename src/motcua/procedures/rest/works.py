"""How far the work of a job is, as programs are told."""

from __future__ import annotations

from typing import Any, Literal

from motcua.kernel import jobs
from motcua.kernel.models import Job
from motcua.ui.errors import text_of

WorkState = Literal["queued", "running", "done", "failed", "cancelled"]


def work_told(job: Job | None) -> dict[str, Any]:
    """Its state, and why it failed; what was tidied away had ended."""
    failure = jobs.failure_of(job) if job is not None else None
    return {"state": job.state if job is not None else "done", "error": text_of(failure) if failure else None}
