"""Group CKMB of index 766 from the registry: points of each component, in both faces of officers and the public, each figure opening."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.database import Standing
from tests.factories import publication as factory
from tests.factories.procedures import content, procedure
from tests.factories.publication import World, signed

from motcua.indicators.queries.scorebook import score_of, scores_of
from motcua.indicators.rules.scorebook import State, Sum
from motcua.indicators.services.releases import release_indicator
from motcua.indicators.services.snapshots import close_period
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.indicators import Window
from motcua.organisations.permissions import actor_of
from motcua.procedures.queries import publication as queries
from motcua.procedures.services.assignments import assign
from motcua.procedures.services.disclosures import Told, disclose

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
YEAR, SPRING = Window(date(2026, 1, 1), date(2026, 12, 31)), Window(date(2026, 1, 1), date(2026, 3, 31))
SUMMER = Window(date(2026, 7, 1), date(2026, 9, 30))
PAGE, API, PUBLIC = "/desk/chi-so/chat-luong-phuc-vu/", "/api/v1/service-quality", "/so-lieu/chat-luong-phuc-vu/"


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> World:
    """Three procedures published in March, one of them too late; two disclosed in time, one never; one without a time limit."""
    with standing(), clock.frozen(NOW):
        world = factory.build_world()
        found = [procedure(f"1.10000{n}", content(f"Thủ tục {n}")) for n in (1, 2)]
        found.append(procedure("1.100003", content("Thủ tục 3", limits=())))
        assign(found[:2], [world.board], role="performing", valid_from=date(2026, 1, 1), actor=SYSTEM)
        made = [
            signed(world, *found[:2], number="1/QĐ-UBND", on=date(2026, 2, 20)),
            signed(world, found[2], number="2/QĐ-UBND", on=date(2026, 3, 5), basis=factory.basis("8/2026/NĐ-CP")),
        ]
        decision = queries.decision_by_uid(str(made[0].uid))
        told = Told("national", date(2026, 2, 26), note="Ảnh")
        disclose(decision, queries.items_of(decision), told, actor=SYSTEM)
        return world


def points(unit: int | None, window: Window) -> dict[str, Any]:
    (group,) = score_of(unit, window).groups
    return {line.component.no: line.points for line in group.lines}


def test_the_points_of_each_component_and_what_has_no_data_is_in_no_sum(world: World) -> None:
    found = score_of(None, SPRING)
    (group,) = found.groups

    assert points(None, SPRING) == {"1.1": Decimal(4), "1.2": Decimal("2.67"), "1.3": Decimal("1.33"), "1.4": None}
    assert [line.state for line in group.lines] == [State.SCORED, State.SCORED, State.SCORED, State.NO_DATA]
    assert found.sum == group.sum == Sum(Decimal("8.00"), Decimal(12))
    assert not found.provisional and score_of(None, YEAR).provisional
    assert found.computed_at == NOW and found.scheme.version and "766" in found.rule.article


def test_a_period_in_which_nothing_was_published_has_no_points_for_it(world: World) -> None:
    found = score_of(None, SUMMER)
    (group,) = found.groups

    assert [line.state for line in group.lines] == [State.NOTHING, State.NOTHING, State.SCORED, State.NO_DATA]
    assert (found.sum.points, found.sum.of) == (Decimal("1.33"), Decimal(2))


def test_completeness_is_told_as_things_stand_whatever_the_period(world: World) -> None:
    procedure("1.100009", content("Mới có hôm nay"), since=date(2026, 11, 20))

    before, now = (score_of(None, window).groups[0].lines[2] for window in (SPRING, YEAR))
    assert before.window == Window(NOW.date(), NOW.date())
    assert before.points == now.points == Decimal("1.50")  # three of four


def test_units_are_told_as_each_by_itself_in_constant_queries(world: World) -> None:
    units = [world.board.pk, world.department.pk]
    together = scores_of(units, SPRING)
    alone = {unit: score_of(unit, SPRING) for unit in units}
    shown = {u: [(x.component.no, x.points, x.state) for x in s.groups[0].lines] for u, s in together.items()}
    assert shown == {u: [(x.component.no, x.points, x.state) for x in s.groups[0].lines] for u, s in alone.items()}
    assert [together[u].sum.of for u in units] == [12, 0]

    def queries_for(asked: list[int]) -> int:
        with CaptureQueriesContext(connection) as seen:
            scores_of(asked, SPRING)
        return len(seen)

    assert queries_for(units) == queries_for([*units, *(one.pk for one in world.communes)]) <= 15


def of(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


def plain(page: Any) -> str:
    return " ".join(page.content.decode().replace("\xa0", " ").split())


def test_the_page_shows_points_and_each_figure_opens_to_its_rows(world: World) -> None:
    client = of(world.office.office)
    page = client.get(f"{PAGE}?unit=*&period=2026-Q1")
    (group,) = page.context["groups"]
    assert [(line.points, line.of, line.numerator, line.denominator) for line in group["lines"]] == [
        ("4,00", "6", "2", "3"),
        ("2,67", "4", "2", "3"),
        ("1,33", "2", "2", "3"),
        ("–", "6", "", ""),
    ]
    assert "8,00/12 điểm tính được" in plain(page) and "Chưa có dữ liệu hồ sơ" in plain(page)
    assert "Thành phần 1.4 chưa có điểm" in plain(page) and "Kỳ đã hết" in plain(page)
    for line in group["lines"][:3]:
        assert client.get(line.url).status_code == 200
        for side, count in (("numerator", 2), ("denominator", 3)):
            assert client.get(line.urls[side]).context["list"].count == count

    rows = {row["name"]: row for row in page.context["compared"]["rows"]}
    board = rows["Ban Quản lý các khu công nghiệp"]
    assert [cell["words"] for cell in board["points"]] == ["4,00", "2,67", "2,00", "–"]
    assert client.get(board["url"]).context["chosen"].code == "bql"
    assert "Tạm tính" in plain(client.get(f"{PAGE}?unit=*&period=2026"))


def test_a_period_before_the_index_is_told_and_nothing_is_reckoned(world: World) -> None:
    page = of(world.office.office).get(f"{PAGE}?unit=*&period=2021")
    assert page.status_code == 200
    assert "Chưa có quy định nào" in plain(page)
    assert Client().get(PAGE).status_code in {302, 403}


def test_programs_read_points_states_and_the_version_of_the_rule(world: World) -> None:
    client = of(world.office.office)
    answer = client.get(f"{API}?unit=bql&period=2026-Q1").json()
    assert (answer["unit"], answer["points"], answer["of"], answer["provisional"]) == ("bql", 8.67, 12.0, False)
    assert (answer["rule_version"], answer["window"]) == ("766/2022-1", {"from": "2026-01-01", "to": "2026-03-31"})
    lines = {line["code"]: line for line in answer["groups"][0]["components"]}
    assert lines["PUBLISH_ON_TIME"]["numerator"] == 2 and lines["PUBLISH_ON_TIME"]["denominator"] == 3
    assert (lines["DOSSIER_SYNC"]["points"], lines["DOSSIER_SYNC"]["state"]) == (None, "no_data")
    assert lines["DOSSIER_SYNC"]["missing"]
    assert client.get(f"{API}?unit=khong-co").status_code == 404
    assert client.get(f"{API}?period=2021").status_code == 404


def released(world: World, name: str, mode: str) -> None:
    leader = actor_of(world.office.users["leader"])
    release_indicator(f"procedures.{name}", unit=None, mode=mode, actor=leader)


def test_the_public_sees_the_components_that_a_leader_released_and_no_others(world: World) -> None:
    client = Client()
    assert client.get(PUBLIC).status_code == 404
    assert client.get(API).status_code == 404

    released(world, "published_on_time_766", "live")
    page = client.get(f"{PUBLIC}?period=2026-Q1")
    (group,) = page.context["groups"]
    assert [line.without for line in group["lines"]] == [
        "",
        "Chưa công khai",
        "Chưa công khai",
        "Chưa có dữ liệu hồ sơ trong hệ thống.",
    ]
    assert "4,00/6 điểm tính được" in plain(page)
    assert client.get(group["lines"][0].url).status_code == 200
    answer = client.get(f"{API}?period=2026-Q1").json()
    states = [line["state"] for line in answer["groups"][0]["components"]]
    assert states == ["scored", "not_public", "not_public", "no_data"]
    assert answer["groups"][0]["components"][1]["numerator"] is None
    assert client.get("/en" + PUBLIC).status_code == 200
    assert client.get(f"{PUBLIC}?period=hom+nay").status_code == 422


def test_what_is_released_frozen_is_shown_once_its_period_is_closed(world: World) -> None:
    released(world, "published_on_time_766", "frozen")
    assert Client().get(f"{PUBLIC}?period=2026-Q1").status_code == 404

    close_period("2026-Q1", keys=["procedures.published_on_time_766"], actor=SYSTEM)
    page = Client().get(PUBLIC)  # the last quarter that is closed
    assert page.context["score"].window == SPRING
    assert [line.points for line in page.context["groups"][0]["lines"]] == ["4,00", "–", "–", "–"]
