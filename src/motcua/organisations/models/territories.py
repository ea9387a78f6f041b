"""Territories apart from the agencies that govern them: provinces, districts (to 30/06/2025), communes, with dated names and parents."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified
from motcua.organisations.rules.ranges import BEGINNING

EARLIEST = BEGINNING
"""Start of a version of which it is only known that it held before the next one."""


class Territory(Identified):
    """A place by its statistical code. Since 01/07/2025 many codes name another place than before: that is another version."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("cấp tỉnh")
        DISTRICT = "district", _("cấp huyện")
        COMMUNE = "commune", _("cấp xã")

    code = models.CharField(max_length=10, unique=True)
    level = models.CharField(max_length=8, choices=Level)

    class Meta:
        verbose_name_plural = "territories"
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=["province", "district", "commune"]), name="organisations_territory_level"
            )
        ]

    def __str__(self) -> str:
        return self.code


class TerritoryVersion(models.Model):
    """Name, type and parent of a territory during `[valid_from, valid_to)`. At most one on any date (services see to it)."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="versions")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=150)
    """In full, with its type: “Phường Biên Hòa”, “Thành phố Đồng Nai”."""
    type = models.CharField(max_length=60)
    """As written: Phường, Xã, Đặc khu, Thị trấn, Quận, Huyện, Tỉnh, …"""
    parent = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=200, blank=True, default="")
    sort_key = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "valid_from"], name="organisations_territory_version_start"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="organisations_territory_version_range",
            ),
        ]
        indexes = [
            models.Index(fields=["parent", "sort_key"], name="organisations_territory_parent"),  # the tree of places
            models.Index(fields=["sort_key", "id"], name="organisations_territory_sorted"),  # the list of places
        ]

    def __str__(self) -> str:
        return self.name


class TerritorySuccession(models.Model):
    """On a date, (a part of) one territory became part of another. The same code may stand on both sides: code kept, place changed."""

    old = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField()
    divided = models.BooleanField(default=False)
    """The old territory went to several new ones, this is one of them."""
    share = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    """Per cent of the old territory, where a source states it."""
    advisory = models.BooleanField(default=True)
    """From a data set, not from the resolution itself."""
    source = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new", "on"], name="organisations_succession_once"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gt=0, share__lte=100), name="organisations_succession_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
