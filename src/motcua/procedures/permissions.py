"""Who may do what in the registry. What is published is everybody's to read; drafts, imports and the trail are not."""

from __future__ import annotations

from typing import Any

from motcua.organisations.permissions import EVERY_ROLE, Role, declare, has_any_grant

ACTIONS = declare(
    {
        "procedures.read": EVERY_ROLE,
        "procedures.import": {Role.OFFICE, Role.EDITOR},
    }
)


def may_read(user: Any) -> bool:
    return has_any_grant(user, "procedures.read")


def may_import(user: Any) -> bool:
    """The registry is the province's: whoever keeps it for a unit keeps it for all."""
    return has_any_grant(user, "procedures.import")
