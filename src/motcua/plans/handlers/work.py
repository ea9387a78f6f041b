"""What happens to work is told to those it concerns. Each may run again: nothing is told twice for one event."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refs import Ref
from motcua.messages.services.sending import notify
from motcua.organisations.queries.people import officers
from motcua.plans import events as kinds
from motcua.plans.queries import recipients
from motcua.plans.queries.triggers import raised_of
from motcua.plans.queries.work import difficulty_by_uid, occurrence_by_uid, task_by_uid
from motcua.plans.services.telling import tell, tell_of_difficulty, unit_name

if TYPE_CHECKING:
    from motcua.kernel.models import Event


def assigned(event: Event) -> None:
    """Phân công, bàn giao: whoever gets it is told."""
    one = occurrence_by_uid(_uid(event))
    to = _officers([event.payload.get("officer") or event.payload.get("to")])
    note = next((a.note for a in one.assignees.filter(ended_at__isnull=True, officer__in=to)), "")
    tell(
        "assigned", one, to, dedupe=str(event.uid), day=clock.local(one.due_at).date(), name=event.actor_name, note=note
    )


def prepared(event: Event) -> None:
    one = occurrence_by_uid(_uid(event))
    tell("prepared", one, recipients.heads(one, clock.today()), dedupe=str(event.uid), name=event.actor_name)


def handed_in(event: Event) -> None:
    one = occurrence_by_uid(_uid(event))
    today = clock.today()
    tell("handed_in", one, recipients.owners(one, today), dedupe=str(event.uid), unit=unit_name(one, today))


def accepted(event: Event) -> None:
    one = occurrence_by_uid(_uid(event))
    tell("accepted", one, recipients.doers(one, clock.today()), dedupe=str(event.uid))


def returned(event: Event) -> None:
    one = occurrence_by_uid(_uid(event))
    note = str(event.payload.get("note", ""))
    tell("returned", one, recipients.doers(one, clock.today()), dedupe=str(event.uid), note=note)


def reopened(event: Event) -> None:
    """Also what the system had found done and the owner returns."""
    one = occurrence_by_uid(_uid(event))
    note = str(event.payload.get("reason", ""))
    tell("returned", one, recipients.doers(one, clock.today()), dedupe=str(event.uid), note=note)


def satisfied(event: Event) -> None:
    """Nothing is found done in silence: the lead and the owner hear of it, with the figure."""
    one = occurrence_by_uid(_uid(event))
    today = clock.today()
    to = [*recipients.doers(one, today), *recipients.owners(one, today)]
    note, unit = str(event.payload.get("note", "")), unit_name(one, today)
    tell("satisfied", one, to, dedupe=str(event.uid), unit=unit, note=note)


def measured(event: Event) -> None:
    """The data do not bear it out: the lead hears it, and it stays open."""
    one = occurrence_by_uid(_uid(event))
    note = str(event.payload.get("note", ""))
    tell("not_fulfilled", one, recipients.doers(one, clock.today()), dedupe=str(event.uid), note=note)


def holder_changed(event: Event) -> None:
    """Whoever holds the post now has its work."""
    one = occurrence_by_uid(_uid(event))
    to = _officers([event.payload.get("officer")])
    if not to:  # the post is vacant: who answers for the unit has it meanwhile
        to = recipients.heads(one, clock.today())
    tell("by_post", one, to, dedupe=str(event.uid), day=clock.local(one.due_at).date())


def raised(event: Event) -> None:
    """What a task waited for has come: its leads owe it now."""
    arose = str(event.payload.get("arose", ""))
    today = clock.today()
    for one in raised_of(_uid(event), arose):
        day = clock.local(one.due_at).date()
        tell("raised", one, recipients.doers(one, today), dedupe=str(event.uid), day=day, note=arose)


def requested(event: Event) -> None:
    one = occurrence_by_uid(_uid(event))
    today = clock.today()
    note = str(event.payload.get("reason", ""))
    tell("requested", one, recipients.owners(one, today), dedupe=str(event.uid), unit=unit_name(one, today), note=note)


def decided(event: Event) -> None:
    one = occurrence_by_uid(_uid(event))
    note = str(event.payload.get("note", ""))
    tell("decided", one, recipients.doers(one, clock.today()), dedupe=str(event.uid), note=note)


def difficulty_raised(event: Event) -> None:
    """To the leader in charge at once."""
    found = difficulty_by_uid(_uid(event))
    today = clock.today()
    to = recipients.answering(found, today)
    tell_of_difficulty("difficulty", found, to, dedupe=str(event.uid), unit=unit_name(found, today))


def difficulty_answered(event: Event) -> None:
    """Back to who raised it."""
    found = difficulty_by_uid(_uid(event))
    tell_of_difficulty("instruction", found, _officers([found.raised_by]), dedupe=str(event.uid))


def commented(event: Event) -> None:
    """Those mentioned are told."""
    found = task_by_uid(_uid(event))
    to = _officers(event.payload.get("officer") or [])
    if to:
        context = {"task": found.task[:300], "name": event.actor_name}
        with transaction.atomic():
            notify("plans.mentioned", to=to, subject=Ref.parse(event.subject), context=context, dedupe=str(event.uid))


HANDLERS: dict[str, Callable[[Any], None]] = {
    kinds.OCCURRENCE_ASSIGNED: assigned,
    kinds.OCCURRENCE_HANDED_OVER: assigned,
    kinds.RESULT_PREPARED: prepared,
    kinds.RESULT_HANDED_IN: handed_in,
    kinds.RESULT_ACCEPTED: accepted,
    kinds.RESULT_RETURNED: returned,
    kinds.OCCURRENCE_REOPENED: reopened,
    kinds.OCCURRENCE_SATISFIED: satisfied,
    kinds.OCCURRENCE_MEASURED: measured,
    kinds.HOLDER_CHANGED: holder_changed,
    kinds.EVENT_RAISED: raised,
    kinds.REQUESTED: requested,
    kinds.REQUEST_GRANTED: decided,
    kinds.REQUEST_REFUSED: decided,
    kinds.DIFFICULTY_RAISED: difficulty_raised,
    kinds.DIFFICULTY_ANSWERED: difficulty_answered,
    kinds.COMMENTED: commented,
}


def _uid(event: Event) -> str:
    return Ref.parse(event.subject).uid


def _officers(refs: list[Any]) -> list[Any]:
    uids = [Ref.parse(str(ref)).uid for ref in refs if ref and str(ref).startswith("officer:")]
    return list(officers().filter(uid__in=uids).order_by("pk")) if uids else []
