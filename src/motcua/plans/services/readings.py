"""From a file to a reading under review: start, read, correct, discard. Reading itself runs in a job, outside any transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, Any

from django.db import transaction

from motcua.documents.queries.files import open_content
from motcua.documents.queries.files import ref_of as file_ref
from motcua.documents.reading.blocks import Document, Paragraph, Table, Text
from motcua.documents.reading.several import joined
from motcua.documents.services.files import attach_file, limits
from motcua.kernel import clock, events, jobs, search, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import AppError, Invalid, Refused, Stale
from motcua.kernel.refs import Ref
from motcua.plans import events as kinds
from motcua.plans import rules
from motcua.plans.models import Correction, Reading
from motcua.plans.queries.readings import SEARCH_KIND, files_of, ref_of
from motcua.plans.reader import read_plan
from motcua.plans.services.search_words import reading_words
from motcua.plans.workflow import READING, ReadingState

JOB = "plan_reading"
Progress = Callable[[int, int | None, str], None]
UNSEEN = object()
_TRIES = 5
_ROWS = 40  # of a table, shown at once


def start_reading(files: Sequence[Any], *, owner: Any, actor: Actor) -> Reading:
    """Queue the reading of one plan from its files, in order (signed PDF, then annexes). The files become the reading's own."""
    with transaction.atomic():
        reading = open_reading(files, owner=owner, actor=actor)
        job = jobs.enqueue(
            JOB,
            {"reading": str(reading.uid)},
            actor=actor,
            title=f"Đọc kế hoạch: {reading.file_name}",
            subject=ref_of(reading),
            unit=Ref.to("unit", owner.uid),
        )
        Reading.objects.filter(pk=reading.pk).update(job=str(job.uid))
        reading.job = str(job.uid)
    return reading


def open_reading(files: Sequence[Any], *, owner: Any, actor: Actor, is_sample: bool = False) -> Reading:
    """The same without a job: for callers that read at once (`read_now`), as commands do."""
    if not files:
        raise Invalid("Hãy chọn ít nhất một tệp kế hoạch.", code="no_file")
    with transaction.atomic():
        reading = Reading.objects.create(
            owner=owner,
            files=[str(f.uid) for f in files],
            file_name=", ".join(f.name for f in files)[:300],
            is_sample=is_sample,
            created_by=str(actor.ref or ""),
            created_at=clock.now(),
        )
        search.index_many(SEARCH_KIND, [reading_words(reading)])
        for file in files:
            attach_file(file, ref_of(reading), actor=actor)
        events.append(
            ref_of(reading),
            kinds.READING_STARTED,
            actor=actor,
            payload={"files": [file_ref(f) for f in files], "unit": owner.code},
        )
    return reading


def read_now(reading: Reading, *, actor: Actor, progress: Progress | None = None) -> Reading:
    """Read the files and keep what was found. A fault of the file ends in state `failed` with its message, not in an exception.

    Safe to run again: a reading that a dead worker left half done is begun anew. Takes seconds to minutes (scans); no transaction is
    open while it reads.
    """
    with transaction.atomic():
        workflow.move(reading, READING, "begin")
    try:
        document = _document(reading, progress)
        found = rules.for_review(read_plan(document).to_json())
    except AppError as error:
        return _failed(reading, error, actor)
    with transaction.atomic():
        workflow.move(
            reading,
            READING,
            "finish",
            text=document.text,
            blocks=shown_blocks(document),
            notes=[{"code": n.code, "message": n.message} for n in document.notes],
            fingerprint=fingerprint_of(document),
            found=found,
            current=found,
            error="",
            error_code="",
        )
        search.index_many(SEARCH_KIND, [reading_words(reading)])
        payload = {name: len(found[name]) for name in ("tasks", "targets", "bases", "citations", "reporting")}
        events.append(ref_of(reading), kinds.READING_FINISHED, actor=actor, payload=payload)
    return reading


def read_bytes(content: IO[bytes], *, name: str) -> dict[str, Any]:
    """What a file says, as a PlanDocument; nothing is kept. Refuses what cannot be read, is secret or too large."""
    from motcua.documents.reading.files import read_file
    from motcua.documents.services.marks import refuse_document_if_secret

    bounds = limits()
    data = content.read(bounds.upload_bytes + 1)
    bounds.check_size(len(data))
    document = read_file(data, name=name, limits=bounds)
    refuse_document_if_secret(document, data, name, bounds)
    return read_plan(document).to_json()


def correct_value(reading: Reading, *, actor: Actor, path: str, value: Any, seen: Any = UNSEEN) -> Reading:
    """Put one value right. Kept with who, when, and what stood before.

    `seen` is the value the person had before their eyes: when somebody else has corrected it meanwhile, Stale is raised and nothing is
    lost on either side. Corrections of other values by other people do not get in the way.
    """
    after = rules.checked_value(path, value)
    for _ in range(_TRIES):
        _must_be_open(reading)
        before = rules.value_at(reading.current, path)
        if seen is not UNSEEN and before not in (seen, after):
            raise Stale("Mục này vừa được sửa thành “{value}”. Giá trị bạn gõ vẫn còn trong ô.", value=before)
        if before == after:
            return reading
        with transaction.atomic():
            if _written(reading, rules.with_value(reading.current or {}, path, after)):
                _keep_correction(reading, path, before, after, actor)
                events.append(ref_of(reading), kinds.READING_CORRECTED, actor=actor, payload={"path": path})
                return reading
        reading.refresh_from_db()
    raise Stale("Bản đọc đang được nhiều người sửa cùng lúc. Hãy thử lại.")


