"""Secret addresses from which a phone's calendar reads due dates."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.kernel.models import Identified


class CalendarFeed(Identified):
    """An address with a secret, of which only the hash is kept. It opens what its officer may read, while they hold the post.

    `unit` null: the officer's own work; else what that unit and those under it owe. `digest` is that of the last answer, `changed_at` when
    the answer last became another: a calendar that asks "anything new since" is told the truth although due dates move in many ways.
    """

    officer = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    hash = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    changed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "unit"], condition=Q(ended_at__isnull=True), name="plans_feed_one_of_unit"
            ),
            models.UniqueConstraint(
                fields=["officer"], condition=Q(ended_at__isnull=True, unit__isnull=True), name="plans_feed_one_own"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.unit_id or ''}".strip()
