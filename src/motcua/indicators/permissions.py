"""Who may do what with figures. Reading is every officer's; the rows behind a figure are masked record by record (`queries.rows`)."""

from __future__ import annotations

from typing import Any

from motcua.organisations.permissions import EVERY_ROLE, Role, declare, has_any_grant, has_grant
from motcua.organisations.queries.scopes import province_unit

ACTIONS = declare(
    {
        "indicators.read": EVERY_ROLE,
        "indicators.close": {Role.OFFICE},
        "indicators.correct": {Role.OFFICE},
        "indicators.release": {Role.LEADER},
    }
)


def may_read(user: Any) -> bool:
    return has_any_grant(user, "indicators.read")


def may_close(user: Any) -> bool:
    """A period is closed for the whole province: only by the office of the unit at its head."""
    return _for_province(user, "indicators.close")


def may_correct(user: Any) -> bool:
    return _for_province(user, "indicators.correct")


def may_release(user: Any, unit: int | None) -> bool:
    """A leader releases the figures of what they lead; those of the whole province at its head."""
    if unit is None:
        return _for_province(user, "indicators.release")
    return has_grant(user, "indicators.release", unit)


def _for_province(user: Any, action: str) -> bool:
    if not has_any_grant(user, action):
        return False
    head = province_unit()
    return head is not None and has_grant(user, action, head)
