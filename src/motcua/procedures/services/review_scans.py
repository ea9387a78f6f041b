"""Plan and report of a round that were signed on paper: their number is recorded, and the scan of what was signed kept beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.documents.queries.approvals import routed_file
from motcua.documents.services.files import attach_file
from motcua.kernel import events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.procedures.events import EventKind
from motcua.procedures.models import ReviewRound
from motcua.procedures.queries.reviews import plan_ref, ref_of, report_ref
from motcua.procedures.services.reviews import close_round, start_round

if TYPE_CHECKING:
    from motcua.documents.models import StoredFile

PDF = "application/pdf"
PAPERS = {"plan": (plan_ref, "decision_number"), "report": (report_ref, "report_number")}
"""By name: its place on a route, and the number that it got."""


def start_signed(
    found: ReviewRound,
    *,
    number: str,
    decided_on: date,
    actor: Actor,
    sent_on: date | None = None,
    scan: StoredFile | None = None,
) -> ReviewRound:
    """Ghi the plan that was signed elsewhere, with its scan where there is one. Raises as `start_round` and `keep_scan`."""
    with transaction.atomic():
        start_round(found, number=number, decided_on=decided_on, sent_on=sent_on, actor=actor)
        if scan is not None:
            keep_scan(found, "plan", scan, actor=actor)
    return found


def close_signed(
    found: ReviewRound, *, number: str, reported_on: date, actor: Actor, scan: StoredFile | None = None
) -> ReviewRound:
    """Kết thúc with the report that was signed elsewhere. Raises as `close_round` and `keep_scan`."""
    with transaction.atomic():
        close_round(found, number=number, reported_on=reported_on, actor=actor)
        if scan is not None:
            keep_scan(found, "report", scan, actor=actor)
    return found


def keep_scan(found: ReviewRound, paper: str, scan: StoredFile, *, actor: Actor) -> ReviewRound:
    """Đính kèm the scan of a plan or report whose number is recorded; a clearer one takes its place, both stay in the trail.

    Raises Invalid for what is no PDF, Refused before the number and for what was signed here (its file is kept already).
    """
    if scan.media_type != PDF:
        told = FieldError("scan", N_("Bản quét đã ký phải là tệp PDF; tệp này thì không."))
        raise Invalid("Chưa ghi được bản quét.", errors=(told,))
    ref, number = PAPERS[paper]
    if not getattr(found, number):
        raise Refused("Chưa ghi số của văn bản này. Ghi số, ngày trước, rồi đính kèm bản quét.", code="not_signed")
    if routed_file(ref(found)) is not None:
        raise Refused("Văn bản này ký trong phần mềm; bản đã ký được giữ ở đường trình ký.", code="signed_here")
    with transaction.atomic():
        attach_file(scan, ref_of(found), actor=actor)
        setattr(found, f"{paper}_scan", scan)
        found.save(update_fields=[f"{paper}_scan"])
        payload: dict[str, events.Plain] = {"paper": paper, "number": getattr(found, number), "file": str(scan.uid)}
        events.append(ref_of(found), EventKind.REVIEW_SCANNED, actor=actor, payload=payload)
    return found


def scannable(found: ReviewRound) -> list[str]:
    """Papers of a round (names) that have a number and were not signed here."""
    return [
        name for name, (ref, number) in PAPERS.items() if getattr(found, number) and routed_file(ref(found)) is None
    ]
