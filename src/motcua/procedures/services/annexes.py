"""Annexes of decisions: sent, read by a job page by page, scans too; every workflow in one waits for a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.db import transaction

from motcua.documents.queries.files import content_of as bytes_of
from motcua.documents.services.files import attach_file, limits
from motcua.kernel import clock, events, jobs
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid
from motcua.procedures.events import EventKind
from motcua.procedures.models import FoundWorkflow, WorkflowLevel, WorkflowReading
from motcua.procedures.queries.meant import Meant, meant
from motcua.procedures.queries.workflows import reading_ref, role_kinds
from motcua.procedures.workflows import normal, table_as_json
from motcua.procedures.workflows.annex import Doubt, Found, days_are_working, read_annex

JOB = "workflow_annex"
Progress = Callable[[int, int | None], None]


def start_annex(file: Any, *, level: str, decision: Any, actor: Actor) -> WorkflowReading:
    """Queue the reading of an uploaded annex, which becomes the reading's own."""
    if level not in WorkflowLevel.values:
        told = FieldError("level", N_("Chọn cấp thực hiện."))
        raise Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=(told,))
    with transaction.atomic():
        reading = WorkflowReading.objects.create(
            file=file, decision=decision, level=level, read_at=clock.now(), by_name=actor.name
        )
        attach_file(file, reading_ref(reading), actor=actor)
        title = f"Đọc phụ lục quy trình nội bộ: {file.name}"
        payload = {"reading": str(reading.uid)}
        job = jobs.enqueue(JOB, payload, actor=actor, title=title, subject=reading_ref(reading))
        WorkflowReading.objects.filter(pk=reading.pk).update(job=str(job.uid))
        reading.job = str(job.uid)
    return reading


def read_now(reading: WorkflowReading, *, actor: Actor, progress: Progress | None = None) -> int:
    """Read the file and keep every workflow in it: how many. Safe to run again; no transaction is open while it reads.

    Raises Invalid where the file cannot be read or holds no table of steps, Unavailable where a scan cannot be recognised.
    """
    from motcua.documents.reading.files import read_file  # here, since readers of files are heavy to import

    if already := reading.found.count():
        return already
    file = reading.file
    document = read_file(bytes_of(file), name=file.name, limits=limits(), progress=progress)
    found = read_annex(document, role_kinds(clock.today()))
    if not found:
        raise Invalid(
            "Không thấy bảng quy trình nào trong tệp: bảng cần có cột nội dung công việc và người thực hiện hoặc thời gian.",
            code="no_workflow",
        )
    whose = meant((one.code, one.name) for one in found)
    rows = [_found(reading, n, *pair) for n, pair in enumerate(zip(found, whose, strict=True), 1)]
    with transaction.atomic():
        FoundWorkflow.objects.bulk_create(rows)
        payload: dict[str, events.Plain] = {
            "file": f"stored_file:{file.uid}",
            "count": len(rows),
            "level": reading.level,
        }
        events.append(reading_ref(reading), EventKind.WORKFLOWS_READ, actor=actor, payload=payload)
    return len(rows)


def _found(reading: WorkflowReading, position: int, one: Found, whose: Meant) -> FoundWorkflow:
    doubts: list[dict[str, Any]] = [asdict(doubt) for doubt in one.doubts]
    if whose.coded is not None:
        code = "other_name" if whose.procedure else "named_another"
        doubts.insert(
            0, asdict(Doubt(code, "; ".join(f"{p.display_code} {p.name}" for p in (whose.coded, *whose.named))))
        )
    if days_are_working(one):
        doubts = [d | {"suggested": "working_day"} if d["code"] == "days" else d for d in doubts]
    return FoundWorkflow(
        reading=reading,
        position=position,
        heading=one.heading,
        code=one.code[:40],
        name=one.name[:2000],
        procedure=whose.procedure,
        table=table_as_json(normal(one.table)),
        limit={"value": str(one.limit.value), "unit": one.limit.unit.value} if one.limit else None,
        rows=[list(row) for row in one.rows],
        doubts=doubts,
    )
