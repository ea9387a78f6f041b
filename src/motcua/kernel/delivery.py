"""Events on their way to their handlers: at least once, each delivery in a transaction of its own, with back-off and dead letters.

A handler's own rows and the mark “delivered” commit together, so a handler that only writes to the database sees each event once. One that
reaches outside (mail) may see an event twice, when the process dies in between. Order is that of the events as long as nothing fails.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.models import Delivery, Event
from motcua.kernel.refs import Ref
from motcua.kernel.registries import handlers

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 10  # with the delays below the last one comes about 40 minutes after the first
_FIRST_DELAY, _LONGEST_DELAY = timedelta(seconds=5), timedelta(minutes=15)
_HELD = timedelta(minutes=5)  # a handler that takes longer may be started again by another worker


class _TakenAway(Exception):
    """Another worker delivered it meanwhile."""


def deliver_due(*, limit: int = 200, now: datetime | None = None) -> int:
    """Deliver what is due, oldest first, and give how many deliveries were tried. Never raises for a failing handler."""
    moment = now or clock.now()
    due = Delivery.objects.filter(state=Delivery.State.PENDING, next_at__lte=moment)
    tried = 0
    for delivery in due.select_related("event").order_by("next_at", "id")[:limit]:
        if _claim(delivery, moment):
            tried += 1
            _deliver(delivery, moment)
    return tried


def dead_letters() -> QuerySet[Delivery]:
    """Deliveries that were given up, newest first, with their events."""
    return Delivery.objects.filter(state=Delivery.State.DEAD).select_related("event").order_by("-id")


def resend_delivery(delivery: Delivery, *, actor: Actor) -> None:
    """Send a dead letter again, with all attempts before it. Raises Refused when it is not (any more) a dead letter."""
    with transaction.atomic():
        dead = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.DEAD)
        if dead.update(state=Delivery.State.PENDING, attempts=0, next_at=clock.now()) != 1:
            raise Refused("Lần chuyển này đã được gửi lại hoặc đã xong.", code="not_dead")
        subject = Ref.to("event", delivery.event.uid)
        events.append(subject, "event.resent", actor=actor, payload={"handler": delivery.handler})


def resend_event(uid: UUID, *, actor: Actor) -> int:
    """Send all dead letters of one event again. Returns how many. Raises NotFound when it has none."""
    letters = list(dead_letters().filter(event__uid=uid))
    if not letters:
        raise NotFound("Sự kiện {event} không có lần chuyển nào bị hỏng.", event=str(uid))
    for letter in letters:
        resend_delivery(letter, actor=actor)
    return len(letters)


def _claim(delivery: Delivery, now: datetime) -> bool:
    """Count the attempt and hide the row from other workers before the handler runs, so that a handler that kills its process ends too."""
    free = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.PENDING, next_at=delivery.next_at)
    if free.update(attempts=F("attempts") + 1, next_at=now + _HELD) != 1:
        return False
    delivery.attempts += 1
    return True


def _deliver(delivery: Delivery, now: datetime) -> None:
    try:
        with transaction.atomic():
            _run(delivery.handler, delivery.event)
            if _held(delivery).update(state=Delivery.State.DONE, error="") != 1:
                raise _TakenAway
    except _TakenAway:
        logger.warning("event %s: %s was late", delivery.event.uid, delivery.handler)
    except Exception as error:  # a failing handler must not stop the others
        logger.exception("event %s (%s): %s failed", delivery.event.uid, delivery.event.kind, delivery.handler)
        _give_back(delivery, now, error)


def _run(name: str, event: Event) -> None:
    handler = handlers.get(name)
    if handler is None:
        raise LookupError(f"no handler is registered as {name!r}")
    handler.run(event)


def _give_back(delivery: Delivery, now: datetime, error: Exception) -> None:
    given_up = delivery.attempts >= MOST_ATTEMPTS
    _held(delivery).update(
        state=Delivery.State.DEAD if given_up else Delivery.State.PENDING,
        next_at=now + delay(delivery.attempts),
        error=f"{type(error).__name__}: {error}"[:500],
    )


def _held(delivery: Delivery) -> QuerySet[Delivery]:
    """The row as this attempt may still write it."""
    return Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.PENDING, attempts=delivery.attempts)


def delay(attempts: int) -> timedelta:
    """The wait after so many attempts: 5 s, doubling, at most 15 minutes."""
    return min(_FIRST_DELAY * (1 << (attempts - 1)), _LONGEST_DELAY)
