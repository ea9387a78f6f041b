"""What the public pages are told: how often one is opened, whether it is right, whether the national page it leads to is there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified
from motcua.procedures.models.registry import Procedure, ProcedureVersion


class PageViews(models.Model):
    """How often the page of a procedure was opened on a day. Nothing of who opened it is kept."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["procedure", "on"], name="procedures_views_once")]
        indexes = [models.Index(fields=["on"], name="procedures_views_day")]  # what is too old to keep

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.on} {self.times}"


class PageRemark(Identified):
    """Somebody's answer to "is this page right?". Anonymous; `text` is what they typed, so it is shown to officers only."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="remarks")
    read_version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    helpful = models.BooleanField()
    text = models.CharField(max_length=1000, blank=True, default="")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=200, blank=True, default="")
    answer = models.CharField(max_length=1000, blank=True, default="")
    """What was done about it, for the trail."""

    class Meta:
        indexes = [
            # the officers' list of what waits, oldest first
            models.Index(
                fields=["at", "id"],
                condition=models.Q(settled_at__isnull=True, helpful=False),
                name="procedures_remarks_open",
            ),
            models.Index(fields=["procedure", "helpful"], name="procedures_remarks_of"),  # shares of a procedure
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.helpful}"


class LinkState(models.TextChoices):
    """What was found where a page leads to. Unknown: nobody could look, which says nothing about the page."""

    THERE = "there", _("Có trang")
    DEAD = "dead", _("Trang không còn")
    UNKNOWN = "unknown", _("Chưa kiểm tra được")


class NationalLink(models.Model):
    """The procedure's own page on the national portal, as last looked at."""

    procedure = models.OneToOneField(Procedure, on_delete=models.PROTECT, related_name="national_link")
    url = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=LinkState, default=LinkState.UNKNOWN)
    looked_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=100, blank=True, default="")
    """The status or the fault, for the list of dead links."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=LinkState.values), name="procedures_link_state")
        ]
        indexes = [models.Index(fields=["looked_at"], name="procedures_link_oldest")]  # whom to look at next

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.state}"
