"""Targets with what they have reached: bound to an indicator, reported by hand, or measured by nothing yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import translation

from motcua.indicators.queries.goals import ahead
from motcua.indicators.queries.values import value_of
from motcua.indicators.rules.forecast import Comparator, Forecast, Need, Verdict, need, verdict
from motcua.kernel import clock
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.indicators import Indicator, Kind, Value, Window, indicators
from motcua.organisations.permissions import has_grant
from motcua.organisations.queries.scopes import codes_of
from motcua.plans.models import Plan, Target, TargetBinding, TargetReport
from motcua.plans.permissions import may_read_plan
from motcua.plans.rules.binding import Candidate, Words, propose
from motcua.plans.rules.measuring import promised_sign


@dataclass(frozen=True, slots=True)
class LiveTarget:
    """A target as it stands today. `value` None: nothing is known. `rows` is the address of the rows behind a computed figure."""

    target: Target
    binding: TargetBinding | None
    proposal: Candidate | None
    window: Window
    value: Value | None
    verdict: Verdict
    seen: Forecast | None
    need: Need | None
    report: TargetReport | None
    frozen: bool = False
    rows: str = ""

    @property
    def indicator(self) -> Indicator | None:
        key = self.binding.indicator if self.binding is not None else (self.proposal.key if self.proposal else "")
        return indicators.get(key) if key else None


def target_for(user: Any, uid: UUID | str, action: str = "plans.read") -> Target:
    """The target, if the user may do `action` for the owner of its plan. Raises NotFound, Forbidden."""
    found = Target.objects.select_related("plan__owner", "task").filter(uid=uid).first()
    if found is None or not may_read_plan(user, found.plan):
        raise NotFound("Không có chỉ tiêu này, hoặc bạn không được mở.")
    if action != "plans.read" and not has_grant(user, action, found.plan.owner_id):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def window_of(target: Target) -> Window:
    """The target's own period, else its plan's."""
    plan = target.plan
    year = plan.year or (plan.issued_on or clock.today()).year
    start = target.starts_on or plan.starts_on or date(year, 1, 1)
    end = target.ends_on or plan.ends_on or date(year, 12, 31)
    return Window(min(start, end), end)


def live_targets(plan: Plan, today: date) -> list[LiveTarget]:
    """All targets of a plan in the order of the paper. Three queries, and those of each bound indicator."""
    rows = _with_measures(plan.targets.filter(dropped_at__isnull=True).order_by("position"))
    spoken = indicator_words()
    return [live(target, today, spoken) for target in rows]


def indicator_words() -> dict[str, Words]:
    """How the indicators of the catalogue are spoken of, from which that of a target is proposed. Plans are Vietnamese on every page."""
    with translation.override("vi"):
        return {key: Words(str(one.title), str(one.measure), one.promised) for key, one in indicators.items()}


def live_target(target: Target, today: date) -> LiveTarget:
    """One target as it stands. Two queries, and those of its indicator."""
    return live(_with_measures(Target.objects.filter(pk=target.pk)).get(), today, indicator_words())


def live(target: Any, today: date, spoken: Mapping[str, Words]) -> LiveTarget:
    """One target as it stands."""
    window, binding = window_of(target), getattr(target, "binding", None)
    reports: Sequence[TargetReport] = target.reports.all()
    report = reports[0] if reports else None
    if binding is not None and binding.measure == TargetBinding.Measure.INDICATOR:
        return _measured(target, binding, window, today)
    proposal = None
    if binding is None:
        ratio = target.unit.strip() == "%"  # "24 tin, bài" is measured by no share
        fitting = {key: words for key, words in spoken.items() if (indicators[key].kind is Kind.RATIO) == ratio}
        named = target.indicator if target.indicator in fitting else ""
        proposal = Candidate(named, 1.0) if named else propose(target.subject, fitting)
    value = _reported(report) if report is not None else None
    goal, sign = Decimal(target.value), sign_of(target)
    stands = verdict(sign, goal, value, None, ended=today > window.end)
    return LiveTarget(target, binding, proposal, window, value, stands, None, None, report)


def _measured(target: Target, binding: TargetBinding, window: Window, today: date) -> LiveTarget:
    one = indicators.get(binding.indicator)
    if one is None:  # the package that declared it is no longer there
        return LiveTarget(target, binding, None, window, None, Verdict.NO_DATA, None, None, None)
    unit = binding.unit_id or target.plan.owner_id
    figure = value_of(binding.indicator, unit=unit, window=window)
    goal, sign = Decimal(target.value), sign_of(target)
    known = figure.of if figure.numerator is not None else None
    seen = ahead(one, figure)
    stands = verdict(sign, goal, known, seen, ended=today > window.end)
    takes = need(sign, goal, seen) if seen is not None else None
    code = codes_of([unit])[unit]
    query = urlencode({"unit": code, "from": window.start, "to": window.end})
    address = f"{reverse('indicators:indicator', args=[binding.indicator])}?{query}"
    return LiveTarget(target, binding, None, window, known, stands, seen, takes, None, figure.frozen, address)


def _reported(report: TargetReport) -> Value:
    if report.denominator:
        return Value(report.numerator, report.denominator, Kind.RATIO)
    return Value(report.value, None, Kind.COUNT)


def sign_of(target: Target, measured_by: str = "") -> Comparator:
    """How its number is judged by what measures it, or would. A query where the binding was not read along."""
    binding = getattr(target, "binding", None)
    key = measured_by or (binding.indicator if binding is not None else "")
    one = indicators.get(key) if key else None
    lower = one is not None and one.lower_is_better
    sign: Comparator = promised_sign(target.comparator, target.value, lower_is_better=lower)  # type: ignore[assignment]  # the table's constraint allows exactly these
    return sign


def _with_measures(rows: QuerySet[Target]) -> QuerySet[Target]:
    last = Prefetch("reports", queryset=TargetReport.objects.order_by("-on", "-pk"))
    return rows.select_related("plan__owner", "task", "binding__unit").prefetch_related(last)
