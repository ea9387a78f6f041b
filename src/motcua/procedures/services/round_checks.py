"""What a round of review may not hold: procedures that are no longer in force when it begins; a name that another round has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, transaction

from motcua.kernel import clock
from motcua.kernel.errors import N_, FieldError, Invalid
from motcua.kernel.text import fold
from motcua.procedures.models import Procedure, ReviewRound

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


def name_key(title: str) -> str:
    """What two rounds of one unit and year may not share."""
    return fold(title)[:500]


@contextmanager
def own_name(year: int) -> Iterator[None]:
    """Two rounds of one unit and year with one name cannot be told apart; dropped ones do not count. The database holds this, also where
    two are written at once; round the one statement that writes the name. Raises Invalid.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "name_key" not in str(error):  # both databases tell the columns of what is twice
            raise
        told = FieldError("title", N_("Đơn vị này đã có đợt rà soát cùng tên của năm {year}."), {"year": year})
        raise Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=(told,)) from error
