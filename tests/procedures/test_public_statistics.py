"""What everybody may read of publication: the indicators' own figures, each opening to as many procedures as it says."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.database import Standing
from tests.factories import publication as factory
from tests.factories.procedures import content, procedure
from tests.factories.publication import World, signed

from motcua.kernel import clock
from motcua.kernel.indicators import Kind, Value, indicators
from motcua.procedures.public import statistics
from motcua.procedures.public.statistics import TOLD, Period, published_by_field, published_figures
from motcua.ui import formats

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
THIS_YEAR = Period(2026)
WITH_SAMPLE = "procedures.with_sample"


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> World:
    with standing(), clock.frozen(NOW):
        made = factory.build_world()
        other = content(field="Hộ tịch")
        signed(made, procedure("1.100001"), procedure("1.100002", other), number="1/QĐ-UBND", on=date(2026, 2, 20))
        signed(
            made, procedure("1.100003"), number="2/QĐ-UBND", on=date(2026, 4, 28), basis=factory.basis("8/2026/NĐ-CP")
        )
        return made


@pytest.fixture(autouse=True)
def world(standing_world: World, db: None) -> World:
    return deepcopy(standing_world)


def listed(client: Client, url: str) -> int:
    return client.get(url).content.decode().count('class="ui-hits__item"')


def test_every_figure_opens_to_as_many_procedures_as_it_says(client: Client) -> None:
    with clock.frozen(NOW):
        told = published_figures(THIS_YEAR)
        assert sum(int(one["fit"]) + int(one["unfit"] or 0) for one in told) > 0
        for one in told:
            assert listed(client, one["fit_url"]) == one["fit"], one["title"]
            if one["unfit"] is not None:
                assert listed(client, one["unfit_url"]) == one["unfit"], one["title"]


def test_figures_are_those_of_the_indicators() -> None:
    with clock.frozen(NOW):
        told = published_figures(THIS_YEAR)
        values = [indicators[one.key].value(None, THIS_YEAR.window(NOW.date()), clock.now()) for one in TOLD.values()]

    assert [one["fit"] for one in told] == [value.numerator for value in values]
    assert [one["title"] for one in told] == [one.title for one in TOLD.values()]


def test_fields_add_up_and_open_to_their_procedures(client: Client) -> None:
    with clock.frozen(NOW):
        told = {one["title"]: one["fit"] for one in published_figures(THIS_YEAR)}
        for key in ("published_on_time", "disclosed_on_time", "with_sample"):
            lines = published_by_field(key, THIS_YEAR)
            assert sum(line.figure["fit"] for line in lines) == told[TOLD[key].title]
            assert lines
            for line in lines:
                assert listed(client, line.figure["unfit_url"]) == line.figure["unfit"]


def test_fields_are_told_page_by_page_for_one_indicator_at_a_time(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/thu-tuc/thong-ke/theo-linh-vuc/"
    with clock.frozen(NOW):
        whole = client.get(address, {"ky": "2026", "chi-so": "with_sample"}).context["lines"]
        assert len(whole) > 1
        monkeypatch.setattr(statistics, "_PAGE", 1)
        page, walked = client.get(address, {"ky": "2026", "chi-so": "with_sample"}), []
        while True:
            walked += page.context["lines"]
            if not page.context["next"]:
                break
            page = client.get(address + page.context["next"])
        assert walked == whole
        assert client.get(address + page.context["from_start"]).context["lines"] == whole[:1]
        assert "chi-so=x" in client.get(address, {"chi-so": "x"}).content.decode()
        assert address in client.get("/thu-tuc/thong-ke/").content.decode()


def test_a_share_is_rounded_once() -> None:
    """15 of 19 are 78,947…: 78,9, although the indicator's own value of two places would make it 79,0."""
    value = Value(Decimal(15), Decimal(19), Kind.RATIO)
    figure = statistics._figure("published_on_time", TOLD["published_on_time"], value, THIS_YEAR)
    assert formats.percent(figure["share"]) == "78,9\N{NO-BREAK SPACE}%"


