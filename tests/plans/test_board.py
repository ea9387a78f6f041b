"""The board: one line a unit, the worst first, the figures that the lists hold; constant queries."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection
from tests.factories import plans as factory
from tests.factories.plans import World

from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.organisations.models import Officer
from motcua.plans.models import Assignee, Occurrence
from motcua.plans.queries.board import board_of, looked_at, units_looked_at
from motcua.plans.queries.work import ROLES, standing, still_open, with_the_lead, with_timings, work_of
from motcua.plans.services import results
from motcua.plans.services.difficulties import raise_difficulty
from motcua.plans.services.results import Proof

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
SOMEBODY = Actor(None, "Ai đó")


def test_each_unit_has_its_late_and_done_work(world: World) -> None:
    plan = factory.accepted(world)
    one = Occurrence.objects.get(task__plan=plan, task__no="1", task__deliverable__isnull=False)
    with clock.frozen(one.due_at - timedelta(days=1)):
        results.hand_in(one, actor=SOMEBODY, proofs=[Proof("statement", text="Xong")])
    results.accept(one, actor=Actor(None, "Người khác"))

    lines = {line.name: line for line in board_of(world.leader, 2026)}

    office = lines["Văn phòng"]
    assert (office.done_in_year, office.on_time_in_year, office.share) == (1, 1, 100.0)
    late = with_timings(still_open(work_of(world.office)), ["late"])
    assert sum(line.late for line in lines.values()) == late.count()


def test_a_stranger_sees_no_unit(world: World) -> None:
    factory.accepted(world)

    assert board_of(world.stranger, 2026) == []


def test_the_units_to_choose_from_are_those_of_the_rows(world: World) -> None:
    """For every person and every mix of roles: the list of units is asked apart from the rows, by other conditions."""
    plan = factory.accepted(world)
    mine, waits, *_rest = Occurrence.objects.filter(task__plan=plan, unit__isnull=False).order_by("due_at", "pk")
    officer = Officer.objects.get(person__user=world.specialist)
    Assignee.objects.create(occurrence=mine, officer=officer, role="lead", given_at=clock.now())
    results.hand_in(waits, actor=SOMEBODY, proofs=[Proof("statement", text="Xong")])

    asked = [
        (),
        *((role,) for role in (*ROLES, "watch")),
        ("mine", "accept"),
        ("lead", "watch"),
        ("watch", "coordinator"),
    ]
    for user, roles in product((world.office, world.specialist, world.leader, world.auditor, world.stranger), asked):
        rows = looked_at(user, roles).exclude(unit__isnull=True)
        offered = set(units_looked_at(user, roles).values_list("pk", flat=True))
        assert offered == set(rows.values_list("unit", flat=True)), (user.username, roles)
    assert units_looked_at(world.specialist, ["mine"]).exists()
    assert units_looked_at(world.leader, ["accept"]).exists()


@pytest.mark.any_database  # PostgreSQL knows the values when it plans
def test_what_is_open_is_asked_in_the_words_of_its_index(db: None) -> None:
    """SQLite takes a partial index only where the statement itself says what the index says."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'plans_occurrence_open_by_due'")
        index = cursor.fetchone()[0]
    states = re.search(r"IN \(.*?\)", index)
    assert states is not None

    for rows in (still_open(standing()), with_the_lead(standing()), with_timings(standing(), ["late", "due_soon"])):
        assert f'"state" {states[0]}' in rows.query.sql_with_params()[0]


def test_the_board_asks_as_often_for_few_as_for_many(world: World, django_assert_max_num_queries: Any) -> None:
    factory.accepted(world)
    with django_assert_max_num_queries(5):
        board_of(world.leader, 2026)


@pytest.mark.parametrize(
    "address", ["/desk/bang-theo-doi/", "/desk/cong-viec/", "/desk/kho-khan/", "/desk/giao-viec/", "/desk/"]
)
def test_pages_of_work_open_for_who_may(world: World, address: str) -> None:
    factory.accepted(world)

    assert factory.signed_in(world.leader).get(address).status_code == 200
    assert factory.signed_in(None).get(address).status_code == 302


@pytest.mark.parametrize("role", ["office", "leader", "auditor"])
def test_every_count_of_the_board_opens_exactly_its_rows(world: World, role: str) -> None:
    plan = factory.accepted(world)
    one = Occurrence.objects.filter(task__plan=plan).order_by("due_at", "pk").first()
    assert one is not None
    results.hand_in(one, actor=SOMEBODY, proofs=[Proof("statement", text="Xong")])
    raise_difficulty(one.task, unit=world.division, text="Thiếu người", actor=SOMEBODY)
    raise_difficulty(one.task, unit=world.office_unit, text="Thiếu chỗ", actor=SOMEBODY)
    client = factory.signed_in(getattr(world, role))
    page = client.get("/desk/bang-theo-doi/")
    if page.status_code == 403:
        return
    told = page.context["lines"] + page.context["quiet"]
    counts = [(open_[key], getattr(line, key)) for line, open_ in told for key in open_]
    counts += [(page.context["opens"][key], page.context["totals"][key]) for key in page.context["opens"]]

    for address, count in counts:
        assert client.get(address).context["list"].count == count, address


def test_units_with_nothing_to_look_at_stand_folded_where_there_are_many(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    factory.accepted(world)
    monkeypatch.setattr("motcua.plans.desk.board.MANY", 1)
    page = factory.signed_in(world.leader).get("/desk/bang-theo-doi/")

    names = {line.name for line, _ in page.context["lines"]}
    assert names
    assert names | {line.name for line, _ in page.context["quiet"]} == {
        line.name for line in board_of(world.leader, clock.today().year)
    }
    assert all(line.late or line.due_soon or line.waiting or line.difficulties for line, _ in page.context["lines"])
    assert not any(line.late or line.due_soon or line.waiting for line, _ in page.context["quiet"])


def test_a_task_of_many_units_names_a_few_and_folds_the_rest(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.plans.desk.work.NAMED", 0)
    task = Occurrence.objects.filter(task__plan=factory.accepted(world), unit__isnull=False).order_by("pk")[0].task
    page = factory.signed_in(world.office).get(f"/desk/nhiem-vu/{task.uid}/")

    facts = {str(fact["label"]): fact for fact in page.context["facts"]}
    assert facts["Đơn vị chủ trì"]["value"] == ""
    assert len(facts["Đơn vị chủ trì"]["more"]) >= 1
    assert "more" not in facts["Kiểu thời hạn"]
    assert "đơn vị nữa" in page.content.decode()


def test_late_work_leads_those_who_may_to_urging(world: World) -> None:
    factory.accepted(world)
    address, way = "/desk/cong-viec/?timing=late", 'href="/desk/don-doc/lap/"'

    assert way in factory.signed_in(world.office).get(address).content.decode()
    assert way not in factory.signed_in(world.office).get("/desk/cong-viec/").content.decode()
    assert way not in factory.signed_in(world.clerk).get(address).content.decode()
