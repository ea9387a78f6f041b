"""What a reader asks for: which indicator, unit and window, with the defaults of CONTRACT, and whether they may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.indicators.models import Release
from motcua.indicators.permissions import may_read
from motcua.indicators.queries.catalogue import indicator_named
from motcua.indicators.queries.groups import Part, dimension_named, figure_of_part, rows_of_part
from motcua.indicators.queries.releases import default_span, latest_public, public_figure, release_for
from motcua.indicators.queries.rows import MaskedRows, rows_of
from motcua.indicators.queries.values import Figure, value_of
from motcua.indicators.rules.periods import current, parse_period, window_of
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid, NotFound
from motcua.kernel.indicators import Indicator, Side, Window
from motcua.organisations.queries.scopes import topmost_unit
from motcua.organisations.queries.units import unit_named

PROVINCE = "*"
"""How a question names the whole province."""
_WRONG = "Câu hỏi có chỗ chưa đúng; xem từng trường."
_EARLIEST, _LATEST = datetime(1945, 1, 1, tzinfo=clock.ZONE), datetime(2200, 12, 31, tzinfo=clock.ZONE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that the reader may ask. `release` is set for the public, who see what it lets them see."""

    indicator: Indicator
    unit: int | None
    window: Window
    as_of: datetime | None
    release: Release | None
    part: Part | None = None
    """Of the figure one group only."""

    def whole(self) -> Figure:
        """The figure of all groups. Raises NotFound for what is not public."""
        if self.release is not None:
            return public_figure(self.release, self.window)
        return value_of(self.indicator.key, unit=self.unit, window=self.window, as_of=self.as_of)

    def figure(self) -> Figure:
        """Raises NotFound for what is not public."""
        whole = self.whole()
        return whole if self.part is None else figure_of_part(self.part, whole)

    def rows(self, side: Side, user: Any) -> MaskedRows:
        """The rows of `figure()`. Raises NotFound for what is not public."""
        if self.part is not None:
            moment = self.whole().as_of
            return rows_of_part(self.part, unit=self.unit, window=self.window, side=side, user=user, as_of=moment)
        self.figure() if self.release is not None else None
        return rows_of(self.indicator.key, unit=self.unit, window=self.window, side=side, user=user, as_of=self.as_of)


@dataclass(frozen=True, slots=True)
class Question:
    """The words of a question, as an address gives them. Empty: the default."""

    unit: str = ""
    start: date | None = None
    end: date | None = None
    period: str = ""
    as_of: datetime | None = None
    structure: date | None = None
    by: str = ""
    group: str = ""
    """Of which dimension which group; without `by` the whole."""


def asked(user: Any, key: str, question: Question) -> Asked:
    """Understand a question. Defaults: the reader's topmost unit (public: the province) and the current period.

    Raises NotFound (unknown indicator, unit or dimension; for the public whatever is not released, and the groups of what is), Invalid
    for days that are no window.
    """
    if may_read(user):
        indicator = indicator_named(key)
        part = Part(dimension_named(indicator, question.by), question.group) if question.by else None
        return Asked(
            indicator, _unit(user, question.unit), _window(indicator, question), _moment(question.as_of), None, part
        )
    if question.by:
        raise NotFound("Không có số liệu công khai này.", code="not_released")
    unit = unit_named(question.unit).pk if question.unit.strip(PROVINCE) else None
    release = release_for(key, unit)
    indicator = indicator_named(key)
    window = _public_window(indicator, release, question)
    return Asked(indicator, unit, Window(window.start, window.end), None, release)


def window_asked(question: Question) -> Window:
    """The days that a question names, by the calendar. Raises Invalid."""
    if question.period:
        return window_of(parse_period(question.period))
    return _days(question)


def _unit(user: Any, code: str) -> int | None:
    if code == PROVINCE:
        return None
    return unit_named(code).pk if code else topmost_unit(user, "indicators.read")


def _window(indicator: Indicator, question: Question) -> Window:
    if question.start is not None or question.end is not None:
        return _days(question)
    if question.period:
        window = window_of(parse_period(question.period), indicator.rule)
    else:
        window = window_of(current(clock.today(), default_span(indicator), indicator.rule))
    return Window(window.start, window.end, question.structure)


def _days(question: Question) -> Window:
    start, end = question.start, question.end
    if start is None or end is None:
        missing = "from" if start is None else "to"
        raise Invalid(_WRONG, errors=(FieldError(missing, "Ghi cả ngày đầu và ngày cuối."),))
    if end < start:
        raise Invalid(_WRONG, errors=(FieldError("to", "Ngày cuối phải từ ngày đầu trở đi."),))
    return Window(start, end, question.structure)


def _public_window(indicator: Indicator, release: Release, question: Question) -> Window:
    """Where only frozen figures are public, the last closed period is the current one."""
    named = question.start is not None or question.end is not None or question.period
    if not named and release.mode == Release.Mode.FROZEN and (held := latest_public(release, 1)):
        return Window(held[0].window_start, held[0].window_end)
    return _window(indicator, question)


def _moment(as_of: datetime | None) -> datetime | None:
    """Within the years of records, so that every time zone can say it."""
    return None if as_of is None else min(max(as_of, _EARLIEST), _LATEST)
