"""Commendation within planned numbers (“02 tập thể, 03 cá nhân”): put forward, decided with a numbered decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.text import nfc
from motcua.organisations.queries.units import names_on
from motcua.plans import events as kinds
from motcua.plans.models import Nomination, Round
from motcua.plans.queries.assessment import round_ref, taken
from motcua.plans.workflow import NOMINATION


def set_places(one: Round, *, collectives: int, persons: int, words: str, actor: Actor) -> Round:
    """How many may be commended, and where that stands. Not fewer than already stand nominated."""
    words = " ".join(nfc(words).split())
    errors = []
    if not words:
        errors.append(FieldError("words", N_("Ghi kế hoạch, văn bản nêu số lượng này.")))
    for name, number, kind in (("collectives", collectives, "collective"), ("persons", persons, "person")):
        if number < taken(one, kind):
            errors.append(FieldError(name, N_("Đã đề nghị nhiều hơn số này.")))
    if errors:
        raise _wrong(errors)
    with transaction.atomic():
        changes = {"planned_collectives": collectives, "planned_persons": persons, "planned_words": words[:500]}
        Round.objects.filter(pk=one.pk).update(**changes, version=F("version") + 1)
        payload: dict[str, events.Plain] = {"collectives": collectives, "persons": persons, "reason": words[:500]}
        events.append(round_ref(one), kinds.PLACES_SET, actor=actor, payload=payload)
    one.refresh_from_db()
    return one


def nominate(
    one: Round, *, unit: Any, award: str, achievement: str, actor: Actor, officer: Any | None = None
) -> Nomination:
    """Put a collective (a unit) or a person (an officer) forward. Refused beyond the planned number."""
    kind = Nomination.Kind.COLLECTIVE if officer is None else Nomination.Kind.PERSON
    planned = one.planned_collectives if officer is None else one.planned_persons
    errors = []
    if not award.strip():
        errors.append(FieldError("award", N_("Ghi hình thức khen thưởng.")))
    if not achievement.strip():
        errors.append(FieldError("achievement", N_("Ghi thành tích.")))
    if errors:
        raise _wrong(errors)
    if planned is None:
        raise Refused("Chưa có số lượng khen thưởng theo kế hoạch; hãy đặt số lượng trước.", code="no_places")
    name = officer.person.name if officer is not None else names_on([unit.pk], clock.today())[unit.pk]
    with transaction.atomic():
        # the row of the round is written first, so that two nominations for the last place meet here
        Round.objects.filter(pk=one.pk).update(version=F("version") + 1)
        if taken(one, kind) >= planned:
            raise Refused(
                "Đã đủ {planned} đề nghị theo kế hoạch ({words}). Muốn thêm phải điều chỉnh số lượng bằng văn bản.",
                code="no_place_left",
                planned=planned,
                words=one.planned_words,
            )
        try:
            with transaction.atomic():
                made = Nomination.objects.create(
                    round=one,
                    kind=kind,
                    unit=unit,
                    officer=officer,
                    name=name,
                    award=award.strip(),
                    achievement=nfc(achievement).strip(),
                    proposed_by=str(actor.ref or ""),
                    proposed_name=actor.name,
                    created_at=clock.now(),
                )
        except IntegrityError as error:
            raise Refused("{name} đã được đề nghị trong đợt này.", code="nominated", name=name) from error
        payload: dict[str, events.Plain] = {"kind": str(kind), "award": made.award}
        events.append(round_ref(one), kinds.NOMINATED, actor=actor, payload=payload)
    one.refresh_from_db()
    return made


def grant(nomination: Nomination, *, decision_number: str, decision_on: date, actor: Actor) -> Nomination:
    """Commended, by a decision with number and date."""
    errors = []
    if not decision_number.strip():
        errors.append(FieldError("decision_number", N_("Ghi số quyết định khen thưởng.")))
    if decision_on > clock.today():
        errors.append(FieldError("decision_on", N_("Ngày không thể ở tương lai.")))
    if errors:
        raise _wrong(errors)
    with transaction.atomic():
        number = decision_number.strip()
        workflow.move(nomination, NOMINATION, "grant", decision_number=number, decision_on=decision_on)
        _tell(nomination, kinds.NOMINATION_GRANTED, actor, {"number": number, "on": decision_on})
    return nomination


def decline(nomination: Nomination, *, reason: str, actor: Actor) -> Nomination:
    """Not commended, with the reason; the place is free again."""
    return _end(nomination, "decline", kinds.NOMINATION_DECLINED, reason, actor)


def withdraw(nomination: Nomination, *, reason: str, actor: Actor) -> Nomination:
    """Taken back by who put it forward, with the reason."""
    return _end(nomination, "withdraw", kinds.NOMINATION_WITHDRAWN, reason, actor)


def _end(nomination: Nomination, name: str, kind: str, reason: str, actor: Actor) -> Nomination:
    reason = nfc(reason).strip()
    if not reason:
        raise _wrong([FieldError("reason", N_("Hãy ghi lý do."))])
    with transaction.atomic():
        workflow.move(nomination, NOMINATION, name, decision_note=reason)
        _tell(nomination, kind, actor, {"reason": reason[:500]})
    return nomination


def _tell(nomination: Nomination, kind: str, actor: Actor, payload: dict[str, events.Plain]) -> None:
    told = payload | {"award": nomination.award, "nomination": str(nomination.uid)}
    events.append(round_ref(nomination.round), kind, actor=actor, payload=told)


def _wrong(errors: list[FieldError]) -> Invalid:
    return Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
