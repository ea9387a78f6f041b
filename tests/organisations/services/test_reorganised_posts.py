"""Posts, terms, charges, signing authorities and delegations when their unit ends; and the report before equals what is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import organisations as factory

from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import AppError, Refused
from motcua.organisations.models import (
    Charge,
    Delegation,
    Post,
    SigningAuthority,
    Tenure,
    Unit,
    UnitEvent,
    UnitIdentifier,
    UnitVersion,
)
from motcua.organisations.permissions import valid_on
from motcua.organisations.queries.posts import head_of, leader_in_charge
from motcua.organisations.rules.grounds import Ground
from motcua.organisations.services.charges import assign_charge
from motcua.organisations.services.delegations import delegate, end_delegation
from motcua.organisations.services.posts import create_post, seat, unseat
from motcua.organisations.services.reorganisation import (
    Effect,
    Reorganisation,
    carry_out,
    dissolve,
    merge,
    preview,
    reverse,
    split,
    transfer,
)
from motcua.organisations.services.signing import give_signing
from motcua.organisations.services.units import give_identifier

TODAY = date(2026, 11, 20)
DAY = date(2026, 12, 1)
GROUND = Ground("15/QĐ-KCN", date(2026, 1, 5))


@pytest.fixture
def staffed(province: factory.Province) -> factory.Province:
    """The Board with head and deputy, charges, an authority to sign, and two delegations; the province's head in charge of the Board."""

    def held(unit: Unit, kind: str, title: str, username: str) -> Post:
        post = create_post(unit, kind=kind, title=title, valid_from=factory.START, actor=SYSTEM)
        seat(post, factory.officer(username, unit), valid_from=factory.START, actor=SYSTEM)
        return post

    chair = held(province.committee, "head", "Chủ tịch", "chutich")
    held(province.board, "head", "Trưởng ban", "truongban")
    deputy = held(province.board, "deputy", "Phó Trưởng ban", "phoban")
    held(province.board_division, "head", "Trưởng phòng", "truongphong")
    held(province.department, "head", "Giám đốc", "giamdoc")
    for post, unit in ((chair, province.board), (deputy, province.board_division)):
        assign_charge(post, unit=unit, valid_from=factory.START, ground=GROUND, actor=SYSTEM)
    give_signing(province.board, deputy, capacity="KT", valid_from=factory.START, ground=GROUND, actor=SYSTEM)
    people = {o.person.user.username: o for o in (t.officer for t in Tenure.objects.all()) if o.person.user}
    delegate(people["truongban"], people["phoban"], starts=TODAY, ends=DAY + timedelta(days=9), actor=SYSTEM)
    delegate(
        people["truongban"],
        people["phoban"],
        starts=DAY + timedelta(days=20),
        ends=DAY + timedelta(days=22),
        actor=SYSTEM,
    )
    give_identifier(province.board, "QD20", "H19.30", actor=SYSTEM, valid_from=factory.START)
    return province


def ends() -> dict[str, list[tuple[int, Any]]]:
    tables: dict[str, Any] = {
        "posts": Post,
        "tenures": Tenure,
        "charges": Charge,
        "authorities": SigningAuthority,
    }
    found = {name: list(table.objects.order_by("pk").values_list("pk", "valid_to")) for name, table in tables.items()}
    found["delegations"] = list(Delegation.objects.order_by("pk").values_list("pk", "ends_at"))
    return found


def changed_ends(before: dict[str, Any], after: dict[str, Any]) -> dict[str, set[int]]:
    return {name: {pk for pk, end in set(after[name]) - set(before[name])} for name in before}


def named(effect: Effect) -> dict[str, set[int]]:
    names = ("posts", "tenures", "charges", "authorities", "delegations")
    return {name: {row.pk for row in getattr(effect.posts, name)} for name in names}


