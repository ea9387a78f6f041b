"""What reviews and draft regulations share over REST: answers to criteria, and the cost sheets of form 03/SCM-KSTT."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Schema
from pydantic import BeforeValidator, WithJsonSchema

from motcua.documents.queries.issued import Handed
from motcua.documents.writing import DOCX
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid
from motcua.procedures import formulas
from motcua.procedures.formulas import Costing, CostLine, CostRow, CostSheet
from motcua.procedures.queries.reviews import wage_on
from motcua.procedures.services.costs import source_of
from motcua.ui.api import NOT_KEPT, Input
from motcua.ui.downloads import disposition
from motcua.ui.field_errors import unfit

Verdict = Literal["met", "partly", "not_met"]
Row = Literal["prepare", "submit", "fees", "inspection", "other", "receive"]
MOST = 10**13
_FIGURE = re.compile(r"^[0-9]{1,13}(\.[0-9]{1,2})?$")


def _figure(value: Any) -> Decimal:
    """A whole number, or a text with at most two decimals: fractions written as numbers are not what they seem."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MOST:
        return Decimal(value)
    if isinstance(value, str) and _FIGURE.fullmatch(value):
        return Decimal(value)
    raise unfit(_("Viết số như 15 hoặc “7.5”."))


Figure = Annotated[
    Decimal,
    BeforeValidator(_figure),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": MOST - 1},
                {"type": "string", "pattern": _FIGURE.pattern},
            ]
        }
    ),
]


class CriterionAnswerIn(Input):
    criterion: str = Field(min_length=1, max_length=60, description="Its key, as `criteria` names it")
    verdict: Verdict
    note: str = Field("", max_length=2000)


class CostLineIn(Input):
    """One piece of work: hours, hired services and fees in đồng. What is left out is not known, which is not 0."""

    row: Row
    name: str = Field("", max_length=300)
    hours: Figure | None = None
    hired: Figure | None = None
    fees: Figure | None = None
    times: Figure | None = Field(None, description="Times a year; the sheet's when left out")
    people: Figure | None = Field(None, description="People and organisations a year; the sheet's when left out")


class CostSheetIn(Input):
    lines: list[CostLineIn] = Field(default_factory=list, max_length=200)
    times: Figure | None = None
    people: Figure | None = None


class CostingIn(Input):
    """The procedure as it is and as it would be; an hour is worth what the parameter of the day says."""

    before: CostSheetIn
    after: CostSheetIn
    scope: str = Field("", max_length=500, description="The case and the way to hand in that it is reckoned for")


class CriterionOut(Schema):
    key: str
    name: str
    asks: str


class CriterionAnswerOut(Schema):
    criterion: str
    verdict: Verdict
    note: str


class CostLineOut(Schema):
    row: Row
    name: str
    hours: Decimal | None
    hired: Decimal | None
    fees: Decimal | None
    times: Decimal | None
    people: Decimal | None


class CostSheetOut(Schema):
    """`lacks`: why a sum is not known."""

    lines: list[CostLineOut]
    times: Decimal | None
    people: Decimal | None
    dossier: Decimal | None
    year: Decimal | None
    lacks: list[Literal["lines", "wage", "times", "people"]]


class CostingOut(Schema):
    before: CostSheetOut
    after: CostSheetOut
    wage: Decimal | None = Field(description="What an hour was worth")
    wage_source: str
    scope: str = Field(description="The case and the way to hand in that it is reckoned for")
    saving: Decimal | None
    saving_percent: Decimal | None


def answers_given(answers: Sequence[CriterionAnswerIn], known: Collection[str]) -> dict[str, dict[str, str]]:
    """By criterion. Raises Invalid that names those nobody asks, and those answered twice."""
    errors, found = [], {}
    for n, one in enumerate(answers):
        if one.criterion not in known:
            errors.append(FieldError(f"answers.{n}.criterion", "Không có tiêu chí này."))
        elif one.criterion in found:
            errors.append(FieldError(f"answers.{n}.criterion", "Tiêu chí này được trả lời hai lần."))
        found[one.criterion] = {"verdict": one.verdict, "note": one.note}
    if errors:
        raise Invalid(NOT_KEPT, errors=tuple(errors))
    return found


def answers_told(answers: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
    return [{"criterion": key, "verdict": one["verdict"], "note": one.get("note", "")} for key, one in answers.items()]


def costing_given(body: CostingIn, kept: Mapping[str, Any]) -> Costing:
    """With the income of an hour that holds today; where nobody entered one, the one that was reckoned with before."""
    wage, before = wage_on(clock.today()), formulas.from_json(kept)
    value, source = (wage.value, source_of(wage)) if wage is not None else (before.wage, before.wage_source)
    return Costing(_sheet(body.before), _sheet(body.after), value, source, body.scope)


def costing_told(kept: Mapping[str, Any]) -> dict[str, Any] | None:
    """None where nobody has reckoned yet."""
    if not kept:
        return None
    costing = formulas.from_json(kept)
    saved = formulas.saving(costing)
    return {
        "before": _sheet_told(costing.before, costing.wage),
        "after": _sheet_told(costing.after, costing.wage),
        "wage": costing.wage,
        "wage_source": costing.wage_source,
        "scope": costing.scope,
        "saving": formulas.rounded(saved.amount),
        "saving_percent": formulas.rounded(saved.percent, 2),
    }


def handed(paper: Handed) -> HttpResponse:
    response = HttpResponse(paper.content, content_type=paper.media_type)
    response["Content-Disposition"] = disposition(paper.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


AS_DOCX: dict[str, Any] = {
    "responses": {
        200: {"description": "The file", "content": {DOCX: {"schema": {"type": "string", "format": "binary"}}}}
    }
}
"""`openapi_extra` of an operation that answers with a paper."""


def _sheet(body: CostSheetIn) -> CostSheet:
    lines = tuple(CostLine(**one.dict() | {"row": CostRow(one.row), "name": one.name.strip()}) for one in body.lines)
    return CostSheet(lines, body.times, body.people)


def _sheet_told(sheet: CostSheet, wage: Decimal | None) -> dict[str, Any]:
    found = formulas.total(sheet, wage)
    return {
        "lines": [asdict(line) | {"row": line.row.value} for line in sheet.lines],
        "times": sheet.times,
        "people": sheet.people,
        "dossier": formulas.rounded(found.dossier),
        "year": formulas.rounded(found.year),
        "lacks": [one.value for one in found.lacks],
    }
