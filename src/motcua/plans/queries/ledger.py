"""How the due moment of an occurrence was reckoned."""

from __future__ import annotations

from motcua.kernel import workdays
from motcua.organisations.queries.calendars import calendar_for
from motcua.plans.models import Occurrence


def occurrence_due(occurrence: Occurrence) -> workdays.Result:
    """The ledger for “vì sao?”. The original date; extensions are told beside it."""
    unit = occurrence.unit_id or occurrence.task.owner_id
    return workdays.due_by(occurrence.ends_on, calendar=calendar_for(unit, occurrence.starts_on))
