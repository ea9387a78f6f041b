"""What following a procedure costs those who follow it (form 03/SCM-KSTT), before and after a change. Pure.

    line  c = h × w + s + f          h hours, w income of one hour, s hired services, f fees and other costs
    year  C = c × n × N              n times a year, N people and organisations
    saving % = (before − after) / before × 100

Nothing is rounded on the way: `rounded` is for what is shown. What is not known is not taken for 0: the total is None and `lacks` says why.
No figure of money stands in the code: the income of an hour is a parameter with its source and dates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

ZERO = Decimal(0)


class CostRow(StrEnum):
    """The rows of the form, in its order."""

    PREPARE = "prepare"
    SUBMIT = "submit"
    FEES = "fees"
    INSPECTION = "inspection"
    OTHER = "other"
    RECEIVE = "receive"


class Lack(StrEnum):
    """Why a total is not known."""

    LINES = "lines"
    """There is no line, or one with no figure at all."""
    WAGE = "wage"
    """Hours are told, but not what an hour is worth."""
    TIMES = "times"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class CostLine:
    """One piece of work. Amounts in đồng; `times` and `people` are the sheet's where they are left open."""

    row: CostRow
    name: str = ""
    hours: Decimal | None = None
    hired: Decimal | None = None
    fees: Decimal | None = None
    times: Decimal | None = None
    people: Decimal | None = None

    @property
    def is_blank(self) -> bool:
        """No figure stands on it: 0 is one."""
        return self.hours is None and self.hired is None and self.fees is None


@dataclass(frozen=True, slots=True)
class CostSheet:
    """All lines of a procedure as it is, or as it would be."""

    lines: tuple[CostLine, ...] = ()
    times: Decimal | None = None
    people: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Costing:
    """A procedure before and after a change, with the income of an hour that both were reckoned with, and where it is from. `scope`:
    the case and the way to hand in that it is reckoned for, in words: an applicant is in one case and hands in one way.
    """

    before: CostSheet = CostSheet()
    after: CostSheet = CostSheet()
    wage: Decimal | None = None
    wage_source: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """What one dossier costs and what a year costs; None where it is not known, `lacks` telling why."""

    dossier: Decimal | None
    year: Decimal | None
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True, slots=True)
class Saving:
    """Amounts and per cent, of a year where both years are known, else of one dossier (`whole_year` False)."""

    amount: Decimal | None
    percent: Decimal | None
    whole_year: bool


def line_cost(line: CostLine, wage: Decimal | None) -> Decimal | None:
    """c of one line; None where hours stand on it and nobody knows what an hour is worth, or nothing stands on it."""
    if line.is_blank:
        return None
    hours = line.hours or ZERO
    if hours and wage is None:
        return None
    return hours * (wage or ZERO) + (line.hired or ZERO) + (line.fees or ZERO)


def total(sheet: CostSheet, wage: Decimal | None) -> Total:
    """The sums of a sheet. A sheet without lines costs nothing only where somebody said so: it lacks its lines."""
    if not sheet.lines:
        return Total(None, None, (Lack.LINES,))
    costs = [(line, line_cost(line, wage)) for line in sheet.lines]
    lacks: list[Lack] = []
    if any(line.is_blank for line in sheet.lines):
        lacks.append(Lack.LINES)
    if any(cost is None and not line.is_blank for line, cost in costs):
        lacks.append(Lack.WAGE)
    if any((line.times if line.times is not None else sheet.times) is None for line in sheet.lines):
        lacks.append(Lack.TIMES)
    if any((line.people if line.people is not None else sheet.people) is None for line in sheet.lines):
        lacks.append(Lack.PEOPLE)
    known = [(line, cost) for line, cost in costs if cost is not None]
    dossier = sum((cost for _, cost in known), ZERO) if len(known) == len(costs) else None
    if lacks:
        return Total(dossier, None, tuple(lacks))
    return Total(dossier, sum((cost * _often(line, sheet) for line, cost in known), ZERO))


def _often(line: CostLine, sheet: CostSheet) -> Decimal:
    times = line.times if line.times is not None else sheet.times
    people = line.people if line.people is not None else sheet.people
    return (times or ZERO) * (people or ZERO)


def saving_percent(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """How much cheaper it became, in per cent; None where either is not known, or where nothing was to be saved."""
    if before is None or after is None or before == 0:
        return None
    return (before - after) / before * 100


def saving(costing: Costing) -> Saving:
    """What the change saves."""
    before, after = total(costing.before, costing.wage), total(costing.after, costing.wage)
    whole = before.year is not None and after.year is not None
    old, new = (before.year, after.year) if whole else (before.dossier, after.dossier)
    amount = old - new if old is not None and new is not None else None
    return Saving(amount, saving_percent(old, new), whole)


def rounded(value: Decimal | None, places: int = 0) -> Decimal | None:
    """For showing: half up, at the end only."""
    return None if value is None else value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


_ADAPTER: TypeAdapter[Costing] = TypeAdapter(Costing)


def as_json(costing: Costing) -> dict[str, Any]:
    """What is kept; amounts are texts, so that nothing is rounded."""
    plain: dict[str, Any] = _ADAPTER.dump_python(costing, mode="json", exclude_defaults=True)
    return plain


def from_json(plain: Mapping[str, Any]) -> Costing:
    """The costing again. Raises pydantic.ValidationError for anything that is none."""
    return _ADAPTER.validate_python(dict(plain))
