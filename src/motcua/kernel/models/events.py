"""Events: the audit trail and the outbox in one."""

from __future__ import annotations

from django.db import models

from motcua.kernel.uids import uuid7


class EventHead(models.Model):
    """The end of one subject's chain. Advanced by a guarded update; `sealed_sequence` is how far the last seal reached."""

    subject = models.CharField(max_length=80, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, default="", blank=True)
    sealed_sequence = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            # the daily seal looks for heads that moved since the last one
            models.Index(
                fields=["id"], name="kernel_head_unsealed", condition=models.Q(sequence__gt=models.F("sealed_sequence"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} #{self.sequence}"


class Event(models.Model):
    """One fact: what happened to which subject, by whom, when. Append-only; `hash` covers everything here and the previous hash."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    subject = models.CharField(max_length=80)
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80, blank=True, default="")
    actor_name = models.CharField(max_length=200)
    actor_role = models.CharField(max_length=100, blank=True, default="")
    actor_unit = models.CharField(max_length=300, blank=True, default="")
    payload = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True, default="")
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "sequence"], name="kernel_event_one_per_step")]
        indexes = [
            models.Index(
                fields=["-at", "-id"], name="kernel_event_recent"
            ),  # the office-wide audit trail, newest first
            models.Index(fields=["actor", "-at"], name="kernel_event_by_actor"),  # "what did this officer do"
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} #{self.sequence}"


class Delivery(models.Model):
    """One event on its way to one handler: at least once, with back-off; after the last attempt it is a dead letter to be resent."""

    class State(models.TextChoices):
        PENDING = "pending", "chờ chuyển"
        DONE = "done", "đã chuyển"
        DEAD = "dead", "chuyển không được"

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries")
    handler = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "handler"], name="kernel_delivery_once_per_handler"),
            models.CheckConstraint(
                condition=models.Q(state__in=["pending", "done", "dead"]), name="kernel_delivery_known_state"
            ),
        ]
        indexes = [
            # the worker's sweep for due deliveries
            models.Index(fields=["next_at", "id"], name="kernel_delivery_due", condition=models.Q(state="pending")),
            # the operator's list of dead letters
            models.Index(fields=["-id"], name="kernel_delivery_dead", condition=models.Q(state="dead")),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.handler}: {self.state}"


class Seal(models.Model):
    """A daily digest of every head that moved, chained to the seal before, so that deleted tails and subjects show."""

    at = models.DateTimeField()
    heads = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True, default="")
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            # the chain of seals has no forks, even when two processes seal at once
            models.UniqueConstraint(fields=["previous_hash"], name="kernel_seal_one_next")
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.hash[:12]}"


class SealedHead(models.Model):
    """How far one subject's chain reached when it was sealed."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="sealed_heads")
    subject = models.CharField(max_length=80)
    sequence = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seal", "subject"], name="kernel_sealed_head_once")]
        indexes = [models.Index(fields=["subject"], name="kernel_sealed_head_subject")]  # verify one subject

    def __str__(self) -> str:
        return f"{self.subject} #{self.sequence}"
