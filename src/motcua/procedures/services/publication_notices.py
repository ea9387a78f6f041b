"""What units are told of publication: a decision that is to be signed, procedures that are to be made public and are not; each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from motcua.kernel import clock
from motcua.kernel.rules import NotEstablished, rule
from motcua.messages.rules.reminders import Reminders
from motcua.procedures.deadlines import Duty, norms
from motcua.procedures.models import (
    AssignmentRole,
    Disclosure,
    ItemAction,
    Place,
    ProcedureKind,
    PublicationDecision,
    PublicationItem,
)
from motcua.procedures.permissions import SIGNED
from motcua.procedures.queries.assignments import held_on
from motcua.procedures.queries.publication import DUE_COLUMNS, dues_of, ref_of
from motcua.procedures.queries.publication import RULE as NORMS
from motcua.procedures.services.reminding import Owed, remind
from motcua.procedures.workflow import PublicationState

RULE = "procedures.publication_reminders"
DRAFT, DISCLOSE = "publications.draft", "disclosures.record"
_PREMISES = (Place.NOTICE_BOARD, Place.COUNTER)
_PREPARED = (PublicationState.DRAFT, PublicationState.IN_APPROVAL)


def remind_publication() -> int:
    """Tell what has become due, late or missing since the last time. Run again it tells nothing twice. Returns how many were told."""
    today = clock.today()
    value = rule(RULE, today).value
    since = today - timedelta(days=int(value["oldest"]))
    issue, disclose, places = (Reminders.of(value[key]) for key in ("issue", "disclose", "places"))
    return (
        remind(issue, _to_sign(since, today + timedelta(days=issue.first)), today)
        + remind(disclose, _to_enter(since, today + timedelta(days=disclose.first)), today)
        + remind(places, _to_put_up(since, today), today)
        + remind(places, _to_put_online(since, today), today)
    )


def _to_sign(since: date, until: date) -> Iterator[Owed]:
    """Decisions that are prepared, by each last day of signing; readings that come to one day are told as one."""
    rows = PublicationDecision.objects.filter(state__in=_PREPARED).select_related("issuer").order_by("pk")
    for decision in rows.prefetch_related("items__procedure"):
        found: dict[date, list[str]] = {}
        public = [i for i in decision.items.all() if i.procedure is None or i.procedure.kind == ProcedureKind.PUBLIC]
        for effect in dict.fromkeys(item.basis_effective_on for item in public):
            for due in dues_of(decision, effect)[Duty.ISSUE].values():
                if since <= due.on <= until:
                    found.setdefault(due.on, []).append(due.norm.article)
        for day, articles in sorted(found.items()):
            context = {"title": _named(decision), "basis": _listed(articles)}
            yield Owed(
                ref_of(decision),
                decision.owner_id,
                DRAFT,
                day,
                "procedures.publication_sign_due",
                "procedures.publication_sign_late",
                context,
            )


def _to_enter(since: date, until: date) -> Iterator[Owed]:
    """Decisions with lines that do not stand in the national database, by each last day."""
    found: dict[tuple[int, date], dict[str, int]] = {}
    for (duty, reading), column in DUE_COLUMNS.items():
        if duty is not Duty.DISCLOSE:
            continue
        rows = _not_at(_lines(), (Place.NATIONAL,)).filter(**{f"{column}__range": (since, until)})
        for pk, day, count in rows.values_list("decision", column).annotate(n=Count("pk")).order_by("decision"):
            found.setdefault((pk, day), {})[str(reading)] = count
    decisions = PublicationDecision.objects.in_bulk({pk for pk, _day in found})
    for (pk, day), readings in sorted(found.items()):
        decision = decisions[pk]
        context = {
            "title": _named(decision),
            "count": max(readings.values()),
            "basis": _listed(_articles(decision, set(readings))),
        }
        yield Owed(
            ref_of(decision),
            decision.owner_id,
            DISCLOSE,
            day,
            "procedures.publication_enter_due",
            "procedures.publication_enter_late",
            context,
        )


def _to_put_up(since: date, until: date) -> Iterator[Owed]:
    """Units that take dossiers in and have put the procedures up neither on their board nor at their counter."""
    rows = _lines().exclude(action=ItemAction.ABOLISHED).filter(decision__signed_on__range=(since, until))
    lines = list(rows.filter(procedure__isnull=False).select_related("decision").order_by("decision", "line"))
    receiving: dict[int, set[int]] = {}
    for procedure, unit, counter in (
        held_on(until)
        .filter(procedure__in={line.procedure_id for line in lines}, role=AssignmentRole.RECEIVING)
        .values_list("procedure", "unit", "counter")
    ):
        receiving.setdefault(procedure, set()).add(counter or unit)
    shown = Disclosure.objects.filter(item__in=lines, place__in=_PREMISES, voided_at__isnull=True)
    there = set(shown.values_list("item", "unit"))
    counts: dict[tuple[int, int], int] = {}
    for line in lines:
        for unit in receiving.get(line.procedure_id or 0, ()):
            if (line.pk, unit) not in there:
                counts[line.decision_id, unit] = counts.get((line.decision_id, unit), 0) + 1
    decisions = {line.decision_id: line.decision for line in lines}
    for (pk, unit), count in sorted(counts.items()):
        template = "procedures.publication_not_posted"
        yield _missing(decisions[pk], unit, count, template)


def _to_put_online(since: date, until: date) -> Iterator[Owed]:
    """Decisions with lines that stand on no site."""
    rows = _not_at(_lines(), (Place.WEBSITE,)).filter(decision__signed_on__range=(since, until))
    counts = dict(rows.values_list("decision").annotate(n=Count("pk")).order_by("decision"))
    for pk, decision in PublicationDecision.objects.in_bulk(counts).items():
        yield _missing(decision, decision.owner_id, counts[pk], "procedures.publication_not_online")


def _missing(decision: PublicationDecision, unit: int, count: int, template: str) -> Owed:
    signed: Any = decision.signed_on  # the query asks for those that are
    context = {"title": _named(decision), "count": count}
    return Owed(ref_of(decision), unit, DISCLOSE, signed, template, template, context)


def _lines() -> QuerySet[PublicationItem]:
    """Lines of signed decisions about public procedures."""
    rows = PublicationItem.objects.filter(decision__state__in=SIGNED)
    return rows.exclude(procedure__kind=ProcedureKind.INTERNAL)


def _not_at(rows: QuerySet[PublicationItem], places: Iterable[str]) -> QuerySet[PublicationItem]:
    told = Disclosure.objects.filter(Q(place__in=list(places)), item=OuterRef("pk"), voided_at__isnull=True)
    return rows.filter(~Exists(told))


def _articles(decision: PublicationDecision, readings: set[str]) -> list[str]:
    try:
        value = rule(NORMS, decision.signed_on or clock.today()).value
    except NotEstablished:
        # the rules were edited since: the day that was owed stays, its article is not known any more
        return []
    found = norms(value, Duty.DISCLOSE, shortened=decision.shortened)
    return [norm.article for norm in found if norm.reading in readings]


def _listed(articles: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(articles)) or "–"


def _named(decision: PublicationDecision) -> str:
    return (decision.number or decision.title)[:300]
