"""What reading one procedure of a foreign source gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from motcua.procedures.content import Component, Content, Fee, Ground, Limit, Part, Result, Step, Unread
from motcua.procedures.content.parts import Channel


class Doubt(StrEnum):
    """What looks wrong in a row, told in the report of a run."""

    LIMIT_WITHOUT_UNIT = "limit_without_unit"
    LIMIT_OF_ZERO = "limit_of_zero"
    FEE_DIFFERS_FROM_NOTE = "fee_differs_from_note"
    SAME_TEXT_AS_ANOTHER = "same_text_as_another"
    NAME_OF_ANOTHER = "name_of_another"
    """A wholly other name than the registry has under the code."""
    PART_EMPTIED = "part_emptied"
    """Parts that stood have nothing any more."""
    QUANTITY_UNCLEAR = "quantity_unclear"
    FORM_NAME_UNCLEAR = "form_name_unclear"
    AGENCY_UNCLEAR = "agency_unclear"
    """Words where an agency or a place should stand that name none for certain."""
    CODE_UNUSUAL = "code_unusual"
    SHOWN_COUNTED = "shown_counted"
    """A paper that is only shown has a number of originals or copies."""
    LOCAL_LIMIT_IDLE = "local_limit_idle"
    LOCAL_FEE_OLDER = "local_fee_older"
    """What the province settled of its own stands beside a national value that this row changes."""
    SORTED_AGAIN = "sorted_again"
    """People had sorted words of these parts; the source has changed them since, so its words stand again."""

    HIDDEN_DROPPED = "hidden_dropped"
    """Characters that nobody sees (marks of direction and the like) stood in it; they are not taken."""


LOOKED_AT_EACH = (Doubt.SAME_TEXT_AS_ANOTHER, Doubt.NAME_OF_ANOTHER, Doubt.PART_EMPTIED)
"""What a person decides row by row, never all at once."""
LOCAL_DOUBTS = (Doubt.LOCAL_LIMIT_IDLE, Doubt.LOCAL_FEE_OLDER)


@dataclass(frozen=True, slots=True)
class ReadProcedure:
    """One procedure as read. `doubts` are pairs of what looks wrong and the words it was seen in."""

    code: str
    content: Content
    doubts: tuple[tuple[Doubt, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Good:
    """A row of a file that was read. `partial`: the source knows only name, field and agencies, so it replaces no fuller content.
    `raw`: the row itself, where the source gives no code (`read.code` "") and a person has to."""

    line: int
    read: ReadProcedure
    partial: bool = False
    raw: Any = None


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that could not be taken as it is: why, and the row itself."""

    line: int
    code: str
    name: str
    reason: str
    raw: Any


Row = Good | Bad


@dataclass(frozen=True, slots=True)
class Batch:
    """A file as read: its shape, its rows in order, and the SHA-256 of its bytes. `strange`: fields that its shape does not have and
    nothing was read from, with the number of rows that have them."""

    shape: str
    rows: tuple[Row, ...]
    sha256: str
    name: str = ""
    strange: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Gathered:
    """The parts while a row is read."""

    steps: list[Step] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    fees: list[Fee] = field(default_factory=list)
    components: list[Component] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    doubts: list[tuple[Doubt, str]] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    description: str = ""

    def leave(self, part: Part, text: str) -> None:
        """Keep words that could not be read with certainty."""
        if text.strip():
            self.unread.append(Unread(part, text.strip()))
