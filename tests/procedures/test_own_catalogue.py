"""Shares are of what the province settles: by level, by who was given it, by a rule that an installation may change."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from tests.database import Standing
from tests.factories import publication as factory
from tests.factories.procedures import content, procedure
from tests.factories.publication import World
from tests.factories.reviews import answers, items, proposed, running_round
from tests.indicators.contract import check_indicator

from motcua.kernel import clock, rules
from motcua.kernel.actors import SYSTEM
from motcua.kernel.indicators import Window, indicators
from motcua.procedures.content import Level
from motcua.procedures.queries import publication, reviews
from motcua.procedures.queries.competence import RULE, others, own, scope_words
from motcua.procedures.queries.registry import public_on
from motcua.procedures.services import reviews as services
from motcua.procedures.services.assignments import assign
from motcua.procedures.services.review_report import report_docx

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
TODAY = NOW.date()
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
SHARES = [one for one in indicators if "procedures.outside" in one.beside and one.key != "procedures.unassigned"]
LEVELS: dict[str, tuple[Level, ...]] = {
    "1.100001": (Level.PROVINCE,),
    "1.100002": (Level.COMMUNE, Level.MINISTRY),
    "1.100003": (Level.MINISTRY,),
    "1.100004": (Level.VERTICAL,),
    "1.100005": (Level.MINISTRY,),  # given to the board
    "1.100006": (),
}


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> World:
    with standing(), clock.frozen(NOW):
        world = factory.build_world()
        made = {code: procedure(code, content(code, levels=levels)) for code, levels in LEVELS.items()}
        assign([made["1.100005"]], [world.board], role="performing", valid_from=date(2026, 1, 1), actor=SYSTEM)
        assign([made["1.100003"]], [world.board], role="receiving", valid_from=date(2026, 1, 1), actor=SYSTEM)
        return world


def codes(rows: Any) -> list[str]:
    return sorted(one.base_code[-1] for one in rows)


def changed(**parts: Any) -> None:
    value = dict(rules.shipped()[RULE].versions[0].value) | parts
    day = date(2026, 1, 1)
    rules.override_rule(RULE, actor=SYSTEM, valid_from=day, valid_to=None, value=value, article="1/QĐ", reason="Thử")


def test_the_province_settles_what_names_its_levels_or_no_level_or_was_given_to_a_unit_of_it(world: World) -> None:
    assert codes(own(public_on(TODAY), TODAY)) == ["1", "2", "5", "6"]
    assert codes(others(public_on(TODAY), TODAY)) == ["3", "4"]  # to take papers in is not to settle


@pytest.mark.parametrize(
    ("parts", "counted"),
    [
        ({"unstated": False}, ["1", "2", "5"]),
        ({"roles": []}, ["1", "2", "6"]),
        ({"roles": ["receiving"]}, ["1", "2", "3", "6"]),
        ({"levels": ["province", "commune", "vertical"]}, ["1", "2", "4", "5", "6"]),
        ({"levels": ["planet"], "roles": ["none"]}, ["6"]),
        ({"levels": ["ministry", "province", "commune", "vertical"]}, ["1", "2", "3", "4", "5", "6"]),
    ],
)
def test_which_ones_count_is_a_rule_of_the_installation(
    world: World, parts: dict[str, Any], counted: list[str]
) -> None:
    changed(**parts)
    assert codes(own(public_on(TODAY), TODAY)) == counted
    assert codes(own(public_on(TODAY), date(2025, 12, 31))) == ["1", "2", "6"]  # the board was given it later


def test_the_shares_of_a_year_and_their_rows_leave_the_others_out_and_say_so(world: World) -> None:
    made = {one.base_code: one for one in public_on(TODAY)}
    one, other = items(running_round(world.board, made["1.100001"], made["1.100003"]))
    for item in (one, other):
        services.answer(item, answers(), conclusion="", actor=SYSTEM)
        proposed(item, "simplify")

    assert {s.key: (s.count, s.whole) for s in reviews.shares(2026, TODAY)} == {
        "reviewed": (0, 4),
        "simplify": (1, 4),
        "decentralise": (0, 4),
    }
    client = Client()
    client.force_login(world.office.office, backend="motcua.organisations.signin.OfficerBackend")
    page = client.get("/desk/thu-tuc/ra-soat/")
    assert (page.context["left_out"], page.context["scope"]) == (2, scope_words(TODAY))
    assert "chưa ghi cấp thực hiện" in page.content.decode()
    behind = client.get(page.context["others_url"]).context["list"]
    assert codes(behind.items) == ["3", "4"]
    assert codes(client.get(page.context["whole_url"]).context["list"].items) == ["1", "2", "5", "6"]
    for scope, counted in (("own", 4), ("others", 2)):
        assert client.get(f"/desk/thu-tuc/?standing=in_force&scope={scope}").context["list"].count == counted
    answer = client.get(f"/api/v1/reviews/{one.round.uid}").json()
    assert (answer["left_out"], answer["scope"]) == (2, scope_words(TODAY))
    assert len(report_docx(one.round)) > 1000


def test_files_and_the_backlog_are_of_the_same_procedures(world: World) -> None:
    assert indicators["procedures.with_sample"].value(None, YEAR, NOW).denominator == 4
    assert codes(publication.backlog(TODAY)) == ["1", "2", "5", "6"]
    assert indicators["procedures.without_decision"].value(None, YEAR, NOW).numerator == 4


@pytest.mark.parametrize("one", SHARES, ids=lambda one: one.key)
def test_every_share_is_of_the_provinces_own(world: World, one: Any) -> None:
    check_indicator(one, window=YEAR, unit=world.board.pk, units=[world.province.pk, world.board.pk])
    whole = one.value(None, YEAR, NOW)
    assert (whole.denominator if one.kind.value == "ratio" else whole.numerator) == 4


def test_what_a_share_leaves_out_stands_beside_it_and_opens_to_its_rows(world: World) -> None:
    client = Client()
    client.force_login(world.office.office, backend="motcua.organisations.signin.OfficerBackend")
    (beside,) = client.get("/desk/chi-so/procedures.complete/?unit=*&period=2026").context["beside"]
    assert beside["value"] == "2"
    assert client.get(beside["url"]).context["list"].count == 2
    assert client.get("/desk/chi-so/procedures.complete/?unit=*&period=2024").context["beside"] == []


def test_a_share_tells_which_part_of_its_denominator_nobody_carries_and_opens_it(world: World) -> None:
    """The definition counts what was given to nobody: a national import makes a share small, and the page says whose they are."""
    check_indicator(indicators["procedures.unassigned"], window=YEAR, unit=world.board.pk)
    client = Client()
    client.force_login(world.office.office, backend="motcua.organisations.signin.OfficerBackend")
    for unit in ("*", world.province.code):
        page = client.get(f"/desk/chi-so/procedures.with_sample/?unit={unit}&period=2026")
        (within,) = page.context["within"]
        assert (within["value"], within["share"]) == ("3", "75\u00a0%")
        assert "Trong mẫu số có 3 (75\u00a0%):" in page.content.decode()
        assert client.get(within["url"]).context["list"].count == 3
    for key, unit in (("with_sample", world.board.code), ("unassigned", "*")):
        assert client.get(f"/desk/chi-so/procedures.{key}/?unit={unit}&period=2026").context["within"] == []
