"""Which steps open when one is done: in sequence, by choice, together, and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.factories.workflows import step, table, tables

from motcua.dossiers.rules import routing
from motcua.procedures.workflows import Flow, Join, Role, Split, Table

STRAIGHT = table(step("1", "2", role="counter"), step("2", "3"), step("3", "4", role="head"), step("4", role="counter"))
CHOICE = table(step("1", "2", "3"), step("2", "3"), step("3"))
TOGETHER = table(step("1", "2a", "2b", split=Split.ALL), step("2a", "3"), step("2b", "3"), step("3", join=Join.ALL))


def opened(of: Table, key: str, *, chosen: str | None = None, still_open: tuple[str, ...] = ()) -> tuple[str, ...]:
    return routing.opened_by(of, key, chosen=chosen, still_open=still_open)


def test_a_straight_workflow_opens_one_step_after_the_other() -> None:
    assert routing.first(STRAIGHT) == ("1",)
    assert [opened(STRAIGHT, key) for key in "1234"] == [("2",), ("3",), ("4",), ()]


def test_where_ways_exclude_each_other_somebody_chooses() -> None:
    assert routing.must_choose(CHOICE, "1")
    assert opened(CHOICE, "1", chosen="3") == ("3",)
    assert opened(CHOICE, "1", chosen="2") == ("2",)


def test_parallel_steps_open_together_and_what_joins_them_waits_for_all() -> None:
    assert opened(TOGETHER, "1") == ("2a", "2b")
    assert opened(TOGETHER, "2a", still_open=("2b",)) == ()
    assert opened(TOGETHER, "2b") == ("3",)


def test_waiting_for_the_applicant_is_no_way_that_anybody_chooses() -> None:
    asks = Table(
        (step("1", Flow("2"), Flow("1a", "thiếu")), step("1a", "2", role="nop"), step("2")),
        (Role("specialist", "Chuyên viên", "specialist"), Role("nop", "Người nộp", "applicant")),
    )

    assert not routing.must_choose(asks, "1")
    assert opened(asks, "1") == ("2",)


def test_the_result_stands_before_the_step_after_which_only_giving_back_is_left() -> None:
    assert routing.last_before_return(STRAIGHT) == {"3"}


def test_back_leads_to_steps_before() -> None:
    assert routing.before(STRAIGHT, "3") == ("1", "2")


@given(tables(), st.data())
def test_what_opens_is_a_step_of_the_workflow_and_never_open_already(of: Table, data: st.DataObject) -> None:
    if not of.steps:
        return
    keys = [one.key for one in of.steps]
    done = data.draw(st.sampled_from(keys))
    still = set(data.draw(st.lists(st.sampled_from(keys), max_size=3))) - {done}

    found = opened(of, done, still_open=tuple(still))

    assert set(found) <= set(keys)
    assert not set(found) & still
    assert len(found) == len(set(found))
