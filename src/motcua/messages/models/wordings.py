"""An installation's own wording of a template: drafted by one person, approved by another. The shipped texts stand in the code."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.kernel.models import Identified, Versioned
from motcua.messages.rules.declarations import Texts
from motcua.messages.rules.short import LONGEST_SMS_WORDING, LONGEST_TEMPLATE_ID, Short
from motcua.messages.workflow import WordingState


class Wording(Identified, Versioned):
    """One version. The approved one of a template is sent; without one, the shipped texts are."""

    template = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=WordingState.DRAFT.value)
    subject_vi = models.CharField(max_length=200)
    body_vi = models.TextField()
    subject_en = models.CharField(max_length=200)
    body_en = models.TextField()
    sms_vi = models.CharField(max_length=LONGEST_SMS_WORDING, blank=True, default="")
    sms_en = models.CharField(max_length=LONGEST_SMS_WORDING, blank=True, default="")
    sms_marks = models.BooleanField(default=True)
    zns_template_vi = models.CharField(max_length=LONGEST_TEMPLATE_ID, blank=True, default="")
    zns_vi = models.TextField(blank=True, default="")
    zns_template_en = models.CharField(max_length=LONGEST_TEMPLATE_ID, blank=True, default="")
    zns_en = models.TextField(blank=True, default="")
    zns_parameters = models.TextField(blank=True, default="")
    note = models.CharField(max_length=500, blank=True, default="")
    shipped_hash = models.CharField(max_length=64)
    """Of the shipped texts when it was drafted, to tell when an upgrade has changed them."""
    drafted_by = models.CharField(max_length=80)
    drafted_by_name = models.CharField(max_length=200)
    drafted_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True, default="")
    decided_by_name = models.CharField(max_length=200, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="messaging_wording_number"),
            models.UniqueConstraint(
                fields=["template"], condition=Q(state="approved"), name="messaging_wording_one_approved"
            ),
            models.UniqueConstraint(
                fields=["template"], condition=Q(state="draft"), name="messaging_wording_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in WordingState]), name="messaging_wording_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} #{self.number}: {self.state}"

    @property
    def texts(self) -> Texts:
        return Texts(self.subject_vi, self.body_vi, self.subject_en, self.body_en, self.short)

    @property
    def short(self) -> Short:
        return Short(
            self.sms_vi,
            self.sms_en,
            self.sms_marks,
            self.zns_template_vi,
            self.zns_vi,
            self.zns_template_en,
            self.zns_en,
            self.zns_parameters,
        )
