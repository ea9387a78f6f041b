"""Events of the system that raise tasks which wait for one: which, as a person confirms it, and raising them once per event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext, override

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.plans import events as kinds
from motcua.plans.models import Occurrence, Raised, Task, Trigger
from motcua.plans.queries.triggers import Fired, details_of, fired_by, title_of
from motcua.plans.queries.work import task_ref
from motcua.plans.rules.triggers import TRIGGERS
from motcua.plans.services.work import raise_event

if TYPE_CHECKING:
    from motcua.kernel.models import Event

LONGEST = 366


def bind_trigger(task: Task, *, kind: str, days: int, actor: Actor, detail: str = "") -> Trigger:
    """Confirm that events of a kind raise the task, due within so many days of each."""
    if task.schedule_kind != "on_event":
        raise Refused("Nhiệm vụ này không chờ sự kiện nào.", code="not_on_event")
    if errors := tuple(_errors(kind, detail, days)):
        raise Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=errors)
    who = {"confirmed_by": str(actor.ref or ""), "confirmed_name": actor.name, "confirmed_at": clock.now()}
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = Trigger.objects.create(task=task, kind=kind, detail=detail, days=days, **who)
        except IntegrityError as error:
            raise Refused("Nhiệm vụ này đã gắn với sự kiện đó.", code="trigger_known") from error
        payload: dict[str, events.Plain] = {"kind": kind, "source": detail, "days": days}
        events.append(task_ref(task), kinds.TRIGGER_BOUND, actor=actor, payload=payload)
    return made


def end_trigger(trigger: Trigger, *, actor: Actor) -> None:
    """Such events raise the task no longer; what they raised stays."""
    with transaction.atomic():
        if Trigger.objects.filter(pk=trigger.pk, ended_at__isnull=True).update(ended_at=clock.now()) != 1:
            raise Refused("Sự kiện này đã thôi gắn với nhiệm vụ.", code="trigger_ended")
        payload: dict[str, events.Plain] = {"kind": trigger.kind, "source": trigger.detail}
        events.append(task_ref(trigger.task), kinds.TRIGGER_ENDED, actor=actor, payload=payload)


def raise_by(event: Event) -> int:
    """Raise what waits for an event of the system; how many occurrences came of it. Run again for the same event it raises nothing."""
    return sum(len(_raise(one, event)) for one in fired_by(event))


def _raise(fired: Fired, event: Event) -> list[Occurrence]:
    task, trigger = fired.trigger.task, fired.trigger
    if Raised.objects.filter(task=task, event=event.uid).exists():
        return []
    happened = clock.local(event.at).date()
    today = clock.today()
    due_on = max(happened + timedelta(days=trigger.days), today)
    with override("vi"):  # the words are kept as data, which is Vietnamese
        label = gettext(TRIGGERS[trigger.kind].label)
    words = f"{label}: {title_of(event.subject)}"[:500]
    with transaction.atomic():
        made = raise_event(
            task, actor=SYSTEM, event=words, due_on=due_on, raised_on=min(happened, due_on), units=fired.units
        )
        number = int(made[0].key.rpartition("-")[2])
        Raised.objects.create(
            task=task, number=number, kind=trigger.kind, event=event.uid, subject=event.subject, at=event.at
        )
    return made


def _errors(kind: str, detail: str, days: int) -> Iterator[FieldError]:
    if kind not in TRIGGERS:
        yield FieldError("kind", N_("Chọn một loại sự kiện."))
    elif detail and detail not in dict(details_of(kind)):
        yield FieldError("detail", N_("Loại này không có trong sự kiện đã chọn."))
    if not 1 <= days <= LONGEST:
        yield FieldError("days", N_("Hạn từ 1 đến 366 ngày."))
