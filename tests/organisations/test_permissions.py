from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries
from tests.factories import organisations as factory

from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Forbidden
from motcua.organisations.models import Grant, Unit, UnitVersion, User
from motcua.organisations.permissions import (
    ACTIONS,
    Role,
    actor_of,
    declare,
    granted_units,
    has_any_grant,
    has_grant,
    is_officer,
    require,
    roles_for,
    visible,
)
from motcua.organisations.services.people import end_grant, end_officer, grant_role
from motcua.organisations.services.reorganisation import carry_out, merge
from motcua.organisations.services.units import rename_unit

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_exactly_the_actions_of_the_table(province: factory.Province, role: Role) -> None:
    user = factory.user("thu", province.board, role)

    opened = {action for action in ACTIONS if has_grant(user, action, province.board)}

    assert opened == {action for action, roles in ACTIONS.items() if role in roles}


def reach(province: factory.Province) -> dict[str, tuple[User, set[str]]]:
    """People and the units for which each may change units."""
    everything_below = {"ubnd", "vp", "snv", "ban", "ban-vp", "ban-dt"}
    both = factory.officer("hai", province.board_division, "operator")
    grant_role(both, role="operator", unit=province.elsewhere, valid_from=factory.START, actor=SYSTEM)
    return {
        "top": (factory.user("dau", province.committee, "operator"), everything_below),
        "board": (factory.user("ban1", province.board, "operator"), {"ban", "ban-vp", "ban-dt"}),
        "board only": (factory.user("ban2", province.board, "operator", below=False), {"ban"}),
        "two places": (User.objects.get(username="hai"), {"ban-dt", "tinh-khac"}),
        "other role": (factory.user("khac", province.committee, "auditor"), set()),
        "no role": (factory.user("khong", province.committee), set()),
        "nobody": (AnonymousUser(), set()),
    }


def test_predicate_and_filter_are_equal_for_every_person_and_unit(province: factory.Province) -> None:
    """Over a tree that was changed: a merger, a division that moved, a planned unit, an ended grant."""
    people = reach(province)
    carry_out(merge([province.department], factory.fresh(province.office), on=date(2025, 3, 1)), actor=SYSTEM)
    factory.unit("mai-sau", parent=province.board, on=date(2030, 1, 1))

    for (name, (user, _)), action in product(people.items(), ACTIONS):
        by_filter = set(visible(Unit.objects.all(), user, action, "pk").values_list("code", flat=True))
        by_predicate = {u.code for u in Unit.objects.all() if has_grant(user, action, u)}
        assert by_filter == by_predicate == set(granted_units(user, action).values_list("code", flat=True)), (
            name,
            action,
        )


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
