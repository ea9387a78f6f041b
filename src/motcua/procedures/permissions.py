"""Who may do what in the registry. What is published is everybody's to read; drafts, imports and the trail are not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.organisations.permissions import EVERY_ROLE, Role, declare, has_any_grant, has_grant, visible
from motcua.organisations.queries.scopes import province_unit
from motcua.procedures.models import PublicationDecision

SIGNED = ("signed", "published")
"""States in which a decision is everybody's to read."""

ACTIONS = declare(
    {
        "procedures.read": EVERY_ROLE,
        "publications.draft": {Role.OFFICE, Role.EDITOR},
        "publications.publish": {Role.OFFICE},
        "disclosures.record": {Role.OFFICE, Role.EDITOR, Role.COUNTER},
        "local.change": {Role.OFFICE, Role.EDITOR},
        "assignments.change": {Role.OFFICE},
        "flags.change": {Role.OFFICE, Role.EDITOR},
        "papers.print": {Role.OFFICE, Role.EDITOR, Role.COUNTER},
        "remarks.settle": {Role.OFFICE, Role.EDITOR},
        "procedures.import": {Role.OFFICE, Role.EDITOR},
        "synonyms.change": {Role.OFFICE, Role.EDITOR},
        "life_events.change": {Role.OFFICE, Role.EDITOR},
        "procedures.edit": {Role.OFFICE, Role.EDITOR},
        "procedures.publish": {Role.OFFICE},
        "workflows.edit": {Role.OFFICE, Role.EDITOR},
        "workflows.issue": {Role.OFFICE},
        "eforms.edit": {Role.OFFICE, Role.EDITOR},
        "eforms.issue": {Role.OFFICE},
        "workflow_roles.name": {Role.OFFICE, Role.HEAD},
        "reviews.plan": {Role.OFFICE},
        "reviews.assess": {Role.OFFICE, Role.EDITOR, Role.SPECIALIST, Role.HEAD},
        "reviews.decide": {Role.OFFICE, Role.LEADER},
        "costs.change": {Role.OFFICE},
        "regulations.register": {Role.OFFICE, Role.EDITOR, Role.SPECIALIST, Role.HEAD},
        "regulations.control": {Role.OFFICE},
        "regulations.comment": {Role.OFFICE, Role.EDITOR, Role.SPECIALIST, Role.HEAD},
        "grounds.review": {Role.OFFICE, Role.EDITOR},
    }
)


def may_read(user: Any) -> bool:
    return has_any_grant(user, "procedures.read")


def may_change_synonyms(user: Any) -> bool:
    """Whether the person keeps what people say for what procedures are called."""
    return has_any_grant(user, "synonyms.change")


def may_change_life_events(user: Any) -> bool:
    """Whether the person keeps the life events by which people come to procedures."""
    return has_any_grant(user, "life_events.change")


def may_import(user: Any) -> bool:
    """The registry is the province's: whoever keeps it for a unit keeps it for all."""
    return has_any_grant(user, "procedures.import")


def may_edit(user: Any) -> bool:
    """Whether the person writes contents and keeps forms and samples."""
    return has_any_grant(user, "procedures.edit")


def may_print(user: Any) -> bool:
    """Whether the person sets papers and records where they hang."""
    return has_any_grant(user, "papers.print")


def may_settle(user: Any) -> bool:
    """Whether the person deals with remarks about pages."""
    return has_any_grant(user, "remarks.settle")


def may_publish(user: Any) -> bool:
    """Whether the person puts contents in force."""
    return has_any_grant(user, "procedures.publish")


def may_keep(user: Any, action: str) -> bool:
    """Whether the person may do for the whole province what `local.change`, `flags.change` and the like open."""
    province = province_unit()
    return province is not None and has_grant(user, action, province)


def may_assign(user: Any, units: Iterable[Any]) -> bool:
    """What units perform is given by whoever has the right over each of them."""
    action = "assignments.change"
    return may_keep(user, action) or all(has_grant(user, action, unit) for unit in units)


def may_change_local(user: Any, unit: int | None) -> bool:
    """What holds at one unit is that unit's to keep, or of whoever keeps it from above; what holds everywhere the province's."""
    return may_keep(user, "local.change") if unit is None else has_grant(user, "local.change", unit)


def readable_decisions(rows: QuerySet[PublicationDecision], user: Any) -> QuerySet[PublicationDecision]:
    """What is signed every officer reads; what is being prepared the unit that prepares it, and those above."""
    if not has_any_grant(user, "procedures.read"):
        return rows.none()
    owned = visible(PublicationDecision.objects.filter(pk=OuterRef("pk")), user, "procedures.read", "owner")
    return rows.filter(Q(state__in=SIGNED) | Q(Exists(owned)))


def may_read_decision(user: Any, decision: PublicationDecision) -> bool:
    """The predicate that `readable_decisions` equals."""
    if not has_any_grant(user, "procedures.read"):
        return False
    return decision.state in SIGNED or has_grant(user, "procedures.read", decision.owner_id)


def may_do_with_decision(user: Any, decision: PublicationDecision, action: str) -> bool:
    """`publications.draft` and the like are granted on the unit that prepares it. What is signed is made public by many units: who may
    record that at any of them may begin to; `may_disclose` asks where.
    """
    if action == "disclosures.record" and decision.state in SIGNED:
        return has_any_grant(user, action)
    return has_grant(user, action, decision.owner_id)


def may_disclose(user: Any, decision: PublicationDecision, unit: int | None) -> bool:
    """What was made public at a unit that unit records too; elsewhere whoever prepares the decision."""
    action = "disclosures.record"
    return has_grant(user, action, decision.owner_id) or (unit is not None and has_grant(user, action, unit))
