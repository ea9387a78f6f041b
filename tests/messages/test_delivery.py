"""What leaves the house: once, in time, to whoever is still meant, and told truly."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from tests.factories import messages as factory
from tests.factories.messages import FRIDAY, MONDAY, NIGHT, told

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.messages.models import Message
from motcua.messages.services.delivery import send_due
from motcua.messages.workflow import MessageState
from motcua.organisations.models import Officer, Unit
from motcua.organisations.services.people import end_officer

pytestmark = pytest.mark.django_db


def states(**where: Any) -> list[tuple[str, str, str]]:
    rows = Message.objects.filter(**where).order_by("pk")
    return [(m.channel, m.state, m.reason) for m in rows]


def test_a_notice_shows_at_once_and_a_letter_goes_with_the_next_sweep(an: Officer) -> None:
    told([an])

    assert states() == [("in_product", "sent", ""), ("email", "queued", "")]
    send_due()
    assert [m.to for m in mail.outbox] == [["anh@coquan.example"]]
    assert states() == [("in_product", "sent", ""), ("email", "sent", "")]


def test_nothing_is_told_twice_however_often_it_is_asked(an: Officer) -> None:
    assert len(told([an])) == 2
    assert told([an]) == []
    for _ in range(3):
        send_due()
        told([an, an])
    assert len(mail.outbox) == 1
    assert Message.objects.count() == 2


def test_another_key_of_repetition_tells_again(an: Officer) -> None:
    told([an])
    assert len(told([an], dedupe="hai")) == 2


def test_nothing_leaves_at_night(an: Officer) -> None:
    with clock.frozen(NIGHT):
        told([an])
        told([an], "test.reminder")
        assert states(state=MessageState.SENT) == []
        send_due()
        assert mail.outbox == []
        assert states(state=MessageState.SENT) == []
    with clock.frozen(MONDAY):
        send_due()
        assert len(mail.outbox) == 2  # the one letter, and the digest
        assert {state for _, state, _ in states()} == {"sent"}


def test_urgent_letters_go_at_once_but_not_in_the_quiet_hours(an: Officer) -> None:
    evening = FRIDAY.replace(hour=19)
    with clock.frozen(evening):
        told([an], urgent=True)
        send_due()
        assert len(mail.outbox) == 1
    with clock.frozen(NIGHT):
        told([an], dedupe="hai", urgent=True)
        send_due()
        assert len(mail.outbox) == 1
    with clock.frozen(NIGHT.replace(day=21, hour=6, minute=0)):
        send_due()
        assert len(mail.outbox) == 2


def test_whoever_left_the_post_meanwhile_gets_nothing(an: Officer) -> None:
    with clock.frozen(NIGHT):
        told([an])
    end_officer(an, on=date(2026, 11, 22), actor=SYSTEM, reason="chuyển công tác")
    with clock.frozen(MONDAY):
        send_due()
    assert mail.outbox == []
    assert {(state, reason) for _, state, reason in states()} == {("suppressed", "former_holder")}


def test_one_digest_a_day_joins_all_reminders(an: Officer) -> None:
    for n in range(3):
        told([an], "test.reminder", dedupe=str(n), context={"task": f"Việc {n}", "due": FRIDAY.date()})
    send_due()
    assert mail.outbox == []
    with clock.frozen(MONDAY):
        send_due()
        told([an], "test.reminder", dedupe="sau", context={"task": "Việc sau", "due": FRIDAY.date()})
        send_due()
    with clock.frozen(MONDAY + timedelta(hours=5)):
        send_due()
    (letter,) = mail.outbox
    assert "3 việc" in letter.subject
    assert [line for line in str(letter.body).splitlines() if line.startswith("- ")] == [
        f"- Sắp đến hạn: Việc {n}" for n in range(3)
    ]
    with clock.frozen(MONDAY + timedelta(days=1)):  # 24 November is a holiday since 2026
        send_due()
    assert len(mail.outbox) == 1
    with clock.frozen(MONDAY + timedelta(days=2)):
        send_due()
    assert len(mail.outbox) == 2
    assert set(states(channel="email")) == {("email", "sent", "")}


def test_the_log_of_a_record_tells_who_was_told_when(an: Officer, board: Unit) -> None:
    from motcua.messages.queries.notices import messages_about

    told([an])
    send_due()
    assert [(t.to, t.channel, t.state) for t in messages_about(factory.TASK)] == [
        ("Nguyễn Văn Anh", "email", "sent"),
        ("Nguyễn Văn Anh", "in_product", "sent"),
    ]
