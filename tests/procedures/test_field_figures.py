"""Figures of procedures by field: the groups add up to the figure, each opens to its rows, on every face, in few queries."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.database import Standing
from tests.factories import publication as factory
from tests.factories.procedures import content, procedure
from tests.factories.publication import World, signed

from motcua.indicators.queries.groups import agrees, dimension_named, groups_of
from motcua.indicators.queries.rows import rows_of
from motcua.indicators.queries.values import value_of
from motcua.indicators.services.snapshots import close_period
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import NotFound
from motcua.kernel.indicators import SIDES, Window, indicators
from motcua.procedures.services.assignments import assign

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
LAND, WORK = "Đất đai", "Lao động"
DIVIDED = [one for one in indicators if one.dimension("field") is not None]


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> World:
    """Three procedures of land, one without all parts, one of labour, one of no field; all the board's, two published in March."""
    with standing(), clock.frozen(NOW):
        world = factory.build_world()
        land = [procedure(f"1.10000{n}", content(f"Đất {n}", field=LAND)) for n in (1, 2)]
        land.append(procedure("1.100003", content("Đất 3", field=LAND, limits=())))
        work = procedure("1.100004", content("Lao động", field=WORK))
        procedure("1.100005", content("Việc khác", field=""))
        assign([*land, work], [world.board], role="performing", valid_from=date(2026, 1, 1), actor=SYSTEM)
        signed(world, land[0], work)
        return world


def groups(key: str, unit: int | None = None, window: Window = YEAR) -> dict[str, tuple[Any, Any]]:
    one = indicators[f"procedures.{key}"]
    whole = value_of(one.key, unit=unit, window=window)
    found = groups_of(one, dimension_named(one, "field"), whole)
    assert agrees(whole, found)
    return {g.name: (g.figure.numerator, g.figure.denominator) for g in found}


def test_a_figure_is_told_apart_by_field_the_worst_first(world: World) -> None:
    assert groups("complete") == {LAND: (2, 3), "": (1, 1), WORK: (1, 1)}
    assert next(iter(groups("complete"))) == LAND
    assert groups("complete", world.board.pk) == {LAND: (2, 3), WORK: (1, 1)}
    assert groups("published_on_time") == {LAND: (1, 1), WORK: (1, 1)}
    assert groups("without_decision") == {LAND: (3, None), WORK: (1, None), "": (1, None)}
    assert groups("published_on_time", window=Window(date(2026, 4, 1), date(2026, 6, 30))) == {}


@pytest.mark.parametrize("one", DIVIDED, ids=lambda one: one.key)
def test_the_rows_of_the_groups_are_those_of_the_figure_and_as_many_as_each_group_says(world: World, one: Any) -> None:
    dimension = one.dimension("field")
    for unit in (None, world.board.pk):
        values = dimension.values(unit, YEAR, clock.now())
        for side in SIDES[one.kind]:
            each = {group: list(dimension.rows(unit, YEAR, clock.now(), side, group)) for group in values}
            counts = {g: v.numerator if side == "numerator" else v.denominator for g, v in values.items()}
            assert {g: len(rows) for g, rows in each.items()} == counts
            whole = rows_of(one.key, unit=unit, window=YEAR, side=side, user=None, as_of=clock.now()).source
            named = sorted((str(row.ref), row.part) for rows in each.values() for row in rows)
            assert named == sorted((str(row.ref), row.part) for row in whole)


def test_what_stands_has_a_field_divided_in_constant_queries(world: World) -> None:
    one = indicators["procedures.complete"]
    whole = value_of(one.key, unit=None, window=YEAR)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            groups_of(one, dimension_named(one, "field"), whole)
        return len(seen)

    before = queries()
    for n in range(5):
        procedure(f"1.20000{n}", content(f"Việc {n}", field=f"Lĩnh vực {n}"))
    assert before == queries() == 5  # the rule that says what counts is asked once a side


def test_a_group_nobody_has_is_nothing_and_an_unknown_dimension_is_refused(world: World) -> None:
    client = of(world.office.office)
    answer = client.get("/api/v1/indicators/procedures.complete/rows?by=field&group=khong+co&unit=*&period=2026").json()
    assert answer["items"] == []
    assert client.get("/api/v1/indicators/procedures.complete/by/colour").status_code == 404
    with pytest.raises(NotFound):
        dimension_named(indicators["procedures.complete"], "colour")


