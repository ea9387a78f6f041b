"""What is decided about a procedure besides its content: flags, and its level online, each with decision and dates."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified
from motcua.procedures.models.registry import Procedure

_RANGE = Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))


class FlagKind(models.TextChoices):
    """What a decision says a procedure is."""

    BOUNDARY_FREE = "boundary_free", _("Không phụ thuộc địa giới hành chính")
    ONLINE_PAYMENT = "online_payment", _("Thanh toán trực tuyến")
    PUBLIC_POST = "public_post", _("Tiếp nhận, trả kết quả qua bưu chính công ích")
    ONLINE_ELIGIBLE = "online_eligible", _("Đủ điều kiện cung cấp trực tuyến")


class ProcedureFlag(Identified):
    """A flag in `[valid_from, valid_to)`. Ended or voided with a reason, never deleted."""

    Kind = FlagKind

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=16, choices=FlagKind)
    decision = models.ForeignKey(
        "documents.LegalDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FlagKind.values), name="procedures_flag_kind"),
            models.CheckConstraint(condition=_RANGE, name="procedures_flag_range"),
            models.UniqueConstraint(
                fields=["procedure", "kind"],
                condition=Q(valid_to__isnull=True, voided_at__isnull=True),
                name="procedures_flag_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.kind}"


class OnlineLevel(Identified):
    """At which level a procedure is offered online in `[valid_from, valid_to)`, in the words of the regime under which it was decided.

    `level` and `reason` are keys of the rule set `procedures.online_levels` on `valid_from`.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="online_levels")
    regime = models.CharField(max_length=30)
    level = models.CharField(max_length=20)
    reason = models.CharField(max_length=20, blank=True, default="")
    reason_words = models.CharField(max_length=1000, blank=True, default="")
    """As published."""
    decision = models.ForeignKey(
        "documents.LegalDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    """The end that somebody decided; `valid_to` is also where the next one begins, and moves when that is taken back."""
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_RANGE, name="procedures_online_range"),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(valid_to__isnull=True, voided_at__isnull=True),
                name="procedures_online_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.level}"
