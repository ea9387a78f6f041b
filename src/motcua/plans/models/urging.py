"""Đôn đốc: the letter that urges units about late work, each work that it names, and what the unit answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned
from motcua.plans.models.work import Occurrence
from motcua.plans.workflow import LetterState


class UrgingLetter(Identified, Versioned):
    """One letter to the units that are late. It says what was late when it was drafted; sent when it has its number."""

    owner = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    """The body that signs; it owns all the tasks that the letter names."""
    state = models.CharField(max_length=12, default=LetterState.DRAFT.value)
    title = models.CharField(max_length=1000)
    sort_key = models.CharField(max_length=300)
    words = models.TextField(blank=True, default="")
    """What the drafter adds to the letter's own text."""
    answer_by = models.DateField()
    signer = models.ForeignKey(
        "organisations.Officer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Whose name and capacity the draft carries."""
    number = models.CharField(max_length=100, blank=True, default="")
    issued_on = models.DateField(null=True, blank=True)
    signer_name = models.CharField(max_length=200, blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)
    drafted_by = models.CharField(max_length=80, blank=True, default="")
    drafted_name = models.CharField(max_length=200, blank=True, default="")
    return_note = models.TextField(blank=True, default="")
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in LetterState]), name="plans_letter_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(issued_on__isnull=False, sent_at__isnull=False) & ~Q(number=""),
                name="plans_letter_sent_is_numbered",
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="plans_letter_by_date")]  # the list of letters

    def __str__(self) -> str:
        return self.number or self.title[:80]


class UrgedWork(Identified, Versioned):
    """A line of a letter's annex: one late occurrence as it stood then, and the unit's answer (the last one; all are in the trail)."""

    class Answer(models.TextChoices):
        PROMISE = "promise", _("Hẹn ngày hoàn thành")
        DIFFICULTY = "difficulty", _("Khó khăn, vướng mắc")
        OTHER = "other", _("Giải trình")

    letter = models.ForeignKey(UrgingLetter, on_delete=models.PROTECT, related_name="lines")
    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="urged")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    days_late = models.PositiveIntegerField()
    leader_name = models.CharField(max_length=300, blank=True, default="")
    """The leader in charge of the unit when the letter was drafted."""
    answer = models.CharField(max_length=10, choices=Answer, blank=True, default="")
    text = models.TextField(blank=True, default="")
    promised_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")
    answered_name = models.CharField(max_length=200, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "occurrence"], name="plans_urged_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answer="promise", promised_on__isnull=False, answered_at__isnull=False)
                | Q(answer__in=["difficulty", "other"], promised_on__isnull=True, answered_at__isnull=False)
                & ~Q(text=""),
                name="plans_urged_answer",
            ),
        ]
        indexes = [models.Index(fields=["unit", "letter"], name="plans_urged_of_unit")]  # who may read a letter

    def __str__(self) -> str:
        return f"{self.letter_id} {self.occurrence_id}"
