"""What is heard from below: new accounts are welcomed, approvals tell whom they wait for. `notify` tells nothing twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from motcua.documents.queries.approvals import approval_of, open_step_of
from motcua.kernel.refs import Ref
from motcua.messages.services.own_templates import ISSUED, RETURNED, WAITING, WELCOME
from motcua.messages.services.sending import notify
from motcua.organisations.queries.people import officers

if TYPE_CHECKING:
    from motcua.kernel.models import Event


def welcome(event: Event) -> None:
    """Tell a new officer where messages show and how to get them by e-mail. An account without a post is told nothing."""
    uid = Ref.parse(event.subject).uid
    officer = officers().filter(person__user__uid=uid).order_by("valid_from", "pk").first()
    if officer is None or officer.person.user is None:
        return
    with transaction.atomic():
        notify(
            WELCOME,
            to=[officer],
            subject=Ref.to("officer", officer.uid),
            context={"username": officer.person.user.username},
            dedupe="welcome",
        )


def approval_waits(event: Event) -> None:
    """`approval.step_opened`: tell those whom the step waits for; nobody when it has been done meanwhile."""
    approval = approval_of(Ref.parse(event.payload["subject"]))
    step = open_step_of(approval) if approval is not None else None
    if approval is None or step is None or (step.round, step.label) != (event.payload["round"], event.payload["step"]):
        return
    context = {"title": approval.title, "step": step.label, "drafter": approval.drafter.person.name}
    _tell(event, WAITING, event.payload["holders"], context)


def approval_returned(event: Event) -> None:
    """`approval.returned`: tell the drafter."""
    title = _title(event)
    if title:
        _tell(event, RETURNED, [event.payload["drafter"]], {"title": title, "step": event.payload["step"]})


def approval_issued(event: Event) -> None:
    """`approval.issued`: tell the drafter the number."""
    title = _title(event)
    if title:
        number, day = event.payload["number"], date.fromisoformat(event.payload["issued_on"])
        _tell(event, ISSUED, [event.payload["drafter"]], {"title": title, "number": number, "day": day})


def _title(event: Event) -> str:
    approval = approval_of(Ref.parse(event.payload["subject"]))
    return approval.title if approval is not None else ""


def _tell(event: Event, template: str, to: list[Any], context: Mapping[str, object]) -> None:
    """Once for each event; a step handed to the same officer again is another event."""
    uids = [Ref.parse(str(ref)).uid for ref in to]
    with transaction.atomic():
        notify(
            template,
            to=list(officers().filter(uid__in=uids)),
            subject=Ref.parse(event.subject),
            context=context,
            dedupe=str(event.uid),
        )
