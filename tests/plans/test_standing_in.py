"""Who stands in for somebody who is away sees the list of the post, may act on it, and stops when the absence is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.factories import documents as office
from tests.factories.plans import World

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM, Actor
from motcua.organisations.models import User
from motcua.organisations.permissions import actor_of
from motcua.organisations.rules.grounds import Ground
from motcua.organisations.services.accounts import create_officer
from motcua.organisations.services.charges import assign_charge
from motcua.organisations.services.delegations import delegate
from motcua.organisations.services.posts import create_post, seat
from motcua.plans.models import Occurrence
from motcua.plans.queries import work as queries
from motcua.plans.services.assigning import assign
from motcua.plans.services.difficulties import instruct, raise_difficulty
from motcua.plans.services.work import Work, register_source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def away(giver: User, receiver: User) -> None:
    officers = [u.person.officers.get() for u in (giver, receiver)]
    delegate(*officers, starts=clock.now(), ends=clock.now() + timedelta(days=3), actor=SYSTEM)


@pytest.fixture
def given(world: World) -> Occurrence:
    """A task of the division, assigned to its specialist."""
    source = register_source(
        kind="instruction",
        owner=world.board,
        title="Chỉ đạo",
        issued_on=clock.today(),
        actor=actor_of(world.office),
        works=[Work("Rà soát biểu mẫu", (world.division,), clock.today() + timedelta(days=3))],
    )
    one = Occurrence.objects.select_related("task", "unit").get(task__work_source=source)
    assign(one, officer=world.specialist.person.officers.get(), role="lead", actor=actor_of(world.office))
    return one


def test_a_stand_in_sees_what_was_given_to_who_is_away(world: World, given: Occurrence) -> None:
    cover = create_officer(
        "Người Thay", unit=world.elsewhere, role="specialist", actor=SYSTEM, on=office.START, password=office.PASSWORD
    )
    assert list(queries.given_to(cover.user)) == []
    away(world.specialist, cover.user)

    assert list(queries.given_to(fresh(cover.user))) == [given]
    assert list(queries.work_of(fresh(cover.user), ["mine"])) == [given]
    assert given in queries.led_by(fresh(cover.user))
    with clock.frozen(clock.now() + timedelta(days=4)):
        assert list(queries.given_to(fresh(cover.user))) == []


def test_a_stand_in_of_the_leader_in_charge_answers_difficulties(world: World, given: Occurrence) -> None:
    chair = create_post(world.board, kind="head", title="Trưởng ban", valid_from=office.START, actor=SYSTEM)
    seat(chair, world.leader.person.officers.get(), valid_from=office.START, actor=SYSTEM)
    ground = Ground("10/TB-KCN", office.START)
    assign_charge(chair, unit=world.division, valid_from=office.START, actor=SYSTEM, ground=ground)
    found = raise_difficulty(
        given.task, unit=world.division, occurrence=given, text="Thiếu người", actor=Actor(None, "Đơn vị")
    )
    assert found.leader is not None and found.leader.person == world.leader.person
    assert list(queries.difficulties_waiting(fresh(world.auditor))) == []
    cover = create_officer(
        "Người Thay", unit=world.elsewhere, role="leader", actor=SYSTEM, on=office.START, password=office.PASSWORD
    )
    away(world.leader, cover.user)

    mine = fresh(cover.user)
    assert list(queries.difficulties_waiting(mine)) == [found]
    instruct(
        queries.difficulty_for(mine, found.uid, "difficulties.answer"), text="Giao Văn phòng", actor=actor_of(mine)
    )


def test_what_is_left_by_who_is_away_stands_apart(world: World, given: Occurrence) -> None:
    """A specialist's by name; a head's with all that the division hands in; nothing of one's own, nothing once they are back."""
    cover = create_officer(
        "Người Thay", unit=world.elsewhere, role="specialist", actor=SYSTEM, on=office.START, password=office.PASSWORD
    )
    assert list(queries.left_to(cover.user)) == []
    assert list(queries.left_to(world.specialist)) == []
    away(world.specialist, cover.user)

    assert list(queries.left_to(fresh(cover.user))) == [given]
    assert list(queries.work_of(fresh(cover.user), ["stand_in"])) == [given]
    with clock.frozen(clock.now() + timedelta(days=4)):
        assert list(queries.left_to(fresh(cover.user))) == []


def test_the_desk_counts_what_is_left_and_opens_exactly_that(world: World, given: Occurrence, client: Client) -> None:
    head = create_officer(
        "Trưởng Phòng Mẫu", unit=world.division, role="head", actor=SYSTEM, on=office.START, password=office.PASSWORD
    )
    client.force_login(fresh(world.specialist))
    assert "Nhận thay người vắng" not in client.get("/desk/").content.decode()
    away(head.user, world.specialist)
    client.force_login(fresh(world.specialist))
    desk = client.get("/desk/").content.decode()
    assert "Nhận thay người vắng" in desk
    left = queries.still_open(queries.left_to(fresh(world.specialist)))
    assert given in left
    rows = client.get("/desk/cong-viec/", {"role": "stand_in"}).content.decode()
    assert rows.count(str(given.uid)) >= 1
    assert f"{left.count()} " in rows
