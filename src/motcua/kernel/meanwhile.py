"""A write that came too late: the record was changed since it was read. Who changed it, and when, the trail knows."""

from __future__ import annotations

from collections.abc import Collection

from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Stale
from motcua.kernel.models import Event
from motcua.kernel.refs import Ref


def changed_meanwhile(subject: Ref, *, actor: Actor, kinds: Collection[str] = ()) -> Stale:
    """What to tell whoever was late, by the newest event of the record (of some kinds): oneself may have done it in another window."""
    told = Event.objects.filter(subject=str(subject))
    done = (told.filter(kind__in=kinds) if kinds else told).order_by("-sequence").first()
    if done is None:
        return Stale("Nội dung này đã thay đổi từ lúc bạn mở. Hãy xem bản mới rồi sửa lại.")
    at = moment_of(done)
    if was_oneself(done, actor):
        return Stale("Bạn đã sửa nội dung này ở cửa sổ khác lúc {at}. Hãy xem bản mới rồi sửa lại.", at=at)
    return Stale("{who} đã sửa nội dung này lúc {at}. Hãy xem bản mới rồi sửa lại.", who=done.actor_name, at=at)


def was_oneself(done: Event, actor: Actor) -> bool:
    """Whether who asks now did it then: in another window, or by a button that was pressed twice."""
    return (done.actor, done.actor_name) == (str(actor.ref or ""), actor.name)


def moment_of(done: Event) -> str:
    """As such messages say it: 14:05 22/11/2026."""
    return f"{clock.local(done.at):%H:%M %d/%m/%Y}"
