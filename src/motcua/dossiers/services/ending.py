"""How a dossier ends: with its answer, which is given back; withdrawn, stopped, or taken in by mistake."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction

from motcua.dossiers import events as kinds
from motcua.dossiers.models import Dossier, DossierStep
from motcua.dossiers.queries.dossiers import open_steps, ref_of, table_for
from motcua.dossiers.queries.words import COLLECTED
from motcua.dossiers.rules import routing
from motcua.dossiers.services.acting import NOT_DONE, moved, officer_of, reason_of, touched
from motcua.dossiers.services.printing import make_form
from motcua.dossiers.services.steps import close_step, drop_steps, open_step_keys, still_open
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.organisations.queries.calendars import calendar_named
from motcua.organisations.queries.seated import house_of
from motcua.records.services import Issued, keep_result


def process(dossier: Dossier, step: DossierStep | None, *, outcome: Issued, actor: Actor, note: str = "") -> Dossier:
    """The signed answer stands: the clock ends here, whether the answer is positive or negative. Giving it back comes next.

    `step`: the open step that ends with it; None where a route decided, which did the steps. Raises Invalid naming what of the answer is
    missing, Refused where others still work on it.
    """
    officer = officer_of(actor)
    now = clock.now()
    today = clock.local(now).date()
    table = table_for(dossier)
    said = reason_of(note, field="note")
    if step is not None:
        step = still_open(dossier, step)
        others = [one for one in open_steps(dossier) if one.pk != step.pk]
        if others:
            raise Refused("Bước “{title}” chưa xong.", code="others_open", title=others[0].title[:100])
    calendar = calendar_named(dossier.calendar, today)
    with transaction.atomic():
        result = keep_result(
            ref_of(dossier),
            replace(outcome, title=outcome.title or dossier.procedure_version.name),
            procedure=dossier.procedure,
            unit=house_of(dossier.unit_id or 0, today),
            actor=actor,
        )
        moved(dossier, "process", ended_at=now, negative=outcome.negative)
        for one in open_steps(dossier):
            close_step(one, "finish", at=now, officer=officer, calendar=calendar, note=said)
        open_step_keys(dossier, table, _returning(table), at=now, calendar=calendar)
        payload: dict[str, Any] = {
            "result": result.uid,
            "number": result.number,
            "issued_on": result.issued_on,
            "negative": result.negative,
            "ended_at": now,
            "late": dossier.due_at is not None and now > dossier.due_at,
        }
        if said:
            payload["reason"] = said
        events.append(ref_of(dossier), kinds.PROCESSED, actor=actor, payload=payload, at=now)
    return dossier


def hand_out(dossier: Dossier, *, collected_by: str, actor: Actor, identity_checked: bool, note: str = "") -> Dossier:
    """Trả kết quả: whoever collects has shown who they are, or brought the slip; the authorised person their authority."""
    wrong = []
    if collected_by not in COLLECTED:
        wrong.append(FieldError("collected_by", N_("Chọn người nhận kết quả.")))
    if not identity_checked:
        wrong.append(FieldError("identity_checked", N_("Kiểm tra giấy hẹn hoặc giấy tờ tùy thân rồi đánh dấu.")))
    if wrong:
        raise Invalid(NOT_DONE, errors=tuple(wrong))
    said = reason_of(note, field="note")
    officer = officer_of(actor)
    now = clock.now()
    calendar = calendar_named(dossier.calendar, clock.local(now).date())
    with transaction.atomic():
        moved(dossier, "hand_out", returned_at=now, collected_by=collected_by)
        for step in open_steps(dossier):
            close_step(step, "finish", at=now, officer=officer, calendar=calendar, note=said)
        payload: dict[str, Any] = {"collected_by": collected_by}
        if said:
            payload["reason"] = said
        events.append(ref_of(dossier), kinds.RETURNED, actor=actor, payload=payload, at=now)
    return dossier


def withdraw(dossier: Dossier, *, actor: Actor, reason: str) -> Dossier:
    """Rút hồ sơ: the applicant takes it back before there is an answer."""
    return _end(dossier, "withdraw", kinds.WITHDRAWN, actor=actor, reason=reason)


def stop(dossier: Dossier, *, actor: Actor, reason: str) -> Dossier:
    """Dừng giải quyết at the applicant's request (form 05), while there is no decision yet."""
    return _end(dossier, "stop", kinds.STOPPED, actor=actor, reason=reason)


def void(dossier: Dossier, *, actor: Actor, reason: str) -> Dossier:
    """Taken in wrongly or twice: before anybody behind the counter has worked on it. Its code is never used again; totals leave it out."""
    told = reason_of(reason, field="reason", needed=N_("Ghi lý do hủy tiếp nhận."), most=500)
    if dossier.state not in ("submitted", "accepted"):
        raise Refused("Hồ sơ đã được chuyển xử lý nên không hủy được nữa.", code="worked_on")
    now = clock.now()
    with transaction.atomic():
        touched(dossier, voided_at=now, void_reason=told)
        drop_steps(dossier, at=now)
        events.append(ref_of(dossier), kinds.VOIDED, actor=actor, payload={"reason": told}, at=now)
    return dossier


def _end(dossier: Dossier, verb: str, kind: str, *, actor: Actor, reason: str) -> Dossier:
    told = reason_of(reason, field="reason", needed=N_("Ghi lý do, theo đề nghị của người nộp."))
    officer = officer_of(actor)
    now = clock.now()
    was = dossier.state
    with transaction.atomic():
        if verb == "stop":
            make_form(
                dossier, "stop", actor=actor, officer=officer, at=now,
                reason=told, asked_on=f"{clock.local(now):%d/%m/%Y}", stopped=f"{clock.local(now):%H:%M %d/%m/%Y}",
            )  # fmt: skip
        moved(dossier, verb, ended_at=now)
        dossier.pauses.filter(ended_at__isnull=True).update(ended_at=now)
        dossier.supplement_requests.filter(answered_at__isnull=True).update(answered_at=now)
        drop_steps(dossier, at=now)
        events.append(ref_of(dossier), kind, actor=actor, payload={"reason": told, "before": was}, at=now)
    return dossier


def _returning(table: Any) -> tuple[str, ...]:
    """The step of the counter with which the result is given back; none where the workflow has none."""
    if len(table.steps) < 2 or routing.kind_of(table, table.steps[-1]) != routing.COUNTER:
        return ()
    return (table.steps[-1].key,)
