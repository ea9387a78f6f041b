"""The index of service quality of a unit in a period: each component's figure and points, by the rule that holds on the period's last day.

Nothing is stored beside the figures: those of closed periods are frozen, and points follow from figure and rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from motcua.indicators.models import Release
from motcua.indicators.queries.releases import latest_public, live_releases, public_figure, release_for
from motcua.indicators.queries.values import Figure, value_of, values_by_unit
from motcua.indicators.rules.periods import Period, last_until, window_of
from motcua.indicators.rules.scorebook import (
    Component,
    Group,
    Scheme,
    State,
    Sum,
    added,
    points_of,
    scheme,
    state_of,
    worth_of,
)
from motcua.kernel import clock, rules
from motcua.kernel.errors import Invalid, NotFound
from motcua.kernel.indicators import Span, Window, indicators

RULE = "indicators.service_quality"
PUBLIC_QUARTERS = 8
FigureOf = Callable[[str, int | None, Window], Figure | None]


@dataclass(frozen=True, slots=True)
class Scored:
    """A component with its figure and points; both None where there are none, and `state` says why."""

    component: Component
    window: Window
    figure: Figure | None
    worth: Decimal | None
    """Unrounded, for sums; `points` are shown."""
    state: State

    @property
    def points(self) -> Decimal | None:
        return points_of(self.component, self.figure.of if self.figure is not None else None)


@dataclass(frozen=True, slots=True)
class GroupScore:
    group: Group
    lines: tuple[Scored, ...]

    @property
    def sum(self) -> Sum:
        return added((line.component, line.worth) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Score:
    """`provisional`: the period goes on, so every figure may still change."""

    unit: int | None
    window: Window
    rule: rules.Rule
    scheme: Scheme
    groups: tuple[GroupScore, ...]
    computed_at: datetime
    provisional: bool

    @property
    def sum(self) -> Sum:
        return added((line.component, line.worth) for group in self.groups for line in group.lines)


def scheme_on(on: date) -> tuple[Scheme, rules.Rule]:
    """Raises NotEstablished for a day before the index, Invalid where an administrator's rule cannot be understood."""
    found = rules.rule(RULE, on)
    try:
        return scheme(found.value), found
    except ValueError as error:
        raise Invalid("Quy tắc của bộ chỉ số có chỗ chưa đúng: {fault}.", fault=str(error)) from error


def first_indicator(on: date) -> str:
    """An indicator by whose unit and periods the index may be asked for. Raises NotFound where nothing counts any component."""
    for group in scheme_on(on)[0].groups:
        for component in group.components:
            if component.indicator in indicators:
                return component.indicator
    raise NotFound("Chưa thành phần nào của bộ chỉ số có số liệu.", code="no_indicator")


def score_of(unit: int | None, window: Window) -> Score:
    """As an officer reads it. Raises NotEstablished. The queries of each component's figure."""
    return _score(unit, window, scheme_on(window.end), lambda k, one, days: value_of(k, unit=one, window=days))


def public_score(unit: int | None, window: Window) -> Score:
    """Of the components those whose indicator is released for the unit. Raises NotFound where none is, NotEstablished."""
    found = _score(unit, window, scheme_on(window.end), _released, State.NOT_PUBLIC)
    if all(line.figure is None for group in found.groups for line in group.lines):
        raise NotFound("Không có số liệu công khai này.", code="not_released")
    return found


def scores_of(units: Sequence[int], window: Window) -> dict[int, Score]:
    """The index of each of several units, in their order. As many queries however many units."""
    held = scheme_on(window.end)
    by_key = {
        c.indicator: values_by_unit(c.indicator, units=units, window=_window(c, window))
        for g in held[0].groups
        for c in g.components
        if c.indicator in indicators
    }

    def figure(key: str, unit: int | None, _days: Window) -> Figure | None:
        return by_key[key][unit] if unit is not None else None

    return {unit: _score(unit, window, held, figure) for unit in units}


def public_periods() -> list[Period]:
    """The quarters that the public may choose from, the current one first."""
    found = last_until(clock.today(), Span.QUARTER, PUBLIC_QUARTERS)
    return [replace(period, rule=None) for period in reversed(found)]


def public_window() -> Window:
    """The latest quarter of which anything is public: the current one where live figures are released, else the last that was closed."""
    keys = {c.indicator for g in scheme_on(clock.today())[0].groups for c in g.components}
    held = live_releases().filter(key__in=keys, unit__isnull=True)
    if held.filter(mode=Release.Mode.LIVE).exists():
        return window_of(public_periods()[0])
    quarters = [window_of(period) for period in public_periods()]
    closed = {(o.window_start, o.window_end) for release in held for o in latest_public(release)}
    return next((w for w in quarters if (w.start, w.end) in closed), quarters[0])


def _score(
    unit: int | None,
    window: Window,
    held: tuple[Scheme, rules.Rule],
    figure_of: FigureOf,
    unseen: State = State.NO_DATA,
) -> Score:
    found, rule = held
    groups = tuple(
        GroupScore(g, tuple(_scored(c, unit, _window(c, window), figure_of, unseen) for c in g.components))
        for g in found.groups
    )
    return Score(unit, window, rule, found, groups, clock.now(), clock.today() <= window.end)


def _scored(component: Component, unit: int | None, window: Window, figure_of: FigureOf, unseen: State) -> Scored:
    if component.indicator not in indicators:
        return Scored(component, window, None, None, State.NO_DATA)
    figure = figure_of(component.indicator, unit, window)
    if figure is None:
        return Scored(component, window, None, None, unseen)
    return Scored(component, window, figure, worth_of(component, figure.of), state_of(component, figure.of))


def _released(key: str, unit: int | None, window: Window) -> Figure | None:
    try:
        return public_figure(release_for(key, unit), window)
    except NotFound:
        return None


def _window(component: Component, window: Window) -> Window:
    """What the portal does not bind to a period is counted as of today."""
    today = clock.today()
    return Window(today, today, window.structure) if component.now else window
