"""What units are told of reviews and draft regulations: work given and returned, due days that come near and that are past."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.db.models.functions import Coalesce

from motcua.kernel import clock
from motcua.kernel.rules import rule
from motcua.messages.rules.reminders import Reminders
from motcua.messages.services.sending import notify
from motcua.organisations.queries.scopes import province_unit
from motcua.organisations.queries.units import nearest_version
from motcua.organisations.services.units import ref_of as unit_ref
from motcua.procedures.models import DraftRegulation, Procedure, RegulationComment, ReviewItem, ReviewRound
from motcua.procedures.queries import regulations
from motcua.procedures.queries.concerned import concerned
from motcua.procedures.queries.reviews import OPEN_ITEM, PLAN_RULE, dues_of_year, ref_of
from motcua.procedures.services.reminding import Owed, remind
from motcua.procedures.workflow import ReviewRoundState

RULE = "procedures.review_reminders"
ASSESS, PLAN, COMMENT, CONTROL = "reviews.assess", "reviews.plan", "regulations.comment", "regulations.control"
_PLANNED = (ReviewRoundState.DRAFT, ReviewRoundState.PLAN_IN_APPROVAL)
_RUNNING = (ReviewRoundState.UNDER_WAY, ReviewRoundState.REPORT_IN_APPROVAL)


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
    today = clock.today()
    given = rule(RULE, today).value
    procedures, papers = Reminders.of(given["procedures"]), Reminders.of(given["papers"])
    return (
        remind(procedures, _procedures(today + timedelta(days=procedures.first)), today)
        + remind(papers, _papers(today + timedelta(days=papers.first)), today)
        + remind(papers, _no_round(), today)
    )


def remind_regulations() -> int:
    """The same for units that were asked about draft regulations, and for who owes the opinion."""
    today = clock.today()
    given = Reminders.of(rule(RULE, today).value["opinions"])
    return remind(given, _opinions(today + timedelta(days=given.first)), today)


def _procedures(until: date) -> Iterator[Owed]:
    """What units have not handed in, by round and day."""
    rows = ReviewItem.objects.filter(round__state=ReviewRoundState.UNDER_WAY, state__in=OPEN_ITEM)
    rows = rows.annotate(due=Coalesce("due_on", "round__result_due")).filter(due__lte=until)
    groups = list(rows.order_by().values_list("round", "unit", "due").annotate(n=Count("pk")).order_by("round", "unit"))
    rounds = ReviewRound.objects.in_bulk({group[0] for group in groups})
    for pk, unit, due, count in groups:
        yield Owed(
            ref_of(rounds[pk]),
            unit,
            ASSESS,
            due,
            "procedures.review_due",
            "procedures.review_late",
            {"title": rounds[pk].title[:300], "count": count},
            key=str(unit),
            above="procedures.review_late_above",
        )


def _papers(until: date) -> Iterator[Owed]:
    """Plans that are not decided, reports that are not made."""
    for state, column, template in (
        (_PLANNED, "plan_due", "procedures.review_plan_due"),
        (_RUNNING, "result_due", "procedures.review_report_due"),
    ):
        for one in ReviewRound.objects.filter(state__in=state, **{f"{column}__lte": until}).order_by("pk"):
            context = {"title": one.title[:300]}
            due = getattr(one, column)
            yield Owed(ref_of(one), one.owner_id, PLAN, due, template, template, context, key=column)


def _no_round() -> list[Owed]:
    """A year for which the province has not drawn up any round."""
    province, year = province_unit(), (clock.today() + timedelta(days=31)).year
    there = ReviewRound.objects.filter(year=year).exclude(state=ReviewRoundState.DROPPED).exists()
    due = dues_of_year(year).get(PLAN_RULE)
    if province is None or there or due is None or not Procedure.objects.exists():
        return []
    template = "procedures.review_missing"
    return [
        Owed(
            unit_ref(nearest_version(province, due[0]).unit),
            province,
            PLAN,
            due[0],
            template,
            template,
            {"year": str(year)},
            key=str(year),
        )
    ]


def _opinions(until: date) -> Iterator[Owed]:
    """Units that were asked and are silent; opinions that are owed."""
    silent = RegulationComment.objects.filter(given_at__isnull=True, due_on__lte=until)
    for asked in silent.filter(regulation__state__in=regulations.WRITABLE).select_related("regulation").order_by("pk"):
        context = {"title": asked.regulation.title[:300]}
        yield Owed(
            regulations.ref_of(asked.regulation),
            asked.unit_id,
            COMMENT,
            asked.due_on,
            "procedures.regulation_due",
            "procedures.regulation_silent",
            context,
            key=str(asked.uid),
        )
    owed: Any = DraftRegulation.objects.filter(state__in=regulations.RUNNING, opinion_due__lte=until)
    for one in owed.order_by("pk"):
        template = "procedures.regulation_opinion_due"
        context = {"title": one.title[:300]}
        subject = regulations.ref_of(one)
        yield Owed(subject, one.owner_id, CONTROL, one.opinion_due, template, template, context, key="opinion")
