"""State as word, shape and colour together: never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from motcua.ui.texts import Text


class Tone(StrEnum):
    """What the state means to the reader. Each tone has its own shape: an icon of its name."""

    DONE = "done"
    """Finished, in time, valid: a tick."""
    ACTIVE = "active"
    """Under way as it should: a filled circle."""
    RISK = "risk"
    """Due soon, needs a look: a triangle."""
    LATE = "late"
    """Overdue, failed, not valid: a square with a bar."""
    PAUSED = "paused"
    """The clock stands still, waiting for somebody else: two bars."""
    PLAIN = "plain"
    """Without urgency: draft, ended, archived: an empty circle."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A state to show. `word` is said in full; `hint` is an extra sentence for the title of the details, never needed."""

    word: Text
    tone: Tone = Tone.PLAIN
    hint: Text = ""

    def __str__(self) -> str:
        return str(self.word)