def test_what_rests_on_the_posts_of_an_ended_unit_is_named_before_and_ends_on_the_date(
    staffed: factory.Province,
) -> None:
    plan = merge([factory.fresh(staffed.board)], factory.fresh(staffed.department), on=DAY)
    before = ends()

    effect = preview(plan)
    assert ends() == before
    carry_out(plan, actor=SYSTEM)

    assert {name: len(rows) for name, rows in named(effect).items()} == {
        "posts": 2, "tenures": 2, "charges": 2, "authorities": 1, "delegations": 2,
    }  # fmt: skip
    assert changed_ends(before, ends()) == named(effect)
    assert not Post.objects.filter(valid_on(DAY), unit=staffed.board).exists()
    assert head_of(staffed.board, DAY - timedelta(days=1)) is not None
    heir = head_of(staffed.board, DAY)
    assert heir == head_of(staffed.department, DAY)
    assert leader_in_charge(staffed.board_division, DAY) == heir


@pytest.mark.parametrize("kind", ["merge", "split", "dissolve"])
def test_undoing_puts_posts_and_what_rests_on_them_back_exactly(staffed: factory.Province, kind: str) -> None:
    before = ends()
    board, target = factory.fresh(staffed.board), factory.fresh(staffed.department)
    plan = {
        "merge": merge([board], target, on=DAY),
        "split": split(board, [target], on=DAY, moves={}),
        "dissolve": dissolve(board, [target], on=DAY),
    }[kind]
    event = carry_out(plan, actor=SYSTEM)
    assert ends() != before

    reverse(event, actor=SYSTEM, reason="Ghi nhầm")

    assert ends() == before
    assert events.verify() is None


def test_a_unit_that_goes_on_keeps_its_posts(staffed: factory.Province) -> None:
    before = ends()
    board, target = factory.fresh(staffed.board), factory.fresh(staffed.department)

    carry_out(split(board, [target], on=DAY, moves={}, goes_on=True), actor=SYSTEM)

    assert ends() == before


def test_something_that_begins_after_the_date_stops_the_event_before_anything_is_written(
    staffed: factory.Province,
) -> None:
    create_post(staffed.board, kind="deputy", title="Phó Trưởng ban", valid_from=DAY, actor=SYSTEM, position=2)
    before = ends()

    for act in (preview, lambda plan: carry_out(plan, actor=SYSTEM)):
        with pytest.raises(Refused) as refused:
            act(merge([factory.fresh(staffed.board)], factory.fresh(staffed.department), on=DAY))
        assert refused.value.code == "later_posts"
    assert ends() == before


def test_an_undoing_is_refused_after_a_restored_row_would_have_changed(staffed: factory.Province) -> None:
    event = carry_out(merge([factory.fresh(staffed.board)], factory.fresh(staffed.department), on=DAY), actor=SYSTEM)
    tenure = Tenure.objects.filter(post__unit=staffed.board).first()
    assert tenure is not None
    unseat(tenure, on=TODAY, actor=SYSTEM)

    with pytest.raises(Refused) as refused:
        reverse(event, actor=SYSTEM, reason="Ghi nhầm")
    assert refused.value.code == "built_upon"


def test_a_delegation_that_was_over_stays_as_it_was(staffed: factory.Province) -> None:
    first = Delegation.objects.order_by("pk").first()
    assert first is not None
    end_delegation(first, actor=SYSTEM)
    before = ends()

    carry_out(merge([factory.fresh(staffed.board)], factory.fresh(staffed.department), on=DAY), actor=SYSTEM)

    assert first.pk not in changed_ends(before, ends())["delegations"]


# --- the report equals the run, over small trees and all kinds

