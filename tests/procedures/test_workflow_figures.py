"""The share of procedures with a configured workflow: by unit, each number opening to its procedures."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.factories.documents import law
from tests.factories.procedures import content, procedure
from tests.factories.publication import World
from tests.factories.workflows import days, step, table

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.indicators import Window
from motcua.kernel.workdays import Unit
from motcua.procedures.content import Level, Limit
from motcua.procedures.indicators import WORKFLOW_CONFIGURED
from motcua.procedures.models import Procedure
from motcua.procedures.queries.registry import ref_of
from motcua.procedures.services.assignments import assign
from motcua.procedures.services.workflows import begin_workflow, issue_workflow

pytestmark = pytest.mark.django_db
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
SPRING = Window(date(2026, 1, 1), date(2026, 3, 31))


def ours(code: str, *levels: Level) -> Procedure:
    return procedure(code, content(f"Thủ tục {code}", levels=levels, limits=(Limit(Decimal(3), Unit.WORKING_DAY),)))


def issued(of: Procedure, level: str, since: date) -> None:
    made = begin_workflow(of, level=level, table=table(step("1", time=days(3))), actor=SYSTEM)
    by = law(f"{of.base_code[-2:]}{level[0]}/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2025, 12, 1))
    issue_workflow(made, decision=by, valid_from=since, version=made.version, actor=SYSTEM)


def titles(unit: int | None, window: Window, at: datetime, side: Any) -> list[tuple[Any, str]]:
    return [(row.ref, row.unit) for row in WORKFLOW_CONFIGURED.rows(unit, window, at, side)]


def test_the_share_counts_each_unit_at_its_own_level_and_opens_to_its_procedures(world: World) -> None:
    both, province = ours("1.100001", Level.PROVINCE, Level.COMMUNE), ours("1.100002", Level.PROVINCE)
    since, at = date(2025, 7, 1), clock.now()
    assign([both], [*world.communes, world.board], role="performing", valid_from=since, actor=SYSTEM)
    assign([province], [world.board], role="performing", valid_from=since, actor=SYSTEM)
    with clock.frozen(datetime(2026, 4, 1, 9, tzinfo=clock.ZONE)):
        issued(both, "commune", date(2026, 4, 2))
        issued(province, "province", date(2026, 4, 2))

    whole = WORKFLOW_CONFIGURED.value(None, YEAR, at)
    assert (whole.numerator, whole.denominator) == (4, 5)
    assert (WORKFLOW_CONFIGURED.value(world.board.pk, YEAR, at).value) == 50
    assert WORKFLOW_CONFIGURED.value(None, SPRING, at).numerator == 0
    assert titles(world.board.pk, YEAR, at, "numerator") == [(ref_of(province), "bql")]
    assert len(titles(None, YEAR, at, "denominator")) == 5
    assert WORKFLOW_CONFIGURED.by_unit is not None
    units = WORKFLOW_CONFIGURED.by_unit([world.board.pk, world.communes[0].pk], YEAR, at)
    assert [units[u].value for u in (world.board.pk, world.communes[0].pk)] == [50, 100]
    assert WORKFLOW_CONFIGURED.series is not None
    assert [v.numerator for v in WORKFLOW_CONFIGURED.series(None, [SPRING, YEAR], at)] == [0, 4]
