"""A plan as it stands on paper: its header and where it belongs. What it holds is in `contents`."""

from __future__ import annotations

from django.db import models

from motcua.kernel.models import Identified, Versioned
from motcua.plans.workflow import PlanState


class Plan(Identified, Versioned):
    """`owner` answers for it; `issuer_name` is what the paper says, `issuer` the unit we take it to be. Texts are as in the document."""

    owner = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, default=PlanState.ISSUED)
    kind = models.CharField(max_length=100, default="Kế hoạch")
    number = models.CharField(max_length=100, blank=True, default="")
    canonical_number = models.CharField(max_length=100, blank=True, default="")
    issuer_name = models.CharField(max_length=300, blank=True, default="")
    issuer = models.ForeignKey("organisations.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=200, blank=True, default="")
    issued_on = models.DateField(null=True, blank=True)
    title = models.TextField()
    sort_key = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    """Its span; null: the calendar year."""
    report_months = models.PositiveSmallIntegerField(default=3)
    """Length of its reporting periods in months: what continuous tasks are owed in."""
    cut_off = models.PositiveSmallIntegerField(default=0)
    """The day on which the data of a reporting period close (14); 0: periods are calendar ones."""
    signer_capacity = models.CharField(max_length=300, blank=True, default="")
    signer_name = models.CharField(max_length=200, blank=True, default="")
    recipients = models.JSONField(default=list)
    reading = models.OneToOneField(
        "plans.Reading", null=True, blank=True, on_delete=models.PROTECT, related_name="plan"
    )
    superior = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="subordinates")
    """The plan that this one carries out."""
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    is_sample = models.BooleanField(default=False)
    """Written by us for trying out; shown as such."""
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            # two people may accept the same number at the same moment
            models.UniqueConstraint(
                fields=["owner", "canonical_number", "year"],
                condition=models.Q(state="issued"),
                name="plans_plan_number_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[str(s) for s in PlanState]), name="plans_plan_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(report_months__in=[1, 2, 3, 4, 6, 12], cut_off__lte=28),
                name="plans_plan_reporting_periods",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True, ends_on__isnull=True)
                | models.Q(starts_on__isnull=False, ends_on__gte=models.F("starts_on")),
                name="plans_plan_span",
            ),
            models.CheckConstraint(
                condition=~models.Q(number="")
                | models.Q(state__in=["draft", "in_approval", "awaiting_number", "withdrawn", "replaced"]),
                name="plans_plan_issued_has_number",
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="plans_plan_by_title"),  # the list in order of title
            models.Index(fields=["-issued_on", "-id"], name="plans_plan_by_date"),  # the list, newest first
            models.Index(fields=["canonical_number"], name="plans_plan_by_number"),  # "is this plan here already"
            models.Index(fields=["year"], name="plans_plan_by_year"),  # the year filter
        ]

    def __str__(self) -> str:
        return f"{self.number or 'chờ cấp số'} {self.title[:80]}"
