"""A person decides about a row that waits: accept it whole or by parts, refuse it, say whose it is. Nothing is written before that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.batches import batch, batches_of
from motcua.kernel.errors import N_, FieldError, Invalid, Refused, Stale
from motcua.procedures.content import Content, as_json, from_json, with_parts
from motcua.procedures.events import EventKind
from motcua.procedures.models import ImportRow, ImportRun, Origin, Procedure, ProcedureVersion, RowState, VersionState
from motcua.procedures.queries.imports import Proposal, newest_of, outdated, proposal_of, ref_of, said_of
from motcua.procedures.queries.refusals import left_out, refusals_among, told, told_left
from motcua.procedures.queries.registry import key_of
from motcua.procedures.queries.registry import ref_of as procedure_ref
from motcua.procedures.reading import CODE, LOOKED_AT_EACH, Doubt, wrong_kinds
from motcua.procedures.reading.kept import read_kept
from motcua.procedures.rules.naming import may_be_renamed
from motcua.procedures.services.importing import Progress
from motcua.procedures.services.versions import fields_named, named, next_number, publish_version, version_of

WAITING = (RowState.PROPOSED, RowState.SET_ASIDE)
_LOOK = 20
"""Rows between two looks at what people have refused meanwhile."""
_OUTDATED = N_("Danh mục đã đổi từ khi so sánh: hãy so sánh lại.")
_CHANGED = N_("Nội dung trong danh mục vừa thay đổi. Hãy xem lại khác biệt rồi quyết định.")


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many rows were accepted; how many wait on because the registry has changed since they were compared with it, or because a person
    has refused what they say."""

    taken: int
    outdated: int
    refused: int = 0


def accept_row(
    row: ImportRow, *, actor: Actor, parts: Collection[str] | None = None, seen: str | None = None
) -> ProcedureVersion | None:
    """Take what the row says: all that differs, or only the named parts; None where it says what the registry says already. What would
    empty a part is taken only where it is named.

    A national content is in force from the run's day on; into a procedure of the province's own it goes as a draft, which needs its
    decision. Raises Stale where the registry has changed since the row was compared with it, or since the person saw it (`seen`:
    `Proposal.seen`); Refused for a row that is decided or cannot be read.
    """
    with transaction.atomic():
        _waiting(row)
        about = Q(base_code=row.code) | Q(pk=row.procedure_id)
        list(Procedure.objects.select_for_update().filter(about))  # another row about it waits for this one
        asked = proposal_of(row)
        if asked is None:
            raise Refused("Dòng này chưa có mã hoặc không đọc được; hãy cho mã, hoặc không nhận.")
        if outdated(row, asked):
            raise Stale(_OUTDATED)
        if seen is not None and seen != asked.seen:
            raise Stale(_CHANGED)
        taken = [part for part in asked.parts if (part not in asked.lost if parts is None else part in parts)]
        if parts is None and asked.lost and not taken:
            raise Refused("Nhận dòng này chỉ làm mất nội dung đang có. Nếu đúng là không còn, hãy chọn rõ phần ấy.")
        if asked.parts and not taken:
            raise Refused("Chưa chọn phần nào để nhận. Nếu không nhận phần nào, hãy chọn «Không nhận dòng này».")
        made = _made(row, asked, taken, actor) if asked.old is None or taken else None
        _decide(
            row,
            RowState.ACCEPTED,
            actor,
            parts=list(asked.parts),
            taken=taken,
            made=made,
            procedure=made.procedure if made else asked.procedure,
        )
    return made


def reject_row(row: ImportRow, *, actor: Actor, reason: str = "") -> None:
    """Leave the registry as it is. Raises Refused for a row that is decided."""
    with transaction.atomic():
        _waiting(row)
        _decide(row, RowState.REJECTED, actor, note=reason[:500])
        payload: dict[str, events.Plain] = {"line": row.line, "code": row.code, "reason": reason}
        events.append(ref_of(row.run), EventKind.ROW_REJECTED, actor=actor, payload=payload)


def give_code(row: ImportRow, code: str, *, actor: Actor, sure: bool = False) -> ImportRow:
    """Say which procedure a row is about, known to the registry or new; then it waits to be accepted. Raises Invalid, also where that
    procedure has a wholly other name and nobody is `sure`; Refused.
    """
    asked = code.strip()
    if not CODE.fullmatch(asked):
        template = N_("Mã thủ tục viết như 1.001612: một chữ số, dấu chấm, sáu chữ số.")
        raise Invalid(template, errors=(FieldError("code", template),))
    with transaction.atomic():
        _waiting(row)
        procedure = Procedure.objects.filter(base_code=asked).first()
        said = read_kept(row.raw, asked)
        if said is None:
            raise Refused("Dòng này không đọc được thành một thủ tục, nên không thể nhận.")
        other = procedure is not None and not may_be_renamed(said.name, procedure.name)
        if procedure is not None and other and not sure:
            template = N_("Mã {asked} đang mang tên khác hẳn: “{name}”. Nếu vẫn là thủ tục này, hãy xác nhận.")
            name = procedure.name[:300]
            why = FieldError("sure", template, {"asked": asked, "name": name})
            raise Invalid(template, errors=(why,), asked=asked, name=name)
        doubts = [one for one in row.doubts if one[0] != Doubt.NAME_OF_ANOTHER]
        if procedure is not None and other:
            doubts.append([Doubt.NAME_OF_ANOTHER.value, procedure.name])
        before = newest_of(procedure) if procedure else None
        wrong = wrong_kinds(row.raw)
        ImportRow.objects.filter(pk=row.pk, state=row.state).update(
            code=asked,
            procedure=procedure,
            state=RowState.PROPOSED,
            against=before.fingerprint if before else "",
            reason=f"Mã {asked} do {actor.name} cho. {wrong}".strip()[:1000],
            doubts=doubts,
        )
        row.refresh_from_db()
        payload: dict[str, events.Plain] = {"line": row.line, "code": asked}
        events.append(ref_of(row.run), EventKind.CODE_GIVEN, actor=actor, payload=payload)
    return row


