"""Carrying messages to people outside the house: over one channel, then the next, never by two workers at a time, and never into silence.

A leg is claimed by a guarded update before it is carried, and marked in a second transaction afterwards. A process that dies in between
leaves it claimed for `retry.HELD`; then it is carried again under the same id, by which the provider tells the repetition: its answer
«taken before» counts as sent.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import transaction
from django.db.models import F, Q, QuerySet

from motcua.kernel import clock, workflow
from motcua.kernel.errors import TransitionRefused
from motcua.messages.models import Leg, Receipt
from motcua.messages.queries.hours import hours_on
from motcua.messages.queries.outward import parcel_of, policy_on
from motcua.messages.rules.channels import CannotDeliver, NoService, TryAgain
from motcua.messages.rules.hours import Hours
from motcua.messages.rules.outward import Outward, OutwardChannel, Policy, outward_channels
from motcua.messages.rules.retry import HELD, MOST_ATTEMPTS, delay
from motcua.messages.services.outward import begin_next, settle, touch
from motcua.messages.services.receipts import apply_receipt
from motcua.messages.workflow import LEGS, LegState, SkipReason

logger = logging.getLogger(__name__)
LONGEST_PAUSE = timedelta(hours=6)
"""However long a provider asks to be left alone."""


def send_outward(*, limit: int = 200) -> int:
    """Carry what is due over each channel, and give up waiting for receipts that did not come; how much the busiest channel had.

    Each channel has its own portion: one that is down does not hold up the others. Never raises for a failing channel.
    """
    now = clock.now()
    today = clock.local(now).date()
    policy = policy_on(today)
    give_up_waiting(now, policy, limit=limit)
    _drop_lost_channels()
    with _Sweep(policy, hours_on(today)) as sweep:
        return max((sweep.carry_due(channel, limit) for _key, channel in outward_channels.items()), default=0)


def give_up_waiting(now: datetime, policy: Policy, *, limit: int) -> int:
    """Sent messages of which nobody ever told what became: on to the next channel, or «không rõ». How many."""
    unheard = Leg.objects.filter(state=LegState.SENT, next_at__lte=now).select_related("dispatch")
    found = list(unheard.order_by("next_at")[:limit])
    for leg in found:
        try:
            with transaction.atomic():
                touch(leg.dispatch)
                workflow.move(leg, LEGS, "lose_sight", next_at=None)
                if policy.of_channel(leg.channel).fall_back:
                    begin_next(leg, now)
                settle(leg.dispatch)
        except TransitionRefused:
            logger.info("leg %s: its receipt came at the last moment", leg.uid)
    return len(found)


def _drop_lost_channels() -> None:
    """What waits for a channel that this installation no longer has goes on to the next one."""
    there = [key for key, channel in outward_channels.items() if channel.available]
    waiting = Leg.objects.filter(state=LegState.QUEUED, next_at__lte=clock.now()).exclude(channel__in=there)
    for leg in waiting.select_related("dispatch").order_by("pk")[:500]:
        _fall(leg, "skip", reason=SkipReason.NO_CHANNEL)


class _Sweep:
    """One look at what is due: the hours and the policy of the day, the channels that are open."""

    def __init__(self, policy: Policy, hours: Hours) -> None:
        self.policy = policy
        self.hours = hours
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def carry_due(self, channel: OutwardChannel, limit: int) -> int:
        """How many legs of the channel were carried or put off; none while its provider is away."""
        if not channel.available:
            return 0
        due = Leg.objects.filter(channel=channel.key, state=LegState.QUEUED, next_at__lte=clock.now())
        looked = list(due.select_related("dispatch").order_by("next_at", "pk")[:limit])
        if not looked:
            return 0
        carrier = self._stack.enter_context(channel.session())
        for n, leg in enumerate(looked):
            now = clock.now()
            allowed = self.hours.outward(now, channel.key, leg.dispatch.purpose)
            if allowed > now:
                _postpone(leg, allowed)
            elif _claim(leg, now) and not self._carry(leg, carrier, channel, now):
                self._wait_for_service(looked[n + 1 :])
                return 0
        return len(looked)

    def _carry(self, leg: Leg, carrier: Outward, channel: OutwardChannel, now: datetime) -> bool:
        """Whether the channel's provider can be asked for the next one."""
        try:
            provider_id = carrier(parcel_of(leg))
        except CannotDeliver as error:
            _fall(leg, "give_up", error=str(error)[:300])
        except TryAgain as error:
            self._try_later(leg, now, str(error), error.after)
            if isinstance(error, NoService) and error.after is not None:
                _pause(leg.channel, now + self._pause_of(leg, error.after))
            return not isinstance(error, NoService)
        except Exception as error:  # noqa: BLE001 - one message's fault must not stop the others; what it says may be personal
            logger.warning("leg %s: %s", leg.uid, type(error).__name__)
            self._try_later(leg, now, type(error).__name__, None)
        else:
            _handed_over(leg, provider_id, self.policy.of_channel(leg.channel).receipt if channel.receipts else None)
        return True

    def _try_later(self, leg: Leg, now: datetime, error: str, after: timedelta | None) -> None:
        logger.warning("leg %s not sent (attempt %d): %s", leg.uid, leg.attempts, error)
        if leg.attempts >= MOST_ATTEMPTS or self._waited(leg, now):
            _fall(leg, "give_up", error=error[:300])
            return
        pause = max(delay(leg.attempts), self._pause_of(leg, after))
        _held(leg).update(next_at=now + pause, error=error[:300])

    def _pause_of(self, leg: Leg, asked: timedelta | None) -> timedelta:
        """However long the provider asks for: by the time the next channel is due it is looked at again."""
        return min(asked or timedelta(), LONGEST_PAUSE, self.policy.of_channel(leg.channel).wait)

    def _waited(self, leg: Leg, now: datetime) -> bool:
        """Whether the next channel should take its place by now. The last one is tried to the end."""
        return now - (leg.begun_at or now) >= self.policy.of_channel(leg.channel).wait and _has_next(leg)

    def _wait_for_service(self, others: list[Leg]) -> None:
        """The provider is away: what has waited long enough goes on to the next channel without being tried in vain."""
        now = clock.now()
        for leg in others:
            if self.hours.outward(now, leg.channel, leg.dispatch.purpose) <= now and self._waited(leg, now):
                _fall(leg, "give_up", error="NoService")


