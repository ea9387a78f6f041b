"""What units are told of reviews and draft regulations: work given and returned, due days that come near and that are past."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Coalesce

from motcua.kernel import clock
from motcua.kernel.refs import Ref
from motcua.kernel.rules import rule
from motcua.messages.queries.notices import dedupes_of
from motcua.messages.rules.reminders import Reminders
from motcua.messages.services.sending import notify
from motcua.organisations.queries.posts import leader_in_charge
from motcua.organisations.queries.scopes import province_unit
from motcua.organisations.queries.units import names_on, nearest_version
from motcua.organisations.services.units import ref_of as unit_ref
from motcua.procedures.models import DraftRegulation, Procedure, RegulationComment, ReviewItem, ReviewRound
from motcua.procedures.queries import regulations
from motcua.procedures.queries.concerned import concerned
from motcua.procedures.queries.reviews import OPEN_ITEM, PLAN_RULE, dues_of_year, ref_of
from motcua.procedures.workflow import ReviewRoundState

RULE = "procedures.review_reminders"
ASSESS, PLAN, COMMENT, CONTROL = "reviews.assess", "reviews.plan", "regulations.comment", "regulations.control"
_PLANNED = (ReviewRoundState.DRAFT, ReviewRoundState.PLAN_IN_APPROVAL)
_RUNNING = (ReviewRoundState.UNDER_WAY, ReviewRoundState.REPORT_IN_APPROVAL)


@dataclass(frozen=True, slots=True)
class _Due:
    """Something that a unit owes by a day. `soon` and `late` are templates, `key` tells it from others of the same record."""

    subject: Ref
    key: str
    unit: int
    action: str
    due: date
    soon: str
    late: str
    context: Mapping[str, object]
    above: str = ""
    """Template for the leader in charge."""


def tell_assigned(found: ReviewRound, counts: Mapping[int, int], *, dedupe: str) -> None:
    """Units are told how many procedures are theirs. Part of the caller's transaction."""
    for unit, count in sorted(counts.items()):
        notify(
            "procedures.review_assigned",
            to=concerned(unit, clock.today(), ASSESS),
            subject=ref_of(found),
            context={"title": found.title[:300], "count": count},
            dedupe=f"{unit}:{dedupe}",
        )


def tell_returned(item: ReviewItem, reason: str) -> None:
    """The unit is told what was wrong with its result. Part of the caller's transaction."""
    notify(
        "procedures.review_returned",
        to=concerned(item.unit_id, clock.today(), ASSESS),
        subject=ref_of(item),
        context={"name": item.procedure.name[:300], "reason": reason[:500]},
        dedupe=str(item.version),
    )


def remind_reviews() -> int:
    """Remind of everything in rounds that is due soon or late, at each threshold once. Run again it tells nothing twice."""
    given = rule(RULE, clock.today()).value
    procedures, papers = Reminders.of(given["procedures"]), Reminders.of(given["papers"])
    return (
        _remind(procedures, _procedures) + _remind(papers, _papers) + _remind(papers, lambda _until: iter(_no_round()))
    )


def remind_regulations() -> int:
    """The same for units that were asked about draft regulations, and for who owes the opinion."""
    return _remind(Reminders.of(rule(RULE, clock.today()).value["opinions"]), _opinions)


def _remind(given: Reminders, owed: Callable[[date], Iterator[_Due]]) -> int:
    """How many were told of something new."""
    today = clock.today()
    staged = [
        (one, stage)
        for one in owed(today + timedelta(days=given.first))
        if (stage := given.stage(one.due, today)) is not None
    ]
    templates = {t for one, _stage in staged for t in (one.soon, one.late)}
    known = dedupes_of(sorted(templates), sorted({str(one.subject) for one, _stage in staged}))
    told = 0
    for one, stage in staged:
        dedupe = f"{one.key}:{one.due}:{stage}"
        if (str(one.subject), dedupe) not in known:
            told += _tell(one, stage, dedupe, given, today)
    return told


def _tell(one: _Due, stage: int, dedupe: str, given: Reminders, today: date) -> bool:
    context = {**one.context, "day": one.due}
    with transaction.atomic():
        made = notify(
            one.soon if stage < 0 else one.late,
            to=concerned(one.unit, today, one.action),
            subject=one.subject,
            context=context,
            dedupe=dedupe,
        )
        leader = leader_in_charge(one.unit, today) if one.above and stage >= given.leader_after else None
        if leader is not None:
            unit = names_on([one.unit], today).get(one.unit, "")
            notify(one.above, to=[leader], subject=one.subject, context={**context, "unit": unit}, dedupe=dedupe)
    return bool(made)


def _procedures(until: date) -> Iterator[_Due]:
    """What units have not handed in, by round and day."""
    rows = ReviewItem.objects.filter(round__state=ReviewRoundState.UNDER_WAY, state__in=OPEN_ITEM)
    rows = rows.annotate(due=Coalesce("due_on", "round__result_due")).filter(due__lte=until)
    groups = list(rows.order_by().values_list("round", "unit", "due").annotate(n=Count("pk")).order_by("round", "unit"))
    rounds = ReviewRound.objects.in_bulk({group[0] for group in groups})
    for pk, unit, due, count in groups:
        yield _Due(
            ref_of(rounds[pk]),
            f"{unit}",
            unit,
            ASSESS,
            due,
            "procedures.review_due",
            "procedures.review_late",
            {"title": rounds[pk].title[:300], "count": count},
            above="procedures.review_late_above",
        )


def _papers(until: date) -> Iterator[_Due]:
    """Plans that are not decided, reports that are not made."""
    for state, column, template in (
        (_PLANNED, "plan_due", "procedures.review_plan_due"),
        (_RUNNING, "result_due", "procedures.review_report_due"),
    ):
        for one in ReviewRound.objects.filter(state__in=state, **{f"{column}__lte": until}).order_by("pk"):
            context = {"title": one.title[:300]}
            yield _Due(ref_of(one), column, one.owner_id, PLAN, getattr(one, column), template, template, context)


def _no_round() -> list[_Due]:
    """A year for which the province has not drawn up any round."""
    province, year = province_unit(), (clock.today() + timedelta(days=31)).year
    there = ReviewRound.objects.filter(year=year).exclude(state=ReviewRoundState.DROPPED).exists()
    due = dues_of_year(year).get(PLAN_RULE)
    if province is None or there or due is None or not Procedure.objects.exists():
        return []
    template = "procedures.review_missing"
    return [
        _Due(
            unit_ref(nearest_version(province, due[0]).unit),
            str(year),
            province,
            PLAN,
            due[0],
            template,
            template,
            {"year": str(year)},
        )
    ]


def _opinions(until: date) -> Iterator[_Due]:
    """Units that were asked and are silent; opinions that are owed."""
    silent = RegulationComment.objects.filter(given_at__isnull=True, due_on__lte=until)
    for asked in silent.filter(regulation__state__in=regulations.WRITABLE).select_related("regulation").order_by("pk"):
        context = {"title": asked.regulation.title[:300]}
        yield _Due(
            regulations.ref_of(asked.regulation),
            str(asked.uid),
            asked.unit_id,
            COMMENT,
            asked.due_on,
            "procedures.regulation_due",
            "procedures.regulation_silent",
            context,
        )
    owed: Any = DraftRegulation.objects.filter(state__in=regulations.RUNNING, opinion_due__lte=until)
    for one in owed.order_by("pk"):
        template = "procedures.regulation_opinion_due"
        context = {"title": one.title[:300]}
        yield _Due(
            regulations.ref_of(one), "opinion", one.owner_id, CONTROL, one.opinion_due, template, template, context
        )