def of(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


def test_programs_read_the_groups_and_the_rows_of_one(world: World) -> None:
    client = of(world.office.office)
    base = "/api/v1/indicators/procedures.complete"
    answer = client.get(f"{base}/by/field?unit=*&period=2026").json()
    assert (answer["title"], answer["agrees"], answer["unit"]) == ("Lĩnh vực", True, None)
    assert answer["items"][0] == {
        "group": "dat dai",
        "name": LAND,
        "numerator": 2,
        "denominator": 3,
        "value": 66.67,
    }
    assert {one["name"] for one in answer["items"]} == {LAND, WORK, None}

    rows = client.get(f"{base}/rows?unit=*&period=2026&by=field&group=dat+dai&side=denominator").json()["items"]
    assert [row["title"].split()[0] for row in rows] == ["1.100001", "1.100002", "1.100003"]
    none = client.get(f"{base}/rows?unit=*&period=2026&by=field&side=denominator").json()["items"]
    assert [row["title"].split()[0] for row in none] == ["1.100005"]
    assert Client().get(f"{base}/by/field?unit=*&period=2026").status_code in {401, 404}


def test_on_the_page_each_field_leads_to_its_procedures_and_the_table_is_exported(world: World) -> None:
    client = of(world.office.office)
    page = client.get("/desk/chi-so/procedures.complete/?unit=*&period=2026")
    (by,) = page.context["dimensions"]
    assert [line.name for line in by["lines"]] == [LAND, "Chưa rõ", WORK]

    rows = client.get(by["lines"][0].url)
    assert rows.context["list"].count == 3 and "Lĩnh vực: Đất đai" in rows.content.decode()
    fitting = client.get(by["lines"][0].rows["numerator"])
    assert fitting.context["list"].count == 2
    everything = client.get(by["url"])
    assert everything.status_code == 200 and everything.context["list"].count == 3
    table = client.get(f"{by['url']}&export=csv")
    said = (
        b"".join(table.streaming_content).decode("utf-8-sig") if table.streaming else table.content.decode("utf-8-sig")
    )
    assert [line.split(",")[0] for line in said.splitlines()] == ["Lĩnh vực", LAND, "Chưa rõ", WORK]


def test_a_field_is_chosen_on_the_page_and_keeps_unit_and_period(world: World) -> None:
    client = of(world.office.office)
    page = client.get("/desk/chi-so/procedures.complete/?unit=*&period=2026&part=field:dat+dai")
    said = page.content.decode()
    assert (page.context["shown"].figure.numerator, page.context["shown"].figure.denominator) == (2, 3)
    assert "Lĩnh vực: Đất đai" in said and '<option value="field:dat dai" selected>' in said
    assert page.context["dimensions"] == page.context["goals"] == page.context["history"] == []
    assert [p.figure.denominator for p in page.context["trend"]][-1] == 3
    board = next(p for p in page.context["compared"]["points"] if p.figure.unit == world.board.pk)
    assert (board.figure.numerator, board.figure.denominator) == (2, 3)
    assert client.get(board.url).context["chosen"].question.part.group == "dat dai"
    for side in page.context["sides"]:
        rows = client.get(side["url"])
        assert rows.context["list"].count == int(side["value"])
        assert '<option value="field:dat dai" selected>' in rows.content.decode()
    table = client.get(f"{page.context['sides'][1]['url']}&export=csv")
    assert len(b"".join(table.streaming_content).decode().splitlines()) == 1 + 3

    whole = client.get("/desk/chi-so/procedures.complete/?unit=*&period=2026&part=&by=field&group=dat+dai")
    assert whole.context["shown"].figure.denominator == 5  # the form's choice is what counts
    nobody = client.get("/desk/chi-so/procedures.complete/?unit=*&period=2026&by=field&group=khong+co")
    assert nobody.context["shown"].figure.denominator == 0
    wrong = client.get("/desk/chi-so/procedures.complete/?unit=*&period=2026&part=colour:red")
    assert wrong.status_code == 200 and wrong.context["chosen"].warnings


@pytest.mark.parametrize("key", ["complete", "published_on_time", "without_decision", "workflow_configured"])
def test_one_field_of_many_units_is_counted_as_each_by_itself(world: World, key: str) -> None:
    dimension = indicators[f"procedures.{key}"].dimension("field")
    assert dimension is not None and dimension.by_unit is not None
    units = [world.province.pk, world.board.pk, world.department.pk]
    for group in ("dat dai", "lao dong"):
        many = dimension.by_unit(units, YEAR, clock.now(), group)
        alone = {unit: dimension.values(unit, YEAR, clock.now()).get(group) for unit in units}
        assert {u: (v.numerator, v.denominator) for u, v in many.items() if v.numerator or v.denominator} == {
            u: (v.numerator, v.denominator) for u, v in alone.items() if v is not None
        }


def test_a_page_of_one_field_asks_as_often_however_many_units_and_fields_there_are(world: World) -> None:
    client = of(world.office.office)
    address = "/desk/chi-so/procedures.complete/?unit=*&period=2026&part=field:dat+dai"

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len(seen)

    queries()  # what a process keeps
    before = queries()
    more = [procedure(f"1.40000{n}", content(f"Việc {n}", field=f"Lĩnh vực {n}")) for n in range(4)]
    assign(more, [world.board, world.department], role="performing", valid_from=date(2026, 1, 1), actor=SYSTEM)
    assert queries() == before


def test_programs_ask_for_one_field(world: World) -> None:
    client = of(world.office.office)
    base = "/api/v1/indicators/procedures.complete?unit=*&period=2026"
    one, whole = client.get(f"{base}&by=field&group=dat+dai").json(), client.get(base).json()
    assert (one["numerator"], one["denominator"], whole["denominator"]) == (2, 3, 5)
    assert client.get(f"{base}&by=colour&group=red").status_code == 404
    assert Client().get(f"{base}&by=field&group=dat+dai").status_code in {401, 404}


def test_a_closed_period_is_told_apart_as_of_its_closing(world: World) -> None:
    with clock.frozen(datetime(2026, 10, 2, 9, 0, tzinfo=clock.ZONE)):
        procedure("1.300001", content("Sớm hơn", field=WORK))
        close_period("2026-Q3", keys=["procedures.complete"], actor=SYSTEM)
    window = Window(date(2026, 7, 1), date(2026, 9, 30))

    assert value_of("procedures.complete", unit=None, window=window).frozen
    assert groups("complete", window=window) == {WORK: (1, 1)}
