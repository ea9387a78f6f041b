"""Papers of dossiers on their way to signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.documents.queries.approvals import approval_of
from motcua.dossiers.models import Decision, Dossier
from motcua.dossiers.permissions import readable_dossiers
from motcua.dossiers.queries.dossiers import address as of_dossier
from motcua.kernel.refs import Ref

KIND = "dossier_decision"
"""Kind of subject: what the approval of such a paper is of."""


def decision_named(uid: str) -> Decision | None:
    rows = Decision.objects.select_related("dossier__procedure_version", "dossier__procedure", "step")
    return rows.filter(uid=uid).first()


def open_decision(dossier: Dossier, kind: str) -> Decision | None:
    return Decision.objects.filter(dossier=dossier, kind=kind, closed_at__isnull=True).first()


def decisions_of(dossier: Dossier) -> list[Any]:
    """The newest first, each with its `approval`."""
    rows: list[Any] = list(Decision.objects.filter(dossier=dossier).order_by("-pk"))
    for row in rows:
        row.dossier = dossier
        row.approval = approval_of(Ref.to(KIND, row.uid))
    return rows


def on_its_way(dossier: Dossier) -> Decision | None:
    """A result that is on a route now: the route does the steps meanwhile. One that came back waits for its drafter."""
    decision = open_decision(dossier, "result")
    if decision is None:
        return None
    approval = approval_of(Ref.to(KIND, decision.uid))
    return decision if approval is not None and approval.state in ("on_route", "signed") else None


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    rows = Decision.objects.filter(uid__in=uids).select_related("dossier")
    return {str(one.uid): f"{one.get_kind_display()} {one.dossier.code}" for one in rows}


def address(uid: str) -> str:
    """The page of its dossier."""
    found = Decision.objects.filter(uid=uid).values_list("dossier__uid", flat=True).first()
    return of_dossier(str(found)) if found is not None else ""


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    allowed = readable_dossiers(Dossier.objects.all(), user).values("pk")
    rows = Decision.objects.filter(uid__in=uids, dossier__in=allowed)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}
