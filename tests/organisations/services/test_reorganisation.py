from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.factories import organisations as factory

from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused
from motcua.organisations.models import Unit, UnitClosure, UnitIdentifier, UnitVersion
from motcua.organisations.permissions import has_grant, valid_on
from motcua.organisations.queries import units as queries
from motcua.organisations.services.reorganisation import (
    carry_out,
    dissolve,
    held_by,
    merge,
    preview,
    reverse,
    split,
    transfer,
)
from motcua.organisations.services.units import give_identifier, rename_unit

DAY = date(2025, 7, 1)
BEFORE = DAY - timedelta(days=1)


def snapshot() -> tuple[object, ...]:
    """All that a reorganisation may touch, apart from the events."""
    return (
        sorted(UnitVersion.objects.values_list("unit__code", "valid_from", "valid_to", "parent__code", "name")),
        sorted(UnitIdentifier.objects.values_list("value", "valid_to"), key=str),
        sorted(UnitClosure.objects.values_list("descendant", "ancestor", "depth", "valid_from", "valid_to"), key=str),
    )


def test_a_merger_rewrites_nothing_and_the_successor_sees_what_the_ended_unit_held(province: factory.Province) -> None:
    head = factory.user("truong", province.board, "head", below=False)
    assert not has_grant(head, "units.change", province.department)

    carry_out(merge([province.department, province.board], province.board, on=DAY), actor=SYSTEM)

    assert [u.code for u in queries.successors(province.department, DAY)] == ["ban"]
    assert [u.code for u in queries.successors(province.department, BEFORE)] == ["snv"]
    row = UnitClosure.objects.get(valid_on(DAY), descendant=province.department, ancestor=province.board)
    assert row.depth == 0
    assert not UnitClosure.objects.filter(
        valid_on(BEFORE), descendant=province.department, ancestor=province.board
    ).exists()


def test_successors_are_followed_over_several_events_as_of_the_date_asked(province: factory.Province) -> None:
    carry_out(merge([province.department], province.office, on=DAY), actor=SYSTEM)
    later = date(2026, 1, 1)
    carry_out(merge([factory.fresh(province.office)], factory.fresh(province.board), on=later), actor=SYSTEM)

    assert [u.code for u in queries.successors(province.department, DAY)] == ["vp"]
    assert [u.code for u in queries.successors(province.department, later)] == ["ban"]


def test_a_dissolved_district_lives_on_in_several_communes(province: factory.Province) -> None:
    district = factory.unit("huyen", "UBND huyện Long Thành", type="peoples_committee", parent=province.committee)
    communes = [factory.unit(f"xa-{n}", type="peoples_committee", parent=province.committee, on=DAY) for n in (1, 2)]

    carry_out(dissolve(district, communes, on=DAY), actor=SYSTEM)

    assert [u.code for u in queries.successors(district, DAY)] == ["xa-1", "xa-2"]
    assert queries.version_on(district, DAY) is None
    assert queries.version_on(district, BEFORE) is not None
    assert not UnitClosure.objects.filter(descendant=district, ancestor__in=communes).exists()
    assert [u.code for u in queries.ancestors(district, DAY)] == ["ubnd"]


def test_children_of_an_ended_unit_follow_its_only_successor(province: factory.Province) -> None:
    carry_out(merge([province.board], province.department, on=DAY), actor=SYSTEM)

    assert [v.unit.code for v in queries.children_on(province.department, DAY)] == ["ban-vp", "ban-dt"]
    assert [v.unit.code for v in queries.children_on(province.board, BEFORE)] == ["ban-vp", "ban-dt"]


def test_a_child_that_takes_over_its_parent_comes_under_the_grandparent(province: factory.Province) -> None:
    carry_out(merge([province.board], province.board_division, on=DAY), actor=SYSTEM)

    assert [u.code for u in queries.ancestors(province.board_division, DAY)] == ["ubnd"]
    assert [u.code for u in queries.ancestors(province.board_office, DAY)] == ["ban-dt", "ubnd"]


def test_a_unit_with_children_does_not_end_without_a_place_for_them(province: factory.Province) -> None:
    with pytest.raises(Refused) as refused:
        carry_out(dissolve(province.board, on=DAY), actor=SYSTEM)
    assert refused.value.code == "children_left"


def test_open_identifiers_of_an_ended_unit_close_with_it(province: factory.Province) -> None:
    give_identifier(province.department, "QD20", "H19.20", actor=SYSTEM, valid_from=factory.START)

    carry_out(merge([factory.fresh(province.department)], province.board, on=DAY), actor=SYSTEM)

    assert UnitIdentifier.objects.get().valid_to == DAY


def test_a_split_moves_what_is_named_and_leaves_the_rest(province: factory.Province, shelf: factory.Shelf) -> None:
    shelf.put(province.department, "dossier:1", "dossier:2", "dossier:3")
    plan = split(
        province.department,
        [province.office, province.board],
        on=DAY,
        moves={"dossier:1": province.office, "dossier:2": province.board},
    )

    carry_out(plan, actor=SYSTEM)

    assert shelf.of(province.office) == ["dossier:1"]
    assert shelf.of(province.board) == ["dossier:2"]
    assert shelf.of(province.department) == ["dossier:3"]


