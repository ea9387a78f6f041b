"""Who does whose work while they are away."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from motcua.kernel import clock
from motcua.kernel.models import Identified, Versioned
from motcua.organisations.models.posts import Founded


class Delegation(Identified, Versioned, Founded):
    """During `[starts_at, ends_at)` the receiver does the giver's work and gets their notices. It is never the right to sign."""

    giver = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, related_name="given_delegations")
    receiver = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, related_name="received_delegations")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    planned_end = models.DateTimeField()
    """When it was to end; `ends_at` is earlier where it was ended early."""
    reason = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")) & Q(planned_end__gt=F("starts_at")),
                name="organisations_delegation_range",
            ),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="organisations_delegation_to_another"),
        ]
        indexes = [
            # every question of rights: who stands in for whom now
            models.Index(fields=["receiver", "ends_at"], name="organisations_delegation_to"),
            models.Index(fields=["giver", "ends_at"], name="organisations_delegation_from"),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.receiver_id}"
