"""Appending events, and checking that nobody changed the trail.

A service changes rows and appends one event in the same transaction. `EventHead` is advanced by a guarded update, so two writers on one
subject never share a sequence number; the hash covers the canonical JSON of the event and the previous hash. Payloads hold references
and non-personal values only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, F, OuterRef, Subquery

from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, Refused
from motcua.kernel.models import Delivery, Event, EventHead, Seal, SealedHead
from motcua.kernel.refs import Ref
from motcua.kernel.registries import handlers
from motcua.kernel.uids import uuid7

Plain: TypeAlias = "str | int | bool | date | datetime | UUID | Ref | Sequence[Plain] | Mapping[str, Plain] | None"

FIELDS: dict[str, str] = {
    "reason": N_("Lý do"),
    "on": N_("Ngày"),
    "from": N_("Từ"),
    "to": N_("Đến"),
    "before": N_("Trước đó"),
    "after": N_("Sau đó"),
    "year": N_("Năm"),
    "number": N_("Số"),
    "kind": N_("Loại"),
    "issuer": N_("Cơ quan ban hành"),
    "issued_on": N_("Ngày ban hành"),
    "subject": N_("Hồ sơ"),
    "document": N_("Văn bản"),
    "unit": N_("Đơn vị"),
    "owner": N_("Thuộc hồ sơ"),
    "files": N_("Tệp"),
    "fields": N_("Các mục thay đổi"),
    "value": N_("Giá trị"),
    "count": N_("Số lượng"),
    "source": N_("Nguồn"),
    "handler": N_("Bộ phận nhận"),
}
"""What people read of the fields of payloads that several packages use; more stand in the packages. The texts are gettext keys."""

_SHORT = N_("chuỗi không kết thúc ở chỗ mà đầu chuỗi ghi")
_TRIES = 50  # each lost race means that another writer succeeded, so this many in a row is a fault, not contention


@dataclass(frozen=True, slots=True)
class NewEvent:
    """One event to append: what kind (`plan.accepted`), to which subject, with which non-personal facts."""

    subject: Ref
    kind: str
    payload: Mapping[str, Plain] = field(default_factory=dict)
    at: datetime | None = None
    """When it happened, for a past that is taken over; None: with the others, now."""


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain or a seal does not hold. `reason` is a Vietnamese sentence, also its gettext key."""

    subject: str
    sequence: int
    reason: str

    def __str__(self) -> str:
        return f"{self.subject} #{self.sequence}: {self.reason}"


_untold: ContextVar[bool] = ContextVar("untold", default=False)


@contextmanager
def untold() -> Iterator[None]:
    """Events of this block are kept, sealed and shown, but delivered to no handler: a past that is taken over is nobody's news."""
    token = _untold.set(True)
    try:
        yield
    finally:
        _untold.reset(token)


def append(
    subject: Ref, kind: str, *, actor: Actor, payload: Mapping[str, Plain] | None = None, at: datetime | None = None
) -> Event:
    """Append one event in the caller's transaction (required) and queue it for each handler of its kind."""
    return append_many([NewEvent(subject, kind, payload or {})], actor=actor, at=at)[0]


