"""What a unit owes in reviews stands on its officers' first page and in a list of its own; what a round may not hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from tests.factories.calling import call, token, wrong_fields
from tests.factories.procedures import procedure
from tests.factories.publication import World
from tests.factories.reviews import assessed, items, planned_round, running_round

from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.procedures.models import Procedure, ReviewRound
from motcua.procedures.queries.reviews import owed_by
from motcua.procedures.services import reviews
from motcua.procedures.services.review_changes import RoundFacts, change_round

pytestmark = pytest.mark.django_db


def shown(user: Any, address: str) -> str:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return " ".join(client.get(address).content.decode().split())


def test_what_a_unit_has_not_handed_in_waits_for_its_officers_and_for_no_others(world: World) -> None:
    found = running_round(world.province, *(procedure(f"1.10000{n}") for n in (1, 2)), unit=world.board)
    reviews.add_items(found, [procedure("1.100003")], reviews.Planned(world.department), actor=SYSTEM)
    planned_round(world.province, procedure("1.100004"), unit=world.board)  # waits for its plan
    assert {one.procedure.base_code for one in owed_by(world.clerk)} == {"1.100001", "1.100002"}
    assert {one.procedure.base_code for one in owed_by(world.stranger)} == {"1.100003"}
    assert not owed_by(
        world.office.office
    )  # the office of the province has a right over all, and nothing to review itself

    assessed(items(found)[0])
    assert {one.procedure.base_code for one in owed_by(world.clerk)} == {"1.100002"}
    home = shown(world.clerk, reverse("portal:home"))
    assert "Thủ tục đơn vị phải rà soát" in home
    assert reverse("procedures:review_work") in home
    listed = shown(world.clerk, reverse("procedures:review_work"))
    assert "1.100002" in listed
    assert found.title in listed
    assert "1.100001" not in listed
    assert "1.100003" not in listed


def test_the_list_of_a_round_is_narrowed_to_ones_own_unit(world: World) -> None:
    found = running_round(world.province, procedure("1.100001"), unit=world.board)
    reviews.add_items(found, [procedure("1.100003")], reviews.Planned(world.department), actor=SYSTEM)
    address = reverse("procedures:review", args=[found.uid])
    assert "1.100003" in shown(world.clerk, address)
    mine = shown(world.clerk, f"{address}?mine=1")
    assert "1.100001" in mine
    assert "1.100003" not in mine


def test_what_is_abolished_when_the_round_begins_is_not_reviewed(world: World) -> None:
    gone, going, staying = (procedure(f"1.10000{n}") for n in (1, 2, 3))
    for one, day in ((gone, date(2026, 11, 1)), (going, date(2027, 1, 1)), (staying, date(2027, 1, 2))):
        one.abolished_on = day
        one.save(update_fields=["abolished_on"])
    found = reviews.plan_round("Rà soát năm 2027", year=2027, owner=world.province, actor=SYSTEM)
    with pytest.raises(Invalid) as told:
        reviews.add_items(found, [gone, going, staying], reviews.Planned(world.board), actor=SYSTEM)
    assert str(told.value.errors[0]) == (
        "Đã bãi bỏ, không còn hiệu lực khi đợt bắt đầu nên không rà soát: 1.100001 (01/11/2026), 1.100002 (01/01/2027)."
    )
    assert not found.items.exists()
    key = token(world.office.office)
    sent = {"unit": "bql", "procedures": ["1.100001", "1.100003"]}
    assert wrong_fields(call("POST", f"/reviews/{found.uid}/items", key, sent)) == ["procedures"]
    assert reviews.add_items(found, [staying], reviews.Planned(world.board), actor=SYSTEM) == 1


def test_all_of_a_field_leaves_out_what_ends_before_the_year(world: World) -> None:
    going, staying = procedure("1.100001"), procedure("1.100002")
    Procedure.objects.filter(pk=going.pk).update(abolished_on=date(2027, 1, 1))
    going.versions.update(valid_to=date(2027, 1, 1))
    found = reviews.plan_round("Rà soát năm 2027", year=2027, owner=world.province, actor=SYSTEM)
    field = staying.versions.get().field
    assert field is not None
    sent = {"unit": "bql", "field": field.name}
    answer = call("POST", f"/reviews/{found.uid}/items", token(world.office.office), sent)
    assert answer.json()["added"] == 1


def test_a_round_has_a_name_of_its_own_in_its_year_and_unit(world: World) -> None:
    first = reviews.plan_round("Rà soát năm 2027", year=2027, owner=world.province, actor=SYSTEM)
    for title in ("Rà soát năm 2027", " rà soát  NĂM 2027"):
        with pytest.raises(Invalid) as told:
            reviews.plan_round(title, year=2027, owner=world.province, actor=SYSTEM)
        assert [one.field for one in told.value.errors] == ["title"]
    other = reviews.plan_round("Rà soát năm 2027", year=2028, owner=world.province, actor=SYSTEM)
    reviews.plan_round("Rà soát năm 2027", year=2027, owner=world.board, actor=SYSTEM)
    with pytest.raises(Invalid):
        change_round(other, RoundFacts("Rà soát năm 2027", 2027), actor=SYSTEM)
    change_round(first, RoundFacts("Rà soát năm 2027", 2027, together=True), actor=SYSTEM)
    reviews.drop_round(first, reason="Lập lại", actor=SYSTEM)
    reviews.plan_round("Rà soát năm 2027", year=2027, owner=world.province, actor=SYSTEM)
    assert ReviewRound.objects.count() == 4


def test_the_database_holds_the_names_of_rounds_where_two_are_written_at_once(world: World) -> None:
    first = reviews.plan_round("Rà soát năm 2027", year=2027, owner=world.province, actor=SYSTEM)
    twin = {name: getattr(first, name) for name in ("owner", "year", "title", "sort_key", "name_key", "plan_due")}
    with pytest.raises(IntegrityError), transaction.atomic():
        type(first).objects.create(**twin, created_at=first.created_at)
    reviews.drop_round(first, reason="Lập nhầm", actor=SYSTEM)
    type(first).objects.create(**twin, created_at=first.created_at)
