"""Calendar feeds: whose address it is, and what is due for it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import granted_units, has_grant, held_today, valid_on
from motcua.organisations.queries.units import below, names_on, on_date
from motcua.plans.models import Assignee, CalendarFeed, Occurrence
from motcua.plans.queries.work import occurrences_for
from motcua.plans.workflow import WITH_THE_LEAD

BACK, AHEAD = timedelta(days=60), timedelta(days=400)
"""What is over stays this long; what is still owed stays until it is done."""
MOST = 2_000
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Due:
    """One entry. `due_at` is the inner due moment where the head set an earlier one."""

    occurrence: Occurrence
    due_at: datetime
    unit_name: str


def hash_of(secret: str) -> str:
    """Plain SHA-256: the secret has 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def feed_of(secret: str) -> tuple[CalendarFeed, Any]:
    """The feed of a secret and the account it speaks for, as that officer only.

    Raises NotFound for a secret that is unknown or taken back, an officer who left, an account that is closed, a unit that the officer may
    not read any more: all alike.
    """
    if len(secret) <= LONGEST:
        alive = CalendarFeed.objects.filter(
            valid_on(clock.today(), "officer__"),
            hash=hash_of(secret),
            ended_at__isnull=True,
            officer__person__user__is_active=True,
        )
        feed = alive.select_related("officer__person__user", "unit").first()
        user = feed.officer.person.user if feed is not None else None
        if feed is not None and user is not None:
            user.acting_officer_id = feed.officer_id
            if feed.unit_id is None or has_grant(user, "plans.read", feed.unit_id):
                return feed, user
    raise NotFound("Không có lịch này, hoặc địa chỉ đã thu hồi.", code="no_feed")


def due_in(feed: CalendarFeed, user: Any) -> list[Due]:
    """What is due, by day; the soonest `MOST`. Few queries, whatever there is."""
    now = clock.now()
    rows = occurrences_for(user).filter(due_at__lt=now + AHEAD)
    rows = rows.filter(Q(due_at__gte=now - BACK) | Q(state__in=[str(s) for s in WITH_THE_LEAD]))
    inner: dict[int, datetime] = {}
    if feed.unit_id is not None:
        rows = rows.filter(unit__in=below(feed.unit_id, clock.today()).values("unit"))
    else:
        given = Assignee.objects.filter(officer=feed.officer_id, ended_at__isnull=True)
        mine = Q(Exists(given.filter(occurrence=OuterRef("pk"))))
        if has_grant(user, "occurrences.hand_in", feed.officer.unit_id):
            mine |= Q(unit=feed.officer.unit_id)
        rows = rows.filter(mine)
        rows_given = given.filter(due_at__isnull=False).values_list("occurrence", "due_at")
        inner = {pk: due_at for pk, due_at in rows_given if due_at is not None}
    found = list(rows.select_related("task__plan", "task__work_source").order_by("due_at", "pk")[:MOST])
    names = names_on({o.unit_id for o in found if o.unit_id}, clock.today())
    return [Due(o, min(o.due_at, inner.get(o.pk, o.due_at)), names.get(o.unit_id or 0, "")) for o in found]


def feeds_of(user: Any) -> list[CalendarFeed]:
    """Addresses in force of the posts that the person holds today."""
    held = [o.pk for o in held_today(user)]
    rows = CalendarFeed.objects.filter(officer__in=held, ended_at__isnull=True)
    return list(rows.select_related("officer", "unit").order_by("unit_id", "pk"))


def feed_for(user: Any, uid: Any) -> CalendarFeed:
    """One of the person's own. Raises NotFound."""
    found = next((f for f in feeds_of(user) if f.uid == uid), None)
    if found is None:
        raise NotFound("Không có lịch này, hoặc địa chỉ đã thu hồi.", code="no_feed")
    return found


def units_to_follow(user: Any) -> Sequence[tuple[str, str]]:
    """(code, name) of the units that exist today whose due dates the person may follow: their own first, the others by name."""
    rows = on_date(clock.today()).filter(unit__in=granted_units(user, "plans.read"))
    found = sorted(rows.values_list("unit__code", "name", "sort_key", "unit"), key=lambda r: r[2])
    own = {o.unit_id for o in held_today(user)}
    return [(code, name) for code, name, _key, unit in sorted(found, key=lambda r: r[3] not in own)]
