"""Acts over very many procedures at once, line by line: what was asked, how far it is, what was done and what was set aside."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified
from motcua.procedures.models.places import CompetenceTransfer
from motcua.procedures.models.registry import Procedure


class BulkKind(models.TextChoices):
    ASSIGN = "assign", _("Giao đơn vị thực hiện")
    FLAG = "flag", _("Đánh dấu")
    LEVEL = "level", _("Xác định mức độ trực tuyến")
    TRANSFER = "transfer", _("Chuyển thẩm quyền")
    REVERSAL = "reversal", _("Hoàn lại việc chuyển thẩm quyền")


class BulkState(models.TextChoices):
    """A line waits until its procedure was dealt with, whole or not at all."""

    WAITING = "waiting", _("Chưa làm")
    DONE = "done", _("Đã làm")
    UNCHANGED = "unchanged", _("Có từ trước")
    ASIDE = "aside", _("Để riêng")


class BulkAct(Identified):
    """One act over many procedures, by one person. `facts` are plain values, with the uids of units and documents."""

    kind = models.CharField(max_length=10, choices=BulkKind)
    facts = models.JSONField(default=dict)
    transfer = models.ForeignKey(
        CompetenceTransfer, on_delete=models.PROTECT, null=True, blank=True, related_name="acts"
    )
    """The transfer that it carries out or takes back."""
    job = models.CharField(max_length=80, blank=True, default="")
    """Uid of the job that does it; empty where it was done at once."""
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BulkKind.values), name="procedures_bulk_kind"),
        ]
        indexes = [models.Index(fields=["-started_at", "-id"], name="procedures_bulk_newest")]  # the list of acts

    def __str__(self) -> str:
        return f"{self.kind} {self.started_at}"


class BulkLine(Identified):
    """What became of one procedure: how many rows were made, how many were there before, or why it was set aside."""

    act = models.ForeignKey(BulkAct, on_delete=models.PROTECT, related_name="lines")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=BulkState, default=BulkState.WAITING)
    made = models.PositiveIntegerField(default=0)
    there = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "procedure"], name="procedures_bulk_once"),
            models.CheckConstraint(condition=Q(state__in=BulkState.values), name="procedures_bulk_state"),
        ]
        indexes = [models.Index(fields=["act", "state", "id"], name="procedures_bulk_states")]  # what waits, lists

    def __str__(self) -> str:
        return f"{self.act_id} {self.procedure_id} {self.state}"
