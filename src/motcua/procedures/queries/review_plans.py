"""What the plan of a round says: read from the round while it is drafted, kept as it was from the day it has its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from pydantic import TypeAdapter

from motcua.kernel.models import Event
from motcua.procedures.events import EventKind
from motcua.procedures.models import ReviewItem, ReviewRound
from motcua.procedures.queries.reviews import GROUNDS, criteria_of, members_of, ref_of


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One procedure as the plan names it; `procedure` is its key."""

    procedure: int
    code: str
    name: str
    internal: bool
    unit: str
    ground: str
    cluster: str
    product: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class PlanText:
    """All that the paper prints besides its number and day. `owner` is the key of the unit that issues it."""

    owner: int
    year: int
    together: bool
    result_due: date | None
    criteria: tuple[str, ...]
    article: str
    rows: tuple[PlannedRow, ...]


_ADAPTER: TypeAdapter[PlanText] = TypeAdapter(PlanText)


def plan_now(found: ReviewRound) -> PlanText:
    """As the round stands."""
    with translation.override("vi"):  # an official document is written in Vietnamese whatever the reader's language
        criteria, article = criteria_of(found)
        return PlanText(
            owner=found.owner_id,
            year=found.year,
            together=found.together,
            result_due=found.result_due,
            criteria=tuple(one.name for one in criteria),
            article=article,
            rows=tuple(_row(one) for one in members_of(found)),
        )


def kept_plan(found: ReviewRound) -> PlanText | None:
    """As it was when it got its number; None before, and for rounds whose number was recorded before this was kept."""
    return _ADAPTER.validate_python(found.plan) if found.plan else None


def as_kept(text: PlanText) -> dict[str, Any]:
    plain: dict[str, Any] = _ADAPTER.dump_python(text, mode="json")
    return plain


@dataclass(frozen=True, slots=True)
class Since:
    """What became of the plan: how many it named, how many came later, which were taken out, of its own and of those that came later
    (`later`: their keys). Planned and added without those taken out are what stands in the round.
    """

    planned: int
    added: int
    taken_out: tuple[Any, ...]
    later: frozenset[int] = frozenset()


def since_plan(found: ReviewRound, live: Sequence[ReviewItem]) -> Since:
    """`live` are the procedures that stand in the round. What was taken out before the plan had its number was never in it."""
    out = tuple(members_of(found, gone=True))
    kept = kept_plan(found)
    if kept is None:
        return Since(len(live) + len(out), 0, out)
    named = {row.procedure for row in kept.rows}
    later = frozenset(_dropped_since_start(found, [one for one in out if one.procedure_id not in named]))
    return Since(
        len(named),
        sum(one.procedure_id not in named for one in live) + len(later),
        tuple(one for one in out if one.procedure_id in named or one.pk in later),
        later,
    )


def _dropped_since_start(found: ReviewRound, out: Sequence[Any]) -> set[int]:
    """Of procedures that the plan does not name those that came and went after it: the trail knows when."""
    if not out:
        return set()
    begun = Event.objects.filter(subject=str(ref_of(found)), kind=EventKind.REVIEW_STARTED).first()
    subjects = {str(ref_of(one)): one.pk for one in out}
    gone = Event.objects.filter(subject__in=subjects, kind=EventKind.REVIEW_ITEM_DROPPED)
    if begun is not None:
        gone = gone.filter(at__gte=begun.at)
    return {subjects[subject] for subject in gone.values_list("subject", flat=True)}


def _row(one: Any) -> PlannedRow:
    return PlannedRow(
        procedure=one.procedure_id,
        code=one.procedure.base_code,
        name=one.procedure.name,
        internal=one.procedure.kind == "internal",
        unit=one.unit_name,
        ground=": ".join(part for part in (str(GROUNDS[one.ground]), one.ground_words) if part),
        cluster=one.cluster,
        product=one.product,
        due_on=one.due_on,
    )
