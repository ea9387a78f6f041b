"""Addresses: given, verified by their owner, taken back; choices; nothing personal outside."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from tests.factories import organisations as organisations_factory
from tests.factories.messages import FRIDAY, NIGHT, told

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused
from motcua.messages.models import Address, Message
from motcua.messages.queries.recipients import address_of
from motcua.messages.services.delivery import send_due
from motcua.messages.services.people import LINKS_A_DAY, choose, give_address, remove_address, send_link, verify_address
from motcua.organisations.models import Officer, Person, Unit

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/desk/thong-bao/xac-nhan/([^/\s]+)/")


@pytest.fixture
def chi(board: Unit) -> Officer:
    """Somebody without an address."""
    return organisations_factory.officer("chi", board)


def given(person: Person, value: str = "chi@coquan.example", language: str = "vi") -> Address:
    return give_address(person, value, language=language, actor=SYSTEM)


def token() -> str:
    found = LINK.search(str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def test_an_address_gets_nothing_but_its_link_until_its_owner_has_followed_it(chi: Officer) -> None:
    with clock.frozen(NIGHT):  # whoever asked for the link is waiting for it
        given(chi.person)
        send_due()
    assert [m.to for m in mail.outbox] == [["chi@coquan.example"]]
    told([chi])
    send_due()
    assert len(mail.outbox) == 1
    assert [m.channel for m in Message.objects.filter(template="test.assigned")] == ["in_product"]

    verify_address(chi.person, token(), actor=SYSTEM)
    told([chi], dedupe="hai")
    send_due()
    assert len(mail.outbox) == 2


def test_a_link_is_of_its_owner_of_its_address_and_of_its_time(chi: Officer, binh: Officer) -> None:
    given(chi.person)
    send_due()
    first = token()
    with pytest.raises(Refused):
        verify_address(binh.person, first, actor=SYSTEM)
    with pytest.raises(Refused):
        verify_address(chi.person, first[:-2], actor=SYSTEM)
    given(chi.person, "khac@coquan.example")
    with pytest.raises(Refused):
        verify_address(chi.person, first, actor=SYSTEM)
    assert Address.objects.get(person=chi.person).verified_at is None


def test_a_link_is_over_after_two_days(chi: Officer) -> None:
    import time
    from unittest.mock import patch

    given(chi.person)
    send_due()
    later = time.time() + timedelta(days=2, minutes=1).total_seconds()
    with patch("django.core.signing.time.time", return_value=later), pytest.raises(Refused):
        verify_address(chi.person, token(), actor=SYSTEM)


def test_a_changed_address_is_verified_anew(an: Officer) -> None:
    given(an.person, "moi@coquan.example")
    told([an])
    send_due()
    assert [m.to for m in mail.outbox] == [["moi@coquan.example"]]  # the link alone
    assert "Xác nhận" in mail.outbox[0].subject


def test_changing_the_language_alone_keeps_the_address_verified(an: Officer) -> None:
    kept = given(an.person, "anh@coquan.example", "en")
    assert kept.verified_at is not None
    assert Address.objects.get(person=an.person).language == "en"
    assert mail.outbox == []


def test_nobodys_mailbox_is_flooded_with_links(chi: Officer) -> None:
    kept = given(chi.person)
    for _ in range(LINKS_A_DAY - 1):
        send_link(kept)
    with pytest.raises(Refused):
        send_link(kept)
    with pytest.raises(Refused):
        given(chi.person, "khac@coquan.example")
    with clock.frozen(FRIDAY + timedelta(days=1)):
        send_link(Address.objects.get(person=chi.person))


@pytest.mark.parametrize(
    "value",
    [
        "",
        "chi",
        "chi@",
        "a b@x.example",
        "chi@x.example\nBcc: b@x.example",
        "chi@x.example, b@x.example",
        "chị@x.example",
        "a" * 250 + "@x.example",
    ],
)
def test_what_is_no_address_is_refused(chi: Officer, value: str) -> None:
    with pytest.raises(Invalid) as caught:
        given(chi.person, value)
    assert [e.field for e in caught.value.errors] == ["email"]


def test_taking_an_address_back_deletes_it(an: Officer) -> None:
    remove_address(an.person, actor=SYSTEM)
    assert address_of(an.person, "email") is None
    told([an])
    assert [m.channel for m in Message.objects.all()] == ["in_product"]


def test_the_trail_tells_what_happened_and_no_address(chi: Officer) -> None:
    given(chi.person)
    send_due()
    verify_address(chi.person, token(), actor=SYSTEM)
    choose(chi.person, {("news", "email"): False, ("discussion", "email"): True}, actor=SYSTEM)
    remove_address(chi.person, actor=SYSTEM)
    rows = [e for e in events.Event.objects.order_by("pk") if e.kind.split(".")[0] in {"address", "preferences"}]
    assert [(e.kind, e.payload) for e in rows] == [
        ("address.given", {"channel": "email", "language": "vi"}),
        ("address.verified", {"channel": "email"}),
        ("preferences.changed", {"purposes": {"news/email": False}}),
        ("address.removed", {"channel": "email"}),
    ]


def test_an_address_stands_encrypted_in_the_database(an: Officer) -> None:
    kept = Address.objects.get(person=an.person)
    assert "anh" not in kept.sealed and kept.value == "anh@coquan.example"


def test_what_does_not_exist_cannot_be_chosen(an: Officer) -> None:
    for key in (("nothing", "email"), ("news", "pigeon")):
        with pytest.raises(Invalid):
            choose(an.person, {key: True}, actor=SYSTEM)
