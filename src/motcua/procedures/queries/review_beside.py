"""What is proposed about one procedure at the same time, in one round or in several: some of it excludes the rest."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from motcua.procedures.models import Procedure, Proposal, ProposalKind, ReviewItem
from motcua.procedures.queries.reviews import KINDS
from motcua.procedures.workflow import ProposalState, ReviewItemState

OPEN = (ProposalState.PROPOSED, ProposalState.ACCEPTED)
"""Neither refused nor withdrawn nor carried out."""


def contrary_to(item: ReviewItem, kind: str) -> Proposal | None:
    """What stands in this review and cannot stand beside a proposal of a kind: what is abolished is not also merged or shortened."""
    standing = item.proposals.exclude(state__in=[ProposalState.REFUSED, ProposalState.WITHDRAWN])
    if kind != ProposalKind.ABOLISH:
        standing = standing.filter(kind=ProposalKind.ABOLISH)
    return standing.order_by("pk").first()


def merged_from(item: ReviewItem, other: Procedure) -> bool:
    """Whether another procedure is to be merged with this one already, by a proposal about that other one."""
    standing = Proposal.objects.filter(item__procedure=other, kind=ProposalKind.MERGE, merged_with=item.procedure_id)
    standing = standing.exclude(state__in=[ProposalState.REFUSED, ProposalState.WITHDRAWN])
    return standing.exclude(item__state=ReviewItemState.DROPPED).exists()


def beside(item: ReviewItem) -> list[Any]:
    """Open proposals about the procedure, of this and of other rounds, where they are of several kinds or of several rounds; else none.
    One query."""
    rows = Proposal.objects.filter(item__procedure=item.procedure_id, state__in=OPEN)
    rows = rows.exclude(item__state=ReviewItemState.DROPPED).select_related("item__round")
    found = list(rows.order_by("item__round__year", "pk"))
    own = [one for one in found if one.item_id == item.pk]
    several = len({one.kind for one in found}) > 1 or len({one.item_id for one in found}) > 1
    return found if own and several else []


def said_beside(item: ReviewItem) -> str:
    """A notice of it; "" where nothing stands beside anything."""
    found = beside(item)
    if not found:
        return ""
    names = dict.fromkeys(
        str(KINDS[one.kind])
        if one.item_id == item.pk
        else gettext("{kind} (đợt {year}: {round})").format(
            kind=KINDS[one.kind], year=one.item.round.year, round=one.item.round.title
        )
        for one in found
    )
    said = gettext("Về thủ tục này đang có cùng lúc: {kinds}. Hãy xem các kiến nghị có đi cùng nhau không.")
    return said.format(kinds="; ".join(names))
