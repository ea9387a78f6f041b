"""Pure rules of depth: posts in a paper's words, k of n, conditions, which events a task's words speak of, which reminders are due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.messages.rules.reminders import MADE_UP, Reminders
from motcua.plans.rules.measuring import COMPARATORS, holds, moments, promised_sign, propose_records
from motcua.plans.rules.post_words import LedBy, post_words
from motcua.plans.rules.rollup import roll_up
from motcua.plans.rules.triggers import TRIGGERS, events_of_triggers, meant_by, propose_trigger
from motcua.plans.workflow import OccurrenceState

COUNTS = st.tuples(*[st.integers(0, 120)] * len(OccurrenceState)).map(
    lambda n: dict(zip(map(str, OccurrenceState), n, strict=True))
)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is added
REMINDERS = st.builds(
    lambda before, after: Reminders(tuple(sorted(before)), tuple(sorted(after)), 1, 7),
    st.sets(st.integers(1, 30), max_size=3),
    st.sets(st.integers(1, 60), max_size=4),
)


@pytest.mark.parametrize(
    ("words", "post", "unit"),
    [
        ("Lãnh đạo Ban", LedBy.HEAD, "Ban"),
        ("Ban Lãnh đạo", LedBy.HEAD, "Ban"),
        ("Chủ tịch UBND tỉnh", LedBy.HEAD, "UBND tỉnh"),
        ("Thủ trưởng các sở, ban, ngành", LedBy.HEAD, "các sở, ban, ngành"),
        ("Chánh Văn phòng", LedBy.HEAD, "Văn phòng"),
        ("Trưởng phòng Đầu tư", LedBy.HEAD, "phòng Đầu tư"),
        ("Người đứng đầu các cơ quan, đơn vị", LedBy.HEAD, "các cơ quan, đơn vị"),
        ("Cán bộ đầu mối kiểm soát thủ tục hành chính các phòng", LedBy.FOCAL, "các phòng"),
        ("Công chức đầu mối Văn phòng", LedBy.FOCAL, "Văn phòng"),
    ],
)
def test_a_post_that_a_paper_names_is_told_from_its_unit(words: str, post: LedBy, unit: str) -> None:
    found = post_words(words)

    assert found is not None
    assert (found.post, found.unit) == (post, unit)


@pytest.mark.parametrize(
    "words",
    [
        "Văn phòng",
        "Trường Cao đẳng nghề",
        "Phó Giám đốc Sở Nội vụ",
        "Lãnh đạo, chuyên viên Văn phòng",
        "Chánh Văn phòng và các phòng",
        "Các sở, ban, ngành",
        "",
    ],
)
def test_words_for_units_deputies_and_several_things_at_once_name_no_post(words: str) -> None:
    assert post_words(words) is None


@given(COUNTS, st.integers(0, 900))
def test_each_unit_stands_in_exactly_one_place_and_late_is_never_more_than_those_with_the_lead(
    states: dict[str, int], late: int
) -> None:
    rolled = roll_up(states, late)

    parts = rolled.done + rolled.handed_in + rolled.working + rolled.silent + rolled.let_off
    assert parts == rolled.units == sum(states.values())
    assert 0 <= rolled.late <= rolled.working + rolled.silent
    assert rolled.complete == (rolled.done == rolled.units - rolled.let_off)
    assert rolled.owed == rolled.units - rolled.let_off


@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2))
def test_a_condition_and_its_opposite_never_hold_together(value: Decimal, goal: Decimal) -> None:
    assert holds(value, ">=", goal) != holds(value, "<", goal)
    assert holds(value, "<=", goal) != holds(value, ">", goal)
    assert holds(value, "=", goal) == (holds(value, ">=", goal) and holds(value, "<=", goal))


@pytest.mark.parametrize("comparator", COMPARATORS)
def test_what_is_not_known_fulfils_nothing(comparator: str) -> None:
    assert not holds(None, comparator, Decimal(0))


@pytest.mark.parametrize(
    ("printed", "goal", "lower_is_better", "judged"),
    [
        ("=", 10, False, ">="),  # "10 % thủ tục được kiến nghị đơn giản hóa": 12 % keep it
        ("=", 100, False, ">="),
        ("=", 5, True, "<="),  # "5 % hồ sơ trễ hạn"
        ("=", 0, False, "<="),  # "0 hồ sơ bị trả lại": nothing measures it yet, and more is not better
        ("<", 5, False, "<"),
        ("<=", 5, False, "<="),
        (">=", 5, True, ">="),
    ],
)
def test_a_bare_number_of_a_plan_is_what_is_to_be_reached(
    printed: str, goal: int, lower_is_better: bool, judged: str
) -> None:
    assert promised_sign(printed, Decimal(goal), lower_is_better=lower_is_better) == judged


@given(MOMENTS, MOMENTS, MOMENTS)
def test_a_measure_is_looked_at_as_of_the_due_moments_that_have_passed_and_now(
    original: datetime, due: datetime, now: datetime
) -> None:
    found = moments(original, due, now)

    assert found[-1] == now
    assert all(m <= now for m in found)
    assert (original in found) == (original <= now)


def test_the_longest_phrase_of_a_task_s_words_names_the_records() -> None:
    phrases = {"plans": ["xay dung ke hoach"], "told": ["ke hoach"]}

    found = propose_records("Xây dựng kế hoạch năm", phrases)

    assert found is not None
    assert found.key == "plans"
    assert propose_records("Sửa chữa trụ sở", phrases) is None
    assert propose_records("Hội nghị", {"one": ["hoi nghi"], "two": ["hoi nghi"]}) is None


def test_the_words_of_a_task_propose_the_event_that_raises_it() -> None:
    assert propose_trigger(["Khi cấp trên ban hành", None, "Cập nhật kế hoạch"]) == "superior_plan"
    assert propose_trigger(["khi có thay đổi", "Cập nhật"]) == "document"
    assert propose_trigger(["Thường xuyên"]) == ""


def test_every_trigger_is_found_by_each_of_its_events() -> None:
    for key, one in TRIGGERS.items():
        assert one.events
        assert all(key in meant_by(event) for event in one.events)
    assert set(events_of_triggers()) == {event for one in TRIGGERS.values() for event in one.events}


@given(REMINDERS, st.integers(-90, 400))
def test_a_reminder_is_due_on_the_days_after_a_threshold_that_are_made_up_for(given_: Reminders, late: int) -> None:
    today = date(2026, 6, 1)
    due_on = today - timedelta(days=late)
    stage = given_.stage(due_on, today)

    asked = any(first <= due_on <= last for first, last in given_.due_ranges(today))

    assert asked == (stage is not None and late - stage < MADE_UP)
