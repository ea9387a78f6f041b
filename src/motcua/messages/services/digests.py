"""One digest a day for each person: gathers what waits for it into one message, on the morning of a working day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import QuerySet

from motcua.kernel import clock
from motcua.kernel.refs import Ref
from motcua.kernel.workdays import Calendar
from motcua.messages.models import Message
from motcua.messages.queries.recipients import DIGEST, Recipient
from motcua.messages.rules.channels import channels
from motcua.messages.rules.declarations import declarations
from motcua.messages.rules.hours import Hours, Pace, digest_after, when
from motcua.messages.services.sending import Telling, tell, worded
from motcua.messages.workflow import MessageState

_PEOPLE = 200  # of one sweep; the next one takes the others

Calendars = Callable[[int], Calendar]


def gather_digests(now: datetime, hours: Hours, calendar: Calendars) -> int:
    """Put what is due into digests, or off to the morning in which it may be; how many digests were made."""
    _release()
    waiting = Message.objects.filter(
        state=MessageState.QUEUED,
        pace=Pace.DIGEST,
        digest__isnull=True,
        next_at__lte=now,
        channel__in=[c.key for c in channels if c.bundles],
    )
    people = list(waiting.order_by("person").values_list("person", flat=True).distinct()[:_PEOPLE])
    rows = waiting.filter(person__in=people).select_related("officer__person__user", "person")
    made = 0
    for _, group in groupby(rows.order_by("person", "channel", "id"), key=lambda m: (m.person_id, m.channel)):
        made += _gather(list(group), now, hours, calendar)
    return made


def _release() -> None:
    """Lines that came to a digest after it had been written wait for the next one."""
    over = [MessageState.SENT, MessageState.SUPPRESSED]
    late = Message.objects.filter(state=MessageState.QUEUED, digest__state__in=over)
    keys = list(late.values_list("pk", flat=True)[:1000])
    if keys:
        Message.objects.filter(pk__in=keys, state=MessageState.QUEUED).update(digest=None)


def _gather(rows: list[Message], now: datetime, hours: Hours, calendar: Calendars) -> int:
    """The due messages of one person and channel."""
    ready: list[Message] = []
    for message in rows:
        slot = digest_after(message.wanted_at, calendar(message.officer.unit_id), hours)
        if slot > now:
            _put_off([message], slot)
        else:
            ready.append(message)
    if not ready:
        return 0
    own = calendar(ready[0].officer.unit_id)
    if when(Pace.WORKING, now, own, hours) > now:
        _put_off(ready, digest_after(now, own, hours))
        return 0
    if _bundle(ready, now):
        return 1
    tomorrow = datetime.combine(clock.local(now).date() + timedelta(days=1), time.min, clock.ZONE)
    _put_off(ready, digest_after(tomorrow, own, hours))
    return 0


def _bundle(ready: list[Message], now: datetime) -> bool:
    """Make the day's digest and point its lines to it. False when the person has had the day's digest."""
    first = ready[0]
    day = clock.local(now).date()
    declaration = declarations[DIGEST]
    words = worded(declaration, {"count": len(ready), "day": day})
    subject = Ref.to("person", first.person.uid)
    telling = Telling(declaration, subject, day.isoformat(), words, now, now, Pace.WORKING)
    with transaction.atomic():
        made = tell(telling, [Recipient(first.officer)], only=first.channel)
        if made:
            _free(ready).update(digest=made[0])
    return bool(made)


def _put_off(rows: list[Message], until: datetime) -> None:
    _free(rows).update(next_at=until)


def _free(rows: Iterable[Message]) -> QuerySet[Message]:
    return Message.objects.filter(pk__in=[m.pk for m in rows], state=MessageState.QUEUED, digest__isnull=True)
