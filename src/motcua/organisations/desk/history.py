"""The trail of a record as a timeline beside it."""

from __future__ import annotations

from typing import Any

from motcua.kernel import events
from motcua.kernel.refs import Ref
from motcua.ui.trail import told

MOST = 30


def history(subject: Ref) -> list[dict[str, Any]]:
    """The latest acts on a record, newest first."""
    return [told(event) for event in reversed(events.history(subject)[-MOST:])]
