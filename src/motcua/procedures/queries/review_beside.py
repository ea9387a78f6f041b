"""What is proposed about one procedure at the same time, in one round or in several: some of it excludes the rest."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
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
    """Open proposals about the procedure, of this and of other rounds, those that merge another one with it, and abolitions of what it is
    to be merged with: where they are of several kinds or of several procedures and rounds; else none. One query."""
    merging = Proposal.objects.filter(item=item, kind=ProposalKind.MERGE, state__in=OPEN)
    into = Proposal.objects.filter(merged_with=item.procedure_id)
    rows = Proposal.objects.filter(
        Q(item__procedure=item.procedure_id)
        | Q(kind=ProposalKind.MERGE, pk__in=into.values("pk"))
        | Q(kind=ProposalKind.ABOLISH, item__procedure__in=merging.values("merged_with")),
        state__in=OPEN,
    ).exclude(item__state=ReviewItemState.DROPPED)
    found = list(rows.select_related("item__round", "item__procedure").order_by("item__round__year", "pk"))
    own = [one for one in found if one.item_id == item.pk]
    several = len({one.kind for one in found}) > 1 or len({one.item_id for one in found}) > 1
    return found if own and several else []


def said_beside(item: ReviewItem) -> str:
    """A notice of it; "" where nothing stands beside anything."""
    found = beside(item)
    if not found:
        return ""
    names = "; ".join(dict.fromkeys(_said(one, item) for one in found))
    return gettext("Đang có cùng lúc: {kinds}. Hãy xem các kiến nghị có đi cùng nhau không.").format(kinds=names)


def _said(one: Proposal, item: ReviewItem) -> str:
    kind = str(KINDS[one.kind])
    if one.item.procedure_id != item.procedure_id:
        kind = gettext("{kind} (thủ tục {code})").format(kind=kind, code=one.item.procedure.display_code)
    if one.item.round_id == item.round_id:
        return kind
    told = {"kind": kind, "year": one.item.round.year, "round": one.item.round.title}
    return gettext("{kind} (đợt {year}: {round})").format(**told)
