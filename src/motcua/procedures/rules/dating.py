"""As of which day a procedure was written, as far as that can be told: its writer knew what amended a ground before. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Basis(StrEnum):
    """What tells the day."""

    VERSION = "version"
    GROUND = "ground"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Written:
    """The day from which a version stands; `number`: the newest ground that it names, where that tells it."""

    on: date | None = None
    basis: Basis = Basis.NOTHING
    number: str = ""

    def knew(self, *, since: date | None, issued_on: date | None) -> bool:
        """Whether a change that holds since a day, by a document of a day, was there already. Unsure is no."""
        days = [day for day in (since, issued_on) if day is not None]
        return self.on is not None and bool(days) and max(days) <= self.on


def written_on(grounds: Mapping[str, date | None], starts: date | None) -> Written:
    """From the day on which the version itself starts (None where that says nothing, as for imports), and the days of the documents that
    it names: it cannot be older than its newest ground.
    """
    newest = max(((day, number) for number, day in grounds.items() if day is not None), default=None)
    if starts is not None and (newest is None or starts >= newest[0]):
        return Written(starts, Basis.VERSION)
    return Written(newest[0], Basis.GROUND, newest[1]) if newest is not None else Written()
