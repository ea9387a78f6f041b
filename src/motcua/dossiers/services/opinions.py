"""Lấy ý kiến: a question to another unit or agency, with its date and what silence means."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from motcua.documents.services.files import attach_file
from motcua.dossiers import events as kinds
from motcua.dossiers.models import Dossier, Opinion
from motcua.dossiers.queries.dossiers import ref_of
from motcua.dossiers.services.acting import NOT_DONE, officer_of, reason_of, touched
from motcua.dossiers.services.steps import take_part
from motcua.dossiers.workflow import ACTIVE
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Forbidden, Invalid, Refused, TransitionRefused

if TYPE_CHECKING:
    from motcua.documents.models import StoredFile
    from motcua.organisations.models import Unit


def consult(
    dossier: Dossier,
    *,
    question: str,
    due_at: datetime,
    actor: Actor,
    unit: Unit | None = None,
    agency: str = "",
    letter: str = "",
    silence: str = "",
) -> Opinion:
    """Ask a unit, which then reads the dossier, or an agency without accounts (its letter is kept). The clock goes on."""
    officer = officer_of(actor)
    if officer is None:
        raise Forbidden("Chỉ cán bộ được lấy ý kiến.")
    if dossier.state not in ACTIVE:
        raise TransitionRefused("Hồ sơ không ở trạng thái lấy ý kiến được.", code="transition_refused")
    asked = reason_of(question, field="question", needed=N_("Ghi nội dung cần cho ý kiến."), most=5000)
    named = reason_of(agency, field="agency", most=300)
    now = clock.now()
    wrong = []
    if (unit is None) == (not named):
        wrong.append(FieldError("unit", N_("Chọn một đơn vị, hoặc ghi tên cơ quan ngoài hệ thống.")))
    if due_at <= now:
        wrong.append(FieldError("due_at", N_("Thời hạn cho ý kiến phải ở tương lai.")))
    if wrong:
        raise Invalid(NOT_DONE, errors=tuple(wrong))
    with transaction.atomic():
        touched(dossier)
        made = Opinion.objects.create(
            dossier=dossier,
            unit=unit,
            agency=named,
            letter=reason_of(letter, field="letter", most=100),
            question=asked,
            asked_at=now,
            asked_by=officer,
            due_at=due_at,
            silence=reason_of(silence, field="silence", most=300),
        )
        if unit is not None:
            take_part(dossier, [unit.pk])
        payload: dict[str, Any] = {"unit": unit.code if unit else "", "agency": named, "until": due_at}
        events.append(ref_of(dossier), kinds.OPINION_ASKED, actor=actor, payload=payload, at=now)
    return made


def answer(dossier: Dossier, opinion: Opinion, *, text: str, actor: Actor, file: StoredFile | None = None) -> Opinion:
    """The answer, by the unit that was asked, or entered for an agency without accounts. Given once."""
    officer = officer_of(actor)
    said = reason_of(text, field="answer", needed=N_("Ghi nội dung trả lời."), most=10_000)
    now = clock.now()
    with transaction.atomic():
        rows = Opinion.objects.filter(pk=opinion.pk, answered_at__isnull=True)
        if rows.update(answer=said, answered_at=now, answered_by=officer) != 1:
            raise Refused("Nội dung này đã được trả lời.", code="answered")
        opinion.answer, opinion.answered_at, opinion.answered_by = said, now, officer
        if file is not None:
            attach_file(file, ref_of(dossier), actor=actor)
        payload: dict[str, Any] = {
            "unit": opinion.unit.code if opinion.unit else "",
            "agency": opinion.agency,
            "late": now > opinion.due_at,
        }
        events.append(ref_of(dossier), kinds.OPINION_GIVEN, actor=actor, payload=payload, at=now)
    return opinion
