"""Decisions that publish procedures, what they carry, and where it was made public."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned
from motcua.procedures.models.registry import Procedure, ProcedureVersion
from motcua.procedures.workflow import PublicationState


class ItemAction(models.TextChoices):
    """What a decision does to a procedure (Nghị định 63/2010/NĐ-CP, Điều 14)."""

    NEW = "new", _("Mới ban hành")
    AMENDED = "amended", _("Sửa đổi, bổ sung")
    REPLACED = "replaced", _("Thay thế")
    ABOLISHED = "abolished", _("Bãi bỏ")


class MatchedBy(models.TextChoices):
    """How a line of the list found its procedure."""

    CODE = "code", _("Theo mã")
    NAME = "name", _("Theo tên")
    PERSON = "person", _("Người làm chọn")
    NONE = "none", _("Chưa có trong danh mục")


class Place(models.TextChoices):
    """Where a procedure is made public (Nghị định 63/2010/NĐ-CP, Điều 17 and 24)."""

    NATIONAL = "national", _("Cơ sở dữ liệu quốc gia về thủ tục hành chính")
    WEBSITE = "website", _("Cổng, trang thông tin điện tử")
    NOTICE_BOARD = "notice_board", _("Bảng niêm yết")
    COUNTER = "counter", _("Quầy tiếp nhận, màn hình tra cứu")


class PublicationDecision(Identified, Versioned):
    """A decision of the chairman that publishes procedures. `owner` is the unit that prepares it and answers for it, `issuer` the body
    that signs. The instrument that sets the procedures (`basis`) tells when they take effect, from which the due dates are counted.
    """

    State = PublicationState

    owner = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    issuer = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default=PublicationState.DRAFT.value)
    title = models.CharField(max_length=1000)
    sort_key = models.CharField(max_length=400)
    number = models.CharField(max_length=80, blank=True, default="")
    signed_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    """From when its procedures are in force here; the day of signing when left open."""
    shortened = models.BooleanField(default=False)
    """The instrument was made by the shortened procedure and takes effect at once."""
    basis = models.ForeignKey(
        "documents.LegalDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    basis_words = models.CharField(max_length=500, blank=True, default="")
    basis_effective_on = models.DateField(null=True, blank=True)
    basis_promulgated_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey(
        "documents.LegalDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The decision in the library of legal documents, once it has a number."""
    list_file = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    list_notes = models.JSONField(default=list)
    """What reading the annexed list left to look at: sentences."""
    return_note = models.CharField(max_length=2000, blank=True, default="")
    drafted_by = models.CharField(max_length=80, blank=True, default="")
    drafted_name = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in PublicationState]), name="procedures_publication_state"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "published"]) | (~Q(number="") & Q(signed_on__isnull=False)),
                name="procedures_publication_signed",
            ),
            models.UniqueConstraint(
                fields=["issuer", "number", "signed_on"],
                condition=~Q(number="") & ~Q(state="withdrawn"),
                name="procedures_publication_once",
            ),
        ]
        indexes = [
            models.Index(fields=["-signed_on", "-id"], name="procedures_publication_newest"),  # the list of decisions
            models.Index(fields=["owner", "state"], name="procedures_publication_owner"),  # what a unit still prepares
        ]

    def __str__(self) -> str:
        return self.number or self.title


class PublicationItem(Identified):
    """A line of a decision's list: what it does to which procedure, what it prints of it, and what a person made of the differences.

    `taken` names the parts (`name`, `limits`, `fees`, `agencies`, `grounds`) that are taken over from the list. The four due dates are
    reckoned when the decision is signed and kept: a later change of the rules does not change what was owed.
    """

    Action = ItemAction
    Matched = MatchedBy

    decision = models.ForeignKey(PublicationDecision, on_delete=models.PROTECT, related_name="items")
    line = models.PositiveIntegerField()
    action = models.CharField(max_length=10, choices=ItemAction)
    base_code = models.CharField(max_length=20, blank=True, default="")
    name = models.CharField(max_length=2000)
    field_name = models.CharField(max_length=300, blank=True, default="")
    printed = models.JSONField(default=dict)
    """The cells as printed, by column: `limit`, `place`, `fee`, `ground`, `note`, `level`."""
    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, null=True, blank=True, related_name="publication_items"
    )
    replaces = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The procedure that ends because this one takes its place."""
    matched_by = models.CharField(max_length=8, choices=MatchedBy, default=MatchedBy.NONE)
    made = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The draft that it puts in force; once published, the version that rests on this decision."""
    taken = models.JSONField(default=list)
    offer = models.JSONField(default=dict)
    """Of an open line, since it was compared last: the parts that are `taken` where nobody looks at it, and what is `unsure`."""
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True, default="")
    basis_effective_on = models.DateField(null=True, blank=True)
    """When the instrument of this line takes effect, where it differs from the decision's."""
    issue_due = models.DateField(null=True, blank=True)
    issue_due_index = models.DateField(null=True, blank=True)
    disclose_due = models.DateField(null=True, blank=True)
    disclose_due_index = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "line"], name="procedures_item_line"),
            models.UniqueConstraint(
                fields=["decision", "procedure"],
                condition=Q(procedure__isnull=False),
                name="procedures_item_procedure_once",
                violation_error_message=_("Thủ tục này đã có một dòng trong quyết định."),
            ),
            models.CheckConstraint(condition=Q(action__in=ItemAction.values), name="procedures_item_action"),
            models.CheckConstraint(condition=Q(matched_by__in=MatchedBy.values), name="procedures_item_matched"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("procedure")), name="procedures_item_replaces_other"
            ),
        ]
        indexes = [
            models.Index(fields=["disclose_due"], name="procedures_item_due"),  # what is late, what is due
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.line}"


class Disclosure(Identified):
    """A line of a decision was made public at a place on a day, with proof. Voided with a reason, never deleted."""

    Where = Place

    item = models.ForeignKey(PublicationItem, on_delete=models.PROTECT, related_name="disclosures")
    place = models.CharField(max_length=12, choices=Place)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Whose board, counter or site; null for the national database."""
    on = models.DateField()
    url = models.CharField(max_length=500, blank=True, default="")
    note = models.CharField(max_length=500, blank=True, default="")
    proof = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(place__in=Place.values), name="procedures_disclosure_place"),
            models.UniqueConstraint(
                fields=["item", "place", "unit"],
                condition=Q(voided_at__isnull=True, unit__isnull=False),
                name="procedures_disclosure_once",
            ),
            models.UniqueConstraint(
                fields=["item", "place"],
                condition=Q(voided_at__isnull=True, unit__isnull=True),
                name="procedures_disclosure_once_anywhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.place} {self.on}"
