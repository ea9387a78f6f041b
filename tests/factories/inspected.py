"""An inspection of one unit with one fault."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.factories.plans import World

from motcua.kernel import clock
from motcua.organisations.models import Officer
from motcua.organisations.permissions import actor_of
from motcua.plans.models import Finding, Inspection
from motcua.plans.services import inspections, remedies
from motcua.plans.services.checklists import issue_checklist


def inspected(world: World, unit: Any, owner: Any = None) -> tuple[Inspection, Finding]:
    """Under way, the fault recorded."""
    actor, today = actor_of(world.office), clock.today()
    facts: dict[str, Any] = {"owner": owner or world.board, "kind": "reform", "title": "Kiểm tra", "actor": actor}
    issue_checklist(items=(("Niêm yết", ""),), valid_from=today, **facts)
    one = inspections.plan_inspection(starts_on=today, ends_on=today, units=[unit], **facts)
    leader = inspections.Member(Officer.objects.get(person__user=world.clerk), leads=True, conflict_reason="Văn thư")
    inspections.set_team(one, [leader], actor=actor)
    inspections.begin(one, decision_number="8/QĐ", decision_on=today, actor=actor)
    verdict = inspections.Verdict(item=one.checklist.items.get(), verdict="fault", text="Bản cũ")
    (finding,) = inspections.record(one.units.select_related("inspection", "unit").get(), [verdict], actor=actor)
    return one, finding


def to_put_right(world: World, unit: Any) -> Finding:
    """A fault of the unit that it is to put right within five days."""
    _one, finding = inspected(world, unit)
    by = clock.today() + timedelta(days=5)
    return remedies.require_remedy(finding, remedy="Niêm yết lại", due_on=by, actor=actor_of(world.office))


def reported(world: World, unit: Any) -> Inspection:
    """An inspection that the unit itself made of the office, concluded, with its report."""
    one, _finding = inspected(world, world.office_unit, unit)
    actor = actor_of(world.office)
    inspections.conclude(one, conclusion="Còn thiếu sót", recommendation="", actor=actor)
    inspections.make_report(one, number="5/BC", report_on=clock.today(), actor=actor)
    return one
