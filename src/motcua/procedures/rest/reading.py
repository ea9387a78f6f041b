"""What may be read beside the content: differences between two versions, and files to download."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from motcua.kernel import clock
from motcua.procedures.queries import desk_api as shown
from motcua.procedures.queries import registry
from motcua.procedures.queries.files import files_on
from motcua.procedures.rest.drafts import DifferenceOut, ProcedureFileOut
from motcua.ui.api import PROBLEMS, Day

router = Router(tags=["procedures"])


class DifferencesQuery(Schema):
    before: int = Field(ge=1, le=100_000, description="Number of the older version")
    after: int = Field(ge=1, le=100_000, description="Number of the newer version")


class DifferencesOut(Schema):
    before: int
    after: int
    items: list[DifferenceOut]


class ProcedureFilesOut(Schema):
    items: list[ProcedureFileOut]


@router.get(
    "/procedures/{code}/differences",
    response={200: DifferencesOut, **PROBLEMS},
    summary="What differs between two versions of a procedure, part by part",
)
def differences(request: HttpRequest, code: str, query: Query[DifferencesQuery]) -> Any:
    found = registry.procedure_for(request.user, code)
    before, after = (shown.version_for(request.user, found, number) for number in (query.before, query.after))
    items = shown.difference_rows(registry.content_of(before), registry.content_of(after))
    return {"before": query.before, "after": query.after, "items": items}


@router.get(
    "/procedures/{code}/files",
    response={200: ProcedureFilesOut, **PROBLEMS},
    summary="Forms, filled samples and guides of a procedure on a date",
)
def files(request: HttpRequest, code: str, on: Day | None = None) -> Any:
    found = registry.procedure_for(request.user, code)
    return {"items": [shown.file_row(one) for one in files_on(found, on or clock.today())]}
