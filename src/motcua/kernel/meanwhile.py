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
    at = f"{clock.local(done.at):%H:%M %d/%m/%Y}"
    if done.actor == str(actor.ref or "") and done.actor_name == actor.name:
        return Stale("Bạn đã sửa nội dung này ở cửa sổ khác lúc {at}. Hãy xem bản mới rồi sửa lại.", at=at)
    return Stale("{who} đã sửa nội dung này lúc {at}. Hãy xem bản mới rồi sửa lại.", who=done.actor_name, at=at)
