"""What is asked of the applicant while the clock stands still: supplements, and financial obligations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.dossiers import events as kinds
from motcua.dossiers.models import Dossier, Pause, PauseKind, SupplementRequest
from motcua.dossiers.queries.clocks import dates_of, extended, reckoned
from motcua.dossiers.queries.dossiers import open_request, ref_of, table_for
from motcua.dossiers.services.acting import NOT_DONE, moved, officer_of, reason_of
from motcua.dossiers.services.intake import Paper, add_papers
from motcua.dossiers.services.printing import make_form
from motcua.dossiers.services.steps import move_step_dates
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Forbidden, Invalid, Refused
from motcua.kernel.rules import rule
from motcua.kernel.text import nfc
from motcua.organisations.queries.calendars import calendar_named

RULE = "dossiers.supplement"
ITEM = ("component", "reason", "article", "what_to_do")
MOST_ITEMS = 50


def request_supplement(
    dossier: Dossier,
    *,
    items: Sequence[Mapping[str, str]],
    actor: Actor,
    due_on: date | None = None,
    again_reason: str = "",
    may_ask_again: bool = False,
) -> Dossier:
    """Ask for everything at once; the form (02) goes out and the clock stands still from then. A second request needs the head's reason.

    Raises Invalid (nothing asked, no reason, article or what to do), Forbidden (a second one by somebody else), Refused (state).
    """
    officer = officer_of(actor)
    if officer is None:
        raise Forbidden("Chỉ cán bộ được yêu cầu bổ sung.")
    now = clock.now()
    today = clock.local(now).date()
    value = rule(RULE, today).value
    asked = [{key: " ".join(nfc(str(item.get(key) or "")).split()) for key in ITEM} for item in items]
    until = due_on or today + timedelta(days=int(value["days"]))
    wrong = [*_item_errors(asked), *_again_errors(dossier, int(value["most"]), again_reason, may_ask_again)]
    if until <= today:
        wrong.append(FieldError("due_on", N_("Ngày phải bổ sung phải sau hôm nay.")))
    if wrong:
        raise Invalid(NOT_DONE, errors=tuple(wrong))
    names = dict(dossier.components.values_list("code", "name"))
    shown = [item | {"name": names.get(item["component"], item["component"])} for item in asked]
    with transaction.atomic():
        moved(dossier, "request_supplement", supplements=dossier.supplements + 1, asked_at=now)
        SupplementRequest.objects.create(
            dossier=dossier,
            number=dossier.supplements,
            items=asked,
            asked_at=now,
            asked_by=officer,
            again_reason=reason_of(again_reason, field="reason", most=1000),
            due_on=until,
        )
        if dossier.received_at is not None:
            Pause.objects.create(dossier=dossier, kind=PauseKind.SUPPLEMENT, began_at=now)
        payload: dict[str, Any] = {"items": len(asked), "due_on": until, "number": dossier.supplements}
        events.append(ref_of(dossier), kinds.SUPPLEMENT_REQUESTED, actor=actor, payload=payload, at=now)
        make_form(
            dossier, "supplement", actor=actor, officer=officer, at=now,
            items=shown, supplement_due=f"{until:%d/%m/%Y}", reason=again_reason.strip(),
        )  # fmt: skip
    return dossier


def supplement(
    dossier: Dossier, *, papers: Sequence[Paper], names: Mapping[str, str], actor: Actor, note: str = ""
) -> Dossier:
    """What was asked has come: the clock goes on, moved by the time it stood. One that was not taken in yet waits for acceptance again."""
    asked = open_request(dossier)
    if asked is None:
        raise Refused("Hồ sơ này không chờ bổ sung.", code="transition_refused")
    said = reason_of(note, field="note")
    now = clock.now()
    with transaction.atomic():
        moved(dossier, "supplement" if dossier.received_at is not None else "supplement_before", asked_at=None)
        count = add_papers(dossier, names, papers, actor=actor)
        SupplementRequest.objects.filter(pk=asked.pk).update(answered_at=now)
        end_pause(dossier, at=now)
        payload: dict[str, Any] = {"count": count, "due_at": dossier.effective_due_at}
        if said:
            payload["reason"] = said
        events.append(ref_of(dossier), kinds.SUPPLEMENTED, actor=actor, payload=payload, at=now)
    return dossier


def request_payment(dossier: Dossier, *, actor: Actor, amount: int | None = None, reason: str = "") -> Dossier:
    """Phát sinh nghĩa vụ tài chính: the clock stands still until it is met."""
    if amount is not None and not 0 < amount < 10**13:
        raise Invalid(NOT_DONE, errors=(FieldError("amount", N_("Số tiền phải lớn hơn 0.")),))
    told = reason_of(reason, field="reason", needed=N_("Ghi nghĩa vụ tài chính phải thực hiện."))
    now = clock.now()
    officer_of(actor)
    with transaction.atomic():
        moved(dossier, "request_payment")
        Pause.objects.create(dossier=dossier, kind=PauseKind.PAYMENT, began_at=now)
        payload: dict[str, Any] = {"reason": told, "amount": amount}
        events.append(ref_of(dossier), kinds.PAYMENT_REQUESTED, actor=actor, payload=payload, at=now)
    return dossier


def confirm_payment(dossier: Dossier, *, actor: Actor, note: str = "") -> Dossier:
    """The obligation is met: the clock goes on."""
    said = reason_of(note, field="note")
    now = clock.now()
    officer_of(actor)
    with transaction.atomic():
        moved(dossier, "confirm_payment")
        end_pause(dossier, at=now)
        payload: dict[str, Any] = {"due_at": dossier.effective_due_at}
        if said:
            payload["reason"] = said
        events.append(ref_of(dossier), kinds.PAYMENT_CONFIRMED, actor=actor, payload=payload, at=now)
    return dossier


def end_pause(dossier: Dossier, *, at: datetime) -> None:
    """The clock goes on: the dates of the dossier and of its open steps move by what stood still. Part of the caller's transaction."""
    if dossier.pauses.filter(ended_at__isnull=True).update(ended_at=at) == 0:
        return
    settle_dates(dossier)
    pauses = list(dossier.pauses.all())
    calendar = calendar_named(dossier.calendar, clock.local(at).date())
    move_step_dates(dossier, table_for(dossier), pauses, calendar=calendar)


