"""Who may do what in the registry. What is published is everybody's to read; drafts, imports and the trail are not."""

from __future__ import annotations

from typing import Any

from motcua.organisations.permissions import EVERY_ROLE, Role, declare, has_any_grant

ACTIONS = declare(
    {
        "procedures.read": EVERY_ROLE,
        "procedures.import": {Role.OFFICE, Role.EDITOR},
        "procedures.edit": {Role.OFFICE, Role.EDITOR},
        "procedures.publish": {Role.OFFICE},
    }
)


def may_read(user: Any) -> bool:
    return has_any_grant(user, "procedures.read")


def may_import(user: Any) -> bool:
    """The registry is the province's: whoever keeps it for a unit keeps it for all."""
    return has_any_grant(user, "procedures.import")


def may_edit(user: Any) -> bool:
    """Whether the person writes contents and keeps forms and samples."""
    return has_any_grant(user, "procedures.edit")


def may_publish(user: Any) -> bool:
    """Whether the person puts contents in force."""
    return has_any_grant(user, "procedures.publish")
