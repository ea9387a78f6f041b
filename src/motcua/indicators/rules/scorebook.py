"""An index made of components with points, as a rule set tells it: what each figure is worth. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from motcua.kernel.indicators import Span, Value

_CENT = Decimal("0.01")


class State(StrEnum):
    """Whether a component has points: it has; nothing was to be counted; nothing counts it yet; the reader may not see it."""

    SCORED = "scored"
    NOTHING = "nothing"
    NO_DATA = "no_data"
    NOT_PUBLIC = "not_public"


@dataclass(frozen=True, slots=True)
class Component:
    """`now`: counted as things stand, not in a period. `threshold` None: points in proportion to the figure. `assumed`: the source gives no
    conversion. `indicator` empty: nothing counts it, `missing` says why.
    """

    no: str
    code: str
    names: Mapping[str, str]
    points: Decimal
    indicator: str
    now: bool
    threshold: Decimal | None
    assumed: bool
    missing: str


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    names: Mapping[str, str]
    points: Decimal
    components: tuple[Component, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """`version` names the reading of the formulas; `spans` the lengths of period that the index is shown for."""

    version: str
    spans: tuple[Span, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """Points reached of those that could be reckoned; what has no figure is in neither. None where nothing could."""

    exact: Decimal | None
    of: Decimal

    @property
    def points(self) -> Decimal | None:
        """Rounded once, after all were added."""
        return None if self.exact is None else self.exact.quantize(_CENT, ROUND_HALF_UP)

    @property
    def share(self) -> Decimal | None:
        """In percent of what could be reckoned."""
        if self.exact is None or not self.of:  # components without points are there for information
            return None
        return (self.exact * 100 / self.of).quantize(_CENT, ROUND_HALF_UP)


def scheme(value: Mapping[str, Any]) -> Scheme:
    """A value of the rule set `indicators.service_quality`."""
    return Scheme(value["version"], tuple(map(Span, value["spans"])), tuple(map(_group, value["groups"])))


def state_of(component: Component, value: Value | None) -> State:
    """Of a component that the reader may see; `value` None: there is no figure."""
    if not component.indicator or value is None or value.numerator is None:
        return State.NO_DATA
    return State.NOTHING if value.value is None else State.SCORED


def points_of(component: Component, value: Value | None) -> Decimal | None:
    """`worth_of` with two decimals, to be shown."""
    found = worth_of(component, value)
    return None if found is None else found.quantize(_CENT, ROUND_HALF_UP)


def worth_of(component: Component, value: Value | None) -> Decimal | None:
    """What a figure is worth, unrounded; None where there is none, or of nothing."""
    if value is None or state_of(component, value) is not State.SCORED or value.value is None or not value.denominator:
        return None
    # from both sides, not from the rounded percentage: 2/3 of 6 points are 4, not 4.0002
    reached = (value.numerator or Decimal(0)) / value.denominator
    if component.threshold is not None:
        reached = min(reached * 100 / component.threshold, Decimal(1))
    return reached * component.points


def added(found: Iterable[tuple[Component, Decimal | None]]) -> Sum:
    known = [(component.points, points) for component, points in found if points is not None]
    return Sum(sum((p for _, p in known), Decimal(0)) if known else None, sum((of for of, _ in known), Decimal(0)))


def _group(raw: Mapping[str, Any]) -> Group:
    return Group(raw["code"], _names(raw), Decimal(str(raw["points"])), tuple(map(_component, raw["components"])))


def _component(raw: Mapping[str, Any]) -> Component:
    threshold = Decimal(str(raw["threshold"]))
    return Component(
        no=raw["number"],
        code=raw["code"],
        names=_names(raw),
        points=Decimal(str(raw["points"])),
        indicator=raw["indicator"],
        now=raw["counted"] == "now",
        threshold=threshold or None,
        assumed=raw["assumed"],
        missing=raw["missing"],
    )


def _names(raw: Mapping[str, Any]) -> Mapping[str, str]:
    return {"vi": raw["name"], "en": raw["name_en"]}
