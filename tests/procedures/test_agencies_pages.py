"""The way in by agencies: units under those they belong to, communes together, letters as the alphabet has them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.factories import publication as factory
from tests.factories.procedures import content, procedure

from motcua.kernel.actors import SYSTEM
from motcua.procedures.content import Agency, AgencyRole, Component
from motcua.procedures.public.agencies import Row, by_letter
from motcua.procedures.queries import shown
from motcua.procedures.services.assignments import assign

pytestmark = pytest.mark.django_db


def test_units_stand_in_the_order_of_the_tree_and_not_under_one_that_is_not_listed(client: Client) -> None:
    world = factory.build_world()
    one = procedure("1.100001", content(agencies=(Agency(AgencyRole.PERFORMING, "Ủy ban nhân dân xã"),)))
    assign([one], [world.board], role="performing", valid_from=date(2026, 1, 1), actor=SYSTEM)

    page = client.get("/thu-tuc/co-quan/")

    assert [(row.depth, row.total) for row in page.context["rows"]] == [(0, 1)]
    assert client.get(page.context["rows"][0].url).context["count"] == 1


def test_many_agencies_wait_under_their_letters_and_a_name_finds_any_of_them(client: Client) -> None:
    for n in range(1, 5):
        named = tuple(
            Agency(AgencyRole.PERFORMING, f"{name} số {k}") for k in range(1, 25) for name in ("Sở Xây dựng", "Án phí")
        )
        procedure(f"1.10000{n}", content(agencies=named if n == 1 else named[: 2 * n]))

    page = client.get("/thu-tuc/co-quan/")
    assert [letter for letter, _, _ in page.context["index"]] == ["A", "S"]
    assert [row.total for row in page.context["busiest"]][:3] == [4, 4, 4]
    assert "Sở Xây dựng số 12" not in page.content.decode()

    under = client.get("/thu-tuc/co-quan/", {"chu": "S"})
    assert [row.name for row in under.context["under"]] == [f"Sở Xây dựng số {k}" for k in range(1, 25)]
    for text, found in (
        ("so xay dung so 12", 1),
        ("XÂY DỰNG", 24),
        ("xay dun", 24),
        ("dựng xây số 3", 1),
        ("%", 0),
        ("an", 24),
    ):
        asked = client.get("/thu-tuc/co-quan/", {"ten": text})
        assert len(asked.context["found"]) == found, text
    third = under.context["under"][2]
    assert client.get(third.url).context["count"] == third.total == 3
    assert "chu=Q" in client.get("/thu-tuc/co-quan/", {"chu": "Q"}).content.decode()


def test_a_letter_with_many_agencies_goes_on_page_by_page(client: Client) -> None:
    names = [f"Sở số {n:03}" for n in range(120)]
    procedure("1.100001", content(agencies=tuple(Agency(AgencyRole.PERFORMING, name) for name in names)))

    found, address, pages = [], "?chu=S", 0
    while address:
        page = client.get(f"/thu-tuc/co-quan/{address.partition('#')[0]}")
        assert not page.context["not_understood"]
        found += [row.name for row in page.context["under"]]
        address, pages = page.context["next"], pages + 1
    assert (found, pages) == (names, 3)
    assert page.context["from_start"] == "?chu=S#ten-ghi"

    nobody = client.get("/thu-tuc/co-quan/", {"chu": "S", "sau": "Sở số 999"})
    assert nobody.context["not_understood"] == ["sau=Sở số 999"]
    assert nobody.context["under"][0].name == names[0]


def test_letters_are_those_of_the_alphabet_without_tones() -> None:
    rows = [Row(name, 1, "") for name in ("Ủy ban", "UBND", "Ứng dụng", "Ấp", "Án", "Đất")]

    assert [(letter, [name for name, *_ in of]) for letter, of in by_letter(rows)] == [
        ("U", ["Ủy ban", "UBND"]),
        ("Ư", ["Ứng dụng"]),
        ("Â", ["Ấp"]),
        ("A", ["Án"]),
        ("Đ", ["Đất"]),
    ]


def test_the_name_of_a_case_that_fills_the_screen_is_told_in_short_and_stays_whole() -> None:
    name = "Đối với " + "nhà ở riêng lẻ " * 20
    said = content(
        components=(Component("TP.01", "Đơn", case=name), Component("TP.02", "Bản vẽ", case="Đối với chung cư"))
    )
    cases = {case.key: case for case in shown.cases_of(said)}

    long, plain = sorted(cases.values(), key=lambda case: -len(case.name))
    assert long.long and len(long.short) <= 161 and long.short.endswith("…")
    assert long.name.startswith(long.short[:-1])
    assert (plain.long, plain.short) == (False, plain.name)


def test_two_long_cases_that_begin_alike_are_told_apart() -> None:
    begin = "Trường hợp ủy quyền thực hiện thủ tục đăng ký cho tổ chức khoa học và công nghệ " * 3
    one, other, short = shown.told_apart([f"{begin}qua bưu chính", f"{begin}qua luật sư", "Trường hợp khác"])

    assert one.startswith("Trường hợp ủy quyền") and one.endswith("… bưu chính")
    assert other.endswith("… luật sư")
    assert short == "Trường hợp khác"


def test_paper_says_where_its_page_is_found_again(client: Client) -> None:
    def foot(address: str) -> str:
        page = client.get(address).content.decode()
        return page.split('ui-paper-only">')[1].split(" ·")[0]

    assert foot("/thu-tuc/co-quan/?ten=s%E1%BB%9F") == "http://localhost:8000/thu-tuc/co-quan/?ten=sở"
    assert foot(f"/en/thu-tuc/?q={'khai+' * 30}") == "http://localhost:8000/en/thu-tuc/"
    assert foot("/thu-tuc/?q=%3Cb%3E") == "http://localhost:8000/thu-tuc/?q=%3Cb%3E"


def test_vietnamese_words_on_an_english_page_are_marked_as_such(client: Client) -> None:
    procedure("1.100001", content(field="Đất đai"))

    assert '<option lang="vi">Đất đai' in client.get("/en/thu-tuc/").content.decode()
    assert 'lang="vi" id="chu-1">Đ<' in client.get("/en/thu-tuc/linh-vuc/").content.decode()
