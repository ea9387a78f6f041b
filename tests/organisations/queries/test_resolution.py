from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories import organisations as factory

from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused, Stale
from motcua.organisations.models import Unit, UnitAlias
from motcua.organisations.queries.resolution import How, Resolver, resolve_units
from motcua.organisations.services.aliases import Meaning, add_alias, change_alias, end_alias
from motcua.organisations.services.reorganisation import carry_out, dissolve, merge
from motcua.organisations.services.units import rename_unit

ON = date(2022, 3, 1)
NOW = date(2026, 11, 20)


@pytest.fixture
def world(province: factory.Province) -> factory.Province:
    """The province with more departments, a centre, a district and two communes."""
    more: list[tuple[str, str, dict[str, Any]]] = [
        ("stt", "Sở Thông tin và Truyền thông", {"abbreviation": "STTTT"}),
        ("svh", "Sở Văn hóa, Thể thao và Du lịch", {}),
        ("hcc", "Trung tâm Hành chính công tỉnh", {"type": "service_centre"}),
    ]
    for code, name, facts in more:
        factory.unit(code, name, **({"type": "department", "parent": province.committee} | facts))
    factory.unit(
        "ban-mot-cua", "Tổ một cửa tại Trung tâm Hành chính công", type="division", parent=province.board, position=3
    )
    province_place = factory.place("75", "Tỉnh Đồng Nai")
    district = factory.place("740", "Huyện Long Thành", "75")
    factory.unit(
        "huyen", "UBND huyện Long Thành", type="peoples_committee", parent=province.committee, territory=district
    )
    for number in (26368, 26389):
        commune = factory.place(str(number), f"Xã Số {number}", "75", since=date(2025, 7, 1))
        factory.unit(
            f"xa-{number}",
            f"UBND xã Số {number}",
            type="peoples_committee",
            parent=province.committee,
            territory=commune,
            on=date(2025, 7, 1),
        )
    assert province_place.level == "province"
    return province


def codes(text: str, issuer: Unit, on: date = ON) -> list[str]:
    return [u.code for u in resolve_units(text, issuer=issuer, on=on).units]


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("Văn phòng", ["ban-vp"]),
        ("Phòng Quản lý Đầu tư", ["ban-dt"]),
        ("Các phòng chuyên môn", ["ban-dt"]),
        ("Các phòng, đơn vị", ["ban-vp", "ban-dt", "ban-mot-cua"]),
        ("các phòng, bộ phận, đơn vị", ["ban-vp", "ban-dt", "ban-mot-cua"]),
        ("- Các đơn vị, bộ phận trực thuộc BQL (t/h);", ["ban-vp", "ban-dt", "ban-mot-cua"]),
        ("Ban Quản lý", ["ban"]),
        ("BQL các KCN", ["ban"]),
        ("Sở Nội vụ", ["snv"]),
        ("SNV", ["snv"]),
        ("so noi vu tinh Dong Nai", ["snv"]),
        ("Sở TT&TT", ["stt"]),
        ("Văn phòng UBND tỉnh", ["vp"]),
        ("UBND tỉnh (b/c)", ["ubnd"]),
        ("Tổ một cửa tại Trung tâm HCC", ["ban-mot-cua"]),
        ("Sở Văn hóa, Thể thao và Du lịch; Sở Nội vụ", ["snv", "svh"]),
        ("Các Sở: Nội vụ, Thông tin và Truyền thông", ["snv", "stt"]),
        ("Văn phòng, Phòng Quản lý Đầu tư và các phòng liên quan", ["ban-vp", "ban-dt", "ban-mot-cua"]),
        ("các sở, ban, ngành", ["vp", "snv", "ban", "stt", "svh"]),
        ("UBND cấp huyện", ["huyen"]),
    ],
)
def test_wordings_of_the_boards_plans_mean_its_units(
    world: factory.Province, wording: str, expected: list[str]
) -> None:
    found = resolve_units(wording, issuer=world.board, on=ON)

    assert sorted(u.code for u in found.units) == sorted(expected)
    assert found.confident


