"""The table of channels with its columns run together."""

from __future__ import annotations

from decimal import Decimal

from motcua.kernel.workdays import Unit
from motcua.procedures.content import Channel, ChannelKind, Fee, FeeKind, Limit, Part
from motcua.procedures.reading.channels import read_channels
from motcua.procedures.reading.found import Doubt, Gathered

HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"


def gathered(body: str) -> Gathered:
    into = Gathered()
    read_channels(HEAD + body, into)
    return into


def test_rows_that_say_the_same_on_every_channel_give_one_limit_and_one_fee() -> None:
    into = gathered("Trực tuyến7 Ngày làm việcMiễn phíTrực tiếp7 Ngày làm việcMiễn phíTại quầy tiếp nhận.")
    assert into.channels == [Channel(ChannelKind.ONLINE), Channel(ChannelKind.DIRECT, "Tại quầy tiếp nhận.")]
    assert into.limits == [Limit(Decimal(7), Unit.WORKING_DAY)]
    assert into.fees == [Fee(FeeKind.OTHER, Decimal(0))]
    assert not into.unread


def test_a_limit_that_differs_by_channel_keeps_its_channel() -> None:
    into = gathered("Trực tuyến5 NgàyMiễn phíTrực tiếp7 NgàyMiễn phí")
    assert [(limit.value, limit.channel) for limit in into.limits] == [
        (Decimal(5), ChannelKind.ONLINE),
        (Decimal(7), ChannelKind.DIRECT),
    ]
    assert [fee.channel for fee in into.fees] == [None]


def test_the_name_of_a_channel_inside_a_description_begins_no_row() -> None:
    words = "Nộp Trực tiếp tại trụ sở hoặc Trực tuyến qua Cổng; trả sau 3 Ngày."
    into = gathered(f"Trực tiếp3 NgàyMiễn phí{words}")
    assert into.channels == [Channel(ChannelKind.DIRECT, words)]


def test_several_rows_of_one_channel_are_cases_told_by_their_descriptions() -> None:
    into = gathered(
        "Trực tiếp10 Ngày làm việcMiễn phíHồ sơ thường.Trực tiếp20 Ngày làm việcMiễn phíHồ sơ phải xác minh."
    )
    assert [(limit.value, limit.note) for limit in into.limits] == [
        (Decimal(10), "Hồ sơ thường."),
        (Decimal(20), "Hồ sơ phải xác minh."),
    ]


def test_fees_carry_the_note_in_brackets_and_their_kind() -> None:
    into = gathered(
        "Trực tiếp1 Ngày150,000 Việt Nam Đồng(Lệ phí cấp giấy (bản giấy))1,200,000 VNĐ(Phí thẩm định)Nộp tại quầy"
    )
    assert into.fees == [
        Fee(FeeKind.CHARGE, Decimal(150_000), note="Lệ phí cấp giấy (bản giấy)"),
        Fee(FeeKind.FEE, Decimal(1_200_000), note="Phí thẩm định"),
    ]
    assert into.channels == [Channel(ChannelKind.DIRECT, "Nộp tại quầy")]


def test_a_fee_a_thousand_times_smaller_than_its_own_note_is_doubted_and_kept_as_words() -> None:
    into = gathered("Trực tiếp5 Ngày làm việc80 VNĐ(Lệ phí: 80.000 đồng/lần.)")
    assert not into.fees
    assert into.doubts == [(Doubt.FEE_DIFFERS_FROM_NOTE, "80 VNĐ (80.000 đồng)")]
    assert [(u.part, u.text) for u in into.unread] == [(Part.FEES, "80 VNĐ (Lệ phí: 80.000 đồng/lần.)")]


def test_a_number_without_a_unit_is_no_limit() -> None:
    into = gathered("Trực tuyến1Miễn phí")
    assert not into.limits
    assert [(u.part, u.text) for u in into.unread] == [(Part.LIMITS, "Trực tuyến: 1")]
    assert into.doubts == [(Doubt.LIMIT_WITHOUT_UNIT, "Trực tuyến: 1")]


def test_a_time_that_runs_into_an_amount_is_not_taken_apart() -> None:
    """ "120 VNĐ" may be one day and 20 đồng, or 120 đồng."""
    into = gathered("Trực tuyến120 VNĐ")
    assert not into.channels
    assert [(u.part, u.text) for u in into.unread] == [(Part.CHANNELS, "Trực tuyến120 VNĐ")]


def test_words_instead_of_a_time_are_kept_and_the_channel_is_known() -> None:
    into = gathered("Trực tuyếnKhông phải trả kết quảMiễn phíQua CổngTrực tiếpKhông có thông tin50,000 VNĐ")
    assert [c.kind for c in into.channels] == [ChannelKind.ONLINE, ChannelKind.DIRECT]
    assert [(u.part, u.text) for u in into.unread] == [(Part.LIMITS, "Trực tuyến: Không phải trả kết quả")]
    assert [(f.amount, f.channel) for f in into.fees] == [
        (Decimal(0), ChannelKind.ONLINE),
        (Decimal(50_000), ChannelKind.DIRECT),
    ]


def test_a_limit_of_zero_days_is_none() -> None:
    into = gathered("Trực tiếp0 NgàyMiễn phí")
    assert not into.limits
    assert into.doubts[0][0] == Doubt.LIMIT_OF_ZERO


def test_the_mark_of_an_enumeration_is_no_note_of_the_fee() -> None:
    into = gathered("Trực tiếp20 NgàyMiễn phí(i) Trường hợp chủ rừng thuộc bộ: 20 ngày.")
    assert into.fees == [Fee(FeeKind.OTHER, Decimal(0))]
    assert into.channels == [Channel(ChannelKind.DIRECT, "(i) Trường hợp chủ rừng thuộc bộ: 20 ngày.")]


def test_brackets_behind_letters_do_not_end_a_note() -> None:
    into = gathered(
        "Trực tiếp5 NgàyMiễn phí(a) Về cấp mới: theo Thông tư (mẫu). b) Về cấp lại: chưa quy định.)a) Nộp tại quầy"
    )
    assert [fee.note for fee in into.fees] == ["a) Về cấp mới: theo Thông tư (mẫu). b) Về cấp lại: chưa quy định."]
    assert into.channels == [Channel(ChannelKind.DIRECT, "a) Nộp tại quầy")]


def test_free_of_charge_beside_an_amount_is_not_believed() -> None:
    into = gathered("Trực tiếp5 NgàyMiễn phí(190.000 đồng/sổ)")
    assert into.fees == []
    assert [(one.part, one.text) for one in into.unread] == [(Part.FEES, "Miễn phí (190.000 đồng/sổ)")]
    assert into.doubts == [(Doubt.FEE_DIFFERS_FROM_NOTE, "Miễn phí (190.000 đồng)")]