def test_a_preview_tells_the_effect_and_writes_nothing(province: factory.Province, shelf: factory.Shelf) -> None:
    shelf.put(province.board, "dossier:1", "dossier:2")
    before = snapshot()

    effect = preview(split(province.board, [province.department], on=DAY, moves={"dossier:1": province.department}))

    assert snapshot() == before
    assert shelf.of(province.board) == ["dossier:1", "dossier:2"]
    assert [(c.code, p.code if p else None) for c, p in effect.reparented] == [("ban-vp", "snv"), ("ban-dt", "snv")]
    assert [(label, n) for label, _, _, n in effect.moved] == [("Hồ sơ thử", 1)]
    assert [(label, n) for label, _, n in effect.unassigned] == [("Hồ sơ thử", 1)]


def test_a_transfer_moves_records_and_both_units_go_on(province: factory.Province, shelf: factory.Shelf) -> None:
    shelf.put(province.board, "dossier:1", "dossier:2")

    carry_out(transfer(province.board, province.department, on=DAY, moves=["dossier:2"]), actor=SYSTEM)

    assert shelf.of(province.department) == ["dossier:2"]
    assert queries.version_on(province.board, DAY) is not None
    assert queries.successors(province.board, DAY) == [province.board]


@pytest.mark.parametrize("kind", ["merge", "split", "dissolve", "transfer"])
def test_a_second_event_puts_everything_back_exactly(
    province: factory.Province, shelf: factory.Shelf, kind: str
) -> None:
    give_identifier(province.board, "QD20", "H19.30", actor=SYSTEM, valid_from=factory.START)
    shelf.put(province.board, "dossier:1", "dossier:2")
    before = snapshot()
    board, target = factory.fresh(province.board), province.department
    plan = {
        "merge": merge([board], target, on=DAY),
        "split": split(board, [target], on=DAY, moves={"dossier:1": target}),
        "dissolve": dissolve(board, [target], on=DAY, moves={"dossier:1": target, "dossier:2": target}),
        "transfer": transfer(board, target, on=DAY, moves=["dossier:2"]),
    }[kind]
    event = carry_out(plan, actor=SYSTEM)
    if kind != "transfer":
        assert snapshot() != before

    reverse(event, actor=SYSTEM, reason="Ghi nhầm")

    assert snapshot() == before
    assert shelf.of(province.board) == ["dossier:1", "dossier:2"]
    assert shelf.of(province.department) == []


def test_an_event_is_undone_once_and_an_undoing_not_at_all(province: factory.Province) -> None:
    event = carry_out(merge([province.department], province.board, on=DAY), actor=SYSTEM)
    undoing = reverse(event, actor=SYSTEM, reason="Ghi nhầm")

    for one in (event, undoing):
        with pytest.raises(Refused):
            reverse(one, actor=SYSTEM, reason="Lần nữa")


def test_an_event_on_which_something_was_built_is_not_undone(province: factory.Province) -> None:
    event = carry_out(merge([province.board], province.department, on=DAY), actor=SYSTEM)
    rename_unit(factory.fresh(province.board_division), "Phòng Đầu tư", actor=SYSTEM, on=date(2026, 1, 1))
    before = snapshot()

    with pytest.raises(Refused) as refused:
        reverse(event, actor=SYSTEM, reason="Ghi nhầm")

    assert refused.value.code == "built_upon"
    assert snapshot() == before


def test_records_that_went_on_to_a_third_unit_stop_the_undoing(
    province: factory.Province, shelf: factory.Shelf
) -> None:
    shelf.put(province.board, "dossier:1")
    event = carry_out(transfer(province.board, province.department, on=DAY, moves=["dossier:1"]), actor=SYSTEM)
    shelf._move(["dossier:1"], province.department.pk, province.office.pk)

    with pytest.raises(Refused) as refused:
        reverse(event, actor=SYSTEM, reason="Ghi nhầm")
    assert refused.value.code == "moved_on"


def test_what_cannot_be_is_refused_before_anything_is_written(province: factory.Province, shelf: factory.Shelf) -> None:
    shelf.put(province.board, "dossier:1")
    before = snapshot()
    impossible = [
        merge([], province.board, on=DAY),
        split(province.board, [], on=DAY, moves={}),
        split(province.board, [province.board], on=DAY, moves={}),
        split(province.department, [province.office], on=DAY, moves={"dossier:1": province.office}),
        split(province.board, [province.office], on=DAY, moves={"dossier:1": province.department}),
        merge([province.department], province.board, on=date(2010, 1, 1)),
    ]

    for plan in impossible:
        with pytest.raises((Invalid, Refused)):
            carry_out(plan, actor=SYSTEM)
    assert snapshot() == before
    assert shelf.of(province.board) == ["dossier:1"]


def test_a_unit_with_recorded_changes_after_the_day_does_not_end_before_them(province: factory.Province) -> None:
    rename_unit(province.department, "Sau này", actor=SYSTEM, on=date(2026, 1, 1))

    with pytest.raises(Refused) as refused:
        carry_out(merge([factory.fresh(province.department)], province.board, on=DAY), actor=SYSTEM)
    assert refused.value.code == "later_versions"


def test_what_packages_keep_for_a_unit_is_listed_by_kind(province: factory.Province, shelf: factory.Shelf) -> None:
    shelf.put(province.board, "dossier:1")

    held = {h.key: h.refs for h in held_by(province.board)}

    assert held["shelf"] == ("dossier:1",)
    assert Unit.objects.filter(pk=province.board.pk).exists()