def _has_next(leg: Leg) -> bool:
    return Leg.objects.filter(dispatch=leg.dispatch_id, place__gt=leg.place, state=LegState.STANDBY).exists()


def _claim(leg: Leg, now: datetime) -> bool:
    """Count the attempt and hide the row from other workers before anything leaves the house."""
    free = Leg.objects.filter(pk=leg.pk, state=LegState.QUEUED, next_at=leg.next_at, attempts=leg.attempts)
    if free.update(attempts=F("attempts") + 1, next_at=now + HELD) != 1:
        return False
    leg.attempts += 1
    return True


def _fence(leg: Leg) -> Q:
    return Q(attempts=leg.attempts, sending_id=leg.sending_id)


def _held(leg: Leg) -> QuerySet[Leg]:
    """The row as this attempt may still write it."""
    return Leg.objects.filter(_fence(leg), pk=leg.pk, state=LegState.QUEUED)


def _postpone(leg: Leg, until: datetime) -> None:
    """The time before it could be sent at all is no time of waiting for the provider."""
    begun = {"begun_at": until} if leg.attempts == 0 else {}
    _held(leg).filter(next_at=leg.next_at).update(next_at=until, **begun)


def _pause(channel: str, until: datetime) -> None:
    """The provider asked to be left alone: nothing of the channel is tried before, and no attempt is counted."""
    Leg.objects.filter(channel=channel, state=LegState.QUEUED, next_at__lt=until).update(next_at=until)


def _handed_over(leg: Leg, provider_id: str, receipt_within: timedelta | None) -> None:
    """The provider has it. A receipt that was quicker than this is looked up and counts."""
    now = clock.now()
    try:
        with transaction.atomic():
            touch(leg.dispatch)
            workflow.move(
                leg,
                LEGS,
                "hand_over",
                where=_fence(leg),
                sent_at=now,
                error="",
                provider_id=provider_id,
                next_at=now + receipt_within if receipt_within is not None else None,
            )
            if provider_id:
                for early in Receipt.objects.filter(leg__isnull=True, channel=leg.channel, provider_id=provider_id):
                    apply_receipt(early, leg)
            settle(leg.dispatch)
    except TransitionRefused:
        logger.info("leg %s: its receipt, or another worker, was quicker", leg.uid)


def _fall(leg: Leg, verb: str, **changes: Any) -> None:
    """End a leg that did not bring it, and begin the next one."""
    try:
        with transaction.atomic():
            touch(leg.dispatch)
            workflow.move(leg, LEGS, verb, where=_fence(leg), next_at=None, **changes)
            begin_next(leg, clock.now())
            settle(leg.dispatch)
    except TransitionRefused:
        logger.info("leg %s: %s was late", leg.uid, verb)
