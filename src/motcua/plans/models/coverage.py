"""What people said about matches between a superior plan and those under it, and what shows that outreach was done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned
from motcua.plans.models.contents import Channel, Topic
from motcua.plans.models.plans import Plan
from motcua.plans.models.work import Deliverable, Occurrence


class CoverageMark(Versioned):
    """Whether a plan takes up an item of its superior plan, as somebody said. Stronger than any match of words; the last word counts."""

    class Item(models.TextChoices):
        TASK = "task", _("Nhiệm vụ")
        TARGET = "target", _("Chỉ tiêu")
        TOPIC = "topic", _("Nội dung tuyên truyền")
        CHANNEL = "channel", _("Hình thức tuyên truyền")

    superior = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="coverage_marks")
    item = models.CharField(max_length=8, choices=Item)
    key = models.CharField(max_length=40)
    """The uid of the task or target; the place of a topic or channel in its plan."""
    subordinate = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    covered = models.BooleanField()
    note = models.CharField(max_length=500, blank=True, default="")
    marked_name = models.CharField(max_length=200, blank=True, default="")
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["superior", "item", "key", "subordinate"], name="plans_coverage_mark_once")
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.key}"


class OutreachEvidence(Identified):
    """Something that was done on a day about a topic, through a channel, or both: a result of the plan's work, or a link."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="evidence")
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    channel = models.ForeignKey(Channel, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField()
    title = models.CharField(max_length=500)
    occurrence = models.ForeignKey(Occurrence, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deliverable = models.ForeignKey(Deliverable, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.URLField(max_length=1000, blank=True, default="")
    recorded_name = models.CharField(max_length=200, blank=True, default="")
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__isnull=False) | Q(channel__isnull=False), name="plans_evidence_of_something"
            ),
            models.CheckConstraint(
                condition=Q(occurrence__isnull=False) | Q(deliverable__isnull=False) | ~Q(address=""),
                name="plans_evidence_shows_something",
            ),
        ]
        indexes = [models.Index(fields=["plan", "done_on"], name="plans_evidence_in_period")]  # topics without any

    def __str__(self) -> str:
        return self.title[:80]
