"""Contents put together part by part."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.workdays import Unit
from motcua.procedures.content import (
    Answer,
    Component,
    Condition,
    Content,
    Limit,
    Part,
    Step,
    Unread,
    carried,
    changed_parts,
    with_parts,
)

TEXTS = st.sampled_from(["", "a", "b"])
CONTENTS = st.builds(
    Content,
    name=st.sampled_from(["A", "B"]),
    steps=st.lists(st.builds(Step, text=TEXTS), max_size=2).map(tuple),
    limits=st.lists(st.builds(Limit, value=st.just(Decimal(5)), unit=st.just(Unit.DAY), note=TEXTS), max_size=1).map(
        tuple
    ),
    conditions=st.lists(st.builds(Condition, text=TEXTS), max_size=1).map(tuple),
    unread=st.lists(
        st.builds(
            Unread, part=st.sampled_from([Part.STEPS, Part.CHANNELS, Part.FORMS]), text=st.sampled_from(["x", "y"])
        ),
        max_size=2,
    ).map(tuple),
    answers=st.dictionaries(st.sampled_from([Part.FORMS, Part.FEES]), st.sampled_from([Answer.YES, Answer.NO])),
)


@given(CONTENTS, CONTENTS)
def test_taking_all_parts_that_differ_gives_the_other_content_and_none_the_first(a: Content, b: Content) -> None:
    parts = changed_parts(a, b)
    assert with_parts(a, b, parts) == b if parts else True
    assert with_parts(a, b, ()) == a


@given(
    CONTENTS, CONTENTS, st.sets(st.sampled_from(["name", "steps", "limits", "forms", "channels", "fees", "conditions"]))
)
def test_a_part_is_taken_or_left_whole(a: Content, b: Content, parts: set[str]) -> None:
    mixed = with_parts(a, b, parts)
    assert set(changed_parts(a, mixed)) == set(changed_parts(a, b)) & parts
    assert set(changed_parts(mixed, b)) == set(changed_parts(a, b)) - parts


@given(CONTENTS, CONTENTS)
def test_a_source_that_did_not_change_takes_nothing_of_peoples_work(source: Content, ours: Content) -> None:
    assert changed_parts(carried(source, ours, source)[0], ours) == ()
    assert carried(source, ours, source)[1] == ()


@given(CONTENTS, CONTENTS)
def test_without_peoples_work_the_source_stands(source: Content, theirs: Content) -> None:
    assert carried(source, source, theirs) == (theirs, ())


def test_sorted_words_stay_where_the_source_changed_something_else() -> None:
    source = Content("A", unread=(Unread(Part.CONDITIONS, "có trụ sở"),))
    ours = replace(source, unread=(), conditions=(Condition("Có trụ sở"),))
    theirs = replace(source, steps=(Step("Nộp"),))
    assert carried(source, ours, theirs) == (replace(ours, steps=(Step("Nộp"),)), ())


def test_words_of_one_table_are_taken_anew_together_when_the_source_changes_one_of_its_cells() -> None:
    """Otherwise a limit that somebody read from the words of a channel would stand beside other words."""
    source = Content("A", unread=(Unread(Part.CHANNELS, "trực tiếp, 5 ngày"),), components=(Component("01", "Đơn"),))
    ours = replace(source, limits=(Limit(Decimal(5), Unit.DAY),), unread=(), components=(Component("01", "Tờ khai"),))
    theirs = replace(source, unread=(Unread(Part.CHANNELS, "trực tiếp, 3 ngày"),))
    made, again = carried(source, ours, theirs)
    assert made == replace(theirs, components=ours.components)
    assert set(again) == {"limits", "channels"}
