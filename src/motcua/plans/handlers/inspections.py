"""Inspections: units hear when and by which decision, what was found with them, what is to be put right and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from motcua.kernel import clock
from motcua.kernel.refs import Ref
from motcua.plans import events as kinds
from motcua.plans.queries import recipients
from motcua.plans.queries.inspections import finding_by_uid, finding_ref, inspection_by_uid, inspection_ref
from motcua.plans.services.notices import say, say_of_remedy
from motcua.plans.workflow import TO_PUT_RIGHT, InspectionState

if TYPE_CHECKING:
    from motcua.kernel.models import Event

_BEGUN = (InspectionState.UNDER_WAY, InspectionState.CONCLUDED)
_TOLD = (InspectionState.CONCLUDED, InspectionState.CLOSED)
"""States in which an inspected unit may read what was found with it."""


def begun(event: Event) -> None:
    """The schedule, to the inspected units: from now on they may open it. Changed units or days are told again to whom they concern."""
    found = inspection_by_uid(_uid(event))
    if found.state not in _BEGUN:
        return
    today, days = clock.today(), {"first": found.starts_on, "last": found.ends_on}
    for one in found.units.order_by("pk"):
        to = recipients.of_unit(one.unit_id, today, "inspections.remedy")
        visit = one.visit_on or found.starts_on
        context = {"inspection": found.title[:300], "visit": visit, "number": found.decision_number, **days}
        dedupe = f"{one.unit_id}:{visit.isoformat()}:{found.ends_on.isoformat()}"
        say("inspected", to, inspection_ref(found), dedupe=dedupe, **context)


def concluded(event: Event) -> None:
    """Each unit hears what was found with it, and of each remedy it owes."""
    found = inspection_by_uid(_uid(event))
    today = clock.today()
    for one in found.units.order_by("pk"):
        findings = list(one.findings.select_related("inspected", "item").order_by("pk"))
        faults = sum(f.verdict == "fault" for f in findings)
        to = recipients.of_unit(one.unit_id, today, "inspections.remedy")
        context = {"inspection": found.title[:300], "faults": faults}
        say("found", to, inspection_ref(found), dedupe=f"{event.uid}:{one.unit_id}", **context)
        for finding in findings:
            if finding.state in TO_PUT_RIGHT:
                say_of_remedy("remedy_required", finding, to, today, dedupe=_given(finding))


def remedy_required(event: Event) -> None:
    """At once where the unit may read the finding already; else when the inspection is concluded."""
    finding = finding_by_uid(_uid(event))
    today = clock.today()
    if finding.inspected.inspection.state in _TOLD and finding.state in TO_PUT_RIGHT:
        to = recipients.of_unit(finding.inspected.unit_id, today, "inspections.remedy")
        say_of_remedy("remedy_required", finding, to, today, dedupe=_given(finding))


def remedy_reported(event: Event) -> None:
    """To the leader of the team, else to who manages inspections."""
    finding = finding_by_uid(_uid(event))
    today = clock.today()
    unit = recipients.name_of(finding.inspected.unit_id, today)
    context = {"text": (finding.remedy or finding.text)[:300], "unit": unit}
    say(
        "remedy_reported", recipients.inspectors(finding, today), finding_ref(finding), dedupe=str(event.uid), **context
    )


def remedy_decided(event: Event) -> None:
    """The inspectors' word on a remedy, back to the unit."""
    finding = finding_by_uid(_uid(event))
    accepted = event.kind == kinds.REMEDY_ACCEPTED
    to = recipients.of_unit(finding.inspected.unit_id, clock.today(), "inspections.remedy")
    context = {"text": (finding.remedy or finding.text)[:300], "note": str(event.payload.get("note", ""))}
    name = "remedy_accepted" if accepted else "remedy_returned"
    say(name, to, finding_ref(finding), dedupe=str(event.uid), **context)


HANDLERS: dict[str, Callable[[Any], None]] = {
    kinds.INSPECTION_BEGUN: begun,
    kinds.INSPECTED_CHANGED: begun,
    kinds.INSPECTION_CHANGED: begun,
    kinds.INSPECTION_CONCLUDED: concluded,
    kinds.REMEDY_REQUIRED: remedy_required,
    kinds.REMEDY_EXTENDED: remedy_required,
    kinds.REMEDY_REPORTED: remedy_reported,
    kinds.REMEDY_ACCEPTED: remedy_decided,
    kinds.REMEDY_RETURNED: remedy_decided,
}


def _given(finding: Any) -> str:
    return f"given:{clock.local(finding.due_at).date().isoformat()}"


def _uid(event: Event) -> str:
    return Ref.parse(event.subject).uid
