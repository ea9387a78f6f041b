"""Tables of the package, by noun."""

from motcua.documents.models.approvals import (
    Approval,
    ApprovalDecision,
    ApprovalHolder,
    ApprovalRoute,
    ApprovalSignature,
    ApprovalStep,
    ApprovalVersion,
    Capacity,
    OutgoingDocument,
)
from motcua.documents.models.citations import Citation, CitationReview
from motcua.documents.models.files import Blob, StoredFile
from motcua.documents.models.law import Access, Certainty, Kind, LegalDocument, Relation, RelationKind
from motcua.documents.models.numbers import IssuedNumber, NumberSeries

__all__ = [
    "Access",
    "Approval",
    "ApprovalDecision",
    "ApprovalHolder",
    "ApprovalRoute",
    "ApprovalSignature",
    "ApprovalStep",
    "ApprovalVersion",
    "Blob",
    "Capacity",
    "Certainty",
    "Citation",
    "CitationReview",
    "IssuedNumber",
    "Kind",
    "LegalDocument",
    "NumberSeries",
    "OutgoingDocument",
    "Relation",
    "RelationKind",
    "StoredFile",
]
