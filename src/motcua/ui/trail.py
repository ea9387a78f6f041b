"""Events as people read them: what was done, by whom, in which capacity. Used by every timeline, list and page of the trail."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from motcua.kernel import events
from motcua.kernel.actors import SAMPLE, SYSTEM
from motcua.kernel.refs import Ref
from motcua.kernel.registries import event_labels

MOST = 30
"""How many acts stand beside a record: what is done line by line comes to thousands."""
_SAID = ("reason", "number", "document")


def label_of(kind: str) -> str:
    """What an event of this kind is called, in the language of the page; the kind itself where nobody named it."""
    return gettext(str(event_labels.get(kind) or kind))


def role_in(event: Any) -> str:
    """In which capacity it was done: nothing for the system itself."""
    return "" if event.actor_role == SYSTEM.role else str(event.actor_role)


def actor_in(event: Any) -> str:
    """Who did it, as recorded; the system and the maker of samples are called so in the language of the page."""
    name = str(event.actor_name)
    return gettext(name) if name in {SYSTEM.name, SAMPLE.name} else name


def told(event: Any) -> dict[str, Any]:
    """An entry of the timeline component: title, moment, actor, and what was said to it."""
    return {
        "title": label_of(event.kind),
        "moment": event.at,
        "actor": ", ".join(part for part in (actor_in(event), event.actor_unit) if part),
        "text": str(next((said for key in _SAID if (said := event.payload.get(key))), "")),
    }


def latest(subject: Ref) -> list[dict[str, Any]]:
    """The latest acts on a record for the timeline beside it, newest first; of more, the last entry leads to the whole trail."""
    found = events.latest(subject, MOST + 1)
    shown = [told(event) for event in found[:MOST]]
    if len(found) > MOST:
        whole = reverse("portal:trail", args=[subject.kind, subject.uid])
        shown.append({"title": gettext("Các việc trước đó: xem nhật ký đầy đủ"), "url": whole})
    return shown
