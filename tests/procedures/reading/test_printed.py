"""Cells of a decision's list: what they say for certain, and how they differ from the registry."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from motcua.kernel.workdays import Unit
from motcua.procedures.content import (
    AgencyRole,
    Channel,
    ChannelKind,
    Content,
    Fee,
    FeeKind,
    Ground,
    Limit,
    Part,
    Unread,
)
from motcua.procedures.reading.printed import (
    Printed,
    differences,
    fee_in,
    fees_in,
    grounds_in,
    limit_in,
    limits_in,
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
        ("place", True),
        ("grounds", False),
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


def limit(days: int, channel: ChannelKind | None = None, case: str = "") -> Limit:
    return Limit(Decimal(days), Unit.WORKING_DAY, channel, case)


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        (
            "Trực tiếp: 5 ngày làm việc; Trực tuyến: 3 ngày làm việc",
            (limit(5, ChannelKind.DIRECT), limit(3, ChannelKind.ONLINE)),
        ),
        (
            "- Nộp trực tiếp, qua dịch vụ bưu chính công ích: 05 ngày làm việc\n- Nộp trực tuyến: 03 ngày làm việc",
            (limit(5, ChannelKind.DIRECT), limit(5, ChannelKind.POST), limit(3, ChannelKind.ONLINE)),
        ),
        (
            "Trực tiếp: Dự án nhóm A: 5 ngày làm việc\nDự án nhóm B: 7 ngày làm việc",
            (limit(5, ChannelKind.DIRECT, "Dự án nhóm A"), limit(7, None, "Dự án nhóm B")),
        ),
        ("Thẩm định: 5 ngày làm việc\nPhê duyệt: 3 ngày làm việc", ()),
        ("Trực tiếp: 5 ngày làm việc\nTrực tuyến: theo quy định", ()),
        ("Trực tiếp: 5 ngày làm việc\nTrực tiếp: 3 ngày làm việc", ()),
    ],
)
def test_limits_are_read_for_the_channels_and_cases_they_name_and_stages_of_work_are_no_cases(
    text: str, limits: tuple[Limit, ...]
) -> None:
    assert limits_in(text, [limit(5, None, "Dự án nhóm A"), limit(7, None, "Dự án nhóm B")]) == limits


def test_a_fee_keeps_its_channel_its_unit_and_who_is_exempt() -> None:
    found = fees_in("Trực tiếp: 8.000 đồng/bản (Được miễn, giảm: Trẻ em, hộ nghèo)\nTrực tuyến: Miễn phí", CONTENT.fees)

    assert found == (
        Fee(FeeKind.CHARGE, Decimal(8000), channel=ChannelKind.DIRECT, per="bản", exempt="Trẻ em, hộ nghèo"),
        Fee(FeeKind.CHARGE, Decimal(0), channel=ChannelKind.ONLINE),
    )


def test_amounts_with_who_goes_free_among_them_are_no_fee() -> None:
    assert fees_in("100.000 đồng, hộ nghèo: miễn phí, doanh nghiệp 200.000 đồng") == ()


def test_what_is_printed_by_channel_is_compared_channel_by_channel() -> None:
    ways = replace(CONTENT, limits=(limit(15), limit(9, ChannelKind.ONLINE)), channels=(Channel(ChannelKind.DIRECT),))

    def differing(text: str) -> list[tuple[str, bool]]:
        return [(str(d.part), d.sure) for d in differences(CONTENT.name, {"limit": text}, ways)]

    assert differing("Trực tiếp: 15 ngày làm việc\nTrực tuyến: 9 ngày làm việc") == []
    assert differing("Trực tiếp: 9 ngày làm việc\nTrực tuyến: 15 ngày làm việc") == [("limits", True)]
    assert differing("15 ngày làm việc") == [("limits", False)]


BY_CASE = replace(CONTENT, limits=(Limit(Decimal(1), Unit.SAME_DAY), limit(5, None, "Cần xác minh")))


@pytest.mark.parametrize(
    ("text", "unsure", "left"),
    [
        ("2 ngày làm việc", "fewer", 1),
        ("Trong ngày\nCần xác minh: 3 ngày làm việc", None, 0),
        ("Theo quy định", "unread", 0),
    ],
)
def test_a_limit_that_would_leave_cases_out_is_taken_by_a_person_only(text: str, unsure: str | None, left: int) -> None:
    (found,) = differences(CONTENT.name, {"limit": text}, BY_CASE)

    assert (found.unsure, found.known, found.left) == (unsure, 2 if unsure else 0, left)


@pytest.mark.parametrize(
    ("fees", "text", "sure"),
    [
        ((Fee(FeeKind.CHARGE, Decimal(1000)), Fee(FeeKind.FEE, Decimal(2000))), "Lệ phí: 3.000 đồng", False),
        ((Fee(FeeKind.CHARGE, Decimal(1000)), Fee(FeeKind.CHARGE, Decimal(2000), case="Cấp lại")), "3.000 đồng", False),
        (
            tuple(Fee(FeeKind.CHARGE, Decimal(1000), channel=way) for way in (ChannelKind.DIRECT, ChannelKind.ONLINE)),
            "3.000 đồng",
            True,
        ),
    ],
)
def test_a_fee_that_would_leave_cases_or_kinds_out_is_taken_by_a_person_only(
    fees: tuple[Fee, ...], text: str, sure: bool
) -> None:
    (found,) = differences(CONTENT.name, {"fee": text}, replace(CONTENT, fees=fees))

    assert found.sure is sure


def test_grounds_that_the_list_leaves_out_are_not_dropped_by_themselves() -> None:
    known = replace(CONTENT, grounds=(Ground("61/2020/QH14"), Ground("31/2021/NĐ-CP", article="Điều 5")))

    (found,) = differences(CONTENT.name, {"ground": "Nghị định số 9/2026/NĐ-CP"}, known)
    assert (found.unsure, found.known, found.left) == ("fewer", 2, 1)


def test_a_place_is_news_only_where_the_registry_names_none() -> None:
    told = replace(CONTENT, channels=(Channel(ChannelKind.DIRECT, "Nộp tại Trung tâm Phục vụ hành chính công tỉnh"),))

    assert differences(CONTENT.name, {"place": "Trung tâm Phục vụ hành chính công"}, told) == ()
    assert [d.sure for d in differences(CONTENT.name, {"place": "Bộ phận Một cửa xã"}, told)] == [False]
    assert [d.sure for d in differences(CONTENT.name, {"place": "Bộ phận Một cửa xã"}, CONTENT)] == [True]


def test_start_events_and_exemptions_that_a_list_does_not_print_stay() -> None:
    known = replace(
        CONTENT,
        limits=(Limit(Decimal(15), Unit.WORKING_DAY, start="kể từ ngày nhận đủ hồ sơ"),),
        fees=(Fee(FeeKind.CHARGE, Decimal(150_000), exempt="Hộ nghèo"),),
    )

    made = with_printed(known, "", {"limit": "10 ngày làm việc", "fee": "100.000 đồng"}, ["limits", "fees"])
    assert made.limits == (Limit(Decimal(10), Unit.WORKING_DAY, start="kể từ ngày nhận đủ hồ sơ"),)
    assert made.fees == (Fee(FeeKind.CHARGE, Decimal(100_000), exempt="Hộ nghèo"),)
