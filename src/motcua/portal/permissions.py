"""Who may see the trail, other people's work, and what an operator repairs."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from motcua.kernel.models import Job
from motcua.kernel.refs import Ref
from motcua.kernel.registries import subjects
from motcua.organisations.permissions import EVERY_ROLE, Role, actor_of, declare, granted_units, has_any_grant

ACTIONS = declare(
    {
        "portal.desk": EVERY_ROLE,
        "portal.trail": {Role.AUDITOR, Role.OPERATOR},
        "portal.all_work": {Role.OPERATOR, Role.AUDITOR},
        "portal.repair": {Role.OPERATOR},
        "portal.unit_work": {Role.OFFICE, Role.HEAD, Role.LEADER},
    }
)


def may_read_trail(user: Any, subject: Ref) -> bool:
    """The trail of a record is open to whoever may open the record, and to auditors."""
    if has_any_grant(user, "portal.trail"):
        return True
    kind = subjects.get(subject.kind)
    return kind is not None and subject.uid in kind.readable(user, [subject.uid])


def visible_jobs(rows: QuerySet[Job], user: Any) -> QuerySet[Job]:
    """One's own work, the work of units one heads, and all of it for operators."""
    if has_any_grant(user, "portal.all_work"):
        return rows
    own = Q(owner=str(actor_of(user).ref))
    if has_any_grant(user, "portal.unit_work"):
        units = [f"unit:{uid}" for uid in granted_units(user, "portal.unit_work").values_list("uid", flat=True)]
        own |= Q(unit__in=units)
    return rows.filter(own)


def may_change_job(user: Any, job: Job) -> bool:
    """Cancel or retry: the one who started it, and operators."""
    return job.owner == str(actor_of(user).ref) or has_any_grant(user, "portal.repair")
