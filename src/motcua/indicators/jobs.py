"""Background entry points: closing a period."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.indicators.services.snapshots import CLOSE_JOB, close_period
from motcua.kernel.jobs import JobContext

__all__ = ["CLOSE_JOB", "close"]


def close(context: JobContext) -> Mapping[str, object]:
    """Freeze the period of the payload. Run again after a crash it goes on with the same moment from what is written."""
    done = close_period(
        context.payload["period"],
        actor=context.actor,
        keys=context.payload.get("keys", ()),
        progress=context.progress,
    )
    return {
        "period": done.period,
        "made": done.made,
        "found": done.found,
        "waiting": done.waiting,
        "faults": {key: str(error) for key, error in done.faults.items()},
    }
