from __future__ import annotations

from copy import copy
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries
from tests.factories import organisations as factory

from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Forbidden
from motcua.organisations import permissions
from motcua.organisations.models import Grant, Unit, UnitVersion, User
from motcua.organisations.permissions import (
    ACTIONS,
    Role,
    actor_of,
    declare,
    granted_units,
    has_any_grant,
    has_grant,
    held_today,
    is_officer,
    is_personal,
    keep_rights,
    require,
    roles_for,
    units_in_reach,
    visible,
)
from motcua.organisations.services.delegations import delegate, end_delegation
from motcua.organisations.services.people import appoint_officer, end_grant, end_officer, grant_role
from motcua.organisations.services.reorganisation import carry_out, merge
from motcua.organisations.services.units import rename_unit

pytestmark = [pytest.mark.long, pytest.mark.any_database]

TODAY = date(2026, 11, 20)
UNLIKE = list({(roles, is_personal(action)): action for action, roles in ACTIONS.items()}.values())
"""One action of each kind: of an action the code asks for nothing but its roles and whether it is personal."""


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_exactly_the_actions_of_the_table(province: factory.Province, role: Role) -> None:
    user = factory.user("thu", province.board, role)

    opened = {action for action in ACTIONS if has_grant(user, action, province.board)}

    assert opened == {action for action, roles in ACTIONS.items() if role in roles}


def reach(province: factory.Province) -> dict[str, tuple[User, set[str]]]:
    """People and the units for which each may change units."""
    everything_below = {"ubnd", "vp", "snv", "ban", "ban-vp", "ban-dt"}
    away = factory.officer("vang", province.board, "operator")
    cover = factory.officer("thay", province.department, "office")
    delegate(away, cover, starts=TODAY, ends=TODAY, actor=SYSTEM)
    both = factory.officer("hai", province.board_division, "operator")
    grant_role(both, role="operator", unit=province.elsewhere, valid_from=factory.START, actor=SYSTEM)
    return {
        "top": (factory.user("dau", province.committee, "operator"), everything_below),
        "board": (factory.user("ban1", province.board, "operator"), {"ban", "ban-vp", "ban-dt"}),
        "board only": (factory.user("ban2", province.board, "operator", below=False), {"ban"}),
        "two places": (User.objects.get(username="hai"), {"ban-dt", "tinh-khac"}),
        "other role": (factory.user("khac", province.committee, "auditor"), set()),
        "no role": (factory.user("khong", province.committee), set()),
        "stands in for an operator": (User.objects.get(username="thay"), set()),
        "nobody": (AnonymousUser(), set()),
    }


def test_predicate_and_filter_are_equal_for_every_person_and_unit(province: factory.Province) -> None:
    """Over a tree that was changed: a merger, a division that moved, a planned unit, an ended grant."""
    people = reach(province)
    carry_out(merge([province.department], factory.fresh(province.office), on=date(2025, 3, 1)), actor=SYSTEM)
    factory.unit("mai-sau", parent=province.board, on=date(2030, 1, 1))

    for (name, (user, _)), action in product(people.items(), UNLIKE):
        by_filter = set(visible(Unit.objects.all(), user, action, "pk").values_list("code", flat=True))
        by_predicate = {u.code for u in Unit.objects.all() if has_grant(user, action, u)}
        assert by_filter == by_predicate == set(granted_units(user, action).values_list("code", flat=True)), (
            name,
            action,
        )


