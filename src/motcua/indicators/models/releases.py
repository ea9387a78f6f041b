"""What a leader lets the public see. Nothing is public without a row here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified


class Release(Identified):
    """A leader released an indicator of a unit (None: of the whole province). Ended, never deleted."""

    class Mode(models.TextChoices):
        LIVE = "live", _("Số liệu hiện tại")
        FROZEN = "frozen", _("Chỉ số liệu đã chốt")

    key = models.CharField(max_length=100)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    mode = models.CharField(max_length=6, choices=Mode, default=Mode.FROZEN)
    released_at = models.DateTimeField()
    released_by = models.CharField(max_length=80)
    released_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True, default="")
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "unit"],
                condition=Q(ended_at__isnull=True, unit__isnull=False),
                name="indicators_released_once",
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(ended_at__isnull=True, unit__isnull=True),
                name="indicators_released_once_whole",
            ),
            models.CheckConstraint(condition=Q(mode__in=["live", "frozen"]), name="indicators_release_mode"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.mode}"
