"""Xin lỗi và hẹn lại: one new date at most, with a letter that the head signed. It never turns late into on time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers import events as kinds
from motcua.dossiers.models import Dossier, Extension
from motcua.dossiers.queries.clocks import EXTENSION, late_to_apologise
from motcua.dossiers.queries.dossiers import ref_of
from motcua.dossiers.services.acting import NOT_DONE, officer_of, reason_of, touched
from motcua.dossiers.services.printing import make_form
from motcua.dossiers.workflow import ACTIVE
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, TransitionRefused
from motcua.kernel.rules import rule
from motcua.organisations.queries.calendars import calendar_named
from motcua.ui.formats import moment


def extend(
    dossier: Dossier, *, until: datetime, reason: str, letter: str, signer: str, actor: Actor, ground: str = ""
) -> Dossier:
    """Give a new date. An apology made later than the rule asks is recorded as late, not stopped. Raises Invalid, TransitionRefused."""
    if dossier.state not in ACTIVE or dossier.effective_due_at is None:
        raise TransitionRefused("Chỉ hẹn lại được hồ sơ đang giải quyết.", code="transition_refused")
    now = clock.now()
    today = clock.local(now).date()
    most = int(rule(EXTENSION, today).value["most"])
    told = reason_of(reason, field="reason", needed=N_("Ghi lý do chưa trả được kết quả đúng hẹn."))
    number = reason_of(letter, field="letter", needed=N_("Ghi số văn bản xin lỗi."), most=80)
    who = reason_of(signer, field="signer", needed=N_("Ghi người đứng đầu ký văn bản xin lỗi."), most=200)
    wrong = []
    if until <= max(now, dossier.effective_due_at):
        wrong.append(FieldError("until", N_("Ngày hẹn lại phải sau ngày đến hạn hiện nay.")))
    if dossier.extensions >= most and not ground.strip():
        told_most = N_("Quy định chỉ cho hẹn lại {most} lần. Hẹn thêm phải ghi căn cứ.")
        wrong.append(FieldError("ground", told_most, {"most": most}))
    if wrong:
        raise Invalid(NOT_DONE, errors=tuple(wrong))
    late = late_to_apologise(dossier.effective_due_at, now, calendar_named(dossier.calendar, today))
    officer = officer_of(actor)
    with transaction.atomic():
        Extension.objects.create(
            dossier=dossier,
            number=dossier.extensions + 1,
            until=until,
            reason=told,
            ground=reason_of(ground, field="ground", most=1000),
            apologised_at=now,
            late=late,
            letter_number=number,
            signer=who,
        )
        touched(dossier, extensions=dossier.extensions + 1, effective_due_at=until)
        payload: dict[str, Any] = {"until": until, "reason": told, "late": late, "number": number}
        events.append(ref_of(dossier), kinds.EXTENDED, actor=actor, payload=payload, at=now)
        make_form(
            dossier, "apology", actor=actor, officer=officer, at=now, reason=told, until=moment(until), signers=[who]
        )
    return dossier
