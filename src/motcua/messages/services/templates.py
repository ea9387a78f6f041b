"""Templates: declared by packages, reworded by an installation. A wording is drafted by one person and approved by another."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, NotFound, Refused
from motcua.kernel.text import nfc
from motcua.messages.models import Wording
from motcua.messages.queries.wordings import LANGUAGES, said_short, sample_context, template_ref
from motcua.messages.rules import wording as format_
from motcua.messages.rules.declarations import (
    Purpose,
    TemplateDeclaration,
    Texts,
    Variable,
    declarations,
    declare,
    purposes,
)
from motcua.messages.rules.short import LONGEST_ZNS, MOST_PARTS, TEXTS, Short, size_of
from motcua.messages.workflow import WORDINGS, WordingState

__all__ = ["Purpose", "Short", "TemplateDeclaration", "Texts", "Variable", "approve_wording", "discard_draft", "draft_wording", "purposes",
           "register", "use_shipped"]  # fmt: skip

_LONGEST = {
    "subject_vi": format_.LONGEST_SUBJECT,
    "subject_en": format_.LONGEST_SUBJECT,
    "body_vi": format_.LONGEST_BODY,
    "body_en": format_.LONGEST_BODY,
}

register = declare
"""Make a template known; called in `apps.py`: `register(TemplateDeclaration(…))`."""


def draft_wording(template: str, texts: Texts, *, actor: Actor, note: str = "", version: int | None = None) -> Wording:
    """Write the draft of a template, or change it. `version` is the draft's as the editor read it (None: there was no draft)."""
    declaration = declarations.get(template)
    if declaration is None:
        raise NotFound("Không có mẫu thông báo này.", code="no_template")
    clean = _cleaned(texts)
    _check(declaration, clean)
    values = {
        "subject_vi": clean.subject_vi,
        "body_vi": clean.body_vi,
        "subject_en": clean.subject_en,
        "body_en": clean.body_en,
        **asdict(clean.short),
        "note": note.strip()[:500],
        "shipped_hash": declaration.texts.fingerprint,
        "drafted_by": str(actor.ref or ""),
        "drafted_by_name": actor.name,
        "drafted_at": clock.now(),
    }
    with transaction.atomic():
        made = _new(template, values) if version is None else _changed(template, version, values)
        kind = "wording.drafted" if version is None else "wording.changed"
        events.append(template_ref(template), kind, actor=actor, payload={"number": made.number})
    return made


def approve_wording(draft: Wording, *, actor: Actor) -> None:
    """The draft is sent from now on. Refused to whoever drafted it."""
    if str(actor.ref or "") == draft.drafted_by:
        raise Refused("Người soạn không tự duyệt; hãy nhờ một người khác có quyền duyệt.", code="four_eyes")
    declaration = declarations.get(draft.template)
    if declaration is None:
        raise NotFound("Không có mẫu thông báo này.", code="no_template")
    _check(declaration, draft.texts)  # an upgrade may have taken a variable away meanwhile
    with transaction.atomic():
        _replace(draft.template)
        workflow.move(draft, WORDINGS, "approve", where=_as_read(draft), **_decided(actor))
        events.append(template_ref(draft.template), "wording.approved", actor=actor, payload={"number": draft.number})


def discard_draft(draft: Wording, *, actor: Actor) -> None:
    with transaction.atomic():
        workflow.move(draft, WORDINGS, "discard", where=_as_read(draft), **_decided(actor))
        events.append(template_ref(draft.template), "wording.discarded", actor=actor, payload={"number": draft.number})


def use_shipped(template: str, *, actor: Actor, reason: str) -> None:
    """The shipped texts are sent again; the installation's own wording stays on record."""
    if not reason.strip():
        raise Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=(FieldError("reason", "Ghi lý do."),))
    with transaction.atomic():
        if not _replace(template):
            raise Refused("Mẫu này đang dùng lời của phần mềm.", code="shipped_already")
        payload: dict[str, events.Plain] = {"reason": reason.strip()[:500]}
        events.append(template_ref(template), "wording.replaced", actor=actor, payload=payload)


def _new(template: str, values: dict[str, object]) -> Wording:
    last = Wording.objects.filter(template=template).aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            return Wording.objects.create(template=template, number=last + 1, **values)
    except IntegrityError as error:
        raise Refused("Mẫu này đã có bản soạn khác. Hãy tải lại trang.", code="draft_exists") from error


def _changed(template: str, version: int, values: dict[str, object]) -> Wording:
    rows = Wording.objects.filter(template=template, state=WordingState.DRAFT, version=version)
    if rows.update(version=version + 1, **values) != 1:
        raise Refused("Bản soạn đã được sửa, duyệt hoặc bỏ từ lúc bạn mở. Hãy tải lại trang.", code="draft_changed")
    return Wording.objects.get(template=template, state=WordingState.DRAFT)


def _replace(template: str) -> bool:
    """Let the approved wording, if there is one, rest."""
    current = Wording.objects.filter(template=template, state=WordingState.APPROVED).first()
    if current is None:
        return False
    workflow.move(current, WORDINGS, "replace")
    return True


def _as_read(draft: Wording) -> Q:
    """What is approved is what was read: an edit meanwhile is refused."""
    return Q(version=draft.version)


def _decided(actor: Actor) -> dict[str, object]:
    return {"decided_by": str(actor.ref or ""), "decided_by_name": actor.name, "decided_at": clock.now()}


def _cleaned(texts: Texts) -> Texts:
    def line(text: str) -> str:
        return nfc(text.strip())

    def body(text: str) -> str:
        return nfc(format_.several_lines(text))

    short = texts.short
    said: dict[str, Any] = {field: body(getattr(short, field)) for field in (*TEXTS, "zns_parameters")}
    numbers: dict[str, Any] = {field: getattr(short, field).strip() for field in ("zns_template_vi", "zns_template_en")}
    return Texts(
        line(texts.subject_vi),
        body(texts.body_vi),
        line(texts.subject_en),
        body(texts.body_en),
        replace(short, **said, **numbers),
    )


def _check(declaration: TemplateDeclaration, texts: Texts) -> None:
    errors = [
        FieldError(field, fault, {"names": names} if names else {})
        for field, (fault, names) in declaration.faults(texts).items()
    ]
    for field, most in _LONGEST.items():
        if field not in {e.field for e in errors} and len(getattr(texts, field)) > most:
            errors.append(FieldError(field, "Dài quá {most} ký tự.", {"most": most}))
    if not errors and declaration.outward:
        errors += _too_long(declaration, texts.short)
    if errors:
        raise Invalid("Chưa lưu được lời thông báo. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))


def _too_long(declaration: TemplateDeclaration, short: Short) -> list[FieldError]:
    """What would not fit even with the sample values: Zalo refuses such a text, and text messages are charged by the part."""
    errors = []
    for language in LANGUAGES:
        words = said_short(short.only(language), sample_context(declaration), language)
        if (count := len(words.zns)) > LONGEST_ZNS:
            params: dict[str, object] = {"count": count, "most": LONGEST_ZNS}
            errors.append(
                FieldError(
                    f"zns_{language}", "Với giá trị mẫu, lời này dài {count} ký tự; Zalo chỉ nhận {most}.", params
                )
            )
        if (parts := size_of(words.sms).parts) > MOST_PARTS:
            params = {"count": parts, "most": MOST_PARTS}
            errors.append(
                FieldError(
                    f"sms_{language}",
                    "Với giá trị mẫu, tin này chia thành {count} phần; chỉ gửi tin đến {most} phần.",
                    params,
                )
            )
    return errors
