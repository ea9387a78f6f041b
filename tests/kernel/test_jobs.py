"""Background jobs: what people see of them, how they end, and what happens when their worker does not come back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult
from tests.factories.jobs.kinds import KINDS, marks

from motcua.kernel import clock, events, jobs
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Busy, Refused, TransitionRefused
from motcua.kernel.job_states import JOB_WORKFLOW, JobState
from motcua.kernel.jobs import JobContext
from motcua.kernel.models import Job
from motcua.kernel.refs import Ref
from motcua.kernel.registries import JobKind, job_kinds
from motcua.ui.formats import clock_time
from motcua.ui.progress import progress_of

pytestmark = pytest.mark.django_db

MINH = Actor(Ref("officer", "0190"), "Trần Thị Minh Thư", "office", "Văn phòng")
NOW = clock.now()


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, JobKind]]:
    """The kinds of the tests, and room for a test's own."""
    kept = {**job_kinds._entries, **KINDS}
    monkeypatch.setattr(job_kinds, "_entries", kept)
    yield kept
    jobs.stopping.clear()


def queue(kind: str = "test.count", **payload: object) -> Job:
    return jobs.enqueue(kind, payload, actor=MINH, title="Việc thử")


def work(job: Job) -> Job:
    """What a worker does with the job's task, in this thread."""
    jobs.run_job.call(str(job.uid))
    job.refresh_from_db()
    return job


def in_state(state: str) -> Job:
    job = queue(to=3)
    Job.objects.filter(pk=job.pk).update(state=state, heartbeat_at=NOW, worker="elsewhere", attempts=1)
    job.refresh_from_db()
    return job


def test_the_table_of_states_is_the_one_that_is_stored() -> None:
    assert {s.value for s in JobState} == set(Job.State.values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=queue(to=1).pk).update(state="lost")


def test_a_job_tells_how_far_it_is_and_what_came_out() -> None:
    job = queue(to=3)
    assert (job.state, job.owner, job.owner_name) == ("queued", "officer:0190", "Trần Thị Minh Thư")

    work(job)

    assert (job.state, job.done, job.total, job.message) == ("done", 3, 3, "đã đếm đến 3")
    assert job.result == {"counted": 3}
    assert job.finished_at is not None
    assert marks() == ["1", "2", "3"]


