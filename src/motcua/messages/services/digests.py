"""One digest a day for each person: gathers what waits for it into one message, on the morning of a working day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from motcua.kernel import clock
from motcua.kernel.refs import Ref
from motcua.kernel.workdays import Calendar
from motcua.messages.models import Message
from motcua.messages.queries.recipients import DIGEST, Recipient, unwanted, wants
from motcua.messages.queries.wordings import texts_in_force
from motcua.messages.rules.channels import channels
from motcua.messages.rules.declarations import declarations
from motcua.messages.rules.hours import Hours, Pace, digest_after, when
from motcua.messages.services.sending import Telling, row_of, worded, written
from motcua.messages.workflow import MessageState

_PEOPLE = 200  # of one sweep; the next one takes the others

Calendars = Callable[[Iterable[int]], Mapping[int, Calendar]]
"""The calendars of units."""


def gather_digests(now: datetime, hours: Hours, calendars: Calendars) -> int:
    """Put what is due into digests, or off to the morning in which it may be; how many digests were made.

    A constant number of queries, and one for each other morning.
    """
    _release()
    waiting = Message.objects.filter(
        state=MessageState.QUEUED,
        pace=Pace.DIGEST,
        digest__isnull=True,
        next_at__lte=now,
        channel__in=[c.key for c in channels if c.bundles],
    )
    people = list(waiting.order_by("person").values_list("person", flat=True).distinct()[:_PEOPLE])
    theirs = waiting.filter(person__in=people).select_related("officer__person__user", "person")
    rows = list(theirs.order_by("person", "channel", "id"))
    if not rows:
        return 0
    known = calendars({m.officer.unit_id for m in rows})
    later: dict[datetime, list[Message]] = {}
    ready: list[list[Message]] = []
    for _, group in groupby(rows, key=lambda m: (m.person_id, m.channel)):
        if found := _ready(list(group), now, hours, known, later):
            ready.append(found)
    made = _bundle(ready, now) if ready else set()
    tomorrow = datetime.combine(clock.local(now).date() + timedelta(days=1), time.min, clock.ZONE)
    for had_today in (g for g in ready if (g[0].person_id, g[0].channel) not in made):
        slot = digest_after(tomorrow, known[had_today[0].officer.unit_id], hours)
        later.setdefault(slot, []).extend(had_today)
    for slot, put_off in later.items():
        _free(put_off).update(next_at=slot)
    return len(made)


def _release() -> None:
    """Lines that came to a digest after it had been written wait for the next one."""
    over = [MessageState.SENT, MessageState.SUPPRESSED]
    late = Message.objects.filter(state=MessageState.QUEUED, digest__state__in=over)
    keys = list(late.values_list("pk", flat=True)[:1000])
    if keys:
        Message.objects.filter(pk__in=keys, state=MessageState.QUEUED).update(digest=None)


def _ready(
    rows: list[Message],
    now: datetime,
    hours: Hours,
    calendars: Mapping[int, Calendar],
    later: dict[datetime, list[Message]],
) -> list[Message]:
    """Of the due messages of one person and channel those whose digest is now; the others are put into `later`."""
    ready: list[Message] = []
    for message in rows:
        slot = digest_after(message.wanted_at, calendars[message.officer.unit_id], hours)
        if slot > now:
            later.setdefault(slot, []).append(message)
        else:
            ready.append(message)
    if not ready:
        return []
    own = calendars[ready[0].officer.unit_id]
    if when(Pace.WORKING, now, own, hours) > now:
        later.setdefault(digest_after(now, own, hours), []).extend(ready)
        return []
    return ready


def _bundle(groups: Sequence[list[Message]], now: datetime) -> set[tuple[int, str]]:
    """Make the day's digests and point their lines to them: (person, channel) of those made. Who has had the day's digest gets none."""
    day = clock.local(now).date()
    declaration = declarations[DIGEST]
    texts = texts_in_force([DIGEST])[DIGEST]
    off = unwanted([group[0].person_id for group in groups], declaration.purpose)
    rows = []
    for group in groups:
        first, channel = group[0], channels[group[0].channel]
        words = worded(declaration, {"count": len(group), "day": day}, texts)
        subject = Ref.to("person", first.person.uid)
        telling = Telling(declaration, subject, day.isoformat(), words, now, now, Pace.WORKING)
        wanted = wants(declaration, first.person_id, channel.key, silent=channel.silent, off=off)
        rows.append(row_of(telling, Recipient(first.officer), channel, now, wanted=wanted))
    with transaction.atomic():
        made = {(m.person_id, m.channel): m.pk for m in written(rows)}
        theirs = Message.objects.filter(
            pk__in=list(made.values()), person=OuterRef("person"), channel=OuterRef("channel")
        )
        lines = [m for group in groups if (group[0].person_id, group[0].channel) in made for m in group]
        _free(lines).update(digest=Subquery(theirs.values("pk")[:1]))
    return set(made)


def _free(rows: Iterable[Message]) -> QuerySet[Message]:
    return Message.objects.filter(pk__in=[m.pk for m in rows], state=MessageState.QUEUED, digest__isnull=True)
