"""Frozen figures. Written once, never changed: a correction is a new observation that names the old one and the reason."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.indicators import Kind
from motcua.kernel.models import Identified


class Closing(Identified):
    """Somebody froze a period. One moment, `as_of`, holds for all its indicators, also when the work goes on after an interruption."""

    period = models.CharField(max_length=12)
    as_of = models.DateTimeField()
    closed_by = models.CharField(max_length=80, blank=True, default="")
    closed_by_name = models.CharField(max_length=200)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # two who close one period at once work on the same closing
            models.UniqueConstraint(
                fields=["period"], condition=Q(finished_at__isnull=True), name="indicators_one_open_closing"
            ),
        ]
        indexes = [models.Index(fields=["-id"], name="indicators_closing_recent")]  # the list of closings

    def __str__(self) -> str:
        return f"{self.period} {self.as_of:%Y-%m-%d %H:%M}"


class ClosedIndicator(models.Model):
    """One indicator is frozen for one window: all units' observations stand. `hash` is over theirs, in the order of their keys."""

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="indicators")
    key = models.CharField(max_length=100)
    window_start = models.DateField()
    window_end = models.DateField()
    observations = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "window_start", "window_end"], name="indicators_closed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.window_start:%Y-%m-%d}/{self.window_end:%Y-%m-%d}"


class FrozenRows(models.Model):
    """The rows behind observations, stored once for all that have the same: `content` is compressed (`rules.frozen`)."""

    digest = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.digest[:12]


class Observation(Identified):
    """A figure of one unit (None: the whole province) in one window, as known at `as_of`, with the definition it was counted by.

    `hash` covers everything here, the digest of the rows, and the observation before it of the same indicator and unit.
    """

    key = models.CharField(max_length=100)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit_code = models.CharField(max_length=80, blank=True, default="")
    """As it was; part of what the hash covers, where internal keys would mean nothing."""
    period = models.CharField(max_length=12)
    window_start = models.DateField()
    window_end = models.DateField()
    kind = models.CharField(max_length=6, choices=[(kind.value, kind.value) for kind in Kind])
    numerator = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    as_of = models.DateTimeField()
    closed_at = models.DateTimeField()
    closed_by = models.CharField(max_length=80, blank=True, default="")
    closed_by_name = models.CharField(max_length=200)
    definition = models.PositiveIntegerField()
    """Version of the indicator's definition."""
    query = models.TextField()
    """The definition in words, as it was."""
    rows = models.ForeignKey(FrozenRows, on_delete=models.PROTECT, related_name="observations")
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    reason = models.CharField(max_length=500, blank=True, default="")
    sequence = models.PositiveIntegerField()
    previous_hash = models.CharField(max_length=64, blank=True, default="")
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        # Unique constraints in pairs: on either database two nulls differ, and None is the province.
        constraints = [
            models.UniqueConstraint(
                fields=["key", "unit", "window_start", "window_end"],
                condition=Q(corrects__isnull=True, unit__isnull=False),
                name="indicators_observed_once",
            ),
            models.UniqueConstraint(
                fields=["key", "window_start", "window_end"],
                condition=Q(corrects__isnull=True, unit__isnull=True),
                name="indicators_observed_once_whole",
            ),
            models.UniqueConstraint(
                fields=["key", "unit", "sequence"], condition=Q(unit__isnull=False), name="indicators_chain"
            ),
            models.UniqueConstraint(
                fields=["key", "sequence"], condition=Q(unit__isnull=True), name="indicators_chain_whole"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, reason="") | (Q(corrects__isnull=False) & ~Q(reason="")),
                name="indicators_correction_has_reason",
                violation_error_message=_("Số đính chính phải ghi lý do."),
            ),
            models.CheckConstraint(condition=Q(window_end__gte=F("window_start")), name="indicators_window_range"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in Kind]), name="indicators_observation_kind"),
        ]
        indexes = [
            # the figures of a period over units: boards, comparisons, verification
            models.Index(fields=["key", "window_start", "window_end"], name="indicators_of_window"),
            # the history of a unit's figure, the latest first
            models.Index(fields=["key", "unit", "-window_end"], name="indicators_history"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.unit_code or '*'} {self.period}"
