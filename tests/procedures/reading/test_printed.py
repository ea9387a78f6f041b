"""Cells of a decision's list: what they say for certain, and how they differ from the registry."""

from __future__ import annotations

from decimal import Decimal

import pytest

from motcua.kernel.workdays import Unit
from motcua.procedures.content import AgencyRole, Content, Fee, FeeKind, Ground, Limit, Part, Unread
from motcua.procedures.reading.printed import (
    Printed,
    differences,
    fee_in,
    grounds_in,
    limit_in,
    with_printed,
)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("15 ngày làm việc", (15, Unit.WORKING_DAY)),
        ("05 (năm) ngày", (5, Unit.DAY)),
        ("Trong ngày làm việc", (1, Unit.SAME_DAY)),
        ("08 giờ làm việc", (8, Unit.HOUR)),
        ("Cấp mới: 10 ngày; cấp lại: 5 ngày", None),
        ("Không quy định", None),
    ],
)
def test_a_cell_is_a_limit_only_where_it_names_one(text: str, limit: tuple[int, Unit] | None) -> None:
    found = limit_in(text)

    assert (found and (int(found.value), found.unit)) == limit


def test_the_start_of_a_limit_is_kept() -> None:
    found = limit_in("07 ngày làm việc, kể từ ngày nhận đủ hồ sơ hợp lệ.")

    assert found == Limit(Decimal(7), Unit.WORKING_DAY, start="kể từ ngày nhận đủ hồ sơ hợp lệ")


@pytest.mark.parametrize(
    ("text", "fee"),
    [
        ("Không", (FeeKind.OTHER, 0)),
        ("Miễn phí.", (FeeKind.OTHER, 0)),
        ("Lệ phí: 150.000 đồng/giấy", (FeeKind.CHARGE, 150_000)),
        ("Phí thẩm định 1.200.000 đồng", (FeeKind.FEE, 1_200_000)),
        ("100.000 đồng hoặc 200.000 đồng", None),
        ("Theo Nghị quyết của HĐND", None),
    ],
)
def test_a_cell_is_a_fee_only_where_it_names_one(text: str, fee: tuple[FeeKind, int] | None) -> None:
    found = fee_in(text)

    assert (found and (found.kind, int(found.amount))) == fee


def test_grounds_are_the_numbers_of_the_lines() -> None:
    found = grounds_in("- Luật Đầu tư số 61/2020/QH14;\n- Nghị định số 31/2021/NĐ-CP ngày 26/3/2021\n- Văn bản khác")

    assert [g.number for g in found] == ["61/2020/QH14", "31/2021/NĐ-CP"]


CONTENT = Content(
    "Cấp giấy phép mẫu",
    limits=(Limit(Decimal(15), Unit.WORKING_DAY),),
    fees=(Fee(FeeKind.CHARGE, Decimal(150_000)),),
    grounds=(Ground("61/2020/QH14", "Luật Đầu tư"),),
)


def test_a_line_that_says_the_same_in_other_words_does_not_differ() -> None:
    cells = {"limit": "15 ngày làm việc kể từ ngày nhận hồ sơ", "fee": "150.000đ", "ground": "Luật số 61/2020/QH14"}

    assert differences("CẤP GIẤY PHÉP MẪU", cells, CONTENT) == ()


def test_what_differs_is_told_part_by_part_and_what_cannot_be_compared_too() -> None:
    cells = {
        "limit": "10 ngày làm việc",
        "fee": "Theo quy định",
        "place": "Trung tâm",
        "ground": "Nghị định 9/2026/NĐ-CP",
    }

    found = differences("Cấp giấy phép khác", cells, CONTENT)

    assert [(str(d.part), d.sure) for d in found] == [
        ("name", True),
        ("limits", True),
        ("fees", False),
        ("place", False),
        ("grounds", True),
    ]


def test_what_is_taken_over_is_structured_where_it_can_be_and_kept_as_words_where_not() -> None:
    cells = {"limit": "10 ngày làm việc", "fee": "Theo quy định", "place": "Trung tâm A"}

    made = with_printed(CONTENT, "Tên mới", cells, [Printed.NAME, Printed.LIMITS, Printed.FEES, Printed.PLACE])

    assert (made.name, made.limits) == ("Tên mới", (Limit(Decimal(10), Unit.WORKING_DAY),))
    assert (made.fees, made.unread) == ((), (Unread(Part.FEES, "Theo quy định"),))
    assert [(a.role, a.name) for a in made.agencies] == [(AgencyRole.RECEIVING, "Trung tâm A")]
    assert made.grounds == CONTENT.grounds


def test_nothing_is_taken_that_was_not_chosen() -> None:
    assert with_printed(CONTENT, "Tên mới", {"limit": "1 ngày"}, []) == CONTENT
