"""Reminders: at each threshold once, the last one that was reached."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.messages.rules.reminders import Reminders

RULE = Reminders.of({"before": [7, 1], "after": [1, 7, 14], "head_after": 1, "leader_after": 7})
DUE = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("days", "stage"),
    [(-8, None), (-7, -7), (-3, -7), (-1, -1), (0, -1), (1, 1), (6, 1), (7, 7), (13, 7), (14, 14), (90, 14)],
)
def test_the_last_threshold_reached_is_the_one_that_is_told(days: int, stage: int | None) -> None:
    assert RULE.stage(DUE, DUE + timedelta(days=days)) == stage


@given(days=st.lists(st.integers(-30, 60), min_size=1, max_size=20))
def test_whatever_days_the_worker_runs_stages_only_go_on(days: list[int]) -> None:
    told = [stage for day in sorted(days) if (stage := RULE.stage(DUE, DUE + timedelta(days=day))) is not None]

    assert told == sorted(told)


def test_a_rule_without_days_reminds_nobody() -> None:
    silent = Reminders.of({"before": [], "after": [], "head_after": 1, "leader_after": 7})

    assert silent.stage(DUE, DUE + timedelta(days=99)) is None
