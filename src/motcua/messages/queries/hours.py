"""The hours in which messages go out: what holds, and the installation's own changes."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from motcua.kernel.errors import NotFound
from motcua.kernel.models import RuleOverride
from motcua.kernel.rules import Rule, rule
from motcua.messages.rules.hours import Hours

RULE = "messaging.sending_hours"


def rule_in_force(on: date) -> Rule:
    return rule(RULE, on)


def hours_on(on: date) -> Hours:
    """One query."""
    return Hours.of(rule_in_force(on).value)


def changes() -> list[RuleOverride]:
    """The installation's own hours, the latest first, withdrawn ones too."""
    return list(RuleOverride.objects.filter(key=RULE).order_by("-valid_from", "-pk"))


def change_of(uid: UUID) -> RuleOverride:
    found = RuleOverride.objects.filter(key=RULE, uid=uid, withdrawn=False).first()
    if found is None:
        raise NotFound("Không có sửa đổi này, hoặc đã rút.", code="no_override")
    return found
