"""Reactions to events: people are told, what waits for an event is raised, work follows its post."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from motcua.plans.handlers import assessment, inspections, papers, urging, work
from motcua.plans.handlers.triggers import FOLLOWS, follow, raise_waiting
from motcua.plans.rules.triggers import events_of_triggers

if TYPE_CHECKING:
    from motcua.kernel.models import Event

HANDLERS: dict[str, tuple[tuple[str, ...], Callable[[Event], None]]] = {
    **{
        kind: ((kind,), run)
        for told in (work, papers, inspections, assessment, urging)
        for kind, run in told.HANDLERS.items()
    },
    "raise_waiting": (events_of_triggers(), raise_waiting),
    "follow_posts": (FOLLOWS, follow),
}
"""Name under which deliveries are kept → kinds of events, and what runs."""
