"""Steps of the internal workflow as a dossier goes through them, pauses of its clock, what is asked of others."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.dossiers import Dossier
from motcua.dossiers.workflow import StepState
from motcua.kernel.models import Identified


class DossierStep(Identified):
    """A visit of a step. `unit` is where it is done, `action` the right that its holders need there; `officer` whoever has it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="steps")
    sequence = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=1000)
    kind = models.CharField(max_length=40, blank=True, default="")
    """Key of the position, as `procedures.workflow_roles` has it."""
    action = models.CharField(max_length=40)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    agency = models.CharField(max_length=300, blank=True, default="")
    """Another agency without accounts here, which has it."""
    officer = models.ForeignKey(
        "organisations.Officer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, default=StepState.OPEN.value)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    """Of its own; null where the workflow gives it no time."""
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "organisations.Officer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    slack_minutes = models.IntegerField(null=True, blank=True)
    """Working minutes left when it was done; negative: late by so many."""
    note = models.CharField(max_length=2000, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "sequence"], name="dossiers_step_sequence"),
            models.UniqueConstraint(
                fields=["dossier", "key"], condition=Q(state="open"), name="dossiers_step_open_once"
            ),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in StepState]), name="dossiers_step_state"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="dossiers_step_closed_at",
            ),
        ]
        indexes = [
            # what waits for a unit or an officer
            models.Index(fields=["unit", "action", "due_at"], condition=Q(state="open"), name="dossiers_step_waiting"),
            models.Index(fields=["officer", "due_at"], condition=Q(state="open"), name="dossiers_step_of_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.key}"


class PauseKind(models.TextChoices):
    """Why a clock stands still."""

    SUPPLEMENT = "supplement", _("Chờ bổ sung hồ sơ")
    PAYMENT = "payment", _("Chờ thực hiện nghĩa vụ tài chính")


class Pause(Identified):
    """`[began_at, ended_at)` in which the clock of a dossier stands still."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="pauses")
    kind = models.CharField(max_length=12, choices=PauseKind)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(ended_at__isnull=True), name="dossiers_pause_one"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")), name="dossiers_pause_range"
            ),
            models.CheckConstraint(condition=Q(kind__in=PauseKind.values), name="dossiers_pause_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.began_at}"


class SupplementRequest(Identified):
    """What the applicant is asked to add or correct: complete, once; a second needs the head's reason."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="supplement_requests")
    number = models.PositiveSmallIntegerField()
    items = models.JSONField()
    """`[{"component", "reason", "article", "what_to_do"}]`."""
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, related_name="+")
    again_reason = models.CharField(max_length=1000, blank=True, default="")
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="dossiers_supplement_number")]
        indexes = [
            # what waits for applicants, by its date
            models.Index(fields=["due_on"], condition=Q(answered_at__isnull=True), name="dossiers_supplement_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.number}"


class Opinion(Identified):
    """A question to another unit, or to an agency without accounts: its answer is then entered here."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="opinions")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.CharField(max_length=300, blank=True, default="")
    letter = models.CharField(max_length=100, blank=True, default="")
    """Number and date of the letter with which it was sent, where it was."""
    question = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    silence = models.CharField(max_length=300, blank=True, default="")
    """What silence means, in words, with its article."""
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "organisations.Officer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(unit__isnull=False) | ~Q(agency=""), name="dossiers_opinion_of_somebody")
        ]
        indexes = [
            # what a unit is asked
            models.Index(
                fields=["unit", "due_at"], condition=Q(answered_at__isnull=True), name="dossiers_opinion_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.asked_at}"


class Extension(Identified):
    """A new date after an apology signed by the head. The promise stays what it was."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="extensions_given")
    number = models.PositiveSmallIntegerField()
    until = models.DateTimeField()
    reason = models.CharField(max_length=2000)
    ground = models.CharField(max_length=1000, blank=True, default="")
    """Why it is given once more than the rule allows."""
    apologised_at = models.DateTimeField()
    late = models.BooleanField()
    """The apology came later than the rule asks."""
    letter_number = models.CharField(max_length=80)
    signer = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="dossiers_extension_number")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.until}"


class PrintedForm(Identified):
    """A form of the one-stop rules as it was made out for a dossier: what it said then is kept, reprints are counted."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="printed_forms")
    form = models.CharField(max_length=20)
    """Key in the rule `dossiers.forms`: receipt, supplement, refusal, apology, stop."""
    number = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    prints = models.PositiveSmallIntegerField(default=0)
    content = models.TextField()
    """Its facts, sealed: names and numbers stand on it."""

    class Meta:
        indexes = [models.Index(fields=["dossier", "form"], name="dossiers_printed_of")]  # the papers of a dossier

    def __str__(self) -> str:
        return f"{self.form} {self.number}"
