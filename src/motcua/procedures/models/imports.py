"""Runs of imports and what they could not take as it was."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, LargeJSON
from motcua.procedures.models.registry import Procedure, ProcedureVersion


class RowState(models.TextChoices):
    """What became of a row. Rows that changed nothing are only counted."""

    NEW = "new", _("Thủ tục mới")
    CHANGED = "changed", _("Phiên bản mới")
    PROPOSED = "proposed", _("Chờ quyết định")
    SET_ASIDE = "set_aside", _("Để riêng")
    ACCEPTED = "accepted", _("Đã nhận")
    REJECTED = "rejected", _("Không nhận")


class RunMode(models.TextChoices):
    """An import writes; a comparison writes nothing but its own rows, until a person accepts one."""

    IMPORT = "import", _("Nhập")
    COMPARE = "compare", _("Đối chiếu")


class ImportRun(Identified):
    """One import or comparison of a file: counts, and by whom."""

    mode = models.CharField(max_length=10, choices=RunMode, default=RunMode.IMPORT)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    job = models.CharField(max_length=80, blank=True, default="")
    """Ref of the job that reads it, where a person started it on the desk."""
    source = models.CharField(max_length=20)
    file_name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    valid_from = models.DateField(null=True, blank=True)
    """Since when its contents are in force; null: since the day it began."""
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    strange = models.JSONField(default=dict)
    """Fields of the file that nothing was read from, since its shape does not have them: rows that have each."""
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
    parts = models.JSONField(default=list)
    """Parts that differ from what was in force."""
    taken = models.JSONField(default=list)
    """Of those the parts that a person accepted."""
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True, default="")
    note = models.CharField(max_length=500, blank=True, default="")
    raw = LargeJSON(null=True, blank=True)
    against = models.CharField(max_length=64, blank=True, default="")
    """Fingerprint of the version that the row was compared with; "" where there was none."""
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
