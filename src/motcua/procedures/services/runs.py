"""Imports and comparisons that a person starts on the desk: the file is kept, a job reads it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from motcua.documents.services.files import attach_file
from motcua.kernel import jobs
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refused
from motcua.kernel.job_states import JobState
from motcua.procedures.models import ImportRun, RowState, RunMode
from motcua.procedures.queries.imports import jobs_of, ref_of
from motcua.procedures.reading import Batch
from motcua.procedures.services.importing import (
    Imported,
    Progress,
    compare_procedures,
    import_procedures,
    open_run,
)

JOB = "procedures_import"
ACCEPT_JOB = "procedures_accept"
_OPEN = (JobState.QUEUED, JobState.RUNNING)
_TITLES = {RunMode.IMPORT: "Nhập thủ tục: {name}", RunMode.COMPARE: "Đối chiếu thủ tục: {name}"}


def start_run(file: Any, *, name: str, mode: str, actor: Actor, valid_from: date | None = None) -> ImportRun:
    """Queue the reading of an uploaded file, which becomes the run's own. `name` as the sender called it."""
    with transaction.atomic():
        run = _queued(file, name=name, mode=mode, actor=actor, valid_from=valid_from)
        attach_file(file, ref_of(run), actor=actor)
    return run


def compare_again(run: ImportRun, *, actor: Actor) -> ImportRun:
    """Queue a new comparison of the file that a run kept, with the registry as it is now. The file stays the first run's own: whoever
    reads one may read the other. Raises Refused where no file was kept, or it is being compared already.
    """
    if run.file is None:
        raise Refused("Lần nhập này không giữ tệp: hãy gửi lại tệp.")
    with transaction.atomic():
        ImportRun.objects.select_for_update().get(pk=run.pk)  # two who ask at once wait for each other
        unread = list(ImportRun.objects.filter(file=run.file, ended_at__isnull=True))
        if any(job is not None and job.state in _OPEN for job in jobs_of(unread)):
            raise Refused("Tệp này đang được đọc; hãy chờ xong.")
        return _queued(run.file, name=run.file_name, mode=RunMode.COMPARE, actor=actor, valid_from=run.valid_from)


def _queued(file: Any, *, name: str, mode: str, actor: Actor, valid_from: date | None) -> ImportRun:
    run = open_run(Batch("", (), file.blob.sha256, name), actor=actor, mode=mode, valid_from=valid_from, file=file)
    title = _TITLES[RunMode(mode)].format(name=run.file_name)
    job = jobs.enqueue(JOB, {"run": str(run.uid)}, actor=actor, title=title, subject=ref_of(run))
    ImportRun.objects.filter(pk=run.pk).update(job=str(job.uid))
    run.job = str(job.uid)
    return run


def fill_run(run: ImportRun, file: Batch, *, actor: Actor, progress: Progress) -> Imported:
    """Do what a run was started for. Safe to run again: rows that it has already are left alone."""
    ImportRun.objects.filter(pk=run.pk).update(source=file.shape)
    run.source = file.shape
    work = compare_procedures if run.mode == RunMode.COMPARE else import_procedures
    return work(file, actor=actor, valid_from=run.valid_from, progress=progress, run=run)


def start_accepting(run: ImportRun, *, actor: Actor) -> None:
    """Queue the acceptance of every row that waits. Raises Refused where none does."""
    with transaction.atomic():
        if not run.rows.filter(state=RowState.PROPOSED).exists():
            raise Refused("Không còn dòng nào chờ quyết định.")
        job = jobs.enqueue(
            ACCEPT_JOB,
            {"run": str(run.uid)},
            actor=actor,
            title=f"Nhận các dòng đang chờ: {run.file_name}",
            subject=ref_of(run),
        )
        ImportRun.objects.filter(pk=run.pk).update(job=str(job.uid))
        run.job = str(job.uid)
