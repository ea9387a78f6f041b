"""The indicator type. Indicators are declared where the data lives; the same definition gives value, rows, API and public page.

Numerator and denominator are kept, never only the ratio; missing is not zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Literal

from motcua.kernel.refs import Ref
from motcua.kernel.registries import Registry


class Kind(StrEnum):
    RATIO = "ratio"
    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class Window:
    """The dates a figure covers, both ends included, as reports print them."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a window ends before it starts")


@dataclass(frozen=True, slots=True)
class Row:
    """One record behind a figure. `ref` is None where the reader may not open it: it is listed masked, so the count stays equal."""

    ref: Ref | None
    title: str
    unit: str
    at: datetime | date | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A figure. `numerator`/`denominator` are None where nothing is known; a ratio over nothing has no value, not 0."""

    numerator: Decimal | None
    denominator: Decimal | None
    kind: Kind

    @property
    def value(self) -> Decimal | None:
        """In percent with two decimals for a ratio, else the numerator (mean: divided)."""
        if self.numerator is None:
            return None
        if self.kind not in {Kind.RATIO, Kind.MEAN}:
            return self.numerator
        if not self.denominator:
            return None
        scale = 100 if self.kind is Kind.RATIO else 1
        return (self.numerator * scale / self.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


Side = Literal["numerator", "denominator"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """`value` and `rows` take (unit id or None for the whole province, window, as_of) and agree to the unit."""

    key: str
    title: str
    kind: Kind
    source: str
    value: Callable[[int | None, Window, datetime], Value]
    rows: Callable[[int | None, Window, datetime, Side], Iterable[Row]]
    dimensions: Sequence[str] = ()
    titles: Mapping[str, str] | None = None


indicators: Registry[Indicator] = Registry("indicators")
