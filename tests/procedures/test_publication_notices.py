"""What is told of publication, and to whom: what is due soon, late, missing at a place; each fact once, however often the check runs."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from tests.database import Standing
from tests.factories import publication as factory
from tests.factories.procedures import content, procedure
from tests.factories.publication import World, officer

from motcua.kernel import clock, registries
from motcua.kernel.actors import SYSTEM
from motcua.messages.models import Message
from motcua.procedures.models import PublicationDecision
from motcua.procedures.queries import publication as queries
from motcua.procedures.services import publication_lists as lists
from motcua.procedures.services import publications
from motcua.procedures.services.assignments import assign
from motcua.procedures.services.disclosures import Told, disclose
from motcua.procedures.services.publication_notices import remind_publication

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 2, 20, 9, 0, tzinfo=clock.ZONE)
SIGNED_ON = date(2026, 3, 3)
"""A Tuesday. Its instrument takes effect on 09/03: to be signed by 04/03 (decree) and 02/03 (index), to stand in the database by 10/03."""


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> World:
    """Each commune has somebody at its counter."""
    with standing(), clock.frozen(NOW):
        made = factory.build_world()
        for one in made.communes:
            officer(f"Trần Quầy {one.code}", one, "counter")
        return made


def told_on(day: date) -> list[tuple[str, str]]:
    """What the check of a day tells, by template and person; run twice, as it is each hour."""
    before = set(Message.objects.values_list("pk", flat=True))
    with clock.frozen(datetime.combine(day, time(10), clock.ZONE)):
        remind_publication()
        again = remind_publication()
    assert again == 0
    rows = Message.objects.filter(channel="in_product").exclude(pk__in=before).order_by("template", "person__name")
    return [(one.template.removeprefix("procedures.publication_"), one.person.name) for one in rows]


def fresh(decision: PublicationDecision) -> PublicationDecision:
    return queries.decision_by_uid(str(decision.uid))


CLERK = "Lê Thị Phòng"
UNSIGNED = {
    # a draft that nobody signs: day → what is told
    date(2026, 2, 26): [],
    date(2026, 2, 27): [("sign_due", CLERK)],  # by the index: three days to 02/03
    date(2026, 2, 28): [],
    date(2026, 3, 1): [("sign_due", CLERK)],  # by the decree, 04/03
    date(2026, 3, 2): [],  # both are told, neither is late
    date(2026, 3, 3): [("sign_late", CLERK)],  # by the index
    date(2026, 3, 4): [],
    date(2026, 3, 5): [("sign_late", CLERK)],  # by the decree
    date(2026, 3, 20): [],
}
SIGNED = {
    # signed, and nobody makes it public; two communes take dossiers in, one of them has put it up
    date(2026, 3, 7): [],
    date(2026, 3, 8): [  # both readings want it by 10/03: told as one; five days after the signature the other places
        ("enter_due", CLERK),
        ("not_online", CLERK),
        ("not_posted", "Trần Quầy xa-75002"),
    ],
    date(2026, 3, 10): [],
    date(2026, 3, 11): [("enter_late", CLERK)],
    date(2026, 3, 30): [],
}


def test_who_prepares_a_decision_hears_once_before_and_once_after_each_last_day(world: World) -> None:
    made = factory.decision(world)
    lists.add_line(made, action="amended", procedure=procedure("1.100001"), actor=SYSTEM)

    assert {day: told_on(day) for day in UNSIGNED} == UNSIGNED
    one = Message.objects.filter(template="procedures.publication_sign_late").order_by("pk")[0]
    assert "02/03/2026" in one.title
    assert "766/QĐ-TTg" in one.body


def test_what_is_signed_is_made_public_in_time_or_it_is_told_where_it_is_missing(world: World) -> None:
    found = procedure("1.100001")
    assign([found], list(world.communes[:2]), role="receiving", valid_from=date(2026, 1, 1), actor=SYSTEM)
    with clock.frozen(datetime.combine(date(2026, 3, 4), time(9), clock.ZONE)):
        made = fresh(factory.signed(world, found, on=SIGNED_ON))
        told = Told("notice_board", date(2026, 3, 4), world.communes[0], note="Bảng")
        disclose(made, list(made.items.all()), told, actor=SYSTEM)

    assert {day: told_on(day) for day in SIGNED} == SIGNED
    late = Message.objects.get(template="procedures.publication_enter_late", channel="in_product")
    assert late.title == "Quá hạn công khai 10/03/2026: 1 thủ tục theo 461/QĐ-UBND"
    assert "Điều 24 Nghị định 63/2010/NĐ-CP; Quyết định 766/QĐ-TTg" in late.body


@pytest.mark.parametrize("case", ["withdrawn", "internal", "everywhere", "old"])
def test_nothing_is_told_where_nothing_is_owed(world: World, case: str) -> None:
    found = procedure("1.100001", content(), kind="internal" if case == "internal" else "public")
    day = date(2026, 3, 11)
    with clock.frozen(datetime.combine(day, time(9), clock.ZONE)):
        if case == "withdrawn":
            made = factory.decision(world)
            lists.add_line(made, action="amended", procedure=found, actor=SYSTEM)
            publications.withdraw_decision(made, reason="Thôi", actor=SYSTEM)
        elif case == "old":
            factory.signed(
                world,
                found,
                on=date(2025, 3, 3),
                basis=factory.basis(effective=date(2025, 3, 9), issued_on=date(2025, 2, 1)),
            )
        else:
            made = fresh(factory.signed(world, found, on=SIGNED_ON))
            for place in () if case == "internal" else ("national", "website"):
                disclose(made, list(made.items.all()), Told(place, date(2026, 3, 5), note="x"), actor=SYSTEM)

    assert told_on(day) == []


@pytest.mark.any_database
def test_the_check_costs_the_same_for_many_lines(world: World, django_assert_max_num_queries: Any) -> None:
    many = [procedure(f"1.10{n:04}") for n in range(1, 30)]
    assign(many, list(world.communes), role="receiving", valid_from=date(2026, 1, 1), actor=SYSTEM)
    with clock.frozen(datetime.combine(date(2026, 3, 11), time(9), clock.ZONE)):
        factory.signed(world, *many, on=SIGNED_ON)
        remind_publication()
        with django_assert_max_num_queries(20):
            assert remind_publication() == 0


def test_the_schedule_runs_it() -> None:
    assert registries.periodics["procedures.remind_publication"].every == 3600
