"""Imports of the national content: repeatable, a new version only where the content changed, the local layer never touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from time import monotonic, sleep
from typing import Any
from uuid import UUID

from motcua.kernel import clock, events, schedule
from motcua.kernel.actors import Actor
from motcua.kernel.batches import batch, batches_of
from motcua.kernel.errors import Busy
from motcua.kernel.events import NewEvent
from motcua.kernel.text import unhidden
from motcua.kernel.uids import uuid7
from motcua.procedures.content import as_json
from motcua.procedures.events import EventKind
from motcua.procedures.models import (
    ImportRow,
    ImportRun,
    Origin,
    Procedure,
    ProcedureVersion,
    RowState,
    RunMode,
    VersionState,
)
from motcua.procedures.queries.imports import IMPORTING
from motcua.procedures.queries.imports import ref_of as run_ref
from motcua.procedures.queries.registry import key_of, ref_of
from motcua.procedures.reading import Batch, Good, Row
from motcua.procedures.reading.kept import kept_as
from motcua.procedures.services.planning import (
    PORTION,
    Counts,
    Kept,
    Known,
    Line,
    Plan,
    Planned,
    Step,
    beside_local,
    plan_comparison,
    plan_import,
    steps_of,
)
from motcua.procedures.services.refusals import after_refusals
from motcua.procedures.services.versions import fields_named, index_procedures, named, version_of

__all__ = ["Counts", "Imported", "Line", "compare_procedures", "import_procedures", "open_run"]

Progress = Callable[[int, int], object]
_FORGOTTEN_AFTER = 90
"""Seconds without a sign after which an import counts as dead; each portion of rows, read or written, is one."""
_ASKED_EVERY = 1.0


@dataclass(frozen=True, slots=True)
class Imported:
    """What a run did (or, in a dry run, would do)."""

    source: str
    counts: Counts
    lines: tuple[Line, ...]
    run: str | None = None
    strange: Mapping[str, int] = field(default_factory=dict)
    """`Batch.strange`"""


def open_run(
    batch: Batch,
    *,
    actor: Actor,
    mode: str = RunMode.IMPORT,
    valid_from: date | None = None,
    file: Any = None,
    uid: UUID | None = None,
) -> ImportRun:
    """A run that has not begun. `file`: the stored file it reads, where a job does."""
    return ImportRun.objects.create(
        uid=uid or uuid7(),
        mode=mode,
        source=batch.shape,
        file_name=unhidden(batch.name)[:300],
        sha256=batch.sha256,
        valid_from=valid_from,
        started_at=clock.now(),
        counts={"rows": len(batch.rows)} if batch.rows else {},
        by_name=actor.name,
        file=file,
    )


def import_procedures(
    file: Batch,
    *,
    actor: Actor,
    valid_from: date | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
    run: ImportRun | None = None,
    patience: float = 0,
) -> Imported:
    """Take a file of one of the known shapes. Bad rows are set aside with their reason, the rest goes in.

    New contents are valid from `valid_from` (today): since when they are in force the sources do not say. With a `run` that was broken
    off, goes on with the rows that it has not. Raises Busy while another import writes, as both would make the same procedures:
    after so many seconds of `patience`.
    """
    tell = progress or (lambda _done, _total: None)
    if dry_run:
        return _imported(file, actor=actor, valid_from=valid_from, tell=tell, run=run)
    uid = run.uid if run is not None else uuid7()
    with _alone(str(uid), patience) as still:
        return _imported(file, actor=actor, valid_from=valid_from, tell=tell, run=run, uid=uid, still=still)


@contextmanager
def _alone(holder: str, patience: float) -> Iterator[Callable[[], object]]:
    """One import at a time, of all processes. What it gives says that this one still works; one that died is taken up by its own job, or
    forgotten after a while.
    """
    waited_until = monotonic() + patience

    def still() -> None:
        if not schedule.hold(IMPORTING, holder, _FORGOTTEN_AFTER):
            raise Busy(
                "Một lần nhập khác đang ghi vào danh mục. Hãy chạy lại khi lần đó xong; nếu lần đó đã dừng giữa chừng thì sau {seconds} "
                "giây là nhập lại được.",
                seconds=_FORGOTTEN_AFTER,
            )

    while True:
        try:
            still()
            break
        except Busy:
            if monotonic() >= waited_until:
                raise
            sleep(_ASKED_EVERY)
    try:
        yield still
    finally:
        schedule.release(IMPORTING, holder)


def _imported(
    file: Batch,
    *,
    actor: Actor,
    valid_from: date | None,
    tell: Progress,
    run: ImportRun | None,
    uid: UUID | None = None,
    still: Callable[[], object] | None = None,
) -> Imported:
    """Without `still` (which says that it goes on) nothing is written."""
    start = valid_from or clock.today()
    before = _done_before(run)
    looking = tell if still is None else (lambda _done, _total: still())
    looked = _looked(file, run, lambda row, known: plan_import(row, known, start), looking)
    steps = after_refusals(beside_local(looked, start))
    planned = [step for step in steps if isinstance(step, Planned)]
    kept = [step for step in steps if isinstance(step, Kept)]
    counts = _counts(len(file.rows), steps, before)
    lines = _lines(steps)
    if still is None:
        return Imported(file.shape, counts, lines, strange=file.strange)
    run = run or open_run(file, actor=actor, valid_from=valid_from, uid=uid)
    _keep(run, kept)
    done = len(file.rows) - len(planned)
    for portion in batches_of(planned, PORTION):
        with batch():
            _take(portion, run, start, actor)
        done += len(portion)
        still()
        tell(done, len(file.rows))
    return Imported(file.shape, _close(run, counts, actor, file), lines, str(run.uid), file.strange)


def compare_procedures(
    file: Batch,
    *,
    actor: Actor,
    valid_from: date | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
    run: ImportRun | None = None,
) -> Imported:
    """List how a file differs from the registry. Nothing of the registry is written: each difference waits until a person accepts it."""
    tell = progress or (lambda _done, _total: None)
    before = _done_before(run)
    start = valid_from or clock.today()
    looked = _looked(file, run, lambda row, known: plan_comparison(row, known, start), tell if dry_run else None)
    steps = after_refusals(beside_local(looked, start))
    codes = {row.read.code for row in file.rows if isinstance(row, Good)}
    national = Procedure.objects.filter(origin=Origin.NATIONAL, abolished_on__isnull=True)
    absent = len(set(national.values_list("base_code", flat=True)) - codes)
    counts = _counts(len(file.rows), steps, before, absent)
    lines = _lines(steps)
    if dry_run:
        return Imported(file.shape, counts, lines, strange=file.strange)
    run = run or open_run(file, actor=actor, mode=RunMode.COMPARE, valid_from=valid_from)
    kept = [step for step in steps if isinstance(step, Kept)]
    done = len(file.rows) - len(kept)
    for portion in batches_of(kept, PORTION):
        _keep(run, portion)
        done += len(portion)
        tell(done, len(file.rows))
    return Imported(file.shape, _close(run, counts, actor, file), lines, str(run.uid), file.strange)


def _looked(file: Batch, run: ImportRun | None, plan: Plan, tell: Progress | None) -> list[Step]:
    """What becomes of each row that is left; with `tell`, how far it is, for a run that ends with it."""
    left = _left(file, run)
    steps: list[Step] = []
    for step in steps_of(left, plan):
        steps.append(step)
        if tell is not None and (len(steps) % PORTION == 0 or len(steps) == len(left)):
            tell(len(steps), len(left))
    return steps


def _left(file: Batch, run: ImportRun | None) -> Sequence[Row]:
    if run is None:
        return file.rows
    there = set(run.rows.values_list("line", flat=True))
    return [row for row in file.rows if row.line not in there]


def _done_before(run: ImportRun | None) -> list[Line]:
    """Rows that a run had when it was broken off."""
    rows = run.rows.only("line", "code", "name", "state", "lacks", "doubts") if run is not None else ()
    return [Line(r.line, r.code, r.name, RowState(r.state), lacks=r.lacks, doubts=r.doubts) for r in rows]


def _lines(steps: Sequence[Step]) -> tuple[Line, ...]:
    return tuple(sorted((step.line for step in steps if step is not None), key=lambda line: line.line))


def _counts(rows: int, steps: Sequence[Step], before: Sequence[Line], absent: int = 0) -> Counts:
    """Each row of the file is in one of new, changed, same, proposed and set aside."""
    lines = [*before, *(step.line for step in steps if step is not None)]
    states = Counter(line.state for line in lines)
    taken = [line for line in lines if line.state in (RowState.NEW, RowState.CHANGED)]
    return Counts(
        rows=rows,
        new=states[RowState.NEW],
        changed=states[RowState.CHANGED],
        same=rows - len(lines),
        set_aside=states[RowState.SET_ASIDE],
        lacking=sum(bool(line.lacks) for line in taken),
        doubted=sum(bool(line.doubts) for line in taken),
        proposed=states[RowState.PROPOSED] + states[RowState.ACCEPTED] + states[RowState.REJECTED],
        absent=absent,
    )


def _keep(run: ImportRun, kept: Sequence[Kept]) -> None:
    with batch():
        rows = [_row(run, step.line, step.row, known=step.known) for step in kept]
        ImportRow.objects.bulk_create(rows, batch_size=PORTION)


def _close(run: ImportRun, counts: Counts, actor: Actor, file: Batch) -> Counts:
    plain = asdict(counts)
    kind = EventKind.COMPARED if run.mode == RunMode.COMPARE else EventKind.IMPORTED
    with batch():
        ImportRun.objects.filter(pk=run.pk).update(ended_at=clock.now(), counts=plain, strange=dict(file.strange))
        payload = {"source": run.source, "file_name": run.file_name, "sha256": run.sha256, **plain}
        events.append(run_ref(run), kind, actor=actor, payload=payload)
    return counts


def _take(portion: Sequence[Planned], run: ImportRun, start: date, actor: Actor) -> None:
    """A portion is one transaction that leaves procedures, index and trail in step; broken off, the next run takes up the rest."""
    at = clock.now()
    fields = fields_named({p.content.field for p in portion})
    fresh = [Procedure(base_code=p.row.read.code) for p in portion if p.known is None]
    there = [p.known.procedure for p in portion if p.known is not None]
    procedures = {p.base_code: p for p in (*fresh, *there)}
    for p in portion:
        named(procedures[p.row.read.code], p.content)
    Procedure.objects.bulk_create(fresh)
    Procedure.objects.bulk_update(there, ["name", "sort_key"])
    versions: list[ProcedureVersion] = []
    for p in portion:
        procedure, field = procedures[p.row.read.code], fields.get(key_of(p.content.field))
        number = p.known.last + 1 if p.known else 1
        version = version_of(procedure, p.content, number=number, valid_from=start, at=at, field=field)
        version.source = as_json(p.source) if p.source is not None else None
        version.valid_to = procedure.abolished_on  # the end that a decision has set stands
        versions.append(version)
    _end([p.known.before for p in portion if p.known and p.known.before], start)
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


def _row(
    run: ImportRun,
    line: Line,
    row: Row | None,
    version: ProcedureVersion | None = None,
    known: Known | None = None,
) -> ImportRow:
    return ImportRow(
        run=run,
        line=line.line,
        code=line.code[:40],
        name=line.name[:2000],
        state=line.state,
        reason=line.reason[:1000],
        lacks=list(line.lacks),
        doubts=[list(d) for d in line.doubts],
        parts=list(line.parts),
        raw=kept_as(row) if row is not None else None,
        procedure=version.procedure if version else known.procedure if known else None,
        made=version,
        against=known.before.fingerprint if known and known.before else "",
    )


def _event(planned: Planned, version: ProcedureVersion, run: ImportRun) -> NewEvent:
    payload: dict[str, events.Plain] = {
        "number": version.number,
        "valid_from": version.valid_from,
        "decision": version.decision,
        "run": str(run.uid),
        "parts": list(planned.line.parts),
    }
    return NewEvent(ref_of(version.procedure), EventKind.VERSION_IMPORTED, payload)
