"""Where a procedure is performed, and what the province adds to its national content."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified
from motcua.procedures.models.registry import Procedure


class LocalKind(models.TextChoices):
    """What a province may settle of its own."""

    LIMIT = "limit", _("Thời hạn rút ngắn")
    FEE = "fee", _("Phí, lệ phí theo nghị quyết")
    PLACE = "place", _("Nơi tiếp nhận")
    DELEGATED = "delegated", _("Cơ quan được ủy quyền, phân cấp")
    NOTE = "note", _("Hướng dẫn của địa phương")


class LocalEntry(Identified):
    """One entry of the local layer with its decision and dates. No import touches it; voided with a reason, never deleted."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="local_entries")
    kind = models.CharField(max_length=10, choices=LocalKind)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Where it holds; null: at every unit of the province."""
    value = models.JSONField()
    """A `Limit`, a `Fee`, or `{"text": …}`, as `content.local` reads it."""
    decision = models.ForeignKey(
        "documents.LegalDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="procedures_local_range"
            ),
            models.CheckConstraint(condition=Q(kind__in=LocalKind.values), name="procedures_local_kind"),
        ]
        indexes = [models.Index(fields=["procedure", "kind"], name="procedures_local_of")]  # the layer of a page

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.kind}"


class AssignmentRole(models.TextChoices):
    """What a unit does for a procedure."""

    COMPETENT = "competent", _("Có thẩm quyền")
    PERFORMING = "performing", _("Trực tiếp giải quyết")
    RECEIVING = "receiving", _("Tiếp nhận, trả kết quả")
    COORDINATING = "coordinating", _("Phối hợp")


class Assignment(Identified):
    """A procedure is performed by a unit, taken in at a counter, from a day on, by a decision."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=AssignmentRole, default=AssignmentRole.PERFORMING)
    counter = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(
        "documents.LegalDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    transfer = models.ForeignKey(
        "procedures.CompetenceTransfer", on_delete=models.PROTECT, null=True, blank=True, related_name="made"
    )
    """The transfer of competence that made it."""
    ended_by = models.ForeignKey(
        "procedures.CompetenceTransfer", on_delete=models.PROTECT, null=True, blank=True, related_name="ended"
    )
    """The transfer of competence that ended it."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="procedures_assignment_range"
            ),
            models.CheckConstraint(condition=Q(role__in=AssignmentRole.values), name="procedures_assignment_role"),
            models.UniqueConstraint(
                fields=["procedure", "unit", "role"],
                condition=Q(valid_to__isnull=True),
                name="procedures_assignment_open_once",
            ),
        ]
        # a province has a million of these: the indexes hold all that the questions ask
        indexes = [
            # the list of a unit, the matrix of units
            models.Index(
                fields=["unit", "role", "valid_from", "valid_to", "counter"], name="procedures_assignment_held"
            ),
            # the units of a procedure, procedures that nobody holds in a role
            models.Index(fields=["procedure", "role", "valid_from", "valid_to"], name="procedures_assignment_of"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.unit_id} {self.role}"


class CompetenceTransfer(Identified):
    """Competence over many procedures went from one unit to others on a day, as one operation that can be taken back as one.

    Assignments that it ended and made point here. Taken back, those it ended run on and those it made, which nobody had used yet, are
    gone: `taken_back` keeps what they were.
    """

    from_unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    roles = models.JSONField()
    on = models.DateField()
    decision = models.ForeignKey(
        "documents.LegalDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    carried_out_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    counts = models.JSONField(default=dict)
    reversed_at = models.DateTimeField(null=True, blank=True)
    reversed_by = models.CharField(max_length=200, blank=True, default="")
    reverse_reason = models.CharField(max_length=500, blank=True, default="")
    taken_back = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["-on", "-id"], name="procedures_transfer_newest")]  # the list of transfers

    def __str__(self) -> str:
        return f"{self.from_unit_id} {self.on}"
