"""What is wrong with a field of a request, in the caller's language."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

import pytest
from django.utils import translation
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from motcua.ui.field_errors import sentence


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


def test_a_fault_that_nobody_named_keeps_its_own_words() -> None:
    assert sentence({"type": "something_new", "msg": "Something is off"}) == "Something is off"
