"""The lines of one decision as its page lists them: narrowed, counted and found without reading them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from motcua.kernel import search
from motcua.kernel.search.words import folded_phrase
from motcua.procedures.models import Disclosure, MatchedBy, PublicationDecision, PublicationItem
from motcua.procedures.queries.publication import search_lines


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a line was made public at a kind of place: how often, since when, and the row itself where there is one alone."""

    place: str
    times: int
    since: date
    row: Any | None


def lines_of(decision: PublicationDecision) -> QuerySet[PublicationItem]:
    return decision.items.select_related("procedure", "replaces")


def counts_of(decision: PublicationDecision) -> dict[str, int]:
    """How many lines there are, wait for a person, do what, are not in the registry, were noted when the list was read. One query."""
    actions = {action: Count("pk", filter=Q(action=action)) for action in PublicationItem.Action.values}
    counted = decision.items.aggregate(
        lines=Count("pk"),
        open=Count("pk", filter=Q(confirmed_at__isnull=True)),
        unknown=Count("pk", filter=Q(matched_by=MatchedBy.NONE)),
        noted=Count("pk", filter=noted(decision)),
        **actions,
    )
    return {name: int(n) for name, n in counted.items()}


def noted(decision: PublicationDecision) -> Q:
    """The condition that reading the list left something to look at in a line that waits; who settles a line has looked at it."""
    return Q(uid__in={note["item"] for note in decision.list_notes if "item" in note}, confirmed_at__isnull=True)


def notes_by_line(decision: PublicationDecision) -> dict[str, list[tuple[str, str]]]:
    """Line (uid) → what to look at, as doubt and words."""
    found: dict[str, list[tuple[str, str]]] = {}
    for note in decision.list_notes:
        if "item" in note:
            found.setdefault(note["item"], []).append((note["doubt"], note["words"]))
    return found


def notes_without_line(decision: PublicationDecision) -> list[dict[str, Any]]:
    """What was to look at in rows of the file that made no line here."""
    return [note for note in decision.list_notes if "item" not in note]


def find_lines(rows: QuerySet[Any], text: str) -> QuerySet[Any] | search.Found[Any]:
    """Lines that have every word, marks on letters left aside, in their code, name or field; where none has, those whose procedure the
    registry finds by these words. A decision has some thousands of lines at most.
    """
    words = folded_phrase(text).split()
    said = rows.order_by().values_list("pk", "base_code", "name", "field_name", "line")
    hits = [pk for pk, *cells in said if _holds(words, cells)]
    return rows.filter(pk__in=hits) if hits else search_lines(rows, text)


def _holds(words: list[str], cells: Iterable[object]) -> bool:
    text = f" {folded_phrase(' '.join(map(str, cells)))}"
    return all(f" {word}" in text for word in words)


def following(rows: QuerySet[Any], line: int) -> Any | None:
    """Of some lines the next that waits behind a line, else the first that waits. Two queries at most."""
    waiting = rows.filter(confirmed_at__isnull=True).order_by("line")
    return waiting.filter(line__gt=line).first() or waiting.first()


def places_of(items: Iterable[int]) -> Mapping[int, list[Shown]]:
    """Line (key) → where it was made public, by place, the earliest first. Two queries, however many boards there are."""
    told = Disclosure.objects.filter(item__in=list(items), voided_at__isnull=True).order_by()
    groups = list(told.values("item", "place").annotate(times=Count("pk"), since=Min("on"), only=Min("pk")))
    alone = [group["only"] for group in groups if group["times"] == 1]
    rows = {row.pk: row for row in Disclosure.objects.filter(pk__in=alone).select_related("proof", "unit")}
    found: dict[int, list[Shown]] = {}
    for group in sorted(groups, key=lambda group: (group["since"], group["only"])):
        row = rows.get(group["only"]) if group["times"] == 1 else None
        found.setdefault(group["item"], []).append(Shown(group["place"], group["times"], group["since"], row))
    return found


def disclosures_in(decision: PublicationDecision) -> QuerySet[Disclosure]:
    """Every time a line of the decision was made public."""
    rows = Disclosure.objects.filter(item__decision=decision, voided_at__isnull=True)
    return rows.select_related("item__procedure", "proof", "unit")


def search_disclosures(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those of the line of a number, of lines whose code starts so, or of procedures that the registry finds by the words."""
    if text.isdecimal():
        return rows.filter(item__line=int(text)) if len(text) < 6 else rows.none()
    if (coded := rows.filter(item__base_code__startswith=text)).exists():
        return coded
    lines = PublicationItem.objects.filter(pk__in=rows.order_by().values("item"))
    found: Any = search_lines(lines, text).queryset
    return rows.filter(item__in=found.order_by().values("pk"))
