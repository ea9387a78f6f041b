"""Background work: jobs that people see (“Việc đang chạy”), the workers, and the schedule that exactly one of them runs."""

from __future__ import annotations

from django.db import models

from motcua.kernel.models.bases import Identified

_QUEUED = models.Q(state="queued")
_RUNNING = models.Q(state="running")


class Job(Identified):
    """One piece of background work. Written by `kernel.jobs` alone; `state` moves by `JOB_WORKFLOW`.

    Seen by its owner and by whoever may see `unit`. Payload, notes and result hold references and plain values, nothing personal.
    `attempts` is also the fence: a worker whose job was taken up by another no longer matches it and cannot write.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "đang chờ"
        RUNNING = "running", "đang chạy"
        DONE = "done", "đã xong"
        FAILED = "failed", "không xong"
        CANCELLED = "cancelled", "đã dừng"

    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)

    owner = models.CharField(max_length=80, blank=True, default="")
    owner_name = models.CharField(max_length=200)
    owner_role = models.CharField(max_length=100, blank=True, default="")
    owner_unit = models.CharField(max_length=300, blank=True, default="")
    unit = models.CharField(max_length=80, blank=True, default="")
    subject = models.CharField(max_length=80, blank=True, default="")

    payload = models.JSONField(default=dict)
    notes = models.JSONField(default=dict, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    message = models.CharField(max_length=300, blank=True, default="")
    result = models.JSONField(default=dict, blank=True)
    result_file = models.CharField(max_length=80, blank=True, default="")
    error = models.TextField(blank=True, default="", help_text="mẫu câu cho người đọc, cũng là khóa gettext")
    error_code = models.CharField(max_length=60, blank=True, default="")
    error_params = models.JSONField(default=dict, blank=True)

    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True, default="")
    task_id = models.CharField(max_length=64, blank=True, default="")
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "running", "done", "failed", "cancelled"]),
                name="kernel_job_known_state",
            ),
            models.CheckConstraint(
                condition=~_RUNNING | models.Q(heartbeat_at__isnull=False), name="kernel_job_running_beats"
            ),
        ]
        indexes = [
            models.Index(fields=["-id"], name="kernel_job_open", condition=_QUEUED | _RUNNING),  # running work, metrics
            models.Index(fields=["owner", "-id"], name="kernel_job_by_owner"),  # “my work”
            models.Index(fields=["unit", "-id"], name="kernel_job_by_unit"),  # the unit's work
            models.Index(fields=["subject", "-id"], name="kernel_job_by_subject"),  # the work on a record, on its page
            # the sweep for jobs whose worker died
            models.Index(fields=["heartbeat_at"], name="kernel_job_lost", condition=_RUNNING),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}: {self.state}"


class WorkerBeat(models.Model):
    """A worker process that is, or lately was, alive."""

    name = models.CharField(max_length=80, unique=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-beat_at"], name="kernel_worker_alive")]  # /readyz, /metrics

    def __str__(self) -> str:
        return f"{self.name} {self.beat_at:%Y-%m-%d %H:%M:%S}"


class Lease(models.Model):
    """What one process at a time may hold. Taken and renewed by a guarded update; free once `until` has passed."""

    name = models.CharField(max_length=80, unique=True)
    holder = models.CharField(max_length=80)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"


class ScheduledRun(models.Model):
    """When a piece of periodic work runs next, and how it went last."""

    name = models.CharField(max_length=80, unique=True)
    next_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"{self.name} {self.next_at:%Y-%m-%d %H:%M}"
