"""What is proposed to measure the targets of a plan that nobody has bound yet, and which of the proposals are beyond doubt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.indicators.queries.values import Figure, value_of
from motcua.kernel.indicators import Indicator, indicators
from motcua.plans.models import Plan, Target
from motcua.plans.queries.targets import LiveTarget, live_targets

LIKE = _("chữ chỉ gần giống tên chỉ số")
TWICE = _("nhiều chỉ tiêu của kế hoạch cùng được đề xuất chỉ số này")
TAKEN = _("chỉ số này đang đo một chỉ tiêu khác của kế hoạch")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal for one target. `doubt`: why a person has to look at it first; empty where the words of the target leave none."""

    of: LiveTarget
    indicator: Indicator
    doubt: Any

    @property
    def target(self) -> Target:
        return self.of.target

    @property
    def sure(self) -> bool:
        return not self.doubt

    def figure(self) -> Figure:
        """What the target would show once bound."""
        return value_of(self.indicator.key, unit=self.target.plan.owner_id, window=self.of.window)


def proposed_for(plan: Plan, today: date) -> list[Proposed]:
    """In the order of the paper. Sure is what a target names outright, where nothing else of the plan is, or would be, measured by it."""
    live = live_targets(plan, today)
    bound = {one.binding.indicator for one in live if one.binding is not None and one.binding.indicator}
    open_ones = [one for one in live if one.binding is None and one.proposal is not None]
    often = Counter(one.proposal.key for one in open_ones if one.proposal is not None)
    return [
        Proposed(one, indicators[one.proposal.key], _doubt(one.proposal.key, one.proposal.likeness, often, bound))
        for one in open_ones
        if one.proposal is not None
    ]


def _doubt(key: str, likeness: float, often: Counter[str], bound: set[str]) -> Any:
    if likeness < 1:
        return LIKE
    if often[key] > 1:
        return TWICE
    return TAKEN if key in bound else ""
