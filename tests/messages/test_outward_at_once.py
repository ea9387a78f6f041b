"""Several workers, writers and receipts at the same moment, on the locks of the real database: people outside are told once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import requests
from pytest_django import Settings
from tests.factories import outward as factory
from tests.factories.messages import FRIDAY
from tests.factories.outward import sent_to, ways
from tests.factories.providers import Manner, StandIn, provider, running, signed
from tests.factories.threads import at_once

from motcua.kernel import clock
from motcua.kernel.models import RuleOverride
from motcua.messages.jobs import send
from motcua.messages.models import Dispatch, Leg, Receipt
from motcua.messages.rules.declarations import declarations
from motcua.messages.rules.outward import Addressee
from motcua.messages.services.outward_delivery import send_outward
from motcua.messages.services.receipts import Told, take_receipt

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    monkeypatch.setattr(declarations, "_entries", declarations._entries | {factory.READY.key: factory.READY})
    with running() as made:
        settings.MOTCUA_PROVIDERS = {key: provider(made, key) for key in ("sms", "zns")}
        yield made


def at(work: Callable[[], object], *, after: timedelta = timedelta(minutes=1)) -> Callable[[], object]:
    """Threads begin without the frozen clock of the test."""

    def run() -> object:
        with clock.frozen(FRIDAY + after):
            return work()

    return run


def people(count: int) -> list[Addressee]:
    return [Addressee("An", phone=f"091234567{n}", channels=("zns", "sms")) for n in range(count)]


def test_two_workers_never_send_the_same_message(server: StandIn) -> None:
    server.manner = Manner(delays=0.05)
    sent_to(*people(6))

    at_once(*[at(send_outward)] * 3)

    asked = Counter(a["id"] for a in server.asked)
    assert (len(asked), set(asked.values())) == (6, {1})
    assert set(Leg.objects.filter(channel="zns").values_list("state", flat=True)) == {"sent"}


def test_two_who_tell_the_same_thing_at_once_tell_it_once(server: StandIn) -> None:
    made = at_once(*[at(lambda: len(sent_to(*people(4))))] * 3)
    assert (Dispatch.objects.count(), sum(int(str(n)) for n in made)) == (4, 4)
    assert Leg.objects.filter(state="queued").count() == 4


def test_the_same_receipt_from_two_sides_begins_the_next_channel_once(server: StandIn) -> None:
    (made,) = sent_to(*people(1))
    at(send_outward)()
    sending_id = str(Leg.objects.get(state="sent").sending_id)

    at_once(
        at(lambda: take_receipt("zns", Told(sending_id, "", "undelivered"))),
        at(lambda: take_receipt("zns", Told(sending_id, "", "undelivered"))),
        at(lambda: take_receipt("zns", Told(sending_id, "nc-1", "undelivered"))),
    )

    assert ways(made) == [("zns", "undelivered"), ("sms", "queued"), ("email", "skipped")]
    assert Receipt.objects.filter(leg__isnull=True).count() == 0


def test_a_receipt_and_the_end_of_patience_at_once_leave_one_true_story(server: StandIn) -> None:
    made = sent_to(*people(5))
    at(send_outward)()
    legs = list(Leg.objects.filter(state="sent"))
    later = timedelta(hours=3)

    at_once(
        at(send_outward, after=later),
        at(lambda: [take_receipt("zns", Told(str(leg.sending_id), "", "delivered")) for leg in legs], after=later),
    )
    at(send_outward, after=later)()

    for one in made:
        one.refresh_from_db()
        assert (one.state, ways(one)[0]) == ("arrived", ("zns", "delivered"))
    asked = Counter(a["id"] for a in server.asked)
    assert set(asked.values()) == {1}


def test_the_whole_round_over_http(server: StandIn, live_server: Any) -> None:
    """Sent to the provider over HTTP, whose signed receipt comes back over HTTP: not delivered, so the text message goes out and arrives."""
    soon = datetime.now(clock.ZONE) + timedelta(
        minutes=2
    )  # the server has the real time; what a receipt begins is due by then
    with clock.frozen(soon):
        hours = {"quiet_from": "00:00", "quiet_until": "00:00", "digest_from": "07:30", "channels": [], "any_hour": []}
        RuleOverride.objects.create(
            key="messaging.sending_hours",
            valid_from=clock.today(),
            value=hours,
            article="x",
            reason="x",
            shipped_hash="",
        )
        (made,) = sent_to(*people(1))
        send()
        for status in ("undelivered", "delivered"):
            asked = server.asked[-1]
            body = json.dumps({"id": asked["id"], "status": status}).encode()
            headers = {"Content-Type": "application/json", **signed(body, clock.now().timestamp())}
            address = f"{live_server.url}/api/v1/messages/receipts{asked['path']}"
            assert requests.post(address, body, headers=headers, timeout=10).json() == {"known": True}
            send()
    made.refresh_from_db()
    assert (made.state, [a["path"] for a in server.asked]) == ("arrived", ["/zns", "/sms"])
    assert ways(made)[:2] == [("zns", "undelivered"), ("sms", "delivered")]
