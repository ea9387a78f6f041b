"""What is wrong with a field of a request, in the caller's language."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal
from uuid import UUID

import pytest
from django.utils import translation
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core._pydantic_core import list_all_errors

from motcua.ui.api import Day
from motcua.ui.field_errors import GENERAL, sentence


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    limit: int = Field(50, ge=1, le=200)
    q: str = Field("", max_length=5)
    on: date | None = None
    id: UUID | None = None
    state: Literal["open", "closed"] = "open"
    must: int


@pytest.mark.parametrize(
    ("given", "vietnamese", "english"),
    [
        ({}, "Thiếu trường này.", "This field is missing."),
        ({"must": 1, "limit": 0}, "Cần từ 1 trở lên.", "Must be at least 1."),
        ({"must": 1, "limit": 201}, "Cần từ 200 trở xuống.", "Must be at most 200."),
        ({"must": 1, "limit": "x"}, "Cần một số nguyên.", "Must be a whole number."),
        ({"must": 1, "q": "quá dài"}, "Dài quá 5 ký tự.", "Longer than 5 characters."),
        ({"must": 1, "on": "31/12/2026"}, "Cần một ngày dạng 2026-02-16.", "Must be a date such as 2026-02-16."),
        ({"must": 1, "id": "1"}, "Cần một mã dạng UUID.", "Must be a UUID."),
        ({"must": 1, "state": "x"}, "Cần một trong: 'open', 'closed'.", "Must be one of: 'open', 'closed'."),
        ({"must": 1, "them": 1}, "Không có trường nào tên như vậy.", "There is no field of this name."),
    ],
)
def test_each_fault_is_said_in_the_language_of_the_caller(given: dict[str, Any], vietnamese: str, english: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Asked.model_validate(given)
    (error,) = caught.value.errors()

    assert sentence(error) == vietnamese
    with translation.override("en"):
        assert sentence(error) == english


def test_every_kind_of_fault_that_pydantic_knows_is_said_in_vietnamese() -> None:
    """None in its own English, none with a hole where a fact should stand."""
    for known in list_all_errors():
        said = sentence({"type": known["type"], "msg": "in English", "ctx": known.get("example_context")})
        assert re.search("[ăâđêôơưáàảãạéíóúýấầẩẫậếềểễệốồổỗộớờởỡợứừửữựịọụ]", said), known["type"]
        assert "English" not in said and "{" not in said, known["type"]


def test_what_a_caller_can_bring_about_is_told_more_exactly_than_that_it_is_wrong() -> None:
    general = {
        known["type"]
        for known in list_all_errors()
        if sentence(known | {"ctx": known.get("example_context")}) == GENERAL
    }
    assert general == {
        "assertion_error",
        "callable_type",
        "default_factory_not_called",
        "ellipsis_error",
        "get_attribute_error",
        "is_instance_of",
        "is_subclass_of",
        "iteration_error",
        "missing_sentinel_error",
        "needs_python_object",
        "set_item_not_hashable",
        "unexpected_positional_argument",
        "value_error",
        "bytes_invalid_encoding",
    }


def test_a_fault_that_nobody_named_or_that_lacks_its_facts_is_told_in_general() -> None:
    assert sentence({"type": "something_new", "msg": "Something is off"}) == GENERAL
    assert sentence({"type": "string_too_long", "msg": "Too long", "ctx": {}}) == GENERAL


def test_what_our_own_validators_say_reaches_the_caller_as_it_is() -> None:
    class Given(BaseModel):
        on: Day

    with pytest.raises(ValidationError) as caught:
        Given.model_validate({"on": "16/02/2026"})
    assert [sentence(error) for error in caught.value.errors()] == ["Viết ngày như 2026-02-16."]
