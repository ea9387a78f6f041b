"""Figures told apart by a dimension of their indicator, such as the field of procedures: each group with its figure and its rows.

The groups of a closed window are counted again as of the moment of its closing: an observation keeps the rows of the whole figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from motcua.indicators.queries.rows import ListedRows, MaskedRows
from motcua.indicators.queries.values import Figure
from motcua.kernel.errors import NotFound
from motcua.kernel.indicators import Dimension, Indicator, Kind, PagedRows, Side, Value, Window

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Part:
    """One group of a dimension. Records of no group are asked for with the empty text."""

    dimension: Dimension
    group: str


@dataclass(frozen=True, slots=True)
class Grouped:
    """A group with its figure. `name` is empty for records of no group."""

    group: str
    name: str
    figure: Figure


def dimension_named(indicator: Indicator, key: str) -> Dimension:
    """Raises NotFound."""
    found = indicator.dimension(key)
    if found is None:
        raise NotFound("Chỉ số này không chia theo “{key}”.", code="no_dimension", key=key[:40])
    return found


def groups_of(indicator: Indicator, dimension: Dimension, whole: Figure) -> list[Grouped]:
    """The groups that a figure is made of, the worst first, those without a value last. Three queries at most."""
    values = dimension.values(whole.unit, whole.window, whole.as_of)
    names = dimension.names(values)
    found = [Grouped(one, names.get(one, one), _figure(whole, value)) for one, value in values.items()]
    return sorted(found, key=lambda one: (worst_first(indicator, one.figure), one.name))


def figure_of_part(part: Part, whole: Figure) -> Figure:
    """The figure of one group; of a group that has no records, of nothing."""
    values = part.dimension.values(whole.unit, whole.window, whole.as_of)
    nothing = Value(Decimal(0), Decimal(0) if whole.kind is Kind.RATIO else None, whole.kind)
    return _figure(whole, values.get(part.group, nothing))


def units_of_part(part: Part, figures: Mapping[int, Figure]) -> dict[int, Figure]:
    """Of the figures of several units those of one group, in their order; none where the dimension cannot tell many units at once."""
    if part.dimension.by_unit is None:
        return {}
    found: dict[int, Figure] = {}
    for window, as_of in dict.fromkeys(
        (one.window, one.as_of) for one in figures.values()
    ):  # closed ones were counted earlier
        those = {unit: one for unit, one in figures.items() if (one.window, one.as_of) == (window, as_of)}
        values = part.dimension.by_unit(list(those), window, as_of, part.group)
        found |= {unit: _figure(one, values[unit]) for unit, one in those.items()}
    return {unit: found[unit] for unit in figures}


def rows_of_part(
    part: Part, *, unit: Unit | int | None, window: Window, side: Side, user: Any, as_of: datetime
) -> MaskedRows:
    """The rows of `figure_of_part`, masked like all rows."""
    pk = unit if unit is None or isinstance(unit, int) else unit.pk
    rows = part.dimension.rows(pk, window, as_of, side, part.group)
    return MaskedRows(rows if isinstance(rows, PagedRows) else ListedRows.of(rows), user, False, as_of)


def name_of(part: Part) -> str:
    return part.dimension.names([part.group]).get(part.group, part.group)


def worst_first(one: Indicator, figure: Figure) -> tuple[int, Decimal]:
    """A count has no good or bad side among groups of different size: the highest first."""
    if figure.value is None:
        return (1, Decimal(0))
    ascending = one.kind is Kind.RATIO and not one.lower_is_better
    return (0, figure.value if ascending else -figure.value)


def agrees(whole: Figure, groups: Sequence[Grouped]) -> bool:
    """Whether the groups add up to the figure: those of a closed window do unless what it counted was rewritten since."""
    numerator = sum((one.figure.numerator or Decimal(0) for one in groups), Decimal(0))
    denominator = sum((one.figure.denominator or Decimal(0) for one in groups), Decimal(0))
    return (whole.numerator or 0, whole.denominator or 0) == (numerator, denominator)


def _figure(whole: Figure, value: Value) -> Figure:
    return Figure(whole.key, whole.unit, whole.window, whole.as_of, value)
