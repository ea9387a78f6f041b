"""What a channel to officers is: in-product notices and e-mail. Channels to people outside the house are in `rules.outward`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Protocol, TypeAlias

from motcua.kernel.registries import Registry
from motcua.messages.rules.letters import Letter

IN_PRODUCT, EMAIL = "in_product", "email"


class TryAgain(Exception):
    """The channel could not take the letter now. The text is kept and shown to operators: nothing personal in it.

    `after`: how long its server asks to be left alone.
    """

    def __init__(self, told: str, *, after: timedelta | None = None) -> None:
        super().__init__(told)
        self.after = after


class NoService(TryAgain):
    """The channel's server cannot be reached at all: others of the same channel need not be tried now."""


class CannotDeliver(Exception):
    """The channel will never take this letter (no such mailbox). The text is kept and shown: nothing personal in it."""


Carrier: TypeAlias = Callable[[Letter], None]
"""Carries one letter. Raises TryAgain or CannotDeliver."""


class Channel(Protocol):
    """A way to people.

    `silent`: shows in the product, disturbs nobody and needs no address. The others carry letters to the address that a person
    verified for the channel; `bundles` tells that a digest may join several messages to one letter.
    """

    @property
    def key(self) -> str: ...

    @property
    def label(self) -> str:
        """A gettext key."""

    @property
    def silent(self) -> bool: ...

    @property
    def bundles(self) -> bool: ...

    def session(self) -> AbstractContextManager[Carrier]:
        """Open for one sweep, so that many letters share a connection. Never asked of silent channels."""


channels: Registry[Channel] = Registry("message channels")
