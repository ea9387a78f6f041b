"""What programs name in bodies: units, procedures, documents of the library, files uploaded before. A wrong name is told at its field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Field
from pydantic import BeforeValidator, WithJsonSchema

from motcua.documents.queries.files import uploads_for
from motcua.documents.queries.law import document_for, one_named
from motcua.kernel.errors import AppError, FieldError, Invalid
from motcua.organisations.queries.units import unit_named
from motcua.procedures.queries.assignments import procedures_named
from motcua.ui.api import NOT_KEPT, Day, Input, wrong
from motcua.ui.field_errors import unfit

if TYPE_CHECKING:
    from django.http import HttpRequest

UNIT = "Code or identifier of the unit"
PROCEDURE = "Code or id of the procedure"
DOCUMENT = "Of the library: its number in any way of writing, or its id"


_AMOUNT = re.compile(r"^(?!0+(\.0+)?$)[0-9]{1,4}(\.[0-9]{1,2})?$")


def _amount(value: Any) -> Decimal:
    """A whole number, or a text with at most two decimals: fractions written as numbers are not what they seem."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999:
        return Decimal(value)
    if isinstance(value, str) and _AMOUNT.fullmatch(value):
        return Decimal(value)
    raise unfit(_("Viết số lượng như 15 hoặc “7.5”."))


Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    WithJsonSchema(
        {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 9999}, {"type": "string", "pattern": _AMOUNT.pattern}]}
    ),
]
"""How much of a time: of hours, days, months."""


class RegistryReasonIn(Input):
    reason: str = Field(min_length=1, max_length=500)


class RegistryEndIn(Input):
    on: Day = Field(description="The first day on which it no longer holds")


def unit_given(code: str, field: str) -> Any:
    """One unit; None for no code."""
    if not code:
        return None
    try:
        return unit_named(code)
    except AppError as error:
        raise wrong(field, error) from error


def units_given(codes: Sequence[str], field: str) -> list[Any]:
    """Units, each once; every one that nobody knows is named."""
    found, errors = [], []
    for n, code in enumerate(codes):
        try:
            found.append(unit_named(code))
        except AppError as error:
            errors.append(FieldError(f"{field}.{n}", error.template, error.params))
    if errors:
        raise Invalid(NOT_KEPT, errors=tuple(errors))
    return list(dict.fromkeys(found))


def procedures_given(codes: Sequence[str], field: str) -> list[Any]:
    """Procedures by their codes or ids, each once; every one that nobody knows is named."""
    found, unknown = procedures_named(codes)
    if unknown:
        places = {code.strip(): n for n, code in enumerate(codes)}
        told = "Không có thủ tục mang mã “{asked}”."
        errors = tuple(FieldError(f"{field}.{places[code]}", told, {"asked": code}) for code in unknown)
        raise Invalid(NOT_KEPT, errors=errors)
    return found


def procedure_given(code: str, field: str) -> Any:
    """One procedure by its code or id; None for neither."""
    if not code:
        return None
    found, _unknown = procedures_named([code])
    if not found:
        told = FieldError(field, "Không có thủ tục mang mã “{asked}”.", {"asked": code})
        raise Invalid(NOT_KEPT, errors=(told,))
    return found[0]


def document_given(request: HttpRequest, text: str, field: str) -> Any:
    """A document that the caller may read; None for no text."""
    if not text.strip():
        return None
    try:
        uid = UUID(text.strip())
    except ValueError:
        uid = None
    try:
        return document_for(request.user, uid) if uid is not None else one_named(request.user, text)
    except Invalid as error:
        told = error.errors[0] if error.errors else error
        raise Invalid(NOT_KEPT, errors=(FieldError(field, told.template, told.params),)) from error
    except AppError as error:
        raise wrong(field, error) from error


def file_given(request: HttpRequest, uid: UUID | None, field: str) -> Any:
    """One upload of the caller's; None for no id."""
    if uid is None:
        return None
    try:
        return uploads_for(request.user, [uid])[0]
    except AppError as error:
        raise wrong(field, error) from error
