"""Telling what units owe: each thing at its thresholds, run again nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from motcua.kernel.refs import Ref
from motcua.messages.queries.notices import dedupes_of
from motcua.messages.rules.reminders import Reminders
from motcua.messages.services.sending import notify
from motcua.organisations.queries.posts import leader_in_charge
from motcua.organisations.queries.units import names_on
from motcua.procedures.queries.concerned import concerned


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that a unit owes by a day. `soon` and `late` are templates; `action` finds who is told where the unit's posts are empty."""

    subject: Ref
    unit: int
    action: str
    due: date
    soon: str
    late: str
    context: Mapping[str, object]
    key: str = ""
    """Tells it from others of the same record, at each threshold; "": each template is told once."""
    above: str = ""
    """Template for the leader in charge."""

    def dedupe(self, stage: int) -> str:
        return f"{self.key}:{self.due}:{stage}" if self.key else f"{self.template(stage)}:{self.unit}:{self.due}"

    def template(self, stage: int) -> str:
        return self.soon if stage < 0 else self.late


def remind(given: Reminders, owed: Iterable[Owed], today: date) -> int:
    """How many were told of something new."""
    staged = [(one, stage) for one in owed if (stage := given.stage(one.due, today)) is not None]
    templates = {template for one, _stage in staged for template in (one.soon, one.late)}
    known = dedupes_of(sorted(templates), sorted({str(one.subject) for one, _stage in staged}))
    return sum(
        _tell(one, stage, given, today) for one, stage in staged if (str(one.subject), one.dedupe(stage)) not in known
    )


def _tell(one: Owed, stage: int, given: Reminders, today: date) -> bool:
    context, dedupe = {**one.context, "day": one.due}, one.dedupe(stage)
    with transaction.atomic():
        made = notify(
            one.template(stage),
            to=concerned(one.unit, today, one.action),
            subject=one.subject,
            context=context,
            dedupe=dedupe,
        )
        leader = leader_in_charge(one.unit, today) if one.above and stage >= given.leader_after else None
        if leader is not None:
            unit = names_on([one.unit], today).get(one.unit, "")
            notify(one.above, to=[leader], subject=one.subject, context={**context, "unit": unit}, dedupe=dedupe)
    return bool(made)
