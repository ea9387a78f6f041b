"""Background jobs: enqueue, watch, cancel, retry; what a job may call while it runs; what happens when it fails or its worker dies.

A `Job` row is what people see; beside it one task of the `django.tasks` API carries its uid to a worker, so that a broker backend can take
the place of the database. Retries, back-off and taking up what a dead worker left are ours. A job runs at least once: from the start, or
from the notes of its last checkpoint.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django_tasks import TaskResultStatus, task
from django_tasks.exceptions import TaskResultDoesNotExist

from motcua.kernel import batches, clock, events, search, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, AppError, Busy, Refused, Unavailable
from motcua.kernel.job_states import JOB_WORKFLOW
from motcua.kernel.models import Job
from motcua.kernel.refs import Ref
from motcua.kernel.registries import JobKind, job_kinds

logger = logging.getLogger(__name__)
SEARCH_KIND = "job"

stopping = threading.Event()
"""Set by the worker process when it is told to stop: running jobs end at their next step and are taken up by the next worker."""

_WRITE_EVERY = 1.0  # seconds between writes of progress, and between looks whether somebody cancelled
_FIRST_DELAY, _LONGEST_DELAY = timedelta(seconds=5), timedelta(minutes=15)
_UNCLAIMED = timedelta(seconds=60)  # a queued job this long due is checked against its task
_BROKEN = N_("Có lỗi bất ngờ nên việc này không xong. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên mã việc {job}.")
_DIED = N_("Máy xử lý dừng đột ngột nhiều lần trong khi làm việc này. Hãy báo quản trị viên mã việc {job}.")


class Stopped(BaseException):
    """Ends a job from inside at its next step. Not an Exception, so that a job's own error handling lets it pass."""


class Cancelled(Stopped):
    """Somebody cancelled the job."""


class Interrupted(Stopped):
    """The worker is told to stop; the job goes on elsewhere from its last checkpoint."""


class Lost(Stopped):
    """Another worker has taken the job up, because this one seemed dead. Nothing may be written any more."""


