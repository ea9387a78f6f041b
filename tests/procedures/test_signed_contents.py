"""What a leader signs is what is published: the content behind a line stays as it is while its decision is on its route."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import publication as factory
from tests.factories.documents import docx_bytes
from tests.factories.procedures import content, draft, procedure
from tests.factories.publication import World

from motcua.documents.queries.approvals import approval_of
from motcua.documents.services.approvables import Issue, approvables
from motcua.documents.services.files import store_upload
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Refused
from motcua.kernel.workdays import Unit
from motcua.organisations.permissions import actor_of
from motcua.procedures.content import Content, Limit, from_json
from motcua.procedures.models import Origin, Procedure, ProcedureVersion, PublicationDecision
from motcua.procedures.queries import publication as queries
from motcua.procedures.services import drafts, publications
from motcua.procedures.services import publication_lists as lists
from motcua.procedures.services.publishing import publish_decision

pytestmark = pytest.mark.django_db

SIGNED_FOR, SECRETLY = Decimal(2), Decimal(9)


def within(days: Decimal) -> Content:
    return content(limits=(Limit(days, Unit.WORKING_DAY),))


@pytest.fixture
def own(world: World) -> Procedure:
    return procedure("1.100001", within(Decimal(3)), origin=Origin.OWN, since=date(2026, 1, 1))


@pytest.fixture
def written(own: Procedure) -> ProcedureVersion:
    made = draft(own, within(SIGNED_FOR))
    drafts.submit_draft(made, actor=SYSTEM)
    return made


@pytest.fixture
def made(world: World, own: Procedure, written: ProcedureVersion, storage: Any) -> PublicationDecision:
    made = factory.decision(world)
    lists.add_line(made, action="amended", procedure=own, actor=SYSTEM)
    return fresh(made)


def fresh(decision: PublicationDecision) -> PublicationDecision:
    return queries.decision_by_uid(str(decision.uid))


def send(made: PublicationDecision, world: World, *file: Any) -> None:
    publications.submit_decision(made, *file, route="general", actor=actor_of(world.clerk))


def issue(made: PublicationDecision) -> None:
    approval = approval_of(queries.ref_of(made))
    assert approval is not None
    told = Issue("461/QĐ-UBND", date(2026, 11, 20), "Nguyễn Văn A", "", approval.versions.get().file)
    approvables[queries.KIND].issued(str(made.uid), told)


def change(written: ProcedureVersion) -> None:
    """Take back, write, hand over: what an editor does who wants another limit."""
    drafts.take_back_draft(written, actor=SYSTEM)
    drafts.save_draft(written, within(SECRETLY), seen=written.fingerprint, actor=SYSTEM)
    drafts.submit_draft(written, actor=SYSTEM)


@pytest.mark.parametrize("numbered", [False, True])
def test_on_its_route_and_once_signed_nothing_of_it_is_changed(
    numbered: bool, made: PublicationDecision, written: ProcedureVersion, world: World
) -> None:
    send(made, world)
    if numbered:
        issue(made)

    for act in (
        lambda: drafts.take_back_draft(written, actor=SYSTEM),
        lambda: drafts.discard_draft(written, actor=SYSTEM, reason="Thôi"),
        lambda: change(written),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "being_signed"
        assert ("461/QĐ-UBND" if numbered else made.title) in str(refused.value)
    if numbered:
        publish_decision(fresh(made), actor=SYSTEM)
        written.refresh_from_db()
        assert (written.state, from_json(written.content).limits[0].value) == ("published", SIGNED_FOR)


def test_a_draft_that_was_not_handed_over_stays_too(own: Procedure, made: PublicationDecision, world: World) -> None:
    ProcedureVersion.objects.filter(procedure=own, state="draft").update(submitted_at=None)
    written = own.versions.get(state="draft")
    send(made, world)

    with pytest.raises(Refused, match="đang được trình ký"):
        drafts.save_draft(written, within(SECRETLY), seen=written.fingerprint, actor=SYSTEM)


def test_where_no_draft_is_none_is_begun_that_would_take_the_place_of_what_is_signed(
    world: World, storage: Any
) -> None:
    own = procedure("1.100002", within(Decimal(3)), origin=Origin.OWN)
    made = factory.decision(world)
    lists.add_line(made, action="amended", procedure=own, actor=SYSTEM)
    send(fresh(made), world)

    with pytest.raises(Refused, match="đang được trình ký"):
        drafts.begin_draft(own, actor=SYSTEM)


def test_sent_back_it_is_written_again(made: PublicationDecision, written: ProcedureVersion, world: World) -> None:
    send(made, world)
    approvables[queries.KIND].returned(str(made.uid), "Sửa thời hạn", SYSTEM)
    change(written)

    assert from_json(written.content).limits[0].value == SECRETLY


def test_a_decision_that_was_signed_wrong_is_withdrawn_and_frees_its_contents(
    made: PublicationDecision, written: ProcedureVersion, world: World
) -> None:
    send(made, world)
    issue(made)
    publications.withdraw_decision(fresh(made), reason="Ký nhầm", actor=SYSTEM)

    change(written)
    assert from_json(written.content).limits[0].value == SECRETLY


def test_signed_elsewhere_the_content_is_written_after_its_paper(
    made: PublicationDecision, written: ProcedureVersion
) -> None:
    publications.record_signed(made, number="461/QĐ-UBND", signed_on=date(2026, 11, 20), actor=SYSTEM)

    change(written)


def test_signed_as_somebodys_own_file_too_but_not_while_it_is_read(
    made: PublicationDecision, written: ProcedureVersion, world: World
) -> None:
    send(made, world, store_upload(docx_bytes("Quyết định công bố"), name="du-thao.docx", actor=SYSTEM))
    with pytest.raises(Refused, match="đang được trình ký"):
        drafts.take_back_draft(written, actor=SYSTEM)

    issue(made)
    change(written)


def test_an_end_of_a_procedure_does_not_hold_its_content(
    world: World, own: Procedure, written: ProcedureVersion, storage: Any
) -> None:
    made = factory.decision(world)
    lists.add_line(made, action="abolished", procedure=own, actor=SYSTEM)
    send(fresh(made), world)

    change(written)


def test_the_page_of_the_draft_says_which_decision_holds_it(
    made: PublicationDecision, own: Procedure, world: World, client: Client
) -> None:
    send(made, world)
    client.force_login(world.office.users["editor"])

    page = client.get(reverse("procedures:draft", args=[own.uid]))
    assert "đang được trình ký" in page.text
    assert reverse("procedures:publication", args=[made.uid]) in page.text
    assert reverse("procedures:take_back_draft", args=[own.uid]) not in page.text
    assert reverse("procedures:discard_draft", args=[own.uid]) not in page.text


def test_a_draft_that_says_what_was_published_is_not_handed_over(own: Procedure) -> None:
    same = draft(own, replace(within(Decimal(3))))

    with pytest.raises(Refused, match="chưa khác nội dung đã công bố"):
        drafts.submit_draft(same, actor=SYSTEM)


def test_what_is_sorted_of_a_national_content_no_decision_holds(world: World, storage: Any, client: Client) -> None:
    national = procedure("1.100003", within(Decimal(3)))
    made = factory.decision(world)
    lists.add_line(made, action="amended", procedure=national, actor=SYSTEM)
    send(fresh(made), world)
    written = drafts.begin_draft(national, actor=SYSTEM)

    drafts.save_draft(written, within(SIGNED_FOR), seen=written.fingerprint, actor=SYSTEM)
    client.force_login(world.office.users["editor"])
    page = client.get(reverse("procedures:draft", args=[national.uid])).text
    assert "đang được trình ký" not in page
    assert reverse("procedures:submit_draft", args=[national.uid]) in page
