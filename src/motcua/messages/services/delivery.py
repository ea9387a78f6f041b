"""Carrying messages out: at least once, at allowed hours, to whoever still holds the post, and never by two workers at a time.

A message is claimed by a guarded update before it is carried, and marked in a second transaction afterwards. A process that dies in between
leaves it claimed for `retry.HELD`; then another carries it again, under the same Message-ID. Nothing else repeats a message.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from typing import Any, Self

from django.db import transaction
from django.db.models import F, Q, QuerySet

from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import TransitionRefused
from motcua.kernel.refs import Ref
from motcua.kernel.workdays import Calendar
from motcua.messages.models import Message
from motcua.messages.queries.facts import Facts, facts_of
from motcua.messages.queries.letters import WITH, letter_for, lines_of, lines_to_send
from motcua.messages.rules.channels import CannotDeliver, Carrier, NoService, TryAgain, channels
from motcua.messages.rules.hours import Hours, Pace, when
from motcua.messages.rules.letters import Letter
from motcua.messages.rules.retry import HELD, MOST_ATTEMPTS, delay
from motcua.messages.services.digests import gather_digests
from motcua.messages.services.sending import hand_on, sending_hours
from motcua.messages.workflow import MESSAGES, MessageState, Reason
from motcua.organisations.queries.calendars import calendars_for

logger = logging.getLogger(__name__)
BATCH = 50
"""Messages for which the facts are read at one moment: few enough that nobody's choice is overlooked for long."""


def send_due(*, limit: int = 500) -> int:
    """Show, bundle and carry what is due; how many messages were looked at. Never raises for a failing channel.

    What decides about a message (posts, stand-ins, choices, addresses, calendars, wordings) is read once for every `BATCH`; each letter is
    claimed and marked by itself.
    """
    now = clock.now()
    with Sweep(sending_hours(now), clock.local(now).date()) as sweep:
        gather_digests(now, sweep.hours, sweep.calendars)
        due = Message.objects.filter(_due(now)).select_related(*WITH)
        looked = list(due.order_by("next_at", "id")[:limit])
        for start in range(0, len(looked), BATCH):
            sweep.look_at(looked[start : start + BATCH])
    return len(looked)


def resend(message: Message, *, actor: Actor) -> None:
    """Send a failed message again, with all attempts before it. A digest goes with its lines."""
    with transaction.atomic():
        workflow.move(message, MESSAGES, "resend", attempts=0, next_at=clock.now(), error="")
        _lines(message).filter(state=MessageState.FAILED).update(state=MessageState.QUEUED, error="")
        events.append(ref_of(message), "message.resent", actor=actor, payload={"channel": message.channel})


def ref_of(message: Message) -> Ref:
    return Ref.to("message", message.uid)


class Sweep:
    """One look at what is due: the hours of the day, the calendars met so far, the channels that are open or found silent.

    The clock is read for each message: a sweep of many letters must not run into the quiet hours.
    """

    def __init__(self, hours: Hours, today: date) -> None:
        self.hours = hours
        self.today = today
        self._calendars: dict[int, Calendar] = {}
        self._open: dict[str, Carrier] = {}
        self._down: set[str] = set()
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def calendars(self, units: Iterable[int]) -> Mapping[int, Calendar]:
        """The calendars of units, and of those met before."""
        if new := set(units) - self._calendars.keys():
            self._calendars |= calendars_for(new, self.today)
        return self._calendars

    def look_at(self, messages: Sequence[Message]) -> None:
        lines = lines_of(messages)
        facts = facts_of([*messages, *(line for found in lines.values() for line in found)], self.today)
        self.calendars(m.officer.unit_id for m in messages if not _silent(m))
        shown: list[Message] = []
        for message in messages:
            channel = channels.get(message.channel)
            if channel is None or message.channel in self._down:
                continue
            now = clock.now()
            allowed = self._allowed(message, now, silent=channel.silent)
            if allowed > now:
                _postpone(message, allowed)
            elif (reason := facts.reason(message)) is not None:
                _suppress(message, reason, self.today)
            elif channel.silent:
                shown.append(message)
            elif _claim(message, now):
                self._carry(message, lines.get(message.pk), facts, now)
        if shown:
            _queued(shown).update(state=MessageState.SENT, sent_at=clock.now())

    def _allowed(self, message: Message, now: datetime, *, silent: bool) -> datetime:
        pace = Pace(message.pace)
        if silent:
            return now if pace in {Pace.NOW, Pace.URGENT} else self.hours.after_quiet(now)
        return when(pace, now, self._calendars[message.officer.unit_id], self.hours)

    def _carry(self, message: Message, found: list[Message] | None, facts: Facts, now: datetime) -> None:
        lines = None if found is None else _fit_lines(found, facts)
        if lines is not None and not lines:
            _finish(message, "suppress", reason=Reason.NOTHING_LEFT)
            return
        try:
            letter = letter_for(message, lines, facts)
        except Exception as error:  # one message's fault must not stop the others
            logger.exception("message %s: its letter cannot be made", message.uid)
            _try_later(message, lines, now, type(error).__name__)
            return
        try:
            self._carrier(message.channel)(letter)
        except CannotDeliver as error:
            _give_up(message, lines, str(error))
        except TryAgain as error:
            if isinstance(error, NoService):
                self._down.add(message.channel)
            _try_later(message, lines, now, str(error))
        except Exception as error:  # noqa: BLE001 - as above, but what a channel says may name an address: only its kind is kept
            _try_later(message, lines, now, type(error).__name__)
        else:
            _sent(message, lines, letter)

    def _carrier(self, channel: str) -> Carrier:
        if channel not in self._open:
            self._open[channel] = self._stack.enter_context(channels[channel].session())
        return self._open[channel]


