from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.factories import organisations as factory

from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused, Stale
from motcua.organisations.models import UnitClosure, UnitVersion
from motcua.organisations.queries import units as queries
from motcua.organisations.services.tree import together
from motcua.organisations.services.units import (
    Facts,
    change_unit,
    close_identifier,
    correct_version,
    establish_unit,
    give_identifier,
    ref_of,
    rename_unit,
)

CITY = date(2026, 4, 30)
BEFORE = CITY - timedelta(days=1)


def test_documents_are_headed_by_the_name_of_their_own_date(province: factory.Province) -> None:
    rename_unit(
        province.committee,
        "Ủy ban nhân dân thành phố Đồng Nai",
        header_body="UBND thành phố Đồng Nai",
        short_name="UBND thành phố Đồng Nai",
        actor=SYSTEM,
        on=CITY,
        document="Nghị quyết 30/2026/QH16",
    )

    assert queries.header_on(province.committee, BEFORE).body == "UBND tỉnh Đồng Nai"
    assert queries.header_on(province.committee, CITY).body == "UBND thành phố Đồng Nai"


def test_the_line_above_follows_the_parents_name_and_the_place_comes_from_above(province: factory.Province) -> None:
    rename_unit(province.committee, "Mới", header_body="UBND thành phố Đồng Nai", actor=SYSTEM, on=CITY)

    assert queries.header_on(province.department, BEFORE) == queries.Header(
        "UBND tỉnh Đồng Nai", "Sở Nội vụ", "Đồng Nai"
    )
    assert queries.header_on(province.department, CITY).parent == "UBND thành phố Đồng Nai"
    assert queries.header_on(province.committee, CITY).parent == ""


def test_a_rename_keeps_the_old_name_for_its_time_and_is_told_in_the_history(province: factory.Province) -> None:
    rename_unit(province.department, "Sở Mới", actor=SYSTEM, on=CITY)

    assert queries.nearest_version(province.department, BEFORE).name == "Sở Nội vụ"
    assert queries.nearest_version(province.department, CITY).name == "Sở Mới"
    assert [v.name for v in queries.former_names(province.department, CITY)] == ["Sở Nội vụ"]
    assert [e.kind for e in queries.events_of(province.department)] == ["rename", "establish"]
    assert [e.kind for e in events.history(ref_of(province.department))] == ["unit.establish", "unit.rename"]


def test_a_change_in_the_middle_leaves_later_versions_as_they_are(province: factory.Province) -> None:
    rename_unit(province.department, "Sau", actor=SYSTEM, on=CITY)
    rename_unit(factory.fresh(province.department), "Giữa", actor=SYSTEM, on=date(2020, 1, 1))

    rows = UnitVersion.objects.filter(unit=province.department).order_by("valid_from")
    assert [(v.name, v.valid_from, v.valid_to) for v in rows] == [
        ("Sở Nội vụ", factory.START, date(2020, 1, 1)),
        ("Giữa", date(2020, 1, 1), CITY),
        ("Sau", CITY, None),
    ]


def test_a_change_from_the_very_day_a_version_begins_replaces_it(province: factory.Province) -> None:
    rename_unit(province.department, "Đúng ngày", actor=SYSTEM, on=factory.START)

    assert [v.name for v in UnitVersion.objects.filter(unit=province.department)] == ["Đúng ngày"]


def test_a_unit_cannot_change_before_it_exists(province: factory.Province) -> None:
    with pytest.raises(Refused) as refused:
        rename_unit(province.department, "Sớm", actor=SYSTEM, on=factory.START - timedelta(days=1))
    assert refused.value.code == "unit_absent"


def test_two_changes_of_one_reading_do_not_overwrite_each_other(province: factory.Province) -> None:
    stale = factory.fresh(province.department)
    rename_unit(province.department, "Một", actor=SYSTEM, on=CITY)

    with pytest.raises(Stale):
        rename_unit(stale, "Hai", actor=SYSTEM, on=CITY)
    assert queries.nearest_version(province.department, CITY).name == "Một"


def test_units_that_would_stand_under_each_other_are_refused_and_nothing_is_kept(province: factory.Province) -> None:
    facts = Facts.of(queries.nearest_version(province.committee, CITY))

    with pytest.raises(Refused) as refused:
        change_unit(province.committee, replace(facts, parent=province.board_division), actor=SYSTEM, on=CITY)

    assert refused.value.code == "unit_cycle"
    assert queries.nearest_version(province.committee, CITY).parent is None


