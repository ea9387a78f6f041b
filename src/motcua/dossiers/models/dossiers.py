"""Dossiers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.parties import Party
from motcua.dossiers.workflow import DossierState
from motcua.kernel.models import Identified, Versioned


class Channel(models.IntegerChoices):
    """How the applicant filed, by the national codes (kênh thực hiện)."""

    DIRECT = 1, _("Trực tiếp")
    ONLINE = 2, _("Trực tuyến")
    POST = 3, _("Bưu chính công ích")


class Dossier(Identified, Versioned):
    """One dossier. `promised_at` never changes once it is accepted; `due_at` is the promise moved by pauses alone, `effective_due_at` by
    pauses and the extension. Whether it was on time is told by `due_at`.
    """

    code = models.CharField(max_length=100, unique=True)
    """Ours or, where another system gave one, that. No fact is ever read out of it."""
    tail = models.PositiveIntegerField(default=0)
    """The figures with which the code ends: what people type of it."""
    state = models.CharField(max_length=24, default=DossierState.SUBMITTED.value)
    channel = models.PositiveSmallIntegerField(choices=Channel)
    source = models.CharField(max_length=40, default="own")
    """Which system sent it: `own` for our counters and our own online form."""
    external_code = models.CharField(max_length=100, blank=True, default="")
    procedure = models.ForeignKey("procedures.Procedure", on_delete=models.PROTECT, related_name="+")
    procedure_version = models.ForeignKey("procedures.ProcedureVersion", on_delete=models.PROTECT, related_name="+")
    """What it was accepted under (before that: filed under)."""
    case = models.CharField(max_length=300, blank=True, default="")
    workflow = models.ForeignKey(
        "procedures.InternalWorkflow", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Null while it is not accepted, and where the default of `workflow_on` is run."""
    workflow_on = models.DateField(null=True, blank=True)
    """The day whose workflow it runs through."""
    level = models.CharField(max_length=10, blank=True, default="")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Who settles it; null while nobody has said which of several units."""
    intake_unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The counter that took it in and gives the result back."""
    holder = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="held")
    """Chủ hồ sơ: whose matter it is."""
    submitter = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="submitted")
    """Who files for the holder; null: the holder does."""
    submitter_basis = models.CharField(max_length=16, blank=True, default="")
    submitter_scope = models.CharField(max_length=8, blank=True, default="")
    eform = models.ForeignKey("procedures.EForm", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The electronic form that was filled in; null: there is none, or it came on paper."""
    answers = models.TextField(blank=True, default="")
    """What was entered into it, sealed; without a form what another system sent."""
    submitted_at = models.DateTimeField()
    answer_due_at = models.DateTimeField(null=True, blank=True)
    """By when an online filing is answered."""
    entered_at = models.DateTimeField()
    """When it came into the system: later than `received_at` where that was dated back."""
    received_at = models.DateTimeField(null=True, blank=True)
    """Since when the clock runs: it is complete and the competent unit has it."""
    limit_value = models.PositiveIntegerField(null=True, blank=True)
    limit_unit = models.CharField(max_length=12, blank=True, default="")
    counting = models.CharField(max_length=16, blank=True, default="")
    calendar = models.CharField(max_length=80, blank=True, default="")
    """Code of the calendar of its clock, so that a change of the calendar finds it."""
    promised_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    effective_due_at = models.DateTimeField(null=True, blank=True)
    paused_minutes = models.PositiveIntegerField(default=0)
    """Sum of the ended pauses by the clock on the wall, as index 766 subtracts them."""
    limit_at = models.DateTimeField(null=True, blank=True)
    """The promise and the ended pauses by the clock on the wall: index 766 calls on time what ended by then."""
    asked_at = models.DateTimeField(null=True, blank=True)
    """Since when the applicant is asked for a supplement that has not come; null: is not asked."""
    extensions = models.PositiveSmallIntegerField(default=0)
    supplements = models.PositiveSmallIntegerField(default=0)
    """How often a supplement was asked for."""
    ended_at = models.DateTimeField(null=True, blank=True)
    """When its clock ended: processed, or refused, withdrawn, stopped."""
    returned_at = models.DateTimeField(null=True, blank=True)
    negative = models.BooleanField(default=False)
    """The answer is a refusal after appraisal."""
    collected_by = models.CharField(max_length=16, blank=True, default="")
    receipt_token = models.CharField(max_length=40, unique=True)
    """In the QR code of the receipt."""
    receipt_code = models.CharField(max_length=12)
    """Printed on the receipt for people without a telephone."""
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=500, blank=True, default="")
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in DossierState]), name="dossiers_dossier_known_state"
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="dossiers_dossier_channel"),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(intake_unit__isnull=False), name="dossiers_dossier_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["submitted", "refused", "withdrawn", "supplement_requested"])
                | Q(received_at__isnull=False, promised_at__isnull=False, unit__isnull=False),
                name="dossiers_dossier_accepted_has_promise",
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(promised_at__gte=F("received_at")),
                name="dossiers_dossier_promise_after_receipt",
            ),
            models.UniqueConstraint(
                fields=["source", "external_code"],
                condition=~Q(external_code=""),
                name="dossiers_dossier_external_once",
            ),
        ]
        indexes = [
            # the officers' list: what a unit has, by due date
            models.Index(fields=["unit", "state", "effective_due_at", "id"], name="dossiers_unit_due"),
            models.Index(fields=["intake_unit", "state", "effective_due_at", "id"], name="dossiers_intake_due"),
            # lists by day of receipt, figures of a period
            models.Index(fields=["unit", "received_at"], name="dossiers_unit_received"),
            models.Index(fields=["-submitted_at", "-id"], name="dossiers_newest"),
            models.Index(fields=["tail"], name="dossiers_code_tail"),  # the one box
            models.Index(fields=["procedure", "received_at"], name="dossiers_procedure_received"),
            # figures of a period: what was received, what ended
            models.Index(fields=["received_at", "unit"], name="dossiers_received"),
            models.Index(fields=["ended_at", "unit"], name="dossiers_ended"),
        ]

    def __str__(self) -> str:
        return self.code


class CodeCounter(models.Model):
    """The last running number given under a prefix: advanced by a guarded update in the transaction that keeps the dossier."""

    prefix = models.CharField(max_length=80, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.prefix}{self.last}"


class Participant(models.Model):
    """A unit that has to do with a dossier beside the one that settles it: took it in, has or had a step, was asked."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="participants")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "dossier"], name="dossiers_participant_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.unit_id}"


class GivenComponent(Identified):
    """A paper of the dossier as it was handed in. Its files are the stored files that belong to it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="components")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=2000)
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    added = models.BooleanField(default=False)
    """Came with a supplement."""
    waived = models.CharField(max_length=500, blank=True, default="")
    """Why it may be missing although it is required."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "code"], name="dossiers_component_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.code}"
