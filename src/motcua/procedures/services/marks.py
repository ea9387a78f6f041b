"""Flags (boundary-free, online payment, public post, eligible) and levels online, each with its decision and dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.events import NewEvent
from motcua.kernel.text import nfc
from motcua.procedures.events import EventKind
from motcua.procedures.models import (
    FlagKind,
    OnlineLevel,
    Procedure,
    ProcedureFlag,
    ProcedureKind,
    ProcedureVersion,
    VersionState,
)
from motcua.procedures.queries.marks import Regime, regime_on
from motcua.procedures.queries.registry import ref_of
from motcua.procedures.services.assignments import hold
from motcua.procedures.services.successions import close_ranks

if TYPE_CHECKING:
    from motcua.documents.models import LegalDocument


def set_flags(
    procedures: Sequence[Procedure], *, kind: str, valid_from: date, decision: LegalDocument | None, actor: Actor
) -> int:
    """Đánh dấu one or many procedures from a day on; those that bear the flag on that day or later are left. Returns how many were made.

    Raises Invalid: no decision, no procedure, one that is not in force on the day.
    """
    decision = refuse_wrong_flag(procedures, kind=kind, decision=decision)
    refuse_internal(procedures)
    refuse_outside(procedures, valid_from)
    now = clock.now()
    with transaction.atomic():
        hold(procedures)
        taken = bearing(procedures, kind, valid_from)
        fresh = [p for p in dict.fromkeys(procedures) if p.pk not in taken]
        ProcedureFlag.objects.bulk_create(
            [
                ProcedureFlag(procedure=p, kind=kind, decision=decision, valid_from=valid_from, recorded_at=now)
                for p in fresh
            ],
            batch_size=500,
        )
        facts: dict[str, events.Plain] = {"kind": kind, "from": valid_from, "document": decision.number}
        events.append_many([NewEvent(ref_of(p), EventKind.FLAG_SET, facts) for p in fresh], actor=actor)
    return len(fresh)


def set_flag(
    procedure: Procedure, *, kind: str, valid_from: date, decision: LegalDocument | None, actor: Actor
) -> None:
    """Đánh dấu one procedure; where it bears the flag already nothing is left unsaid: raises Invalid."""
    with transaction.atomic():
        hold([procedure])
        refuse_again(procedure, kind, valid_from)
        set_flags([procedure], kind=kind, valid_from=valid_from, decision=decision, actor=actor)


def refuse_wrong_flag(procedures: Sequence[Procedure], *, kind: str, decision: LegalDocument | None) -> LegalDocument:
    """The decision; raises Invalid for what cannot be marked."""
    errors = []
    if kind not in FlagKind.values:
        errors.append(FieldError("kind", N_("Chọn loại trong danh sách.")))
    if decision is None:
        errors.append(FieldError("decision", N_("Ghi quyết định, nghị quyết làm căn cứ.")))
    if not procedures:
        errors.append(FieldError("procedures", N_("Chọn ít nhất một thủ tục.")))
    if errors or decision is None:
        raise Invalid("Chưa đánh dấu được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    return decision


def refuse_again(procedure: Procedure, kind: str, on: date) -> None:
    """A procedure bears a flag once at a time, by one decision. Raises Invalid that names the one it bears on a day or later."""
    first = _bearing([procedure], kind, on).select_related("decision").order_by("valid_from", "pk").first()
    if first is None:
        return
    params = {
        "kind": FlagKind(first.kind).label,
        "document": first.decision.number if first.decision else "–",
        "day": f"{first.valid_from:%d/%m/%Y}",
        "until": f"{first.valid_to:%d/%m/%Y}" if first.valid_to else "",
    }
    words = (
        N_("Thủ tục đã được đánh dấu “{kind}” theo {document} từ ngày {day} đến trước ngày {until}.")
        if first.valid_to
        else N_("Thủ tục đã được đánh dấu “{kind}” theo {document} từ ngày {day}, chưa chấm dứt.")
    )
    raise Invalid(
        "Thủ tục đã có dấu này. Có quyết định mới thì chấm dứt dấu cũ rồi đánh dấu lại từ ngày đó.",
        code="flagged",
        errors=(FieldError("valid_from", words, params),),
    )


def internal(procedures: Sequence[Procedure]) -> set[int]:
    """Those (keys) between state agencies: no citizen hands one in, so it bears no flag and no level online."""
    return {p.pk for p in procedures if p.kind == ProcedureKind.INTERNAL}


def refuse_internal(procedures: Sequence[Procedure]) -> None:
    """Raise Invalid that names those that citizens do not hand in."""
    there = internal(procedures)
    _refuse_named(
        [p.display_code for p in dict.fromkeys(procedures) if p.pk in there],
        "Thủ tục nội bộ không đánh dấu và không có mức độ trực tuyến.",
        FieldError("procedures", N_("Thủ tục nội bộ, người dân không nộp: {codes}.")),
    )


def outside(procedures: Sequence[Procedure], on: date) -> set[int]:
    """Those (keys) that have no content yet on a day, or were abolished by then: nothing about them begins."""
    begun = ProcedureVersion.objects.filter(procedure=OuterRef("pk"), state=VersionState.PUBLISHED, valid_from__lte=on)
    rows = Procedure.objects.filter(Exists(begun), pk__in=[p.pk for p in procedures]).exclude(abolished_on__lte=on)
    return {p.pk for p in procedures} - set(rows.values_list("pk", flat=True))


def refuse_outside(procedures: Sequence[Procedure], on: date) -> None:
    """Raise Invalid that names those for which the day is none of theirs."""
    there = outside(procedures, on)
    _refuse_named(
        [p.display_code for p in dict.fromkeys(procedures) if p.pk in there],
        "Ngày bắt đầu nằm ngoài thời gian có hiệu lực của thủ tục.",
        FieldError("valid_from", N_("Chưa có nội dung hiệu lực vào ngày này, hoặc đã bãi bỏ: {codes}.")),
    )


def _refuse_named(codes: Sequence[str], said: str, at: FieldError) -> None:
    if codes:
        named = ", ".join(codes[:20]) + (f" … ({len(codes)})" if len(codes) > 20 else "")
        raise Invalid(said, errors=(replace(at, params={"codes": named}),))


def bearing(procedures: Sequence[Procedure], kind: str, on: date) -> set[int]:
    """Those (keys) that bear the flag on a day or later."""
    return set(_bearing(procedures, kind, on).values_list("procedure", flat=True))


def _bearing(procedures: Sequence[Procedure], kind: str, on: date) -> QuerySet[ProcedureFlag]:
    return ProcedureFlag.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        procedure__in=[p.pk for p in procedures],
        kind=kind,
        voided_at__isnull=True,
    )


def end_flag(flag: ProcedureFlag, *, on: date, actor: Actor) -> ProcedureFlag:
    """Thôi đánh dấu from a day on. Raises Invalid, Refused."""
    _later(on, flag.valid_from, flag.procedure)
    with transaction.atomic():
        _end(ProcedureFlag.objects.filter(pk=flag.pk), on)
        hold([flag.procedure])
        payload: dict[str, events.Plain] = {"kind": flag.kind, "to": on}
        events.append(ref_of(flag.procedure), EventKind.FLAG_ENDED, actor=actor, payload=payload)
    flag.valid_to = on
    return flag


def void_flag(flag: ProcedureFlag, *, reason: str, actor: Actor) -> ProcedureFlag:
    """Hủy what was recorded by mistake."""
    reason = _reason(reason)
    with transaction.atomic():
        _void(ProcedureFlag.objects.filter(pk=flag.pk), reason)
        hold([flag.procedure])
        payload: dict[str, events.Plain] = {"kind": flag.kind, "reason": reason}
        events.append(ref_of(flag.procedure), EventKind.FLAG_VOIDED, actor=actor, payload=payload)
    flag.refresh_from_db()
    return flag


def set_level(
    procedures: Sequence[Procedure],
    *,
    level: str,
    valid_from: date,
    actor: Actor,
    reason: str = "",
    reason_words: str = "",
    decision: LegalDocument | None = None,
) -> int:
    """Xác định mức độ of one or many procedures in the words of the regime of the day; the level before ends then. Returns how many.

    Raises Invalid: a level the regime does not know, a missing reason where it wants one, a later level, a procedure that is not in
    force on the day. NotEstablished: no regime.
    """
    regime = refuse_wrong_level(procedures, level=level, reason=reason, valid_from=valid_from)
    refuse_internal(procedures)
    refuse_outside(procedures, valid_from)
    words = nfc(reason_words).strip()[:1000]
    now = clock.now()
    with transaction.atomic():
        hold(procedures)
        rows = OnlineLevel.objects.filter(procedure__in=[p.pk for p in procedures], voided_at__isnull=True)
        refuse_later(procedures, valid_from)
        rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)).update(valid_to=valid_from)
        made = [
            OnlineLevel(
                procedure=p,
                regime=regime.key,
                level=level,
                reason=reason if _asked(regime, level) else "",
                reason_words=words,
                decision=decision,
                valid_from=valid_from,
                recorded_at=now,
            )
            for p in dict.fromkeys(procedures)
        ]
        OnlineLevel.objects.bulk_create(made, batch_size=500)
        facts: dict[str, events.Plain] = {
            "regime": regime.key,
            "level": level,
            "cause": reason,
            "from": valid_from,
            "document": decision.number if decision else None,
        }
        events.append_many([NewEvent(ref_of(row.procedure), EventKind.LEVEL_SET, facts) for row in made], actor=actor)
    return len(made)


def refuse_wrong_level(procedures: Sequence[Procedure], *, level: str, reason: str, valid_from: date) -> Regime:
    """The regime of the day; raises Invalid for a level that it does not know, and where it wants a reason. NotEstablished: no regime."""
    regime = regime_on(valid_from)
    errors = list(_level_errors(regime, level, reason))
    if not procedures:
        errors.append(FieldError("procedures", N_("Chọn ít nhất một thủ tục.")))
    if errors:
        raise Invalid("Chưa xác định được mức độ. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    return regime


def refuse_later(procedures: Sequence[Procedure], on: date) -> None:
    if levelled_later(procedures, on):
        told = FieldError("valid_from", N_("Có thủ tục đã xác định mức độ từ ngày này hoặc sau đó."))
        raise Invalid("Khoảng ngày trùng với mức độ đã có.", errors=(told,))


def levelled_later(procedures: Sequence[Procedure], on: date) -> set[int]:
    """Those (keys) whose level was determined from this day on, or later: nothing is put before it."""
    rows = OnlineLevel.objects.filter(
        procedure__in=[p.pk for p in procedures], voided_at__isnull=True, valid_from__gte=on
    )
    return set(rows.values_list("procedure", flat=True))


def end_level(row: OnlineLevel, *, on: date, actor: Actor, reason: str = "") -> OnlineLevel:
    """Thôi cung cấp trực tuyến from a day on."""
    _later(on, row.valid_from, row.procedure)
    with transaction.atomic():
        _end(OnlineLevel.objects.filter(pk=row.pk), on, ended_on=on)
        hold([row.procedure])
        payload: dict[str, events.Plain] = {"level": row.level, "to": on, "reason": nfc(reason).strip()[:500]}
        events.append(ref_of(row.procedure), EventKind.LEVEL_ENDED, actor=actor, payload=payload)
    row.valid_to = on
    return row


def void_level(row: OnlineLevel, *, reason: str, actor: Actor) -> OnlineLevel:
    """Hủy what was recorded by mistake: the level that it ended holds on."""
    reason = _reason(reason)
    with transaction.atomic():
        hold([row.procedure])
        _void(OnlineLevel.objects.filter(pk=row.pk), reason)
        close_ranks(OnlineLevel.objects.filter(procedure=row.procedure_id, voided_at__isnull=True))
        payload: dict[str, events.Plain] = {"level": row.level, "to": row.valid_from, "reason": reason}
        events.append(ref_of(row.procedure), EventKind.LEVEL_ENDED, actor=actor, payload=payload)
    row.refresh_from_db()
    return row


def _level_errors(regime: Regime, level: str, reason: str) -> Iterator[FieldError]:
    found = regime.level(level)
    if found is None:
        yield FieldError("level", N_("Mức độ này không có trong quy định của ngày đó."))
    elif found.needs_reason and reason not in regime.reasons:
        yield FieldError("reason", N_("Cung cấp một phần thì phải nêu lý do công khai."))


def _asked(regime: Regime, level: str) -> bool:
    found = regime.level(level)
    return found is not None and found.needs_reason


def _later(on: date, start: date, procedure: Procedure) -> None:
    gone = procedure.abolished_on
    if gone is not None and on > gone:
        told = FieldError(
            "on", N_("Thủ tục bãi bỏ từ ngày {day}; không mục nào kéo dài quá ngày đó."), {"day": f"{gone:%d/%m/%Y}"}
        )
        raise Invalid("Ngày chấm dứt chưa đúng.", errors=(told,))
    if on <= start:
        told = FieldError("on", N_("Ngày chấm dứt phải sau ngày bắt đầu; ghi nhầm thì hủy mục này."))
        raise Invalid("Ngày chấm dứt chưa đúng.", errors=(told,))


def _reason(reason: str) -> str:
    reason = nfc(reason).strip()[:500]
    if not reason:
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", N_("Hãy ghi lý do.")),))
    return reason


def _end(rows: Any, on: date, **also: date) -> None:
    live = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), voided_at__isnull=True)
    if live.update(valid_to=on, **also) != 1:
        raise Refused("Mục này đã chấm dứt hoặc đã hủy.")


def _void(rows: Any, reason: str) -> None:
    if rows.filter(voided_at__isnull=True).update(voided_at=clock.now(), void_reason=reason) != 1:
        raise Refused("Mục này đã hủy.")
