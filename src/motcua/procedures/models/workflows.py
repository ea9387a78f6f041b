"""Internal workflows of procedures, and annexes of decisions that are read into them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned
from motcua.procedures.models.registry import Procedure


class WorkflowLevel(models.TextChoices):
    """At which level a workflow is run: units of one level share it."""

    PROVINCE = "province", _("Cấp tỉnh")
    COMMUNE = "commune", _("Cấp xã")
    VERTICAL = "vertical", _("Cơ quan ngành dọc, cơ quan khác")


class WorkflowState(models.TextChoices):
    """A workflow is written, then issued by its decision for good; what was issued by mistake is voided with a reason."""

    DRAFT = "draft", _("Đang soạn")
    ISSUED = "issued", _("Đã ban hành")
    VOIDED = "voided", _("Đã hủy")


class InternalWorkflow(Identified, Versioned):
    """How a procedure is worked on at a level in `[valid_from, valid_to)`. `table` is `workflows.table_as_json`.

    Only drafts change. At most one issued workflow of a procedure, level and case holds on a day: services see to it, a test holds it.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="workflows")
    level = models.CharField(max_length=10, choices=WorkflowLevel)
    case = models.CharField(max_length=300, blank=True, default="")
    """The case of the procedure it is for, as its limits name it; "" for all."""
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=WorkflowState, default=WorkflowState.DRAFT)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    """The end that somebody decided; `valid_to` is also where the next one begins, and moves when that is taken back."""
    decision = models.ForeignKey(
        "documents.LegalDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    table = models.JSONField()
    steps = models.PositiveSmallIntegerField(default=0)
    """How many steps it has, for lists."""
    created_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "level", "case", "number"], name="procedures_workflow_number"),
            models.UniqueConstraint(
                fields=["procedure", "level", "case"],
                condition=Q(state="draft"),
                name="procedures_workflow_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="procedures_workflow_range"
            ),
            models.CheckConstraint(
                condition=~Q(state="issued") | Q(valid_from__isnull=False, decision__isnull=False),
                name="procedures_workflow_issued",
            ),
            models.CheckConstraint(condition=Q(state__in=WorkflowState.values), name="procedures_workflow_state"),
            models.CheckConstraint(condition=Q(level__in=WorkflowLevel.values), name="procedures_workflow_level"),
        ]
        indexes = [
            # the workflow of a day, and which procedures have one
            models.Index(fields=["procedure", "level", "state"], name="procedures_workflow_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.level} {self.number}"


class WorkflowReading(Identified):
    """An annex that was read: the file, the decision it belongs to, the level it is for."""

    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        "documents.LegalDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    level = models.CharField(max_length=10, choices=WorkflowLevel)
    job = models.CharField(max_length=80, blank=True, default="")
    """Uid of the job that reads it."""
    read_at = models.DateTimeField()
    """When it was sent."""
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__in=WorkflowLevel.values), name="procedures_annex_level")
        ]
        indexes = [models.Index(fields=["-read_at"], name="procedures_annex_newest")]  # the list of readings

    def __str__(self) -> str:
        return f"{self.file_id} {self.read_at}"


class FoundState(models.TextChoices):
    """What a person made of a workflow that was read."""

    WAITING = "waiting", _("Chờ xác nhận")
    TAKEN = "taken", _("Đã nhận thành bản soạn")
    REJECTED = "rejected", _("Không nhận")


class FoundWorkflow(Identified):
    """One workflow of an annex as it was read: the paper's own words (`rows`), what was understood, what is doubtful."""

    reading = models.ForeignKey(WorkflowReading, on_delete=models.PROTECT, related_name="found")
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=FoundState, default=FoundState.WAITING)
    heading = models.TextField(blank=True, default="")
    code = models.CharField(max_length=40, blank=True, default="")
    name = models.CharField(max_length=2000, blank=True, default="")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    table = models.JSONField()
    limit = models.JSONField(null=True, blank=True)
    rows = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    made = models.ForeignKey(InternalWorkflow, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reading", "position"], name="procedures_found_position"),
            models.CheckConstraint(condition=Q(state__in=FoundState.values), name="procedures_found_state"),
        ]

    def __str__(self) -> str:
        return f"{self.reading_id} {self.position} {self.name}"


class RolePost(Identified):
    """In a unit, the role `kind` of workflows is the work of a post from a day on: it comes before what rights and kinds of posts say."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    """Key of a position of the rule `procedures.workflow_roles`."""
    post = models.ForeignKey("organisations.Post", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    """The end that somebody decided; `valid_to` is also where the next one begins, and moves when that is taken back."""
    note = models.CharField(max_length=300, blank=True, default="")
    """What it rests on, in words."""
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="procedures_role_post_range"
            ),
            models.UniqueConstraint(
                fields=["unit", "kind"], condition=Q(valid_to__isnull=True), name="procedures_role_post_open_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "kind"], name="procedures_role_post_of_unit")]  # resolution

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.post_id}"