def add_item(reading: Reading, *, actor: Actor, name: str, start: int, end: int) -> Reading:
    """Add an item that the reader missed, standing on the characters [start, end) of the document's text."""
    _must_be_open(reading)
    if not 0 <= start < end <= len(reading.text):
        raise Invalid("Hãy bôi đen đoạn chữ trong văn bản mà mục mới dựa vào.", code="no_quote")
    item = rules.blank_item(name, " ".join(reading.text[start:end].split()), start, end)
    for _ in range(_TRIES):
        _must_be_open(reading)
        with transaction.atomic():
            if _written(reading, rules.with_item(reading.current or {}, name, item)):
                path = f"/{name}/{len((reading.current or {})[name]) - 1}"
                _keep_correction(reading, path, None, item, actor)
                events.append(ref_of(reading), kinds.READING_ITEM_ADDED, actor=actor, payload={"path": path})
                return reading
        reading.refresh_from_db()
    raise Stale("Bản đọc đang được nhiều người sửa cùng lúc. Hãy thử lại.")


def confirm_places(reading: Reading, *, places: Sequence[str], confirmed: bool, actor: Actor) -> Reading:  # noqa: ARG001 - every verb names its actor
    """Tick places as looked at (or not), so that a reviewer who comes back sees where they were. No event: nothing changed."""
    _must_be_open(reading)
    known = set(reading.checked)
    now = known | set(places) if confirmed else known - set(places)
    with transaction.atomic():
        Reading.objects.filter(pk=reading.pk).update(checked=sorted(now))
    reading.checked = sorted(now)
    return reading


def discard_reading(reading: Reading, *, actor: Actor, reason: str) -> Reading:
    """Put a reading aside, with the reason. Its files and what was found stay."""
    if not reason.strip():
        raise Invalid("Hãy ghi lý do bỏ bản đọc này.", code="no_reason")
    with transaction.atomic():
        workflow.move(reading, READING, "discard")
        events.append(ref_of(reading), kinds.READING_DISCARDED, actor=actor, payload={"reason": reason.strip()[:500]})
    return reading


def fingerprint_of(document: Document) -> str:
    """The same for the same words, whatever file they came in."""
    return hashlib.sha256(" ".join(document.text.split()).casefold().encode()).hexdigest()


def shown_blocks(document: Document) -> list[dict[str, Any]]:
    """The document for the reviewer's pane: each block with its place in the text; `r` the repaired words where OCR was mended."""
    return [part for block in document.blocks for part in _parts(document, block)]


def _parts(document: Document, block: Paragraph | Table) -> Iterator[dict[str, Any]]:
    """A table of many pages as several, so that the pane can load it piece by piece. Spans end where a part ends."""
    shown = _shown(document, block)
    if isinstance(block, Paragraph) or block.rows <= _ROWS:
        yield shown
        return
    for low in range(0, block.rows, _ROWS):
        high = min(low + _ROWS, block.rows)
        cells = []
        for cell in shown["cells"]:
            first, last = max(cell["r"], low), min(cell["r"] + cell["rs"], high)
            if first < last:
                words = cell["p"] if cell["r"] >= low else []
                cells.append(cell | {"r": first - low, "rs": last - first, "p": words})
        if any(c["p"] for c in cells):
            yield shown | {"rows": high - low, "cells": cells}


def _shown(document: Document, block: Paragraph | Table) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        marks = {"b": block.bold, "i": block.italic, "c": block.centered}
        return {"k": "p", **_placed(document, block.text), **{k: 1 for k, v in marks.items() if v}}
    cells = [
        {
            "r": c.row,
            "c": c.column,
            "rs": c.row_span,
            "cs": c.column_span,
            "p": [_placed(document, p) for p in c.paragraphs],
        }
        for c in block.cells
    ]
    return {"k": "t", "rows": block.rows, "cols": block.columns, "cells": cells}


def _placed(document: Document, text: Text) -> dict[str, Any]:
    place: dict[str, Any] = {"s": text.start, "e": text.end}
    if document.repaired:
        raw = " ".join(document.text[text.start : text.end].split())
        if raw != " ".join(text.value.split()):
            place["m"] = text.value
    return place


def _document(reading: Reading, progress: Progress | None) -> Document:
    from motcua.documents.reading.files import read_file

    files = files_of(reading)
    documents: list[tuple[str, Document]] = []
    for done, file in enumerate(files):
        if progress is not None:
            progress(done, len(files), file.name)
        with open_content(file) as handle:
            documents.append((file.name, read_file(handle.read(), name=file.name, limits=limits())))
    return joined(documents)


def _failed(reading: Reading, error: AppError, actor: Actor) -> Reading:
    with transaction.atomic():
        workflow.move(reading, READING, "fail", error=str(error), error_code=error.code)
        events.append(ref_of(reading), kinds.READING_FAILED, actor=actor, payload={"code": error.code})
    return reading


def _must_be_open(reading: Reading) -> None:
    if reading.state != ReadingState.TO_REVIEW:
        raise Refused("Bản đọc này không còn ở bước soát.", code="not_open")


def _written(reading: Reading, current: Mapping[str, Any]) -> bool:
    """Keep the document if nobody else has in the meantime."""
    rows = Reading.objects.filter(pk=reading.pk, version=reading.version, state=ReadingState.TO_REVIEW)
    if rows.update(current=current, version=reading.version + 1) != 1:
        return False
    reading.current, reading.version = dict(current), reading.version + 1
    return True


def _keep_correction(reading: Reading, path: str, before: Any, after: Any, actor: Actor) -> None:
    Correction.objects.create(
        reading=reading,
        path=path,
        before=before,
        after=after,
        actor=str(actor.ref or ""),
        actor_name=actor.name,
        at=clock.now(),
    )
