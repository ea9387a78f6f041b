"""What an indicator's page is asked for: unit, period and structure stand in its address, with the choices beside them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.indicators.queries import words
from motcua.indicators.queries.asking import PROVINCE, Asked, Question, asked
from motcua.indicators.queries.groups import Grouped
from motcua.indicators.queries.groups import name_of as group_name
from motcua.indicators.queries.releases import default_span
from motcua.indicators.rules.periods import Period, current, following, name_of, period_of, window_of
from motcua.kernel import clock
from motcua.kernel.errors import AppError
from motcua.kernel.indicators import Indicator, Span
from motcua.kernel.text import sort_key
from motcua.organisations.queries.scopes import codes_of
from motcua.organisations.queries.units import days_of_change, names_on, tree_on
from motcua.ui import formats
from motcua.ui.errors import text_of
from motcua.ui.language import spoken
from motcua.ui.lists.filters import parse_day

_BACK = {Span.MONTH: 13, Span.QUARTER: 9, Span.HALF: 5, Span.NINE_MONTHS: 3, Span.YEAR: 5}
"""How many periods of each length may be chosen: about two years, five for years."""

_STEP = "\u2003"
"""What sets a unit in below the one it stands under: options of a select keep no other white space."""
Choice = tuple[str, str, bool]
NO_GROUP = _("Chưa rõ")


@dataclass(frozen=True, slots=True)
class Selection:
    """The question of a page, understood, and how it is written in addresses."""

    question: Asked
    code: str
    unit_name: str
    structure: date | None
    warnings: tuple[str, ...] = ()

    @property
    def indicator(self) -> Indicator:
        return self.question.indicator

    @property
    def span(self) -> Span:
        period = period_of(self.question.window)
        return period.span if period is not None else default_span(self.indicator)

    def query(self, **changes: str) -> str:
        """The address's question with changes: keeps unit, days, structure and group."""
        window = self.question.window
        given = {"unit": self.code, "from": window.start.isoformat(), "to": window.end.isoformat()}
        period = period_of(window)
        if period is not None and (period.rule or self.indicator.rule) is self.indicator.rule:
            given = {"unit": self.code, "period": str(replace(period, rule=None))}
        if self.structure is not None:
            given["structure"] = self.structure.isoformat()
        if self.question.part is not None:
            given |= {"by": self.question.part.dimension.key, "group": self.question.part.group}
        if "period" in changes:
            given.pop("from", None), given.pop("to", None)
        written = QueryDict(mutable=True)
        written.update({k: v for k, v in (given | changes).items() if v})
        return written.urlencode()


def selection(request: HttpRequest, key: str) -> Selection:
    """Raises NotFound for an unknown indicator; what else is not understood is told and left out."""
    asked(request.user, key, Question(unit=PROVINCE))
    warnings: list[str] = []
    structure = parse_day(request.GET.get("structure", ""))
    by, group = request.GET.get("by", ""), request.GET.get("group", "")
    if "part" in request.GET:  # of the form, where one field says both
        by, _colon, group = request.GET["part"].partition(":")
    question = Question(
        unit=request.GET.get("unit", "").strip(),
        start=parse_day(request.GET.get("from", "")),
        end=parse_day(request.GET.get("to", "")),
        period=request.GET.get("period", "").strip(),
        structure=structure,
        by=by.strip(),
        group=group.strip(),
    )
    try:
        found = asked(request.user, key, question)
    except AppError as error:
        warnings.append(text_of(error))
        found = asked(request.user, key, Question(structure=structure))
    code = codes_of([found.unit])[found.unit] if found.unit is not None else PROVINCE
    name = _unit_name(found.unit, structure or clock.today())
    return Selection(found, code, name, structure, tuple(warnings))


def unit_choices(chosen: Selection) -> list[Choice]:
    """Units of the structure's date in the order of the tree, the whole province first."""
    day = chosen.structure or clock.today()
    found = [(PROVINCE, gettext("Toàn tỉnh"), chosen.code == PROVINCE)]
    for node in tree_on(day):
        name = _STEP * node.depth + node.version.name
        found.append((node.version.unit.code, name, node.version.unit.code == chosen.code))
    if not any(selected for _, _, selected in found):
        found.append((chosen.code, chosen.unit_name, True))
    return found


def period_choices(chosen: Selection, spans: Collection[Span] = tuple(Span)) -> list[tuple[str, list[Choice]]]:
    """Periods to choose from, of these lengths, grouped by length, the present one first."""
    today, indicator, asked_for = clock.today(), chosen.indicator, chosen.question.window
    groups: list[tuple[str, list[Choice]]] = []
    seen = False
    for span in reversed(list(Span)):
        if span in indicator.spans and span in spans:
            here = replace(current(today, span, indicator.rule), rule=None)
            rows = [_choice(following(here, -step), chosen) for step in range(_BACK[span])]
            seen = seen or any(selected for _, _, selected in rows)
            groups.append((str(words.SPANS[span]), rows))
    if not seen:
        groups.insert(0, (gettext("Đang xem"), [(_written(chosen), words.window_name(asked_for), True)]))
    return groups


def part_choices(chosen: Selection, groups: Mapping[str, Sequence[Grouped]]) -> list[tuple[str, list[Choice]]]:
    """The groups of each dimension of the indicator by their names, those of no group last."""
    part = chosen.question.part
    found: list[tuple[str, list[Choice]]] = []
    for dimension in chosen.indicator.dimensions:
        mine = part if part is not None and part.dimension is dimension else None
        named = {one.group: one.name for one in groups[dimension.key]}
        if mine is not None and mine.group not in named:
            named |= {mine.group: group_name(mine) if mine.group else ""}
        ordered = sorted(named.items(), key=lambda one: (not one[1], sort_key(one[1])))
        rows = [
            (f"{dimension.key}:{group}", name or str(NO_GROUP), mine is not None and mine.group == group)
            for group, name in ordered
        ]
        found.append((str(dimension.title), rows))
    return found


def part_words(chosen: Selection) -> str:
    """«Lĩnh vực: Đất đai» where the question is about one group."""
    part = chosen.question.part
    if part is None:
        return ""
    return gettext("{title}: {name}").format(title=part.dimension.title, name=group_name(part) or NO_GROUP)


def structure_choices(chosen: Selection) -> list[Choice]:
    """Today's structure, or that of the eve of a day on which units changed."""
    eves = [day - timedelta(days=1) for day in days_of_change()]
    found = [("", gettext("Cơ cấu hiện nay"), chosen.structure is None)]
    for eve in eves:
        label = gettext("Cơ cấu ngày {day}").format(day=formats.short_date(eve, spoken()))
        found.append((eve.isoformat(), label, eve == chosen.structure))
    if chosen.structure is not None and chosen.structure not in eves:
        label = gettext("Cơ cấu ngày {day}").format(day=formats.short_date(chosen.structure, spoken()))
        found.append((chosen.structure.isoformat(), label, True))
    return found


def _choice(period: Period, chosen: Selection) -> Choice:
    return (
        str(period),
        name_of(period, spoken()),
        window_of(period, chosen.indicator.rule) == chosen.question.window,
    )


def _written(chosen: Selection) -> str:
    period = period_of(chosen.question.window)
    return str(period) if period is not None else ""


def _unit_name(unit: int | None, on: date) -> str:
    return gettext("Toàn tỉnh") if unit is None else names_on([unit], on).get(unit, "")
