"""Legal and steering documents as facts, and what they do to each other."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned


class Kind(models.TextChoices):
    """Types of documents. Their abbreviations are dated data (`documents.type_abbreviations`)."""

    CONSTITUTION = "constitution", _("Hiến pháp")
    CODE = "code", _("Bộ luật")
    LAW = "law", _("Luật")
    ORDINANCE = "ordinance", _("Pháp lệnh")
    RESOLUTION = "resolution", _("Nghị quyết")
    JOINT_RESOLUTION = "joint_resolution", _("Nghị quyết liên tịch")
    DECREE = "decree", _("Nghị định")
    DECISION = "decision", _("Quyết định")
    CIRCULAR = "circular", _("Thông tư")
    JOINT_CIRCULAR = "joint_circular", _("Thông tư liên tịch")
    DIRECTIVE = "directive", _("Chỉ thị")
    CONCLUSION = "conclusion", _("Kết luận")
    CONSOLIDATED = "consolidated", _("Văn bản hợp nhất")
    PROGRAMME = "programme", _("Chương trình")
    PLAN = "plan", _("Kế hoạch")
    SCHEME = "scheme", _("Đề án")
    OPTION = "option", _("Phương án")
    PROJECT = "project", _("Dự án")
    REGULATION = "regulation", _("Quy chế")
    PROVISION = "provision", _("Quy định")
    GUIDANCE = "guidance", _("Hướng dẫn")
    NOTICE = "notice", _("Thông báo")
    COMMUNIQUE = "communique", _("Thông cáo")
    REPORT = "report", _("Báo cáo")
    SUBMISSION = "submission", _("Tờ trình")
    MINUTES = "minutes", _("Biên bản")
    CONTRACT = "contract", _("Hợp đồng")
    TELEGRAM = "telegram", _("Công điện")
    LETTER = "letter", _("Công văn")
    MEMORANDUM = "memorandum", _("Bản ghi nhớ")
    AGREEMENT = "agreement", _("Bản thỏa thuận")
    AUTHORISATION = "authorisation", _("Giấy ủy quyền")
    INVITATION = "invitation", _("Giấy mời")
    INTRODUCTION = "introduction", _("Giấy giới thiệu")
    LEAVE = "leave", _("Giấy nghỉ phép")
    SENDING_SLIP = "sending_slip", _("Phiếu gửi")
    FORWARDING_SLIP = "forwarding_slip", _("Phiếu chuyển")
    NOTIFICATION_SLIP = "notification_slip", _("Phiếu báo")
    OTHER = "other", _("Văn bản khác")


class Certainty(models.TextChoices):
    """How well a document's facts are borne out."""

    SOURCED = "sourced", _("có nguồn")
    RECALLED = "recalled", _("theo trí nhớ")
    UNSURE = "unsure", _("cần kiểm tra")


class Access(models.TextChoices):
    """Who may read a document of the library."""

    PUBLIC = "public", _("Mọi người")
    OFFICERS = "officers", _("Cán bộ có tài khoản")
    UNIT = "unit", _("Chỉ đơn vị quản lý")


class LegalDocument(Identified, Versioned):
    """A legal or steering document. Numbers start again every year, so number, issuer and year name it, not number and issuer alone.

    `year` is the one in the number ("118/2025/NĐ-CP"), else that of the date, else 0. Its end by another document is derived from
    relations (`queries.law`), so `valid_to` is only what the document itself says.
    """

    kind = models.CharField(max_length=20, choices=Kind)
    number = models.CharField(max_length=80, blank=True, default="")
    """As written on it: "17-NQ/TW"."""
    canonical_number = models.CharField(max_length=80, blank=True, default="")
    issuer = models.CharField(max_length=300)
    issuer_key = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField(default=0)
    issued_on = models.DateField(null=True, blank=True)
    subject = models.TextField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    certainty = models.CharField(max_length=10, choices=Certainty, default=Certainty.SOURCED)
    note = models.TextField(blank=True, default="")
    access = models.CharField(max_length=10, choices=Access, default=Access.PUBLIC)
    owner_unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sort_key = models.CharField(max_length=400)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["canonical_number", "issuer_key", "year"],
                condition=~Q(canonical_number=""),
                name="documents_legal_document_once",
                violation_error_message=_("Văn bản có số, cơ quan ban hành và năm này đã có trong kho."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="documents_legal_document_range",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="documents_legal_document_kind"),
            models.CheckConstraint(condition=Q(access__in=Access.values), name="documents_legal_document_access"),
        ]
        indexes = [
            models.Index(fields=["canonical_number"], name="documents_law_number"),  # matching of citations
            models.Index(fields=["-issued_on", "-id"], name="documents_law_newest"),  # the library, newest first
            models.Index(fields=["sort_key", "id"], name="documents_law_sorted"),  # the library by number
            models.Index(fields=["kind", "-issued_on"], name="documents_law_kind"),  # its filter by type
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()


class RelationKind(models.TextChoices):
    """What the source does to the target; `INVERSE` is how the target says it."""

    BASED_ON = "based_on", _("Căn cứ")
    AMENDS = "amends", _("Sửa đổi, bổ sung")
    REPLACES = "replaces", _("Thay thế")
    REPEALS = "repeals", _("Bãi bỏ")
    IMPLEMENTS = "implements", _("Thực hiện, hướng dẫn")
    CITES = "cites", _("Dẫn chiếu")


class Relation(Identified):
    """A typed relation between two documents, from a date. Voided with a reason, never deleted."""

    source = models.ForeignKey(LegalDocument, on_delete=models.PROTECT, related_name="relations")
    target = models.ForeignKey(LegalDocument, on_delete=models.PROTECT, related_name="inverse_relations")
    kind = models.CharField(max_length=12, choices=RelationKind)
    on = models.DateField(null=True, blank=True)
    """From when it holds: as stated, else when the source enters into force, else the source's date. Null: not established, so it holds."""
    note = models.CharField(max_length=500, blank=True, default="")
    void_reason = models.CharField(max_length=500, blank=True, default="")
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "kind"],
                condition=Q(voided_at__isnull=True),
                name="documents_relation_once",
                violation_error_message=_("Quan hệ này đã có."),
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="documents_relation_not_to_itself"),
            models.CheckConstraint(condition=Q(kind__in=RelationKind.values), name="documents_relation_kind"),
        ]
        indexes = [
            # what changed a document: the flags of every list, and the review queue
            models.Index(fields=["target", "kind", "on"], name="documents_relation_changes")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
