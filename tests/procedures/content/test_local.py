"""The local layer over the national content: what covers what, which limit a clock takes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.errors import Invalid
from motcua.kernel.workdays import Unit
from motcua.procedures.content import ChannelKind, Content, Fee, FeeKind, Limit
from motcua.procedures.content.local import (
    Entry,
    Local,
    Words,
    clock_limit,
    effective,
    key_of,
    longer,
    plain_of,
    value_of,
)


def days(number: int, unit: Unit = Unit.WORKING_DAY, **others: object) -> Limit:
    return Limit(Decimal(number), unit, **others)  # type: ignore[arg-type]  # the parts of a limit


def entry(value: Limit | Fee, unit: str = "") -> Entry:
    return Entry(Local.LIMIT if isinstance(value, Limit) else Local.FEE, value, "12/QĐ-UBND", unit=unit)


def test_a_shortened_limit_stands_beside_the_national_one_and_clocks_take_it() -> None:
    content = Content("Cấp giấy phép", limits=(days(15),))

    (pair,) = effective(content, [entry(days(10))]).limits

    assert (pair.national, pair.used) == (days(15), days(10))
    assert clock_limit(content, [entry(days(10))]) == days(10)
    assert clock_limit(content, []) == days(15)


def test_an_entry_for_one_case_leaves_the_others_alone() -> None:
    content = Content("Cấp", limits=(days(15, case="Cấp mới"), days(5, case="Cấp lại")))

    used = [pair.used for pair in effective(content, [entry(days(3, case="Cấp lại"))]).limits]

    assert used == [days(15, case="Cấp mới"), days(3, case="Cấp lại")]


def test_of_two_entries_the_units_own_goes_first_and_holds_there_only() -> None:
    content = Content("Cấp", limits=(days(15),))
    entries = [entry(days(10)), entry(days(7), unit="ban")]

    assert clock_limit(content, entries, unit="ban") == days(7)
    assert clock_limit(content, entries, unit="so") == days(10)
    assert clock_limit(content, entries) == days(10)


def test_a_local_limit_never_lengthens_what_the_nation_shortened_since() -> None:
    content = Content("Cấp", limits=(days(5),))

    (pair,) = effective(content, [entry(days(7))]).limits

    assert pair.stale
    assert pair.used == days(5)


def test_a_fee_by_resolution_takes_the_place_of_the_national_one_and_both_are_told() -> None:
    national = Fee(FeeKind.CHARGE, Decimal(200_000))
    local = Fee(FeeKind.CHARGE, Decimal(100_000), note="Nghị quyết của HĐND")
    another = Fee(FeeKind.FEE, Decimal(50_000))

    pairs = effective(Content("Cấp", fees=(national,)), [entry(local), entry(another)]).fees

    assert [(p.national, p.used) for p in pairs] == [(national, local), (None, another)]


def test_a_limit_that_only_the_province_knows_is_told_too() -> None:
    assert clock_limit(Content("Cấp"), [entry(days(4))]) == days(4)


def test_a_channels_limit_is_taken_for_its_channel_only() -> None:
    content = Content("Cấp", limits=(days(5, channel=ChannelKind.DIRECT), days(5, channel=ChannelKind.ONLINE)))
    entries = [entry(days(3, channel=ChannelKind.ONLINE))]

    assert clock_limit(content, entries, channel=ChannelKind.ONLINE) == days(3, channel=ChannelKind.ONLINE)
    assert clock_limit(content, entries, channel=ChannelKind.DIRECT) == days(5, channel=ChannelKind.DIRECT)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (days(5), days(4), True),
        (days(4), days(4), False),
        (days(1), days(8, Unit.HOUR), False),
        (days(1), days(7, Unit.HOUR), True),
        (days(30, Unit.DAY), days(20), False),
        (days(1, Unit.MONTH), days(20, Unit.DAY), False),
    ],
)
def test_only_what_can_be_compared_without_a_calendar_is_compared(one: Limit, other: Limit, answer: bool) -> None:
    assert longer(one, other) is answer


@pytest.mark.parametrize(("kind", "plain"), [("limit", {"value": "x"}), ("fee", {}), ("place", 3), ("khac", {})])
def test_what_is_no_value_of_its_kind_is_refused(kind: str, plain: object) -> None:
    with pytest.raises(Invalid):
        value_of(kind, plain)


def test_two_entries_about_the_same_have_one_key() -> None:
    assert key_of("limit", days(3, case="Cấp Lại")) == key_of("limit", days(9, case="cấp lại"))
    assert key_of("place", Words("Số 1 đường A")) != key_of("place", Words("Số 2 đường A"))


limits = st.builds(
    Limit,
    value=st.integers(1, 60).map(Decimal),
    unit=st.sampled_from([Unit.HOUR, Unit.WORKING_DAY, Unit.DAY]),
    channel=st.sampled_from([None, *ChannelKind]),
    case=st.sampled_from(["", "Cấp mới", "Cấp lại"]),
)


@given(st.lists(limits, max_size=4), st.lists(st.tuples(limits, st.sampled_from(["", "ban"])), max_size=4))
def test_no_national_limit_is_lost_and_none_is_made_longer(
    national: list[Limit], local: list[tuple[Limit, str]]
) -> None:
    content = Content("Cấp", limits=tuple(national))
    entries = [entry(value, unit) for value, unit in local]

    pairs = effective(content, entries, unit="ban").limits

    assert [p.national for p in pairs if p.national is not None] == national
    assert not any(p.national and longer(p.used, p.national) for p in pairs)
    assert all(p.used.case in ("", p.national.case) or p.national.case == p.used.case for p in pairs if p.national)


@given(limits)
def test_a_value_is_stored_and_read_back_equal(value: Limit) -> None:
    assert value_of("limit", plain_of("limit", value)) == value
