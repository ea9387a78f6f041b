"""Whom the words of a paper mean as lead or coordinator, with the post they name; and who holds such posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.organisations.queries.posts import focal_of, head_of
from motcua.organisations.queries.resolution import How, Resolution, Resolver
from motcua.plans.rules.post_words import LedBy, post_words


@dataclass(frozen=True, slots=True)
class Meant:
    """`post`: the post in each unit that is meant; None: the unit itself."""

    resolution: Resolution
    post: LedBy | None

    @property
    def units(self) -> tuple[Any, ...]:
        return self.resolution.units


def meant(resolver: Resolver, words: str) -> Meant:
    """Units and post that a wording means. A name or alias of a unit wins over what looks like a post in it."""
    whole = resolver.resolve(words)
    named = post_words(words)
    if named is None or (whole.units and whole.how in {How.NAME, How.FORMER}):
        return Meant(whole, LedBy.HEAD if whole.heads else None)
    if whole.units and whole.how in {How.ALIAS, How.COLLECTIVE}:
        return Meant(whole, named.post)
    part = resolver.resolve(named.unit)
    return Meant(part, named.post) if part.units and part.how is not How.SIMILAR else Meant(whole, None)


def holder_of(unit: int, post: str, on: date) -> Any | None:
    """The officer who holds the post in a unit on a date; None while it is vacant."""
    return head_of(unit, on) if post == LedBy.HEAD else focal_of(unit, on)


def holders_of(wanted: Iterable[tuple[int, str]], on: date) -> dict[tuple[int, str], Any | None]:
    """(unit, post) → its holder on a date. A few queries for each distinct pair."""
    return {(unit, post): holder_of(unit, post, on) for unit, post in dict.fromkeys(wanted)}
