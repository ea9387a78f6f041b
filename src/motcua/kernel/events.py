"""Appending events, and checking that nobody changed the trail.

A service changes rows and appends one event in the same transaction. `EventHead` is advanced by a guarded update, so two writers on one
subject never share a sequence number; the hash covers the canonical JSON of the event and the previous hash. Payloads hold references
and non-personal values only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TypeAlias
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refused
from motcua.kernel.models import Delivery, Event, EventHead, Seal, SealedHead
from motcua.kernel.refs import Ref
from motcua.kernel.registries import handlers
from motcua.kernel.uids import uuid7

Plain: TypeAlias = "str | int | bool | date | datetime | UUID | Ref | Sequence[Plain] | Mapping[str, Plain] | None"

_TRIES = 50  # each lost race means that another writer succeeded, so this many in a row is a fault, not contention


@dataclass(frozen=True, slots=True)
class NewEvent:
    """One event to append: what kind (`plan.accepted`), to which subject, with which non-personal facts."""

    subject: Ref
    kind: str
    payload: Mapping[str, Plain] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain or a seal does not hold."""

    subject: str
    sequence: int
    reason: str


def append(
    subject: Ref, kind: str, *, actor: Actor, payload: Mapping[str, Plain] | None = None, at: datetime | None = None
) -> Event:
    """Append one event in the caller's transaction (required) and queue it for each handler of its kind."""
    return append_many([NewEvent(subject, kind, payload or {})], actor=actor, at=at)[0]


def append_many(entries: Iterable[NewEvent], *, actor: Actor, at: datetime | None = None) -> list[Event]:
    """Append several events with few statements: the lawful fast path of imports and bulk verbs. Order is kept per subject."""
    if not connection.in_atomic_block:
        raise RuntimeError("events are appended inside the transaction of the change they tell of")
    moment = (at or clock.now()).astimezone(UTC)
    by_subject: dict[str, list[NewEvent]] = {}
    for entry in entries:
        by_subject.setdefault(str(entry.subject), []).append(entry)
    fresh = [e for subject, group in by_subject.items() for e in _chain(subject, group, actor, moment)]
    stored = Event.objects.bulk_create(fresh, batch_size=500)
    _queue(stored, moment)
    return stored


