"""The installation's own hours of sending, and its order of channels: dated changes of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from motcua.kernel import workdays
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.kernel.rules import override_rule, withdraw_override
from motcua.messages.queries.hours import RULE
from motcua.messages.queries.outward import RULE as ORDER
from motcua.messages.rules.hours import Hours, leave_working_time
from motcua.messages.rules.outward import outward_channels

if TYPE_CHECKING:
    from motcua.kernel.models import RuleOverride

__all__ = ["set_hours", "set_order", "withdraw_override"]


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


def set_order(
    lines: Sequence[Mapping[str, Any]],
    *,
    actor: Actor,
    valid_from: date,
    valid_to: date | None,
    article: str,
    reason: str,
) -> RuleOverride:
    """Let channels to people outside the house be tried in another order from a date on."""
    named = [line["channel"] for line in lines]
    if not named or len(set(named)) < len(named) or not set(named) <= {c.key for c in outward_channels}:
        raise Invalid("Mỗi kênh có trong phần mềm được nêu một lần, và phải có ít nhất một kênh.", code="not_an_order")
    value = {"channels": [dict(line) for line in lines]}
    return override_rule(
        ORDER, actor=actor, valid_from=valid_from, valid_to=valid_to, value=value, article=article, reason=reason
    )
