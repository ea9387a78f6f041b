"""Writing contents: a draft is begun from what is in force, written part by part, handed over to be published, or given up.

The province's own and internal procedures are published by a decision. What the national database says is changed by imports alone; a
draft over it sorts its words into parts or corrects the row, and is put in force by the office as the same content, better kept: its
`source` says what the national database itself says, so that the next import sees whether that has changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused, Stale
from motcua.kernel.meanwhile import changed_meanwhile, moment_of, was_oneself
from motcua.procedures.content import (
    Content,
    as_json,
    carried,
    changed_parts,
    coded,
    denied,
    excessive,
    fingerprint,
    from_json,
    impossible,
    miscounted,
    missing_parts,
    twice_coded,
)
from motcua.procedures.events import EventKind
from motcua.procedures.models import Origin, Procedure, ProcedureKind, ProcedureVersion, VersionState
from motcua.procedures.queries.imports import newest_of, source_of
from motcua.procedures.queries.publication import signing
from motcua.procedures.queries.registry import key_of, ref_of
from motcua.procedures.queries.words import PARTS
from motcua.procedures.services.versions import fields_named, named, next_number, publish_version, version_of

_IMPOSSIBLE = N_("Con số này không thể có: ghi số lớn hơn.")
_TOO_MUCH = {
    "text": N_("Dài quá {most} chữ: chia thành nhiều mục, hoặc để phần chi tiết ở tệp đính kèm."),
    "figure": N_("Con số quá lớn, nhiều nhất là {most}: kiểm tra lại con số và đơn vị tính."),
    "entries": N_("Nhiều quá {most} mục: gộp các mục giống nhau."),
}
_SHOWN = N_("Giấy tờ chỉ xuất trình thì không nộp bản nào: để số bản bằng 0, hoặc chọn cách nộp khác.")
_TWICE = N_("Một giấy tờ ở trên đã mang mã này: mỗi giấy tờ một mã; đổi mã, hoặc bỏ trống để hệ thống cho mã.")
_COPY = N_("Giấy tờ này chép lại đúng một giấy tờ ở trên: bỏ bớt một.")
_DENIED = N_("Đã trả lời là không có phần này mà phần này có nội dung: bỏ nội dung ấy, hoặc trả lời là có.")
FULL_CODE = re.compile(r"([1-9]\.\d{6})((?:\.\d{3}\.\d{2}\.\d{2})?\.H\d{2})?")


@dataclass(frozen=True, slots=True)
class NewProcedure:
    """What is told of a procedure that the province makes. `code` as decisions print it, with or without the province's suffix."""

    code: str
    name: str
    field: str = ""
    kind: str = ProcedureKind.PUBLIC


def create_procedure(told: NewProcedure, *, actor: Actor, content: Content | None = None) -> ProcedureVersion:
    """A procedure of the province's own with its first draft. Raises Invalid for a code that is malformed or taken."""
    found = FULL_CODE.fullmatch(told.code.strip())
    if found is None:
        raise _wrong("code", "Mã thủ tục viết như 1.001612 hoặc 1.001612.000.00.00.H19.")
    if Procedure.objects.filter(base_code=found[1]).exists():
        raise _wrong("code", "Mã này đã có trong danh mục.")
    if not told.name.strip():
        raise _wrong("name", "Hãy ghi tên thủ tục.")
    said = content or Content(name=told.name.strip(), field=told.field.strip())
    with transaction.atomic():
        made = Procedure(base_code=found[1], suffix=found[2] or "", kind=told.kind, origin=Origin.OWN)
        named(made, said)
        made.save()
        events.append(
            ref_of(made), EventKind.PROCEDURE_MADE, actor=actor, payload={"code": made.display_code, "kind": made.kind}
        )
        return _draft(made, said, actor, source=None)


