"""Units that are asked about a draft regulation: their term is the one that is told, and no answer is written over unseen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.procedures import procedure
from tests.factories.publication import World

from motcua.kernel import events
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import Forbidden, Invalid, Refused, Stale
from motcua.messages.models import Message
from motcua.procedures.models import DraftRegulation, Procedure, RegulationComment
from motcua.procedures.queries import regulations as queries
from motcua.procedures.services import regulation_asking as asking
from motcua.procedures.services import regulations as services

pytestmark = pytest.mark.django_db

HEAD, EXPERT = Actor(None, "Trưởng phòng"), Actor(None, "Chuyên viên")


@pytest.fixture
def found(world: World) -> DraftRegulation:
    facts = services.Draft("Quyết định về khuyến công", date(2026, 11, 10), opinion_due=date(2026, 12, 20))
    return services.register(facts, owner=world.province, drafter=world.department, actor=SYSTEM)


@pytest.fixture
def asked(found: DraftRegulation, world: World) -> RegulationComment:
    asking.ask_units(found, [world.board], days=2, actor=SYSTEM)
    return found.comments.get()


def test_who_answers_in_sight_of_an_older_answer_is_told_whose_stands(asked: RegulationComment) -> None:
    opened_before = RegulationComment.objects.get(pk=asked.pk).version
    asking.comment(asked, stand="against", text="Trái luật.", actor=HEAD, version=opened_before)
    with pytest.raises(Stale, match=r"Trưởng phòng đã ghi ý kiến của đơn vị lúc .*“Không thống nhất”"):
        asking.comment(asked, stand="agrees", text="", actor=EXPERT, version=opened_before)
    asked.refresh_from_db()
    assert (asked.stand, asked.text, asked.earlier.count()) == ("against", "Trái luật.", 0)


def test_an_answer_given_anew_leaves_the_one_before_it_readable(asked: RegulationComment) -> None:
    asking.comment(asked, stand="against", text="Trái luật.", actor=HEAD)
    asking.comment(asked, stand="remarks", text="Bỏ bản sao.", actor=EXPERT)
    asking.comment(asked, stand="agrees", text="", actor=HEAD)
    told = queries.comments_of(asked.regulation)[0]
    assert [(one.stand, one.text, one.given_by) for one in told.before] == [  # type: ignore[attr-defined]
        ("remarks", "Bỏ bản sao.", "Chuyên viên"),
        ("against", "Trái luật.", "Trưởng phòng"),
    ]


def test_the_form_carries_what_it_was_opened_on(asked: RegulationComment, world: World) -> None:
    client = Client()
    client.force_login(world.office.office)
    page = reverse("procedures:regulation_comment", args=[asked.uid])
    assert 'name="version" value="1"' in client.get(page).content.decode()
    given: dict[str, Any] = {"stand": "agrees", "text": "", "by_letter": "12/STP", "version": "1"}
    assert client.post(page, given).status_code == 302
    answer = client.post(page, given | {"stand": "against", "text": "Không."})
    assert answer.status_code == 412
    assert "Không." in answer.content.decode()
    asking.comment(RegulationComment.objects.get(pk=asked.pk), stand="against", text="Trái luật.", actor=HEAD)
    shown = client.get(reverse("procedures:regulation", args=[asked.regulation.uid])).content.decode()
    assert "1 ý kiến trước đó" in shown


def test_a_unit_asked_again_with_another_term_has_that_term_and_is_told(
    asked: RegulationComment, found: DraftRegulation, world: World
) -> None:
    told = Message.objects.filter(template="procedures.regulation_asked")
    before = told.count()
    done = asking.ask_units(found, [world.board, world.department], days=5, actor=SYSTEM)
    assert (done.fresh, done.moved, done.answered, done.due) == (1, 1, 0, date(2026, 11, 30))
    asked.refresh_from_db()
    found.refresh_from_db()
    assert asked.due_on == found.comments_due == date(2026, 11, 30)
    assert told.count() > before


def test_who_has_answered_is_not_asked_again(asked: RegulationComment, found: DraftRegulation, world: World) -> None:
    asking.comment(asked, stand="agrees", text="", actor=HEAD)
    done = asking.ask_units(found, [world.board], days=9, actor=SYSTEM)
    assert (done.fresh, done.moved, done.answered) == (0, 0, 1)
    found.refresh_from_db()
    asked.refresh_from_db()
    assert found.comments_due == asked.due_on == date(2026, 11, 25)


def test_no_unit_answers_after_the_opinion_is_due(
    asked: RegulationComment, found: DraftRegulation, world: World
) -> None:
    with pytest.raises(Invalid) as refused:
        asking.ask_units(found, [world.department], days=40, actor=SYSTEM)
    assert refused.value.errors[0].field == "days"
    assert found.comments.count() == 1
    facts = services.Draft(found.title, found.received_on, opinion_due=date(2026, 11, 24))
    with pytest.raises(Invalid):
        services.correct(found, facts, drafter=world.department, actor=SYSTEM)


def test_what_was_registered_is_corrected_with_its_history(found: DraftRegulation, world: World) -> None:
    facts = services.Draft("Quyết định về khuyến nông", date(2026, 11, 11), opinion_due=date(2026, 12, 21))
    seen = found.version
    services.correct(found, facts, drafter=world.board, version=seen, actor=HEAD)
    assert (found.title, found.drafter_id, found.received_on) == (facts.title, world.board.pk, facts.received_on)
    newest = events.latest(queries.ref_of(found), 1)[0]
    assert newest.kind == "draft_regulation.corrected"
    assert newest.payload["before"]["title"] == "Quyết định về khuyến công"
    assert newest.payload["after"]["received_on"] == "11/11/2026"
    with pytest.raises(Stale):
        services.correct(found, facts, drafter=world.department, version=seen, actor=EXPERT)
    services.withdraw(found, reason="Thôi", actor=SYSTEM)
    with pytest.raises(Refused):
        services.correct(found, facts, drafter=world.department, actor=SYSTEM)


def test_a_procedure_that_is_abolished_is_no_longer_changed_by_a_draft(found: DraftRegulation) -> None:
    gone = procedure("1.100077")
    Procedure.objects.filter(pk=gone.pk).update(abolished_on=date(2026, 5, 1))
    gone.refresh_from_db()
    with pytest.raises(Invalid) as refused:
        services.add_impact(found, action="amended", procedure=gone, actor=SYSTEM)
    assert refused.value.errors[0].field == "procedure"


def test_an_instrument_that_was_issued_leads_to_its_publication(found: DraftRegulation, world: World) -> None:
    DraftRegulation.objects.filter(pk=found.pk).update(
        state="closed", opinion_number="1/VP", opinion_on=date(2026, 11, 15), issued_number="99/2026/QĐ-UBND"
    )
    client = Client()
    client.force_login(world.clerk)
    address = f"{reverse('procedures:new_publication')}?basis=99%2F2026%2FQ%C4%90-UBND"
    assert address in client.get(reverse("procedures:regulation", args=[found.uid])).content.decode()
    assert 'value="99/2026/QĐ-UBND"' in client.get(address).content.decode()


def test_who_works_below_may_name_who_controls_above_for_what_they_write_themselves(world: World) -> None:
    offered = {unit.pk for unit in queries.owners_for(world.clerk)}
    assert {world.board.pk, world.province.pk} <= offered
    assert world.department.pk not in offered
    queries.need_owner(world.clerk, world.province, world.board)
    with pytest.raises(Invalid, match="Chưa ghi được"):
        queries.need_owner(world.clerk, world.province, world.department)
    with pytest.raises(Forbidden):
        queries.need_owner(world.clerk, world.department, world.board)


def test_units_may_still_be_asked_once_the_opinion_is_late(found: DraftRegulation, world: World) -> None:
    DraftRegulation.objects.filter(pk=found.pk).update(opinion_due=date(2026, 11, 19))
    found.refresh_from_db()
    assert asking.ask_units(found, [world.board], days=2, actor=SYSTEM).fresh == 1
