"""Opinions about drafts and amendments of plans: who is asked, who answered, whose tasks change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from motcua.kernel import clock
from motcua.kernel.refs import Ref
from motcua.plans import events as kinds
from motcua.plans.queries import recipients
from motcua.plans.queries.drafts import amendment_by_uid, changed_leads
from motcua.plans.queries.opinions import asked_ref, open_consultation
from motcua.plans.services.notices import say

if TYPE_CHECKING:
    from motcua.kernel.models import Event


def opinions_asked(event: Event) -> None:
    """To those who answer for each unit that is asked."""
    found = open_consultation(_uid(event))
    if found is None:
        return
    today = clock.today()
    for asked in found.consulted.select_related("unit").order_by("pk"):
        to = recipients.of_unit(asked.unit_id, today, "plans.give_opinion")
        say(
            "opinions_asked", to, asked_ref(asked), dedupe=str(event.uid), plan=found.plan.title[:300], day=found.due_on
        )


def opinion_given(event: Event) -> None:
    """To who asked; when it is the last, that all have answered."""
    found = open_consultation(_uid(event))
    asked = found.consulted.select_related("unit").filter(unit__code=event.payload["unit"]).first() if found else None
    if found is None or asked is None:
        return
    today = clock.today()
    waiting = found.consulted.filter(answer="").count()
    unit = recipients.name_of(asked.unit_id, today)
    to, plan = recipients.askers(found, today), found.plan.title[:300]
    say("opinion_given", to, Ref.parse(event.subject), dedupe=str(event.uid), plan=plan, unit=unit, waiting=waiting)


def amendment_submitted(event: Event) -> None:
    _leads("amendment_submitted", event)


def amendment_applied(event: Event) -> None:
    _leads("amendment_applied", event)


def _leads(template: str, event: Event) -> None:
    """To those who answer for the units that lead what changes."""
    found = amendment_by_uid(_uid(event))
    today = clock.today()
    to = [one for unit in changed_leads(found) for one in recipients.of_unit(unit, today, "occurrences.hand_in")]
    named = f"{found.plan.number} {found.plan.title}".strip()[:300]
    context = {"plan": named, "number": found.number or "–", "changes": len(found.changes)}
    say(template, to, Ref.parse(event.subject), dedupe=str(event.uid), **context)


HANDLERS: dict[str, Callable[[Any], None]] = {
    kinds.OPINIONS_ASKED: opinions_asked,
    kinds.OPINION_GIVEN: opinion_given,
    kinds.AMENDMENT_SUBMITTED: amendment_submitted,
    kinds.AMENDMENT_APPLIED: amendment_applied,
}


def _uid(event: Event) -> str:
    return Ref.parse(event.subject).uid
