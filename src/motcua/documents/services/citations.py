"""Registering what records rest on, and reviewing it when a document changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from motcua.documents.citations import canonical
from motcua.documents.events import EventKind
from motcua.documents.models import Citation, CitationReview, LegalDocument
from motcua.documents.queries.law import ref_of
from motcua.documents.queries.matching import Match, Wanted, match_citations
from motcua.documents.queries.reviews import grounds_of
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, Refused
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation as a record makes it. `raw` are the record's own words; the rest what was understood of them.

    `document` names the document where a person chose it, so that nothing is matched.
    """

    raw: str
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    document: LegalDocument | None = None

    @property
    def identity(self) -> tuple[str, str, str]:
        return (self.raw[:500], canonical(self.number)[:80] if self.number else "", str(self.issued_on or ""))


def cite(subject: Ref, citations: Sequence[Cited], *, actor: Actor, unit: int | None = None) -> list[Citation]:
    """Register all that a record rests on, in its order, matched against the library. Registering anew replaces the list before:
    what stays keeps its reviews, what is gone ends. Returns the live citations. Two queries and few statements, however many.
    """
    citations = list({c.identity: c for c in citations}.values())
    matches = _matches(citations)
    with transaction.atomic():
        live = {_identity(c): c for c in Citation.objects.filter(subject=str(subject), ended_at__isnull=True)}
        made: list[Citation] = []
        kept: list[Citation] = []
        for position, (one, match) in enumerate(zip(citations, matches, strict=True)):
            row = live.pop(one.identity, None)
            (kept if row else made).append(_filled(row or Citation(subject=str(subject)), one, match, position, unit))
        Citation.objects.filter(pk__in=[c.pk for c in live.values()]).update(ended_at=clock.now())
        Citation.objects.bulk_update(kept, ["document", "unit", "issuer", "date_differs", "position"], batch_size=200)
        Citation.objects.bulk_create(made, batch_size=500)
        rows = sorted([*kept, *made], key=lambda c: c.position)
        events.append(
            subject,
            EventKind.CITATIONS_REGISTERED,
            actor=actor,
            payload={
                "count": len(rows),
                "matched": sum(c.document_id is not None for c in rows),
                "differing": [ref_of(c.document) for c in rows if c.date_differs and c.document is not None],
            },
        )
    return rows


def mark_reviewed(citation: Citation, *, actor: Actor, outcome: str, on: date | None = None) -> None:
    """Somebody looked at a citation whose document changed, with this outcome. A later change asks again.

    Raises Refused when nothing is to be reviewed (any more), Invalid without an outcome.
    """
    outcome = nfc(outcome).strip()[:500]
    if not outcome:
        raise Invalid("Hãy ghi kết quả rà soát.", errors=(FieldError("outcome", "Hãy ghi kết quả rà soát."),))
    moment = clock.now()
    with transaction.atomic():
        grounds = grounds_of([citation], on or clock.today())
        if not grounds:
            raise Refused("Mục này không còn gì cần rà soát; có thể đã rà soát xong.")
        by = str(actor.ref) if actor.ref else ""
        try:
            with transaction.atomic():
                CitationReview.objects.bulk_create(
                    [
                        CitationReview(
                            citation=citation,
                            relation=g.relation,
                            expired_on=g.expired_on,
                            outcome=outcome,
                            at=moment,
                            by=by,
                        )
                        for g in grounds
                    ]
                )
        except IntegrityError as error:
            raise Refused("Mục này vừa được rà soát.") from error
        events.append(
            Ref.parse(citation.subject),
            EventKind.CITATION_REVIEWED,
            actor=actor,
            payload={
                "citation": citation.uid,
                "document": ref_of(citation.document) if citation.document else None,
                "outcome": outcome,
            },
        )


def adopt_citations(document: LegalDocument) -> int:
    """Give a new or corrected document the citations that waited for its number. Part of the caller's transaction. Returns how many."""
    return adopt_many([document])


def adopt_many(documents: Sequence[LegalDocument]) -> int:
    """The same for many documents, in a constant number of statements."""
    mine = {d.pk: d for d in documents if d.canonical_number}
    if not mine:
        return 0
    numbers = {d.canonical_number for d in mine.values()}
    waiting = list(Citation.objects.filter(canonical_number__in=numbers, document__isnull=True, ended_at__isnull=True))
    matches = match_citations([Wanted(c.number, c.issuer, c.issued_on) for c in waiting])
    adopted = []
    for citation, match in zip(waiting, matches, strict=True):
        if match.document is not None and match.document.pk in mine:
            citation.document, citation.date_differs = match.document, match.date_differs
            adopted.append(citation)
    Citation.objects.bulk_update(adopted, ["document", "date_differs"], batch_size=200)
    return len(adopted)


def _matches(citations: Sequence[Cited]) -> list[Match]:
    asked = match_citations([Wanted("" if c.document else c.number, c.issuer, c.issued_on) for c in citations])
    return [_chosen(c, c.document) if c.document else m for c, m in zip(citations, asked, strict=True)]


def _chosen(cited: Cited, document: LegalDocument) -> Match:
    differs = bool(cited.issued_on and document.issued_on and cited.issued_on != document.issued_on)
    return Match(document, differs, document.issued_on)


def _identity(row: Citation) -> tuple[str, str, str]:
    return (row.raw, row.canonical_number, str(row.issued_on or ""))


def _filled(row: Citation, cited: Cited, match: Match, position: int, unit: int | None) -> Citation:
    row.raw = nfc(cited.raw)[:500]
    row.number = cited.number[:80]
    row.canonical_number = cited.identity[1]
    row.issuer = cited.issuer[:300]
    row.issued_on = cited.issued_on
    row.document = match.document
    row.date_differs = match.date_differs
    row.position = min(position, 32_000)
    row.unit_id = unit
    return row