def test_queueing_a_job_is_told_in_the_trail_and_rolls_back_with_its_transaction() -> None:
    job = queue(to=1)
    assert [e.kind for e in events.history(jobs.job_ref(job))] == ["job.queued"]

    def queue_and_fail() -> None:
        with transaction.atomic():
            queue(to=1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        queue_and_fail()

    assert Job.objects.count() == 1
    assert DBTaskResult.objects.count() == 1


def test_a_kind_nobody_registered_cannot_be_queued() -> None:
    with pytest.raises(KeyError):
        queue("test.unknown")


def test_a_task_that_comes_twice_runs_the_job_once() -> None:
    job = work(queue(to=2))

    work(job)

    assert marks() == ["1", "2"]
    assert job.attempts == 1


def test_what_a_person_must_mend_fails_at_once_with_a_sentence() -> None:
    job = work(queue("test.refuse", name="ke-hoach.pdf"))

    assert (job.state, job.attempts) == ("failed", 1)
    assert str(jobs.failure_of(job)) == "Tệp ke-hoach.pdf không đọc được."
    assert job.error_code == "unreadable"


def test_what_may_pass_is_tried_again_later_and_then_given_up() -> None:
    job = queue("test.unavailable")
    waits = []
    for _ in range(3):
        before = clock.now()
        work(job)
        waits.append(round((job.due_at - before).total_seconds()))

    assert marks() == ["attempt 1", "attempt 2", "attempt 3"]
    assert job.state == "failed"
    assert waits[:2] == [5, 20]
    assert str(jobs.failure_of(job)) == "Máy chủ thư không trả lời."


def test_waiting_for_a_turn_is_no_attempt_and_is_asked_again_soon(kinds: dict[str, JobKind]) -> None:
    def taken(_context: JobContext) -> None:
        raise Busy("Người khác đang làm.")

    kinds["test.turn"] = JobKind(taken, "Đến lượt", attempts=2)
    job = queue("test.turn")
    for _time in range(3):
        work(job)
        assert (job.state, job.attempts, job.error_code) == ("queued", 0, "busy")
        assert timedelta() < job.due_at - clock.now() <= timedelta(seconds=15)
    shown = progress_of(job, follows=False, may_stop=False)
    assert str(shown.note) == f"Tự chạy lại lúc {clock_time(job.due_at)}"


def test_the_next_attempt_is_a_task_of_its_time() -> None:
    job = work(queue("test.unavailable"))

    task = DBTaskResult.objects.get(id=job.task_id)
    assert job.state == "queued"
    assert task.status == "READY"
    assert task.run_after == job.due_at


def test_a_fault_of_ours_says_so_and_shows_nothing_of_the_inside(caplog: pytest.LogCaptureFixture) -> None:
    job = queue("test.break")
    work(job)
    work(job)

    said = str(jobs.failure_of(job))
    assert job.state == "failed"
    assert str(job.uid) in said
    assert "079123456789" not in f"{said} {job.result} {job.message} {job.error_params}"
    assert [r.levelname for r in caplog.records if r.name == "motcua.kernel.jobs"] == ["ERROR", "ERROR"]


def test_an_error_of_an_earlier_attempt_is_forgotten_when_the_job_is_done(kinds: dict[str, JobKind]) -> None:
    def second_time_lucky(context: JobContext) -> None:
        if context.attempt == 1:
            raise OSError

    kinds["test.lucky"] = JobKind(second_time_lucky, "Lần hai")
    job = queue("test.lucky")
    assert jobs.failure_of(work(job)) is not None

    work(job)

    assert job.state == "done"
    assert jobs.failure_of(job) is None


def test_a_queued_job_is_cancelled_at_once() -> None:
    job = jobs.cancel_job(queue(to=3), actor=MINH)

    assert job.state == "cancelled"
    work(job)
    assert marks() == []


def test_a_running_job_ends_at_its_next_step(kinds: dict[str, JobKind]) -> None:
    def cancelled_meanwhile(context: JobContext) -> None:
        jobs.cancel_job(context.job, actor=MINH)
        context.progress(1, 9)
        raise AssertionError("it went on")

    kinds["test.cancelled"] = JobKind(cancelled_meanwhile, "Bị dừng")
    job = work(queue("test.cancelled"))

    assert (job.state, job.done) == ("cancelled", 1)
    assert [e.kind for e in events.history(jobs.job_ref(job))] == ["job.queued", "job.cancelled"]


def test_a_job_may_ask_whether_it_was_cancelled_and_tidy_up(kinds: dict[str, JobKind]) -> None:
    def tidy(context: JobContext) -> dict[str, object]:
        jobs.cancel_job(context.job, actor=MINH)
        return {"stopped": context.cancelled()}

    kinds["test.tidy"] = JobKind(tidy, "Dọn dẹp")
    job = work(queue("test.tidy"))

    assert job.result == {"stopped": True}


@pytest.mark.parametrize("state", list(JobState))
def test_cancel_and_retry_are_possible_in_the_states_of_the_table_only(state: JobState) -> None:
    may_cancel = state in {JobState.QUEUED, JobState.RUNNING}
    may_retry = state in JOB_WORKFLOW.transitions["retry"].sources
    for verb, allowed in ((jobs.cancel_job, may_cancel), (jobs.retry_job, may_retry)):
        job = in_state(state)
        if allowed:
            verb(job, actor=MINH)
            assert events.history(jobs.job_ref(job))[-1].actor_name == MINH.name
        else:
            with pytest.raises(TransitionRefused):
                verb(job, actor=MINH)
            job.refresh_from_db()
            assert job.state == state


def test_a_retried_job_goes_on_from_its_notes(kinds: dict[str, JobKind]) -> None:
    def fail_at_two(context: JobContext) -> None:
        if not context.notes:
            context.checkpoint({"reached": 1})
            raise Refused("Dòng 2 sai.")
        context.progress(int(context.notes["reached"]) + 1)

    kinds["test.notes"] = JobKind(fail_at_two, "Ghi nhớ")
    job = work(queue("test.notes"))
    assert job.state == "failed"

    work(jobs.retry_job(job, actor=MINH))

    assert (job.state, job.done, job.attempts, job.error) == ("done", 2, 1, "")


def test_a_stopping_worker_gives_the_job_back_without_counting_the_attempt() -> None:
    job = queue(to=3)
    jobs.stopping.set()

    work(job)

    assert (job.state, job.attempts, job.notes) == ("queued", 0, {"reached": 1})
    jobs.stopping.clear()
    assert work(job).state == "done"
    assert marks() == ["1", "2", "3"]


def lost(job: Job, **columns: object) -> Job:
    """The job as a worker left it that died half a minute ago."""
    silent = clock.now() - jobs.dead_after() - timedelta(seconds=1)
    values = {"state": "running", "attempts": 1, "worker": "dead:1", "heartbeat_at": silent} | columns
    Job.objects.filter(pk=job.pk).update(**values)
    job.refresh_from_db()
    return job


def test_a_job_whose_worker_is_silent_is_taken_up_from_its_notes() -> None:
    job = lost(queue(to=3), notes={"reached": 2})

    assert jobs.recover() == 1

    assert work(job).state == "done"
    assert marks() == ["3"]
    assert job.attempts == 2


def test_a_job_whose_worker_gives_signs_of_life_is_left_alone() -> None:
    job = lost(queue(to=3), heartbeat_at=clock.now())

    assert jobs.recover() == 0

    job.refresh_from_db()
    assert (job.state, job.worker) == ("running", "dead:1")


def test_a_job_that_kills_its_workers_is_given_up() -> None:
    job = lost(queue("test.die"), attempts=2)

    jobs.recover()

    job.refresh_from_db()
    assert (job.state, job.error_code) == ("failed", "worker_died")


def test_a_cancelled_job_of_a_dead_worker_ends() -> None:
    job = lost(queue(to=3), cancel_asked_at=NOW)

    jobs.recover()

    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_worker_that_only_seemed_dead_may_write_nothing_more() -> None:
    job = lost(queue(to=3))
    stale = JobContext(Job.objects.get(pk=job.pk))
    jobs.recover()

    with pytest.raises(jobs.Lost):
        stale.progress(1)
    with pytest.raises(jobs.Lost):
        stale.checkpoint({"reached": 1})
    jobs._close(stale, "finish", result={"wrong": 1})

    job.refresh_from_db()
    assert (job.state, job.notes, job.result) == ("queued", {}, {})


@pytest.mark.parametrize("task", ["gone", "claimed"])
def test_a_queued_job_whose_task_got_lost_is_handed_over_again(task: str) -> None:
    job = queue(to=1)
    found = DBTaskResult.objects.filter(id=job.task_id)
    found.delete() if task == "gone" else found.update(status="RUNNING")
    later = clock.now() + timedelta(minutes=2)

    assert jobs.recover(later) == 1

    job.refresh_from_db()
    assert DBTaskResult.objects.get(id=job.task_id).status == "READY"


def test_a_queued_job_that_only_waits_its_turn_is_not_handed_over_twice() -> None:
    queue(to=1)

    assert jobs.recover(clock.now() + timedelta(minutes=2)) == 0

    assert DBTaskResult.objects.count() == 1


def test_progress_is_written_at_most_once_a_second(django_assert_num_queries: object) -> None:
    job = queue(to=1)
    Job.objects.filter(pk=job.pk).update(state="running", heartbeat_at=NOW, attempts=1)
    job.refresh_from_db()
    context = JobContext(job)

    with django_assert_num_queries(2):  # type: ignore[operator]  # the first call writes once and looks once
        for n in range(1000):
            context.progress(n, 1000)
