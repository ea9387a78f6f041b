"""Tables of the package, by noun."""

from motcua.documents.models.citations import Citation, CitationReview
from motcua.documents.models.files import Blob, StoredFile
from motcua.documents.models.law import Access, Certainty, Kind, LegalDocument, Relation, RelationKind
from motcua.documents.models.numbers import IssuedNumber, NumberSeries

__all__ = [
    "Access",
    "Blob",
    "Certainty",
    "Citation",
    "CitationReview",
    "IssuedNumber",
    "Kind",
    "LegalDocument",
    "NumberSeries",
    "Relation",
    "RelationKind",
    "StoredFile",
]
