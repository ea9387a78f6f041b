"""Who held a procedure over the years: pages, in order, on the desk and over REST, at a cost that does not grow."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.database import Standing
from tests.factories import publication as factory
from tests.factories.procedures import procedure
from tests.factories.publication import World

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.procedures.models import Assignment, Procedure
from motcua.procedures.services.assignments import assign

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
CODE = "1.100001"


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> World:
    """Communes that performed for a year, each year; the department since, and the board from next year on."""
    with standing(), clock.frozen(NOW):
        world = factory.build_world()
        found = procedure(CODE)
        for year in (2022, 2023, 2024):
            assign([found], list(world.communes), role="performing", valid_from=date(year, 1, 1), actor=SYSTEM)
            Assignment.objects.filter(valid_to__isnull=True).update(valid_to=date(year, 12, 31))
        assign([found], [world.department], role="performing", valid_from=date(2025, 1, 1), actor=SYSTEM)
        assign([found], [world.department], role="competent", valid_from=date(2025, 1, 1), actor=SYSTEM)
        assign([found], [world.board], role="performing", valid_from=date(2027, 1, 1), actor=SYSTEM)
        return world


@pytest.fixture(autouse=True)
def now() -> Any:
    with clock.frozen(NOW):
        yield


def get(**query: Any) -> dict[str, Any]:
    answer = Client().get(f"/api/v1/procedures/{CODE}/units", query)
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def test_a_day_has_its_units_and_the_others_are_asked_for(world: World) -> None:
    def shown(**query: Any) -> list[tuple[str, str]]:
        return [(one["role"], one["unit"]) for one in get(**query)["items"]]

    assert shown() == [("competent", "so"), ("performing", "so")]
    assert shown(standing="coming") == [("performing", "bql")]
    assert len(shown(standing="ended")) == 3 * len(world.communes)
    assert {unit for _, unit in shown(on="2023-05-01")} == {one.code for one in world.communes}
    assert Client().get(f"/api/v1/procedures/{CODE}/units", {"standing": "la"}).status_code == 422


def test_pages_give_each_once_what_runs_first(world: World) -> None:
    seen: list[str] = []
    standings: list[str] = []
    told = get(standing="all", limit=4)
    while True:
        seen += [one["id"] for one in told["items"]]
        standings += [one["standing"] for one in told["items"]]
        if told["next"] is None:
            break
        told = get(standing="all", limit=4, cursor=told["next"])
    assert len(set(seen)) == len(seen) == Assignment.objects.count()
    assert standings == ["running"] * 2 + ["coming"] + ["ended"] * (len(seen) - 3)


def test_the_desk_lists_them_with_the_way_to_end_one_only_for_those_who_may(world: World) -> None:
    def page(user: Any, **query: Any) -> str:
        client = Client()
        client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
        answer = client.get(reverse("procedures:units", args=[Procedure.objects.get().uid]), query)
        assert answer.status_code == 200
        return answer.content.decode()

    everything = page(world.office.office)
    for said in ("Đang giao", "Chưa đến ngày", "Đã thôi"):
        assert said in everything
    ends = [reverse("procedures:end_assignment", args=[a.procedure.uid, a.uid]) for a in Assignment.objects.all()]
    assert sum(address in everything for address in ends) == 2
    assert not any(address in page(world.office.users["auditor"]) for address in ends)
    coming = page(world.office.office, standing="coming")
    assert "01/01/2027" in coming and "01/01/2025" not in coming


def test_a_long_past_costs_no_more(world: World) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            get()
        return len(caught)

    before = cost()
    found = Procedure.objects.get()
    for year in range(2010, 2020):
        Assignment.objects.bulk_create(
            Assignment(
                procedure=found,
                unit=one,
                role="performing",
                valid_from=date(year, 1, 1),
                valid_to=date(year, 12, 31),
            )
            for one in world.communes
        )
    assert cost() == before
