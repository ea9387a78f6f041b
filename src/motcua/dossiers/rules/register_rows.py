"""Lines of an earlier system's register as they were read. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that can be read. Moments are Vietnamese; `texts` are the columns that need a look into the database or are names."""

    line: int
    texts: Mapping[str, str]
    state: str
    channel: int
    submitted: datetime
    received: datetime | None = None
    promised: datetime | None = None
    ended: datetime | None = None
    returned: datetime | None = None
    asked_until: datetime | None = None
    pauses: Sequence[tuple[str, datetime, datetime | None]] = ()
    negative: bool = False

    @property
    def code(self) -> str:
        return self.texts["code"]


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that cannot be taken, with every reason as template and parameters."""

    line: int
    code: str
    reasons: tuple[tuple[str, Mapping[str, Any]], ...]
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Register:
    columns: tuple[str, ...]
    """The heads as they stand in the file."""
    entries: tuple[Entry, ...]
    unread: tuple[Unread, ...]
    cells: Mapping[int, Mapping[str, str]]
    """Line → its cells by the heads of the file, for the file of what was set aside."""
