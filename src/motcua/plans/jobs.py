"""Background entry points: reading a plan's files."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.kernel.jobs import JobContext
from motcua.plans.queries.readings import reading_by_uid
from motcua.plans.services.readings import read_now
from motcua.plans.workflow import READING


def read_plan_files(context: JobContext) -> Mapping[str, object] | None:
    """Read one import. Run again after a crash it begins anew; one that was discarded or is done already is left alone."""
    reading = reading_by_uid(context.payload["reading"])
    if reading.state not in READING.transitions["begin"].sources:
        return None
    read_now(reading, actor=context.actor, progress=context.progress)
    return {"state": reading.state, "reading": str(reading.uid)}
