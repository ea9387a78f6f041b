"""Numbers of outgoing documents (văn thư)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.documents.models.law import Kind
from motcua.documents.workflow import NumberState
from motcua.kernel import clock
from motcua.kernel.models import Identified, Versioned


class NumberSeries(Identified, Versioned):
    """The numbers that one body gives in one year, for one type of documents or (empty `kind`) for all that have no series of their own.

    `last` is the last number given; it is advanced by a guarded update in the transaction that writes the register, so numbers have no
    gap and no double. `external`: another system counts, and numbers are entered here.
    """

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind, blank=True, default="")
    normative = models.BooleanField(default=False)
    """Legal instruments have a series of their own, with the year in the number."""
    year = models.PositiveSmallIntegerField()
    body_symbol = models.CharField(max_length=40)
    """The body's abbreviation in symbols: UBND, KCNĐN."""
    first = models.PositiveIntegerField(default=1)
    """Above 1 only where the office began its year in another book."""
    last = models.PositiveIntegerField(default=0)
    external = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "normative", "year"],
                name="documents_series_once",
                violation_error_message=_("Sổ này của năm đã mở."),
            ),
            models.CheckConstraint(condition=Q(first__gte=1), name="documents_series_from_one"),
            models.CheckConstraint(condition=Q(last__gte=F("first") - 1), name="documents_series_last_not_below_first"),
            models.CheckConstraint(condition=Q(kind="") | Q(kind__in=Kind.values), name="documents_series_kind"),
            models.CheckConstraint(condition=Q(year__gte=1945, year__lte=2999), name="documents_series_year"),
        ]
        indexes = [models.Index(fields=["-year", "unit"], name="documents_series_year_unit")]  # the clerk's page

    def __str__(self) -> str:
        return f"{self.kind or 'shared'} {self.year} {self.body_symbol}"


class IssuedNumber(Identified):
    """A line of the register of outgoing documents. Never deleted: a cancelled number stays with its reason and is not given again."""

    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField(null=True, blank=True)
    """The counted number; None where another system counted."""
    text = models.CharField(max_length=80)
    """Number and symbol as printed: 05/KH-UBND."""
    kind = models.CharField(max_length=20, choices=Kind)
    issued_on = models.DateField()
    subject = models.CharField(max_length=1000)
    signer = models.CharField(max_length=200)
    recipients = models.CharField(max_length=1000, blank=True, default="")
    note = models.CharField(max_length=500, blank=True, default="")
    document = models.CharField(max_length=80, blank=True, default="")
    """Ref of the record that bears the number; empty for a document that exists on paper only."""
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, default=NumberState.ISSUED.value)
    cancel_reason = models.CharField(max_length=500, blank=True, default="")
    taken_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number"],
                condition=Q(number__isnull=False),
                name="documents_number_never_twice",
                violation_error_message=_("Số này đã cấp."),
            ),
            models.UniqueConstraint(
                fields=["series", "text"],
                name="documents_number_text_never_twice",
                violation_error_message=_("Số, ký hiệu này đã có trong sổ."),
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=~Q(document="") & Q(state="issued"),
                name="documents_number_one_per_document",
                violation_error_message=_("Văn bản này đã có số."),
            ),
            models.UniqueConstraint(
                fields=["file"],
                condition=Q(file__isnull=False) & Q(state="issued"),
                name="documents_number_one_per_scan",
                violation_error_message=_("Bản quét này đã được cấp số."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in NumberState]), name="documents_number_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state="issued") | ~Q(cancel_reason=""), name="documents_number_cancelled_with_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["series", "-id"], name="documents_number_register")  # the register, newest first
        ]

    def __str__(self) -> str:
        return self.text
