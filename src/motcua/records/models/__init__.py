"""Electronic results of procedures."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from motcua.kernel.models import Identified, Versioned


class Result(Identified, Versioned):
    """The answer to a dossier: what was granted or refused, by which paper. Never changed; what was issued wrongly is voided."""

    subject = models.CharField(max_length=80, unique=True)
    """Ref of the dossier."""
    procedure = models.ForeignKey("procedures.Procedure", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    """The agency that issued it."""
    title = models.CharField(max_length=1000)
    code = models.CharField(max_length=60, blank=True, default="")
    """Of the kind of result, as the procedure has it."""
    number = models.CharField(max_length=80)
    issued_on = models.DateField()
    signer = models.CharField(max_length=200)
    signer_post = models.CharField(max_length=200, blank=True, default="")
    capacity = models.CharField(max_length=10, blank=True, default="")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Null only of what was taken over whole from an earlier system: its paper stayed there."""
    negative = models.BooleanField(default=False)
    article = models.CharField(max_length=500, blank=True, default="")
    """On what a negative answer rests."""
    valid_to = models.DateField(null=True, blank=True)
    approval = models.CharField(max_length=80, blank=True, default="")
    """Ref of the route on which it was signed; empty: signed on paper beside it."""
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(number="") & ~Q(signer=""), name="records_result_signed"),
            models.CheckConstraint(condition=Q(negative=False) | ~Q(article=""), name="records_result_negative_ground"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("issued_on")), name="records_result_range"
            ),
        ]
        indexes = [models.Index(fields=["unit", "-issued_on"], name="records_result_of_unit")]  # lists of an agency

    def __str__(self) -> str:
        return self.number
