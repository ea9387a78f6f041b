"""Overrides of shipped rules: dated, with their article and reason. They win over the shipped default and survive upgrades."""

from __future__ import annotations

from django.db import models

from motcua.kernel.models.bases import Identified, Versioned


class RuleOverride(Identified, Versioned):
    """One rule set's value for a range of dates, as an administrator decided it."""

    key = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    value = models.JSONField()
    article = models.CharField(max_length=300)
    reason = models.TextField()
    withdrawn = models.BooleanField(default=False)
    shipped_hash = models.CharField(
        max_length=64, help_text="của mặc định lúc sửa, để biết bản nâng cấp có đổi mặc định không"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="kernel_rule_range",
            )
        ]
        indexes = [models.Index(fields=["key", "valid_from"], name="kernel_rule_by_key")]  # look-up at the point of use

    def __str__(self) -> str:
        return f"{self.key} {self.valid_from}–{self.valid_to or ''}"
