"""Papers of a dossier on their way to signature (trình ký)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.dossiers import Dossier
from motcua.kernel.models import Identified


class DecisionKind(models.TextChoices):
    """What goes on a route for a dossier."""

    RESULT = "result", _("Kết quả giải quyết")
    EXTENSION = "extension", _("Văn bản xin lỗi, hẹn lại ngày trả")


class Decision(Identified):
    """What an officer proposes for a dossier. Its route is the approval of its Ref. Issued, it ends the work, or moves the date."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=DecisionKind)
    step = models.ForeignKey("dossiers.DossierStep", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The step from which it was proposed: to it a return leads back. Null for an apology, which no step makes."""
    negative = models.BooleanField(default=False)
    article = models.CharField(max_length=500, blank=True, default="")
    reason = models.CharField(max_length=2000, blank=True, default="")
    ground = models.CharField(max_length=1000, blank=True, default="")
    until = models.DateTimeField(null=True, blank=True)
    """The new date of an extension."""
    drafted_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    """When it was issued, or taken back."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "kind"], condition=Q(closed_at__isnull=True), name="dossiers_decision_one_open"
            ),
            models.CheckConstraint(condition=Q(kind__in=DecisionKind.values), name="dossiers_decision_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.kind}"