Build = Callable[[list[Unit]], Reorganisation]


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[int | None], set[int], list[tuple[int, str]], Build]:
    """A tree of up to six units (the parent of each), who has a post, what is kept where, and an event over it."""
    size = draw(st.integers(3, 6))
    parents: list[int | None] = [None, *(draw(st.integers(0, n - 1)) for n in range(1, size))]
    heads = draw(st.sets(st.integers(0, size - 1)))
    kept = draw(st.lists(st.tuples(st.integers(0, size - 1), st.sampled_from("abc")), max_size=5, unique=True))
    some = st.integers(0, size - 1)
    first, second, third = draw(some), draw(some), draw(some)
    moved = draw(st.sets(st.sampled_from("abc")))
    goes_on = draw(st.booleans())

    def build(units: list[Unit]) -> Reorganisation:
        one, two, three = units[first], units[second], units[third]
        moves = {f"{one.code}:{name}": two for name in moved}
        return {
            "merge": lambda: merge([one, three], two, on=DAY),
            "split": lambda: split(one, [two, three], on=DAY, moves=moves, goes_on=goes_on),
            "dissolve": lambda: dissolve(one, [two] if goes_on else [], on=DAY, moves=moves if goes_on else {}),
            "transfer": lambda: transfer(one, two, on=DAY, moves=list(moves)),
        }[kind]()

    kind = draw(st.sampled_from(["merge", "split", "dissolve", "transfer"]))
    return parents, heads, kept, build


def state() -> dict[str, Any]:
    parents = dict(UnitVersion.objects.filter(valid_on(DAY)).values_list("unit", "parent"))
    return {
        "parents": parents,
        "closed": set(UnitIdentifier.objects.filter(valid_to=DAY).values_list("pk", flat=True)),
        **ends(),
    }


def carried(plan: Reorganisation) -> UnitEvent:
    return carry_out(plan, actor=SYSTEM)


def refused_by(act: Callable[[Reorganisation], object], plan: Reorganisation) -> str | None:
    """The sentence with which an act refuses a plan."""
    with transaction.atomic():
        try:
            act(plan)
        except AppError as error:
            return str(error)
        finally:
            transaction.set_rollback(True)
    return None


@pytest.mark.any_database
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans())
def test_the_report_tells_exactly_what_the_run_does(db: None, shelf: factory.Shelf, drawn: Any) -> None:
    parents, heads, kept, build = drawn
    with transaction.atomic():
        _one_example(shelf, parents, heads, kept, build)
        transaction.set_rollback(True)
    shelf.held.clear()


def _one_example(shelf: factory.Shelf, parents: Any, heads: Any, kept: Any, build: Build) -> None:
    units: list[Unit] = []
    for n, parent in enumerate(parents):
        units.append(factory.unit(f"u{n}", f"Đơn vị {n}", parent=None if parent is None else units[parent]))
        give_identifier(units[n], "QD20", f"H19.{n + 1}", actor=SYSTEM, valid_from=DAY if n == 2 else factory.START)
        if n in heads:
            create_post(units[n], kind="head", title="Trưởng", valid_from=factory.START, actor=SYSTEM)
    for n, name in kept:
        shelf.put(units[n], f"{units[n].code}:{name}")
    units = [factory.fresh(u) for u in units]
    before, held = state(), {u.pk: shelf.of(u) for u in units}
    plan = build(units)

    refusal = refused_by(preview, plan)
    if refusal is not None:
        assert refused_by(carried, plan) == refusal
        return
    effect = preview(plan)
    assert state() == before
    event = carry_out(plan, actor=SYSTEM)

    after = state()
    assert before["parents"].keys() - after["parents"].keys() == {u.pk for u in effect.ended}
    moved_up = {pk: parent for pk, parent in after["parents"].items() if before["parents"][pk] != parent}
    assert moved_up == {c.pk: p.pk if p else None for c, p in effect.reparented}
    assert after["closed"] - before["closed"] == {i.pk for i in effect.identifiers}
    assert changed_ends({k: before[k] for k in ends()}, {k: after[k] for k in ends()}) == named(effect)
    gained = {u.pk: len(set(shelf.of(u)) - set(held[u.pk])) for u in units}
    assert {pk: n for pk, n in gained.items() if n} == {new.pk: n for _, _, new, n in effect.moved}
    left = {u.pk: len(shelf.of(u)) for u in effect.ended if shelf.of(u)}
    assert left == {unit.pk: n for _, unit, n in effect.unassigned}

    reverse(event, actor=SYSTEM, reason="Thử")
    assert state() == before
    assert {u.pk: shelf.of(u) for u in units} == held
