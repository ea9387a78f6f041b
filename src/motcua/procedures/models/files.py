"""Forms, filled samples and guides that people download."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified
from motcua.procedures.models.registry import Procedure


class FileKind(models.TextChoices):
    """What a file is for."""

    FORM = "form", _("Mẫu đơn, tờ khai")
    SAMPLE = "sample", _("Mẫu đã điền")
    GUIDE = "guide", _("Hướng dẫn")


class ProcedureFile(Identified):
    """A file of a procedure in `[valid_from, valid_to)`, for one of its papers where `component` names its code. It belongs to the
    procedure and not to a version: no import touches it. Put in by mistake it is voided with a reason, never deleted."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=FileKind)
    component = models.CharField(max_length=60, blank=True, default="")
    title = models.CharField(max_length=500)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="procedures_file_range"
            ),
            models.CheckConstraint(condition=Q(kind__in=FileKind.values), name="procedures_file_kind"),
        ]
        indexes = [
            models.Index(
                fields=["procedure", "kind"], name="procedures_file_of"
            ),  # the files of a page, and who has samples
        ]

    def __str__(self) -> str:
        return self.title
