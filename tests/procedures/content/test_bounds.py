"""What no procedure can hold is told with its place; the longest real ones pass."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from motcua.kernel.workdays import Unit
from motcua.procedures.content import (
    Agency,
    AgencyRole,
    Component,
    Condition,
    Content,
    Excess,
    Fee,
    FeeKind,
    Ground,
    Limit,
    Part,
    Step,
    Unread,
    coded,
    demanded,
    excessive,
    twice_coded,
)
from motcua.procedures.content.bounds import ENTRIES, SAID, TEXT, WHOLE

BARE = Content("Cấp giấy phép mẫu")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"steps": (Step("Nộp"), Step("x" * 300_000))}, Excess("steps.1.text", "text", TEXT)),
        ({"name": "x" * 2001}, Excess("name", "text", 2000)),
        ({"keywords": ("nhà", "x" * 2001)}, Excess("keywords.1", "text", 2000)),
        ({"components": (Component("01", "Đơn", case="x" * (SAID + 1)),)}, Excess("components.0.case", "text", SAID)),
        ({"components": (Component("01", "Đơn", copies=100),)}, Excess("components.0.copies", "figure", 99)),
        ({"limits": (Limit(Decimal(10) ** 9, Unit.DAY),)}, Excess("limits.0.value", "figure", 3650)),
        ({"limits": (Limit(Decimal("1E+99999"), Unit.MONTH),)}, Excess("limits.0.value", "figure", 120)),
        ({"fees": (Fee(FeeKind.FEE, Decimal(10) ** 13),)}, Excess("fees.0.amount", "figure", 10**12)),
        ({"sets": 21}, Excess("sets", "figure", 20)),
        ({"steps": (Step("Nộp"),) * (ENTRIES + 1)}, Excess("steps", "entries", ENTRIES)),
        ({"steps": tuple(Step(f"{n}" + "x" * (TEXT - 9)) for n in range(11))}, Excess("", "text", WHOLE)),
    ],
)
def test_what_is_beyond_all_bounds_is_told_with_its_place_unless_it_came_so(said: dict[str, Any], told: Excess) -> None:
    whole = replace(BARE, **said)
    assert excessive(whole) == (told,)
    assert excessive(whole, whole) == ()
    assert excessive(whole, BARE) == (told,)


def test_the_longest_texts_and_figures_of_real_procedures_pass() -> None:
    """Measured on 2.936 of them."""
    assert not excessive(
        replace(
            BARE,
            name="x" * 1094,
            steps=(Step("x" * 9183, "Bước 1"), *(Step("x" * 1000) for _ in range(27))),
            conditions=(Condition("x" * 44_580),),
            components=tuple(
                Component(f"{n}", "x" * (6951 if n == 5 else 300), case="x" * (4576 if n == 9 else 9))
                for n in range(94)
            ),
            agencies=(Agency(AgencyRole.PERFORMING, "x" * 1604),),
            limits=(Limit(Decimal(300), Unit.DAY, note="x" * 1887), Limit(Decimal(250), Unit.WORKING_DAY)),
            fees=(Fee(FeeKind.FEE, Decimal(150_000_000), note="x" * 1059),),
            grounds=(Ground("x" * 35, "x" * 906),),
            unread=(Unread(Part.STEPS, "x" * 22_847),),
        )
    )


def test_two_papers_with_one_code_are_told_unless_they_came_so() -> None:
    twice = replace(BARE, components=(Component("01", "Đơn"), Component("02", "Ảnh"), Component("01", "Bản vẽ")))
    assert twice_coded(twice) == ("components.2.code",)
    assert twice_coded(twice, twice) == ()
    assert twice_coded(replace(BARE, components=(Component("", "Đơn"), Component("", "Ảnh")))) == ()


def test_exact_copies_of_a_paper_are_told_too_unless_so_many_came_from_a_source() -> None:
    """Three times the same paper is a slip of the hand: it would stand three times in the checklist."""
    one, three = (replace(BARE, components=(Component("01", "Đơn"),) * n) for n in (1, 3))
    assert twice_coded(three) == ("components.1.code", "components.2.code")
    assert twice_coded(three, one) == ("components.1.code", "components.2.code")
    assert twice_coded(three, replace(BARE, components=one.components * 2)) == ("components.2.code",)
    assert twice_coded(three, three) == ()


def test_a_paper_without_a_code_gets_the_next_free_one() -> None:
    named = replace(BARE, components=(Component("", "Đơn"), Component("01", "Ảnh"), Component("", "Bản vẽ")))
    assert [one.code for one in coded(named).components] == ["02", "01", "03"]


@pytest.mark.parametrize(
    ("originals", "copies", "database", "told"),
    [(1, 0, "CSDL dân cư", (0,)), (0, 1, "CSDL dân cư", ()), (0, 0, "CSDL dân cư", ()), (1, 1, " ", ())],
)
def test_what_a_connected_database_holds_may_not_be_demanded(
    originals: int, copies: int, database: str, told: tuple[int, ...]
) -> None:
    paper = Component("01", "Căn cước", originals=originals, copies=copies, database=database)
    assert demanded(replace(BARE, components=(paper,))) == told
