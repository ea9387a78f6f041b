"""When procedures end, and by which decision: so that nobody ends one twice without knowing it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from motcua.procedures.models import ItemAction, Procedure, PublicationItem
from motcua.procedures.workflow import PublicationState


@dataclass(frozen=True, slots=True)
class Ending:
    """`number` and `signed_on` of the decision; empty where the registry knows the day alone."""

    on: date
    number: str = ""
    signed_on: date | None = None
    decision: UUID | None = None
    """Its identifier, for a link."""

    @property
    def by(self) -> str:
        """ "theo 01/QĐ-UBND ngày 22/11/2026": for the trail and messages."""
        return f"{self.number} ngày {self.signed_on:%d/%m/%Y}" if self.signed_on is not None else self.number


def endings_of(procedures: Iterable[Procedure], but: int | None = None) -> dict[int, Ending]:
    """Procedure (key) → its end, as other decisions than one (`but`, a key) left it; those without one are left out. One query, none where
    nothing ends.
    """
    ends = {one.pk: one.abolished_on for one in procedures if one.abolished_on is not None}
    if not ends:
        return {}
    found = {pk: Ending(on) for pk, on in ends.items()}
    keys = list(ends)
    rows = PublicationItem.objects.filter(
        Q(action=ItemAction.ABOLISHED, procedure__in=keys) | Q(replaces__in=keys),
        decision__state=PublicationState.PUBLISHED,
    ).exclude(decision=but)
    rows = rows.order_by("decision__published_at", "pk")
    columns = ("action", "procedure", "replaces", "decision__number", "decision__signed_on", "decision__uid")
    for action, procedure, replaces, number, signed_on, uid in rows.values_list(*columns):
        ended = {replaces} | ({procedure} if action == ItemAction.ABOLISHED else set())
        for pk in ended & found.keys():
            found[pk] = Ending(found[pk].on, number, signed_on, uid)
    return found


def ending_of(procedure: Procedure, but: int | None = None) -> Ending | None:
    return endings_of([procedure], but).get(procedure.pk)
