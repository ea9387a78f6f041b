"""Events that change work itself: what waits for them is raised, what belongs to a post follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.plans.services.holding import follow_posts
from motcua.plans.services.triggers import raise_by

if TYPE_CHECKING:
    from motcua.kernel.models import Event

FOLLOWS = ("post.seated", "post.unseated", "post.ended", "post.restored", "post.term_extended", "officer.ended")


def raise_waiting(event: Event) -> None:
    raise_by(event)


def follow(_event: Event) -> None:
    follow_posts()
