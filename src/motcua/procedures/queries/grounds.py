"""Finding legal grounds in the library of documents."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from motcua.documents.queries import law
from motcua.kernel import clock, search
from motcua.kernel.errors import AppError
from motcua.procedures.content import Ground

MOST = 10


def found_laws(user: Any, text: str) -> list[dict[str, Any]]:
    """Documents that the words find, best first, each with its state today."""
    rows = search.find(law.library(user, clock.today()), law.KIND, text).queryset
    return [
        {"uid": str(d.uid), "title": law.title_of(d), "subject": d.subject, "state": d.state}
        for d in rows.order_by("-search_rank", "sort_key", "pk")[:MOST]
    ]


def ground_of(user: Any, uid: str) -> Ground | None:
    """A document of the library as a ground; None where it is not there for this person."""
    try:
        found = law.document_for(user, UUID(uid))
    except (AppError, ValueError):
        return None
    issued = f"{found.issued_on:%d/%m/%Y}" if found.issued_on else ""
    return Ground(found.number, found.subject, issued_on=issued, issuer=found.issuer)
