"""The way in by agencies: units under those they belong to, communes together, letters as the alphabet has them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.factories import publication as factory
from tests.factories.procedures import content, procedure

from motcua.kernel.actors import SYSTEM
from motcua.procedures.content import Agency, AgencyRole, Component
from motcua.procedures.public.browse import _by_letter
from motcua.procedures.queries import shown
from motcua.procedures.services.assignments import assign

pytestmark = pytest.mark.django_db


def test_units_stand_in_the_order_of_the_tree_and_not_under_one_that_is_not_listed(client: Client) -> None:
    world = factory.build_world()
    one = procedure("1.100001", content(agencies=(Agency(AgencyRole.PERFORMING, "Ủy ban nhân dân xã"),)))
    assign([one], [world.board], role="performing", valid_from=date(2026, 1, 1), actor=SYSTEM)

    page = client.get("/thu-tuc/co-quan/")

    assert [(depth, total) for depth, _, total, _ in page.context["rows"]] == [(0, 1)]
    assert client.get(page.context["rows"][0][3]).context["count"] == 1


def test_letters_are_those_of_the_alphabet_without_tones() -> None:
    rows = [(name, 1, "") for name in ("Ủy ban", "UBND", "Ứng dụng", "Ấp", "Án", "Đất")]

    assert [(letter, [name for name, _, _ in of]) for letter, of in _by_letter(rows)] == [
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
