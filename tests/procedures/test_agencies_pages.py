"""The way in by agencies: units under those they belong to, communes together, letters as the alphabet has them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.factories import publication as factory
from tests.factories.procedures import content, procedure

from motcua.kernel.actors import SYSTEM
from motcua.procedures.content import Agency, AgencyRole
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
    long = shown.Case("a", "Đối với " + "nhà ở riêng lẻ " * 20, (), choice=True)
    plain = shown.Case("b", "Đối với nhà ở", (), choice=True)

    assert long.long and len(long.short) <= 161 and long.short.endswith("…")
    assert long.name.startswith(long.short[:-1])
    assert (plain.long, plain.short) == (False, plain.name)
