"""What may be corrected in a plan that was read, and what a corrected value must look like."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.errors import Invalid
from motcua.plans import rules

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PATHS = (
    "/document/number",
    "/document/year",
    "/document/issued_on",
    "/document/recipients",
    "/document/class",
    "/tasks/0/task",
    "/tasks/0/coordinators",
    "/tasks/0/schedule/kind",
    "/tasks/0/schedule/months",
    "/tasks/0/schedule/every",
    "/targets/0/value",
    "/targets/0/comparator",
    "/reporting/0/period",
    "/tasks/0/_removed",
)


def document() -> dict[str, Any]:
    task = rules.blank_item("tasks", "Rà soát thủ tục", 10, 25)
    return {
        "document": {"number": "1/KH-A", "title": "Một", "signer": {"name": None}},
        "tasks": [task],
        "targets": [rules.blank_item("targets", "100% hồ sơ", 30, 40)],
        "reporting": [rules.blank_item("reporting", "báo cáo", 50, 57)],
    }


@pytest.mark.parametrize(
    ("path", "typed", "kept"),
    [
        ("/document/issued_on", "5/2/2026", "2026-02-05"),
        ("/document/issued_on", "05-02-2026", "2026-02-05"),
        ("/document/issued_on", "", None),
        ("/document/year", "2026", 2026),
        ("/document/number", "  12/KH-UBND ", "12/KH-UBND"),
        ("/document/number", "   ", None),
        ("/tasks/0/task", " Rà  soát\nthủ tục ", "Rà soát thủ tục"),
        ("/tasks/0/coordinators", "Văn phòng\n\nPhòng Đầu tư", ["Văn phòng", "Phòng Đầu tư"]),
        ("/targets/0/value", "99,5", 99.5),
        ("/targets/0/value", "96 %", 96),
        ("/tasks/0/schedule/months", "2026-06, 2026-03", ["2026-03", "2026-06"]),
        ("/tasks/0/schedule/every", "P3M", "P3M"),
        ("/tasks/0/_removed", True, True),
    ],
)
def test_a_typed_value_is_kept_as_the_document_writes_it(path: str, typed: Any, kept: Any) -> None:
    assert rules.checked_value(path, typed) == kept


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/document/issued_on", "31/02/2026"),
        ("/document/issued_on", "hôm nay"),
        ("/document/year", "26"),
        ("/tasks/0/task", "  "),
        ("/tasks/0/task", "dài " * 3000),
        ("/tasks/0/schedule/kind", "sometimes"),
        ("/targets/0/value", "nhiều"),
        ("/targets/0/value", "1e12"),
        ("/targets/0/value", "nan"),
        ("/targets/0/comparator", "≈"),
        ("/reporting/0/period", "daily"),
        ("/tasks/0/_removed", "có"),
        ("/document/class", "plan2"),
    ],
)
def test_a_value_that_is_none_of_its_kind_is_refused_with_its_place(path: str, typed: Any) -> None:
    with pytest.raises(Invalid) as refused:
        rules.checked_value(path, typed)
    assert [e.field for e in refused.value.errors] == [path]


@pytest.mark.parametrize(
    "path",
    ["", "/", "/document", "/document/sources/number", "/tasks/0/source/quote", "/tasks/-1/task", "/tasks/0/../../document/number",
     "/schema_version", "/tasks/0/task/", "//document/number", "/__class__/task", "/tasks/0/_removed/x", "/tasks/٣/task\n"],
)  # fmt: skip
def test_only_the_listed_places_can_be_written(path: str) -> None:
    with pytest.raises(Invalid):
        rules.checked_value(path, "x")


@given(path=st.sampled_from(PATHS), raw=JSON)
def test_any_value_is_either_refused_or_kept_in_a_form_that_passes_again(path: str, raw: Any) -> None:
    try:
        kept = rules.checked_value(path, raw)
    except Invalid:
        return
    json.dumps(kept)
    assert rules.checked_value(path, kept) == kept


@given(path=st.text(alphabet="/abc0123456789_.-~", max_size=40))
def test_a_pointer_that_is_made_up_never_breaks_the_document(path: str) -> None:
    before = document()
    with suppress(Invalid):
        rules.value_at(before, path)
    assert before == document()


def test_a_correction_changes_one_place_and_leaves_the_document_it_came_from() -> None:
    before = document()
    after = rules.with_value(before, "/tasks/0/lead", "Văn phòng")
    assert before == document()
    assert after["tasks"][0]["lead"] == "Văn phòng"
    after["tasks"][0]["lead"] = before["tasks"][0]["lead"]
    assert after == before


def test_a_place_that_is_not_there_is_told() -> None:
    with pytest.raises(Invalid) as refused:
        rules.value_at(document(), "/tasks/7/task")
    assert refused.value.code == "no_such_place"


def test_nothing_is_added_without_words_it_stands_on() -> None:
    with pytest.raises(Invalid) as refused:
        rules.with_item(document(), "tasks", {"task": "x", "source": {"quote": "  "}})
    assert refused.value.code == "no_quote"


@pytest.mark.parametrize("name", ["document", "sections", "outreach", "warnings", "__class__"])
def test_items_are_added_to_lists_of_items_only(name: str) -> None:
    with pytest.raises(Invalid):
        rules.blank_item(name, "chữ", 0, 3)


@pytest.mark.parametrize("name", rules.LISTS)
def test_an_added_item_has_every_value_that_can_be_corrected_and_its_quote(name: str) -> None:
    item = rules.blank_item(name, "những chữ này", 5, 18)
    assert item["source"] == {"quote": "những chữ này", "page": None, "block": None, "start": 5, "end": 18}
    whole = {name: [item]}
    for part in item:
        if part not in {"source", "confidence", "amends", "quote", "schedule"}:
            assert rules.value_at(whole, f"/{name}/0/{part}") == item[part]


def test_what_was_marked_as_no_item_is_gone_from_what_is_accepted_and_so_are_the_marks() -> None:
    marked = rules.with_value(document(), "/tasks/0/_removed", True)
    marked = rules.with_value(marked, "/targets/0/_removed", False)
    accepted = rules.without_removed(marked)
    assert accepted["tasks"] == []
    assert len(accepted["targets"]) == 1
    assert "_removed" not in json.dumps(accepted)
    assert len(marked["tasks"]) == 1
