"""Indexing documents, approvals and numbers that are there already (`motcua search reindex`)."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.documents.models import Approval, IssuedNumber, LegalDocument
from motcua.documents.queries import approvals, law, numbers
from motcua.documents.services.approvals import index_approval
from motcua.documents.services.issuing import index_issued
from motcua.documents.services.law import index_document
from motcua.documents.services.numbers import index_line
from motcua.kernel import search


def _documents(pks: Sequence[int]) -> None:
    for document in LegalDocument.objects.filter(pk__in=pks).order_by("pk"):
        index_document(document)


def _approvals(pks: Sequence[int]) -> None:
    """One that has its number is found by that and by who signed."""
    for approval in Approval.objects.filter(pk__in=pks).select_related("drafter__person").order_by("pk"):
        signature = approvals.signature_of(approval) if approval.number else None
        if signature is not None:
            index_issued(approval, signature)
        else:
            index_approval(approval)


def _lines(pks: Sequence[int]) -> None:
    for line in IssuedNumber.objects.filter(pk__in=pks).order_by("pk"):
        index_line(line)


def declare_indexes() -> None:
    """Called by `apps.py`."""
    search.declare_index(law.KIND, LegalDocument.objects.all, _documents)
    search.declare_index(approvals.KIND, Approval.objects.all, _approvals)
    search.declare_index(numbers.LINE_KIND, IssuedNumber.objects.all, _lines)
