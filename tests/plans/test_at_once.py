"""Two officers accept the same plan, or give the same number, in the same moment: one wins, the other is told why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.factories import plans as factory
from tests.factories.threads import at_once

from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Refused
from motcua.plans.models import Plan, Reading
from motcua.plans.services.acceptance import accept_reading
from motcua.plans.services.plans import give_number
from motcua.plans.workflow import PlanState, ReadingState

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("storage")]


def code_of(work: Callable[[], object]) -> str | None:
    """The code of the refusal, None where there was none."""
    try:
        work()
    except Refused as refused:
        return refused.code
    return None


def test_of_two_who_accept_readings_of_one_plan_the_second_is_told_that_it_is_known(fresh_world: factory.World) -> None:
    changed = factory.plan_text().replace("Tháng 9/2026", "Tháng 10/2026")
    readings = [factory.read(fresh_world), factory.read(fresh_world, changed)]

    def accept(reading: Reading) -> Callable[[], object]:
        return lambda: code_of(lambda: accept_reading(Reading.objects.get(pk=reading.pk), actor=SYSTEM))

    assert sorted(at_once(*map(accept, readings)), key=str) == [None, "plan_known"]
    assert Plan.objects.count() == 1
    assert sorted(Reading.objects.values_list("state", flat=True)) == [ReadingState.ACCEPTED, ReadingState.TO_REVIEW]


def test_of_two_plans_that_get_one_number_the_second_is_told_that_it_is_taken(fresh_world: factory.World) -> None:
    waiting = [
        factory.accepted(fresh_world, factory.plan_text(f"        /KH-{part}"), awaiting_number=True)
        for part in ("A", "B")
    ]

    def number(plan: Plan) -> Callable[[], object]:
        own = Plan.objects.get(pk=plan.pk)
        return lambda: code_of(lambda: give_number(own, actor=SYSTEM, number="18/KH-KCNĐN", issued_on=date(2026, 2, 9)))

    codes = at_once(*map(number, waiting))

    assert codes.count(None) == 1
    assert Plan.objects.filter(state=PlanState.ISSUED).count() == 1
    assert Plan.objects.filter(state=PlanState.AWAITING_NUMBER, number="").count() == 1
