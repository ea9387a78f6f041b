"""The indicator type. Indicators are declared where the data lives; the same definition gives value, rows, API and public page.

Numerator and denominator are kept, never only the ratio; missing is not zero. Pure: what asks the database is given in as functions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from motcua.kernel import clock
from motcua.kernel.refs import Ref
from motcua.kernel.registries import Registry

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
_CENT = Decimal("0.01")


class Kind(StrEnum):
    RATIO = "ratio"
    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"


class Rule(StrEnum):
    """By which days a period counts. Reports run from the 15th to the 14th (NĐ 09/2019/NĐ-CP, Điều 12), index 766 by the calendar."""

    CALENDAR = "calendar"
    REPORT = "report"


class Span(StrEnum):
    """How long a period is. Nine months are a period of local reports."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Window:
    """The dates a figure covers, both ends included, as reports print them.

    `structure` is the date whose tree of units is read: None means that of `as_of`, so that a successor answers for what it took over;
    a date before a merger shows the figures of the units as they stood then. It is no part of which window it is.
    """

    start: date
    end: date
    structure: date | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a window ends before it starts")

    def structure_on(self, as_of: datetime) -> date:
        """The date on which «under this unit» is read."""
        return self.structure or clock.local(as_of).date()


@dataclass(frozen=True, slots=True)
class Row:
    """One record behind a figure. `ref` is None where the reader may not open it: it is listed masked, so the count stays equal.

    `unit` is the code of the unit that answers for it. `part` tells apart the parts of one record that count each for itself: ref and
    part stand once on a side. `amount` is what a sum, mean or median takes of it.
    """

    ref: Ref | None
    title: str
    unit: str
    at: datetime | date | None = None
    part: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RowPage:
    """Some rows in their order; `next` and `previous` are cursors, None at the ends."""

    items: Sequence[Row]
    next: str | None
    previous: str | None


@runtime_checkable
class PagedRows(Protocol):
    """Rows that know how to be read page by page in the database (`kernel.indicator_rows.QueryRows`)."""

    def __iter__(self) -> Iterator[Row]: ...

    def page(self, cursor: str | None, limit: int) -> RowPage: ...


@dataclass(frozen=True, slots=True)
class Value:
    """A figure. `numerator`/`denominator` are None where nothing is known; a ratio over nothing has no value, not 0.

    ratio: rows that fit, of all rows. count: rows, without denominator. sum: of the rows' amounts, without denominator. mean: sum of the
    amounts, over the number of rows. median: the median of the amounts; the denominator is the number of rows.
    """

    numerator: Decimal | None
    denominator: Decimal | None
    kind: Kind

    @property
    def value(self) -> Decimal | None:
        """In percent with two decimals for a ratio, else the numerator (mean: divided)."""
        if self.numerator is None:
            return None
        if self.kind is Kind.MEDIAN:
            return self.numerator if self.denominator else None
        if self.kind not in {Kind.RATIO, Kind.MEAN}:
            return self.numerator
        if not self.denominator:
            return None
        scale = 100 if self.kind is Kind.RATIO else 1
        return (self.numerator * scale / self.denominator).quantize(_CENT, ROUND_HALF_UP)


Side = Literal["numerator", "denominator"]
SIDES: Mapping[Kind, tuple[Side, ...]] = {
    Kind.RATIO: ("numerator", "denominator"),
    Kind.COUNT: ("numerator",),
    Kind.SUM: ("numerator",),
    Kind.MEAN: ("denominator",),
    Kind.MEDIAN: ("denominator",),
}
"""On which sides rows of a kind stand: a mean is over its denominator's rows, each with its amount."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """By what the records of a figure are told apart beside unit and period, as procedures are by their field.

    `values(unit, window, as_of)`: group → its value, in as many queries however many groups; records of no group stand under the empty
    text. The groups add up to the figure. `rows(unit, window, as_of, side, group)`: the rows of one group. `names(groups)`: what people
    call them. `by_unit(unit ids, window, as_of, group)`: one group's value of each of many units, in as many queries however many.
    """

    key: str
    title: StrOrPromise
    values: Callable[[int | None, Window, datetime], Mapping[str, Value]]
    rows: Callable[[int | None, Window, datetime, Side, str], Iterable[Row]]
    names: Callable[[Iterable[str]], Mapping[str, str]]
    by_unit: Callable[[Sequence[int], Window, datetime, str], Mapping[int, Value]] | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """`value` and `rows` take (unit id or None for the whole province, window, as_of) and agree to the unit.

    `as_of`: only what was known at that moment counts, so that a frozen figure recomputes. `formula` says in words what is counted over
    what; `source` is the norm or decision it comes from; `owner` who answers for the definition; `measure` what is counted ("nhiệm vụ").
    `rule` and `spans`: by which days its periods run, and which there are. `version` grows when what is counted changes. `stock`: counted
    as things stand on a day: a count that also falls, as what is missing does; a ratio that changes without new records.

    Optional, for lists and charts in few queries: `by_unit(unit ids, window, as_of)` gives the value of each of many units,
    `series(unit, windows, as_of)` one value for each window in the same order. `dimensions`: by what else its records are told
    apart. `promised`: how plans promise it, each a list of phrases that all stand in the words of such a target; the first says what is
    counted (`plans.rules.binding`).
    `beside`: keys of indicators that are read beside it, as what it leaves out. `within`: keys of counts that tell a part of its
    denominator, which whoever reads the share should know.
    `belonging(unit ids, window, as_of)`: where a record counts at several units, which of the province's count at each (Refs as text).
    """

    key: str
    title: StrOrPromise
    kind: Kind
    source: StrOrPromise
    value: Callable[[int | None, Window, datetime], Value]
    rows: Callable[[int | None, Window, datetime, Side], Iterable[Row]]
    formula: StrOrPromise = ""
    owner: StrOrPromise = ""
    measure: StrOrPromise = ""
    rule: Rule = Rule.CALENDAR
    spans: tuple[Span, ...] = tuple(Span)
    lower_is_better: bool = False
    stock: bool = False
    dimensions: Sequence[Dimension] = ()
    promised: Sequence[Sequence[str]] = ()
    beside: Sequence[str] = ()
    within: Sequence[str] = ()
    version: int = 1
    by_unit: Callable[[Sequence[int], Window, datetime], Mapping[int, Value]] | None = None
    series: Callable[[int | None, Sequence[Window], datetime], Sequence[Value]] | None = None
    belonging: Callable[[Sequence[int], Window, datetime], Mapping[int, set[str]]] | None = None

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise ValueError(f"not the key of an indicator (package.name): {self.key!r}")
        if not self.spans:
            raise ValueError(f"indicator {self.key!r} has no period")

    @property
    def package(self) -> str:
        """The package that declares it: the first word of its key."""
        return self.key.partition(".")[0]

    def dimension(self, key: str) -> Dimension | None:
        return next((one for one in self.dimensions if one.key == key), None)

    @property
    def sides(self) -> tuple[Side, ...]:
        return SIDES[self.kind]


indicators: Registry[Indicator] = Registry("indicators")


def declare(*entries: Indicator) -> None:
    """Register indicators by their keys; called by the `apps.py` of the package whose data they count."""
    for entry in entries:
        indicators.register(entry.key, entry)
