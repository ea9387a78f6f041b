"""The shipped library: instruments as facts, loaded once and again without doubles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import translation

from motcua.documents.citations import Instrument, canonical, instruments
from motcua.documents.events import EventKind
from motcua.documents.models import Certainty, Kind, LegalDocument, Relation, RelationKind
from motcua.documents.numbering import issuer_key
from motcua.documents.queries.law import KIND, ref_of
from motcua.documents.services.citations import adopt_many
from motcua.documents.services.law import LawFacts, derive, search_texts
from motcua.kernel import events, search
from motcua.kernel.actors import Actor

_CERTAINTY = {
    "source": Certainty.SOURCED,
    "recalled_high": Certainty.RECALLED,
    "recalled_medium": Certainty.UNSURE,
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many documents and relations were added, and how many documents were there already."""

    documents: int
    relations: int
    known: int


def load_instruments(*, actor: Actor, shipped: Sequence[Instrument] | None = None) -> Loaded:
    """Add the instruments that the library does not have, and their relations. What officers changed or voided stays as they left it."""
    rows = list(shipped if shipped is not None else instruments())
    fresh = [document for row in rows if (document := _document(row))]
    with transaction.atomic():
        known = {
            _key(d): d for d in LegalDocument.objects.filter(canonical_number__in={d.canonical_number for d in fresh})
        }
        missing = list({_key(d): d for d in fresh if _key(d) not in known}.values())
        LegalDocument.objects.bulk_create(missing, batch_size=200)
        there = known | {_key(d): d for d in missing}
        relations = _relations(rows, there)
        Relation.objects.bulk_create(relations, batch_size=200)
        with translation.override("vi"):
            search.index_many(KIND, [_entry(d) for d in missing])
        adopt_many(missing)
        entries = [
            events.NewEvent(
                ref_of(d),
                EventKind.LAW_ADDED,
                {"number": d.number, "issuer": d.issuer, "issued_on": d.issued_on, "shipped": True},
            )
            for d in missing
        ] + [
            events.NewEvent(
                ref_of(r.source),
                EventKind.RELATION_ADDED,
                {"relation": r.uid, "kind": str(r.kind), "target": ref_of(r.target), "on": r.on},
            )
            for r in relations
        ]
        if entries:
            events.append_many(entries, actor=actor)
    return Loaded(len(missing), len(relations), len(fresh) - len(missing))


def _document(row: Instrument) -> LegalDocument | None:
    """The row as a document; None for a number-less one, which nothing could be matched with."""
    if not row.number:
        return None
    facts = LawFacts(
        kind=_kind(row.kind),
        issuer=row.issuer,
        subject=row.subject,
        number=row.number,
        issued_on=row.issued_on,
        valid_from=row.in_force_from,
        certainty=_CERTAINTY.get(row.certainty, Certainty.UNSURE).value,
        note=row.note or "",
    )
    document = LegalDocument(**asdict(facts))
    derive(document)
    return document


def _kind(name: str) -> str:
    with translation.override("vi"):
        codes = {str(label): code for code, label in Kind.choices}
    return codes.get(name, Kind.OTHER.value)


def _key(document: LegalDocument) -> tuple[str, str, int]:
    return (document.canonical_number, document.issuer_key, document.year)


def _relations(rows: Iterable[Instrument], there: dict[tuple[str, str, int], LegalDocument]) -> list[Relation]:
    """Relations between documents that are there, live or voided ones left out. A target is named by number alone, so it must be unique."""
    by_number: dict[str, list[LegalDocument]] = {}
    for document in there.values():
        by_number.setdefault(document.canonical_number, []).append(document)
    pairs = {
        (r.source_id, r.target_id, r.kind) for r in Relation.objects.filter(source__in=[d.pk for d in there.values()])
    }
    made = []
    for row in rows:
        source = _one(by_number.get(canonical(row.number), []), row.issuer) if row.number else None
        for relation in row.relations:
            target = _one(by_number.get(canonical(relation.to), []))
            if source is None or target is None or source.pk == target.pk or relation.type not in RelationKind.values:
                continue
            if (source.pk, target.pk, relation.type) not in pairs:
                pairs.add((source.pk, target.pk, relation.type))
                start = relation.on or source.valid_from or source.issued_on
                made.append(Relation(source=source, target=target, kind=relation.type, on=start))
    return made


def _one(documents: Sequence[LegalDocument], issuer: str = "") -> LegalDocument | None:
    fitting = [d for d in documents if not issuer or d.issuer_key == issuer_key(issuer)]
    return fitting[0] if len(fitting) == 1 else None


def _entry(document: LegalDocument) -> search.Entry:
    title, fields = search_texts(document)
    return search.Entry(document.pk, title, fields)
