"""Whom assessments and commendations tell: those assessed and commended, once, in working time, and only who is an officer still."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.factories import documents as office
from tests.factories.plans import World

from motcua.kernel import clock, delivery
from motcua.kernel.actors import SYSTEM
from motcua.messages.models import Message
from motcua.messages.services.delivery import send_due
from motcua.organisations.models import Officer
from motcua.organisations.permissions import actor_of
from motcua.organisations.services.accounts import create_officer
from motcua.organisations.services.people import end_officer
from motcua.organisations.services.posts import create_post, seat
from motcua.plans.handlers.assessment import HANDLERS
from motcua.plans.models import Nomination, Round
from motcua.plans.queries import assessment as queries
from motcua.plans.services import assessment, commendation
from motcua.plans.services.assessment import Rule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
HAND = (Rule("Sáng kiến", Decimal(20), "hand"),)
NIGHT = datetime(2026, 11, 20, 22, 30, tzinfo=clock.ZONE)
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=clock.ZONE)  # a Monday


@pytest.fixture
def head(world: World) -> Officer:
    """Who heads the division; a head besides, without the post, is not told."""
    found = Officer.objects.get(person=_made("Bùi Trưởng Phòng", world.division, "head"))
    _made("Bùi Phó Phòng", world.division, "head")
    post = create_post(world.division, kind="head", title="Trưởng phòng", actor=SYSTEM, valid_from=date(2020, 1, 1))
    seat(post, found, valid_from=date(2020, 1, 1), actor=SYSTEM)
    return found


def _made(name: str, unit: Any, role: str) -> Any:
    return create_officer(name, unit=unit, role=role, actor=SYSTEM, on=office.START).user.person


def opened(world: World, *, units: list[Any] | None = None, officers: list[Officer] | None = None) -> Round:
    facts: dict[str, Any] = {"owner": world.board, "actor": actor_of(world.office)}
    facts["assesses"] = "units" if units else "officers"
    assessment.issue_scheme(title="Đánh giá", rules=HAND, valid_from=date(2026, 1, 1), **facts)
    return assessment.open_round(year=2026, units=units or [], officers=officers or [], **facts)


def approved(world: World, one: Round) -> Round:
    assessment.review(one, actor=SYSTEM)
    (criterion,) = queries.criteria_of(one.scheme)
    for assessed in one.assessed.order_by("pk"):
        assessed.round = one
        office_actor = actor_of(world.office)
        assessment.give_score(assessed, criterion, points=Decimal(15), note="Theo hồ sơ", actor=office_actor)
    by = actor_of(world.leader)
    return assessment.approve(one, decision_number="9/QĐ", decision_on=clock.today(), actor=by)


def nominated(world: World, one: Round, unit: Any, officer: Officer | None = None) -> Nomination:
    actor = actor_of(world.office)
    one = commendation.set_places(one, collectives=2, persons=3, words="Kế hoạch số 18", actor=actor)
    return commendation.nominate(
        one, unit=unit, officer=officer, award="Giấy khen", achievement="Đúng hạn", actor=actor
    )


def deliver() -> None:
    delivery.deliver_due(limit=500)
    delivery.deliver_due(limit=500)


def told(template: str) -> list[str]:
    rows = Message.objects.filter(template=f"plans.{template}", channel="in_product").select_related("officer__person")
    return sorted(row.officer.person.name for row in rows if row.officer)


def specialist_of(world: World) -> Officer:
    return Officer.objects.select_related("person", "unit").get(person__user=world.specialist)


def test_a_unit_s_head_is_asked_to_score_it_and_an_officer_themself(world: World, head: Officer) -> None:
    opened(world, units=[world.division])
    opened(world, officers=[specialist_of(world)])
    deliver()

    assert told("self_score") == ["Bùi Trưởng Phòng", "Vũ Chuyên Viên"]


def test_a_unit_without_a_known_head_is_scored_by_who_may(world: World) -> None:
    opened(world, units=[world.board])
    deliver()

    assert told("self_score") == ["Lê Văn Phòng"]


def test_the_result_goes_to_who_was_assessed_with_points_and_grade_and_to_nobody_else(
    world: World, head: Officer
) -> None:
    approved(world, opened(world, units=[world.division]))
    approved(world, opened(world, officers=[specialist_of(world)]))
    deliver()

    assert told("assessed") == ["Bùi Trưởng Phòng", "Vũ Chuyên Viên"]
    body = Message.objects.filter(template="plans.assessed", channel="in_product", officer=head).get().body
    assert "15" in body
    assert "xếp loại" in body


@pytest.mark.parametrize("granted", [True, False])
def test_a_nomination_s_end_is_told_to_the_collective_s_head_and_to_the_person(
    world: World, head: Officer, granted: bool
) -> None:
    one = approved(world, opened(world, units=[world.division]))
    for made in (nominated(world, one, world.division), nominated(world, one, world.division, specialist_of(world))):
        made = Nomination.objects.select_related("round").get(pk=made.pk)
        by = actor_of(world.leader)
        if granted:
            commendation.grant(made, decision_number="12/QĐ-KT", decision_on=clock.today(), actor=by)
        else:
            commendation.decline(made, reason="Chưa đủ minh chứng", actor=by)
    deliver()

    name = "nomination_granted" if granted else "nomination_declined"
    assert told(name) == ["Bùi Trưởng Phòng", "Vũ Chuyên Viên"]
    bodies = Message.objects.filter(template=f"plans.{name}", channel="in_product").values_list("body", flat=True)
    assert all(("12/QĐ-KT" if granted else "Chưa đủ minh chứng") in body for body in bodies)
    other = "nomination_declined" if granted else "nomination_granted"
    assert told(other) == []


def test_a_nomination_that_is_withdrawn_is_told_to_nobody(world: World, head: Officer) -> None:
    one = approved(world, opened(world, units=[world.division]))
    commendation.withdraw(nominated(world, one, world.division), reason="Ghi nhầm", actor=actor_of(world.office))
    deliver()

    assert told("nomination_granted") == told("nomination_declined") == []


def test_the_same_event_delivered_again_tells_nobody_twice(world: World, head: Officer) -> None:
    from motcua.kernel.models import Event

    one = approved(world, opened(world, units=[world.division]))
    made = Nomination.objects.select_related("round").get(pk=nominated(world, one, world.division).pk)
    commendation.grant(made, decision_number="12/QĐ", decision_on=clock.today(), actor=actor_of(world.leader))
    deliver()
    for event in Event.objects.filter(kind__in=HANDLERS).order_by("pk"):
        HANDLERS[event.kind](event)

    assert [len(told(t)) for t in ("self_score", "assessed", "nomination_granted")] == [1, 1, 1]


def test_nothing_is_sent_at_night_nor_to_who_has_left_since(world: World, head: Officer, mailoutbox: list[Any]) -> None:
    with clock.frozen(NIGHT):
        opened(world, units=[world.division])
        opened(world, officers=[specialist_of(world)])
        deliver()
        send_due()
        waiting = Message.objects.filter(template="plans.self_score")
        assert waiting.exists()
        assert not waiting.exclude(sent_at__isnull=True).exists()
    end_officer(specialist_of(world), on=NIGHT.date() + timedelta(days=1), actor=SYSTEM)
    with clock.frozen(MORNING):
        send_due()

    sent = Message.objects.filter(template="plans.self_score", channel="in_product", sent_at__isnull=False)
    assert [m.officer.person.name for m in sent.select_related("officer__person") if m.officer] == ["Bùi Trưởng Phòng"]