def test_the_same_word_means_another_unit_in_another_bodys_document(world: factory.Province) -> None:
    assert codes("Văn phòng", world.board) == ["ban-vp"]
    assert codes("Văn phòng", world.office) == ["vp"]
    assert codes("Các phòng", world.board_division) == codes("Các phòng", world.board)


def test_levels_of_government_are_those_of_the_documents_date(world: factory.Province) -> None:
    carry_out(
        dissolve(Unit.objects.get(code="huyen"), Unit.objects.filter(code__startswith="xa-"), on=date(2025, 7, 1)),
        actor=SYSTEM,
    )

    assert codes("UBND cấp xã", world.committee, NOW) == ["xa-26368", "xa-26389"]
    assert codes("UBND cấp xã", world.committee, ON) == []
    assert codes("UBND các huyện, thị xã, thành phố", world.committee, ON) == ["huyen"]
    assert codes("UBND cấp huyện", world.committee, NOW) == []


def test_a_unit_of_the_past_is_resolved_to_what_it_lives_on_in(world: factory.Province) -> None:
    carry_out(merge([Unit.objects.get(code="stt")], world.department, on=date(2025, 3, 1)), actor=SYSTEM)
    rename_unit(factory.fresh(world.department), "Sở Tổ chức", actor=SYSTEM, on=date(2026, 1, 1))

    for wording in ("Sở Thông tin và Truyền thông", "Sở Nội vụ"):
        found = resolve_units(wording, issuer=world.board, on=NOW)
        assert ([u.code for u in found.units], found.how, found.confident) == (["snv"], How.FORMER, True)


def test_a_unit_divided_among_several_is_given_but_not_taken_for_sure(world: factory.Province) -> None:
    carry_out(
        dissolve(Unit.objects.get(code="huyen"), Unit.objects.filter(code__startswith="xa-"), on=date(2025, 7, 1)),
        actor=SYSTEM,
    )

    found = resolve_units("UBND huyện Long Thành", issuer=world.committee, on=NOW)

    assert ([u.code for u in found.units], found.confident) == (["xa-26368", "xa-26389"], False)


def test_heads_of_units_are_their_units_but_somebody_should_look(world: factory.Province) -> None:
    found = resolve_units("Thủ trưởng các sở, ban, ngành", issuer=world.committee, on=ON)

    assert found.heads
    assert not found.confident
    assert "snv" in {u.code for u in found.units}


def test_what_is_not_understood_in_a_list_is_named(world: factory.Province) -> None:
    found = resolve_units("Sở Nội vụ, Công ty Lạ, Văn phòng UBND tỉnh", issuer=world.board, on=ON)

    assert ([u.code for u in found.units], found.how, found.unknown) == (["vp", "snv"], How.PART, ("Công ty Lạ",))
    assert not found.confident


def test_a_typing_error_gives_the_nearest_name_as_a_guess(world: factory.Province) -> None:
    found = resolve_units("Phòng Qản lý Đầu tư", issuer=world.board, on=ON)

    assert ([u.code for u in found.units], found.how, found.confident) == (["ban-dt"], How.SIMILAR, False)


@pytest.mark.parametrize("wording", ["", "   ", "(t/h)", ";", "Công ty X", "Văn phòng Chính phủ", "x" * 400, "\x00"])
def test_what_fits_nothing_gives_nothing(world: factory.Province, wording: str) -> None:
    found = resolve_units(wording, issuer=world.board, on=ON)

    assert (found.units, found.how, found.confident) == ((), How.NONE, False)


