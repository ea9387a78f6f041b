"""Citations whose document changed since: flags on records, and the queue of what to review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.documents.models import Citation, CitationReview, Relation, RelationKind
from motcua.documents.permissions import may_review_citation, reviewable_citations
from motcua.documents.queries.law import CHANGES
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.refs import Ref
from motcua.kernel.registries import subjects


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a citation is to be reviewed: what changed its document, or the day on which the document ended by itself."""

    citation: Citation
    relation: Relation | None
    expired_on: date | None


@dataclass(frozen=True, slots=True)
class Citing:
    """A citing record as this reader may see it; `title` and `address` are empty for one they may not open."""

    citation: Citation
    title: str
    address: str


def of_subject(subject: Ref) -> QuerySet[Citation]:
    """What a record rests on, in its own order, with `to_review` is not annotated; see `flagged`."""
    return (
        Citation.objects.filter(subject=str(subject), ended_at__isnull=True)
        .select_related("document")
        .order_by("position", "pk")
    )


def changing(on: date) -> QuerySet[Relation]:
    """Relations in force on a date that change their target, seen from a citation (OuterRef): unreviewed, and not known to the record.

    A record that also cites the amending document was written knowing of the amendment.
    """
    reviewed = CitationReview.objects.filter(citation=OuterRef(OuterRef("pk")), relation=OuterRef("pk"))
    cited_too = Citation.objects.filter(
        subject=OuterRef(OuterRef("subject")), document=OuterRef("source"), ended_at__isnull=True
    )
    return (
        Relation.objects.filter(
            Q(on__isnull=True) | Q(on__lte=on), target=OuterRef("document"), kind__in=CHANGES, voided_at__isnull=True
        )
        .filter(~Exists(reviewed))
        .filter(~(Q(kind=RelationKind.AMENDS) & Exists(cited_too)))
    )


def needing_review(rows: QuerySet[Citation], on: date) -> QuerySet[Citation]:
    """Of these citations those whose document was amended, replaced, repealed or ended, and that nobody reviewed since."""
    seen_end = CitationReview.objects.filter(citation=OuterRef("pk"), expired_on=OuterRef("document__valid_to"))
    ended = Q(document__valid_to__lte=on) & ~Exists(seen_end)
    return rows.filter(ended_at__isnull=True, document__isnull=False).filter(Exists(changing(on)) | ended)


def review_queue(user: Any, on: date) -> QuerySet[Citation]:
    """The queue "cần rà soát" of the units for which the user reviews."""
    rows = reviewable_citations(Citation.objects.all(), user)
    return needing_review(rows, on).select_related("document")


def flagged(refs: Iterable[Ref], on: date) -> dict[str, int]:
    """Ref (as text) → how many of its citations are to be reviewed; records without any are left out. One query, for lists."""
    rows = needing_review(Citation.objects.filter(subject__in={str(r) for r in refs}), on)
    counts: dict[str, int] = {}
    for subject in rows.values_list("subject", flat=True):
        counts[subject] = counts.get(subject, 0) + 1
    return counts


def grounds_of(citations: Sequence[Citation], on: date) -> list[Ground]:
    """Why each of these citations is to be reviewed. Two queries."""
    wanted = {c.pk: c for c in citations if c.document_id is not None}
    changes: dict[int, list[Relation]] = {}
    relations = Relation.objects.filter(
        Q(on__isnull=True) | Q(on__lte=on),
        target__in={c.document_id for c in wanted.values()},
        kind__in=CHANGES,
        voided_at__isnull=True,
    ).select_related("source")
    for relation in relations.order_by("on", "pk"):
        changes.setdefault(relation.target_id, []).append(relation)
    done: set[tuple[int, int | None, date | None]] = set(
        CitationReview.objects.filter(citation__in=wanted).values_list("citation_id", "relation_id", "expired_on")
    )
    known = _cited_together(wanted.values())
    grounds = []
    for pk, citation in wanted.items():
        document = citation.document
        for relation in changes.get(citation.document_id or 0, ()):
            aware = relation.kind == RelationKind.AMENDS and relation.source_id in known.get(citation.subject, ())
            if (pk, relation.pk, None) not in done and not aware:
                grounds.append(Ground(citation, relation, None))
        end = document.valid_to if document else None
        if end is not None and end <= on and (pk, None, end) not in done:
            grounds.append(Ground(citation, None, end))
    return grounds


def _cited_together(citations: Iterable[Citation]) -> dict[str, set[int]]:
    """Record → documents it cites."""
    found: dict[str, set[int]] = {}
    rows = Citation.objects.filter(
        subject__in={c.subject for c in citations}, ended_at__isnull=True, document__isnull=False
    )
    for subject, document in rows.values_list("subject", "document_id"):
        if document is not None:
            found.setdefault(subject, set()).add(document)
    return found


def citation_for(user: Any, uid: UUID | str) -> Citation:
    """A citation the user may review. Raises NotFound, Forbidden."""
    found = Citation.objects.select_related("document").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có mục viện dẫn này.", code="no_citation")
    if not may_review_citation(user, found):
        raise Forbidden("Bạn không được giao rà soát văn bản của đơn vị này.")
    return found


def shown(user: Any, citations: Sequence[Citation]) -> list[Citing]:
    """The citing records as the user may see them, in the same order; a constant number of queries for each kind of record."""
    refs = [Ref.parse(c.subject) for c in citations]
    titles: dict[Ref, str] = {}
    for kind in sorted({r.kind for r in refs}):
        subject = subjects.get(kind)
        if subject is None:
            continue
        uids = sorted({r.uid for r in refs if r.kind == kind})
        readable = subject.readable(user, uids)
        names = subject.titles(sorted(readable))
        titles |= {Ref(kind, uid): names[uid] for uid in readable if uid in names}
    return [
        Citing(c, titles.get(r, ""), subjects[r.kind].address(r.uid) if r in titles else "")
        for c, r in zip(citations, refs, strict=True)
    ]
