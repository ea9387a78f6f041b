"""Roles that a grant gives, and which actions each of them opens. Pure; labels belong to the models."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    OPERATOR = "operator"
    """Runs the installation: accounts, units, calendars, jobs, rules."""
    OFFICE = "office"
    """Owns plans, follows up, reports."""
    SPECIALIST = "specialist"
    HEAD = "head"
    """Heads a division."""
    COUNTER = "counter"
    """Receives and returns at the one-stop counter."""
    LEADER = "leader"
    """Signs."""
    REGISTRY_CLERK = "registry_clerk"
    """Văn thư: gives numbers, issues."""
    EDITOR = "editor"
    """Writes and publishes content."""
    AUDITOR = "auditor"
    """Reads everything, changes nothing."""


EVERY_ROLE = frozenset(Role)

ACTIONS: dict[str, frozenset[Role]] = {
    "units.change": frozenset({Role.OPERATOR}),
    "officers.change": frozenset({Role.OPERATOR}),
    "grants.change": frozenset({Role.OPERATOR}),
    "aliases.change": frozenset({Role.OPERATOR, Role.OFFICE}),
    "calendars.change": frozenset({Role.OPERATOR, Role.OFFICE}),
    "territories.change": frozenset({Role.OPERATOR}),
    "accounts.change": frozenset({Role.OPERATOR}),
    "posts.change": frozenset({Role.OPERATOR, Role.OFFICE}),
    "charges.change": frozenset({Role.OPERATOR, Role.OFFICE}),
    "signing.change": frozenset({Role.OPERATOR, Role.OFFICE}),
    "delegations.change": frozenset({Role.OPERATOR, Role.OFFICE, Role.HEAD, Role.LEADER}),
}
"""What a grant of a role on a unit opens there. Reading units, territories, officers and calendars is open to every officer."""

PERSONAL = frozenset(
    {
        "officers.change",
        "grants.change",
        "accounts.change",
        "posts.change",
        "charges.change",
        "signing.change",
        "delegations.change",
    }
)
"""What nobody does who stands in for another: deciding who has which post, right or signature. Packages add signing and the like."""
