"""What one round comes to over the catalogue: counted by the round itself, whatever the year in which units did the work."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext

from motcua.kernel.errors import NotFound
from motcua.procedures.models import Procedure, ProcedureKind, Proposal, ReviewItem, ReviewRound
from motcua.procedures.queries.competence import others
from motcua.procedures.queries.registry import public_on
from motcua.procedures.queries.reviews import DECENTRALISES, DONE, SIMPLIFIES, Share, catalogue_on
from motcua.procedures.workflow import ProposalState, ReviewItemState

KEYS = ("reviewed", "simplify", "decentralise")


def of_round(key: str, found: ReviewRound, on: date) -> QuerySet[Procedure]:
    """The rows of a share of a round. Raises NotFound for another key."""
    if key not in KEYS:
        raise NotFound("Không có số liệu này.", code="no_share")
    whole = catalogue_on(on)
    if key == "reviewed":
        return whole.filter(Exists(ReviewItem.objects.filter(round=found, state__in=DONE, procedure=OuterRef("pk"))))
    made = Proposal.objects.filter(
        item__round=found, item__procedure=OuterRef("pk"), kind__in=SIMPLIFIES if key == "simplify" else DECENTRALISES
    )
    made = made.exclude(state=ProposalState.WITHDRAWN).exclude(item__state=ReviewItemState.DROPPED)
    return whole.filter(Exists(made))


def round_shares(found: ReviewRound, on: date) -> list[Share]:
    """Of the catalogue on a day, what a round reviewed and proposed. As many queries however many procedures."""
    whole = catalogue_on(on).count()
    counts = [(key, of_round(key, found, on).count()) for key in KEYS]
    return [Share(key, n, whole, Decimal(n) * 100 / whole if whole else None) for key, n in counts]


def uncounted_words(found: ReviewRound, on: date) -> str:
    """Why a round reviewed more procedures than its share counts, each difference with its number; empty where there is none."""
    of_round = ReviewItem.objects.filter(round=found, state__in=DONE, procedure=OuterRef("pk"))
    done = Procedure.objects.filter(Exists(of_round))
    standing = public_on(on).filter(Exists(of_round))
    public = done.filter(kind=ProcedureKind.PUBLIC).count()
    parts = (
        (gettext("{n} thủ tục nội bộ"), done.filter(kind=ProcedureKind.INTERNAL).count()),
        (gettext("{n} thủ tục không có hiệu lực ngày {on}"), public - standing.count()),
        (gettext("{n} thủ tục chỉ do cơ quan khác giải quyết"), others(standing, on).count()),
    )
    told = "; ".join(text.format(n=n, on=f"{on:%d/%m/%Y}") for text, n in parts if n)
    return gettext("Đã rà soát trong đợt mà tỷ lệ không tính: {told}.").format(told=told) if told else ""
