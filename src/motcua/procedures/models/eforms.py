"""Electronic forms of procedures: what an applicant is asked, as data, with its days."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned
from motcua.procedures.models.registry import Procedure


class EFormState(models.TextChoices):
    """A form is written, then issued for good; what was issued by mistake is voided with a reason."""

    DRAFT = "draft", _("Đang soạn")
    ISSUED = "issued", _("Đã ban hành")
    VOIDED = "voided", _("Đã hủy")


class EForm(Identified, Versioned):
    """What a procedure asks in `[valid_from, valid_to)`. `content` is `eforms.form_as_json`.

    Only drafts change. At most one issued form of a procedure and case holds on a day: services see to it, a test holds it.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="eforms")
    case = models.CharField(max_length=300, blank=True, default="")
    """The case of the procedure it is for, as its limits name it; "" for all."""
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=EFormState, default=EFormState.DRAFT)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    """The end that somebody decided; `valid_to` is also where the next one begins, and moves when that is taken back."""
    content = models.JSONField()
    fields = models.PositiveSmallIntegerField(default=0)
    """How many it has, for lists."""
    created_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "case", "number"], name="procedures_eform_number"),
            models.UniqueConstraint(
                fields=["procedure", "case"], condition=Q(state="draft"), name="procedures_eform_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="procedures_eform_range"
            ),
            models.CheckConstraint(
                condition=~Q(state="issued") | Q(valid_from__isnull=False), name="procedures_eform_issued"
            ),
            models.CheckConstraint(condition=Q(state__in=EFormState.values), name="procedures_eform_state"),
        ]
        indexes = [
            # the form of a day
            models.Index(fields=["procedure", "state"], name="procedures_eform_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.case} {self.number}"
