"""Answers to "is this page right?", and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from django.db import transaction

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, TransitionRefused
from motcua.kernel.meanwhile import moment_of, was_oneself
from motcua.kernel.models import Event
from motcua.kernel.text import nfc
from motcua.procedures.events import EventKind
from motcua.procedures.models import PageRemark, Procedure, ProcedureVersion
from motcua.procedures.queries.registry import ref_of

MOST = 1000
"""Characters of a remark, and of what was done about it."""


def leave_remark(procedure: Procedure, version: ProcedureVersion, *, helpful: bool, text: str) -> PageRemark:
    """Anonymous, so no event: nobody's act is told. Raises Invalid where "not right" comes without a word of what."""
    said = nfc(text).strip()
    if not helpful and not said:
        raise Invalid("Góp ý chưa đủ.", errors=(FieldError("text", "Cho biết chỗ nào chưa đúng để chúng tôi sửa."),))
    if len(said) > MOST:
        raise Invalid("Góp ý quá dài.", errors=(FieldError("text", "Viết trong {most} ký tự.", {"most": MOST}),))
    return PageRemark.objects.create(
        procedure=procedure, read_version=version, helpful=helpful, text=said, at=clock.now()
    )


def settle_remark(remark: PageRemark, *, answer: str, actor: Actor) -> PageRemark:
    """Raises Invalid without an answer, TransitionRefused where somebody has dealt with it."""
    said = nfc(answer).strip()
    if not said:
        raise Invalid("Chưa ghi cách xử lý.", errors=(FieldError("answer", "Ghi đã làm gì với góp ý này."),))
    with transaction.atomic():
        waiting = PageRemark.objects.filter(pk=remark.pk, settled_at__isnull=True)
        if waiting.update(settled_at=clock.now(), settled_by=actor.name, answer=said[:MOST]) != 1:
            raise _settled_before(remark, actor)
        remark.refresh_from_db()
        payload: dict[str, events.Plain] = {"remark": str(remark.uid)}
        events.append(ref_of(remark.procedure), EventKind.REMARK_SETTLED, actor=actor, payload=payload)
    return remark


def settle_remarks(remarks: Sequence[PageRemark], *, answer: str, actor: Actor) -> int:
    """Several with one answer, such as rubbish; gives how many. What somebody dealt with meanwhile keeps its answer. Raises Invalid."""
    settled = 0
    with transaction.atomic():
        for remark in remarks:
            with suppress(TransitionRefused):
                settle_remark(remark, answer=answer, actor=actor)
                settled += 1
    return settled


def _settled_before(remark: PageRemark, actor: Actor) -> TransitionRefused:
    """Who was there before: oneself perhaps, by a button that was pressed twice."""
    told = Event.objects.filter(subject=str(ref_of(remark.procedure)), kind=EventKind.REMARK_SETTLED)
    done = told.filter(payload__remark=str(remark.uid)).order_by("-sequence").first()
    if done is None:
        return TransitionRefused("Góp ý này đã được xử lý.")
    at = moment_of(done)
    if was_oneself(done, actor):
        return TransitionRefused("Bạn đã xử lý góp ý này lúc {at}.", at=at)
    return TransitionRefused("{who} đã xử lý góp ý này lúc {at}.", who=done.actor_name, at=at)
