"""A file being read: what the reader found, what a person corrected, and the text it all came from."""

from __future__ import annotations

from django.db import models

from motcua.kernel.models import Identified, Versioned
from motcua.plans.workflow import ReadingState


class Reading(Identified, Versioned):
    """One import. `found` is the PlanDocument as read and never changes; `current` holds it with the corrections applied.

    `blocks` is the document in reading order for showing beside the values: paragraphs and tables with their places in `text`.
    """

    owner = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default=ReadingState.QUEUED)
    files = models.JSONField(default=list, help_text="uid của các tệp, theo thứ tự")
    file_name = models.CharField(max_length=300)
    fingerprint = models.CharField(max_length=64, blank=True, default="")
    text = models.TextField(blank=True, default="")
    blocks = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    found = models.JSONField(null=True, blank=True)
    current = models.JSONField(null=True, blank=True)
    checked = models.JSONField(default=list, help_text="những mục người đọc đã xác nhận")
    error_code = models.CharField(max_length=60, blank=True, default="")
    error = models.TextField(blank=True, default="")
    job = models.CharField(max_length=80, blank=True, default="")
    is_sample = models.BooleanField(default=False)
    created_by = models.CharField(max_length=80, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[str(s) for s in ReadingState]), name="plans_reading_known_state"
            ),
        ]
        indexes = [
            models.Index(fields=["fingerprint"], name="plans_reading_same"),  # "was this very text read before"
            models.Index(fields=["state", "-id"], name="plans_reading_open"),  # the desk's list of readings to review
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"


class Correction(models.Model):
    """One value that a person put right. `path` is a JSON pointer into the PlanDocument; corrections are kept, also the undone ones."""

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="corrections")
    path = models.CharField(max_length=200)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    actor = models.CharField(max_length=80, blank=True, default="")
    actor_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["reading", "id"], name="plans_correction_of")]  # the history of one reading

    def __str__(self) -> str:
        return f"{self.path}"
