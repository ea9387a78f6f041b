"""A content is stored and read back equal, told complete or not, and compared part by part."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.workdays import Unit
from motcua.procedures.content import (
    Agency,
    AgencyRole,
    Answer,
    Audience,
    Channel,
    ChannelKind,
    Component,
    Content,
    Fee,
    FeeKind,
    Limit,
    Part,
    Step,
    Unread,
    as_json,
    differences,
    fingerprint,
    from_json,
    missing_parts,
)

WHOLE = Content(
    name="Cấp giấy phép mẫu",
    steps=(Step("Nộp hồ sơ", "Bước 1"),),
    channels=(Channel(ChannelKind.DIRECT),),
    components=(Component("01", "Đơn đề nghị", originals=1, forms=("Mẫu 01.docx",)),),
    limits=(Limit(Decimal(5), Unit.WORKING_DAY),),
    audiences=(Audience.CITIZEN,),
    agencies=(Agency(AgencyRole.PERFORMING, "Ban Quản lý mẫu"),),
    fees=(Fee(FeeKind.CHARGE, Decimal(50_000)),),
    answers={Part.RESULTS: Answer.NO, Part.CONDITIONS: Answer.NO},
)


@given(st.decimals(0, 10**9, places=2), st.text(max_size=40), st.sampled_from(list(Unit)))
def test_what_is_stored_is_read_back_equal(value: Decimal, words: str, unit: Unit) -> None:
    content = replace(WHOLE, name=words, limits=(Limit(value, unit, note=words),), unread=(Unread(Part.FEES, words),))
    assert from_json(as_json(content)) == content
    assert fingerprint(from_json(as_json(content))) == fingerprint(content)


def test_parts_a_to_g_must_be_there_and_the_others_answered() -> None:
    assert missing_parts(WHOLE) == ()
    assert missing_parts(Content("Chỉ có tên")) == (
        Part.STEPS,
        Part.CHANNELS,
        Part.COMPONENTS,
        Part.LIMITS,
        Part.AUDIENCES,
        Part.AGENCIES,
        Part.FORMS,
        Part.RESULTS,
        Part.FEES,
        Part.CONDITIONS,
    )


def test_a_yes_with_nothing_behind_it_answers_nothing() -> None:
    assert missing_parts(replace(WHOLE, answers={Part.RESULTS: Answer.YES, Part.CONDITIONS: Answer.NO})) == (
        Part.RESULTS,
    )


def test_an_agency_that_only_coordinates_settles_nothing() -> None:
    assert missing_parts(replace(WHOLE, agencies=(Agency(AgencyRole.COORDINATING, "Sở mẫu"),))) == (Part.AGENCIES,)


def test_words_not_yet_structured_are_there() -> None:
    assert missing_parts(replace(WHOLE, steps=(), unread=(Unread(Part.STEPS, "Người dân nộp hồ sơ."),))) == ()


def test_differences_name_the_entry_before_and_after() -> None:
    paper = WHOLE.components[0]
    after = replace(
        WHOLE,
        limits=(Limit(Decimal(3), Unit.WORKING_DAY),),
        components=(paper, Component("02", "Ảnh", originals=2)),
        name="Cấp giấy phép",
    )
    found = {(d.part, d.key): (d.before, d.after) for d in differences(WHOLE, after)}
    assert found == {
        ("name", ""): ("Cấp giấy phép mẫu", "Cấp giấy phép"),
        ("components", "02"): (None, after.components[1]),
        ("limits", "1"): (WHOLE.limits[0], after.limits[0]),
    }


def test_equal_contents_differ_in_nothing_and_order_alone_is_one_difference() -> None:
    two = replace(WHOLE, audiences=(Audience.CITIZEN, Audience.ENTERPRISE))
    assert differences(two, two) == ()
    turned = replace(two, audiences=(Audience.ENTERPRISE, Audience.CITIZEN))
    assert [d.part for d in differences(two, turned)] == ["audiences"]
