"""Who may do what with messages. A notice is its reader's alone; wordings and the list of sendings belong to the installation."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from motcua.messages.models import Message
from motcua.messages.rules.channels import IN_PRODUCT
from motcua.messages.workflow import MessageState
from motcua.organisations.permissions import Role, declare, has_any_grant

ACTIONS = declare(
    {
        "messages.operate": {Role.OPERATOR},
        "messages.read_wording": {Role.OPERATOR, Role.OFFICE, Role.EDITOR, Role.AUDITOR},
        "messages.draft_wording": {Role.OPERATOR, Role.EDITOR},
        "messages.approve_wording": {Role.OPERATOR, Role.OFFICE},
    }
)


def own_notices(rows: QuerySet[Message], user: Any) -> QuerySet[Message]:
    """In-product notices that reached the user. A token sees those of its one officer."""
    if not user.is_authenticated:
        return rows.none()
    mine = rows.filter(channel=IN_PRODUCT, state=MessageState.SENT, person__user=user.pk)
    acting = getattr(user, "acting_officer_id", None)
    return mine if acting is None else mine.filter(officer=acting)


def may_operate(user: Any) -> bool:
    """Whether the user may see what became of every message, and send failed ones again."""
    return has_any_grant(user, "messages.operate")


def operated(rows: QuerySet[Message], user: Any) -> QuerySet[Message]:
    """The filter that equals `may_operate`."""
    return rows if may_operate(user) else rows.none()