def test_the_page_says_by_which_norm_and_what_is_not_there_is_not_found(client: Client) -> None:
    with clock.frozen(NOW):
        page = client.get("/thu-tuc/thong-ke/").content.decode()
        assert "công bố đúng hạn (Nghị định 63/2010/NĐ-CP)" in page
        assert "công bố đúng hạn (bộ chỉ số 766)" in page
        assert "Điều 15" in client.get("/thu-tuc/thong-ke/published_on_time/").content.decode()
        assert len(re.findall(r'href="/thu-tuc/thong-ke/published_on_time/\?ben=', page)) >= 2
        for wrong in ("/thu-tuc/thong-ke/khac/", "/thu-tuc/thong-ke/with_sample/?ben=x"):
            assert client.get(wrong).status_code == 404


def test_a_list_costs_the_same_for_one_and_for_many(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with clock.frozen(NOW):
        client.get("/thu-tuc/thong-ke/without_decision/")
        for url in ("/thu-tuc/thong-ke/published_on_time_766/?ben=dat", "/thu-tuc/thong-ke/published_on_time/?ben=dat"):
            with django_assert_num_queries(3):
                client.get(url)


def test_years_and_quarters_are_offered_as_far_as_something_was_signed_and_open_to_their_own_procedures(
    client: Client,
) -> None:
    with clock.frozen(NOW):
        page = client.get("/thu-tuc/thong-ke/?ky=2026-Q1")
        years, quarters = page.context["periods"]
        assert [name for name, _, _ in years] == ["Năm 2026"]
        assert [(name, here) for name, _, here in quarters] == [
            ("Quý I/2026", True),
            ("Quý II/2026", False),
            ("Quý III/2026", False),
            ("Quý IV/2026", False),
        ]
        assert "từ 01/01/2026 đến 31/03/2026" in page.content.decode()
        signed_in = {
            key: int(one["fit"]) + int(one["unfit"])
            for key, one in zip(TOLD, page.context["published"], strict=True)
            if key == "published_on_time"
        }
        assert signed_in == {"published_on_time": 2}
        for one in page.context["published"]:
            assert listed(client, one["fit_url"]) == one["fit"], one["title"]


@pytest.mark.parametrize("wrong", ["2027", "2025", "2026-Q5", "2026-Q9", "quý 1", "0000"])
def test_a_period_that_has_no_figures_is_not_found(client: Client, wrong: str) -> None:
    with clock.frozen(NOW):
        assert client.get("/thu-tuc/thong-ke/", {"ky": wrong}).status_code == 404
        assert client.get("/thu-tuc/thong-ke/with_sample/", {"ky": wrong}).status_code == 404


def test_every_face_tells_the_same_figure_although_nobody_was_given_a_procedure(world: World, client: Client) -> None:
    """What is just imported is given to nobody: the province's head counts it as the province does."""
    with clock.frozen(NOW):
        (public,) = [one for one in published_figures(THIS_YEAR) if one["title"] == indicators[WITH_SAMPLE].title]
        client.force_login(world.office.office, backend="motcua.organisations.signin.OfficerBackend")
        home = {str(one["label"]): one["value"] for one in client.get("/desk/thu-tuc/").context["shares"]}
        lines = client.get("/desk/chi-so/").context["list"].items
        told = client.get(f"/api/v1/indicators/{WITH_SAMPLE}").json()
        (line,) = [one for one in lines if one.indicator.key == WITH_SAMPLE]

    assert (public["fit"], public["fit"] + public["unfit"]) == (0, 3)
    assert (home["Có mẫu đã điền"], home["Đang hiệu lực, thuộc phạm vi của tỉnh"]) == (0, 3)
    assert (line.figure.unit, line.figure.numerator, line.figure.denominator) == (world.province.pk, 0, 3)
    assert (told["numerator"], told["denominator"]) == (0, 3)
    assert line.figure.as_of == NOW
