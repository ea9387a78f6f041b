"""A document of the library as another rests on it: "Căn cứ Luật Hộ tịch ngày 20 tháng 11 năm 2014"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from motcua.documents.models import Kind
from motcua.documents.writing.layout import day_in_words

if TYPE_CHECKING:
    from motcua.documents.models import LegalDocument

_BY_NAME = (Kind.CONSTITUTION, Kind.CODE, Kind.LAW, Kind.ORDINANCE)


def basis_line(document: LegalDocument) -> str:
    """Type, number, date, issuer and subject; of laws and ordinances neither number nor issuer (Nghị định 30/2020/NĐ-CP, phụ lục I,
    phần II, mục 6.a). What the library does not know is left out.
    """
    with translation.override("vi"):  # an official document is written in Vietnamese whatever the reader's language
        kind = str(document.get_kind_display())
    dated = day_in_words(document.issued_on) if document.issued_on else ""
    subject = " ".join(document.subject.split()).rstrip(".;")
    if document.kind in _BY_NAME:
        named = subject if subject.casefold().startswith(kind.casefold()) else f"{kind} {subject}"
        return " ".join(f"Căn cứ {named} {dated}".split())
    number = f"số {document.number}" if document.number else ""
    return " ".join(f"Căn cứ {kind} {number} {dated} của {document.issuer} {_within(subject)}".split())


def _within(subject: str) -> str:
    """As it stands within a sentence: a capital that nothing but its place gives goes, that of a name or an abbreviation stays."""
    first, _, rest = subject.partition(" ")
    return first.lower() + " " + rest if first.istitle() and rest[:1].islower() else subject
