"""`/dossier-summary` under `/api/v1`: form II.06a of a period, its columns by the numbers of the paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from motcua.dossiers.queries import summary as queries
from motcua.dossiers.rules.summary import COLUMNS, Line, broken, total
from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import require
from motcua.ui.api import PROBLEMS, Day, Input

router = Router(tags=["dossiers"])


class SummaryQuery(Input):
    """The days, both included; by default the running month. `unit`: the code of a unit, with those under it."""

    first: Day | None = Field(None, alias="from")
    last: Day | None = Field(None, alias="to")
    unit: str = Field("", max_length=80)


class SummaryLine(Schema):
    field: str
    columns: dict[str, int]


class SummaryOut(Schema):
    first: date = Field(serialization_alias="from")
    last: date = Field(serialization_alias="to")
    lines: list[SummaryLine]
    total: dict[str, int]
    broken: list[str]


@router.get(
    "/dossier-summary",
    response={200: SummaryOut, **PROBLEMS},
    by_alias=True,
    summary="Form II.06a: dossiers taken on, settled and running in a period, by field",
)
def dossier_summary(request: HttpRequest, query: Query[SummaryQuery]) -> Any:
    require(request.user, "dossiers.figures")
    period = queries.period_of(query.first, query.last)
    unit = None
    if query.unit:
        unit = next((key for key, code, _name in queries.units_told(request.user) if code == query.unit), None)
        if unit is None:
            raise NotFound("Không có đơn vị này, hoặc đơn vị không giải quyết hồ sơ nào.", code="no_unit")
    lines = queries.summary(request.user, period, unit=unit)
    whole = total("", lines)
    return {
        "first": period.first,
        "last": period.last,
        "lines": [{"field": line.title, "columns": _columns(line)} for line in lines],
        "total": _columns(whole),
        "broken": [line.title for line in broken(lines)],
    }


def _columns(line: Line) -> dict[str, int]:
    return {str(n): line.of(n) for n in COLUMNS}
