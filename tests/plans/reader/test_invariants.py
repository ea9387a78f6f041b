"""What holds for every document, however mutilated: nothing raised, nothing invented, time linear."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import plan_texts

from motcua.documents.reading.blocks import Document, Span
from motcua.documents.reading.plaintext import read_plaintext
from motcua.plans.reader import PlanDocument, read_plan
from motcua.plans.reader.plan_document import Source

TEXTS = [v for k, v in sorted(vars(plan_texts).items()) if k.isupper()]


def sources(value: object) -> Iterator[Source]:
    if isinstance(value, Source):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from sources(item)
    elif isinstance(value, dict):
        yield from sources(list(value.values()))
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from sources(getattr(value, name))


def assert_nothing_is_invented(document: Document, plan: PlanDocument) -> None:
    for source in sources(plan):
        assert source.quote
        assert document.quote(Span(source.start, source.end)) == source.quote
        assert source.confidence is None or 0 < source.confidence <= 1
    words = "".join(document.text.split())
    for task in plan.tasks:
        assert task.task
        if task.lead:
            assert "".join(task.lead.split()) in words
    json.dumps(plan.to_json(), ensure_ascii=False)


@pytest.mark.parametrize("text", TEXTS)
def test_every_item_of_our_plans_is_quoted(text: str) -> None:
    document = read_plaintext(text)

    assert_nothing_is_invented(document, read_plan(document))


@st.composite
def mutilated(draw: st.DrawFn) -> str:
    """A plan with pieces cut out, doubled, moved, and marks strewn in."""
    text = draw(st.sampled_from(TEXTS))
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 5))):
        if not lines:
            break
        at = draw(st.integers(0, len(lines) - 1))
        action = draw(st.sampled_from(["drop", "double", "move", "cut", "join", "mark", "tab"]))
        if action == "drop":
            del lines[at : at + draw(st.integers(1, 12))]
        elif action == "double":
            lines[at:at] = lines[at : at + draw(st.integers(1, 6))]
        elif action == "move":
            lines.append(lines.pop(at))
        elif action == "cut":
            place = draw(st.integers(0, len(lines[at])))
            lines[at : at + 1] = [lines[at][:place], lines[at][place:]]
        elif action == "join" and at + 1 < len(lines):
            lines[at : at + 2] = [lines[at] + lines[at + 1]]
        elif action == "mark":
            place = draw(st.integers(0, len(lines[at])))
            lines[at] = (
                lines[at][:place]
                + draw(st.sampled_from(["%", "100%", "(", ")", ":", "\t", "|", "**", "<b>", "- ", "II. ", "\x0c"]))
                + lines[at][place:]
            )
        else:
            lines[at] = lines[at].replace(" ", "\t", draw(st.integers(1, 3)))
    return "\n".join(lines)


@settings(max_examples=60)
@given(mutilated())
def test_no_mutilation_raises_or_invents(text: str) -> None:
    document = read_plaintext(text)

    assert_nothing_is_invented(document, read_plan(document))


@settings(max_examples=40)
@given(st.text(alphabet="KẾHOẠCHI.1a) -%\t\n|0259/quýSởphốihợpvớiCăncứ:;", max_size=400))
def test_any_characters_are_read(text: str) -> None:
    document = read_plaintext("KẾ HOẠCH\nThử nghiệm năm 2024\n" + text)

    assert_nothing_is_invented(document, read_plan(document))


def _cost(text: str) -> float:
    best = 1e9
    for _ in range(3):
        begin = time.process_time()
        read_plan(read_plaintext(text))
        best = min(best, time.process_time() - begin)
    return best


@pytest.mark.parametrize("name", ["PROVINCE_ANNEX_TABLE", "DISTRICT_NARRATIVE", "OUTREACH_SECTIONS"])
def test_the_cost_grows_with_the_size_and_not_faster(name: str) -> None:
    head, _, body = getattr(plan_texts, name).partition("như sau:")
    small, large = (f"{head}như sau:{body * n}" for n in (4, 32))

    assert _cost(large) < 8 * _cost(small) * 2.5  # eight times the size; the rest is room for noise


MARKS = ["a ", "%", "1", "(", "-", "|", "\t", "I. ", "Sở ", "số 1/KH-", "quý ", ", ", "các ", "ngày 12/", "nếu có khó khăn ", "Hệ thống thông tin ",
         "100% và ", "báo cáo ", "phối hợp với các đơn vị ", "<b>", "**", "; ", "Đơn vị chủ trì: "]  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
def test_no_repetition_of_a_mark_makes_reading_slow(mark: str) -> None:
    begin = time.process_time()

    document = read_plaintext("KẾ HOẠCH\nThử năm 2024\nI. NHIỆM VỤ\n1. " + mark * 5_000)
    read_plan(replace(document, repaired=True))  # as if repaired: the cost of repair is measured where it is made

    assert time.process_time() - begin < 3
