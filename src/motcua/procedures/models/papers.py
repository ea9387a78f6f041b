"""What was printed of the registry, where it hangs or was handed out, and whether it still says what holds."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified
from motcua.procedures.models.registry import Field, Procedure


class PaperKind(models.TextChoices):
    """Kinds that are set from the registry; values are those of `writing.Kind`."""

    POSTING = "posting", _("Danh mục niêm yết (A4)")
    BOOKLET = "booklet", _("Cuốn hướng dẫn (A5)")
    LEAFLET = "leaflet", _("Tờ rơi (A4)")
    POSTER = "poster", _("Áp phích (A3)")


class PrintedPaper(Identified):
    """A paper set from the registry as it was on `as_of`: of one procedure, or of all that the field and the unit leave."""

    kind = models.CharField(max_length=10, choices=PaperKind)
    title = models.CharField(max_length=500)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    as_of = models.DateField()
    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    total = models.PositiveIntegerField(default=0)
    """Procedures on it."""
    fingerprint = models.CharField(max_length=64, blank=True, default="")
    """Of what it says: another one today means that it is stale."""
    stale_since = models.DateField(null=True, blank=True)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    job = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PaperKind.values), name="procedures_paper_kind"),
            models.CheckConstraint(
                condition=Q(procedure__isnull=True) | Q(field__isnull=True, unit__isnull=True),
                name="procedures_paper_scope",
            ),
        ]
        indexes = [models.Index(fields=["-made_at"], name="procedures_papers_newest")]  # the list

    def __str__(self) -> str:
        return self.title


class RunManner(models.TextChoices):
    """What becomes of the copies. Only those that hang can be stale and are taken down."""

    POSTED = "posted", _("Treo, niêm yết")
    HANDED = "handed", _("Phát cho người dân")


class PrintRun(Identified):
    """Copies of a paper: hung up or handed out at a place from a day on. Taken down or voided, never deleted."""

    paper = models.ForeignKey(PrintedPaper, on_delete=models.PROTECT, related_name="runs")
    manner = models.CharField(max_length=10, choices=RunManner, default=RunManner.POSTED)
    place = models.CharField(max_length=300)
    quantity = models.PositiveIntegerField()
    placed_on = models.DateField()
    removed_on = models.DateField(null=True, blank=True)
    by_name = models.CharField(max_length=200)
    void_reason = models.CharField(max_length=500, blank=True, default="")
    """Why it was recorded by mistake: then it counts nowhere."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(manner__in=RunManner.values), name="procedures_run_manner"),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | Q(removed_on__gte=F("placed_on")), name="procedures_run_range"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="procedures_run_quantity"),
        ]
        indexes = [
            # what hangs now, for the check of stale postings
            models.Index(fields=["paper"], condition=Q(removed_on__isnull=True), name="procedures_runs_open"),
            models.Index(fields=["-placed_on", "-id"], name="procedures_prints_newest"),  # the list of all runs
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.place}"
