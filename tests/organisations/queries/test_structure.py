from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories import organisations as factory

from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import Unit
from motcua.organisations.queries.structure import structure_on
from motcua.organisations.queries.units import choices_on, successors
from motcua.organisations.services.reorganisation import carry_out, dissolve, merge, reverse, split

MERGED = date(2025, 3, 1)
DIVIDED = date(2025, 7, 1)
TODAY = date(2026, 11, 20)


@pytest.fixture
def changed(province: factory.Province) -> dict[str, Unit]:
    """A department and an office merged into a new unit; a district divided among two communes; one that simply ended."""
    new = factory.unit("moi", "Sở Mới", parent=province.committee, on=MERGED)
    district = factory.unit("huyen", "UBND huyện", type="peoples_committee", parent=province.committee)
    communes = [
        factory.unit(f"xa-{n}", type="peoples_committee", parent=province.committee, on=DIVIDED) for n in (1, 2)
    ]
    gone = factory.unit("thoi", "Ban chỉ đạo cũ")
    carry_out(merge([factory.fresh(province.department), factory.fresh(province.office)], new, on=MERGED), actor=SYSTEM)
    carry_out(dissolve(district, communes, on=DIVIDED), actor=SYSTEM)
    carry_out(dissolve(gone, on=DIVIDED), actor=SYSTEM)
    return {"new": new, "district": district, "xa1": communes[0], "xa2": communes[1], "gone": gone}


def test_records_count_for_the_successor_in_the_new_structure_and_for_their_unit_in_the_old(
    province: factory.Province, changed: dict[str, Unit]
) -> None:
    old, now = structure_on(MERGED - timedelta(days=1)), structure_on(TODAY)

    assert old.one(province.department) == province.department.pk
    assert now.one(province.department) == now.one(province.office) == changed["new"].pk
    assert now.members(changed["new"]) == {changed["new"].pk, province.department.pk, province.office.pk}
    counts = {province.department.pk: 3, province.office.pk: 4, changed["new"].pk: 5}
    assert now.grouped(counts) == {(changed["new"].pk,): 12}


def test_what_cannot_be_divided_counts_for_all_heirs_together(
    province: factory.Province, changed: dict[str, Unit]
) -> None:
    old, now = structure_on(MERGED - timedelta(days=1)), structure_on(TODAY)

    assert now.of(changed["district"]) == (changed["xa1"].pk, changed["xa2"].pk)
    assert now.one(changed["district"]) is None
    assert now.divided == {changed["district"].pk: (changed["xa1"].pk, changed["xa2"].pk)}
    assert set(old.of(changed["new"])) == {province.department.pk, province.office.pk}
    assert old.one(changed["xa1"]) == changed["district"].pk
    assert now.of(changed["gone"]) == ()
    assert now.grouped({changed["district"].pk: 7, changed["xa1"].pk: 1}) == {
        (changed["xa1"].pk, changed["xa2"].pk): 7,
        (changed["xa1"].pk,): 1,
    }


def test_the_structure_of_any_date_agrees_with_the_successors_of_each_unit(
    province: factory.Province, changed: dict[str, Unit]
) -> None:
    carry_out(
        split(factory.fresh(province.board), [factory.fresh(changed["new"])], on=date(2026, 1, 1), moves={}),
        actor=SYSTEM,
    )

    for on in (MERGED, DIVIDED, date(2026, 1, 1), TODAY):
        structure = structure_on(on)
        for unit in Unit.objects.exclude(code__startswith="xa-").exclude(code="moi"):
            assert structure.of(unit) == tuple(u.pk for u in successors(unit, on)), (unit, on)


def test_an_event_that_was_undone_has_no_successors(province: factory.Province) -> None:
    event = carry_out(merge([province.department], province.board, on=MERGED), actor=SYSTEM)
    reverse(event, actor=SYSTEM, reason="Ghi nhầm")

    assert structure_on(TODAY).one(province.department) == province.department.pk


def test_forms_offer_the_units_of_today_and_say_what_is_above_those_of_one_name(
    province: factory.Province, changed: dict[str, Unit], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n, above in enumerate((changed["new"], changed["xa1"])):
        factory.unit(f"vp-{n}", "Văn phòng", parent=above, on=DIVIDED)
    with django_assert_num_queries(1):
        names = [name for _unit, name in choices_on(Unit.objects.all(), TODAY)]

    assert {"Sở Mới", "Văn phòng (Sở Mới)", "Văn phòng (xa-1)"} <= set(names)
    assert not {"UBND huyện", "Ban chỉ đạo cũ"} & set(names)
    then = [name for _unit, name in choices_on(Unit.objects.all(), MERGED - timedelta(days=1))]
    assert {"UBND huyện", "Ban chỉ đạo cũ"} <= set(then)


def test_a_structure_costs_three_queries(
    province: factory.Province, changed: dict[str, Unit], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        structure_on(TODAY)