def test_an_entered_wording_wins_and_the_nearest_owner_first(world: factory.Province) -> None:
    add_alias("Tổ giúp việc", Meaning(units=(world.office,)), actor=SYSTEM, valid_from=factory.START)
    add_alias(
        "Tổ giúp việc", Meaning(units=(world.board_office,)), owner=world.board, actor=SYSTEM, valid_from=factory.START
    )
    add_alias("Sở Nội vụ", Meaning(units=(world.office,)), owner=world.board, actor=SYSTEM, valid_from=factory.START)

    assert codes("tổ giúp việc", world.department) == ["vp"]
    assert codes("TỔ GIÚP VIỆC", world.board_division) == ["ban-vp"]
    assert codes("Sở Nội vụ", world.board) == ["vp"]
    assert codes("Sở Nội vụ", world.department) == ["snv"]


def test_a_rule_takes_what_exists_on_the_date_less_the_excluded(world: factory.Province) -> None:
    meaning = Meaning(
        rule=UnitAlias.Rule.CHILDREN, base=UnitAlias.Base.ISSUER, types=("division",), excluded=(world.board_office,)
    )
    alias = add_alias("khối chuyên môn", meaning, owner=world.board, actor=SYSTEM, valid_from=factory.START)
    factory.unit("ban-moi", "Phòng Mới", type="division", parent=world.board, on=date(2025, 1, 1))

    assert codes("Khối chuyên môn", world.board) == ["ban-dt", "ban-mot-cua"]
    assert set(codes("Khối chuyên môn", world.board, NOW)) == {"ban-dt", "ban-mot-cua", "ban-moi"}

    end_alias(alias, on=date(2024, 1, 1), actor=SYSTEM)
    assert codes("Khối chuyên môn", world.board, NOW) == []


def test_one_wording_has_one_meaning_at_a_time(world: factory.Province) -> None:
    add_alias(
        "nhóm A", Meaning(units=(world.office,)), actor=SYSTEM, valid_from=factory.START, valid_to=date(2024, 1, 1)
    )
    add_alias("nhóm A", Meaning(units=(world.board,)), actor=SYSTEM, valid_from=date(2024, 1, 1))

    with pytest.raises(Refused):
        add_alias(
            "Nhóm  a",
            Meaning(units=(world.office,)),
            actor=SYSTEM,
            valid_from=date(2020, 1, 1),
            valid_to=date(2021, 1, 1),
        )
    assert codes("nhóm A", world.committee, ON) == ["vp"]
    assert codes("nhóm A", world.committee, NOW) == ["ban"]


def test_two_corrections_of_one_wording_do_not_overwrite_each_other(world: factory.Province) -> None:
    alias = add_alias("nhóm A", Meaning(units=(world.office,)), actor=SYSTEM, valid_from=factory.START)
    stale = UnitAlias.objects.get(pk=alias.pk)
    change_alias(alias, Meaning(units=(world.board,)), actor=SYSTEM)

    with pytest.raises(Stale):
        change_alias(stale, Meaning(units=(world.department,)), actor=SYSTEM)
    assert codes("nhóm A", world.committee) == ["ban"]


@pytest.mark.parametrize(
    ("meaning", "field"),
    [
        (Meaning(), "units"),
        (Meaning(rule="children", base="unit"), "base_unit"),
        (Meaning(rule="children", types=("ministry",)), "types"),
        (Meaning(rule="elsewhere"), "rule"),
        (Meaning(rule="children", level="hamlet"), "level"),
    ],
)
def test_a_meaning_that_means_nothing_is_refused(world: factory.Province, meaning: Meaning, field: str) -> None:
    with pytest.raises(Invalid) as invalid:
        add_alias("nhóm", meaning, actor=SYSTEM, valid_from=factory.START)
    assert [e.field for e in invalid.value.errors] == [field]


def test_a_whole_document_costs_as_many_queries_as_one_wording(
    world: factory.Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(7):
        resolver = Resolver(world.board, ON)
        for wording in (
            "Văn phòng",
            "Các phòng chuyên môn",
            "Sở Nội vụ, Sở TT&TT",
            "các sở, ban, ngành",
            "Công ty X",
        ) * 20:
            resolver.resolve(wording)
