"""The list annexed to a decision: read from its file, matched with the registry by code, else by name; a person settles each line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F

from motcua.documents.queries.files import content_of
from motcua.documents.services.files import attach_file, limits
from motcua.kernel import clock, events, jobs
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.text import fold, nfc
from motcua.procedures.content.bounds import beyond_time
from motcua.procedures.events import EventKind
from motcua.procedures.models import ItemAction, MatchedBy, Procedure, PublicationDecision, PublicationItem
from motcua.procedures.queries.endings import ending_of
from motcua.procedures.queries.meant import meant
from motcua.procedures.queries.publication import LIST_JOB, effect_or_today, list_job_of, ref_of
from motcua.procedures.queries.registry import has_ended
from motcua.procedures.queries.registry import ref_of as procedure_ref
from motcua.procedures.queries.sure_lines import differing
from motcua.procedures.reading.annexed import CODE, AnnexedList, AnnexedRow, Doubt, Note, read_list
from motcua.procedures.reading.printed import Printed, Unsure
from motcua.procedures.rules.naming import same_name
from motcua.procedures.services.publications import BEYOND_TIME, OPEN, index_decisions, lines_open, reckon

if TYPE_CHECKING:
    from datetime import date

    from motcua.documents.models import StoredFile
    from motcua.kernel.models import Job

MOST_LINES = 2000
_CLOSED = N_("Danh mục của quyết định này không còn sửa được.")


def start_list(
    decision: PublicationDecision, file: StoredFile, *, actor: Actor, action: str = ItemAction.AMENDED
) -> Job:
    """Queue the reading of an uploaded list, which becomes the decision's own. One at a time: raises Refused while another is read."""
    with transaction.atomic():
        _hold(decision)
        before = list_job_of(decision)
        if before is not None and before.state in {"queued", "running"}:
            raise Refused(
                "Một danh mục của quyết định này đang được đọc. Hãy đợi xong, hoặc dừng việc đó.", code="being_read"
            )
        attach_file(file, ref_of(decision), actor=actor)
        payload = {"decision": str(decision.uid), "file": str(file.uid), "action": action}
        title = f"Đọc danh mục kèm quyết định công bố: {file.name}"
        return jobs.enqueue(LIST_JOB, payload, actor=actor, title=title, subject=ref_of(decision))


def annexed_list(file: StoredFile, progress: Callable[[int, int | None], None] | None = None) -> AnnexedList:
    """What a file lists; no transaction is open while it reads. Raises Invalid where it holds no such list, Unavailable where a scan
    cannot be recognised.
    """
    from motcua.documents.reading.files import read_file  # here, since readers of files are heavy to import

    found = read_list(read_file(content_of(file), name=file.name, limits=limits(), progress=progress))
    if len(found.rows) > MOST_LINES:
        raise Invalid("Danh mục có quá {most} dòng.", most=MOST_LINES)
    return found


def keep_list(
    decision: PublicationDecision,
    file: StoredFile,
    found: AnnexedList,
    *,
    actor: Actor,
    action: str = ItemAction.AMENDED,
) -> int:
    """Đọc danh mục: the lines of the file take the place of those that nobody has settled; what was settled stays. How many came.

    `action` is what lines do of which no heading says it.
    """
    with transaction.atomic():
        grow(decision)
        attach_file(file, ref_of(decision), actor=actor)
        decision.items.filter(confirmed_at__isnull=True).delete()
        kept = list(decision.items.all())
        rows, doubts = _items(decision, found, kept, action)
        PublicationItem.objects.bulk_create(rows.values(), batch_size=200)
        notes = [_noted(note, rows.get(note.line)) for note in (*found.notes, *doubts)]
        PublicationDecision.objects.filter(pk=decision.pk).update(list_file=file, list_notes=notes)
        decision.refresh_from_db()
        reckon(decision)
        index_decisions([decision.pk])
        payload: dict[str, events.Plain] = {"files": file.name, "count": len(rows)}
        events.append(ref_of(decision), EventKind.PUBLICATION_LIST_READ, actor=actor, payload=payload)
    return len(rows)


