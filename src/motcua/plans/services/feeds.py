"""Calendar feeds: opened, renewed, taken back. The secret is told once; its hash is kept."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import transaction

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Forbidden, Refused
from motcua.organisations.permissions import has_grant, held_today
from motcua.organisations.services.people import officer_ref
from motcua.plans.events import FEED_ENDED, FEED_OPENED
from motcua.plans.models import CalendarFeed
from motcua.plans.queries.feeds import hash_of


def open_feed(user: Any, unit: Any = None, *, actor: Actor) -> tuple[CalendarFeed, str]:
    """An address for the person's own work, or for a unit's, and its secret; an earlier one of the same kind ends.

    Raises Forbidden for a unit that the post may not read, and for somebody who holds no post.
    """
    officer = next(iter(held_today(user)), None)
    if officer is None or (unit is not None and not has_grant(user, "plans.read", unit)):
        raise Forbidden("Bạn không được theo dõi lịch của đơn vị này.")
    secret = secrets.token_urlsafe(32)
    now = clock.now()
    with transaction.atomic():
        CalendarFeed.objects.filter(officer=officer, unit=unit, ended_at__isnull=True).update(ended_at=now)
        feed = CalendarFeed.objects.create(officer=officer, unit=unit, hash=hash_of(secret), created_at=now)
        _tell(feed, FEED_OPENED, actor)
    return feed, secret


def end_feed(feed: CalendarFeed, *, actor: Actor) -> None:
    with transaction.atomic():
        if CalendarFeed.objects.filter(pk=feed.pk, ended_at__isnull=True).update(ended_at=clock.now()) != 1:
            raise Refused("Địa chỉ lịch này đã thu hồi.", code="feed_ended")
        _tell(feed, FEED_ENDED, actor)


def answered(feed: CalendarFeed, digest: str) -> CalendarFeed:
    """Remember when the answer last became another. Writes only then."""
    if feed.digest != digest:
        feed.digest, feed.changed_at = digest, clock.now().replace(microsecond=0)
        CalendarFeed.objects.filter(pk=feed.pk).update(digest=feed.digest, changed_at=feed.changed_at)
    return feed


def _tell(feed: CalendarFeed, kind: str, actor: Actor) -> None:
    payload: dict[str, events.Plain] = {"feed": feed.uid}
    if feed.unit is not None:
        payload["unit"] = feed.unit.uid
    events.append(officer_ref(feed.officer), kind, actor=actor, payload=payload)
