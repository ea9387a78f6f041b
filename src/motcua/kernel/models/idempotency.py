"""Answers already given to requests that carried an `Idempotency-Key`."""

from __future__ import annotations

from django.db import models


class IdempotencyRecord(models.Model):
    """One key of one caller: what was asked (as a hash) and what was answered. `status` 0 means: being worked on."""

    caller = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="kernel_idempotency_once")]
        indexes = [models.Index(fields=["created_at"], name="kernel_idempotency_age")]  # clean-up of old answers

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"
