"""What people come for, where the province words or orders it otherwise than the product does (`data/life_events.yaml`)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned
from motcua.procedures.models.registry import Procedure


class LifeAudience(models.TextChoices):
    """Under which door of the first page it stands."""

    PEOPLE = "people", _("Cho tôi và gia đình")
    BUSINESS = "business", _("Cho cơ sở, doanh nghiệp của tôi")


class LifeEvent(Identified, Versioned):
    """A life event of the province's own, or its change of one that ships with the product, by the key in its address."""

    key = models.CharField(max_length=60, unique=True)
    audience = models.CharField(max_length=10, choices=LifeAudience)
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True, default="")
    icon = models.CharField(max_length=20)
    intro = models.CharField(max_length=500, blank=True, default="")
    phrases = models.JSONField(default=list)
    """What is searched for: shown as ways on, and in the place of procedures while none are named."""
    position = models.PositiveSmallIntegerField()
    active = models.BooleanField(default=True)
    """False takes it off the pages."""
    changed_at = models.DateTimeField()
    by_name = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=LifeAudience.values), name="procedures_life_audience")
        ]

    def __str__(self) -> str:
        return self.title


class LifeEventEntry(models.Model):
    """A procedure that one needs for it, in its place, with what is said beside it."""

    event = models.ForeignKey(LifeEvent, on_delete=models.CASCADE, related_name="entries")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "procedure"], name="procedures_life_entry_once")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.procedure_id}"
