"""How this package's records are shown and guarded elsewhere: what `apps.py` puts into `kernel.registries`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.documents.models import Approval, ApprovalRoute, LegalDocument, NumberSeries, StoredFile
from motcua.documents.permissions import (
    readable_approvals,
    readable_documents,
    readable_files,
    readable_routes,
    readable_series,
)
from motcua.documents.queries import approvals
from motcua.documents.queries.law import title_of
from motcua.documents.queries.numbers import title_of as title_of_series
from motcua.kernel.refs import Ref
from motcua.kernel.registries import Subject


def _documents(uids: Sequence[str]) -> Mapping[str, str]:
    return {str(d.uid): title_of(d) for d in LegalDocument.objects.filter(uid__in=uids)}


def _readable_documents(user: Any, uids: Sequence[str]) -> set[str]:
    rows = readable_documents(LegalDocument.objects.filter(uid__in=uids), user)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


def _files(uids: Sequence[str]) -> Mapping[str, str]:
    return {str(f.uid): f.name for f in StoredFile.objects.filter(uid__in=uids)}


def _readable_files(user: Any, uids: Sequence[str]) -> set[str]:
    rows = list(StoredFile.objects.filter(uid__in=uids))
    allowed = readable_files(user, rows)
    return {str(f.uid) for f in rows if f.pk in allowed}


def _series(uids: Sequence[str]) -> Mapping[str, str]:
    rows = NumberSeries.objects.filter(uid__in=uids)
    return {str(s.uid): f"{title_of_series(s)}, {s.body_symbol}" for s in rows}


def _readable_series(user: Any, uids: Sequence[str]) -> set[str]:
    rows = readable_series(NumberSeries.objects.filter(uid__in=uids), user)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


LEGAL_DOCUMENT = Subject(
    titles=_documents,
    address=lambda uid: reverse("documents:document", args=[uid]),
    readable=_readable_documents,
    label=_("Văn bản"),
)
STORED_FILE = Subject(
    titles=_files,
    address=lambda uid: reverse("documents:file", args=[uid]),
    readable=_readable_files,
    label=_("Tệp"),
)
NUMBER_SERIES = Subject(
    titles=_series,
    address=lambda uid: reverse("documents:register", args=[uid]),
    readable=_readable_series,
    label=_("Sổ văn bản đi"),
)


def _readable_approvals(user: Any, uids: Sequence[str]) -> set[str]:
    rows = readable_approvals(Approval.objects.filter(uid__in=uids), user)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


def _readable_outgoing(user: Any, uids: Sequence[str]) -> set[str]:
    """An own document is read by whoever reads its approval."""
    asked = [str(Ref(approvals.OUTGOING, uid)) for uid in uids]
    rows = readable_approvals(Approval.objects.filter(subject__in=asked), user)
    return {Ref.parse(subject).uid for subject in rows.values_list("subject", flat=True)}


def _readable_routes(user: Any, uids: Sequence[str]) -> set[str]:
    rows = readable_routes(ApprovalRoute.objects.filter(uid__in=uids), user)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


APPROVAL_ROUTE = Subject(
    titles=approvals.route_titles,
    address=lambda _uid: reverse("documents:routes"),
    readable=_readable_routes,
    label=_("Tuyến trình ký"),
)
APPROVAL = Subject(
    titles=approvals.titles,
    address=lambda uid: reverse("documents:approval", args=[uid]),
    readable=_readable_approvals,
    label=_("Văn bản trình"),
)
OUTGOING_DOCUMENT = Subject(
    titles=approvals.outgoing_titles,
    address=approvals.outgoing_address,
    readable=_readable_outgoing,
    label=_("Văn bản đi"),
)


def document_refs(unit_id: int) -> list[str]:
    """All that the library keeps for a unit, as Refs: what a split or transfer of units lists."""
    rows = LegalDocument.objects.filter(owner_unit=unit_id).order_by("pk")
    return [f"legal_document:{uid}" for uid in rows.values_list("uid", flat=True)]