def test_another_parent_from_a_day_on_moves_the_unit_in_the_tree_of_that_day(province: factory.Province) -> None:
    facts = Facts.of(queries.nearest_version(province.board_division, CITY))
    change_unit(province.board_division, replace(facts, parent=province.department), actor=SYSTEM, on=CITY)

    assert [u.code for u in queries.ancestors(province.board_division, BEFORE)] == ["ban", "ubnd"]
    assert [u.code for u in queries.ancestors(province.board_division, CITY)] == ["snv", "ubnd"]
    assert [v.unit.code for v in queries.children_on(province.board, CITY)] == ["ban-vp"]


def test_a_correction_mends_the_whole_range_and_the_trail_keeps_what_stood_there(province: factory.Province) -> None:
    version = queries.nearest_version(province.department, CITY)

    correct_version(version, replace(Facts.of(version), name="Sở Nội vụ tỉnh"), actor=SYSTEM, reason="Gõ thiếu")

    assert queries.nearest_version(province.department, factory.START).name == "Sở Nội vụ tỉnh"
    last = events.history(ref_of(province.department))[-1]
    assert (last.kind, last.payload["before"]) == ("unit.corrected", {"name": "Sở Nội vụ"})


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        (Facts(name="", type="department"), "moi", "name"),
        (Facts(name="Mới", type="ministry"), "moi", "type"),
        (Facts(name="Mới", type="department"), "có dấu", "code"),
        (Facts(name="Mới", type="department"), "snv", "code"),
    ],
)
def test_wrong_facts_are_refused_by_field(province: factory.Province, facts: Facts, code: str, field: str) -> None:
    with pytest.raises(Invalid) as invalid:
        establish_unit(code, facts, actor=SYSTEM, on=CITY)

    assert [e.field for e in invalid.value.errors] == [field]


def test_an_identifier_is_never_given_again_even_after_it_closed(province: factory.Province) -> None:
    given = give_identifier(province.committee, "QD20", "h19", actor=SYSTEM, valid_from=factory.START)
    close_identifier(given, actor=SYSTEM, on=CITY)

    for unit in (province.elsewhere, province.committee):
        with pytest.raises(Refused) as refused:
            give_identifier(factory.fresh(unit), "QD20", "H19", actor=SYSTEM, valid_from=CITY)
        assert refused.value.code == "identifier_used"


def test_a_unit_is_named_by_slug_or_by_an_identifier_valid_on_the_date(province: factory.Province) -> None:
    given = give_identifier(province.board, "QD20", "H19.30", actor=SYSTEM, valid_from=factory.START)
    close_identifier(given, actor=SYSTEM, on=CITY)

    assert queries.unit_named("ban") == province.board
    assert queries.unit_named("h19.30", BEFORE) == province.board
    with pytest.raises(queries.NotFound):
        queries.unit_named("H19.30", CITY)


def test_one_identifier_of_a_scheme_is_in_force_at_a_time(province: factory.Province) -> None:
    give_identifier(province.board, "QD20", "H19.30", actor=SYSTEM, valid_from=factory.START)

    with pytest.raises(Refused) as refused:
        give_identifier(factory.fresh(province.board), "QD20", "H19.31", actor=SYSTEM, valid_from=CITY)
    assert refused.value.code == "identifier_open"


def test_many_changes_together_are_settled_once_at_the_end(
    province: factory.Province, django_assert_max_num_queries: object
) -> None:
    with together():
        made = factory.unit("moi", parent=province.board)
        assert not UnitClosure.objects.filter(descendant=made).exists()

    assert UnitClosure.objects.filter(descendant=made, ancestor=province.committee, depth=2).exists()


def test_a_unit_is_found_by_its_old_name_by_abbreviation_and_without_diacritics(province: factory.Province) -> None:
    rename_unit(province.department, "Sở Tổ chức", actor=SYSTEM, on=CITY)
    give_identifier(factory.fresh(province.department), "QD20", "H19.20", actor=SYSTEM, valid_from=CITY)

    for words in ("so to chuc", "Sở Nội vụ", "noi vu", "SNV", "H19.20"):
        found = queries.search_units(queries.on_date(CITY), words).queryset.order_by("-search_rank")
        assert found[0].unit == province.department, words
