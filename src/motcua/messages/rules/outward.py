"""Messages to people who are not officers: where they are reached, over which channels one after another, and what became of it. Pure.

A *dispatch* is one thing told to one person outside the house; it has a *leg* for each channel, of which the first that can be is sent.
When a leg does not arrive the next one is begun, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from motcua.kernel.registries import Registry
from motcua.messages.workflow import DispatchState, LegState

SMS, ZNS = "sms", "zns"

_MOBILE = re.compile(r"(?:\+?84|0084|0)([35789]\d{8})")
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody outside the house, as the sending package knows them. Nothing of it shows in a log: the parts are left out of `repr`.

    `channels`: those over which they want to be told (None: any; empty: none at all). `key` names them within what is told («applicant»);
    without one they are told by their telephone number and e-mail address, so that the same person is told a thing once.
    """

    name: str = field(repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    language: str = "vi"
    channels: tuple[str, ...] | None = None
    key: str = field(default="", repr=False)


def mobile(number: str) -> str | None:
    """A Vietnamese mobile number as `+84…`; None for anything else (landlines take no messages)."""
    met = _MOBILE.fullmatch(re.sub(r"[\s.\-()]", "", number))
    return f"+84{met[1]}" if met else None


def mailbox(address: str) -> str | None:
    """An e-mail address that a mail server takes; None for anything else."""
    bare = address.strip()
    return bare if len(bare) <= 254 and _EMAIL.fullmatch(bare) else None


def masked(address: str) -> str:
    """Of an address as much as lets an operator tell two apart: `•••••• 678`, `a•••@coquan.example`."""
    name, at, host = address.partition("@")
    if at:
        return f"{name[:1]}•••@{host}"
    return f"•••••• {address[-3:]}" if address else ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a channel carries: to whom, under which id (the same for every repetition), and the words as the channel takes them.

    `text` is the letter's body, the text message, or the Zalo text as people will read it; `template` and `parameters` are Zalo's alone.
    """

    id: str
    to: str = field(repr=False)
    language: str
    title: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    template: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict, repr=False)


class Outward(Protocol):
    """Carries one parcel and gives the provider's number for it (empty where there is none). Raises TryAgain or CannotDeliver."""

    def __call__(self, parcel: Parcel, /) -> str: ...


class OutwardChannel(Protocol):
    """A way to people outside the house.

    `available`: whether this installation has it; `receipts`: whether its provider tells what arrived.
    """

    @property
    def key(self) -> str: ...

    @property
    def label(self) -> str:
        """A gettext key."""

    @property
    def available(self) -> bool: ...

    @property
    def receipts(self) -> bool: ...

    def session(self) -> AbstractContextManager[Outward]:
        """Open for one sweep."""


outward_channels: Registry[OutwardChannel] = Registry("channels to people outside the house")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a channel is tried and waited for before the next one takes its place."""

    wait: timedelta
    """After so long without the provider taking the message the next channel is begun; the last channel is tried to the end."""
    receipt: timedelta
    """After so long without a receipt the message counts as not known to have arrived."""
    fall_back: bool
    """Whether the next channel is begun then."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The rule `messaging.outward`: the order of channels, and the patience with each."""

    order: tuple[str, ...]
    patience: Mapping[str, Patience]

    @classmethod
    def of(cls, value: Mapping[str, object]) -> Policy:
        lines = value["channels"]
        given = [line for line in lines if isinstance(line, Mapping)] if isinstance(lines, list) else []
        return cls(
            tuple(str(line["channel"]) for line in given),
            {
                str(line["channel"]): Patience(
                    timedelta(hours=float(str(line["wait_hours"]))),
                    timedelta(hours=float(str(line["receipt_hours"]))),
                    bool(line["fall_back"]),
                )
                for line in given
            },
        )

    def of_channel(self, channel: str) -> Patience:
        """Of a channel that the rule no longer names: a day each."""
        return self.patience.get(channel, Patience(timedelta(days=1), timedelta(days=1), True))


def outcome(legs: Iterable[tuple[LegState, bool]]) -> DispatchState:
    """What became of a dispatch, from its legs: (state, whether its channel tells what arrived)."""
    given = list(legs)
    states = {state for state, _ in given}
    if LegState.DELIVERED in states:
        return DispatchState.ARRIVED
    if LegState.QUEUED in states or (LegState.SENT, True) in given:
        return DispatchState.WAITING
    if LegState.SENT in states:
        return DispatchState.HANDED_OVER
    if LegState.UNKNOWN in states:
        return DispatchState.UNKNOWN
    return DispatchState.LOST


def falls_back(place: int, legs: Iterable[tuple[int, LegState]]) -> bool:
    """Whether the leg at a place may begin the next one: none after it has been begun, and none has arrived."""
    given = list(legs)
    if any(state is LegState.DELIVERED for _, state in given):
        return False
    untouched = {LegState.STANDBY, LegState.SKIPPED}
    return all(state in untouched for other, state in given if other > place)
