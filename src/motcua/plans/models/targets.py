"""By what a target is measured, figures that people report for those nothing can measure yet, and what the public may see of a plan."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned
from motcua.plans.models.contents import Target
from motcua.plans.models.plans import Plan


class TargetBinding(Versioned):
    """A target is measured by an indicator of the catalogue (a person confirmed it), or reported by hand."""

    class Measure(models.TextChoices):
        INDICATOR = "indicator", _("chỉ số của hệ thống")
        BY_HAND = "by_hand", _("báo cáo bằng tay")

    target = models.OneToOneField(Target, on_delete=models.PROTECT, related_name="binding")
    measure = models.CharField(max_length=10, choices=Measure)
    indicator = models.CharField(max_length=120, blank=True, default="")
    unit = models.ForeignKey("organisations.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Of whose data; null: the plan's owner."""
    confirmed_by = models.CharField(max_length=80, blank=True, default="")
    confirmed_name = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(measure="indicator") & ~Q(indicator="")) | Q(measure="by_hand", indicator=""),
                name="plans_binding_measure",
            ),
        ]

    def __str__(self) -> str:
        return self.indicator or self.measure


class TargetReport(Identified):
    """A figure that somebody reported for a target on a date, with the evidence. Kept; the last one counts."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="reports")
    on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=4)
    numerator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    evidence = models.TextField()
    file = models.CharField(max_length=80, blank=True, default="")
    """Ref of the file that shows it."""
    reported_by = models.CharField(max_length=80, blank=True, default="")
    reported_name = models.CharField(max_length=200)
    reported_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["target", "-on", "-id"], name="plans_target_report_last")
        ]  # the figure that counts

    def __str__(self) -> str:
        return f"{self.on} {self.value}"


class PlanRelease(Versioned):
    """What a named leader lets the public see of a plan. Nothing by default; ended releases are kept."""

    class Figures(models.TextChoices):
        NONE = "none", _("không công khai")
        LIVE = "live", _("số liệu hiện tại")
        FROZEN = "frozen", _("số liệu đã chốt")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="releases")
    text = models.BooleanField(default=False)
    progress = models.BooleanField(default=False)
    targets = models.CharField(max_length=6, choices=Figures, default=Figures.NONE)
    released_by = models.CharField(max_length=80, blank=True, default="")
    released_name = models.CharField(max_length=200)
    released_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan"], condition=Q(ended_at__isnull=True), name="plans_release_one"),
            models.CheckConstraint(condition=Q(targets__in=["none", "live", "frozen"]), name="plans_release_targets"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.released_at:%d/%m/%Y}"
