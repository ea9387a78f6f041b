"""Working calendars: sessions of the week and dated exceptions, each with the decision it comes from."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned

COUNTRY = "vn"
"""Code of the one calendar without unit: that of the whole country, at the top of every chain."""


class Calendar(Identified, Versioned):
    """A calendar of a unit, or (`COUNTRY`) the one for all. What it does not say, the calendar above it says."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    unit = models.OneToOneField(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="calendar"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(code=COUNTRY), name="organisations_calendar_of_unit_or_country"
            )
        ]

    def __str__(self) -> str:
        return self.code


class CalendarWeek(models.Model):
    """Working sessions by weekday during `[valid_from, valid_to)`. A calendar without weeks takes those of the calendar above."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="weeks")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    sessions = models.JSONField()
    """`{"0": [["07:30", "11:30"], ["13:00", "17:00"]], …}`; 0 is Monday; a weekday left out is a day of rest."""
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calendar", "valid_from"], name="organisations_week_start"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="organisations_week_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.valid_from}"


class CalendarDay(models.Model):
    """A date that differs from its weekday, and why. `ORDINARY` takes back what the calendar above says of the date."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Nghỉ lễ, tết")
        COMPENSATION = "compensation", _("Nghỉ bù")
        SWAP_OFF = "swap_off", _("Nghỉ hoán đổi")
        SWAP_WORK = "swap_work", _("Làm bù")
        LOCAL_CLOSURE = "local_closure", _("Nghỉ tại đơn vị")
        ORDINARY = "ordinary", _("Ngày thường")

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="days")
    date = models.DateField()
    kind = models.CharField(max_length=13, choices=Kind)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True, default="")
    source = models.CharField(max_length=300)
    """The decision or notice it rests on."""
    pair = models.DateField(null=True, blank=True)
    """The other date of a swap, or the rest day that a compensation makes up for."""
    sessions = models.JSONField(null=True, blank=True)
    """Own sessions of a worked day, `[["07:30", "11:30"]]`; null: those of a Friday."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calendar", "date"], name="organisations_calendar_day_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["holiday", "compensation", "swap_off", "swap_work", "local_closure", "ordinary"]),
                name="organisations_calendar_day_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}"
