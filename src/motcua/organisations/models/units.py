"""Units over time: a stable identity, dated versions, dated identifiers, events with successors, and the closure of the tree."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned


class UnitType(models.TextChoices):
    PEOPLES_COMMITTEE = "peoples_committee", _("Ủy ban nhân dân")
    PEOPLES_COUNCIL = "peoples_council", _("Hội đồng nhân dân")
    OFFICE = "office", _("Văn phòng cấp tỉnh")
    DEPARTMENT = "department", _("Sở, ban, ngành")
    ZONE_BOARD = "zone_board", _("Ban quản lý khu")
    DIVISION = "division", _("Phòng, bộ phận")
    CENTRE = "centre", _("Trung tâm")
    SERVICE_CENTRE = "service_centre", _("Trung tâm phục vụ hành chính công")
    PORTAL = "portal", _("Cổng thông tin điện tử")
    PUBLIC_UNIT = "public_unit", _("Đơn vị sự nghiệp")
    VERTICAL_AGENCY = "vertical_agency", _("Cơ quan ngành dọc")
    CENTRAL_AGENCY = "central_agency", _("Cơ quan trung ương")
    PARTY_BODY = "party_body", _("Cơ quan Đảng")
    MASS_ORGANISATION = "mass_organisation", _("Mặt trận, đoàn thể")
    OTHER = "other", _("Tổ chức khác")


class Unit(Identified, Versioned):
    """An agency or a part of one. Only what never changes stands here; names, type and parent are in its versions."""

    code = models.SlugField(max_length=80, unique=True, allow_unicode=False)
    """Our stable slug, used in addresses and in imports."""

    def __str__(self) -> str:
        return self.code


class UnitVersion(models.Model):
    """How a unit is called, typed, headed and placed during `[valid_from, valid_to)`. At most one on any date (services see to it)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=120, blank=True, default="")
    abbreviation = models.CharField(max_length=40, blank=True, default="")
    """As in document symbols: KCNĐN, VPUB, SNV."""
    type = models.CharField(max_length=24, choices=UnitType)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="child_versions")
    territory = models.ForeignKey(
        "organisations.Territory", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    header_parent = models.CharField(max_length=300, blank=True, default="")
    """The line above the issuing body on its documents (NĐ 30/2020), without line breaks; empty: none is printed."""
    header_body = models.CharField(max_length=300, blank=True, default="")
    """The issuing body's line; empty: the name in capitals."""
    place_name = models.CharField(max_length=100, blank=True, default="")
    """The place in the date line of its documents; empty: that of the parent."""
    position = models.PositiveSmallIntegerField(default=0)
    """Rank among its siblings in official lists; equal ones follow the alphabet."""
    sort_key = models.CharField(max_length=400)
    folded = models.CharField(max_length=600)
    """Name key of `rules.names`: what names in documents are matched by."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="organisations_unit_version_start"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="organisations_unit_version_range",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("unit")), name="organisations_unit_not_own_parent"
            ),
            models.CheckConstraint(condition=Q(type__in=UnitType.values), name="organisations_unit_version_type"),
        ]
        indexes = [
            # the tree on a date: children of a unit in official order
            models.Index(fields=["parent", "position", "sort_key"], name="organisations_unit_children"),
            # lists of units on a date
            models.Index(fields=["sort_key", "id"], name="organisations_unit_sorted"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitIdentifier(models.Model):
    """An electronic identifier of a unit by scheme and date. A value once given is never given to another unit, even after it closed."""

    class Scheme(models.TextChoices):
        QD20 = "QD20", _("Mã định danh điện tử (QĐ 20/2020/QĐ-TTg)")
        QCVN102 = "QCVN102", _("Mã định danh cũ (QCVN 102:2016)")
        TAX = "tax", _("Mã số thuế")
        BUDGET = "budget", _("Mã quan hệ ngân sách")
        OTHER = "other", _("Mã khác")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=8, choices=Scheme)
    value = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=200, blank=True, default="")
    """The decision that opened or closed it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                name="organisations_identifier_never_reused",
                violation_error_message=_("Mã này đã được cấp; mã đã đóng không cấp lại."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="organisations_identifier_range",
            ),
        ]
        indexes = [
            models.Index(fields=["value"], name="organisations_identifier_value")
        ]  # imports name units by any scheme

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class UnitEvent(Identified):
    """What happened to units on a date, by which document. Never changed: a second event, naming it in `reverses`, undoes it."""

    class Kind(models.TextChoices):
        ESTABLISH = "establish", _("Thành lập")
        RENAME = "rename", _("Đổi tên")
        MERGE = "merge", _("Sáp nhập, hợp nhất")
        SPLIT = "split", _("Chia, tách")
        DISSOLVE = "dissolve", _("Giải thể, kết thúc hoạt động")
        TRANSFER = "transfer", _("Chuyển chức năng, nhiệm vụ")
        REVERSAL = "reversal", _("Hủy bỏ việc đã ghi nhận")

    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    document = models.CharField(max_length=200, blank=True, default="")
    document_ref = models.CharField(max_length=80, blank=True, default="")
    note = models.TextField(blank=True, default="")
    changes = models.JSONField(default=dict, blank=True)
    """Which versions and identifiers it ended and made, so that it can be undone exactly."""
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["establish", "rename", "merge", "split", "dissolve", "transfer", "reversal"]),
                name="organisations_unit_event_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="reversal", reverses__isnull=False) | (~Q(kind="reversal") & Q(reverses__isnull=True)),
                name="organisations_unit_event_reversal",
            ),
        ]
        indexes = [models.Index(fields=["-on", "-id"], name="organisations_unit_events")]  # the list of events

    def __str__(self) -> str:
        return f"{self.kind} {self.on:%d/%m/%Y}"


class UnitEventParty(models.Model):
    """A unit that takes part in an event, before or after it."""

    class Side(models.TextChoices):
        PREDECESSOR = "predecessor", _("đơn vị trước")
        SUCCESSOR = "successor", _("đơn vị sau")

    event = models.ForeignKey(UnitEvent, on_delete=models.PROTECT, related_name="parties")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="event_parties")
    side = models.CharField(max_length=11, choices=Side)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "unit", "side"], name="organisations_event_party_once"),
            models.CheckConstraint(condition=Q(side__in=["predecessor", "successor"]), name="organisations_event_side"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.unit_id}"


class MovedHolding(models.Model):
    """A record that an event moved from one unit to another: what makes the move reversible."""

    event = models.ForeignKey(UnitEvent, on_delete=models.PROTECT, related_name="moved")
    holding = models.CharField(max_length=60)
    """Key in `kernel.registries.holdings`."""
    ref = models.CharField(max_length=80)
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "ref"], name="organisations_moved_once_per_event")]

    def __str__(self) -> str:
        return f"{self.ref}: {self.from_unit_id} → {self.to_unit_id}"


class UnitClosure(models.Model):
    """Who stands under whom, when. Each unit stands under itself for ever (depth 0).

    A unit that a successor took over stands under that successor at depth 0: what it held is the successor's. Rebuilt by services.
    """

    ancestor = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="standing_below")
    descendant = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="standing_above")
    depth = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["descendant", "ancestor", "depth", "valid_from"], name="organisations_closure_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["ancestor", "descendant"], name="organisations_closure_below"
            )  # everything under a unit
        ]

    def __str__(self) -> str:
        return f"{self.descendant_id} under {self.ancestor_id}"
