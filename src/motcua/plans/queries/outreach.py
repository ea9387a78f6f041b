"""Topics and channels of a plan with what shows that they were used, and the records that the indicators of outreach count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.kernel.indicators import Row, Window
from motcua.organisations.queries.scopes import codes_of
from motcua.organisations.queries.units import names_on
from motcua.plans.models import Channel, Deliverable, OutreachEvidence, Plan, Topic
from motcua.plans.queries.plans import ref_of
from motcua.plans.queries.plans_then import in_force_at


@dataclass(frozen=True, slots=True)
class Cell:
    """What shows that a topic went through a channel: how often in the period, and the rows."""

    topic: Topic | None
    channel: Channel | None
    evidence: tuple[OutreachEvidence, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """One audience: topics down, channels across. `bare_topics` and `bare_channels` have nothing in the period."""

    audience: str
    label: str
    channels: tuple[Channel, ...]
    rows: tuple[tuple[Topic, tuple[Cell, ...], int], ...]
    bare_topics: tuple[Topic, ...]
    bare_channels: tuple[Channel, ...]


def evidence_of(plan: Plan, first: date, last: date) -> list[OutreachEvidence]:
    """What was done in a period, both days included, the latest first."""
    rows = plan.evidence.filter(done_on__gte=first, done_on__lte=last, voided_at__isnull=True)
    found = list(rows.select_related("topic", "channel", "deliverable", "occurrence__task").order_by("-done_on", "-pk"))
    names = names_on({e.unit_id for e in found}, clock.today())
    for one in found:
        one.unit_name = names.get(one.unit_id, "")  # type: ignore[attr-defined]  # for the page
    return found


def matrices(plan: Plan, evidence: Sequence[OutreachEvidence]) -> list[Matrix]:
    """Topics × channels of each audience. Two queries."""
    topics, channels = list(plan.topics.order_by("position")), list(plan.channels.order_by("position"))
    labels = {c.audience: c.audience_label for c in channels} | {t.audience: t.audience_label for t in topics}
    return [_matrix(key, label, topics, channels, evidence) for key, label in labels.items()]


def evidence_for(plan: Plan, uid: UUID | str) -> OutreachEvidence:
    """One of a plan the caller has loaded. Raises NotFound."""
    found = plan.evidence.filter(uid=uid, voided_at__isnull=True).first()
    if found is None:
        raise NotFound("Không có minh chứng này, hoặc đã bỏ.")
    return found


def results_of(plan: Plan) -> list[Deliverable]:
    """What was handed in for the plan's work, the latest first: choices of evidence."""
    rows = Deliverable.objects.filter(hand_ins__occurrence__task__plan=plan).distinct()
    return list(rows.order_by("-pk")[:200])


def span_of_year(plan: Plan) -> tuple[date, date]:
    """The period that the page shows at first: the plan's span, its year, else this year."""
    year = plan.year or clock.today().year
    return plan.starts_on or date(year, 1, 1), plan.ends_on or date(year, 12, 31)


def _matrix(
    audience: str,
    label: str,
    topics: Sequence[Topic],
    channels: Sequence[Channel],
    evidence: Sequence[OutreachEvidence],
) -> Matrix:
    mine = tuple(t for t in topics if t.audience == audience)
    ways = tuple(c for c in channels if c.audience == audience)
    used: dict[tuple[int | None, int | None], list[OutreachEvidence]] = {}
    for one in evidence:
        used.setdefault((one.topic_id, one.channel_id), []).append(one)
    of_topic = {t.pk: [e for e in evidence if e.topic_id == t.pk] for t in mine}
    of_channel = {e.channel_id for e in evidence}
    rows = tuple(
        (t, tuple(Cell(t, c, tuple(used.get((t.pk, c.pk), ()))) for c in ways), len(of_topic[t.pk])) for t in mine
    )
    return Matrix(
        audience,
        label,
        ways,
        rows,
        tuple(t for t in mine if not of_topic[t.pk]),
        tuple(c for c in ways if c.pk not in of_channel),
    )


def topics_in(window: Window, as_of: datetime) -> QuerySet[Topic]:
    """Topics of the plans that were in force in the window."""
    return Topic.objects.filter(plan__in=_in_force(window, as_of)).select_related("plan")


def channels_in(window: Window, as_of: datetime) -> QuerySet[Channel]:
    return Channel.objects.filter(plan__in=_in_force(window, as_of)).select_related("plan")


def shown_topics(rows: QuerySet[Topic], window: Window, as_of: datetime) -> QuerySet[Topic]:
    return rows.filter(Exists(_shown(window, as_of).filter(topic=OuterRef("pk"))))


def shown_channels(rows: QuerySet[Channel], window: Window, as_of: datetime) -> QuerySet[Channel]:
    return rows.filter(Exists(_shown(window, as_of).filter(channel=OuterRef("pk"))))


def outreach_rows(found: Sequence[Any]) -> Iterator[Row]:
    """Rows of topics or channels: the plan is the record, the place in it the part."""
    codes = codes_of(one.plan.owner_id for one in found)
    for one in found:
        day = one.plan.issued_on or clock.local(one.plan.created_at).date()
        at = datetime.combine(day, time.min, clock.ZONE)
        yield Row(ref_of(one.plan), one.text[:200], codes[one.plan.owner_id], at, part=str(one.position))


def _in_force(window: Window, as_of: datetime) -> QuerySet[Plan]:
    first = Coalesce(F("starts_on"), F("issued_on"))
    live = in_force_at(Plan.objects.annotate(first_day=first), as_of)
    of_year = Q(year__gte=window.start.year, year__lte=window.end.year) | Q(year__isnull=True)
    span = Q(ends_on__isnull=True) & of_year | Q(ends_on__gte=window.start, starts_on__lte=window.end)
    return live.filter(span, Q(first_day__isnull=True) | Q(first_day__lte=window.end))


def _shown(window: Window, as_of: datetime) -> QuerySet[OutreachEvidence]:
    known = Q(voided_at__isnull=True) | Q(voided_at__gt=as_of)
    return OutreachEvidence.objects.filter(
        known, done_on__gte=window.start, done_on__lte=window.end, recorded_at__lte=as_of
    )
