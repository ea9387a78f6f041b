"""The installation's own hours of sending: a dated change of the rule `messaging.sending_hours`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from motcua.kernel import workdays
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.kernel.rules import override_rule, withdraw_override
from motcua.messages.queries.hours import RULE
from motcua.messages.rules.hours import Hours, leave_working_time

if TYPE_CHECKING:
    from motcua.kernel.models import RuleOverride

__all__ = ["set_hours", "withdraw_override"]


def set_hours(
    hours: Hours, *, actor: Actor, valid_from: date, valid_to: date | None, article: str, reason: str
) -> RuleOverride:
    """Let other hours hold from a date on. Raises Invalid for hours in which nothing could be sent on working days."""
    if not leave_working_time(hours, workdays.shipped_calendar(), valid_from):
        told = FieldError("quiet_from", "Giờ yên lặng này phủ hết giờ làm việc, nên không gửi được gì.")
        raise Invalid("Chưa lưu được giờ gửi. Hãy sửa các ô được đánh dấu.", errors=(told,))
    return override_rule(
        RULE, actor=actor, valid_from=valid_from, valid_to=valid_to, value=hours.value, article=article, reason=reason
    )
