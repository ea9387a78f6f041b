"""The stored form of an electronic form: plain JSON, read back to an equal value. What no part has a place for is refused."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter, ValidationError

from motcua.kernel.errors import N_, FieldError, Invalid
from motcua.procedures.eforms.parts import EForm

_ADAPTER: TypeAdapter[EForm] = TypeAdapter(EForm)
_TOLD = 20


def form_as_json(form: EForm) -> dict[str, Any]:
    """What is kept in the database and goes out as a file. Empty values are left out."""
    plain: dict[str, Any] = _ADAPTER.dump_python(form, mode="json", exclude_defaults=True)
    return plain


def form_from_json(plain: dict[str, Any]) -> EForm:
    """The form again. Raises pydantic.ValidationError for anything that is none."""
    return _ADAPTER.validate_python(plain, extra="forbid")


def form_from_file(data: bytes) -> EForm:
    """A form that somebody sends as a JSON file. Raises Invalid, naming the places."""
    try:
        return form_from_json(json.loads(data.decode("utf-8-sig")))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        told = N_("Tệp không phải JSON đọc được. Hãy tải lại tệp từ trang tờ khai rồi sửa từ đó.")
        raise Invalid(told, code="no_json", errors=(FieldError("file", told),)) from error
    except ValidationError as error:
        raise not_a_form(error, "file") from error


def not_a_form(error: ValidationError, field: str) -> Invalid:
    """What pydantic found, for people: each place that does not fit."""
    places = list(dict.fromkeys(_place(one["loc"]) for one in error.errors()))[:_TOLD]
    text = N_("Chỗ “{place}” không đúng khuôn của tờ khai điện tử: thiếu, thừa hoặc sai kiểu.")
    told = tuple(FieldError(field, text, {"place": place}) for place in places)
    return Invalid("Nội dung gửi lên không phải là một tờ khai điện tử.", code="no_form", errors=told)


def _place(where: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in where if part not in {"field", "group"}) or "."
