"""What programs name in bodies: a task that is given with its units, and files uploaded before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field

from motcua.documents.queries.files import uploads_for
from motcua.kernel.errors import AppError, FieldError, Invalid
from motcua.organisations.queries.units import unit_named
from motcua.plans.services.work import Work
from motcua.ui.api import NOT_KEPT, Day, Input, wrong

NOT_GIVEN = "Chưa giao được việc. Xem từng trường."


class WorkIn(Input):
    """A task with its one date. Units are codes, or identifiers of any scheme."""

    task: str = Field(min_length=1, max_length=20_000)
    leads: list[str] = Field(min_length=1, max_length=500)
    due_on: Day
    coordinators: list[str] = Field(default_factory=list, max_length=500)
    deliverable: str = Field("", max_length=500)

    model_config = {
        "json_schema_extra": {
            "examples": [{"task": "Rà soát quy trình", "leads": ["bql-dt"], "due_on": "2026-12-31"}],
        }
    }


class ReasonIn(Input):
    reason: str = Field(min_length=1, max_length=500)


def work_of(body: WorkIn, prefix: str = "") -> Work:
    """The work with its units. Raises Invalid that names the unit nobody knows."""
    leads, coordinators = (_units(getattr(body, name), f"{prefix}{name}") for name in ("leads", "coordinators"))
    return Work(body.task, leads, body.due_on, coordinators=coordinators, deliverable=body.deliverable)


def _units(codes: Sequence[str], field: str) -> tuple[Any, ...]:
    return units_named(codes, field, NOT_GIVEN)


def units_named(codes: Sequence[str], field: str, told: str = NOT_KEPT) -> tuple[Any, ...]:
    """The units of a body, each once. Raises Invalid (`told`) that names every one that nobody knows."""
    found, errors = [], []
    for n, code in enumerate(codes):
        try:
            found.append(unit_named(code))
        except AppError as error:
            errors.append(FieldError(f"{field}.{n}", error.template, error.params))
    if errors:
        raise Invalid(told, errors=tuple(errors))
    return tuple(dict.fromkeys(found))


def unit_given(code: str, field: str, told: str = NOT_KEPT) -> Any:
    """One unit of a body. Raises as `units_named`."""
    try:
        return unit_named(code)
    except AppError as error:
        raise wrong(field, error, told) from error


def file_named(request: HttpRequest, uid: UUID | None, field: str) -> Any:
    """One upload of the caller's, or None. Raises as `files_named`."""
    return next(iter(files_named(request, [uid] if uid is not None else [], field)), None)


def files_named(request: HttpRequest, uids: Sequence[UUID], field: str) -> list[Any]:
    """The caller's uploads. Raises Invalid that names the field."""
    try:
        return list(uploads_for(request.user, uids)) if uids else []
    except AppError as error:
        raise wrong(field, error) from error
