"""Going through the steps: forwarding, sending back, giving a step to somebody."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from motcua.dossiers import events as kinds
from motcua.dossiers.models import Dossier, DossierStep
from motcua.dossiers.queries.dossiers import open_steps, ref_of, table_for
from motcua.dossiers.rules import routing
from motcua.dossiers.services.acting import NOT_DONE, moved, officer_of, reason_of
from motcua.dossiers.services.steps import close_step, open_step_keys, still_open
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.organisations.queries.calendars import calendar_named
from motcua.organisations.queries.people import officers_granted
from motcua.procedures.workflows import Table

if TYPE_CHECKING:
    from motcua.organisations.models import Officer


def advance(
    dossier: Dossier,
    step: DossierStep,
    *,
    actor: Actor,
    to: str | None = None,
    officer: Officer | None = None,
    note: str = "",
) -> Dossier:
    """The step is done; what follows opens. `to`: which way, where the workflow has several; `officer`: to whom the next step falls.

    Raises Invalid (no way chosen, somebody who cannot take the step), Refused (the result must stand first; returning is `hand_out`).
    """
    acting = officer_of(actor)
    table = table_for(dossier)
    step = still_open(dossier, step)
    _check_result_stands(dossier, step)
    _check_four_eyes(dossier, step, acting)
    if routing.must_choose(table, step.key) and to is None:
        raise Invalid(NOT_DONE, errors=(FieldError("to", N_("Chọn bước tiếp theo.")),))
    if to is not None and to not in {flow.to for flow in routing.ways(table, step.key)}:
        raise Invalid(NOT_DONE, errors=(FieldError("to", N_("Quy trình không đi từ bước này đến bước đó.")),))
    said = reason_of(note, field="note")
    with transaction.atomic():
        _go_on(
            dossier,
            step,
            table,
            actor=actor,
            acting=acting,
            at=clock.now(),
            to=to,
            officer=officer,
            note=said,
            told=said,
        )
    return dossier


def pass_on(dossier: Dossier, step: DossierStep, *, actor: Actor, at: datetime, note: str = "") -> None:
    """A step is done and the next opens by the straight way: what a route does. Part of the caller's transaction."""
    _go_on(dossier, step, table_for(dossier), actor=actor, acting=officer_of(actor), at=at, note=note)


def _go_on(
    dossier: Dossier,
    step: DossierStep,
    table: Table,
    *,
    actor: Actor,
    acting: Officer | None,
    at: datetime,
    to: str | None = None,
    officer: Officer | None = None,
    note: str = "",
    told: str = "",
) -> None:
    """Close the step and open what follows. `told`: what the trail says beside it; of a route the approval's own trail has it."""
    calendar = calendar_named(dossier.calendar, clock.local(at).date())
    others = [one.key for one in open_steps(dossier) if one.pk != step.pk]
    following = routing.opened_by(table, step.key, chosen=to, still_open=others)
    moved(dossier, "advance")
    close_step(step, "finish", at=at, officer=acting, calendar=calendar, note=note)
    made = open_step_keys(dossier, table, following, at=at, calendar=calendar, officer=officer)
    if officer is not None:
        _check_can_take(made[:1], officer)
    payload: dict[str, Any] = {"step": step.key, "opened": [one.key for one in made], "slack": step.slack_minutes}
    if told:
        payload["reason"] = told
    events.append(ref_of(dossier), kinds.ADVANCED, actor=actor, payload=payload, at=at)


def reopen(dossier: Dossier, step: DossierStep, *, actor: Actor, reason: str) -> None:
    """What a route sent back: the steps it had reached are left, the one that proposed is open again for whoever had it."""
    now = clock.now()
    table = table_for(dossier)
    calendar = calendar_named(dossier.calendar, clock.local(now).date())
    moved(dossier, "advance")
    for one in open_steps(dossier):
        close_step(one, "send_back", at=now, officer=officer_of(actor), calendar=calendar, note=reason)
    open_step_keys(dossier, table, [step.key], at=now, calendar=calendar, officer=step.closed_by)
    payload = {"to_step": step.key, "reason": reason}
    events.append(ref_of(dossier), kinds.STEP_RETURNED, actor=actor, payload=payload, at=now)


def return_step(dossier: Dossier, step: DossierStep, *, to: str, actor: Actor, reason: str) -> Dossier:
    """Back to a former step, with the reason; it falls to whoever had it."""
    acting = officer_of(actor)
    table = table_for(dossier)
    step = still_open(dossier, step)
    if to not in routing.before(table, step.key):
        raise Invalid(NOT_DONE, errors=(FieldError("to", N_("Chọn một bước trước bước này.")),))
    told = reason_of(reason, field="reason", needed=N_("Ghi lý do trả lại."))
    now = clock.now()
    calendar = calendar_named(dossier.calendar, clock.local(now).date())
    former = dossier.steps.filter(key=to).select_related("closed_by").order_by("-sequence").first()
    had = former.closed_by if former is not None else None
    with transaction.atomic():
        moved(dossier, "advance")
        close_step(step, "send_back", at=now, officer=acting, calendar=calendar, note=told)
        if not dossier.steps.filter(key=to, state="open").exists():
            open_step_keys(dossier, table, [to], at=now, calendar=calendar, officer=had)
        payload = {"step": step.key, "to_step": to, "reason": told}
        events.append(ref_of(dossier), kinds.STEP_RETURNED, actor=actor, payload=payload, at=now)
    return dossier


def assign(dossier: Dossier, step: DossierStep, officer: Officer, *, actor: Actor) -> DossierStep:
    """Give an open step to an officer who may take it; the same again changes nothing."""
    step = still_open(dossier, step)
    if step.officer_id == officer.pk:
        return step
    _check_can_take([step], officer)
    with transaction.atomic():
        rows = DossierStep.objects.filter(pk=step.pk, state="open", officer=step.officer_id)
        if rows.update(officer=officer) != 1:
            raise Refused("Bước này vừa được người khác nhận. Hãy tải lại trang.", code="transition_refused")
        step.officer = officer
        payload = {"step": step.key, "officer": str(officer.uid)}
        events.append(ref_of(dossier), kinds.ASSIGNED, actor=actor, payload=payload)
    return step


def _check_result_stands(dossier: Dossier, step: DossierStep) -> None:
    """After the last step but the counter's the result must stand: `process` closes that step. Giving it back is `hand_out`."""
    if step.key in routing.last_before_return(table_for(dossier)):
        raise Refused("Bước này kết thúc bằng kết quả giải quyết: ghi số, ngày, người ký và tệp.", code="needs_result")
    if dossier.state == "processed":
        raise Refused("Hồ sơ đã có kết quả; việc còn lại là trả kết quả.", code="needs_hand_out")


def _check_four_eyes(dossier: Dossier, step: DossierStep, officer: Officer | None) -> None:
    """Who appraised does not decide. Raises Refused."""
    if step.action != "dossiers.decide" or officer is None:
        return
    done = dossier.steps.filter(state="done", action="dossiers.appraise").select_related("closed_by")
    last = done.order_by("-sequence").first()
    if last is not None and last.closed_by is not None and last.closed_by.person_id == officer.person_id:
        raise Refused("Người thẩm định hồ sơ không ký kết quả của chính mình.", code="four_eyes")


def _check_can_take(steps: list[DossierStep], officer: Officer) -> None:
    today = clock.today()
    for step in steps:
        if officer.pk not in {one.pk for one in officers_granted(step.action, step.unit_id, today)}:
            told = FieldError("officer", N_("Cán bộ này không làm được bước đó ở đơn vị này."))
            raise Invalid(NOT_DONE, errors=(told,))