class JobContext:
    """What a running job sees. `progress` and `checkpoint` also end the job (by `Stopped`) when it was cancelled or must move on.

    Write in `with context.batch():`, one transaction of about 50 ms at a time, and call `progress` between, not inside.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.uid = str(job.uid)
        self.payload: Mapping[str, Any] = job.payload
        self.notes: Mapping[str, Any] = job.notes
        self.attempt = job.attempts
        self.subject = Ref.parse(job.subject) if job.subject else None
        self.actor = Actor(Ref.parse(job.owner) if job.owner else None, job.owner_name, job.owner_role, job.owner_unit)
        self._shown: dict[str, Any] = {}
        self._written_at = self._looked_at = float("-inf")

    def progress(self, done: int, total: int | None = None, message: str = "") -> None:
        """Tell how far it is. Cheap to call for every row: written at most once a second."""
        self._shown = {"done": done, "total": total, "message": message[:300]}
        if time.monotonic() - self._written_at >= _WRITE_EVERY:
            self._write()
        self._step()

    def checkpoint(self, notes: Mapping[str, Any]) -> None:
        """Keep notes for the next attempt (`context.notes`). Inside `batch()` they are kept exactly when its rows are."""
        self.notes = dict(notes)
        self._write(notes=self.notes)
        if not connection.in_atomic_block:  # else the batch would be thrown away; the next `progress` ends the job
            self._step()

    def cancelled(self) -> bool:
        """Whether to end now: for jobs that want to tidy up first. Looks at the database at most once a second."""
        try:
            self._step()
        except Stopped:
            return True
        return False

    def batch(self) -> AbstractContextManager[None]:
        """One write transaction of the job (`kernel.batches.batch`)."""
        return batches.batch()

    def attach(self, file: Ref) -> None:
        """The stored file that the job has made, offered for download with its result."""
        self._write(result_file=str(file))

    def last_progress(self) -> dict[str, Any]:
        """What was told last, written with the outcome."""
        return self._shown

    def _write(self, **columns: Any) -> None:
        self._written_at = time.monotonic()
        if _mine(self.job).update(heartbeat_at=clock.now(), **self._shown, **columns) != 1:
            raise Lost

    def _step(self) -> None:
        if stopping.is_set():
            raise Interrupted
        if time.monotonic() - self._looked_at < _WRITE_EVERY:
            return
        self._looked_at = time.monotonic()
        asked = _mine(self.job).values_list("cancel_asked_at", flat=True).first()
        if asked is not None:
            raise Cancelled


def enqueue(
    kind: str,
    payload: Mapping[str, Any],
    *,
    actor: Actor,
    title: str,
    subject: Ref | None = None,
    unit: Ref | None = None,
    due_at: datetime | None = None,
) -> Job:
    """Queue a job of a registered kind; it starts once the caller's transaction has committed.

    `payload` holds plain JSON values and references, nothing personal. `unit` lets colleagues see the job. Raises KeyError for a kind
    that nobody registered.
    """
    registered = job_kinds[kind]
    now = clock.now()
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind,
            title=title[:300],
            payload=dict(payload),
            owner=str(actor.ref or ""),
            owner_name=actor.name,
            owner_role=actor.role,
            owner_unit=actor.unit,
            unit=str(unit or ""),
            subject=str(subject or ""),
            queued_at=now,
            due_at=due_at or now,
        )
        search.index(SEARCH_KIND, job.pk, title=job.title, fields=[(job.owner_name, 2)])
        _hand_over(job, registered, now)
        events.append(job_ref(job), "job.queued", actor=actor, payload={"kind": kind, "subject": subject})
    return job


def cancel_job(job: Job, *, actor: Actor) -> Job:
    """Cancel a queued job at once; ask a running one to end at its next step. Raises TransitionRefused for one that has ended."""
    now = clock.now()
    with transaction.atomic():
        running = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING)
        if running.update(cancel_asked_at=now) != 1:
            job.refresh_from_db()
            workflow.move(job, JOB_WORKFLOW, "cancel", finished_at=now, cancel_asked_at=now)
        events.append(job_ref(job), "job.cancelled", actor=actor)
    job.refresh_from_db()
    return job


def retry_job(job: Job, *, actor: Actor) -> Job:
    """Queue a failed or cancelled job again; it goes on from its notes. Raises TransitionRefused in any other state."""
    now = clock.now()
    kind = job_kinds.get(job.kind)
    if kind is None:
        raise Refused("Bản cài đặt này không có loại việc “{kind}”.", kind=job.kind)
    with transaction.atomic():
        cleared = {"attempts": 0, "error": "", "error_code": "", "error_params": {}}
        again = {"queued_at": now, "due_at": now, "finished_at": None, "cancel_asked_at": None, "worker": ""}
        workflow.move(job, JOB_WORKFLOW, "retry", **cleared, **again)
        _hand_over(job, kind, now)
        events.append(job_ref(job), "job.retried", actor=actor)
    return job


def failure_of(job: Job) -> AppError | None:
    """The error of a job as one that faces can translate; None when there is none."""
    return AppError(job.error, code=job.error_code, **job.error_params) if job.error else None


def job_ref(job: Job) -> Ref:
    return Ref.to("job", job.uid)


def recover(now: datetime | None = None) -> int:
    """Take up jobs whose worker died, and queued ones whose task got lost. Returns how many.

    Every worker calls it: of two that find the same job, the guarded update lets one have it.
    """
    moment = now or clock.now()
    dead = Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lt=moment - dead_after())
    unclaimed = Job.objects.filter(state=Job.State.QUEUED, due_at__lt=moment - _UNCLAIMED)
    taken = sum(_take_up(job, moment) for job in dead)
    return taken + sum(_hand_over_again(job, moment) for job in unclaimed)


def dead_after() -> timedelta:
    """How long a worker may be silent before its jobs are taken up by another."""
    return timedelta(seconds=settings.JOB_DEAD_AFTER)


def beat(now: datetime | None = None) -> None:
    """The sign of life of the jobs that this process runs at this moment."""
    if pks := tuple(_running):
        mine = Job.objects.filter(pk__in=pks, state=Job.State.RUNNING, worker=worker_name())
        mine.update(heartbeat_at=now or clock.now())


def put_back_all() -> int:
    """Give back what this process still runs, because it must end now; the attempt does not count. Returns how many."""
    mine = Job.objects.filter(pk__in=tuple(_running), state=Job.State.RUNNING, worker=worker_name())
    return sum(_put_back(job, clock.now(), attempts=job.attempts - 1) for job in mine)


@task()
def run_job(uid: str) -> None:
    """The one task of the `django.tasks` API. A task delivered twice, or too late, finds no queued job and does nothing."""
    job = _start(UUID(uid), worker_name())
    if job is None:
        return
    _running.add(job.pk)
    try:
        _run(job)
    finally:
        _running.discard(job.pk)


def _run(job: Job) -> None:
    context = JobContext(job)
    try:
        outcome = _work(context)
    except Cancelled:
        _close(context, "stop")
    except Interrupted:
        _put_back(job, clock.now(), attempts=job.attempts - 1, **context.last_progress())
    except Lost:
        logger.warning("job %s was taken up by another worker", job.uid)
    except AppError as error:
        _fail(context, error, may_pass=isinstance(error, Unavailable))
    except Exception:  # whatever a job raises ends in its row, not in the worker
        logger.exception("job %s (%s) failed", job.uid, job.kind)
        _fail(context, AppError(_BROKEN, code="unexpected", job=str(job.uid)), may_pass=True)
    else:
        _close(context, "finish", result=dict(outcome or {}), error="", error_code="", error_params={})


_worker_name = "inline"
_TURN = timedelta(seconds=15)  # until a job asks again whether it is its turn
_running: set[int] = set()  # the jobs of this process; adding and discarding are atomic


def worker_name() -> str:
    """The name under which this process runs jobs."""
    return _worker_name


def name_worker(name: str) -> None:
    """Called once by the worker process before it takes jobs."""
    global _worker_name  # noqa: PLW0603 - one name per process, set at its start
    _worker_name = name


def _work(context: JobContext) -> Mapping[str, object] | None:
    kind = job_kinds.get(context.job.kind)
    if kind is None:
        raise Refused("Bản cài đặt này không có loại việc “{kind}”.", code="unknown_kind", kind=context.job.kind)
    return kind.run(context)


def _start(uid: UUID, worker: str) -> Job | None:
    now = clock.now()
    job = Job.objects.filter(uid=uid, state=Job.State.QUEUED).first()
    if job is None:
        return None
    try:
        workflow.move(
            job,
            JOB_WORKFLOW,
            "start",
            attempts=job.attempts + 1,
            worker=worker,
            started_at=now,
            heartbeat_at=now,
        )
    except Refused:  # another worker was quicker
        return None
    return job


def _mine(job: Job) -> QuerySet[Job]:
    """The job as this attempt may still write it."""
    return Job.objects.filter(_fence(job), pk=job.pk, state=Job.State.RUNNING)


def _fence(job: Job) -> Q:
    return Q(attempts=job.attempts, worker=job.worker)


def _close(context: JobContext, transition: str, **columns: Any) -> None:
    job = context.job
    try:
        workflow.move(
            job,
            JOB_WORKFLOW,
            transition,
            where=_fence(job),
            finished_at=clock.now(),
            **context.last_progress(),
            **columns,
        )
    except Refused:
        logger.warning("job %s was taken up by another worker", job.uid)


def _fail(context: JobContext, error: AppError, *, may_pass: bool) -> None:
    """Back to the queue while it may pass: with back-off as attempts are left, soon for a turn; else failed for people to see."""
    job, kind, turn = context.job, job_kinds.get(context.job.kind), isinstance(error, Busy)
    said = {"error": error.template, "error_code": error.code, "error_params": _plain(error.params)}
    if turn or (may_pass and kind is not None and job.attempts < kind.attempts):
        due_at = clock.now() + (_TURN if turn else _delay(job.attempts))
        _put_back(job, due_at, attempts=job.attempts - turn, **said, **context.last_progress())
    else:
        _close(context, "fail", **said)


def _put_back(job: Job, due_at: datetime, **columns: Any) -> bool:
    kind = job_kinds.get(job.kind)
    try:
        with transaction.atomic():
            workflow.move(job, JOB_WORKFLOW, "put_back", where=_fence(job), due_at=due_at, worker="", **columns)
            if kind is not None:
                _hand_over(job, kind, clock.now())
    except Refused:
        logger.warning("job %s was taken up by another worker", job.uid)
        return False
    return True


def _take_up(job: Job, now: datetime) -> bool:
    """What a dead worker left: cancelled if somebody had asked for it, failed after too many deaths, else queued again."""
    kind = job_kinds.get(job.kind)
    if job.cancel_asked_at is not None:
        _close(JobContext(job), "stop")
    elif kind is None or job.attempts >= kind.attempts:
        _fail(JobContext(job), AppError(_DIED, code="worker_died", job=str(job.uid)), may_pass=False)
    else:
        return _put_back(job, now)
    return True


def _hand_over(job: Job, kind: JobKind, now: datetime) -> None:
    """Give the job to the task backend inside the transaction of its change: neither exists in the database without the other."""
    later = job.due_at if job.due_at > now else None
    result = run_job.using(run_after=later, priority=kind.priority).enqueue(str(job.uid))
    Job.objects.filter(pk=job.pk).update(task_id=result.id)
    job.task_id = result.id


def _hand_over_again(job: Job, now: datetime) -> bool:
    """A queued job whose task is gone, or was claimed by a worker that died before the job began."""
    kind = job_kinds.get(job.kind)
    if kind is None:
        return False
    try:
        if run_job.get_result(job.task_id).status == TaskResultStatus.READY:
            return False
    except TaskResultDoesNotExist:
        pass
    with transaction.atomic():
        still = Job.objects.filter(pk=job.pk, state=Job.State.QUEUED, task_id=job.task_id)
        if still.update(due_at=now) != 1:
            return False
        _hand_over(job, kind, now)
    return True


def _delay(attempts: int) -> timedelta:
    return min(_FIRST_DELAY * (1 << 2 * (attempts - 1)), _LONGEST_DELAY)


def _plain(params: Mapping[str, object]) -> dict[str, object]:
    return {k: v if isinstance(v, str | int | float | bool | None) else str(v) for k, v in params.items()}
