"""Where people outside the house are reached, and what becomes of a message from what becomes of its channels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.messages.rules.outward import Addressee, Policy, falls_back, mailbox, masked, mobile, outcome
from motcua.messages.workflow import DispatchState, LegState

L = LegState


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0912 345 678", "+84912345678"),
        ("+84 (91) 234-5678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("0251 3822 501", None),  # a landline
        ("091234567", None),
        ("+1 202 555 0100", None),
        ("", None),
    ],
)
def test_mobile_numbers(written: str, number: str | None) -> None:
    assert mobile(written) == number


@pytest.mark.parametrize(
    ("written", "good"),
    [(" an@thu.example ", True), ("an@thu", False), ("an nv@thu.example", False), ("a\r\nBcc: b@thu.example", False), ("", False)],
)  # fmt: skip
def test_mailboxes(written: str, good: bool) -> None:
    assert (mailbox(written) is not None) is good


def test_nothing_of_a_person_shows_in_a_log() -> None:
    shown = repr(Addressee("Lê Văn An", "an@thu.example", "0912345678", key="CCCD"))
    assert not [part for part in ("Lê", "thu", "0912", "CCCD") if part in shown]
    assert masked("+84912345678") == "•••••• 678"
    assert masked("an@thu.example") == "a•••@thu.example"


@pytest.mark.parametrize(
    ("legs", "became"),
    [
        ([(L.SENT, True), (L.STANDBY, True)], DispatchState.WAITING),
        ([(L.UNDELIVERED, True), (L.QUEUED, True)], DispatchState.WAITING),
        ([(L.UNDELIVERED, True), (L.SENT, False)], DispatchState.HANDED_OVER),
        ([(L.UNKNOWN, True), (L.SENT, False)], DispatchState.HANDED_OVER),
        ([(L.UNKNOWN, True), (L.FAILED, False)], DispatchState.UNKNOWN),
        ([(L.UNKNOWN, True), (L.DELIVERED, True)], DispatchState.ARRIVED),
        ([(L.FAILED, True), (L.SKIPPED, False)], DispatchState.LOST),
        ([], DispatchState.LOST),
    ],
)
def test_what_became_of_a_message(legs: list[tuple[LegState, bool]], became: DispatchState) -> None:
    assert outcome(legs) is became


@given(st.lists(st.tuples(st.sampled_from(LegState), st.booleans()), max_size=4))
def test_what_arrived_has_arrived_whatever_else_happened(legs: list[tuple[LegState, bool]]) -> None:
    assert outcome([*legs, (L.DELIVERED, True)]) is DispatchState.ARRIVED


def test_the_next_channel_is_begun_once() -> None:
    assert falls_back(0, [(0, L.FAILED), (1, L.SKIPPED), (2, L.STANDBY)])
    assert not falls_back(0, [(0, L.UNDELIVERED), (1, L.QUEUED), (2, L.STANDBY)])
    assert falls_back(1, [(0, L.UNDELIVERED), (1, L.FAILED), (2, L.STANDBY)])
    assert not falls_back(1, [(0, L.DELIVERED), (1, L.FAILED), (2, L.STANDBY)])


def test_a_channel_that_the_rule_no_longer_names_is_waited_for_a_day() -> None:
    policy = Policy.of({"channels": [{"channel": "sms", "wait_hours": 1, "receipt_hours": 2.5, "fall_back": False}]})
    assert policy.order == ("sms",)
    assert policy.of_channel("sms").receipt.total_seconds() == 9000
    assert policy.of_channel("zns").wait.days == 1
