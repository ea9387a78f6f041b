"""Acts over very many procedures: how far they are, what became of each procedure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse

from motcua.kernel import search
from motcua.kernel.errors import NotFound
from motcua.kernel.models import Job
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import has_any_grant, require
from motcua.procedures.models import BulkAct, BulkKind, BulkLine, BulkState, CompetenceTransfer, Procedure
from motcua.procedures.queries.registry import KIND as PROCEDURE

KIND = "bulk_act"
"""Kind of subject."""
READ = "procedures.read"
KINDS: dict[str, Any] = dict(BulkKind.choices)
STATES: dict[str, Any] = dict(BulkState.choices)
"""As people read them."""


def ref_of(act: BulkAct) -> Ref:
    return Ref.to(KIND, act.uid)


def acts_for(user: Any) -> QuerySet[BulkAct]:
    rows = BulkAct.objects.all()
    return rows if has_any_grant(user, READ) else rows.none()


def act_for(user: Any, uid: UUID | str) -> BulkAct:
    """Raises Forbidden, NotFound."""
    require(user, READ)
    return act_by_uid(uid)


def act_by_uid(uid: UUID | str) -> BulkAct:
    found = BulkAct.objects.select_related("transfer").defer("transfer__taken_back").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có việc hàng loạt này.", code="no_bulk_act")
    return found


def lines_of(act: BulkAct) -> QuerySet[BulkLine]:
    return act.lines.select_related("procedure")


def search_lines(rows: QuerySet[BulkLine], text: str) -> QuerySet[BulkLine]:
    """Those of the procedures that words find."""
    found: Any = search.find(Procedure.objects.all(), PROCEDURE, text).queryset
    return rows.filter(procedure__in=found.order_by().values("pk"))


def states_of(act: BulkAct) -> dict[str, int]:
    """How many procedures stand in each state."""
    return dict(act.lines.order_by().values("state").annotate(n=Count("pk")).values_list("state", "n"))


def asides_of(act: BulkAct) -> dict[str, int]:
    """Reason → how many procedures were set aside for it, the most frequent first."""
    rows = act.lines.filter(state=BulkState.ASIDE).order_by().values("reason").annotate(n=Count("pk"))
    return dict(rows.order_by("-n", "reason").values_list("reason", "n"))


def is_unfounded(act: BulkAct) -> bool:
    """Whether it gives procedures to units without naming what that rests on."""
    return act.kind == BulkKind.ASSIGN and not act.facts.get("document")


def sums_of(act: BulkAct) -> dict[str, int]:
    """Rows made and found there so far, procedures that were set aside and that still wait. One query."""
    sums = act.lines.aggregate(
        made=Sum("made", default=0),
        there=Sum("there", default=0),
        aside=Count("pk", filter=Q(state=BulkState.ASIDE)),
        waiting=Count("pk", filter=Q(state=BulkState.WAITING)),
    )
    return {name: int(n) for name, n in sums.items()}


def counts_of(acts: Sequence[BulkAct]) -> dict[int, dict[str, int]]:
    """Act (key) → how many procedures stand in each state. One query."""
    found: dict[int, dict[str, int]] = {}
    rows = BulkLine.objects.filter(act__in=[act.pk for act in acts]).order_by().values("act", "state")
    for key, state, n in rows.annotate(n=Count("pk")).values_list("act", "state", "n"):
        found.setdefault(key, {})[state] = n
    return found


def job_of(act: BulkAct | None) -> Job | None:
    """The job that does it; None where it was done at once, or once the job was tidied away."""
    return Job.objects.filter(uid=act.job).first() if act is not None and act.job else None


def act_of(transfer: CompetenceTransfer) -> BulkAct | None:
    """What last moved it over or took it back."""
    return transfer.acts.order_by("-pk").first()


def working_job(transfer: CompetenceTransfer) -> Job | None:
    """The job that still moves it over."""
    job = job_of(transfer.acts.filter(kind=BulkKind.TRANSFER).order_by("-pk").first())
    return job if job is not None and job.state in {Job.State.QUEUED, Job.State.RUNNING} else None


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    rows = BulkAct.objects.filter(uid__in=uids)
    return {str(a.uid): f"{BulkKind(a.kind).label} ({a.started_at:%d/%m/%Y})" for a in rows}


def address(uid: str) -> str:
    return reverse("procedures:bulk_act", args=[uid])


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    return set(uids) if has_any_grant(user, READ) else set()
