"""Messages on their way to people outside the house: a real conversation with a provider that refuses, delays, loses, repeats and limits."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from pytest_django import Settings
from tests.factories import outward as factory
from tests.factories.messages import FRIDAY, NIGHT
from tests.factories.outward import sent_to, ways
from tests.factories.providers import Manner, StandIn, provider

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Refused, TransitionRefused
from motcua.kernel.models import RuleOverride
from motcua.kernel.rules import shipped
from motcua.messages.models import Dispatch, Leg
from motcua.messages.queries import outward as reads
from motcua.messages.rules.declarations import declarations
from motcua.messages.rules.outward import Addressee
from motcua.messages.rules.retry import HELD, MOST_ATTEMPTS
from motcua.messages.services import providers as channels
from motcua.messages.services.outward import ref_of, resend_leg
from motcua.messages.services.outward_delivery import send_outward
from motcua.messages.services.receipts import Told, take_receipt

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def providers(settings: Settings, server: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declarations, "_entries", declarations._entries | {factory.READY.key: factory.READY})
    settings.MOTCUA_PROVIDERS = {key: provider(server, key) for key in ("sms", "zns")}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def sweep(at: datetime = FRIDAY) -> None:
    with clock.frozen(at):
        send_outward()


def leg_of(dispatch: Dispatch, channel: str = "zns") -> Leg:
    return Leg.objects.get(dispatch=dispatch, channel=channel)


def state_of(dispatch: Dispatch) -> str:
    return Dispatch.objects.get(pk=dispatch.pk).state


def only_sms() -> Dispatch:
    return sent_to(Addressee("An", phone="0912345678", channels=("sms",)))[0]


def test_what_the_provider_is_asked_is_the_contract(server: StandIn) -> None:
    (made,) = sent_to()
    sms = sent_to(Addressee("An", phone="0987654321", channels=("sms",)))[0]
    sweep()
    zns_asked, sms_asked = server.asked
    headers = zns_asked.pop("headers")
    assert zns_asked == {
        "path": "/zns",
        "id": str(leg_of(made).sending_id),
        "to": "+84912345678",
        "template": "TB-001",
        "parameters": {"code": "H01.26.000123", "name": "Lê Văn An"},
    }
    assert (headers["Idempotency-Key"], headers["Authorization"]) == (zns_asked["id"], "Bearer thu")
    assert {k: v for k, v in sms_asked.items() if k != "headers"} == {
        "path": "/sms",
        "id": str(leg_of(sms, "sms").sending_id),
        "to": "+84987654321",
        "text": "Hồ sơ H01.26.000123 của Lê Văn An đã có kết quả, mời đến nhận.",
        "coding": "ucs2",
        "parts": 1,
    }


def test_a_message_that_arrives_over_the_first_channel_goes_over_no_other(server: StandIn) -> None:
    (made,) = sent_to()
    sweep()
    assert (leg_of(made).provider_id, state_of(made)) == ("nc-1", "waiting")
    take_receipt("zns", Told(str(leg_of(made).sending_id), "", "delivered"))
    sweep(FRIDAY + timedelta(days=3))
    assert (state_of(made), len(server.asked), mail.outbox) == ("arrived", 1, [])


def test_a_letter_to_somebody_outside_has_no_way_into_the_desk(settings: Settings) -> None:
    settings.MOTCUA_PROVIDERS = {}
    (made,) = sent_to()
    sweep()
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["le.an@thu.example"], "Hồ sơ H01.26.000123 đã có kết quả")
    assert "List-Unsubscribe" not in letter.extra_headers
    assert "/desk/" not in str(letter.message().as_bytes())
    assert state_of(made) == "handed_over"


@pytest.mark.parametrize(
    ("manner", "state", "error"),
    [
        (Manner(refuses=422), "failed", "HTTP 422"),
        (Manner(refuses=404), "failed", "HTTP 404"),
        (Manner(refuses=500), "queued", "HTTP 500"),
        (Manner(refuses=401), "queued", "HTTP 401"),
        (Manner(refuses=302, headers={"Location": "https://noi-khac.example/"}), "queued", "HTTP 302"),
        (Manner(refuses=429), "queued", "HTTP 429"),
        (Manner(loses_answer=True), "queued", "ConnectionError"),
        (Manner(body=b"<html>cong dang nhap</html>"), "queued", "HTTP 202, another id"),
        (Manner(body=b"{" * 20_000), "queued", "HTTP 202, another id"),
        (Manner(twice=True), "sent", ""),
    ],
)
def test_what_an_answer_means(server: StandIn, manner: Manner, state: str, error: str) -> None:
    server.manner = manner
    made = only_sms()
    sweep()
    leg = leg_of(made, "sms")
    assert (leg.state, leg.error, leg.attempts) == (state, error, 1)


def test_a_provider_that_does_not_answer_in_time_is_asked_again(
    server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "_SECONDS", (1, 0.1))
    server.manner = Manner(delays=0.4)
    made = only_sms()
    sweep()
    assert leg_of(made, "sms").error == "ReadTimeout"
    server.manner = Manner()
    sweep(FRIDAY + timedelta(minutes=2))
    assert (leg_of(made, "sms").state, len(server.asked), len(server.taken)) == ("sent", 2, 1)


def test_an_answer_that_was_lost_does_not_send_twice(server: StandIn) -> None:
    """The provider took it, we never heard so: the same id goes out again, and «taken before» counts as sent."""
    server.manner = Manner(loses_answer=True)
    made = only_sms()
    sweep()
    server.manner = Manner()
    sweep(FRIDAY + timedelta(minutes=2))
    leg = leg_of(made, "sms")
    assert [a["id"] for a in server.asked] == [str(leg.sending_id)] * 2
    assert (leg.state, leg.provider_id, list(server.taken)) == ("sent", "nc-1", [str(leg.sending_id)])


def test_an_answer_said_twice_is_not_taken_for_the_next_message(server: StandIn) -> None:
    server.manner = Manner(twice=True)
    made = [sent_to(Addressee("An", phone=f"091234567{n}", channels=("sms",)))[0] for n in range(4)]
    for n in range(4):
        sweep(FRIDAY + timedelta(minutes=2 * n))
    for one in made:
        leg = leg_of(one, "sms")
        assert (leg.state, leg.provider_id) == ("sent", server.taken[str(leg.sending_id)])
    assert len(server.taken) == 4


def test_a_process_that_dies_before_it_writes_down_sends_the_same_id_again(
    server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = only_sms()

    class Killed(BaseException):
        """Nothing in the product catches it."""

    def die(*_: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("motcua.messages.services.outward_delivery._handed_over", die)
        with pytest.raises(Killed):
            sweep()
    assert leg_of(made, "sms").state == "queued"
    sweep(FRIDAY + HELD - timedelta(seconds=1))
    assert len(server.asked) == 1
    sweep(FRIDAY + HELD)
    assert (leg_of(made, "sms").state, len(server.asked), len(server.taken)) == ("sent", 2, 1)


def test_a_provider_that_does_not_know_us_is_told_to_operators(server: StandIn) -> None:
    assert reads.fault() is None
    server.manner = Manner(refuses=401)
    only_sms()
    sweep()
    assert reads.fault() == "nhà cung cấp không nhận mã kết nối của ta: Tin nhắn SMS"


def test_what_should_have_left_long_ago_is_told(server: StandIn) -> None:
    only_sms()
    with clock.frozen(FRIDAY + timedelta(hours=2, minutes=1)):
        assert reads.fault() == "1 tin đến giờ mà chưa gửi quá hai giờ"


def test_a_provider_that_limits_the_rate_is_left_alone(server: StandIn) -> None:
    server.manner = Manner(refuses=429, headers={"Retry-After": "600"})
    made = [sent_to(Addressee("An", phone=f"091234567{n}", channels=("sms",)))[0] for n in range(3)]
    sweep()
    sweep(FRIDAY + timedelta(minutes=5))
    assert len(server.asked) == 1
    assert sorted(leg_of(d, "sms").attempts for d in made) == [0, 0, 1]
    server.manner = Manner()
    sweep(FRIDAY + timedelta(minutes=10))
    assert {leg_of(d, "sms").state for d in made} == {"sent"}


def test_a_long_pause_does_not_keep_people_from_the_next_channel(server: StandIn, settings: Settings) -> None:
    server.manner = Manner(refuses=429, headers={"Retry-After": "86400"})
    made = [sent_to(Addressee("An", phone=f"091234567{n}", channels=("zns", "email"), email="a@b.example"), key=str(n))[0]
            for n in range(3)]  # fmt: skip
    sweep()
    sweep(FRIDAY + timedelta(hours=1))
    assert {ways(d)[0] for d in made} == {("zns", "failed")}
    assert (len(mail.outbox), len(server.asked)) == (3, 2)


@pytest.mark.parametrize("said", ["99999999", "-5", "ngay mai", "Fri, 20 Nov 2026 09:10:00 GMT"])
def test_a_pause_that_makes_no_sense_is_a_minute(server: StandIn, said: str) -> None:
    server.manner = Manner(refuses=429, headers={"Retry-After": said})
    made = only_sms()
    sweep()
    assert leg_of(made, "sms").next_at == FRIDAY + timedelta(minutes=1)


def test_one_provider_that_is_away_does_not_hold_up_the_other(server: StandIn, settings: Settings) -> None:
    settings.MOTCUA_PROVIDERS["zns"] = {"url": "http://127.0.0.1:1/", "token": "x", "receipt_secret": ""}
    made = [sent_to(Addressee("An", phone=f"091234567{n}"))[0] for n in range(2)]
    sms = only_sms()
    sweep()
    assert sorted(leg_of(d).attempts for d in made) == [0, 1]  # asked once in a sweep
    assert leg_of(sms, "sms").state == "sent"


def test_what_waited_long_enough_goes_on_to_the_next_channel(server: StandIn, settings: Settings) -> None:
    settings.MOTCUA_PROVIDERS["zns"] = {"url": "http://127.0.0.1:1/", "token": "x", "receipt_secret": ""}
    made = [sent_to(Addressee("An", phone=f"091234567{n}"))[0] for n in range(3)]
    sweep()
    sweep(FRIDAY + timedelta(hours=1, minutes=1))
    for one in made:
        assert ways(one) == [("zns", "failed"), ("sms", "sent"), ("email", "skipped")]
    assert [e.payload for e in events.history(ref_of(made[0]))] == [{"channel": "zns", "next": "sms"}]


def test_the_last_channel_is_tried_to_the_end_and_then_told_as_lost(server: StandIn) -> None:
    server.manner = Manner(refuses=500)
    made = only_sms()
    moment = FRIDAY
    for _ in range(MOST_ATTEMPTS):
        with clock.frozen(moment):
            send_outward()
        moment = leg_of(made, "sms").next_at or moment
    assert (state_of(made), leg_of(made, "sms").attempts) == ("lost", MOST_ATTEMPTS)
    assert [e.kind for e in events.history(ref_of(made))] == ["dispatch.lost"]
    assert events.history(ref_of(made))[0].payload == {"subject": str(made.subject)}


def test_a_message_without_receipt_goes_on_to_the_next_channel_then_nobody_knows(server: StandIn) -> None:
    made = sent_to(Addressee("An", phone="0912345678"))[0]
    sweep()
    sweep(FRIDAY + timedelta(hours=1, minutes=59))
    assert ways(made)[0] == ("zns", "sent")
    sweep(FRIDAY + timedelta(hours=2))
    assert ways(made) == [("zns", "unknown"), ("sms", "sent"), ("email", "skipped")]
    sweep(FRIDAY + timedelta(hours=26, minutes=1))
    assert (ways(made)[1], state_of(made), len(server.asked)) == (("sms", "unknown"), "unknown", 2)
    assert [e.kind for e in events.history(ref_of(made))] == ["dispatch.fell_back", "dispatch.unknown"]
    take_receipt("sms", Told(str(leg_of(made, "sms").sending_id), "", "delivered"))
    assert state_of(made) == "arrived"


def test_where_the_rule_says_so_a_message_without_receipt_stays_unknown(server: StandIn) -> None:
    value = shipped()["messaging.outward"].versions[0].value
    lines = [{**line, "fall_back": False} for line in value["channels"]]
    RuleOverride.objects.create(
        key="messaging.outward", valid_from=FRIDAY.date(), value={"channels": lines}, article="x", reason="x", shipped_hash=""
    )  # fmt: skip
    (made,) = sent_to()
    sweep()
    sweep(FRIDAY + timedelta(hours=2))
    assert (state_of(made), ways(made)[1]) == ("unknown", ("sms", "standby"))


def test_an_undelivered_message_goes_on_once_and_a_late_receipt_of_it_begins_nothing_more(server: StandIn) -> None:
    (made,) = sent_to()
    sweep()
    sweep(FRIDAY + timedelta(hours=2))  # no receipt: text message
    take_receipt("zns", Told(str(leg_of(made).sending_id), "", "undelivered"))
    assert ways(made) == [("zns", "undelivered"), ("sms", "sent"), ("email", "standby")]
    take_receipt("sms", Told(str(leg_of(made, "sms").sending_id), "", "undelivered"))
    sweep(FRIDAY + timedelta(hours=3))
    assert (ways(made)[2], state_of(made), len(mail.outbox)) == (("email", "sent"), "handed_over", 1)


def test_a_receipt_that_is_quicker_than_our_own_writing_counts(
    server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = only_sms()
    take = StandIn.take

    def told_at_once(self: StandIn, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        status, told = take(self, body)
        early.append(told["provider_id"])
        return status, told

    early: list[str] = []
    monkeypatch.setattr(StandIn, "take", told_at_once)
    assert not take_receipt("sms", Told("", "nc-1", "delivered"))  # by the provider's number, which we do not know yet
    sweep()
    assert (early, state_of(made)) == (["nc-1"], "arrived")


def test_a_receipt_while_the_attempt_is_still_held_counts_and_is_not_overwritten(server: StandIn) -> None:
    made = only_sms()
    leg = leg_of(made, "sms")
    Leg.objects.filter(pk=leg.pk).update(attempts=1, next_at=FRIDAY + HELD)
    take_receipt("sms", Told(str(leg.sending_id), "", "delivered"))
    sweep(FRIDAY + HELD)
    assert (state_of(made), server.asked) == ("arrived", [])


def test_nothing_is_sent_in_the_quiet_hours_of_a_channel_unless_the_purpose_may(server: StandIn) -> None:
    with clock.frozen(NIGHT):
        (made,) = sent_to()
    sweep(NIGHT)
    morning = datetime(2026, 11, 21, 7, 0, tzinfo=clock.ZONE)
    leg = leg_of(made)
    assert (server.asked, leg.next_at, leg.begun_at) == ([], morning, morning)
    sweep(morning)
    assert len(server.asked) == 1

    value = shipped()["messaging.sending_hours"].versions[0].value | {"any_hour": ["news"]}
    RuleOverride.objects.create(
        key="messaging.sending_hours", valid_from=FRIDAY.date(), value=value, article="x", reason="x", shipped_hash=""
    )
    with clock.frozen(NIGHT):
        sent_to(key="hai")
    sweep(NIGHT)
    assert len(server.asked) == 2


def test_a_channel_that_was_taken_away_is_passed_over(server: StandIn, settings: Settings) -> None:
    (made,) = sent_to()
    settings.MOTCUA_PROVIDERS = {}
    sweep()
    assert ways(made) == [("zns", "skipped"), ("sms", "skipped"), ("email", "sent")]


def test_a_channel_without_a_shared_secret_is_done_when_it_is_sent(server: StandIn, settings: Settings) -> None:
    settings.MOTCUA_PROVIDERS = {"sms": provider(server, "sms", receipts=False)}
    made = only_sms()
    sweep()
    sweep(FRIDAY + timedelta(days=9))
    assert (state_of(made), len(server.asked)) == ("handed_over", 1)


def test_an_operator_sends_what_did_not_arrive_again_under_another_id(server: StandIn) -> None:
    made = only_sms()
    sweep()
    first = leg_of(made, "sms")
    with pytest.raises(Refused, match="đang được gửi"):
        resend_leg(leg_of(made, "sms"), actor=SYSTEM)
    take_receipt("sms", Told(str(first.sending_id), "", "undelivered"))
    assert state_of(made) == "lost"
    resend_leg(leg_of(made, "sms"), actor=SYSTEM)
    assert state_of(made) == "waiting"
    sweep()
    again = leg_of(made, "sms")
    assert (again.state, len(server.taken), again.sending_id != first.sending_id) == ("sent", 2, True)
    assert not take_receipt("sms", Told(str(first.sending_id), "", "delivered"))
    take_receipt("sms", Told(str(again.sending_id), "", "delivered"))
    with pytest.raises((Refused, TransitionRefused)):
        resend_leg(leg_of(made, "sms"), actor=SYSTEM)


def test_nothing_of_a_person_stands_in_logs_events_or_errors(server: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    server.manner = Manner(refuses=422)
    with caplog.at_level(logging.INFO):
        (made,) = sent_to()
        sweep()
        sweep(FRIDAY + timedelta(hours=5))
    kept = [str(e.payload) for e in events.Event.objects.all()] + [caplog.text]
    kept += list(Leg.objects.values_list("error", flat=True))
    assert state_of(made) == "handed_over"
    assert not [text for text in kept for part in ("912345678", "912 345", "le.an", "Lê", "H01.26") if part in text]


def test_the_worker_asks_little_for_each_message(server: StandIn, django_assert_num_queries: Any) -> None:
    sent_to(*[Addressee("An", phone=f"091234567{n}", channels=("sms",)) for n in range(5)])
    with django_assert_num_queries(7 + 5 * 8):
        send_outward()
