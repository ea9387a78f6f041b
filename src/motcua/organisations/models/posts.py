"""Seats in units, who holds them for which term, what leaders are in charge of, and by which document somebody signs for another."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned


class Founded(models.Model):
    """The document something rests on: as people cite it, and where it is kept when it is kept here."""

    document = models.CharField(max_length=200, blank=True, default="")
    """Number and symbol, e.g. `45/QĐ-KCNĐN`."""
    document_date = models.DateField(null=True, blank=True)
    document_ref = models.CharField(max_length=80, blank=True, default="")
    """A Ref (`legal_document:…`, `file:…`), or empty."""

    class Meta:
        abstract = True


class Post(Identified, Versioned):
    """A seat in a unit during `[valid_from, valid_to)`, whether somebody sits there or not. Rights come from grants, never from a post."""

    class Kind(models.TextChoices):
        HEAD = "head", _("Người đứng đầu")
        DEPUTY = "deputy", _("Cấp phó của người đứng đầu")
        FOCAL = "focal", _("Cán bộ đầu mối")
        SPECIALIST = "specialist", _("Chuyên viên")
        REGISTRY_CLERK = "registry_clerk", _("Văn thư")
        OTHER = "other", _("Vị trí khác")

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=16, choices=Kind)
    title = models.CharField(max_length=150)
    field = models.CharField(max_length=150, blank=True, default="")
    """What a focal officer is the contact for, e.g. kiểm soát thủ tục hành chính; empty: everything."""
    field_key = models.CharField(max_length=200, blank=True, default="")
    """`field` as it is compared: see `rules.fields`."""
    position = models.PositiveSmallIntegerField(default=0)
    """Rank among posts of one kind in a unit."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="organisations_post_range"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["head", "deputy", "focal", "specialist", "registry_clerk", "other"]),
                name="organisations_post_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "kind"], name="organisations_post_of_unit")
        ]  # head_of, leaders_of, focal_of

    def __str__(self) -> str:
        return self.title


class Tenure(Identified, Founded):
    """An officer holds a post for a term `[valid_from, valid_to)`; open without `valid_to`. `document` is the one that appoints."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures")
    officer = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, related_name="tenures")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="organisations_tenure_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} in {self.post_id}"


class Charge(Identified, Founded):
    """What a leader answers for (phân công): a unit with all below it, a field of work in the leader's body, or the field in that unit.

    Falls to the post, not the person: whoever holds the post on a date is in charge. `document` is the notice of assignment.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="charges")
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="charges"
    )
    field = models.CharField(max_length=150, blank=True, default="")
    field_key = models.CharField(max_length=200, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="organisations_charge_range"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | ~Q(field=""), name="organisations_charge_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.unit_id} {self.field}".strip()


class SigningAuthority(Identified, Founded):
    """By which document the holder of a post signs for the head of a body, from a date to a date (NĐ 30/2020/NĐ-CP, Article 13).

    Q. is whoever acts as the head while nobody is (annex I, part II, box 7a). A deputy's KT. may also rest on the notice that puts them in
    charge (`Charge`). TUQ. is limited in time and in what it covers.
    """

    class Capacity(models.TextChoices):
        Q = "Q", _("Q. (quyền người đứng đầu)")
        KT = "KT", _("KT. (ký thay)")
        TL = "TL", _("TL. (ký thừa lệnh)")
        TUQ = "TUQ", _("TUQ. (ký thừa ủy quyền)")

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="signing_authorities")
    """The body in whose head's name is signed."""
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="signing_authorities")
    capacity = models.CharField(max_length=3, choices=Capacity)
    kinds = models.JSONField(default=list, blank=True)
    """Abbreviations of the types of documents it covers (`CV`, `TB`…); empty: all."""
    scope = models.CharField(max_length=300, blank=True, default="")
    """In words, what it covers."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="organisations_signing_range"
            ),
            models.CheckConstraint(
                condition=Q(capacity__in=["Q", "KT", "TL", "TUQ"]), name="organisations_signing_capacity"
            ),
            models.CheckConstraint(
                condition=~Q(capacity="TUQ") | Q(valid_to__isnull=False), name="organisations_signing_tuq_in_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} {self.post_id} for {self.unit_id}"
