"""Imports of the national content: repeatable, a new version only where the content changed, the local layer never touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.batches import batch, batches_of
from motcua.kernel.events import NewEvent
from motcua.kernel.refs import Ref
from motcua.kernel.text import fold
from motcua.procedures.content import Content, as_json, differences, fingerprint, from_json, missing_parts
from motcua.procedures.events import EventKind
from motcua.procedures.models import ImportRow, ImportRun, Origin, Procedure, ProcedureVersion, RowState, VersionState
from motcua.procedures.queries.registry import key_of, ref_of
from motcua.procedures.reading import Bad, Batch, Doubt, Good, Row
from motcua.procedures.services.versions import fields_named, index_procedures, named, version_of

RUN = "procedure_import"
Progress = Callable[[int, int], None]
_PORTION = 200


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of a run by what became of them; `lacking` rows were taken but are not complete, `doubted` look wrong somewhere."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    set_aside: int = 0
    lacking: int = 0
    doubted: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """What a run did (or, in a dry run, would do)."""

    source: str
    counts: Counts
    lines: tuple[Line, ...]
    run: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row that is worth a look. `parts` are the parts that changed."""

    line: int
    code: str
    name: str
    state: RowState
    reason: str = ""
    lacks: tuple[str, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Planned:
    """A row with what it will do: `before` the published version it follows."""

    row: Good
    state: RowState
    content: Content
    known: Procedure | None
    before: ProcedureVersion | None
    line: Line


def import_procedures(
    file: Batch,
    *,
    actor: Actor,
    valid_from: date | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
) -> Imported:
    """Take a file of one of the known shapes. Bad rows are set aside with their reason, the rest goes in.

    New contents are valid from `valid_from` (today): since when they are in force the sources do not say.
    """
    tell = progress or (lambda _done, _total: None)
    start = valid_from or clock.today()
    planned: list[_Planned] = []
    aside: list[tuple[Row, Line]] = []
    same = 0
    for portion in batches_of(file.rows, _PORTION):
        known = _known([row.read.code for row in portion if isinstance(row, Good)])
        for row in portion:
            if isinstance(row, Bad):
                aside.append((row, Line(row.line, row.code, row.name, RowState.SET_ASIDE, row.reason)))
                continue
            procedure, before = known.get(row.read.code, (None, None))
            step = _plan(row, procedure, before, start)
            if isinstance(step, _Planned):
                planned.append(step)
            elif step is None:
                same += 1
            else:
                aside.append((row, step))
    counts = _counts(len(file.rows), planned, aside, same)
    lines = tuple(sorted([p.line for p in planned] + [line for _, line in aside], key=lambda line: line.line))
    if dry_run:
        return Imported(file.shape, counts, lines)
    run = _write(planned, aside, counts, file=file, start=start, actor=actor, tell=tell)
    return Imported(file.shape, counts, lines, str(run.uid))


def _known(codes: Sequence[str]) -> dict[str, tuple[Procedure, ProcedureVersion | None]]:
    """Procedures with their newest published version."""
    procedures = {p.pk: p for p in Procedure.objects.filter(base_code__in=codes)}
    newest: dict[int, ProcedureVersion] = {}
    versions = ProcedureVersion.objects.filter(procedure__in=procedures, state=VersionState.PUBLISHED)
    for version in versions.order_by("procedure", "number"):
        newest[version.procedure_id] = version
    return {p.base_code: (p, newest.get(pk)) for pk, p in procedures.items()}


def _plan(row: Good, known: Procedure | None, before: ProcedureVersion | None, start: date) -> _Planned | Line | None:
    """What to do with a row; a line where it must be set aside, None where it changes nothing."""
    read, content = row.read, row.read.content
    told = dict(read.doubts)
    if known is not None and known.origin == Origin.OWN:
        return _line(
            row, RowState.SET_ASIDE, "Mã này là thủ tục của tỉnh; nguồn quốc gia không thay nội dung của tỉnh."
        )
    old = from_json(before.content) if before else None
    if old is not None:
        if row.partial:
            if fold(old.name) == fold(content.name):
                return None
            if old.origin or old.steps:
                return _line(row, RowState.SET_ASIDE, f"Tên trong danh mục khác tên đang có: “{old.name}”.")
        if Doubt.SAME_TEXT_AS_ANOTHER in told and fold(old.name) != fold(content.name):
            reason = f"Dòng mang tên và nội dung của thủ tục khác (giống {told[Doubt.SAME_TEXT_AS_ANOTHER]}); tên đúng: “{old.name}”."
            return _line(row, RowState.SET_ASIDE, reason)
        if before is not None and before.fingerprint == fingerprint(content):
            return None
    elif Doubt.SAME_TEXT_AS_ANOTHER in told:
        reason = (
            f"Cùng tên và nội dung với {told[Doubt.SAME_TEXT_AS_ANOTHER]}: hãy nhập danh mục của Cổng để biết tên đúng."
        )
        return _line(row, RowState.SET_ASIDE, reason)
    if before is not None and start < before.valid_from:
        return _line(
            row,
            RowState.SET_ASIDE,
            f"Đã có nội dung hiệu lực từ {before.valid_from:%d/%m/%Y}, sau ngày hiệu lực của lần nhập này.",
        )
    parts = tuple(dict.fromkeys(d.part for d in differences(old, content))) if old is not None else ()
    state = RowState.CHANGED if before else RowState.NEW
    return _Planned(row, state, content, known, before, _line(row, state, parts=parts))


def _line(row: Good, state: RowState, reason: str = "", parts: tuple[str, ...] = ()) -> Line:
    lacks = tuple(part.value for part in missing_parts(row.read.content))
    doubts = tuple((doubt.value, words) for doubt, words in row.read.doubts)
    return Line(row.line, row.read.code, row.read.content.name, state, reason, lacks, doubts, parts)


def _counts(rows: int, planned: Sequence[_Planned], aside: Sequence[object], same: int) -> Counts:
    return Counts(
        rows=rows,
        new=sum(p.state == RowState.NEW for p in planned),
        changed=sum(p.state == RowState.CHANGED for p in planned),
        same=same,
        set_aside=len(aside),
        lacking=sum(bool(p.line.lacks) for p in planned),
        doubted=sum(bool(p.line.doubts) for p in planned),
    )


def _write(
    planned: Sequence[_Planned],
    aside: Sequence[tuple[Row, Line]],
    counts: Counts,
    *,
    file: Batch,
    start: date,
    actor: Actor,
    tell: Progress,
) -> ImportRun:
    """In portions, each a transaction that leaves procedures, index and trail in step; broken off, the next run takes up the rest."""
    run = ImportRun(
        source=file.shape,
        file_name=file.name[:300],
        sha256=file.sha256,
        started_at=clock.now(),
        by_name=actor.name,
    )
    with batch():
        run.save(force_insert=True)
        ImportRow.objects.bulk_create([_row(run, line, row) for row, line in aside], batch_size=200)
    done = counts.same + len(aside)
    for portion in batches_of(planned, _PORTION):
        with batch():
            _take(portion, run, start, actor)
        done += len(portion)
        tell(done, counts.rows)
    with batch():
        plain = asdict(counts)
        ImportRun.objects.filter(pk=run.pk).update(ended_at=clock.now(), counts=plain)
        payload = {"source": file.shape, "file_name": file.name, "sha256": run.sha256, **plain}
        events.append(Ref(RUN, str(run.uid)), EventKind.IMPORTED, actor=actor, payload=payload)
    tell(counts.rows, counts.rows)
    return run


def _take(portion: Sequence[_Planned], run: ImportRun, start: date, actor: Actor) -> None:
    at = clock.now()
    fields = fields_named({p.content.field for p in portion})
    fresh = [Procedure(base_code=p.row.read.code) for p in portion if p.known is None]
    procedures = {p.base_code: p for p in fresh} | {p.known.base_code: p.known for p in portion if p.known is not None}
    for p in portion:
        named(procedures[p.row.read.code], p.content)
    Procedure.objects.bulk_create(fresh)
    Procedure.objects.bulk_update([p.known for p in portion if p.known is not None], ["name", "sort_key"])
    versions: list[ProcedureVersion] = []
    for p in portion:
        number = p.before.number + 1 if p.before else 1
        procedure = procedures[p.row.read.code]
        field = fields.get(key_of(p.content.field))
        versions.append(version_of(procedure, p.content, number=number, valid_from=start, at=at, field=field))
    _end([p.before for p in portion if p.before], start)
    ProcedureVersion.objects.bulk_create(versions)
    ImportRow.objects.bulk_create([_row(run, p.line, None, v) for p, v in zip(portion, versions, strict=True)])
    index_procedures([v.procedure_id for v in versions])
    events.append_many([_event(p, v, run) for p, v in zip(portion, versions, strict=True)], actor=actor, at=at)


def _end(versions: Sequence[ProcedureVersion], start: date) -> None:
    """The versions before end where the new ones begin; one that began on the same day was in force for no day and is voided."""
    replaced = [v.pk for v in versions if v.valid_from >= start]
    ended = [v.pk for v in versions if v.valid_from < start]
    ProcedureVersion.objects.filter(pk__in=ended).update(valid_to=start)
    ProcedureVersion.objects.filter(pk__in=replaced).update(
        state=VersionState.VOIDED, void_reason="Được phiên bản nhập cùng ngày thay thế."
    )


def _row(run: ImportRun, line: Line, row: Row | None, version: ProcedureVersion | None = None) -> ImportRow:
    raw = (
        row.raw
        if isinstance(row, Bad)
        else {"code": row.read.code, "content": as_json(row.read.content)}
        if row
        else None
    )
    return ImportRow(
        run=run,
        line=line.line,
        code=line.code[:40],
        name=line.name[:2000],
        state=line.state,
        reason=line.reason[:1000],
        lacks=list(line.lacks),
        doubts=[list(d) for d in line.doubts],
        raw=raw,
        procedure=version.procedure if version else None,
        made=version,
    )


def _event(planned: _Planned, version: ProcedureVersion, run: ImportRun) -> NewEvent:
    payload: dict[str, events.Plain] = {
        "number": version.number,
        "valid_from": version.valid_from,
        "decision": version.decision,
        "run": str(run.uid),
        "parts": list(planned.line.parts),
    }
    return NewEvent(ref_of(version.procedure), EventKind.VERSION_IMPORTED, payload)
