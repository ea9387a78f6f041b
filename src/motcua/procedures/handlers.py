"""Reactions to what happens: procedures whose grounds changed come into the queue, or leave it; what hangs is looked through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from motcua.documents.events import EventKind as Documents
from motcua.documents.queries.law import document_by_uid
from motcua.kernel.refs import Ref
from motcua.kernel.schedule import run_soon
from motcua.procedures.events import EventKind
from motcua.procedures.services.law_reviews import CHANGES, ENDED, end_changed, queue, take_back
from motcua.procedures.services.papers import CHECK

if TYPE_CHECKING:
    from motcua.documents.models import LegalDocument
    from motcua.kernel.models import Event


def related(event: Event) -> None:
    """A document amends, replaces or repeals another."""
    kind = str(event.payload.get("kind", ""))
    source, target = _document(event.subject), _document(str(event.payload.get("target", "")))
    if kind in CHANGES and source is not None and target is not None:
        on = event.payload.get("on")
        queue(target, kind, by=source, since=date.fromisoformat(str(on)) if on else None)


def unrelated(event: Event) -> None:
    """It does not after all."""
    source = _document(event.subject)
    if source is not None:
        take_back(source)


def changed(event: Event) -> None:
    """A document got the day on which it ends, or came into the library with one; or the day was corrected, or taken back."""
    told = event.payload.get("fields")
    document = _document(event.subject)
    if document is None or (told is not None and "valid_to" not in told):
        return
    end_changed(document)
    if document.valid_to is not None:
        queue(document, ENDED, by=None, since=document.valid_to)


def said_otherwise(_event: Event) -> None:
    """What hangs on a wall may say something else than what holds now."""
    run_soon(CHECK)


def _document(ref: str) -> LegalDocument | None:
    return document_by_uid(Ref.parse(ref).uid) if ref else None


HANDLERS: dict[str, tuple[tuple[str, ...], Callable[[Event], None]]] = {
    "law_related": ((Documents.RELATION_ADDED,), related),
    "law_unrelated": ((Documents.RELATION_VOIDED,), unrelated),
    "postings_outdated": (
        (
            EventKind.VERSION_PUBLISHED,
            EventKind.ABOLISHED,
            EventKind.LOCAL_ADDED,
            EventKind.LOCAL_ENDED,
            EventKind.LOCAL_VOIDED,
            EventKind.IMPORTED,
        ),
        said_otherwise,
    ),
    "law_changed": ((Documents.LAW_CHANGED, Documents.LAW_ADDED), changed),
}
"""Name under which deliveries are kept → kinds of events, and what runs."""
