"""What the public sees of a plan: exactly what its release names. Never names of officers, difficulties, instructions, comments, or how
late a unit is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from motcua.indicators.queries.values import frozen_figure, value_of
from motcua.indicators.rules.forecast import Comparator, Verdict
from motcua.kernel import clock
from motcua.kernel.indicators import Value
from motcua.plans.models import Plan, PlanRelease
from motcua.plans.queries.targets import LiveTarget, live_targets, sign_of
from motcua.plans.queries.work import standing
from motcua.plans.workflow import OccurrenceState

DONE = (OccurrenceState.ACCEPTED, OccurrenceState.NOTHING_AROSE)


@dataclass(frozen=True, slots=True)
class ReleasedTarget:
    """A target with its figure, live or as frozen; `value` None where there is none."""

    text: str
    comparator: Comparator
    goal: Any
    unit: str
    value: Value | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Released:
    """A plan as released. Tasks are (number, text, deliverable, time) without units; progress is (done, all) or None."""

    plan: Plan
    release: PlanRelease
    tasks: Sequence[tuple[str, str, str, str]]
    progress: tuple[int, int] | None
    targets: Sequence[ReleasedTarget]


def released_plan(uid: UUID | str) -> Released | None:
    """The plan as the public may see it; None where nothing of it is released."""
    release = PlanRelease.objects.select_related("plan__owner").filter(plan__uid=uid, ended_at__isnull=True).first()
    if release is None:
        return None
    plan = release.plan
    tasks = plan.tasks.order_by("position") if release.text else ()
    progress = None
    if release.progress:
        rows = standing().filter(task__plan=plan)
        progress = (rows.filter(state__in=DONE).count(), rows.count())
    figures = () if release.targets == PlanRelease.Figures.NONE else live_targets(plan, clock.today())
    return Released(
        plan,
        release,
        [(t.no or "", t.task, t.deliverable or "", t.schedule_text or "") for t in tasks],
        progress,
        [_target(one, frozen=release.targets == PlanRelease.Figures.FROZEN) for one in figures],
    )


def _target(one: LiveTarget, *, frozen: bool) -> ReleasedTarget:
    target, value, stands = one.target, one.value, one.verdict
    if frozen and one.binding is not None and one.binding.indicator:
        unit = one.binding.unit_id or target.plan.owner_id
        kept = frozen_figure(one.binding.indicator, unit=unit, window=one.window)
        value = value_of(one.binding.indicator, unit=unit, window=one.window).of if kept is not None else None
        stands = one.verdict if kept is not None else Verdict.NO_DATA
    return ReleasedTarget(target.text, sign_of(target), target.value, target.unit, value, stands)
