"""What the system itself knows about a task: by what its occurrences are satisfied, and which events raise them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned
from motcua.plans.models.contents import Task


class TaskMeasure(Versioned):
    """By what each occurrence of a task is satisfied, as a person confirmed: an indicator that fulfils a condition, enough records of
    the system, or nothing but what people hand in.
    """

    class Kind(models.TextChoices):
        INDICATOR = "indicator", _("chỉ số của hệ thống")
        RECORDS = "records", _("hồ sơ trong hệ thống")
        BY_HAND = "by_hand", _("đơn vị tự báo cáo")

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="measure")
    kind = models.CharField(max_length=10, choices=Kind)
    indicator = models.CharField(max_length=120, blank=True, default="")
    comparator = models.CharField(max_length=2, blank=True, default="")
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    records = models.CharField(max_length=40, blank=True, default="")
    """Key of `queries.records.RECORDS`."""
    least = models.PositiveSmallIntegerField(default=1)
    """How many records there must be in a period."""
    confirmed_by = models.CharField(max_length=80, blank=True, default="")
    confirmed_name = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind="indicator", comparator__in=[">=", "<=", "=", ">", "<"], value__isnull=False, records=""
                )
                & ~Q(indicator="")
                | Q(kind="records", indicator="", least__gte=1) & ~Q(records="")
                | Q(kind="by_hand", indicator="", records=""),
                name="plans_measure_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.indicator or self.records or self.kind


class Trigger(Identified, Versioned):
    """An event of the system that raises a task that waits for one, as a person confirmed."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="triggers")
    kind = models.CharField(max_length=40)
    """Key of `rules.triggers.TRIGGERS`."""
    detail = models.CharField(max_length=40, blank=True, default="")
    """Which of the kind, where the kind has several: a type of document, a source of work; empty: all."""
    days = models.PositiveSmallIntegerField()
    """Within how many days of the event the task is due."""
    confirmed_by = models.CharField(max_length=80, blank=True, default="")
    confirmed_name = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "kind", "detail"], condition=Q(ended_at__isnull=True), name="plans_trigger_once"
            ),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=366), name="plans_trigger_days"),
        ]
        indexes = [
            models.Index(fields=["kind"], condition=Q(ended_at__isnull=True), name="plans_trigger_by_kind")
        ]  # what an event raises

    def __str__(self) -> str:
        return f"{self.kind} {self.detail}".strip()


class Raised(models.Model):
    """An event of the system that raised a task: once per event, with the record it came from. `number` is that of the slot."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="raised")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    event = models.UUIDField()
    subject = models.CharField(max_length=80)
    """Ref of the record to which the event happened."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "event"], name="plans_raised_once_per_event"),
            models.UniqueConstraint(fields=["task", "number"], name="plans_raised_number"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} #{self.number}: {self.subject}"
