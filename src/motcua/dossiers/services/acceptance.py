"""Tiếp nhận: the dossier is taken in, the clock begins, the promise is made and never changes. Or it is not taken in, with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from motcua.dossiers import events as kinds
from motcua.dossiers.models import Dossier, GivenComponent
from motcua.dossiers.queries.answering import unanswered
from motcua.dossiers.queries.clocks import COUNTING, same_day_until
from motcua.dossiers.queries.dossiers import components_of, ref_of
from motcua.dossiers.queries.filing import Offer, Place, level_of, limit_of, missing_of
from motcua.dossiers.rules import routing
from motcua.dossiers.rules.limits import as_limit
from motcua.dossiers.services.acting import moved, officer_of, reason_of
from motcua.dossiers.services.printing import make_form
from motcua.dossiers.services.steps import open_step_keys, take_part
from motcua.kernel import clock, events, workdays
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid
from motcua.kernel.rules import rule
from motcua.organisations.queries.calendars import calendar_code_for, calendar_named
from motcua.organisations.queries.identifiers import code_of
from motcua.procedures.queries.workflows import hours_a_day, in_use

BACKDATING = "dossiers.backdating"
NOT_ACCEPTED = N_("Chưa tiếp nhận được hồ sơ. Hãy sửa các ô được đánh dấu.")


@dataclass(frozen=True, slots=True)
class Taking:
    """What is decided at acceptance. `limit`: working days, only where the procedure names no limit. `waived`: paper → why it may come
    later or not at all; `ground`: why fields of the form may. `received_at`: earlier than now, with its reason.
    """

    place: Place | None = None
    case: str | None = None
    limit: int | None = None
    waived: Mapping[str, str] = field(default_factory=dict)
    ground: str = ""
    received_at: datetime | None = None
    reason: str = ""
    may_date_back: bool = False


def accept(dossier: Dossier, offer: Offer, taking: Taking, *, actor: Actor) -> Dossier:
    """Take it in. Raises Invalid naming what is missing (papers without a ground, the unit, the case, the limit), Refused, Forbidden."""
    now = clock.now()
    today = clock.local(now).date()
    officer = officer_of(actor)
    case = dossier.case if taking.case is None else taking.case
    unit = taking.place.unit if taking.place else dossier.unit_id
    limit = _limit(offer, unit, case=case, channel=dossier.channel, said=taking.limit, on=today)
    wrong = [*_undecided(offer, case, unit, limit), *_missing(dossier, offer, case, taking)]
    received_at = now
    calendar_code = calendar_code_for(unit or 0, today)
    calendar = calendar_named(calendar_code, today)
    if taking.received_at is not None and taking.received_at < now:
        wrong += _dated_back(dossier, taking, now, calendar)
        received_at = taking.received_at
    if wrong or unit is None or limit is None:
        raise Invalid(NOT_ACCEPTED, errors=tuple(wrong))
    count = rule(COUNTING, today).value["count"]
    counted = as_limit(limit[0], limit[1], hours_a_day(today))
    start_day = clock.local(received_at).date()
    result = workdays.due(
        received_at, counted, calendar=calendar, count=workdays.Count(count), same_day_until=same_day_until(start_day)
    )
    level = level_of(unit, today)
    running = in_use(offer.procedure, level, today, case)
    with transaction.atomic():
        moved(
            dossier,
            "accept",
            unit_id=unit,
            intake_unit_id=dossier.intake_unit_id or (taking.place.counter if taking.place else unit),
            case=case,
            level=level,
            procedure_version=offer.version,
            workflow_id=running.workflow.pk if running.workflow is not None else None,
            workflow_on=today,
            received_at=received_at,
            limit_value=counted.amount,
            limit_unit=str(counted.unit),
            counting=count,
            calendar=calendar_code,
            promised_at=result.due,
            due_at=result.due,
            effective_due_at=result.due,
            limit_at=result.due,
        )
        for code, why in taking.waived.items():
            _waive(dossier, offer, code, why)
        take_part(dossier, [unit])
        steps = open_step_keys(dossier, running.table, routing.first(running.table), at=received_at, calendar=calendar)
        payload: dict[str, Any] = {
            "promised_at": result.due,
            "received_at": received_at,
            "case": case,
            "opened": [step.key for step in steps],
            "default": running.workflow is None,
        }
        if received_at < now:
            payload |= {"dated_back": True, "reason": taking.reason}
        if taking.waived:
            payload["waived"] = sorted(taking.waived)
        events.append(ref_of(dossier), kinds.ACCEPTED, actor=actor, payload=payload, at=now)
        make_form(dossier, "receipt", actor=actor, officer=officer, at=now)
    return dossier


def refuse(dossier: Dossier, *, actor: Actor, reason: str, article: str) -> Dossier:
    """Không tiếp nhận (form 03): it was never taken in. A refusal after appraisal is another thing, with its own answer."""
    told = reason_of(reason, field="reason", needed=N_("Ghi lý do không tiếp nhận."))
    ground = reason_of(article, field="article", needed=N_("Ghi điều khoản làm căn cứ."), most=500)
    now = clock.now()
    officer = officer_of(actor)
    with transaction.atomic():
        moved(dossier, "refuse", ended_at=now)
        events.append(ref_of(dossier), kinds.REFUSED, actor=actor, payload={"reason": told, "article": ground}, at=now)
        make_form(dossier, "refusal", actor=actor, officer=officer, at=now, reason=told, article=ground)
    return dossier


def _limit(
    offer: Offer, unit: int | None, *, case: str, channel: int, said: int | None, on: date
) -> tuple[Decimal, str] | None:
    """The procedure's own, else the working days that were said."""
    found = limit_of(offer, case=case, channel=channel, unit=code_of(unit), on=on) if unit is not None else None
    if found is not None:
        return found.value, str(found.unit)
    return (Decimal(said), "working_day") if said is not None else None