def begin_draft(procedure: Procedure, *, actor: Actor) -> ProcedureVersion:
    """A draft that says what the newest published version says. Raises Refused while another draft is open or a decision about it is being
    signed, or after the end."""
    if procedure.abolished_on is not None:
        raise Refused("Thủ tục đã bãi bỏ, không soạn phiên bản mới được.")
    with transaction.atomic():
        _unsigned(procedure)  # two who begin at once wait for each other there
        if open_draft(procedure) is not None:
            raise Refused("Thủ tục này đang có một bản soạn; hãy soạn tiếp bản đó.")
        before = newest_of(procedure)
        content = from_json(before.content) if before else Content(name=procedure.name)
        national = procedure.origin == Origin.NATIONAL and before is not None
        return _draft(procedure, content, actor, source=source_of(before) if national and before else None)


def open_draft(procedure: Procedure) -> ProcedureVersion | None:
    """The draft that is being written; there is one at most."""
    return procedure.versions.filter(state=VersionState.DRAFT).order_by("-number").first()


def save_draft(draft: ProcedureVersion, content: Content, *, seen: str, actor: Actor) -> ProcedureVersion:
    """Write the content. `seen` is the fingerprint of what the person had before their eyes: raises Stale when somebody else has changed it
    since, Invalid without a name, Refused for a draft that was handed over or published."""
    if not content.name.strip():
        raise _wrong("name", "Hãy ghi tên thủ tục.")
    content = coded(content)
    with transaction.atomic():
        _writable(draft)
        if draft.fingerprint != seen:
            raise _late(draft, actor)
        before = from_json(draft.content)
        if before == content:
            return draft
        if told := _faults(content, before):
            raise Invalid("Nội dung có chỗ chưa được; xem từng trường.", errors=tuple(told))
        _write(draft, content)
        rows = ProcedureVersion.objects.filter(pk=draft.pk, fingerprint=seen, state=VersionState.DRAFT)
        if rows.update(**_columns(draft)) != 1:
            raise _late(draft, actor)
        if draft.procedure.origin == Origin.OWN and newest_of(draft.procedure) is None:
            named(draft.procedure, content)
            draft.procedure.save(update_fields=["name", "sort_key"])
        payload: dict[str, events.Plain] = {"number": draft.number, "parts": list(changed_parts(before, content))}
        events.append(ref_of(draft.procedure), EventKind.DRAFT_CHANGED, actor=actor, payload=payload)
    return draft


def _faults(content: Content, before: Content) -> list[FieldError]:
    """Figures that cannot be, what is beyond all bounds, and where one thing denies another; what came so from a source is left until
    somebody rewrites it.
    """
    twice = twice_coded(content, before)
    told = [FieldError(f"content.{place}", _IMPOSSIBLE) for place in impossible(content)]
    told += [
        FieldError(f"content.{one.place}".rstrip("."), _TOO_MUCH[one.what], {"most": f"{one.most:,}".replace(",", ".")})
        for one in excessive(content, before)
    ]
    told += [FieldError(f"content.{place}", _SHOWN) for place in miscounted(content, before)]
    told += [FieldError(f"content.{place}", _COPY if _copied(content, place) else _TWICE) for place in twice]
    return told + [FieldError(f"content.answers.{part}", _DENIED) for part in denied(content, before)]


def _copied(content: Content, place: str) -> bool:
    """Whether a paper (`components.3.code`) says the very same as one above it."""
    n = int(place.split(".")[1])
    return content.components[n] in content.components[:n]


def submit_draft(draft: ProcedureVersion, *, actor: Actor) -> ProcedureVersion:
    """Hand the draft over to be published; nobody writes it meanwhile. One of the province's own must be complete: raises Refused."""
    missing = missing_parts(from_json(draft.content))
    if missing and draft.procedure.origin == Origin.OWN:
        raise Refused(
            "Chưa chuyển công bố được vì còn thiếu: {parts}. Phần “nếu có” thì trả lời có hay không.",
            parts=", ".join(str(PARTS[part]) for part in missing),
        )
    before = newest_of(draft.procedure)
    if before is not None and before.fingerprint == draft.fingerprint:
        raise Refused("Bản soạn chưa khác nội dung đã công bố: chưa có gì để công bố. Hãy sửa, hoặc bỏ bản soạn.")
    return _moved(draft, EventKind.DRAFT_SUBMITTED, actor, submitted=False)


