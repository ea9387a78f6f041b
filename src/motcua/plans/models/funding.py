"""Money for a plan and its tasks: what is estimated, from which source, what was spent, what is settled (quyết toán)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from motcua.kernel.models import Identified, Versioned
from motcua.plans.models.contents import Task
from motcua.plans.models.plans import Plan
from motcua.plans.workflow import FundingState


class FundingLine(Identified, Versioned):
    """One line of an estimate: so many đồng of one year from one source, which one unit spends, for a plan or one of its tasks.

    Amounts are whole đồng. `source` is the code of the rule `plans.funding_sources`, `source_name` what it was called when it was entered.
    """

    owner = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    """Who answers for the plan or the task, and settles."""
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    """Who spends."""
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="funding")
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="funding")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=40)
    source_name = models.CharField(max_length=200)
    content = models.CharField(max_length=500)
    sort_key = models.CharField(max_length=300)
    estimate = models.BigIntegerField()
    spent = models.BigIntegerField(default=0)
    """Sum of the entries that stand; kept by the services together with them, so that the estimate is never overdrawn."""
    state = models.CharField(max_length=10, default=FundingState.OPEN)
    settled = models.BigIntegerField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_by_document = models.CharField(max_length=200, blank=True, default="")
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(plan__isnull=False) | Q(task__isnull=False), name="plans_funding_of_something"
            ),
            models.CheckConstraint(condition=Q(estimate__gt=0), name="plans_funding_estimate"),
            models.CheckConstraint(
                condition=Q(spent__gte=0, spent__lte=F("estimate")), name="plans_funding_within_estimate"
            ),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="plans_funding_year"),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in FundingState]), name="plans_funding_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state="settled", settled__isnull=False, settled__lte=F("spent"), settled_on__isnull=False)
                | ~Q(state="settled") & Q(settled__isnull=True),
                name="plans_funding_settled_fully",
            ),
        ]
        indexes = [
            models.Index(fields=["-year", "sort_key"], name="plans_funding_by_year"),  # the list and totals by year
            models.Index(fields=["unit", "year"], name="plans_funding_of_unit"),  # totals by unit
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.content[:80]}"


class Spending(Identified):
    """One payment of a line. An entry made in error is voided with its reason, never removed."""

    line = models.ForeignKey(FundingLine, on_delete=models.PROTECT, related_name="spendings")
    spent_on = models.DateField()
    amount = models.BigIntegerField()
    document = models.CharField(max_length=200)
    """Number of the voucher, contract or decision."""
    note = models.TextField(blank=True, default="")
    entered_by = models.CharField(max_length=80, blank=True, default="")
    entered_name = models.CharField(max_length=200, blank=True, default="")
    entered_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="plans_spending_amount"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""), name="plans_spending_void_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["-spent_on", "-id"], name="plans_spending_by_date")]  # the list, newest first

    def __str__(self) -> str:
        return f"{self.spent_on} {self.amount}"