def append_many(entries: Iterable[NewEvent], *, actor: Actor, at: datetime | None = None) -> list[Event]:
    """Append several events with few statements: the lawful fast path of imports and bulk verbs. Gives them in the order asked.

    New subjects cost one row in a bulk insert; a subject that has a chain costs one guarded update besides.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("events are appended inside the transaction of the change they tell of")
    moment = (at or clock.now()).astimezone(UTC)
    ordered = list(entries)
    by_subject: dict[str, list[NewEvent]] = {}
    for entry in ordered:
        by_subject.setdefault(str(entry.subject), []).append(entry)
    chained = {s: iter(events) for s, events in _chain_all(by_subject, actor, moment).items()}
    stored = Event.objects.bulk_create([next(chained[str(entry.subject)]) for entry in ordered], batch_size=500)
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
            "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
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


def latest(subject: Ref, most: int) -> list[Event]:
    """At most so many of the latest events of one record, newest first."""
    return list(Event.objects.filter(subject=str(subject)).order_by("-sequence")[:most])


def known(subject: Ref) -> bool:
    """Whether anything was ever told, or sealed, of this subject."""
    name = str(subject)
    return EventHead.objects.filter(subject=name).exists() or SealedHead.objects.filter(subject=name).exists()


def seal(*, at: datetime | None = None) -> Seal | None:
    """Seal every head that moved since the last seal. None when nothing moved. Keep the printed hash outside the database."""
    moment = (at or clock.now()).astimezone(UTC)
    try:
        with transaction.atomic():
            return _seal(moment)
    except IntegrityError as error:  # the chain of seals does not fork: another process has just sealed
        raise Refused("Một tiến trình khác vừa niêm phong. Hãy thử lại.", code="busy") from error


def unsealed() -> int:
    """How many heads moved since the last seal."""
    return EventHead.objects.filter(sequence__gt=F("sealed_sequence")).count()


def verify(subject: Ref | None = None) -> Break | None:
    """Check chains and seals; None when all hold, else the first broken link.

    May run while others write. Streams the events; memory grows with the number of subjects only.
    """
    return _verify_chains(subject) or _verify_seals(subject)


def _chain_all(by_subject: Mapping[str, Sequence[NewEvent]], actor: Actor, moment: datetime) -> dict[str, list[Event]]:
    """Reserve the sequence numbers of all subjects by advancing their heads. Heads are taken in one order, so writers cannot deadlock."""
    subjects = sorted(by_subject)
    known = {h.subject: h for part in _parts(subjects) for h in EventHead.objects.filter(subject__in=part)}
    chained: dict[str, list[Event]] = {}
    if fresh := [s for s in subjects if s not in known]:
        chained |= _begin_chains(fresh, by_subject, actor, moment)
    for subject in subjects:
        if subject not in chained:
            chained[subject] = _chain(subject, by_subject[subject], actor, moment, known.get(subject))
    return chained


def _begin_chains(
    subjects: Sequence[str], by_subject: Mapping[str, Sequence[NewEvent]], actor: Actor, moment: datetime
) -> dict[str, list[Event]]:
    """Chains of subjects that have none, their heads inserted in bulk. Empty when another writer began one of them meanwhile."""
    begun = {s: list(_linked(EventHead(subject=s), by_subject[s], actor, moment)) for s in subjects}
    heads = [EventHead(subject=s, sequence=events[-1].sequence, hash=events[-1].hash) for s, events in begun.items()]
    try:
        with transaction.atomic():
            EventHead.objects.bulk_create(heads, batch_size=500)
    except IntegrityError:
        return {}
    return begun


def _chain(
    subject: str, group: Sequence[NewEvent], actor: Actor, moment: datetime, head: EventHead | None
) -> list[Event]:
    """Reserve the sequence numbers of one subject by advancing its head, and give the events that belong to them. `head` as it was read
    just now; when another writer was faster it is read again.
    """
    for _ in range(_TRIES):
        head = head or EventHead.objects.get_or_create(subject=subject)[0]
        events = list(_linked(head, group, actor, moment))
        last = events[-1]
        advanced = EventHead.objects.filter(pk=head.pk, sequence=head.sequence, hash=head.hash)
        if advanced.update(sequence=last.sequence, hash=last.hash) == 1:
            return events
        head = None
    raise Refused("Quá nhiều người cùng thay đổi một hồ sơ. Hãy thử lại sau ít phút.", code="busy")


def _parts(values: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _seal(moment: datetime) -> Seal | None:
    # The last seal before the heads: whoever seals in between makes this one's predecessor taken, so no head is sealed twice.
    last = Seal.objects.order_by("-id").first()
    heads = list(
        EventHead.objects.filter(sequence__gt=F("sealed_sequence"))
        .order_by("subject")
        .values_list("subject", "sequence", "hash")
    )
    if not heads:
        return None
    # One order for both databases: they collate text differently, and a database may be moved from one to the other.
    heads.sort()
    content = _heads_digest(heads)
    previous = last.hash if last else ""
    made = Seal.objects.create(
        at=moment,
        heads=len(heads),
        digest=content,
        previous_hash=previous,
        hash=_seal_hash(previous, moment, len(heads), content),
    )
    SealedHead.objects.bulk_create(
        [SealedHead(seal=made, subject=s, sequence=n, hash=h) for s, n, h in heads], batch_size=500
    )
    reached = SealedHead.objects.filter(seal=made, subject=OuterRef("subject")).values("sequence")
    EventHead.objects.filter(subject__in=SealedHead.objects.filter(seal=made).values("subject")).update(
        sealed_sequence=Subquery(reached)
    )
    return made


def _seal_hash(previous: str, at: datetime, heads: int, content: str) -> str:
    return digest(previous, f"{at.astimezone(UTC).isoformat(timespec='microseconds')} {heads} {content}")


def _linked(head: EventHead, group: Sequence[NewEvent], actor: Actor, moment: datetime) -> Iterator[Event]:
    previous = head.hash
    for sequence, entry in enumerate(group, head.sequence + 1):
        event = Event(
            uid=uuid7(),
            subject=head.subject,
            sequence=sequence,
            kind=entry.kind,
            at=entry.at.astimezone(UTC) if entry.at is not None else moment,
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
    if _untold.get():
        return
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
    """Heads are read before the events, so that what is appended meanwhile lies beyond them and is no fault."""
    events, heads = Event.objects.all(), EventHead.objects.all()
    if subject is not None:
        events, heads = events.filter(subject=str(subject)), heads.filter(subject=str(subject))
    ends = {s: (n, h) for s, n, h in heads.values_list("subject", "sequence", "hash").iterator(chunk_size=2000)}
    in_order = events.order_by("subject", "sequence").iterator(chunk_size=2000)
    for name, chain in groupby(in_order, key=attrgetter("subject")):
        if (found := _chain_fault(name, chain, *ends.pop(name, (0, "")))) is not None:
            return found
    for name, (sequence, _) in sorted(ends.items()):
        return Break(name, sequence, _SHORT)
    return None


def _chain_fault(subject: str, chain: Iterable[Event], end: int, end_hash: str) -> Break | None:
    """The first fault of one chain, given where its head stood before the events were read."""
    sequence, previous, met = 0, "", end == 0
    for event in chain:
        if (found := _link_fault(event, sequence, previous)) is not None:
            return Break(subject, event.sequence, found)
        sequence, previous = event.sequence, event.hash
        met = met or (sequence, previous) == (end, end_hash)
    if not met:
        return Break(subject, end, _SHORT)
    if sequence > end and not EventHead.objects.filter(subject=subject, sequence__gte=sequence).exists():
        return Break(subject, sequence, N_("có sự kiện nằm sau đầu chuỗi"))
    return None


def _link_fault(event: Event, sequence: int, previous: str) -> str | None:
    if event.sequence != sequence + 1:
        return N_("thiếu một sự kiện ở ngay trước")
    if event.previous_hash != previous:
        return N_("không nối tiếp sự kiện ngay trước")
    if event.hash != digest(previous, canonical(event)):
        return N_("nội dung đã bị sửa")
    return None


def _verify_seals(subject: Ref | None) -> Break | None:
    previous = ""
    for made in Seal.objects.order_by("id").iterator():
        rows = sorted(made.sealed_heads.values_list("subject", "sequence", "hash"))
        content = _heads_digest(rows)
        whole = made.previous_hash == previous and made.digest == content and made.heads == len(rows)
        if not whole or made.hash != _seal_hash(previous, made.at, made.heads, content):
            return Break("seal", made.pk, N_("niêm phong đã bị sửa hoặc bị xóa một phần"))
        previous = made.hash
    sealed = SealedHead.objects.all()
    if subject is not None:
        sealed = sealed.filter(subject=str(subject))
    kept = Event.objects.filter(subject=OuterRef("subject"), sequence=OuterRef("sequence"), hash=OuterRef("hash"))
    row = sealed.filter(~Exists(kept)).order_by("subject", "sequence").first()
    return Break(row.subject, row.sequence, N_("sự kiện đã niêm phong bị xóa hoặc bị sửa")) if row else None
