"""Long work as pages show it. Who runs it does not matter here: the caller fills `Progress` from its job."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.ui.badges import Badge
from motcua.ui.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """`done` of `total` (None when the total is not known yet). While `running`, the page asks `poll_url` again every two seconds.

    `poll_url` answers with `{% progress %}` alone. `seconds_left` is None until it can be told honestly.
    """

    key: str
    title: Text
    state: Badge
    running: bool
    done: int = 0
    total: int | None = None
    seconds_left: int | None = None
    note: Text = ""
    poll_url: str = ""
    cancel_url: str = ""
    result_url: str = ""
    result_label: Text = ""
    error: Text = ""

    @property
    def minutes_left(self) -> int | None:
        """Whole minutes, rounded up; None under a minute or when unknown."""
        return None if self.seconds_left is None or self.seconds_left < 60 else -(-self.seconds_left // 60)
