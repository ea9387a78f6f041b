"""Dated rules: what holds on a date, overrides, overlaps, gaps."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.kernel import rules
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.kernel.rules import RuleSet, RuleVersion

pytestmark = pytest.mark.django_db

KEY = "kernel.example"


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """One rule set of our own in place of the shipped ones: the mechanism is tested, not today's law."""
    versions = (
        RuleVersion(date(2018, 6, 1), date(2025, 7, 1), {"days": 5}, "Điều 17 Nghị định 61/2018"),
        RuleVersion(date(2025, 7, 1), None, {"days": 3}, "Điều 17 Nghị định 118/2025"),
    )
    monkeypatch.setattr(rules, "shipped", lambda: {KEY: RuleSet(KEY, "Thời hạn mẫu", versions)})


def override(start: date, end: date | None, days: int = 2) -> None:
    rules.override_rule(
        KEY, actor=SYSTEM, valid_from=start, valid_to=end, value={"days": days}, article="Quyết định mẫu", reason="Thử"
    )


def test_while_held_a_rule_of_a_day_is_asked_once_and_anew_afterwards(django_assert_num_queries: Any) -> None:
    on = date(2026, 1, 1)
    with rules.held(), django_assert_num_queries(2):
        assert [rules.rule(KEY, day).value["days"] for day in (on, on, date(2020, 1, 1), on)] == [3, 3, 5, 3]
    override(on, None)
    assert rules.rule(KEY, on).value == {"days": 2}


@pytest.mark.parametrize(
    ("on", "days"), [(date(2018, 6, 1), 5), (date(2025, 6, 30), 5), (date(2025, 7, 1), 3), (date(2099, 1, 1), 3)]
)
def test_the_version_of_the_date_holds(on: date, days: int) -> None:
    assert rules.rule(KEY, on).value == {"days": days}


def test_a_gap_says_so_at_the_point_of_use() -> None:
    with pytest.raises(rules.NotEstablished, match="31/05/2018"):
        rules.rule(KEY, date(2018, 5, 31))


def test_an_override_wins_inside_its_range_only() -> None:
    override(date(2026, 1, 1), date(2026, 2, 1))

    assert [
        rules.rule(KEY, d).value["days"]
        for d in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1))
    ] == [3, 2, 2, 3]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 1, 15), None),
        (date(2025, 12, 1), date(2026, 1, 2)),
        (date(2026, 1, 1), date(2026, 2, 1)),
        (date(2025, 1, 1), date(2027, 1, 1)),
    ],
)
def test_overlapping_overrides_are_refused_and_leave_nothing(start: date, end: date | None) -> None:
    override(date(2026, 1, 1), date(2026, 2, 1))

    with pytest.raises(Invalid):
        override(start, end, days=9)

    assert rules.RuleOverride.objects.count() == 1


def test_touching_ranges_do_not_overlap() -> None:
    override(date(2026, 1, 1), date(2026, 2, 1))
    override(date(2026, 2, 1), None, days=1)

    assert rules.rule(KEY, date(2026, 2, 1)).value == {"days": 1}


@pytest.mark.parametrize("value", [{"days": "ba"}, {}, {"days": 1, "more": 2}, [3], None])
def test_a_value_of_another_shape_is_refused(value: object) -> None:
    with pytest.raises(Invalid) as refused:
        rules.override_rule(
            KEY, actor=SYSTEM, valid_from=date(2026, 1, 1), valid_to=None, value=value, article="x", reason="y"
        )

    assert [e.field for e in refused.value.errors] == ["value"]


def test_a_withdrawn_override_no_longer_holds_but_stays() -> None:
    override(date(2026, 1, 1), None)
    made = rules.RuleOverride.objects.get()
    rules.withdraw_override(made, actor=SYSTEM, reason="Nhầm")

    assert rules.rule(KEY, date(2026, 6, 1)).value == {"days": 3}
    assert rules.RuleOverride.objects.get().withdrawn


def test_overrides_of_a_changed_default_are_listed_for_review(monkeypatch: pytest.MonkeyPatch) -> None:
    override(date(2026, 1, 1), None)
    assert rules.to_review() == []

    upgraded = RuleSet(KEY, "Thời hạn mẫu", (RuleVersion(date(2018, 6, 1), None, {"days": 4}, "Điều mới"),))
    monkeypatch.setattr(rules, "shipped", lambda: {KEY: upgraded})

    assert [o.key for o in rules.to_review()] == [KEY]


def test_shipped_overlaps_and_empty_ranges_are_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = (RuleVersion(date(2020, 1, 1), date(2020, 1, 1), 1, "a"), RuleVersion(date(2019, 1, 1), None, 1, "b"))
    monkeypatch.setattr(
        rules, "shipped", lambda: {KEY: RuleSet(KEY, "x", tuple(sorted(versions, key=lambda v: v.valid_from)))}
    )

    assert len(rules.faults()) == 2
