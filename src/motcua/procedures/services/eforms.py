"""Writing electronic forms: drafts, issuing from a day on, ending, voiding what was issued by mistake."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.procedures.eforms import EForm as Form
from motcua.procedures.eforms import faults, form_as_json
from motcua.procedures.events import EventKind
from motcua.procedures.models import EForm, EFormState, Procedure
from motcua.procedures.queries.eforms import draft_of, form_of, ref_of
from motcua.procedures.queries.registry import has_ended
from motcua.procedures.services.successions import (
    alone,
    close_ranks,
    end_before,
    known_case,
    with_reason,
    wrong,
)


def begin_eform(procedure: Procedure, *, form: Form, actor: Actor, case: str = "") -> EForm:
    """A new draft of the procedure. Refused where one is being written already."""
    if has_ended(procedure, clock.today()):
        raise Refused("Thủ tục đã bãi bỏ, không soạn tờ khai điện tử mới được.", code="abolished")
    known_case(procedure, case, clock.today())
    with transaction.atomic():
        alone(procedure.pk)
        if draft_of(procedure, case) is not None:
            raise Refused("Tờ khai này đang có bản soạn. Hãy sửa tiếp bản đó.", code="draft_there")
        same = procedure.eforms.filter(case=case)
        made = EForm.objects.create(
            procedure=procedure,
            case=case,
            number=(same.aggregate(last=Max("number"))["last"] or 0) + 1,
            content=form_as_json(form),
            fields=_count(form),
            created_at=clock.now(),
        )
        payload: dict[str, events.Plain] = {"subject": f"procedure:{procedure.uid}"}
        events.append(ref_of(made), EventKind.EFORM_BEGUN, actor=actor, payload=payload)
    return made


def change_eform(eform: EForm, *, form: Form, version: int, actor: Actor) -> EForm:
    """Another content for a draft, seen as of `version`. Faults may stand in a draft."""
    _only(eform, EFormState.DRAFT)
    with transaction.atomic():
        rows = EForm.objects.filter(pk=eform.pk, version=version, state=EFormState.DRAFT)
        if rows.update(content=form_as_json(form), fields=_count(form), version=F("version") + 1) != 1:
            raise changed_meanwhile(ref_of(eform), actor=actor)
        eform.refresh_from_db()
        payload: dict[str, events.Plain] = {"count": eform.fields}
        events.append(ref_of(eform), EventKind.EFORM_CHANGED, actor=actor, payload=payload)
    return eform


def issue_eform(eform: EForm, *, valid_from: date, version: int, actor: Actor) -> EForm:
    """Put a draft in force from a day on; the one before ends there. Refused while something is wrong with it."""
    _only(eform, EFormState.DRAFT)
    known_case(eform.procedure, eform.case, valid_from)
    with transaction.atomic():
        alone(eform.procedure_id)
        rows = EForm.objects.filter(pk=eform.pk, version=version, state=EFormState.DRAFT)
        seen = rows.first()
        if seen is None:
            raise changed_meanwhile(ref_of(eform), actor=actor)
        _without_faults(form_of(seen))
        _end_before(eform, valid_from)
        rows.update(state=EFormState.ISSUED, valid_from=valid_from, issued_at=clock.now(), version=F("version") + 1)
        eform.refresh_from_db()
        payload: dict[str, events.Plain] = {"from": valid_from}
        events.append(ref_of(eform), EventKind.EFORM_ISSUED, actor=actor, payload=payload)
    return eform


def end_eform(eform: EForm, *, on: date, reason: str, actor: Actor) -> EForm:
    """From `on` it is not asked any more, with nothing in its place."""
    with_reason(reason)
    with transaction.atomic():
        alone(eform.procedure_id)
        eform.refresh_from_db()
        _only(eform, EFormState.ISSUED)
        if eform.valid_from is None or on <= eform.valid_from:
            raise wrong("on", N_("Ngày hết hiệu lực phải sau ngày bắt đầu."))
        if eform.valid_to is not None and eform.valid_to <= on:
            raise wrong("on", N_("Tờ khai đã hết hiệu lực trước ngày này."))
        EForm.objects.filter(pk=eform.pk).update(valid_to=on, ended_on=on, version=F("version") + 1)
        eform.refresh_from_db()
        payload: dict[str, events.Plain] = {"to": on, "reason": reason.strip()}
        events.append(ref_of(eform), EventKind.EFORM_ENDED, actor=actor, payload=payload)
    return eform


def void_eform(eform: EForm, *, reason: str, actor: Actor) -> EForm:
    """Take back a draft, or what was issued by mistake: then the one that it ended holds on."""
    if eform.state == EFormState.VOIDED:
        raise Refused("Tờ khai này đã hủy.", code="voided")
    with_reason(reason)
    with transaction.atomic():
        alone(eform.procedure_id)
        rows = EForm.objects.filter(pk=eform.pk, state=eform.state)
        if rows.update(state=EFormState.VOIDED, void_reason=reason.strip()[:500], version=F("version") + 1) != 1:
            raise changed_meanwhile(ref_of(eform), actor=actor)
        if eform.state == EFormState.ISSUED:
            close_ranks(_same(eform).filter(state=EFormState.ISSUED))
        eform.refresh_from_db()
        events.append(ref_of(eform), EventKind.EFORM_VOIDED, actor=actor, payload={"reason": reason.strip()})
    return eform


def _count(form: Form) -> int:
    return sum(1 for _one in form.named())


def _same(eform: EForm) -> Any:
    return EForm.objects.filter(procedure=eform.procedure_id, case=eform.case).exclude(pk=eform.pk)


def _end_before(eform: EForm, start: date) -> None:
    taken = N_("Đã có tờ khai số {number} có hiệu lực từ {on}. Chọn ngày sau đó, hoặc hủy tờ khai kia.")
    end_before(_same(eform).filter(state=EFormState.ISSUED), start, taken=taken)


def _without_faults(form: Form) -> None:
    told = tuple(FieldError("form", one.template, dict(one.params)) for one in faults(form))
    if told:
        raise Invalid("Tờ khai còn lỗi nên chưa ban hành được. Hãy sửa rồi ban hành lại.", code="faults", errors=told)


def _only(eform: EForm, state: EFormState) -> None:
    if eform.state != state:
        raise Refused(
            "Chỉ sửa, ban hành được bản đang soạn."
            if state == EFormState.DRAFT
            else "Tờ khai này không đang được ban hành.",
            code="wrong_state",
        )