def _undecided(offer: Offer, case: str, unit: int | None, limit: object) -> list[FieldError]:
    found = []
    if unit is None:
        found.append(FieldError("unit", N_("Chọn đơn vị giải quyết.")))
    if offer.cases and case not in offer.cases:
        found.append(FieldError("case", N_("Chọn trường hợp của hồ sơ.")))
    if limit is None and unit is not None:
        found.append(FieldError("limit", N_("Thủ tục không ghi thời hạn. Ghi số ngày làm việc theo văn bản áp dụng.")))
    return found


def _missing(dossier: Dossier, offer: Offer, case: str, taking: Taking) -> list[FieldError]:
    rows = components_of(dossier)
    missing = [code for code in missing_of(offer.required(case), rows) if not taking.waived.get(code, "").strip()]
    names = {one.code: one.name for one in offer.content.components}
    open_fields = () if taking.ground.strip() else unanswered(dossier)
    return [*open_fields] + [
        FieldError(
            "ground",
            N_("Còn thiếu “{name}” ({code}). Nhận đủ giấy tờ, hoặc ghi căn cứ cho nộp sau, miễn nộp."),
            {"name": names[code][:200], "code": code},
        )
        for code in missing
    ]


def _dated_back(dossier: Dossier, taking: Taking, now: datetime, calendar: workdays.Calendar) -> list[FieldError]:
    at = taking.received_at or now
    most = int(rule(BACKDATING, clock.local(now).date()).value["working_days"])
    found = []
    if not taking.may_date_back:
        found.append(FieldError("received_at", N_("Bạn chưa được giao quyền ghi lùi thời điểm nhận.")))
    if not taking.reason.strip():
        found.append(FieldError("reason", N_("Ghi lý do ghi lùi thời điểm nhận.")))
    back = calendar.working_days_between(clock.local(at).date(), clock.local(now).date())
    if back > most:
        told = N_("Chỉ ghi lùi được {most} ngày làm việc.")
        found.append(FieldError("received_at", told, {"most": most}))
    if dossier.channel == 2 and at < dossier.submitted_at:
        found.append(FieldError("received_at", N_("Không thể nhận trước khi hồ sơ được nộp.")))
    return found


def _waive(dossier: Dossier, offer: Offer, code: str, why: str) -> None:
    """The ground is kept at the paper, which stands on the list as not handed in."""
    said = " ".join(why.split())[:500]
    component = next((one for one in offer.content.components if one.code == code), None)
    if component is None:
        raise Invalid(
            NOT_ACCEPTED,
            errors=(FieldError("ground", N_("Thủ tục không có thành phần {code}."), {"code": code[:60]}),),
        )
    if dossier.components.filter(code=code).update(waived=said) == 0:
        last = dossier.components.order_by("-position").values_list("position", flat=True).first() or 0
        GivenComponent.objects.create(dossier=dossier, position=last + 1, code=code, name=component.name, waived=said)
