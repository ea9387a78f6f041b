"""The queue of procedures whose legal grounds changed: filled by what happens in the library, emptied by people and by new versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from motcua.documents.citations import canonical
from motcua.documents.queries import law
from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import N_, FieldError, Invalid, TransitionRefused
from motcua.kernel.events import NewEvent
from motcua.kernel.text import nfc
from motcua.procedures.events import EventKind
from motcua.procedures.models import CitedGround, LawCause, LawReview, Procedure, ProcedureVersion
from motcua.procedures.queries.law_reviews import resting_on, written
from motcua.procedures.queries.registry import ref_of
from motcua.procedures.services.derived import keep_only
from motcua.procedures.workflow import LawReviewState

if TYPE_CHECKING:
    from motcua.documents.models import LegalDocument

CHANGES = (LawCause.AMENDS, LawCause.REPLACES, LawCause.REPEALS)
"""Relations that change their target, by the names they have in the library."""
ENDED = LawCause.ENDED
"""A document ended by itself."""
_ENDS = (LawCause.REPLACES, LawCause.REPEALS)


def keep_grounds(newest: Mapping[int, ProcedureVersion]) -> None:
    """What the newest published versions name (by procedure's key); open reviews of procedures that were rewritten since are over.

    Part of the caller's transaction. Repeated it changes nothing.
    """
    named = {
        (pk, number): CitedGround(procedure_id=pk, number=number)
        for pk, version in newest.items()
        for ground in version.content.get("grounds", ())
        if (number := canonical(ground.get("number", ""))[:80])
    }
    keep_only(CitedGround, "number", named, newest)
    _renewed(newest)


def queue(document: LegalDocument, cause: str, *, by: LegalDocument | None, since: date | None) -> int:
    """Put the procedures that rest on a document into the queue; those that wait for the same change already are left. Returns how many.

    Of an amendment those whose version was written after it, or names it, are left out: it says nothing new to them. What rests on a
    document that is no longer there has to be looked at, whenever it was written.
    """
    if not document.canonical_number:
        return 0
    procedures = list(resting_on([document.canonical_number]).order_by("pk"))
    if cause == LawCause.AMENDS:
        procedures = _not_knowing(procedures, by, since)
    return _open(procedures, document, cause, by=by, since=since)


def check_grounds() -> int:
    """Queue procedures that name a document which ended before they were written, or was entered late. Run again it adds nothing.

    What a person said to be unaffected by the end of that document stays so.
    """
    today = clock.today()
    numbers = CitedGround.objects.order_by().values_list("number", flat=True).distinct()
    made = 0
    for document in law.numbered(numbers, today).filter(state="ended").order_by("pk"):
        told = document.inverse_relations.filter(kind__in=_ENDS, voided_at__isnull=True).order_by("on", "pk")
        relation = told.select_related("source").first()
        said = LawReview.objects.filter(document=document, state=LawReviewState.UNAFFECTED)
        rows = resting_on([document.canonical_number]).exclude(pk__in=said.values("procedure")).order_by("pk")
        cause = relation.kind if relation is not None else LawCause.ENDED
        by, since = (relation.source, relation.on) if relation is not None else (None, document.valid_to)
        made += _open(rows, document, cause, by=by, since=since)
    return made


def take_back(by: LegalDocument) -> int:
    """Close what rested on a relation of `by` that was taken back in the library. Returns how many."""
    live = LawReview.objects.filter(
        by=by,
        document__inverse_relations__source=F("by"),
        document__inverse_relations__kind=F("cause"),
        document__inverse_relations__voided_at__isnull=True,
    )
    rows = LawReview.objects.filter(by=by, state=LawReviewState.OPEN).exclude(pk__in=live.values("pk"))
    return _close(rows, LawReviewState.TAKEN_BACK, "Quan hệ giữa hai văn bản đã được bỏ khỏi kho văn bản.")


def end_changed(document: LegalDocument) -> None:
    """The day on which a document ends by itself was corrected: who waits for it is told the new one, or need not wait."""
    rows = LawReview.objects.filter(document=document, cause=LawCause.ENDED, by__isnull=True, state=LawReviewState.OPEN)
    if document.valid_to is None:
        _close(rows, LawReviewState.TAKEN_BACK, "Ngày hết hiệu lực của văn bản đã được bỏ khỏi kho văn bản.")
    else:
        rows.exclude(since=document.valid_to).update(since=document.valid_to)


def unaffected(found: LawReview, *, reason: str, actor: Actor) -> LawReview:
    """Không ảnh hưởng, with the reason. Raises Invalid, TransitionRefused where somebody was quicker."""
    reason = nfc(reason).strip()
    if not reason:
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", N_("Hãy ghi lý do.")),))
    with transaction.atomic():
        columns = {
            "state": LawReviewState.UNAFFECTED,
            "reason": reason[:1000],
            "settled_at": clock.now(),
            "settled_by": actor.name[:200],
        }
        if LawReview.objects.filter(pk=found.pk, state=LawReviewState.OPEN).update(**columns) != 1:
            raise TransitionRefused("Mục này đã được xử lý. Hãy tải lại trang.")
        found.refresh_from_db()
        payload: dict[str, events.Plain] = {
            "document": found.document.number,
            "outcome": str(found.state),
            "reason": reason[:500],
        }
        events.append(ref_of(found.procedure), EventKind.GROUND_REVIEWED, actor=actor, payload=payload)
    return found


def _open(
    procedures: Iterable[Procedure],
    document: LegalDocument,
    cause: str,
    *,
    by: LegalDocument | None,
    since: date | None,
) -> int:
    now = clock.now()
    with transaction.atomic():
        # What a person said of the same change stays said: an event may come twice.
        known = (LawReviewState.OPEN, LawReviewState.UNAFFECTED)
        there = LawReview.objects.filter(document=document, cause=cause, by=by, state__in=known)
        taken = set(there.values_list("procedure", flat=True))
        fresh = [p for p in procedures if p.pk not in taken]
        LawReview.objects.bulk_create(
            [LawReview(procedure=p, document=document, cause=cause, by=by, since=since, opened_at=now) for p in fresh],
            batch_size=500,
            ignore_conflicts=True,
        )
        facts: dict[str, events.Plain] = {"document": document.number, "change": str(cause), "from": since}
        events.append_many([NewEvent(ref_of(p), EventKind.GROUND_CHANGED, facts) for p in fresh], actor=SYSTEM)
    return len(fresh)


def _not_knowing(procedures: list[Procedure], by: LegalDocument | None, since: date | None) -> list[Procedure]:
    """Those whose newest version was not written in view of an amendment."""
    keys = [one.pk for one in procedures]
    named: set[int] = set()
    if by is not None and by.canonical_number:
        rows = CitedGround.objects.filter(number=by.canonical_number, procedure__in=keys)
        named = set(rows.values_list("procedure", flat=True))
    days, issued_on = written(keys), by.issued_on if by is not None else None
    return [p for p in procedures if p.pk not in named and not days[p.pk].knew(since=since, issued_on=issued_on)]


def _renewed(newest: Mapping[int, ProcedureVersion]) -> None:
    rows = LawReview.objects.filter(procedure__in=list(newest), state=LawReviewState.OPEN).only(
        "pk", "procedure", "opened_at"
    )
    over = [row.pk for row in rows if newest[row.procedure_id].created_at > row.opened_at]
    if over:
        _close(LawReview.objects.filter(pk__in=over), LawReviewState.RENEWED, "Đã có phiên bản mới của thủ tục.")


def _close(rows: Any, state: str, reason: str) -> int:
    with transaction.atomic():
        found = list(rows.select_related("procedure", "document").order_by("pk"))
        LawReview.objects.filter(pk__in=[row.pk for row in found], state=LawReviewState.OPEN).update(
            state=state, reason=reason, settled_at=clock.now(), settled_by=SYSTEM.name
        )
        told = [
            NewEvent(
                ref_of(row.procedure),
                EventKind.GROUND_REVIEWED,
                {"document": row.document.number, "outcome": str(state), "reason": reason},
            )
            for row in found
        ]
        events.append_many(told, actor=SYSTEM)
    return len(found)
