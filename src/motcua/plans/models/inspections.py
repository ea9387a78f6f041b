"""Inspections: what is looked at, by whom, where, what was found, and what is put right until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned
from motcua.plans.models.work import Occurrence
from motcua.plans.workflow import FindingState, InspectionState


class InspectionKind(models.TextChoices):
    PUBLIC_DUTY = "public_duty", _("Kiểm tra công vụ")
    PROCEDURE_CONTROL = "procedure_control", _("Kiểm tra kiểm soát thủ tục hành chính")
    REFORM = "reform", _("Kiểm tra cải cách hành chính")
    OTHER = "other", _("Kiểm tra khác")


class Checklist(Identified):
    """What a kind of inspection of one agency looks at. A change makes the next number; what was begun keeps the number it began with."""

    owner = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=InspectionKind)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind", "number"], name="plans_checklist_number"),
            models.UniqueConstraint(
                fields=["owner", "kind"], condition=Q(valid_to__isnull=True), name="plans_checklist_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="plans_checklist_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class ChecklistItem(Identified):
    """One thing to look at."""

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=1000)
    basis = models.CharField(max_length=500, blank=True, default="")
    """The rule by which it is judged."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checklist", "position"], name="plans_checklist_item_place")]

    def __str__(self) -> str:
        return self.text[:80]


class Inspection(Identified, Versioned):
    """One inspection. `occurrence` is the time of a plan's task that it carries out; its report is that one's deliverable."""

    owner = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=InspectionKind)
    state = models.CharField(max_length=10, default=InspectionState.PLANNED)
    title = models.CharField(max_length=500)
    sort_key = models.CharField(max_length=300)
    occurrence = models.ForeignKey(
        Occurrence, null=True, blank=True, on_delete=models.PROTECT, related_name="inspections"
    )
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="+")
    decision_number = models.CharField(max_length=100, blank=True, default="")
    decision_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    conclusion = models.TextField(blank=True, default="")
    recommendation = models.TextField(blank=True, default="")
    report_number = models.CharField(max_length=100, blank=True, default="")
    report_on = models.DateField(null=True, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="plans_inspection_range"),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in InspectionState]), name="plans_inspection_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"]) | ~Q(decision_number="") & Q(decision_on__isnull=False),
                name="plans_inspection_begun_has_decision",
            ),
        ]
        indexes = [models.Index(fields=["-starts_on", "-id"], name="plans_inspection_by_date")]  # the list

    def __str__(self) -> str:
        return self.title[:80]


class InspectionMember(models.Model):
    """An officer of the team. `conflict_reason`: why somebody inspects the unit they belong to."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="members")
    officer = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, related_name="+")
    leads = models.BooleanField(default=False)
    conflict_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "officer"], name="plans_inspection_member_once"),
            models.UniqueConstraint(fields=["inspection"], condition=Q(leads=True), name="plans_inspection_one_leader"),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id}: {self.officer_id}"


class InspectedUnit(Identified):
    """A unit that is inspected."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="units")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    visit_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection", "unit"], name="plans_inspected_unit_once")]
        indexes = [models.Index(fields=["unit"], name="plans_inspected_by_unit")]  # "inspections of my unit"

    def __str__(self) -> str:
        return f"{self.inspection_id}: {self.unit_id}"


class Finding(Identified, Versioned):
    """What was found in one unit, on one item of the checklist or beyond it (`item` null).

    `remedy` is what is to be put right until `due_at`.
    """

    class Verdict(models.TextChoices):
        GOOD = "good", _("Đạt")
        FAULT = "fault", _("Chưa đạt")
        NOT_APPLICABLE = "not_applicable", _("Không áp dụng")

    inspected = models.ForeignKey(InspectedUnit, on_delete=models.PROTECT, related_name="findings")
    item = models.ForeignKey(ChecklistItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=14, choices=Verdict)
    text = models.TextField(blank=True, default="")
    evidence = models.CharField(max_length=120, blank=True, default="")
    """Ref of the evidence file."""
    state = models.CharField(max_length=8, default=FindingState.NOTED)
    remedy = models.TextField(blank=True, default="")
    due_at = models.DateTimeField(null=True, blank=True)
    original_due_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    """When the remedy that counts was reported."""
    closed_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.CharField(max_length=80, blank=True, default="")
    recorded_name = models.CharField(max_length=200, blank=True, default="")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspected", "item"], condition=Q(item__isnull=False), name="plans_finding_once_per_item"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in FindingState]), name="plans_finding_known_state"
            ),
            models.CheckConstraint(condition=~Q(verdict="fault") | ~Q(text=""), name="plans_finding_fault_is_told"),
            models.CheckConstraint(
                condition=Q(state="noted") | ~Q(remedy="") & Q(due_at__isnull=False), name="plans_finding_remedy_dated"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=~Q(state__in=["noted", "closed"]), name="plans_finding_open_by_due"
            )
        ]  # what is still to be put right

    def __str__(self) -> str:
        return self.text[:80] or self.verdict


class RemedyReport(Identified):
    """What an inspected unit says it has put right, with its proof, and what the inspectors said to it."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    proof = models.CharField(max_length=120, blank=True, default="")
    """Ref of the proof."""
    reported_by = models.CharField(max_length=80, blank=True, default="")
    reported_name = models.CharField(max_length=200, blank=True, default="")
    reported_at = models.DateTimeField()
    accepted = models.BooleanField(null=True)
    decided_name = models.CharField(max_length=200, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "number"], name="plans_remedy_report_number")]

    def __str__(self) -> str:
        return f"{self.finding_id} #{self.number}"
