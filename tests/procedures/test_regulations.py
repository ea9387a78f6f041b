"""Draft regulations over all their states: no opinion without the impact of each procedure, no end without the opinion."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.factories.documents import docx_bytes
from tests.factories.procedures import procedure
from tests.factories.publication import World
from tests.factories.reviews import answers, fees

from motcua.documents.queries.approvals import approval_of
from motcua.documents.services.approvables import Issue, approvables
from motcua.documents.services.files import store_upload
from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused, Stale, TransitionRefused
from motcua.messages.models import Message
from motcua.organisations.permissions import actor_of
from motcua.procedures.models import DraftRegulation, RegulationImpact
from motcua.procedures.queries import regulations as queries
from motcua.procedures.services import regulation_asking as asking
from motcua.procedures.services import regulations as services
from motcua.procedures.services.review_notices import remind_regulations

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
TODAY = NOW.date()


def registered(world: World, **others: Any) -> DraftRegulation:
    facts = services.Draft("Quyết định quy định thủ tục khuyến công", date(2026, 11, 10), **others)
    return services.register(facts, owner=world.province, drafter=world.department, actor=SYSTEM)


def impact(found: DraftRegulation, **others: Any) -> RegulationImpact:
    given: dict[str, Any] = {"action": "new", "name": "Hỗ trợ khuyến công"} | others
    return services.add_impact(found, actor=SYSTEM, **given)


def ready(world: World) -> DraftRegulation:
    found = registered(world)
    services.assess_impact(impact(found), answers(), fees(10, 5), actor=SYSTEM)
    return found


def test_a_draft_is_registered_with_its_drafter(world: World) -> None:
    found = registered(world)
    assert found.state == "registered"
    assert [e.kind for e in events.history(queries.ref_of(found))] == ["draft_regulation.registered"]
    with pytest.raises(Invalid):
        services.register(services.Draft(" ", TODAY), owner=world.province, drafter=world.board, actor=SYSTEM)
    with pytest.raises(Invalid):
        registered(world, opinion_due=date(2026, 11, 1))


def test_a_procedure_stands_once_in_a_draft_and_may_be_taken_out(world: World) -> None:
    found, known = registered(world), procedure("1.100001")
    made = impact(found, procedure=known, action="amended")
    assert made.name == known.name
    with pytest.raises(Invalid):
        impact(found, procedure=known)
    services.drop_impact(made, actor=SYSTEM)
    assert impact(found, procedure=known).pk != made.pk


def test_units_are_asked_within_working_days_told_once_and_reminded_once(world: World) -> None:
    found = registered(world)
    assert asking.ask_units(found, [world.board, world.department], days=2, actor=SYSTEM).fresh == 2
    assert found.comments_due == date(2026, 11, 25)  # 24/11 is a day of rest from 2026 on
    assert found.state == "asking"
    assert asking.ask_units(found, [world.board], days=2, actor=SYSTEM) == asking.Asked(0, 0, 0, date(2026, 11, 25))
    told = Message.objects.filter(template="procedures.regulation_asked")
    asked = told.count()
    assert asked > 0
    with clock.frozen(NOW + timedelta(days=10)):
        assert remind_regulations() == 2
        assert remind_regulations() == 0
        assert queries.late(queries.regulations_for(world.clerk), clock.today()).count() == 1


def test_remarks_need_words_and_consent_does_not(world: World) -> None:
    found = registered(world)
    asking.ask_units(found, [world.board], days=2, actor=SYSTEM)
    asked = queries.comments_of(found)[0]
    with pytest.raises(Invalid):
        asking.comment(asked, stand="against", text=" ", actor=SYSTEM)
    asking.comment(asked, stand="agrees", text="", actor=SYSTEM)
    asking.comment(asked, stand="remarks", text="Bỏ bản sao căn cước.", actor=SYSTEM)
    asked.refresh_from_db()
    assert (asked.stand, asked.given_at) == ("remarks", NOW)


def test_no_opinion_without_the_impact_of_every_procedure(world: World) -> None:
    found = registered(world)
    given: dict[str, Any] = {"number": "9/VP", "given_on": TODAY, "text": "Thống nhất.", "actor": SYSTEM}
    with pytest.raises(Refused):
        services.record_opinion(found, **given)
    made = impact(found)
    some = dict(list(answers().items())[:2])
    services.assess_impact(made, some, None, actor=SYSTEM)
    assert made.assessed_at is None
    with pytest.raises(Refused):
        services.record_opinion(found, **given)
    services.assess_impact(made, answers(), fees(10, 5), actor=SYSTEM)
    assert services.record_opinion(found, **given).state == "opined"
    with pytest.raises(Refused):
        impact(found, name="Khác")


def test_nothing_is_closed_without_its_opinion(world: World) -> None:
    found = ready(world)
    with pytest.raises(Refused):
        services.close(found, number="1/2026/QĐ-UBND", issued_on=TODAY, actor=SYSTEM)
    services.record_opinion(found, number="9/VP", given_on=TODAY, text="Thống nhất.", actor=SYSTEM)
    with pytest.raises(Invalid):
        services.close(found, number="1/2026/QĐ-UBND", issued_on=date(2026, 11, 19), actor=SYSTEM)
    assert services.close(found, number="1/2026/QĐ-UBND", issued_on=TODAY, actor=SYSTEM).state == "closed"
    with pytest.raises(TransitionRefused):
        services.withdraw(found, reason="Nhầm", actor=SYSTEM)


def test_an_opinion_that_was_recorded_or_given_up_is_not_sent_for_signature(world: World, storage: Any) -> None:
    for end in (
        lambda one: services.record_opinion(one, number="9/VP", given_on=TODAY, text="Thống nhất.", actor=SYSTEM),
        lambda one: services.withdraw(one, reason="Cơ quan soạn thảo rút", actor=SYSTEM),
    ):
        found = ready(world)
        end(found)
        with pytest.raises(Refused):
            services.submit_opinion(found, text="Thống nhất.", actor=actor_of(world.office.office))
        assert approval_of(queries.ref_of(found)) is None


def test_the_opinion_goes_its_way_and_comes_back(world: World, storage: Any) -> None:
    found = ready(world)
    paper = store_upload(docx_bytes("Ý kiến về thủ tục hành chính"), name="y-kien.docx", actor=SYSTEM)
    services.submit_opinion(found, content=paper, text="Thống nhất.", actor=actor_of(world.office.office))
    found.refresh_from_db()
    assert (found.state, found.opinion) == ("in_approval", "Thống nhất.")
    route = approvables[queries.KIND]
    route.returned(str(found.uid), "Sửa lại", SYSTEM)
    found.refresh_from_db()
    assert (found.state, found.note) == ("asking", "Sửa lại")
    route.resubmitted(str(found.uid), paper, SYSTEM)
    route.issued(str(found.uid), Issue("15/VP-KSTT", TODAY, "Ai đó", "", paper))
    found.refresh_from_db()
    assert (found.state, found.opinion_number, found.opinion_on) == ("opined", "15/VP-KSTT", TODAY)


def test_who_writes_the_form_in_sight_of_an_older_one_is_refused(world: World) -> None:
    made = impact(registered(world))
    seen = made.version
    services.assess_impact(made, answers(), None, actor=SYSTEM, version=seen)
    with pytest.raises(Stale):
        services.assess_impact(made, answers(), None, actor=SYSTEM, version=seen)


def test_a_draft_that_is_given_up_says_why(world: World) -> None:
    found = registered(world)
    with pytest.raises(Invalid):
        services.withdraw(found, reason="", actor=SYSTEM)
    assert services.withdraw(found, reason="Không quy định thủ tục", actor=SYSTEM).state == "withdrawn"


def test_what_a_unit_controls_goes_over_with_it(world: World) -> None:
    found = registered(world)
    refs = queries.refs_of_unit(world.province.pk)
    assert services.move_regulations(refs, world.province.pk, world.board.pk) == 1
    found.refresh_from_db()
    assert found.owner_id == world.board.pk
