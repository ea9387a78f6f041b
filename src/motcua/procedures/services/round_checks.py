"""What a round of review may not hold: procedures that are no longer in force when it begins; a name that another round has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from motcua.kernel import clock
from motcua.kernel.errors import N_, FieldError, Invalid
from motcua.kernel.text import fold
from motcua.procedures.models import Procedure, ReviewRound
from motcua.procedures.workflow import ReviewRoundState

_NAMED = 8
"""So many codes are named in a message."""


def plan_begins(found: ReviewRound) -> date:
    """The day from which a round works: today, or when its year begins."""
    return max(clock.today(), date(found.year, 1, 1))


def need_in_force(found: ReviewRound, procedures: Sequence[Procedure]) -> None:
    """Raises Invalid that names those that were abolished by then."""
    begins = plan_begins(found)
    gone = [p for p in procedures if p.abolished_on is not None and p.abolished_on <= begins]
    if gone:
        named = ", ".join(f"{p.display_code} ({p.abolished_on:%d/%m/%Y})" for p in gone[:_NAMED])
        more = f" … (+{len(gone) - _NAMED})" if len(gone) > _NAMED else ""
        told = FieldError(
            "procedures",
            N_("Đã bãi bỏ, không còn hiệu lực khi đợt bắt đầu nên không rà soát: {codes}."),
            {"codes": named + more},
        )
        raise Invalid("Chưa thêm được. Hãy sửa các ô được đánh dấu.", errors=(told,))


def need_own_name(title: str, year: int, owner: int, but: int = 0) -> list[FieldError]:
    """Two rounds of one unit and year with one name cannot be told apart. Dropped ones do not count; `but` is the key of the round that
    asks.
    """
    there = ReviewRound.objects.filter(year=year, owner=owner).exclude(state=ReviewRoundState.DROPPED).exclude(pk=but)
    if fold(title) not in {fold(one) for one in there.values_list("title", flat=True)}:
        return []
    return [FieldError("title", N_("Đơn vị này đã có đợt rà soát cùng tên của năm {year}."), {"year": year})]
