"""What is heard from below becomes messages: approvals tell whom they wait for, new accounts are welcomed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.factories import approvals as factory
from tests.factories.messages import FRIDAY

from motcua.documents.rules.routes import Act
from motcua.documents.services.approvals import approve, send_back
from motcua.documents.services.issuing import issue
from motcua.kernel import clock, delivery
from motcua.messages.models import Message
from motcua.organisations.models import Officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None, storage: Path) -> factory.Board:
    """Its files go to a folder of the test's own; the welcome of its people is over."""
    made = factory.build_board()
    delivered()
    Message.objects.all().delete()
    return made


def delivered() -> list[tuple[str, str]]:
    """What was told meanwhile: template and the reader's given name, in order."""
    before = set(Message.objects.values_list("pk", flat=True))
    with clock.frozen(FRIDAY + timedelta(minutes=1)):
        while delivery.deliver_due():
            pass
    rows = Message.objects.filter(channel="in_product").exclude(pk__in=before).order_by("pk")
    return [(m.template, m.officer.person.name.split()[-1]) for m in rows]


def test_a_new_account_is_welcomed_once(an: Officer) -> None:
    assert delivered() == [("messages.welcome", "Anh")]
    delivery.Delivery.objects.update(state="pending")
    assert delivered() == []


def test_a_document_on_its_way_tells_each_for_whom_it_waits(house: factory.Board) -> None:
    approval = factory.submitted(house)
    assert delivered() == [("approval.waiting", "Trưởng")]
    told = Message.objects.get()
    assert (told.title, told.subject) == ("Chờ bạn xử lý: Truyền thông quý IV", f"approval:{approval.uid}")
    assert "do Lê Văn Soạn trình" in told.body

    approve(approval, actor=house.act("head"))
    assert delivered() == [("approval.waiting", "Phòng")]
    factory.brought_to(house, Act.ISSUE, approval)
    issue(approval, actor=house.act("clerk"), series=house.book)
    assert delivered()[-1] == ("approval.issued", "Soạn")
    assert "/KH-KCNĐN" in Message.objects.latest("pk").title


def test_a_returned_document_tells_its_drafter(house: factory.Board) -> None:
    approval = factory.submitted(house)
    delivered()
    send_back(approval, actor=house.act("head"), note="Bổ sung kinh phí")
    assert delivered() == [("approval.returned", "Soạn")]


def test_what_was_done_before_the_message_was_made_is_not_told(house: factory.Board) -> None:
    approve(factory.submitted(house), actor=house.act("head"))
    assert delivered() == [("approval.waiting", "Phòng")]


def test_a_step_that_waits_for_several_tells_each(house: factory.Board) -> None:
    factory.brought_to(house, Act.SIGN)
    assert sorted(delivered()) == [("approval.waiting", "Lãnh"), ("approval.waiting", "Phó")]