def take_back_draft(draft: ProcedureVersion, *, actor: Actor, reason: str = "") -> ProcedureVersion:
    """Give a draft that was handed over back to be written on. Raises Refused while a decision that carries it is being signed."""
    with transaction.atomic():
        _unsigned(draft.procedure)
        return _moved(draft, EventKind.DRAFT_TAKEN_BACK, actor, submitted=True, reason=reason)


def discard_draft(draft: ProcedureVersion, *, actor: Actor, reason: str) -> None:
    """Give a draft up. It is kept, voided with its reason."""
    if not reason.strip():
        raise _wrong("reason", "Hãy ghi lý do.")
    with transaction.atomic():
        _unsigned(draft.procedure)
        rows = ProcedureVersion.objects.filter(pk=draft.pk, state=VersionState.DRAFT)
        if rows.update(state=VersionState.VOIDED, void_reason=reason[:500], submitted_at=None) != 1:
            raise Refused("Bản này không còn là bản soạn.")
        payload: dict[str, events.Plain] = {"number": draft.number, "reason": reason}
        events.append(ref_of(draft.procedure), EventKind.DRAFT_DISCARDED, actor=actor, payload=payload)
    draft.refresh_from_db()


def put_in_force(draft: ProcedureVersion, *, actor: Actor, valid_from: date | None = None) -> ProcedureVersion:
    """Publish what was sorted or corrected of a national content. Raises Refused for the province's own, which need a decision, and where
    the national content has changed since the draft was begun (`renew_draft`)."""
    if draft.procedure.origin != Origin.NATIONAL:
        raise Refused("Thủ tục của tỉnh chỉ công bố theo quyết định.")
    with transaction.atomic():
        before = newest_of(draft.procedure)
        if outdated(draft):
            raise Refused("Nguồn quốc gia đã thay đổi từ khi soạn. Hãy cập nhật bản soạn theo nguồn rồi xem lại.")
        start = valid_from or clock.today()
        if before is not None and start < before.valid_from:
            start = before.valid_from
        if draft.source is not None and fingerprint(from_json(draft.source)) == draft.fingerprint:
            ProcedureVersion.objects.filter(pk=draft.pk).update(source=None)
        ProcedureVersion.objects.filter(pk=draft.pk).update(submitted_at=None)
        return publish_version(draft, valid_from=start, actor=actor)


def outdated(draft: ProcedureVersion) -> bool:
    """Whether the national database says something else than when the draft was begun."""
    before = newest_of(draft.procedure)
    if draft.source is None or before is None:
        return False
    return fingerprint(source_of(before)) != fingerprint(from_json(draft.source))


def renew_draft(draft: ProcedureVersion, *, actor: Actor) -> tuple[str, ...]:
    """Carry what was written over to what the national database says now. Returns the parts in which it must be done again."""
    with transaction.atomic():
        _writable(draft)
        before = newest_of(draft.procedure)
        if before is None or not outdated(draft):
            return ()
        theirs, seen, old = source_of(before), draft.fingerprint, from_json(draft.content)
        content, again = carried(from_json(draft.source or {}), old, theirs)
        _write(draft, content)
        rows = ProcedureVersion.objects.filter(pk=draft.pk, fingerprint=seen, state=VersionState.DRAFT)
        if rows.update(source=as_json(theirs), **_columns(draft)) != 1:
            raise _late(draft, actor)
        payload: dict[str, events.Plain] = {"number": draft.number, "parts": list(changed_parts(old, content))}
        events.append(ref_of(draft.procedure), EventKind.DRAFT_CHANGED, actor=actor, payload=payload)
    draft.refresh_from_db()
    return again


def _late(draft: ProcedureVersion, actor: Actor) -> Stale:
    return changed_meanwhile(ref_of(draft.procedure), actor=actor, kinds=(EventKind.DRAFT_CHANGED,))


