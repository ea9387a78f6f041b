"""Who may do what with dossiers. A dossier is read by the unit that settles it, the counter that took it in, and units that take part.

No other unit reads it on any face. What a step needs is granted on the unit where the step is done.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.dossiers.models import Dossier, DossierStep, Participant
from motcua.organisations.permissions import Role, declare, has_any_grant, has_grant, units_in_reach, visible

WORKING = {Role.COUNTER, Role.SPECIALIST, Role.HEAD, Role.LEADER, Role.REGISTRY_CLERK}

ACTIONS = declare(
    {
        "dossiers.read": WORKING | {Role.AUDITOR},
        "dossiers.handle": WORKING,
        "dossiers.figures": WORKING | {Role.AUDITOR, Role.OFFICE},
        "dossiers.take_in": {Role.COUNTER},
        "dossiers.appraise": {Role.SPECIALIST},
        "dossiers.check": {Role.HEAD},
        "dossiers.decide": {Role.LEADER},
        "dossiers.issue": {Role.REGISTRY_CLERK},
        "dossiers.assign": {Role.HEAD},
        "dossiers.backdate": {Role.COUNTER},
        "dossiers.void": {Role.HEAD, Role.LEADER},
        "dossiers.extend": {Role.LEADER, Role.REGISTRY_CLERK},
    }
)

STEP_ACTIONS = {
    "counter": "dossiers.take_in",
    "specialist": "dossiers.appraise",
    "division_head": "dossiers.check",
    "head": "dossiers.decide",
    "registry_clerk": "dossiers.issue",
    "office_above": "dossiers.appraise",
    "leader_above": "dossiers.decide",
    "agency": "dossiers.issue",
}
"""Position of a workflow → the right that its step needs at its unit. For another agency without accounts the registry clerk acts."""
OF_NOBODY = "dossiers.appraise"
"""For a step whose position nobody has recognised."""


def readable_dossiers(rows: QuerySet[Dossier], user: Any) -> QuerySet[Dossier]:
    """The dossiers that somebody may read."""
    if not has_any_grant(user, "dossiers.read"):
        return rows.none()
    reach = units_in_reach(user, "dossiers.read")
    part = visible(Participant.objects.filter(dossier=OuterRef("pk")), user, "dossiers.read")
    return rows.filter(Q(unit__in=reach) | Q(intake_unit__in=reach) | Q(Exists(part)))


def may_read_dossier(user: Any, dossier: Dossier) -> bool:
    """The predicate that `readable_dossiers` equals."""
    return _within(user, dossier, "dossiers.read")


def handles(user: Any, dossier: Dossier) -> bool:
    """Whether the person works on the dossier, and so sees names and telephones; others who may read see them masked."""
    return _within(user, dossier, "dossiers.handle")


def _within(user: Any, dossier: Dossier, action: str) -> bool:
    """A right at a unit that settles the dossier, took it in or takes part in it."""
    here = (dossier.unit_id, dossier.intake_unit_id)
    if any(unit is not None and has_grant(user, action, unit) for unit in here):
        return True
    return visible(Participant.objects.filter(dossier=dossier), user, action).exists()


def may_see(user: Any) -> bool:
    """Whether dossiers stand on the person's desk."""
    return has_any_grant(user, "dossiers.read")


def only_counts(user: Any) -> bool:
    """Whether somebody reports on dossiers without reading any."""
    return has_any_grant(user, "dossiers.figures") and not has_any_grant(user, "dossiers.read")


def may_take_step(user: Any, step: DossierStep) -> bool:
    """Whether a step is the person's to do: the right at its unit; and where an officer has it, that officer's or the head's."""
    return has_grant(user, step.action, step.unit_id)


def may_do(user: Any, dossier: Dossier, action: str) -> bool:
    """A right over a dossier: at the counter that took it in for what the counter does, else at the unit that settles it."""
    units = (dossier.intake_unit_id, dossier.unit_id) if action in AT_COUNTER else (dossier.unit_id,)
    return any(unit is not None and has_grant(user, action, unit) for unit in units)


AT_COUNTER = frozenset({"dossiers.take_in", "dossiers.backdate"})
