"""Events reach their handlers at least once, and an operator sees those that do not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections, transaction
from tests.factories.jobs.kinds import mark, marks

from motcua.kernel import clock, delivery, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.models import Delivery, Event
from motcua.kernel.refs import Ref
from motcua.kernel.registries import Handler, handlers

pytestmark = pytest.mark.django_db

PLAN = Ref("plan", "a")
Entries = dict[str, Handler]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Entries:
    """Only the handlers of the test."""
    entries: Entries = {}
    monkeypatch.setattr(handlers, "_entries", entries)
    return entries


def on(kind: str, run: Callable[[Event], None]) -> Handler:
    return Handler((kind,), run)


def tell(kind: str = "plan.accepted") -> Event:
    with transaction.atomic():
        return events.append(PLAN, kind, actor=SYSTEM)


def fail(_event: Event) -> None:
    mark("half done")
    raise OSError("máy chủ thư không trả lời")


def test_each_handler_of_the_kind_hears_the_event_once(heard: Entries) -> None:
    heard["a"] = on("plan.accepted", lambda e: mark(f"a {e.sequence}"))
    heard["b"] = on("plan.accepted", lambda e: mark(f"b {e.sequence}"))
    heard["c"] = on("plan.withdrawn", lambda e: mark("c"))
    tell()
    tell()

    assert delivery.deliver_due() == 4
    assert delivery.deliver_due() == 0

    assert marks() == ["a 1", "b 1", "a 2", "b 2"]


def test_what_was_rolled_back_is_never_delivered(heard: Entries) -> None:
    heard["a"] = on("plan.accepted", lambda e: mark("a"))

    def tell_and_fail() -> None:
        with transaction.atomic():
            events.append(PLAN, "plan.accepted", actor=SYSTEM)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        tell_and_fail()

    assert delivery.deliver_due() == 0


def test_a_failing_handler_leaves_nothing_half_done_and_stops_no_other(heard: Entries) -> None:
    heard["bad"] = on("plan.accepted", fail)
    heard["good"] = on("plan.accepted", lambda e: mark("good"))
    tell()

    delivery.deliver_due()

    assert marks() == ["good"]
    kept = Delivery.objects.get(handler="bad")
    assert (kept.state, kept.attempts, kept.error) == ("pending", 1, "OSError: máy chủ thư không trả lời")


def test_it_is_tried_again_with_growing_pauses_and_then_given_up(heard: Entries) -> None:
    heard["bad"] = on("plan.accepted", fail)
    tell()
    now = clock.now()
    pauses = []
    while Delivery.objects.get().state == "pending":
        assert delivery.deliver_due(now=now - timedelta(seconds=1)) == 0
        delivery.deliver_due(now=now)
        kept = Delivery.objects.get()
        pauses.append((kept.next_at - now).total_seconds())
        now = kept.next_at

    assert pauses == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]
    assert Delivery.objects.get().state == "dead"
    assert delivery.deliver_due(now=now + timedelta(days=1)) == 0


def dead_letter(heard: Entries) -> Delivery:
    heard["bad"] = on("plan.accepted", fail)
    tell()
    Delivery.objects.update(attempts=delivery.MOST_ATTEMPTS - 1)
    delivery.deliver_due()
    return delivery.dead_letters().get()


def test_an_operator_sends_a_dead_letter_again(heard: Entries) -> None:
    letter = dead_letter(heard)
    heard["bad"] = on("plan.accepted", lambda e: mark("at last"))

    delivery.resend_delivery(letter, actor=SYSTEM)
    delivery.deliver_due()

    assert marks() == ["at last"]
    assert not delivery.dead_letters().exists()
    assert [e.kind for e in events.history(Ref.to("event", letter.event.uid))] == ["event.resent"]


def test_a_letter_is_sent_again_once(heard: Entries) -> None:
    letter = dead_letter(heard)
    delivery.resend_delivery(letter, actor=SYSTEM)

    with pytest.raises(Refused):
        delivery.resend_delivery(letter, actor=SYSTEM)
    with pytest.raises(NotFound):
        delivery.resend_event(letter.event.uid, actor=SYSTEM)


def test_a_handler_that_is_gone_leaves_a_letter_for_the_operator(heard: Entries) -> None:
    heard["old"] = on("plan.accepted", lambda e: None)
    tell()
    del heard["old"]
    Delivery.objects.update(attempts=delivery.MOST_ATTEMPTS - 1)

    delivery.deliver_due()

    assert "no handler is registered" in delivery.dead_letters().get().error


def test_a_handler_that_killed_its_process_counts_as_tried(heard: Entries) -> None:
    heard["deadly"] = on("plan.accepted", lambda e: mark("survived"))
    tell()
    now = clock.now()
    assert delivery._claim(Delivery.objects.get(), now)  # and then the process was gone

    assert delivery.deliver_due(now=now + timedelta(minutes=4)) == 0
    assert delivery.deliver_due(now=now + timedelta(minutes=6)) == 1

    assert marks() == ["survived"]
    assert Delivery.objects.get().attempts == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_deliver_each_event_once(heard: Entries) -> None:
    from tests.factories.threads import at_once

    heard["a"] = on("plan.accepted", lambda e: mark(str(e.sequence)))
    for _ in range(30):
        tell()

    def deliver() -> int:
        return sum(iter(delivery.deliver_due, 0))

    tried = at_once(deliver, deliver)

    assert sum(tried) == 30  # type: ignore[arg-type]  # numbers
    assert sorted(marks(), key=int) == [str(n) for n in range(1, 31)]
    connections.close_all()


def test_a_past_that_is_taken_over_is_kept_but_told_to_nobody(heard: Entries) -> None:
    heard["a"] = on("plan.accepted", lambda e: mark("told"))

    with events.untold():
        tell()

    assert delivery.deliver_due() == 0
    assert marks() == []
    assert Event.objects.count() == 1
    assert events.verify() is None
