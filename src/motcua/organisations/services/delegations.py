"""Standing in for somebody who is away: made, ended early. One step only, never to oneself, never the right to sign."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F, Q

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, Refused
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc
from motcua.organisations.models import Delegation, Officer
from motcua.organisations.queries.delegations import KIND
from motcua.organisations.rules.grounds import NOTHING, Ground
from motcua.organisations.services.posts import not_oneself, wrong

LONGEST = timedelta(days=366)


def delegation_ref(delegation: Delegation) -> Ref:
    return Ref.to(KIND, delegation.uid)


def delegate(
    giver: Officer,
    receiver: Officer,
    *,
    starts: date | datetime,
    ends: date | datetime,
    actor: Actor,
    reason: str = "",
    ground: Ground = NOTHING,
) -> Delegation:
    """Let the receiver do the giver's work and get their notices. Dates are whole days, the last one included; moments are half-open.

    Refused: to oneself, to somebody who is away too or who already stands in by way of the giver, twice at a time, for longer than a
    year. Whoever sets it up for another does not make themselves the receiver.
    """
    start, end = _moment(starts), _moment(ends, last=True)
    _check(giver, receiver, start, end)
    by_giver = _is(giver, actor)
    if not by_giver:
        not_oneself(
            receiver,
            actor,
            N_("Không ai tự ghi mình làm thay người khác; người vắng hoặc một người khác ghi việc này."),
        )
    with transaction.atomic():
        Officer.objects.filter(pk__in=sorted([giver.pk, receiver.pk])).update(version=F("version"))
        _no_chain(giver, receiver, start, end)
        made = Delegation.objects.create(
            giver=giver,
            receiver=receiver,
            starts_at=start,
            ends_at=end,
            planned_end=end,
            reason=nfc(reason).strip(),
            **ground.columns(),
        )
        payload: dict[str, events.Plain] = {
            "giver": Ref.to("officer", giver.uid),
            "receiver": Ref.to("officer", receiver.uid),
            "from": start,
            "to": end,
            **ground.payload(),
        }
        events.append(delegation_ref(made), "delegation.made", actor=actor, payload=payload)
    return made


def end_delegation(delegation: Delegation, *, actor: Actor, at: datetime | None = None) -> None:
    """It ends at a moment, now when none is named. What had not begun never does; it stays visible, with nothing between its ends."""
    moment = at or clock.now()
    with transaction.atomic():
        still = Delegation.objects.filter(pk=delegation.pk, ends_at__gt=moment).exclude(ends_at=F("starts_at"))
        running = still.filter(starts_at__lt=moment).update(ends_at=moment, version=F("version") + 1)
        if not running and still.update(ends_at=F("starts_at"), version=F("version") + 1) != 1:
            raise Refused("Lượt ủy quyền này đã kết thúc.", code="delegation_ended")
        events.append(delegation_ref(delegation), "delegation.ended", actor=actor, payload={"on": moment})


def end_delegations_of(officers: Iterable[int], on: date, *, actor: Actor) -> list[Delegation]:
    """What officers gave or received ends when they leave. Inside the caller's transaction."""
    start = _moment(on)
    keys = list(officers)
    rows = list(Delegation.objects.filter(Q(giver__in=keys) | Q(receiver__in=keys), ends_at__gt=start).order_by("pk"))
    for delegation in rows:
        if delegation.ends_at > delegation.starts_at:
            end_delegation(delegation, actor=actor, at=start)
    return rows


def start_of(day: date) -> datetime:
    """The first moment of a day in Việt Nam."""
    return clock.local(datetime.combine(day, time.min))


def _moment(value: date | datetime, *, last: bool = False) -> datetime:
    if isinstance(value, datetime):
        return clock.local(value)
    return start_of(value + timedelta(days=1) if last else value)


def _is(officer: Officer, actor: Actor) -> bool:
    """Whether the actor is the officer's person."""
    if actor.ref is None or actor.ref.kind != "officer":
        return False
    return Officer.objects.filter(uid=actor.ref.uid, person=officer.person_id).exists()


def _check(giver: Officer, receiver: Officer, start: datetime, end: datetime) -> None:
    if end <= start:
        raise wrong("ends", N_("Thời điểm kết thúc phải sau thời điểm bắt đầu."))
    if end - start > LONGEST:
        raise wrong("ends", N_("Ủy quyền khi vắng không quá một năm; vắng lâu hơn thì bố trí người giữ vị trí."))
    if end <= clock.now():
        raise wrong("ends", N_("Thời gian này đã qua."))
    if giver.person_id == receiver.person_id:
        raise wrong("receiver", N_("Không ủy quyền cho chính mình."))
    first, last = clock.local(start).date(), clock.local(end - timedelta(microseconds=1)).date()
    for field, officer in (("giver", giver), ("receiver", receiver)):
        if officer.valid_from > first or (officer.valid_to is not None and officer.valid_to <= last):
            raise wrong(field, N_("Cán bộ này không giữ chức vụ trong suốt thời gian đó."))
    if receiver.person.user_id is None:
        raise wrong("receiver", N_("Người làm thay chưa có tài khoản, nên không nhận được việc."))


def _no_chain(giver: Officer, receiver: Officer, start: datetime, end: datetime) -> None:
    """By person: whoever is away in one post is away in all, and work that was delegated does not go on to a third person."""
    meanwhile = Delegation.objects.filter(starts_at__lt=end, ends_at__gt=start).exclude(ends_at=F("starts_at"))
    if meanwhile.filter(giver=giver).exists():
        raise Refused(
            "Cán bộ đã ủy quyền cho người khác trong thời gian này; hãy kết thúc lượt đó trước.", code="already_away"
        )
    if meanwhile.filter(giver__person=receiver.person_id).exists():
        raise Refused("Người được chọn cũng vắng trong thời gian đó.", code="delegation_chain")
    if meanwhile.filter(receiver__person=giver.person_id).exists():
        raise Refused(
            "Cán bộ đang làm thay người khác trong thời gian này; việc đã nhận thay không ủy quyền tiếp được.",
            code="delegation_chain",
        )
