"""Figures and periods in words, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from motcua.indicators.queries.goals import Goal, Stand
from motcua.indicators.queries.values import Figure
from motcua.indicators.rules.charts import Chart, Drawn, columns
from motcua.indicators.rules.forecast import Comparator, Forecast, Need, Verdict, exact
from motcua.indicators.rules.gauges import Gauge, gauge
from motcua.indicators.rules.periods import name_of, period_of
from motcua.kernel import clock
from motcua.kernel.indicators import Indicator, Kind, Rule, Span, Value, Window
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.language import spoken

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
VERDICTS = {
    Verdict.MET: Badge(_("Đạt"), Tone.DONE),
    Verdict.ON_COURSE: Badge(_("Đang đúng hướng"), Tone.ACTIVE),
    Verdict.AT_RISK: Badge(_("Có nguy cơ không đạt"), Tone.RISK),
    Verdict.MISSED: Badge(_("Không đạt"), Tone.LATE),
    Verdict.NO_DATA: Badge(_("Chưa có số liệu"), Tone.PLAIN),
}
SIGNS = {">=": "≥", "<=": "≤", "=": "=", ">": ">", "<": "<"}
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


def amount(value: Decimal | None) -> str:
    return formats.number(value, spoken()) if value is not None else "–"


def figure_words(value: Value) -> str:
    """«66,7 %», «1.234», «7,5», or that there is none."""
    if value.value is None:
        return str(NO_FIGURE)
    if value.kind is Kind.RATIO:
        return formats.percent(exact(value) or Decimal(0), spoken())  # rounded once: 15/19 is 78,9 %, not 79
    return amount(value.value)


def pair_words(value: Value) -> str:
    """«2/3» where there are both sides."""
    return "" if value.denominator is None else f"{amount(value.numerator)}/{amount(value.denominator)}"


def days(window: Window) -> str:
    start, end = (formats.short_date(day, spoken()) for day in (window.start, window.end))
    return pgettext("khoảng ngày", "{start} đến {end}").format(start=start, end=end)


def window_name(window: Window) -> str:
    """«Quý III/2026», or the days where they are no period."""
    period = period_of(window)
    return name_of(period, spoken()) if period is not None else days(window)


def short_name(window: Window) -> str:
    """Under a column: «Q3/26», «6/26», «2026»."""
    period = period_of(window)
    if period is None:
        return formats.short_date(window.end, spoken())
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


def chart(indicator: Indicator, figures: list[Figure], line: tuple[Goal, int, int] | None = None) -> Chart:
    """`line`: the goal that is drawn, with the first and the last figure it holds for."""
    drawn = [
        Drawn(
            short_name(f.window),
            "–" if f.value is None else figure_words(f.of),
            f.value,
            "missing" if f.value is None else "frozen" if f.frozen else "live",
        )
        for f in figures
    ]
    full = Decimal(100) if indicator.kind is Kind.RATIO else None
    if line is None:
        return columns(drawn, full=full)
    goal, first, last = line
    return columns(drawn, full=full, goal=goal.value, over=(first, last))


def heard(points: list[Point], line: tuple[Goal, int, int] | None = None) -> str:
    """What a chart says, for those who hear it."""
    said = gettext("Biểu đồ cột: {points}").format(points="; ".join(f"{p.name}: {p.words}" for p in points))
    return said if line is None else f"{said}. {gettext('Chỉ tiêu: {goal}').format(goal=goal_words(line[0]))}"


def goal_words(goal: Goal) -> str:
    """«≥ 96,5 %», «≤ 3»."""
    return level_words(goal.comparator, goal.value, goal.measure)


def level_words(comparator: str, value: Decimal, measure: str) -> str:
    """«≥ 96,5 %»: what a number must reach, in its measure."""
    return f"{SIGNS[comparator]} {measured_words(value, measure)}"


def measured_words(value: Decimal, measure: str) -> str:
    """«96,5 %», «3 hồ sơ»."""
    return formats.percent(value, spoken()) if measure.strip() == "%" else f"{amount(value)} {measure}".strip()


@dataclass(frozen=True, slots=True)
class Promised:
    """A goal as a page tells it: what was promised by whom, what there is, how it stands, where it goes, what it would take."""

    goal: Goal
    words: str
    period: str
    now: Point
    badge: Badge
    expected: str
    need: str
    gauge: Gauge
    gauge_words: str


def promised(stand: Stand) -> Promised:
    goal, now = stand.goal, point(stand.figure)
    words, expected = goal_words(goal), expected_words(stand.seen)
    return Promised(
        goal,
        words,
        window_name(goal.window),
        now,
        VERDICTS[stand.verdict],
        expected,
        need_words(stand.need),
        drawn_gauge(goal.comparator, goal.value, goal.measure, stand.figure.value, stand.seen),
        gauge_words(now.words, words, expected),
    )


def drawn_gauge(
    comparator: Comparator, goal: Decimal, measure: str, value: Decimal | None, seen: Forecast | None = None
) -> Gauge:
    """A figure against its goal, and where it goes while its period is open."""
    expected = seen.expected if seen is not None and not seen.ended else None
    return gauge(comparator, goal, value, expected, full=Decimal(100) if measure.strip() == "%" else None)


def gauge_words(reached: str, goal: str, expected: str = "") -> str:
    """What a gauge says, for those who hear it; all as words already."""
    if expected:
        return gettext("Thước đo: {reached}; mức {goal}; dự báo cuối kỳ {expected}").format(
            reached=reached, goal=goal, expected=expected
        )
    return gettext("Thước đo: {reached}; mức {goal}").format(reached=reached, goal=goal)


def expected_words(seen: Forecast | None) -> str:
    """Where a figure goes while its period is open: «66,7 %», «34»; nothing once it is over."""
    if seen is None or seen.ended or seen.expected is None:
        return ""
    if seen.now.kind is Kind.RATIO:
        return formats.percent(seen.expected, spoken())
    whole = seen.now.kind is Kind.COUNT
    return amount(seen.expected.quantize(Decimal(1) if whole else Decimal("0.1")).normalize())


def range_words(seen: Forecast | None) -> str:
    """Between what it may end: «từ 50 % đến 80 %»; nothing where both are the same or not known."""
    if seen is None or seen.ended or seen.low is None or seen.high is None or seen.low == seen.high:
        return ""
    percent = seen.now.kind is Kind.RATIO
    low, high = (formats.percent(v, spoken()) if percent else amount(v) for v in (seen.low, seen.high))
    return gettext("có thể từ {low} đến {high}").format(low=low, high=high)


def need_words(takes: Need | None) -> str:
    """What a goal would take; nothing where it takes nothing."""
    if takes is None:
        return ""
    if not takes.possible:
        return gettext("không còn khả năng đạt trong kỳ này")
    if takes.more <= 0 and not takes.at_most:
        return ""
    count = amount(takes.more)
    if takes.at_most:
        return gettext("chỉ được thêm tối đa {n}").format(n=count)
    if takes.of is None:
        return gettext("cần thêm {n}").format(n=count)
    return gettext("cần thêm {n} trong {of} dự kiến").format(n=count, of=amount(takes.of))