@pytest.mark.any_database
def test_rights_kept_for_a_request_open_what_rights_asked_anew_open(province: factory.Province) -> None:
    """By predicate, filter and set of units; today, and on a day before and after a merger."""
    people = reach(province)
    carry_out(merge([province.department], factory.fresh(province.office), on=date(2025, 3, 1)), actor=SYSTEM)
    everything = list(Unit.objects.order_by("pk"))

    for (name, (user, _)), on in product(people.items(), (None, date(2025, 2, 28), date(2025, 3, 1))):
        kept = copy(user)
        keep_rights(kept)
        for action in UNLIKE:
            anew = {u.pk for u in everything if has_grant(user, action, u, on=on)}
            assert {u.pk for u in everything if has_grant(kept, action, u, on=on)} == anew, (name, action, on)
            for asks in (user, kept):
                seen = visible(Unit.objects.all(), asks, action, "pk", on=on)
                within = Unit.objects.filter(pk__in=units_in_reach(asks, action, on=on))
                assert {u.pk for u in seen} == anew == {u.pk for u in within}, (name, action, on)
        assert is_officer(kept) == is_officer(user)


def test_kept_rights_are_read_once_and_a_unit_is_looked_up_once(
    province: factory.Province, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = factory.user("motlan", province.committee, "operator")
    keep_rights(user)

    with django_assert_num_queries(1):
        assert is_officer(user)
        assert has_any_grant(user, "units.change")
    with django_assert_num_queries(1):
        assert has_grant(user, "units.change", province.board)
        assert not has_grant(user, "plans.accept", province.board)
    with django_assert_num_queries(1):
        assert len(visible(Unit.objects.all(), user, "units.change", "pk")) == 6


def test_grants_reach_their_unit_and_with_below_what_stands_under_it(province: factory.Province) -> None:
    for name, (user, codes) in reach(province).items():
        assert {u.code for u in Unit.objects.all() if has_grant(user, "units.change", u)} == codes, name


def test_the_filter_costs_one_query_however_many_grants(
    province: factory.Province, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer = factory.officer("nhieu", province.board, "operator")
    user = User.objects.get(username="nhieu")
    with django_assert_num_queries(1):
        one = list(visible(UnitVersion.objects.all(), user, "units.change", "unit"))
    for role, unit in product(("office", "head", "auditor"), (province.board, province.office, province.department)):
        grant_role(officer, role=role, unit=unit, valid_from=factory.START, actor=SYSTEM)

    with django_assert_num_queries(1):
        assert list(visible(UnitVersion.objects.all(), user, "units.change", "unit")) == one
    with django_assert_num_queries(1):
        assert has_grant(user, "units.change", province.board_division)


def test_rows_of_an_ended_unit_stay_visible_from_above_and_come_to_its_successor(province: factory.Province) -> None:
    successor = factory.user("kethua", province.board, "operator", below=False)
    above = factory.user("tren", province.committee, "operator")
    carry_out(merge([province.department], province.board, on=date(2025, 3, 1)), actor=SYSTEM)

    assert has_grant(successor, "units.change", province.department)
    assert not has_grant(successor, "units.change", province.department, on=date(2025, 2, 28))
    assert has_grant(above, "units.change", province.department)


def test_a_grant_and_a_post_hold_within_their_dates_only(province: factory.Province) -> None:
    officer = factory.officer("hen", province.board, "operator")
    user = User.objects.get(username="hen")
    factory.user("khac", province.committee, "operator")
    grant = Grant.objects.get(officer=officer)
    tomorrow = TODAY + timedelta(days=1)

    end_grant(grant, on=tomorrow, actor=SYSTEM)
    assert has_grant(user, "units.change", province.board)
    assert not has_grant(user, "units.change", province.board, on=tomorrow)

    grant_role(officer, role="operator", unit=province.board, valid_from=tomorrow, actor=SYSTEM)
    end_officer(officer, on=TODAY, actor=SYSTEM)
    assert not is_officer(User.objects.get(username="hen"))


def test_require_raises_for_what_is_not_granted(province: factory.Province) -> None:
    user = factory.user("uyen", province.board, "operator")

    require(user, "units.change", province.board_division)
    require(user, "units.change")
    for unit in (province.committee, province.elsewhere):
        with pytest.raises(Forbidden):
            require(user, "units.change", unit)
    with pytest.raises(Forbidden):
        require(AnonymousUser(), "units.change")
    assert not has_any_grant(AnonymousUser(), "units.change")


def test_an_action_is_declared_once_and_an_unknown_one_is_an_error() -> None:
    declare({"thu.nghiem": {Role.HEAD}})
    declare({"thu.nghiem": {Role.HEAD}})

    with pytest.raises(ValueError, match="declared twice"):
        declare({"thu.nghiem": {Role.LEADER}})
    assert roles_for("thu.nghiem") == {Role.HEAD}
    with pytest.raises(KeyError):
        roles_for("thu.khong_co")


def test_the_actor_is_the_person_in_post_and_unit_of_today(
    province: factory.Province, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rename_unit(province.board, "Ban Mới", actor=SYSTEM, on=date(2026, 1, 1))
    user = factory.user("hoa", province.board, "head")

    actor = actor_of(user)

    assert (actor.name, actor.role, actor.unit) == ("Nguyễn Văn Hoa", "Chuyên viên", "Ban Mới")
    with django_assert_num_queries(0):
        assert actor_of(user) is actor


def test_an_account_without_post_acts_under_its_user_name(db: None) -> None:
    user: Any = User.objects.create(username="tre")

    assert actor_of(user).name == "tre"
    assert not is_officer(user)


# --- standing in for somebody who is away


@pytest.fixture(autouse=True)
def own_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test declares is forgotten with it."""
    monkeypatch.setattr(permissions, "_declared", dict(permissions._declared))
    monkeypatch.setattr(permissions, "_personal", set(permissions._personal))


def covered(province: factory.Province, role: str = "head") -> tuple[User, User]:
    """Somebody who is away today with a role on the Board, and a colleague without any role who stands in for them."""
    giver = factory.officer("vang", province.board, role)
    receiver = factory.officer("thay", province.office)
    delegate(giver, receiver, starts=TODAY, ends=TODAY, actor=SYSTEM)
    return User.objects.get(username="vang"), User.objects.get(username="thay")


def test_who_stands_in_may_do_what_the_absent_may_and_nothing_personal(province: factory.Province) -> None:
    declare({"thu.lam": {Role.HEAD}, "thu.ky": {Role.HEAD}}, personal={"thu.ky"})
    giver, receiver = covered(province)

    for action, may in (("thu.lam", True), ("thu.ky", False), ("delegations.change", False)):
        assert has_grant(giver, action, province.board_division)
        assert has_any_grant(giver, action)
        assert has_grant(receiver, action, province.board_division) is may, action
        assert has_any_grant(receiver, action) is may, action
        assert is_personal(action) is not may
    assert not has_grant(receiver, "thu.lam", province.department)
    assert is_officer(receiver)


@pytest.mark.parametrize("role", list(Role))
def test_predicate_and_filter_are_equal_for_who_stands_in_and_running_the_installation_is_not_passed_on(
    province: factory.Province, role: Role
) -> None:
    _, receiver = covered(province, role)

    for action in UNLIKE:
        by_filter = set(visible(Unit.objects.all(), receiver, action, "pk").values_list("code", flat=True))
        assert by_filter == {u.code for u in Unit.objects.all() if has_grant(receiver, action, u)}, action
        passed_on = role in ACTIONS[action] and role != Role.OPERATOR and not is_personal(action)
        assert by_filter == ({"ban", "ban-vp", "ban-dt"} if passed_on else set()), action
        assert has_any_grant(receiver, action) is bool(by_filter), action


def test_standing_in_begins_and_ends_with_its_time(province: factory.Province) -> None:
    from motcua.organisations.models import Delegation

    declare({"thu.lam": {Role.HEAD}})
    _, receiver = covered(province)
    made = Delegation.objects.get()

    assert has_grant(receiver, "thu.lam", province.board)
    assert not has_grant(receiver, "thu.lam", province.board, on=TODAY + timedelta(days=1))
    assert not has_grant(receiver, "thu.lam", province.board, on=TODAY - timedelta(days=1))
    end_delegation(made, actor=SYSTEM)
    fresh = User.objects.get(pk=receiver.pk)
    assert not has_grant(fresh, "thu.lam", province.board)
    assert not is_officer(fresh)


def test_what_was_delegated_is_not_delegated_on(province: factory.Province) -> None:
    """The second step cannot be recorded; were it there, it would open nothing."""
    from motcua.kernel import clock
    from motcua.organisations.models import Delegation

    declare({"thu.lam": {Role.HEAD}})
    covered(province)
    receiver = Delegation.objects.get().receiver
    third = factory.officer("baba", province.office)
    end = clock.now() + timedelta(hours=2)
    Delegation.objects.create(giver=receiver, receiver=third, starts_at=clock.now(), ends_at=end, planned_end=end)

    assert not has_grant(User.objects.get(username="baba"), "thu.lam", province.board)


def test_a_token_stands_in_as_its_officer_only(province: factory.Province) -> None:
    declare({"thu.lam": {Role.HEAD}})
    _, receiver = covered(province)
    officer = factory.officer("mayb", province.office)
    here = User.objects.get(pk=receiver.pk)
    here.acting_officer_id = here.person.officers.get().pk
    assert has_grant(here, "thu.lam", province.board)

    other = appoint_officer(receiver.person, province.department, post="Kiêm", valid_from=factory.START, actor=SYSTEM)
    there = User.objects.get(pk=receiver.pk)
    there.acting_officer_id = other.pk
    assert not has_grant(there, "thu.lam", province.board)
    assert not has_grant(officer.person.user, "thu.lam", province.board)


def test_questions_of_rights_cost_one_query_however_many_delegations(
    province: factory.Province, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    declare({"thu.lam": {Role.HEAD}})
    _, receiver = covered(province)
    cover = receiver.person.officers.get()
    for count in (1, 5):
        for n in range(count - 1):
            delegate(factory.officer(f"vang{n}", province.board, "head"), cover, starts=TODAY, ends=TODAY, actor=SYSTEM)
        user = User.objects.get(pk=receiver.pk)
        with django_assert_num_queries(1):
            assert has_grant(user, "thu.lam", province.board)
        with django_assert_num_queries(1):
            assert len(visible(Unit.objects.all(), user, "thu.lam", "pk")) == 3
        with django_assert_num_queries(1):
            assert has_any_grant(user, "thu.lam")
            assert is_officer(user)


def test_personal_names_only_what_is_declared_with_it() -> None:
    with pytest.raises(ValueError, match="not declared"):
        declare({"thu.khac": {Role.HEAD}}, personal={"thu.chua_co"})


# --- the post in which somebody acts


def test_the_chosen_post_is_named_and_all_posts_open_their_doors(province: factory.Province) -> None:
    declare({"thu.lam": {Role.HEAD}})
    first = factory.officer("hai2", province.board, "head")
    second = appoint_officer(first.person, province.office, post="Tổ trưởng", valid_from=TODAY, actor=SYSTEM)
    grant_role(second, role="office", unit=province.office, valid_from=TODAY, actor=SYSTEM)

    def user(chosen: str = "") -> User:
        found = User.objects.get(username="hai2")
        found.chosen_officer_uid = chosen
        return found

    assert actor_of(user()).role == "Chuyên viên"
    chosen = user(str(second.uid))
    assert (actor_of(chosen).role, actor_of(chosen).unit) == ("Tổ trưởng", "Văn phòng UBND tỉnh")
    assert [o.post for o in held_today(chosen)] == ["Tổ trưởng", "Chuyên viên"]
    assert has_grant(chosen, "thu.lam", province.board)
    end_officer(second, on=TODAY + timedelta(days=1), actor=SYSTEM)
    from motcua.kernel import clock

    with clock.frozen(clock.now() + timedelta(days=1)):
        assert actor_of(user(str(second.uid))).role == "Chuyên viên"


def test_anybody_does_not_hold_the_posts_of_people_without_an_account(province: factory.Province) -> None:
    officer = factory.officer("khong", province.board, "operator")
    officer.person.user = None
    officer.person.save()

    assert held_today(AnonymousUser()) == []
