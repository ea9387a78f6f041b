"""The plan's year: a mark for each time a task is owed, in the month of its due day, in the same number of queries however much there is."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import plans as factory
from tests.factories.plans import World

from motcua.kernel import clock
from motcua.plans.desk import year
from motcua.plans.models import Occurrence, Plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]


def page(world: World, plan: Plan, query: str = "") -> Any:
    address = reverse("plans:plan_tab", args=[plan.uid, year.TAB])
    return factory.signed_in(world.office).get(f"{address}{query}")


def marks(response: Any) -> list[year.Mark]:
    return [m for p in response.context["parts"] for line in p.lines for f in line.fields for m in f.marks]


def test_every_occurrence_has_its_mark_in_the_month_it_is_due(world: World, plan: Plan) -> None:
    response = page(world, plan)

    owed = Occurrence.objects.filter(task__plan=plan, voided_at__isnull=True)
    assert {m.url for m in marks(response)} == {reverse("plans:occurrence", args=[o.uid]) for o in owed}
    for part in response.context["parts"]:
        for line in part.lines:
            for one in line.fields:
                assert all(m.day is None or one.column.first <= m.day < one.column.until for m in one.marks)
    assert re.findall(r'class="ui-mark ui-mark--\w+" href="/desk/cong-viec/', response.content.decode())


def test_today_stands_in_one_column_and_late_work_is_told_apart(world: World, plan: Plan) -> None:
    first = Occurrence.objects.filter(task__plan=plan, unit__isnull=False).order_by("due_at")[0]
    with clock.frozen(first.due_at + timedelta(days=1)):
        response = page(world, plan)

    assert sum(1 for c in response.context["columns"] if c.tenth is not None) == 1
    late = [m for m in marks(response) if m.key == "late"]
    assert reverse("plans:occurrence", args=[first.uid]) in {m.url for m in late}
    assert "Quá hạn" in late[0].title


def test_filters_stay_in_the_address_and_narrow_the_marks(world: World, plan: Plan) -> None:
    one = Occurrence.objects.filter(task__plan=plan, unit=world.division.pk).select_related("task")[0]

    of_unit = page(world, plan, f"?don-vi={world.division.uid}&theo=quy")
    assert of_unit.context["quarters"]
    assert len(marks(of_unit)) == Occurrence.objects.filter(task__plan=plan, unit=world.division.pk).count()
    assert f"don-vi={world.division.uid}" in of_unit.context["legend"][0][0].url

    of_task = page(world, plan, f"?nhiem-vu={one.task.uid}")
    assert {line.name for p in of_task.context["parts"] for line in p.lines} == {"Phòng Đầu tư"}
    nothing = page(world, plan, "?tinh-trang=cannot_be_done")
    assert "Không có lần thực hiện nào khớp bộ lọc" in nothing.content.decode()
    assert page(world, plan, "?don-vi=x&nhiem-vu=y&tinh-trang=z&theo=q").status_code == 200


def test_many_units_in_one_month_are_counted_by_state(world: World, plan: Plan) -> None:
    one = Occurrence.objects.filter(task__plan=plan, unit=world.division.pk).select_related("task")[0]
    _copies(one, 6)

    counted = [m for m in marks(page(world, plan)) if m.count > 1]

    assert [m.count for m in counted] == [7]
    assert len(marks(page(world, plan, counted[0].url[counted[0].url.index("?") :]))) == 7


def test_the_number_of_queries_is_constant(world: World, plan: Plan) -> None:
    page(world, plan)
    with CaptureQueriesContext(connection) as before:
        page(world, plan)
    for one in list(Occurrence.objects.filter(task__plan=plan, unit__isnull=False)):
        _copies(one, 5)
    with CaptureQueriesContext(connection) as after:
        page(world, plan)

    assert len(after) == len(before)


def test_quarters_and_months_cover_the_span_without_a_gap() -> None:
    for quarters in (False, True):
        columns = year.columns_of(date(2025, 11, 3), date(2027, 2, 1), date(2026, 2, 28), quarters=quarters)
        assert all(a.until == b.first for a, b in pairwise(columns))
        assert columns[0].first <= date(2025, 11, 3) < columns[0].until
        assert columns[-1].first <= date(2027, 2, 1) < columns[-1].until
        assert [0 <= c.tenth <= 9 for c in columns if c.tenth is not None] == [True]


def test_a_stranger_sees_no_year(world: World, plan: Plan) -> None:
    address = reverse("plans:plan_tab", args=[plan.uid, year.TAB])

    assert factory.signed_in(world.stranger).get(address).status_code == 404
    assert factory.signed_in(world.auditor).get(address).status_code == 200


def _copies(one: Occurrence, count: int) -> None:
    for number in range(count):
        one.pk, one.uid, one.key = None, None, f"{one.key.partition('#')[0]}#{number}"
        one.uid = Occurrence._meta.get_field("uid").get_default()
        one._state.adding = True
        one.save()
