"""Runs of imports and what they could not take as it was."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified
from motcua.procedures.models.registry import Procedure, ProcedureVersion


class RowState(models.TextChoices):
    """What became of a row. Rows that changed nothing are only counted."""

    NEW = "new", _("Thủ tục mới")
    CHANGED = "changed", _("Phiên bản mới")
    SET_ASIDE = "set_aside", _("Để riêng")
    ACCEPTED = "accepted", _("Đã nhận")
    REJECTED = "rejected", _("Không nhận")


class ImportRun(Identified):
    """One import of a file: counts, and by whom."""

    source = models.CharField(max_length=20)
    file_name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    by_name = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["-started_at"], name="procedures_runs_newest")]  # the list of runs

    def __str__(self) -> str:
        return f"{self.source} {self.started_at}"


class ImportRow(Identified):
    """One row of a run: what it lacks, what looks wrong; the row itself where it was set aside, so that nothing is lost."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField()
    code = models.CharField(max_length=40, blank=True, default="")
    name = models.CharField(max_length=2000, blank=True, default="")
    state = models.CharField(max_length=10, choices=RowState)
    reason = models.CharField(max_length=1000, blank=True, default="")
    lacks = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    raw = models.JSONField(null=True, blank=True)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "line"], name="procedures_import_line"),
            models.CheckConstraint(condition=models.Q(state__in=RowState.values), name="procedures_import_state"),
        ]
        indexes = [models.Index(fields=["run", "state", "line"], name="procedures_import_states")]  # a run's lists

    def __str__(self) -> str:
        return f"{self.run_id} {self.line} {self.code}"
