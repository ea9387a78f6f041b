"""The post that a unit names for a role of workflows: counts first, over time, by whoever may say so in that unit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import publication as factory
from tests.factories.documents import NOW
from tests.factories.procedures import START, procedure
from tests.factories.publication import World

from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, NotFound, Refused
from motcua.kernel.refs import Ref
from motcua.organisations.models import Officer, Post, Unit, User
from motcua.organisations.services.posts import create_post, seat
from motcua.procedures.models import RolePost
from motcua.procedures.queries import holders
from motcua.procedures.queries import matrix as who
from motcua.procedures.queries.workflows import default_in_use
from motcua.procedures.services.assignments import assign
from motcua.procedures.services.role_posts import end_named, name_post

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
CLERK = "registry_clerk"


def post(at: Unit, title: str = "Cán sự", kind: str = "other") -> Post:
    return create_post(at, kind=kind, title=title, actor=SYSTEM, valid_from=START)


def sits(at: Post, user: User) -> None:
    seat(at, Officer.objects.get(person__user=user), valid_from=START, actor=SYSTEM)


def people(unit: Unit, role: str = CLERK, on: date = TODAY) -> int:
    return next(row.people for row in holders.roles_of(unit.pk, on) if row.kind.key == role)


def named(unit: Unit, at: Post, role: str = CLERK, since: date = TODAY, **others: Any) -> RolePost:
    return name_post(unit, role=role, post=at, valid_from=since, actor=SYSTEM, **others)


def test_the_named_post_counts_before_rights_and_kinds_of_posts(world: World) -> None:
    factory.officer("Ông Văn Thư", world.board, CLERK)
    assert people(world.board) == 1
    cadre = post(world.board)
    named(world.board, cadre)
    assert people(world.board) == 0
    sits(cadre, world.clerk)
    assert people(world.board) == 1


def test_a_division_uses_the_post_its_agency_names_and_its_own_before_it(world: World) -> None:
    division = factory.unit("phong", "Phòng Đầu tư", "division", world.board)
    cadre = post(world.board)
    sits(cadre, world.clerk)
    named(world.board, cadre)
    assert people(division) == 1
    named(division, post(division))
    assert people(division) == 0


def test_a_naming_ends_the_one_before_and_what_held_on_a_day_stays_readable(world: World) -> None:
    first, second = post(world.board, "Cán sự"), post(world.board, "Thư ký")
    sits(first, world.clerk)
    named(world.board, first, since=date(2026, 1, 1))
    named(world.board, second, since=TODAY, note="Thông báo 12")
    assert (people(world.board, on=date(2026, 6, 1)), people(world.board)) == (1, 0)
    assert [(row.post.title, row.valid_to) for row in holders.named_over_time(world.board.pk)] == [
        ("Thư ký", None),
        ("Cán sự", TODAY),
    ]
    with pytest.raises(Refused):
        named(world.board, first, since=date(2026, 3, 1))
    told = [e.kind for e in events.history(Ref.to("unit", world.board.uid)) if "role_post" in e.kind]
    assert told == ["unit.role_post_named"] * 2


def test_an_ended_naming_lets_rights_count_again_and_one_to_come_is_gone(world: World) -> None:
    factory.officer("Ông Văn Thư", world.board, CLERK)
    row = named(world.board, post(world.board), since=date(2026, 1, 1))
    end_named(row, on=TODAY, actor=SYSTEM)
    assert people(world.board) == 1
    later = named(world.board, post(world.board), since=date(2027, 1, 1))
    end_named(later, on=TODAY, actor=SYSTEM)
    assert RolePost.objects.count() == 1
    with pytest.raises(Refused):
        end_named(row, on=TODAY, actor=SYSTEM)


def test_a_naming_to_come_that_is_dropped_leaves_the_one_before_in_place(world: World) -> None:
    first = named(world.board, post(world.board), since=date(2026, 1, 1))
    end_named(named(world.board, post(world.board), since=date(2027, 1, 1)), on=TODAY, actor=SYSTEM)
    first.refresh_from_db()
    assert first.valid_to is None


def test_a_post_of_another_agency_and_a_role_outside_are_refused(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        named(world.board, post(world.department))
    assert [e.field for e in refusal.value.errors] == ["post"]
    with pytest.raises(NotFound):
        named(world.board, post(world.board), role="agency")
    named(world.board, post(world.province, "Chánh Văn phòng"), role="office_above")


def test_the_matrix_counts_the_named_post_and_costs_the_same_for_many(
    world: World, django_assert_max_num_queries: Any
) -> None:
    assign([procedure()], [world.board, *world.communes], role="performing", valid_from=START, actor=SYSTEM)
    for unit in (world.board, *world.communes):
        named(unit, post(unit))
    cadre = RolePost.objects.get(unit=world.board).post
    sits(cadre, world.clerk)
    with django_assert_max_num_queries(18):
        found = who.matrix(TODAY)
    clerks = {row.code: row.roles[found.heads.index("Văn thư")].people for row in found.rows}
    assert clerks == {"bql": 1, "xa-75001": 0, "xa-75002": 0, "xa-75003": 0}


def test_every_role_of_the_default_workflow_can_be_named(world: World) -> None:
    for role in default_in_use(TODAY).table.roles:
        named(world.board, post(world.board), role=role.kind)
    assert RolePost.objects.count() == 5


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


def test_a_unit_names_changes_and_ends_on_its_page(world: World) -> None:
    cadre, client = post(world.board), signed_in(world.clerk)
    sits(cadre, world.clerk)
    home = reverse("procedures:unit_roles", args=[world.board.uid])
    assert "Chỉ định vị trí" in client.get(home).content.decode()
    address = reverse("procedures:name_role_post", args=[world.board.uid, CLERK])
    assert client.post(address, {"post": "", "valid_from": "20/11/2026"}).status_code == 422
    data = {"post": str(cadre.uid), "valid_from": "01/11/2026", "note": "Thông báo 12/TB"}
    assert client.post(address, data).headers["Location"] == home
    shown = " ".join(client.get(home).content.decode().split())
    for said in ("Cán sự", "Lê Thị Phòng", "chỉ định từ 01/11/2026", "Thông báo 12/TB", "Đổi vị trí"):
        assert said in shown, said
    ending = reverse("procedures:end_role_post", args=[RolePost.objects.get().uid])
    assert client.post(ending, {"on": "20/11/2026"}).status_code == 302
    assert "Chỉ định trước đây" in client.get(home).content.decode()


def test_the_matrix_leads_to_the_place_where_a_holder_is_set(world: World) -> None:
    assign([procedure()], [world.board], role="performing", valid_from=START, actor=SYSTEM)
    shown = signed_in(world.clerk).get(reverse("procedures:matrix")).content.decode()
    assert f"{reverse('procedures:unit_roles', args=[world.board.uid])}#{CLERK}" in shown


def test_officers_read_every_unit_and_only_those_with_the_right_there_name(world: World) -> None:
    row = named(world.board, post(world.board))
    reading = reverse("procedures:unit_roles", args=[world.board.uid])
    assert {signed_in(user).get(reading).status_code for user in world.office.users.values()} == {200}
    assert Client().get(reading).status_code == 302
    naming = [
        reverse("procedures:name_role_post", args=[world.board.uid, CLERK]),
        reverse("procedures:end_role_post", args=[row.uid]),
    ]
    for address in naming:
        allowed = {role for role, user in world.office.users.items() if signed_in(user).get(address).status_code == 200}
        assert allowed == {"office", "head"}
        assert signed_in(world.clerk).get(address).status_code == 200
        assert signed_in(world.stranger).get(address).status_code == 403
