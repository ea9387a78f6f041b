"""Which document of the library a citation means, and whether it cites the date that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motcua.documents.citations import canonical
from motcua.documents.models import Certainty, LegalDocument
from motcua.documents.numbering import numbered_for_ever, same_issuer


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a text says of a document. Only the number is needed to look for it."""

    number: str
    issuer: str = ""
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """`document` is None when the library has none, or several fit (`candidates`). `date_differs`: the text and the library disagree,
    and neither is trusted; `certain` tells whether the library's date is borne out by a source.
    """

    document: LegalDocument | None = None
    date_differs: bool = False
    known_date: date | None = None
    certain: bool = False
    candidates: tuple[LegalDocument, ...] = ()


def match_citation(number: str, issuer: str = "", issued_on: date | None = None) -> Match:
    """The document a citation means, however its number is written. One query."""
    return match_citations([Wanted(number, issuer, issued_on)])[0]


def match_citations(wanted: Sequence[Wanted]) -> list[Match]:
    """The same for all citations of a record, in one query."""
    keys = [canonical(w.number) if w.number else "" for w in wanted]
    by_number: dict[str, list[LegalDocument]] = {}
    for document in LegalDocument.objects.filter(canonical_number__in={k for k in keys if k}).order_by("pk"):
        by_number.setdefault(document.canonical_number, []).append(document)
    return [_match(one, by_number.get(key, [])) for one, key in zip(wanted, keys, strict=True)]


def _match(wanted: Wanted, known: Sequence[LegalDocument]) -> Match:
    fitting = [d for d in known if same_issuer(wanted.issuer, d.issuer)]
    same_day = [d for d in fitting if wanted.issued_on and d.issued_on == wanted.issued_on]
    if len(same_day) == 1:
        return _found(same_day[0], differs=False)
    possible = [d for d in fitting if _may_be(d, wanted)]
    if len(possible) != 1:
        return Match(candidates=tuple(possible or fitting))
    document = possible[0]
    differs = bool(wanted.issued_on and document.issued_on and document.issued_on != wanted.issued_on)
    return _found(document, differs=differs)


def _may_be(document: LegalDocument, wanted: Wanted) -> bool:
    """Whether the dates let it be the same document.

    Numbers begin again every year, so another year means another document, unless the number itself names the year, or day and month
    agree (the year is then the likelier slip).
    """
    cited, known = wanted.issued_on, document.issued_on
    if cited is None or known is None or numbered_for_ever(document.number):
        return True
    return cited.year == known.year or (cited.day, cited.month) == (known.day, known.month)


def _found(document: LegalDocument, *, differs: bool) -> Match:
    return Match(
        document,
        differs,
        document.issued_on,
        document.certainty == Certainty.SOURCED and document.issued_on is not None,
    )
