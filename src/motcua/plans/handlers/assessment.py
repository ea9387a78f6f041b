"""Assessments: who is to score themselves, who was assessed how, what became of a nomination."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from motcua.kernel import clock
from motcua.kernel.refs import Ref
from motcua.plans import events as kinds
from motcua.plans.queries import recipients
from motcua.plans.queries.assessment import assessed_ref, nomination_by_uid, round_by_uid, round_ref
from motcua.plans.services.notices import say

if TYPE_CHECKING:
    from motcua.kernel.models import Event


def opened(event: Event) -> None:
    """Those who are assessed score themselves first."""
    _each(event, "self_score")


def approved(event: Event) -> None:
    """The result, to each who was assessed: a unit's to its head, an officer's to themself."""
    _each(event, "assessed")


def nomination_decided(event: Event) -> None:
    found = nomination_by_uid(str(event.payload.get("nomination", "")))
    if found is None:
        return
    granted = event.kind == kinds.NOMINATION_GRANTED
    note = found.decision_number if granted else str(event.payload.get("reason", ""))
    to = _concerned(found)
    name = "nomination_granted" if granted else "nomination_declined"
    context = {"name": found.name[:300], "award": found.award, "note": note}
    say(name, to, round_ref(found.round), dedupe=str(event.uid), **context)


def _each(event: Event, template: str) -> None:
    found = round_by_uid(Ref.parse(event.subject).uid)
    for one in found.assessed.select_related("officer").order_by("pk"):
        context: dict[str, object] = {"round": found.title[:300], "name": one.name[:300]}
        if template == "assessed":
            context |= {"points": one.total if one.total is not None else "–", "grade": one.grade or "–"}
        say(template, _concerned(one), assessed_ref(one), dedupe=str(event.uid), **context)


def _concerned(one: Any) -> list[Any]:
    if one.officer is not None:
        return [one.officer]
    return recipients.of_unit(one.unit_id, clock.today(), "assessments.score_own")


HANDLERS: dict[str, Callable[[Any], None]] = {
    kinds.ROUND_OPENED: opened,
    kinds.ROUND_APPROVED: approved,
    kinds.NOMINATION_GRANTED: nomination_decided,
    kinds.NOMINATION_DECLINED: nomination_decided,
}
