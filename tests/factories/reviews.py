"""Reviews under way: a round of the board with procedures in hand, assessed, and proposals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import Unit
from motcua.procedures.formulas import Costing, CostLine, CostRow, CostSheet
from motcua.procedures.models import Procedure, Proposal, ReviewItem, ReviewRound
from motcua.procedures.queries.reviews import criteria_on
from motcua.procedures.services import proposals, reviews


def answers(verdict: str = "met") -> dict[str, dict[str, str]]:
    return {one.key: {"verdict": verdict, "note": "Đã xem"} for one in criteria_on(clock.today())[0]}


def planned_round(owner: Unit, *procedures: Procedure, unit: Unit | None = None, **others: Any) -> ReviewRound:
    """A draft with procedures."""
    before = ReviewRound.objects.filter(owner=owner, year=2026).count()
    title = "Rà soát năm 2026" + (f", đợt {before + 1}" if before else "")
    made = reviews.plan_round(title, year=2026, owner=owner, actor=SYSTEM, **others)
    if procedures:
        reviews.add_items(made, procedures, reviews.Planned(unit or owner), actor=SYSTEM)
    return made


def running_round(owner: Unit, *procedures: Procedure, unit: Unit | None = None, **others: Any) -> ReviewRound:
    """Decided in time."""
    made = planned_round(owner, *procedures, unit=unit, **others)
    return reviews.start_round(made, number="5/KH-BQL", decided_on=date(2026, 1, 20), actor=SYSTEM)


def items(found: ReviewRound) -> list[ReviewItem]:
    rows = ReviewItem.objects.filter(round=found).select_related("round", "procedure")
    return list(rows.order_by("procedure__base_code"))


def assessed(item: ReviewItem) -> ReviewItem:
    reviews.answer(item, answers(), conclusion="Giữ nguyên.", actor=SYSTEM)
    return reviews.hand_in(item, actor=SYSTEM)


def proposed(item: ReviewItem, kind: str = "simplify", on: date | None = None, **others: Any) -> Proposal:
    return proposals.propose(item, kind=kind, text="Bỏ một giấy tờ.", to_whom="Cấp xã", on=on, actor=SYSTEM, **others)


def handed_in_with(item: ReviewItem, *kinds: str, on: date | None = None, **others: Any) -> list[Proposal]:
    """A result with its proposals: they wait to be decided."""
    reviews.answer(item, answers(), conclusion="Kiến nghị như dưới đây.", actor=SYSTEM)
    made = [proposed(item, kind, on, **others) for kind in kinds or ("simplify",)]
    reviews.hand_in(item, actor=SYSTEM)
    return made


def decided(made: Proposal, *, accepted: bool = True, number: str = "9/QĐ-UBND", reason: str = "Chưa đủ") -> Proposal:
    """By the province, today."""
    decision = proposals.Decision(accepted, number if accepted else "", clock.today(), "" if accepted else reason)
    return proposals.decide(made, decision, actor=SYSTEM)


def fees(before: int, after: int) -> Costing:
    """A costing of nothing but fees, once a year for ten people."""

    def sheet(amount: int) -> CostSheet:
        return CostSheet((CostLine(CostRow.FEES, "Lệ phí", fees=Decimal(amount)),), Decimal(1), Decimal(10))

    return Costing(sheet(before), sheet(after))