def accept_waiting(run: ImportRun, *, actor: Actor, progress: Progress | None = None) -> Accepted:
    """Accept every row of a comparison that waits, whole. Those set aside stay; those that may carry another procedure's text, would
    empty a part or say what a person has refused, in this run or another, wait for a person to look at each. Safe to run again.
    """
    tell = progress or (lambda _done, _total: None)
    waiting = list(run.rows.filter(state=RowState.PROPOSED).order_by("line").values_list("pk", flat=True))
    done = late = kept = place = 0
    for portion in batches_of(waiting, _LOOK):
        rows = ImportRow.objects.select_related("run", "procedure").filter(pk__in=portion).order_by("line")
        refused = refusals_among({row.pk: (row.name, row.raw) for row in rows})
        said = {row.pk: (row.procedure_id, said_of(row)) for row in rows}
        left = left_out({pk: (about, content) for pk, (about, content) in said.items() if about and content})
        for row in rows:
            place += 1
            each = any(doubt in LOOKED_AT_EACH for doubt, _words in row.doubts)
            if decided := refused.get(row.pk):
                _say(row, told(decided))
                kept += 1
            elif parts := {part: by for part, by in left.get(row.pk, {}).items() if part in row.parts}:
                _say(row, told_left(parts))
                kept += 1
            elif row.state == RowState.PROPOSED and not each and proposal_of(row) is not None:
                try:
                    with batch():
                        accept_row(row, actor=actor)
                    done += 1
                except Stale:
                    _say(row, _OUTDATED)
                    late += 1
                except Refused as error:  # its procedure was ended meanwhile
                    _say(row, str(error))
                    late += 1
            tell(place, len(waiting))
    return Accepted(done, late, kept)


def _say(row: ImportRow, why: str) -> None:
    """Why a row was left waiting, once."""
    if why not in row.reason:
        ImportRow.objects.filter(pk=row.pk, state=RowState.PROPOSED).update(reason=f"{why} {row.reason}".strip()[:1000])


def _waiting(row: ImportRow) -> None:
    row.refresh_from_db()
    if row.state not in WAITING:
        raise Refused("Dòng này đã được quyết định: {state}.", state=row.get_state_display())


def _decide(row: ImportRow, state: str, actor: Actor, **columns: object) -> None:
    decided = {"state": state, "decided_at": clock.now(), "decided_by": actor.name, **columns}
    if ImportRow.objects.filter(pk=row.pk, state=row.state).update(**decided) != 1:
        raise Refused("Dòng này vừa được quyết định. Hãy tải lại trang.")
    row.refresh_from_db()


def _made(row: ImportRow, asked: Proposal, taken: Collection[str], actor: Actor) -> ProcedureVersion:
    content = asked.new if asked.old is None else with_parts(asked.old, asked.new, taken)
    procedure = asked.procedure or _procedure(row.code, content)
    national = procedure.origin == Origin.NATIONAL
    start = row.run.valid_from or clock.today()
    if asked.before is not None and national and start < asked.before.valid_from:
        start = asked.before.valid_from
    version = version_of(
        procedure,
        content,
        number=next_number(procedure),
        valid_from=start,
        at=clock.now(),
        field=fields_named([content.field]).get(key_of(content.field)),
        state=VersionState.DRAFT,
    )
    if national and content != asked.said:
        version.source = as_json(_source(row, asked, taken))
    version.save()
    payload: dict[str, events.Plain] = {"number": version.number, "run": str(row.run.uid), "parts": list(taken)}
    kind = EventKind.VERSION_IMPORTED if national else EventKind.DRAFT_BEGUN
    payload |= {"valid_from": start, "decision": version.decision} if national else {}
    events.append(procedure_ref(procedure), kind, actor=actor, payload=payload)
    return publish_version(version, valid_from=start, actor=actor) if national else version


def _source(row: ImportRow, asked: Proposal, taken: Collection[str]) -> Content:
    """What stands as the source's own from now on: the row, without the parts that were left out, which so stay a difference. Of a source
    that tells only some parts, those that were taken, beside what the source before said: so the national one, read again, shows that it
    says something else. A list of names corrects them for good.
    """
    if asked.before is None:
        return asked.said
    before = from_json(asked.before.source or asked.before.content)
    if row.run.source == "csv":
        return before
    partly = isinstance(row.raw, dict) and "title" in row.raw
    if partly:
        return with_parts(before, asked.new, taken)
    return with_parts(asked.said, before, asked.untold | set(asked.parts) - set(taken))


def _procedure(code: str, content: Content) -> Procedure:
    wanted = Procedure(base_code=code)
    named(wanted, content)
    made, fresh = Procedure.objects.get_or_create(
        base_code=code, defaults={"name": wanted.name, "sort_key": wanted.sort_key}
    )
    if not fresh:
        raise Stale(_CHANGED)
    return made