def _draft(procedure: Procedure, content: Content, actor: Actor, source: Content | None) -> ProcedureVersion:
    draft = version_of(
        procedure,
        content,
        number=next_number(procedure),
        valid_from=clock.today(),
        at=clock.now(),
        field=fields_named([content.field]).get(key_of(content.field)),
        state=VersionState.DRAFT,
    )
    draft.source = as_json(source) if source is not None else None
    draft.save()
    events.append(ref_of(procedure), EventKind.DRAFT_BEGUN, actor=actor, payload={"number": draft.number})
    return draft


_DERIVED = (
    "content", "fingerprint", "name", "field", "decision", "at_ministry", "at_province", "at_commune", "at_vertical",
    "for_people", "for_business", "online", "complete", "lacks", "unread_parts", "unread_in",
)  # fmt: skip


def _write(draft: ProcedureVersion, content: Content) -> None:
    made = version_of(
        draft.procedure,
        content,
        number=draft.number,
        valid_from=draft.valid_from,
        at=draft.created_at,
        field=fields_named([content.field]).get(key_of(content.field)),
    )
    for column in _DERIVED:
        setattr(draft, column, getattr(made, column))


def _columns(draft: ProcedureVersion) -> dict[str, object]:
    return {column: getattr(draft, column) for column in _DERIVED}


def _unsigned(procedure: Procedure) -> None:
    """What is signed is what will be published: nobody changes it on the way. Whoever sends the decision on its route waits for whoever
    writes, and the other way round. In the caller's transaction."""
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    decision = signing(procedure)
    if decision is None:
        return
    if decision.number:
        raise Refused(
            "Nội dung này đã ký tại {number}, không sửa được nữa. Ký sai thì bỏ quyết định ấy, sửa rồi trình lại.",
            code="being_signed",
            number=decision.number,
        )
    raise Refused(
        "Nội dung này đang được trình ký trong “{title}”, không sửa được. Muốn sửa thì rút quyết định về, sửa rồi trình lại.",
        code="being_signed",
        title=decision.title,
    )


def _writable(draft: ProcedureVersion) -> None:
    _unsigned(draft.procedure)
    draft.refresh_from_db()
    if draft.state != VersionState.DRAFT:
        raise Refused("Bản này không còn là bản soạn: {state}.", state=draft.get_state_display())
    if draft.submitted_at is not None:
        raise Refused("Bản soạn đang chờ công bố; muốn sửa, hãy đưa về soạn tiếp.")


def _moved(
    draft: ProcedureVersion, kind: EventKind, actor: Actor, *, submitted: bool, reason: str = ""
) -> ProcedureVersion:
    with transaction.atomic():
        rows = ProcedureVersion.objects.filter(
            pk=draft.pk, state=VersionState.DRAFT, submitted_at__isnull=not submitted
        )
        if rows.update(submitted_at=None if submitted else clock.now()) != 1:
            raise _not_moved(draft, actor, submitted=submitted)
        payload: dict[str, events.Plain] = {"number": draft.number, **({"reason": reason} if reason else {})}
        events.append(ref_of(draft.procedure), kind, actor=actor, payload=payload)
    draft.refresh_from_db()
    return draft


def _not_moved(draft: ProcedureVersion, actor: Actor, *, submitted: bool) -> Refused:
    """Why a draft could not be handed over (or, `submitted`, be taken back): who did so before, oneself perhaps."""
    draft.refresh_from_db()
    if draft.state != VersionState.DRAFT:
        return Refused("Bản này không còn là bản soạn: {state}.", state=draft.get_state_display())
    if submitted:
        return Refused("Bản soạn này đang được soạn, chưa chuyển đi, nên không có gì để đưa về.")
    done = [e for e in events.history(ref_of(draft.procedure)) if e.kind == EventKind.DRAFT_SUBMITTED][-1]
    at = moment_of(done)
    if was_oneself(done, actor):
        return Refused("Bạn đã chuyển bản soạn này lúc {at} rồi, không cần chuyển lại.", at=at)
    return Refused("{who} đã chuyển bản soạn này lúc {at}.", who=done.actor_name, at=at)


def _wrong(field: str, template: str) -> Invalid:
    return Invalid(template, errors=(FieldError(field, template),))