def canonical(event: Event) -> str:
    """What the hash covers: everything in the event, keys sorted, no white space, UTF-8."""
    return json.dumps(
        {
            "uid": str(event.uid),
            "subject": event.subject,
            "sequence": event.sequence,
            "kind": event.kind,
            "at": event.at.isoformat(timespec="microseconds"),
            "actor": [event.actor, event.actor_name, event.actor_role, event.actor_unit],
            "payload": event.payload,
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def digest(previous: str, content: str) -> str:
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()


def history(subject: Ref) -> list[Event]:
    """The trail of one record, oldest first."""
    return list(Event.objects.filter(subject=str(subject)).order_by("sequence"))


def seal(*, at: datetime | None = None) -> Seal | None:
    """Seal every head that moved since the last seal. None when nothing moved. Keep the printed hash outside the database."""
    moment = (at or clock.now()).astimezone(UTC)
    with transaction.atomic():
        heads = list(
            EventHead.objects.filter(sequence__gt=F("sealed_sequence"))
            .order_by("subject")
            .values_list("id", "subject", "sequence", "hash")
        )
        if not heads:
            return None
        last = Seal.objects.order_by("-id").first()
        content = _heads_digest((s, n, h) for _, s, n, h in heads)
        previous = last.hash if last else ""
        made = Seal.objects.create(
            at=moment,
            heads=len(heads),
            digest=content,
            previous_hash=previous,
            hash=digest(previous, f"{moment.isoformat()} {len(heads)} {content}"),
        )
        SealedHead.objects.bulk_create(
            [SealedHead(seal=made, subject=s, sequence=n, hash=h) for _, s, n, h in heads], batch_size=500
        )
        for pk, _, sequence, _ in heads:
            EventHead.objects.filter(pk=pk).update(sealed_sequence=sequence)
    return made


def verify(subject: Ref | None = None) -> Break | None:
    """Check chains and seals; None when all hold, else the first broken link. Streams: memory grows with the number of subjects only."""
    return _verify_chains(subject) or _verify_seals(subject)


def _chain(subject: str, group: Sequence[NewEvent], actor: Actor, moment: datetime) -> list[Event]:
    """Reserve the sequence numbers of one subject by advancing its head, and give the events that belong to them."""
    for _ in range(_TRIES):
        head, _created = EventHead.objects.get_or_create(subject=subject)
        events = list(_linked(head, group, actor, moment))
        last = events[-1]
        advanced = EventHead.objects.filter(pk=head.pk, sequence=head.sequence, hash=head.hash)
        if advanced.update(sequence=last.sequence, hash=last.hash) == 1:
            return events
    raise Refused("Quá nhiều người cùng thay đổi một hồ sơ. Hãy thử lại sau ít phút.", code="busy")


def _linked(head: EventHead, group: Sequence[NewEvent], actor: Actor, moment: datetime) -> Iterator[Event]:
    previous = head.hash
    for sequence, entry in enumerate(group, head.sequence + 1):
        event = Event(
            uid=uuid7(),
            subject=head.subject,
            sequence=sequence,
            kind=entry.kind,
            at=moment,
            actor=str(actor.ref) if actor.ref else "",
            actor_name=actor.name,
            actor_role=actor.role,
            actor_unit=actor.unit,
            payload=_plain(entry.payload),
            previous_hash=previous,
        )
        previous = event.hash = digest(previous, canonical(event))
        yield event


def _plain(value: object) -> object:
    """Only what both databases keep exactly. Floats are refused: JSON columns do not promise their digits."""
    match value:
        case None | bool() | int() | str():
            return value
        case datetime() | date():
            return value.isoformat()
        case UUID() | Ref():
            return str(value)
        case Mapping():
            return {str(k): _plain(v) for k, v in value.items()}
        case list() | tuple():
            return [_plain(v) for v in value]
        case _:
            raise TypeError(f"not for an event's payload: {type(value).__name__}")


def _queue(events: Iterable[Event], moment: datetime) -> None:
    rows = [
        Delivery(event=event, handler=name, next_at=moment)
        for event in events
        for name, handler in handlers.items()
        if event.kind in handler.kinds
    ]
    if rows:
        Delivery.objects.bulk_create(rows, batch_size=500)


def _heads_digest(rows: Iterable[tuple[str, int, str]]) -> str:
    sha = hashlib.sha256()
    for subject, sequence, head_hash in rows:
        sha.update(f"{subject} {sequence} {head_hash}\n".encode())
    return sha.hexdigest()


def _verify_chains(subject: Ref | None) -> Break | None:
    events = Event.objects.order_by("subject", "sequence")
    heads = EventHead.objects.order_by("subject")
    if subject is not None:
        events, heads = events.filter(subject=str(subject)), heads.filter(subject=str(subject))
    ends: dict[str, tuple[int, str]] = {}
    current, sequence, previous = "", 0, ""
    for event in events.iterator(chunk_size=2000):
        if event.subject != current:
            current, sequence, previous = event.subject, 0, ""
        if (found := _link_fault(event, sequence, previous)) is not None:
            return Break(event.subject, event.sequence, found)
        sequence, previous = event.sequence, event.hash
        ends[current] = (sequence, previous)
    for head in heads.iterator(chunk_size=2000):
        if ends.pop(head.subject, (0, "")) != (head.sequence, head.hash):
            return Break(head.subject, head.sequence, "the chain does not end where its head says")
    if ends:
        orphan, (at, _) = next(iter(ends.items()))
        return Break(orphan, at, "events without a head")
    return None


def _link_fault(event: Event, sequence: int, previous: str) -> str | None:
    if event.sequence != sequence + 1:
        return "an event is missing before this one"
    if event.previous_hash != previous:
        return "it does not continue the event before it"
    if event.hash != digest(previous, canonical(event)):
        return "its content was changed"
    return None


def _verify_seals(subject: Ref | None) -> Break | None:
    previous = ""
    for made in Seal.objects.order_by("id").iterator():
        rows = made.sealed_heads.order_by("subject").values_list("subject", "sequence", "hash")
        content = _heads_digest(rows.iterator(chunk_size=2000))
        if made.previous_hash != previous or made.digest != content:
            return Break("seal", made.pk, "the seal was changed")
        if made.hash != digest(previous, f"{made.at.isoformat()} {made.heads} {content}"):
            return Break("seal", made.pk, "the seal was changed")
        previous = made.hash
    sealed = SealedHead.objects.order_by("subject", "sequence")
    if subject is not None:
        sealed = sealed.filter(subject=str(subject))
    for row in sealed.iterator(chunk_size=2000):
        if not Event.objects.filter(subject=row.subject, sequence=row.sequence, hash=row.hash).exists():
            return Break(row.subject, row.sequence, "a sealed event is gone or changed")
    return None
