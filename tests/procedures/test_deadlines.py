"""By when a decision is signed and disclosed: examples from the norms (DOMAIN 3.3, test case 12), and what always holds."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.workdays import shipped_calendar
from motcua.procedures.deadlines import Anchor, Due, Duty, Reading, due_dates, norms

CALENDAR = shipped_calendar()
RULES = yaml.safe_load(
    files("motcua.procedures").joinpath("data", "rules", "publication.yaml").read_text(encoding="utf-8")
)
NOW: dict[str, Any] = RULES["versions"][-1]["value"]
OLD: dict[str, Any] = RULES["versions"][0]["value"]


def issue(effect: date, *, promulgated: date | None = None, shortened: bool = False) -> dict[Reading, Due]:
    anchors = {Anchor.EFFECT: effect, Anchor.PROMULGATION: promulgated}
    return due_dates(norms(NOW, Duty.ISSUE, shortened=shortened), anchors, CALENDAR)


def disclose(signed: date, *, shortened: bool = False) -> dict[Reading, Due]:
    return due_dates(norms(NOW, Duty.DISCLOSE, shortened=shortened), {Anchor.SIGNED: signed}, CALENDAR)


def test_six_calendar_days_are_in_time_by_the_decree_and_four_working_days_late_by_the_index() -> None:
    """Test case 12: signed Tuesday 03/03/2026, in effect Monday 09/03/2026."""
    signed, effect = date(2026, 3, 3), date(2026, 3, 9)
    assert (effect - signed).days == 6
    assert CALENDAR.working_days_between(signed, effect) == 4

    dues = issue(effect)

    assert (dues[Reading.DECREE].on, dues[Reading.DECREE].kept(signed)) == (date(2026, 3, 4), True)
    assert (dues[Reading.INDEX].on, dues[Reading.INDEX].kept(signed)) == (date(2026, 3, 2), False)
    assert {str(r): d.norm.article[:20] for r, d in dues.items()} == {
        "decree": "Điều 15 Nghị định 63",
        "index": "Quyết định 766/QĐ-TT",
    }


def test_the_index_counts_back_over_tet() -> None:
    """In effect Wednesday 25/02/2026; from 14 to 22/02 is Tết, so the fifth working day before is Wednesday 11/02."""
    assert issue(date(2026, 2, 25))[Reading.INDEX].on == date(2026, 2, 11)


def test_a_decision_goes_into_the_national_database_within_five_working_days_two_when_shortened() -> None:
    signed = date(2026, 3, 5)  # a Thursday

    assert {r: d.on for r, d in disclose(signed).items()} == {
        Reading.DECREE: date(2026, 3, 12),
        Reading.INDEX: date(2026, 3, 12),
    }
    assert {r: d.on for r, d in disclose(signed, shortened=True).items()} == {
        Reading.DECREE: date(2026, 3, 9),
        Reading.INDEX: date(2026, 3, 12),
    }


def test_a_swapped_saturday_counts_as_a_working_day() -> None:
    """Signed Friday 21/08/2026; Saturday 22/08 is worked (DOMAIN 10.2, case 2)."""
    assert disclose(date(2026, 8, 21), shortened=True)[Reading.DECREE].on == date(2026, 8, 24)


def test_signed_on_a_day_of_rest_the_next_working_day_is_the_first() -> None:
    """Signed Sunday 22/11/2026; 24/11 is a holiday since 2026: 23, 25, 26, 27 and 30/11."""
    due = disclose(date(2026, 11, 22))[Reading.DECREE]

    assert due.on == date(2026, 11, 30)
    assert [row.day.day for row in due.ledger if row.counted] == [23, 25, 26, 27, 30]
    assert (due.ledger[0].day, due.ledger[0].counted) == (date(2026, 11, 22), False)


def test_a_shortened_instrument_counts_from_its_promulgation() -> None:
    dues = issue(date(2026, 3, 9), promulgated=date(2026, 3, 9), shortened=True)

    assert dues[Reading.DECREE].on == date(2026, 3, 12)


def test_what_has_no_anchor_is_not_reckoned() -> None:
    known = due_dates(norms(NOW, Duty.ISSUE, shortened=False), {Anchor.EFFECT: None}, CALENDAR)

    assert known == {}


def test_before_the_index_there_was_one_reading() -> None:
    assert [n.reading for n in norms(OLD, Duty.ISSUE, shortened=False)] == [Reading.DECREE]


def test_the_ledger_of_a_count_backwards_leads_from_the_last_day_to_the_effect() -> None:
    effect = date(2026, 2, 25)
    due = issue(effect)[Reading.INDEX]

    assert due.explained is not None
    assert due.explained.due.date() == effect
    assert sum(row.counted for row in due.explained.ledger) == 5
    assert issue(effect)[Reading.DECREE].explained is None


days = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@given(days)
def test_the_working_days_of_the_index_never_end_later_than_the_days_of_the_decree(effect: date) -> None:
    dues = issue(effect)

    assert dues[Reading.INDEX].on <= dues[Reading.DECREE].on < effect
    assert CALENDAR.is_working(dues[Reading.INDEX].on)


@given(days, st.booleans())
def test_a_disclosure_is_due_on_a_working_day_after_the_signature(signed: date, shortened: bool) -> None:
    for due in disclose(signed, shortened=shortened).values():
        assert due.on > signed
        assert CALENDAR.is_working(due.on)
        assert (
            CALENDAR.working_days_between(signed, due.on) == due.norm.amount == sum(row.counted for row in due.ledger)
        )
        assert due.kept(due.on)
        assert not due.kept(due.on + timedelta(days=1))


@pytest.mark.parametrize("value", [v["value"] for v in RULES["versions"]])
def test_every_version_of_the_rules_has_a_norm_for_each_duty(value: dict[str, Any]) -> None:
    for duty in Duty:
        for shortened in (False, True):
            assert norms(value, duty, shortened=shortened)
