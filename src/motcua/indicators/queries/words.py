"""Figures and periods in words, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from motcua.indicators.queries.values import Figure
from motcua.indicators.rules.charts import Chart, Drawn, columns
from motcua.indicators.rules.periods import name_of, period_of
from motcua.kernel import clock
from motcua.kernel.indicators import Indicator, Kind, Rule, Span, Value, Window
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone

KINDS = {
    Kind.RATIO: _("Tỷ lệ"),
    Kind.COUNT: _("Số đếm"),
    Kind.SUM: _("Tổng"),
    Kind.MEAN: _("Trung bình"),
    Kind.MEDIAN: _("Trung vị"),
}
RULES = {
    Rule.CALENDAR: _("Theo lịch: từ ngày đầu đến ngày cuối của kỳ"),
    Rule.REPORT: _("Theo kỳ báo cáo: từ ngày 15 đến ngày 14"),
}
SPANS = {
    Span.MONTH: _("Tháng"),
    Span.QUARTER: _("Quý"),
    Span.HALF: _("6 tháng"),
    Span.NINE_MONTHS: _("9 tháng"),
    Span.YEAR: _("Năm"),
}
SIDES = {"numerator": _("Tử số"), "denominator": _("Mẫu số")}
FROZEN = Badge(_("Đã chốt"), Tone.DONE)
LIVE = Badge(_("Đang mở"), Tone.PLAIN)
UNFROZEN = Badge(_("Chưa chốt"), Tone.PLAIN)
NO_FIGURE = _("Chưa có số liệu")


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a table of figures, with what it is drawn from."""

    name: str
    days: str
    figure: Figure
    words: str
    pair: str
    url: str = ""
    current: bool = False

    @property
    def badge(self) -> Badge:
        """Frozen; open while its period goes on; else over and not frozen yet."""
        if self.figure.frozen:
            return FROZEN
        return LIVE if self.figure.window.end >= clock.today() else UNFROZEN


def language() -> Literal["vi", "en"]:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def amount(value: Decimal | None) -> str:
    return formats.number(value, language()) if value is not None else "–"


def figure_words(value: Value) -> str:
    """«66,7 %», «1.234», «7,5», or that there is none."""
    if value.value is None:
        return str(NO_FIGURE)
    return formats.percent(value.value, language()) if value.kind is Kind.RATIO else amount(value.value)


def pair_words(value: Value) -> str:
    """«2/3» where there are both sides."""
    return "" if value.denominator is None else f"{amount(value.numerator)}/{amount(value.denominator)}"


def days(window: Window) -> str:
    start, end = (formats.short_date(day, language()) for day in (window.start, window.end))
    return pgettext("khoảng ngày", "{start} đến {end}").format(start=start, end=end)


def window_name(window: Window) -> str:
    """«Quý III/2026», or the days where they are no period."""
    period = period_of(window)
    return name_of(period, language()) if period is not None else days(window)


def short_name(window: Window) -> str:
    """Under a column: «Q3/26», «6/26», «2026»."""
    period = period_of(window)
    if period is None:
        return formats.short_date(window.end, language())
    year = f"{period.year % 100:02}"
    match period.span:
        case Span.MONTH:
            return f"{period.number}/{year}"
        case Span.QUARTER:
            return f"Q{period.number}/{year}"
        case Span.HALF:
            return f"H{period.number}/{year}"
        case Span.NINE_MONTHS:
            return f"9M/{year}"
        case _:
            return str(period.year)


def point(figure: Figure, url: str = "", *, name: str = "", current: bool = False) -> Point:
    shown = name or window_name(figure.window)
    return Point(shown, days(figure.window), figure, figure_words(figure.of), pair_words(figure.of), url, current)


def chart(indicator: Indicator, figures: list[Figure]) -> Chart:
    drawn = [
        Drawn(
            short_name(f.window),
            "–" if f.value is None else figure_words(f.of),
            f.value,
            "missing" if f.value is None else "frozen" if f.frozen else "live",
        )
        for f in figures
    ]
    return columns(drawn, full=Decimal(100) if indicator.kind is Kind.RATIO else None)


def spoken(points: list[Point]) -> str:
    """What a chart says, for those who hear it."""
    return gettext("Biểu đồ cột: {points}").format(points="; ".join(f"{p.name}: {p.words}" for p in points))