def _silent(message: Message) -> bool:
    channel = channels.get(message.channel)
    return channel is None or channel.silent


def _due(moment: datetime) -> Q:
    """What is carried by itself: lines of digests go with their digest."""
    return Q(state=MessageState.QUEUED, next_at__lte=moment, digest__isnull=True) & (
        ~Q(pace=Pace.DIGEST) | Q(channel__in=[c.key for c in channels if c.silent])
    )


def _claim(message: Message, now: datetime) -> bool:
    """Count the attempt and hide the row from other workers before anything leaves the house."""
    free = Message.objects.filter(
        pk=message.pk, state=MessageState.QUEUED, next_at=message.next_at, attempts=message.attempts
    )
    if free.update(attempts=F("attempts") + 1, next_at=now + HELD) != 1:
        return False
    message.attempts += 1
    return True


def _held(message: Message) -> QuerySet[Message]:
    """The row as this attempt may still write it."""
    return Message.objects.filter(pk=message.pk, state=MessageState.QUEUED, attempts=message.attempts)


def _postpone(message: Message, until: datetime) -> None:
    _held(message).filter(next_at=message.next_at).update(next_at=until)


def _finish(message: Message, verb: str, **changes: Any) -> bool:
    """Move the message while this attempt still holds it; False when another worker was quicker."""
    try:
        with transaction.atomic():
            workflow.move(message, MESSAGES, verb, where=Q(attempts=message.attempts), **changes)
    except TransitionRefused:
        logger.warning("message %s: %s was late", message.uid, verb)
        return False
    return True


def _suppress(message: Message, reason: Reason, today: date) -> None:
    """A digest takes its lines along: whoever has no address has none for them either. A post's new holder is told instead."""
    with transaction.atomic():
        if _finish(message, "suppress", reason=reason):
            if reason is Reason.FORMER_HOLDER:
                hand_on(message, today)
            _lines(message).filter(state=MessageState.QUEUED).update(state=MessageState.SUPPRESSED, reason=reason)


def _sent(message: Message, lines: list[Message] | None, letter: Letter) -> None:
    """`sent_at` is read anew: a sweep of many letters takes minutes."""
    now = clock.now()
    said = {
        "title": letter.subject[:300],
        "body": letter.text,
        "title_en": letter.subject[:300],
        "body_en": letter.text,
    }
    with transaction.atomic():
        done = _finish(message, "deliver", sent_at=now, error="", **(said if lines is not None else {}))
        if done and lines:
            _queued(lines).update(state=MessageState.SENT, sent_at=now)


def _try_later(message: Message, lines: list[Message] | None, now: datetime, error: str) -> None:
    logger.warning("message %s not sent (attempt %d): %s", message.uid, message.attempts, error)
    if message.attempts >= MOST_ATTEMPTS:
        _give_up(message, lines, error)
    else:
        _held(message).update(next_at=now + delay(message.attempts), error=error[:300])


def _give_up(message: Message, lines: list[Message] | None, error: str) -> None:
    with transaction.atomic():
        if _finish(message, "give_up", error=error[:300]):
            _queued(lines or []).update(state=MessageState.FAILED, error=error[:300])
            events.append(ref_of(message), "message.failed", actor=SYSTEM, payload={"channel": message.channel})


def _fit_lines(lines: Sequence[Message], facts: Facts) -> list[Message]:
    """The lines of a digest that may still be sent; the others are suppressed."""
    found = lines_to_send(lines, facts)
    for line, reason in found.dropped:
        _suppress(line, reason, facts.today)
    return found.kept


def _queued(lines: list[Message]) -> QuerySet[Message]:
    return Message.objects.filter(pk__in=[line.pk for line in lines], state=MessageState.QUEUED)


def _lines(message: Message) -> QuerySet[Message]:
    return Message.objects.filter(digest=message.pk)
