"""What providers tell of messages: who is believed, how often, in which order."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings
from tests.factories import outward as factory
from tests.factories import providers
from tests.factories.messages import FRIDAY
from tests.factories.outward import sent_to, ways

from motcua.kernel import clock
from motcua.messages.models import Dispatch, Leg, Receipt
from motcua.messages.rules.declarations import declarations

pytestmark = pytest.mark.django_db
SENT = {
    "state": "sent",
    "attempts": 1,
    "sent_at": FRIDAY,
    "provider_id": "nc-1",
    "next_at": FRIDAY + timedelta(hours=2),
}


@pytest.fixture(autouse=True)
def providers_(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declarations, "_entries", declarations._entries | {factory.READY.key: factory.READY})
    one = {"url": "https://nhacungcap.example/", "token": "x", "receipt_secret": providers.SECRET}
    settings.MOTCUA_PROVIDERS = {"sms": one | {"receipt_secret": ""}, "zns": one}


@pytest.fixture
def made() -> Dispatch:
    """A message that Zalo's provider has taken."""
    (dispatch,) = sent_to()
    Leg.objects.filter(dispatch=dispatch, channel="zns").update(**SENT)
    return dispatch


def leg_of(dispatch: Dispatch, channel: str = "zns") -> Leg:
    return Leg.objects.get(dispatch=dispatch, channel=channel)


def told(body: dict[str, Any], *, channel: str = "zns", secret: str = providers.SECRET, off: int = 0) -> HttpResponse:
    raw = json.dumps(body).encode()
    headers = providers.signed(raw, clock.now().timestamp() + off, secret)
    address = f"/api/v1/messages/receipts/{channel}"
    return Client().post(address, raw, content_type="application/json", headers=headers)


def test_a_receipt_moves_its_message_once(made: Dispatch) -> None:
    body = {"id": str(leg_of(made).sending_id), "status": "delivered"}
    for _ in range(3):
        answer = told(body)
        assert (answer.status_code, answer.json()) == (202, {"known": True})
    made.refresh_from_db()
    assert (made.state, ways(made)[0], Receipt.objects.count()) == ("arrived", ("zns", "delivered"), 1)


def test_the_providers_number_names_the_message_too(made: Dispatch) -> None:
    assert told({"provider_id": "nc-1", "status": "undelivered", "code": "-108"}).json() == {"known": True}
    assert ways(made) == [("zns", "undelivered"), ("sms", "queued"), ("email", "standby")]
    assert leg_of(made).error == "-108"


def test_what_has_arrived_stays_so_and_what_did_not_may_have_arrived_after_all(made: Dispatch) -> None:
    sending_id = str(leg_of(made).sending_id)
    told({"id": sending_id, "status": "undelivered"})
    told({"id": sending_id, "status": "delivered"})
    told({"id": sending_id, "status": "undelivered", "provider_id": "nc-1"})
    made.refresh_from_db()
    assert (made.state, ways(made)) == ("arrived", [("zns", "delivered"), ("sms", "skipped"), ("email", "standby")])


def test_a_receipt_twice_begins_the_next_channel_once(made: Dispatch) -> None:
    sending_id = str(leg_of(made).sending_id)
    told({"id": sending_id, "status": "undelivered"})
    told({"id": sending_id, "provider_id": "nc-1", "status": "undelivered"})
    assert ways(made) == [("zns", "undelivered"), ("sms", "queued"), ("email", "standby")]


@pytest.mark.parametrize(
    "unknown", [{"id": "01900000-0000-7000-8000-0000000000ff"}, {"id": "khong"}, {"provider_id": "9"}]
)
def test_a_receipt_of_an_unknown_message_is_noted(made: Dispatch, unknown: dict[str, str]) -> None:
    for _ in range(2):
        answer = told({**unknown, "status": "delivered"})
        assert (answer.status_code, answer.json()) == (202, {"known": False})
    assert list(Receipt.objects.values_list("leg", flat=True)) == [None]
    assert ways(made)[0] == ("zns", "sent")


def test_a_receipt_of_another_channel_does_not_move_it(made: Dispatch, settings: Settings) -> None:
    settings.MOTCUA_PROVIDERS["sms"] = settings.MOTCUA_PROVIDERS["zns"]
    answer = told({"id": str(leg_of(made).sending_id), "status": "delivered"}, channel="sms")
    assert (answer.json(), ways(made)[0]) == ({"known": False}, ("zns", "sent"))


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"secret": "khac" * 10}, 403),
        ({"off": -301}, 403),
        ({"off": 301}, 403),
        ({"off": 299}, 202),
        ({"channel": "sms"}, 404),
        ({"channel": "khac"}, 404),
    ],
)
def test_who_is_believed(made: Dispatch, given: dict[str, Any], status: int) -> None:
    answer = told({"id": str(leg_of(made).sending_id), "status": "delivered"}, **given)
    assert answer.status_code == status
    if status != 202:
        assert answer["Content-Type"] == "application/problem+json"
        assert not Receipt.objects.exists()


def test_a_signature_is_of_its_body_and_its_time(made: Dispatch) -> None:
    body = json.dumps({"id": str(leg_of(made).sending_id), "status": "undelivered"}).encode()
    headers = providers.signed(body, clock.now().timestamp())
    address = "/api/v1/messages/receipts/zns"
    other = body.replace(b"undelivered", b"delivered")
    later = {**headers, "X-Motcua-Timestamp": str(int(headers["X-Motcua-Timestamp"]) + 1)}
    for raw, signed in (
        (other, headers),
        (body, later),
        (body, {**headers, "X-Motcua-Signature": "sha256=é"}),
    ):
        answer = Client().post(address, raw, content_type="application/json", headers=signed)
        assert answer.status_code == 403
    assert ways(made)[0] == ("zns", "sent")


@pytest.mark.parametrize("body", [{"status": "delivered"}, {"id": "a", "status": "read"}, {"id": "a", "status": "delivered", "to": "0912"},
                                  {"id": "a", "status": "undelivered", "code": "so 0912 khong dung"}])  # fmt: skip
def test_what_is_no_receipt_is_refused(body: dict[str, str]) -> None:
    assert told(body).status_code == 422
    assert not Receipt.objects.exists()


def test_a_token_is_no_signature(made: Dispatch) -> None:
    answer = Client().post("/api/v1/messages/receipts/zns", {}, content_type="application/json",
                           headers={"Authorization": "Bearer x"})  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (401, "unsigned")
