"""The trail of a record as a timeline beside it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from motcua.kernel import events
from motcua.kernel.refs import Ref
from motcua.kernel.registries import event_labels

MOST = 30


def history(subject: Ref) -> list[dict[str, Any]]:
    """The latest acts on a record, newest first."""
    return [
        {
            "title": gettext(str(event_labels.get(event.kind) or event.kind)),
            "moment": event.at,
            "actor": ", ".join(part for part in (event.actor_name, event.actor_unit) if part),
            "text": str(event.payload.get("document") or event.payload.get("reason") or ""),
        }
        for event in reversed(events.history(subject)[-MOST:])
    ]