def add_line(
    decision: PublicationDecision,
    *,
    action: str,
    actor: Actor,
    procedure: Procedure | None = None,
    code: str = "",
    name: str = "",
    replaces: Procedure | None = None,
) -> PublicationItem:
    """Thêm một dòng by hand: of a procedure in the registry, or of a new one by its name and code. It is settled at once."""
    _open(decision)
    name = " ".join(nfc(name).split()) or (procedure.name if procedure else "")
    code = code.strip() or (procedure.base_code if procedure else "")
    errors = [*_line_errors(action, procedure, code, name), *_ending_errors(action, procedure, replaces)]
    if errors:
        raise Invalid("Chưa thêm được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    last = decision.items.order_by("-line").values_list("line", flat=True).first() or 0
    item = PublicationItem(
        decision=decision,
        line=last + 1,
        action=action,
        base_code=code[:20],
        name=name[:2000],
        procedure=procedure,
        replaces=replaces,
        matched_by=MatchedBy.PERSON if procedure else MatchedBy.NONE,
        confirmed_at=clock.now(),
        confirmed_by=actor.name,
    )
    with transaction.atomic():
        grow(decision)
        _kept(item, insert=True)
        reckon(decision)
        index_decisions([decision.pk])
        _told(item, actor)
    return item


def settle_line(
    item: PublicationItem,
    *,
    action: str,
    actor: Actor,
    procedure: Procedure | None = None,
    code: str = "",
    replaces: Procedure | None = None,
    taken: Collection[str] = (),
    basis_effective_on: date | None = None,
) -> PublicationItem:
    """Xác nhận một dòng: what it does to which procedure, and which printed parts are taken over. May be settled anew until published."""
    _open(item.decision)
    code = procedure.base_code if procedure else code.strip() or item.base_code
    errors = [*_line_errors(action, procedure, code, item.name), *_ending_errors(action, procedure, replaces)]
    if beyond_time(basis_effective_on):
        errors.append(FieldError("basis_effective_on", BEYOND_TIME))
    if set(taken) - {str(p) for p in Printed}:
        errors.append(FieldError("taken", N_("Chọn phần trong danh sách.")))
    if errors:
        raise Invalid("Chưa xác nhận được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    if procedure is not None and procedure.pk != item.procedure_id:
        item.matched_by = MatchedBy.PERSON
    if procedure is not None and item.name == item.base_code:  # the list printed no name
        item.name = procedure.name
    item.action, item.procedure, item.base_code, item.replaces = action, procedure, code[:20], replaces
    item.matched_by = item.matched_by if procedure is not None else MatchedBy.NONE
    item.taken = sorted(taken)
    if Printed.LIMITS in item.taken and _longer(item):
        told = FieldError(
            "taken", N_("Thời hạn in ở đây dài hơn thời hạn chung của cả nước, không công bố được: bỏ chọn phần này.")
        )
        raise Invalid("Chưa xác nhận được. Hãy sửa các ô được đánh dấu.", errors=(told,))
    item.basis_effective_on = basis_effective_on
    item.confirmed_at, item.confirmed_by = clock.now(), actor.name
    with transaction.atomic():
        grow(item.decision)
        _kept(item)
        reckon(item.decision)
        _told(item, actor)
    item.refresh_from_db()
    return item


def _longer(item: PublicationItem) -> bool:
    """Whether the local layer would refuse the printed limit: better said now than once the decision is signed."""
    found = differing([item], effect_or_today(item.decision))[item.pk]
    return any(one.part is Printed.LIMITS and one.unsure is Unsure.LONGER for one in found)


def drop_line(item: PublicationItem, *, actor: Actor) -> None:
    """Bỏ một dòng that does not belong to the decision; the trail keeps what it was."""
    with transaction.atomic():
        grow(item.decision)
        payload: dict[str, events.Plain] = {"row": item.line, "action": "dropped", "reason": item.name[:200]}
        events.append(ref_of(item.decision), EventKind.PUBLICATION_LINE_SETTLED, actor=actor, payload=payload)
        item.delete()


def _items(
    decision: PublicationDecision, found: AnnexedList, kept: Sequence[PublicationItem], action: str
) -> tuple[dict[int, PublicationItem], list[Note]]:
    """New lines behind the settled ones, by their line in the file, each with the procedure that it means (`queries.meant`); and what a
    person has to look at.
    """
    taken = {item.procedure_id for item in kept if item.procedure_id}
    settled = {item.base_code for item in kept if item.base_code}
    named = {_key(item.name) for item in kept}
    rounded = {note.line for note in found.notes if note.doubt == Doubt.CODE_ROUNDED}
    line = max((item.line for item in kept), default=0)
    rows = [row for row in found.rows if row.code not in settled and _key(row.name) not in named]
    made: dict[int, PublicationItem] = {}
    doubts: list[Note] = []
    for row, one in zip(rows, meant((row.code, row.name) for row in rows), strict=True):
        procedure = one.procedure
        if one.coded is not None:
            doubts.append(Note(Doubt.OTHER_NAME, row.line, one.coded.name))
        if procedure is not None and row.line in rounded and not same_name(row.name, procedure.name):
            procedure = None  # a code without its last digits may be another's: only the same name makes it sure
        if procedure is not None and procedure.pk in taken:
            procedure = None  # a second line about one procedure is a person's to settle
        how = MatchedBy.NONE
        if procedure is not None:
            taken.add(procedure.pk)
            how = MatchedBy.NAME if one.by_name else MatchedBy.CODE
        line += 1
        made[row.line] = _item(decision, row, line, procedure, row.action or action, how)
    return made, doubts


def _noted(note: Note, item: PublicationItem | None) -> dict[str, object]:
    """As the decision keeps it: with the line (uid) that it is about, where the row made one."""
    kept: dict[str, object] = {"doubt": str(note.doubt), "line": note.line, "words": note.words[:300]}
    return kept if item is None else kept | {"item": str(item.uid)}


def _item(  # noqa: PLR0917 - the columns of one row
    decision: PublicationDecision, row: AnnexedRow, line: int, procedure: Procedure | None, action: str, how: str
) -> PublicationItem:
    return PublicationItem(
        decision=decision,
        line=line,
        action=action,
        base_code=row.code,
        name=(row.name or row.code)[:2000],
        field_name=row.field[:300],
        printed=row.cells,
        procedure=procedure,
        matched_by=how,
    )


def _line_errors(action: str, procedure: Procedure | None, code: str, name: str) -> list[FieldError]:
    errors = []
    if action not in ItemAction.values:
        errors.append(FieldError("action", N_("Chọn việc được quyết định trong danh sách.")))
    if procedure is None and action == ItemAction.ABOLISHED:
        errors.append(FieldError("procedure", N_("Chọn thủ tục bị bãi bỏ trong danh mục.")))
    if procedure is None and not CODE.fullmatch(code):
        errors.append(FieldError("code", N_("Thủ tục chưa có trong danh mục thì ghi mã, ví dụ 1.001612.")))
    elif procedure is None and (known := Procedure.objects.filter(base_code=code[:8]).first()) is not None:
        told = N_("Mã này là của thủ tục “{name}” trong danh mục: chọn thủ tục ấy, hoặc ghi mã đúng.")
        errors.append(FieldError("code", told, {"name": known.name}))
    if not name:
        errors.append(FieldError("name", N_("Ghi tên thủ tục.")))
    return errors


def _ending_errors(action: str, procedure: Procedure | None, replaces: Procedure | None) -> Iterator[FieldError]:
    """What a line is to end can end: it is another than the line's own, and has not ended already."""
    if replaces is not None and procedure is not None and replaces.pk == procedure.pk:
        yield FieldError("replaces", N_("Một thủ tục không thay thế chính nó: ghi thủ tục cũ mà thủ tục này thay thế."))
    ended = {"procedure": procedure if action == ItemAction.ABOLISHED else None, "replaces": replaces}
    for field, one in ended.items():
        ending = ending_of(one) if one is not None and has_ended(one, clock.today()) else None
        if ending is not None:
            told: dict[str, object] = {"on": f"{ending.on:%d/%m/%Y}", "by": ending.by}
            words = (
                N_("Thủ tục này đã bãi bỏ từ {on} theo {by}.")
                if ending.number
                else N_("Thủ tục này đã bãi bỏ từ {on}.")
            )
            yield FieldError(field, words, told)


def _kept(item: PublicationItem, *, insert: bool = False) -> None:
    try:
        with transaction.atomic():
            item.save(force_insert=insert)
    except IntegrityError as error:
        told = FieldError("procedure", N_("Thủ tục này đã có một dòng trong quyết định."))
        raise Invalid("Một thủ tục chỉ có một dòng trong một quyết định.", errors=(told,)) from error


def _told(item: PublicationItem, actor: Actor) -> None:
    payload: dict[str, events.Plain] = {
        "row": item.line,
        "action": item.action,
        "subject": procedure_ref(item.procedure) if item.procedure else item.base_code,
        "parts": item.taken,
    }
    events.append(ref_of(item.decision), EventKind.PUBLICATION_LINE_SETTLED, actor=actor, payload=payload)


def _open(decision: PublicationDecision) -> None:
    if not lines_open(decision):
        raise Refused(_CLOSED, code="not_open")


def _hold(decision: PublicationDecision, **columns: Any) -> None:
    """Two who work on the lines at once wait for each other; refused once the decision was sent, published or given up meanwhile."""
    _open(decision)
    held = PublicationDecision.objects.filter(pk=decision.pk, state__in=OPEN).update(state=F("state"), **columns)
    if held != 1:
        raise Refused(_CLOSED, code="not_open")


def grow(decision: Any) -> None:
    """The decision's page changed."""
    _hold(decision, version=F("version") + 1)
    decision.version += 1


def _key(name: str) -> str:
    return " ".join(fold(name).lower().split())
