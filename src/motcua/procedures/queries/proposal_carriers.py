"""In what the registry shows that a proposal was carried out: a version published since the decision, or the end of the procedure."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Q

from motcua.kernel import clock
from motcua.procedures.models import ProcedureVersion, Proposal, ProposalKind, VersionState
from motcua.procedures.queries.endings import Ending, ending_of

BY_END = (ProposalKind.ABOLISH, ProposalKind.MERGE)
"""What the end of a procedure carries out."""


def carriers_of(proposal: Proposal) -> list[ProcedureVersion]:
    """Published versions of the procedure, and of those it was to be merged with, that hold or were written since the decision; the newest
    first. None of an abolition: its end shows it. A time limit is shortened by a version with other limits than the one before.
    """
    if proposal.kind == ProposalKind.ABOLISH or proposal.decided_on is None:
        return []
    keys = [proposal.item.procedure_id, *proposal.merged_with.values_list("pk", flat=True)]
    since = datetime.combine(proposal.decided_on, time.min, tzinfo=clock.ZONE)
    rows = ProcedureVersion.objects.filter(procedure__in=keys, state=VersionState.PUBLISHED)
    written_since = Q(created_at__gte=since, valid_from__gt=proposal.proposed_on)  # what held before was found wanting
    rows = rows.filter(Q(valid_from__gte=proposal.decided_on) | written_since)
    rows = rows.select_related("procedure").order_by("-valid_from", "-pk")
    if proposal.kind == ProposalKind.SHORTEN:
        return [row for row in rows if _sets_limits(row)]
    return list(rows.defer("content", "source"))


def _sets_limits(version: ProcedureVersion) -> bool:
    """Whether its limits are other ones than those of the version before; the first of all sets them."""
    earlier = ProcedureVersion.objects.filter(
        procedure=version.procedure_id, state=VersionState.PUBLISHED, valid_from__lt=version.valid_from
    )
    before = earlier.order_by("-valid_from").values_list("content", flat=True).first()
    return before is None or before.get("limits") != version.content.get("limits")


def end_by(proposal: Proposal) -> Ending | None:
    """The end of the procedure, of a proposal that an end carries out: abolition, merger. None for others, and while it has none."""
    return ending_of(proposal.item.procedure) if proposal.kind in BY_END else None


def unseen_in_registry(proposal: Proposal) -> bool:
    """Whether the registry has nothing yet in which a proposal could show; an abolition is not done at all before it has."""
    return proposal.kind != ProposalKind.ABOLISH and end_by(proposal) is None and not carriers_of(proposal)


def carrier_words(version: ProcedureVersion) -> str:
    """As papers and choices name it: "1.100001, phiên bản 3, từ ngày 01/12/2026, 461/QĐ-BXD"."""
    parts = (
        version.procedure.display_code,
        f"phiên bản {version.number}",
        f"từ ngày {version.valid_from:%d/%m/%Y}",
        version.decision,
    )
    return ", ".join(part for part in parts if part)