def settle_dates(dossier: Dossier) -> None:
    """`due_at`, `effective_due_at` and the sum of pauses as the clock's rows tell them. The promise is never touched."""
    pauses = list(dossier.pauses.order_by("began_at"))
    result = reckoned(dossier, pauses)
    if result is None:
        return
    extension = dossier.extensions_given.order_by("-number").first()
    effective = result.due if extension is None else max(result.due, extended(dossier, extension, pauses))
    changes = {**dates_of(result, pauses), "effective_due_at": effective}
    Dossier.objects.filter(pk=dossier.pk).update(**changes)
    for column, value in changes.items():
        setattr(dossier, column, value)


def _item_errors(items: Sequence[Mapping[str, str]]) -> Iterator[FieldError]:
    if not items:
        yield FieldError("items", N_("Ghi ít nhất một nội dung phải bổ sung."))
    if len(items) > MOST_ITEMS:
        yield FieldError("items", N_("Nhiều nhất {most} nội dung."), {"most": MOST_ITEMS})
    told = {
        "component": N_("Ghi giấy tờ phải bổ sung."),
        "reason": N_("Ghi lý do."),
        "article": N_("Ghi điều khoản làm căn cứ."),
        "what_to_do": N_("Ghi người nộp phải làm gì."),
    }
    for n, item in enumerate(items):
        for key, words in told.items():
            if not item[key]:
                yield FieldError(f"items.{n}.{key}", words)
            elif len(item[key]) > 1000:
                yield FieldError(f"items.{n}.{key}", N_("Dài quá {most} ký tự."), {"most": 1000})


def _again_errors(dossier: Dossier, most: int, reason: str, may_ask_again: bool) -> Iterator[FieldError]:
    if dossier.supplements < most:
        return
    if not may_ask_again:
        raise Forbidden(
            "Hồ sơ đã được yêu cầu bổ sung. Yêu cầu thêm lần nữa do trưởng phòng quyết định.", code="asked_once"
        )
    if not reason.strip():
        yield FieldError("reason", N_("Ghi lý do phải yêu cầu bổ sung thêm lần nữa."))
