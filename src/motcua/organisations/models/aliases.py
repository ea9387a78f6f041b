"""How documents call units: collective names and customary names that are in no register."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned


class UnitAlias(Identified, Versioned):
    """What a wording means in the documents of `owner` and of what stands under it (null: of everybody)."""

    class Rule(models.TextChoices):
        UNITS = "units", _("các đơn vị được nêu")
        CHILDREN = "children", _("các đơn vị trực thuộc")
        DESCENDANTS = "descendants", _("mọi đơn vị bên dưới")

    class Base(models.TextChoices):
        ISSUER = "issuer", _("cơ quan ban hành")
        PROVINCE = "province", _("Ủy ban nhân dân cấp tỉnh")
        UNIT = "unit", _("một đơn vị cụ thể")

    owner = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=300)
    folded = models.CharField(max_length=300)
    rule = models.CharField(max_length=11, choices=Rule)
    base = models.CharField(max_length=8, choices=Base, default=Base.ISSUER)
    base_unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    types = models.JSONField(default=list, blank=True)
    """Unit types taken; empty: all."""
    prefix = models.CharField(max_length=60, blank=True, default="")
    """Beginning that the folded names must have; empty: any."""
    level = models.CharField(max_length=8, blank=True, default="")
    """Level of territory that the units must have; empty: any."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "unit aliases"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="organisations_alias_range"
            ),
            models.CheckConstraint(
                condition=Q(rule__in=["units", "children", "descendants"]), name="organisations_alias_rule"
            ),
            models.CheckConstraint(
                condition=Q(base="unit", base_unit__isnull=False) | (~Q(base="unit") & Q(base_unit__isnull=True)),
                name="organisations_alias_base",
            ),
        ]
        indexes = [models.Index(fields=["folded"], name="organisations_alias_folded")]  # resolving a wording

    def __str__(self) -> str:
        return self.text


class UnitAliasMember(models.Model):
    """A unit that an alias names, or (`excluded`) leaves out of what its rule gives."""

    alias = models.ForeignKey(UnitAlias, on_delete=models.CASCADE, related_name="members")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    excluded = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alias", "unit"], name="organisations_alias_member_once")]

    def __str__(self) -> str:
        return f"{'−' if self.excluded else ''}{self.unit_id}"
