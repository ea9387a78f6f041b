"""The page of the two cost sheets: what was typed, what it comes to. Works without JavaScript: a button reckons anew and saves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from motcua.kernel import clock
from motcua.procedures import formulas
from motcua.procedures.content import ChannelKind, Content
from motcua.procedures.desk.review_words import shown_saving, shown_total
from motcua.procedures.forms import reviews as inputs
from motcua.procedures.formulas import Costing, CostSheet
from motcua.procedures.queries.reviews import parameters_on, wage_on
from motcua.procedures.queries.words import CHANNELS
from motcua.procedures.services.costs import MOST_SCOPE, Choices, begun, choices_of, source_of
from motcua.ui.lists.filters import parse_whole

SIDES = ("before", "after")
MORE = 3
"""Empty rows that are offered, and that a button adds."""
_COUNT = "TOTAL_FORMS"


CASE, CHANNEL = "truong-hop", "cach-nop"
"""What is chosen, in the address."""


def page_for(request: HttpRequest, costing: Mapping[str, Any], version: int, content: Content | None) -> CostPage:
    """With what was reckoned, else with the lines of the case and the way to hand in that the address names."""
    if costing:
        return CostPage(request, formulas.from_json(costing), version)
    case, channel = request.GET.get(CASE, ""), request.GET.get(CHANNEL, "")
    kept = begun(content, clock.today(), case, channel)
    return CostPage(request, kept, version, choices_of(content) if content is not None else None)


class CostPage:
    """`take` reads what was posted; `to_save` says whether it is to be kept; `costing` is what it says."""

    def __init__(self, request: HttpRequest, kept: Costing, version: int, choices: Choices | None = None) -> None:
        """`choices`: what may be chosen while nobody has reckoned yet."""
        self.request, self.version, self.choices = request, version, choices
        self.wage = wage_on(clock.today())
        renewed = self.wage is not None and (kept.wage is None or request.method == "POST")
        self.costing = Costing(kept.before, kept.after, *self._wage(), kept.scope) if renewed else kept
        self.to_save = False
        self.errors: list[Any] = []
        self._bind(None)

    def take(self) -> int:
        """Returns the status of the page, if it is to be shown again."""
        data = self.request.POST.copy()
        typed = parse_whole(data.get("version"))
        self.version = self.version if typed is None else typed
        for side in SIDES:
            if f"more_{side}" in data:
                count = f"{side}-{_COUNT}"
                data[count] = str((parse_whole(data.get(count)) or 0) + MORE)
        self._bind(data)
        valid = [part.is_valid() for part in self._parts()]  # every part says what is wrong with it
        if not all(valid):
            return 422
        scope = " ".join(str(data.get("scope", "")).split())[:MOST_SCOPE]
        self.costing = replace(self.costing, before=self._sheet("before"), after=self._sheet("after"), scope=scope)
        if "copy" in data:
            self.costing = replace(self.costing, after=self.costing.before)
            self._bind(None)
        self.to_save = "save" in data
        return 200

    def context(self) -> dict[str, Any]:
        totals = {side: formulas.total(getattr(self.costing, side), self.costing.wage) for side in SIDES}
        return {
            "sides": [
                {
                    "key": side,
                    "lines": self.lines[side],
                    "rows": self._rows(side),
                    "sheet": self.sheets[side],
                    "total": shown_total(totals[side]),
                }
                for side in SIDES
            ],
            "saving": shown_saving(formulas.saving(self.costing)),
            "costing": self.costing,
            "choices": self._choices(),
            "version": self.version,
            "errors": self.errors,
            "parameters": parameters_on(clock.today()),
            "parameters_url": reverse("procedures:cost_parameters"),
            "faulty": any(part.is_bound and not part.is_valid() for part in self._parts()),
        }

    def _choices(self) -> dict[str, Any] | None:
        """Offered before anything is typed: another choice brings other lines."""
        if self.choices is None or not self.choices.several or self.request.method == "POST":
            return None
        case, channel = self.request.GET.get(CASE, ""), self.request.GET.get(CHANNEL, "")
        return {
            "cases": [(one, one == case) for one in self.choices.cases],
            "channels": [(one, CHANNELS[ChannelKind(one)], one == channel) for one in self.choices.channels],
        }

    def _rows(self, side: str) -> list[tuple[Any, Any]]:
        """Each row of the form with what its line costs, as it was last reckoned."""
        lines = list(getattr(self.costing, side).lines)
        found = []
        for form in self.lines[side]:
            line = form.line() if form.is_bound and form.is_valid() else None
            if not form.is_bound and lines:
                line = lines.pop(0)
            found.append((form, formulas.rounded(formulas.line_cost(line, self.costing.wage)) if line else None))
        return found

    def _parts(self) -> list[Any]:
        return [part for side in SIDES for part in (self.lines[side], self.sheets[side])]

    def _wage(self) -> tuple[Any, str]:
        return (self.wage.value, source_of(self.wage)) if self.wage is not None else (None, "")

    def _sheet(self, side: str) -> CostSheet:
        lines = tuple(line for form in self.lines[side] if (line := form.line()) is not None)
        data = self.sheets[side].cleaned_data
        return CostSheet(lines, data["times"], data["people"])

    def _bind(self, data: Any) -> None:
        self.lines: dict[str, Any] = {}
        self.sheets: dict[str, Any] = {}
        for side in SIDES:
            sheet = getattr(self.costing, side)
            rows = inputs.initial_lines(sheet, MORE)
            self.lines[side] = inputs.Lines(data, prefix=side, initial=None if data else rows)
            initial = {"times": inputs.plain(sheet.times), "people": inputs.plain(sheet.people)}
            self.sheets[side] = inputs.SheetForm(data, prefix=f"{side}_all", initial=initial)
