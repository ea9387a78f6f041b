"""What is heard from below: new accounts are welcomed. Each handler is idempotent: `notify` never tells a thing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from motcua.kernel.refs import Ref
from motcua.messages.services.own_templates import WELCOME
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
