import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import motcua.kernel.clock
import motcua.kernel.tables
import motcua.kernel.uids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0002_units_people_calendars"),
    ]

    operations = [
        motcua.kernel.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="Blob",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        ("size", models.PositiveBigIntegerField()),
                        ("key", models.CharField(max_length=100, unique=True)),
                        ("announced_at", models.DateTimeField(default=motcua.kernel.clock.now)),
                        ("stored_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("stored_at__isnull", True)),
                                fields=["announced_at"],
                                name="documents_blob_unfinished",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("stored_at__isnull", False)),
                                fields=("sha256",),
                                name="documents_blob_content_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NumberSeries",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("constitution", "Hiến pháp"),
                                    ("code", "Bộ luật"),
                                    ("law", "Luật"),
                                    ("ordinance", "Pháp lệnh"),
                                    ("resolution", "Nghị quyết"),
                                    ("joint_resolution", "Nghị quyết liên tịch"),
                                    ("decree", "Nghị định"),
                                    ("decision", "Quyết định"),
                                    ("circular", "Thông tư"),
                                    ("joint_circular", "Thông tư liên tịch"),
                                    ("directive", "Chỉ thị"),
                                    ("conclusion", "Kết luận"),
                                    ("consolidated", "Văn bản hợp nhất"),
                                    ("programme", "Chương trình"),
                                    ("plan", "Kế hoạch"),
                                    ("scheme", "Đề án"),
                                    ("option", "Phương án"),
                                    ("project", "Dự án"),
                                    ("regulation", "Quy chế"),
                                    ("provision", "Quy định"),
                                    ("guidance", "Hướng dẫn"),
                                    ("notice", "Thông báo"),
                                    ("communique", "Thông cáo"),
                                    ("report", "Báo cáo"),
                                    ("submission", "Tờ trình"),
                                    ("minutes", "Biên bản"),
                                    ("contract", "Hợp đồng"),
                                    ("telegram", "Công điện"),
                                    ("letter", "Công văn"),
                                    ("memorandum", "Bản ghi nhớ"),
                                    ("agreement", "Bản thỏa thuận"),
                                    ("authorisation", "Giấy ủy quyền"),
                                    ("invitation", "Giấy mời"),
                                    ("introduction", "Giấy giới thiệu"),
                                    ("leave", "Giấy nghỉ phép"),
                                    ("sending_slip", "Phiếu gửi"),
                                    ("forwarding_slip", "Phiếu chuyển"),
                                    ("notification_slip", "Phiếu báo"),
                                    ("other", "Văn bản khác"),
                                ],
                                default="",
                                max_length=20,
                            ),
                        ),
                        ("normative", models.BooleanField(default=False)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("body_symbol", models.CharField(max_length=40)),
                        ("first", models.PositiveIntegerField(default=1)),
                        ("last", models.PositiveIntegerField(default=0)),
                        ("external", models.BooleanField(default=False)),
                        ("opened_at", models.DateTimeField(default=motcua.kernel.clock.now)),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-year", "unit"], name="documents_series_year_unit")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "kind", "normative", "year"),
                                name="documents_series_once",
                                violation_error_message="Sổ này của năm đã mở.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("first__gte", 1)), name="documents_series_from_one"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "last__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("first"), "-", models.Value(1)
                                        ),
                                    )
                                ),
                                name="documents_series_last_not_below_first",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", ""),
                                    (
                                        "kind__in",
                                        [
                                            "constitution",
                                            "code",
                                            "law",
                                            "ordinance",
                                            "resolution",
                                            "joint_resolution",
                                            "decree",
                                            "decision",
                                            "circular",
                                            "joint_circular",
                                            "directive",
                                            "conclusion",
                                            "consolidated",
                                            "programme",
                                            "plan",
                                            "scheme",
                                            "option",
                                            "project",
                                            "regulation",
                                            "provision",
                                            "guidance",
                                            "notice",
                                            "communique",
                                            "report",
                                            "submission",
                                            "minutes",
                                            "contract",
                                            "telegram",
                                            "letter",
                                            "memorandum",
                                            "agreement",
                                            "authorisation",
                                            "invitation",
                                            "introduction",
                                            "leave",
                                            "sending_slip",
                                            "forwarding_slip",
                                            "notification_slip",
                                            "other",
                                        ],
                                    ),
                                    _connector="OR",
                                ),
                                name="documents_series_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("year__gte", 1945), ("year__lte", 2999)),
                                name="documents_series_year",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("name", models.CharField(max_length=255)),
                        ("media_type", models.CharField(max_length=120)),
                        ("size", models.PositiveBigIntegerField()),
                        ("owner", models.CharField(blank=True, default="", max_length=80)),
                        ("uploaded_by", models.CharField(blank=True, default="", max_length=80)),
                        ("uploaded_at", models.DateTimeField(default=motcua.kernel.clock.now)),
                        ("signed", models.BooleanField(default=False)),
                        ("marks_checked", models.BooleanField(default=True)),
                        (
                            "blob",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="documents.blob"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["owner"], name="documents_file_owner"),
                            models.Index(
                                condition=models.Q(("owner", "")), fields=["uploaded_at"], name="documents_file_unowned"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalDocument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("constitution", "Hiến pháp"),
                                    ("code", "Bộ luật"),
                                    ("law", "Luật"),
                                    ("ordinance", "Pháp lệnh"),
                                    ("resolution", "Nghị quyết"),
                                    ("joint_resolution", "Nghị quyết liên tịch"),
                                    ("decree", "Nghị định"),
                                    ("decision", "Quyết định"),
                                    ("circular", "Thông tư"),
                                    ("joint_circular", "Thông tư liên tịch"),
                                    ("directive", "Chỉ thị"),
                                    ("conclusion", "Kết luận"),
                                    ("consolidated", "Văn bản hợp nhất"),
                                    ("programme", "Chương trình"),
                                    ("plan", "Kế hoạch"),
                                    ("scheme", "Đề án"),
                                    ("option", "Phương án"),
                                    ("project", "Dự án"),
                                    ("regulation", "Quy chế"),
                                    ("provision", "Quy định"),
                                    ("guidance", "Hướng dẫn"),
                                    ("notice", "Thông báo"),
                                    ("communique", "Thông cáo"),
                                    ("report", "Báo cáo"),
                                    ("submission", "Tờ trình"),
                                    ("minutes", "Biên bản"),
                                    ("contract", "Hợp đồng"),
                                    ("telegram", "Công điện"),
                                    ("letter", "Công văn"),
                                    ("memorandum", "Bản ghi nhớ"),
                                    ("agreement", "Bản thỏa thuận"),
                                    ("authorisation", "Giấy ủy quyền"),
                                    ("invitation", "Giấy mời"),
                                    ("introduction", "Giấy giới thiệu"),
                                    ("leave", "Giấy nghỉ phép"),
                                    ("sending_slip", "Phiếu gửi"),
                                    ("forwarding_slip", "Phiếu chuyển"),
                                    ("notification_slip", "Phiếu báo"),
                                    ("other", "Văn bản khác"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("number", models.CharField(blank=True, default="", max_length=80)),
                        ("canonical_number", models.CharField(blank=True, default="", max_length=80)),
                        ("issuer", models.CharField(max_length=300)),
                        ("issuer_key", models.CharField(max_length=300)),
                        ("year", models.PositiveSmallIntegerField(default=0)),
                        ("issued_on", models.DateField(blank=True, null=True)),
                        ("subject", models.TextField()),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "certainty",
                            models.CharField(
                                choices=[
                                    ("sourced", "có nguồn"),
                                    ("recalled", "theo trí nhớ"),
                                    ("unsure", "cần kiểm tra"),
                                ],
                                default="sourced",
                                max_length=10,
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="")),
                        (
                            "access",
                            models.CharField(
                                choices=[
                                    ("public", "Mọi người"),
                                    ("officers", "Cán bộ có tài khoản"),
                                    ("unit", "Chỉ đơn vị quản lý"),
                                ],
                                default="public",
                                max_length=10,
                            ),
                        ),
                        ("sort_key", models.CharField(max_length=400)),
                        (
                            "owner_unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.unit",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["canonical_number"], name="documents_law_number"),
                            models.Index(fields=["-issued_on", "-id"], name="documents_law_newest"),
                            models.Index(fields=["sort_key", "id"], name="documents_law_sorted"),
                            models.Index(fields=["kind", "-issued_on"], name="documents_law_kind"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("canonical_number", ""), _negated=True),
                                fields=("canonical_number", "issuer_key", "year"),
                                name="documents_legal_document_once",
                                violation_error_message="Văn bản có số, cơ quan ban hành và năm này đã có trong kho.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_from__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="documents_legal_document_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "constitution",
                                            "code",
                                            "law",
                                            "ordinance",
                                            "resolution",
                                            "joint_resolution",
                                            "decree",
                                            "decision",
                                            "circular",
                                            "joint_circular",
                                            "directive",
                                            "conclusion",
                                            "consolidated",
                                            "programme",
                                            "plan",
                                            "scheme",
                                            "option",
                                            "project",
                                            "regulation",
                                            "provision",
                                            "guidance",
                                            "notice",
                                            "communique",
                                            "report",
                                            "submission",
                                            "minutes",
                                            "contract",
                                            "telegram",
                                            "letter",
                                            "memorandum",
                                            "agreement",
                                            "authorisation",
                                            "invitation",
                                            "introduction",
                                            "leave",
                                            "sending_slip",
                                            "forwarding_slip",
                                            "notification_slip",
                                            "other",
                                        ],
                                    )
                                ),
                                name="documents_legal_document_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("access__in", ["public", "officers", "unit"])),
                                name="documents_legal_document_access",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IssuedNumber",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("number", models.PositiveIntegerField(blank=True, null=True)),
                        ("text", models.CharField(max_length=80)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("constitution", "Hiến pháp"),
                                    ("code", "Bộ luật"),
                                    ("law", "Luật"),
                                    ("ordinance", "Pháp lệnh"),
                                    ("resolution", "Nghị quyết"),
                                    ("joint_resolution", "Nghị quyết liên tịch"),
                                    ("decree", "Nghị định"),
                                    ("decision", "Quyết định"),
                                    ("circular", "Thông tư"),
                                    ("joint_circular", "Thông tư liên tịch"),
                                    ("directive", "Chỉ thị"),
                                    ("conclusion", "Kết luận"),
                                    ("consolidated", "Văn bản hợp nhất"),
                                    ("programme", "Chương trình"),
                                    ("plan", "Kế hoạch"),
                                    ("scheme", "Đề án"),
                                    ("option", "Phương án"),
                                    ("project", "Dự án"),
                                    ("regulation", "Quy chế"),
                                    ("provision", "Quy định"),
                                    ("guidance", "Hướng dẫn"),
                                    ("notice", "Thông báo"),
                                    ("communique", "Thông cáo"),
                                    ("report", "Báo cáo"),
                                    ("submission", "Tờ trình"),
                                    ("minutes", "Biên bản"),
                                    ("contract", "Hợp đồng"),
                                    ("telegram", "Công điện"),
                                    ("letter", "Công văn"),
                                    ("memorandum", "Bản ghi nhớ"),
                                    ("agreement", "Bản thỏa thuận"),
                                    ("authorisation", "Giấy ủy quyền"),
                                    ("invitation", "Giấy mời"),
                                    ("introduction", "Giấy giới thiệu"),
                                    ("leave", "Giấy nghỉ phép"),
                                    ("sending_slip", "Phiếu gửi"),
                                    ("forwarding_slip", "Phiếu chuyển"),
                                    ("notification_slip", "Phiếu báo"),
                                    ("other", "Văn bản khác"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("issued_on", models.DateField()),
                        ("subject", models.CharField(max_length=1000)),
                        ("signer", models.CharField(max_length=200)),
                        ("recipients", models.CharField(blank=True, default="", max_length=1000)),
                        ("note", models.CharField(blank=True, default="", max_length=500)),
                        ("document", models.CharField(blank=True, default="", max_length=80)),
                        ("state", models.CharField(default="issued", max_length=10)),
                        ("cancel_reason", models.CharField(blank=True, default="", max_length=500)),
                        ("taken_at", models.DateTimeField(default=motcua.kernel.clock.now)),
                        (
                            "series",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="numbers",
                                to="documents.numberseries",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["series", "-id"], name="documents_number_register")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("number__isnull", False)),
                                fields=("series", "number"),
                                name="documents_number_never_twice",
                                violation_error_message="Số này đã cấp.",
                            ),
                            models.UniqueConstraint(
                                fields=("series", "text"),
                                name="documents_number_text_never_twice",
                                violation_error_message="Số, ký hiệu này đã có trong sổ.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(models.Q(("document", ""), _negated=True), ("state", "issued")),
                                fields=("document",),
                                name="documents_number_one_per_document",
                                violation_error_message="Văn bản này đã có số.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("file__isnull", False), ("state", "issued")),
                                fields=("file",),
                                name="documents_number_one_per_scan",
                                violation_error_message="Bản quét này đã được cấp số.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["issued", "cancelled"])),
                                name="documents_number_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "issued"), models.Q(("cancel_reason", ""), _negated=True), _connector="OR"
                                ),
                                name="documents_number_cancelled_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Citation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("subject", models.CharField(max_length=80)),
                        ("raw", models.CharField(max_length=500)),
                        ("number", models.CharField(blank=True, default="", max_length=80)),
                        ("canonical_number", models.CharField(blank=True, default="", max_length=80)),
                        ("issuer", models.CharField(blank=True, default="", max_length=300)),
                        ("issued_on", models.DateField(blank=True, null=True)),
                        ("date_differs", models.BooleanField(default=False)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.unit",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="citations",
                                to="documents.legaldocument",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["subject", "position"], name="documents_citation_subject"),
                            models.Index(
                                condition=models.Q(("document__isnull", True), ("ended_at__isnull", True)),
                                fields=["canonical_number"],
                                name="documents_citation_waiting",
                            ),
                            models.Index(fields=["unit", "-id"], name="documents_citation_unit"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Relation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("based_on", "Căn cứ"),
                                    ("amends", "Sửa đổi, bổ sung"),
                                    ("replaces", "Thay thế"),
                                    ("repeals", "Bãi bỏ"),
                                    ("implements", "Thực hiện, hướng dẫn"),
                                    ("cites", "Dẫn chiếu"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("on", models.DateField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, default="", max_length=500)),
                        ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                        ("voided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="relations",
                                to="documents.legaldocument",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inverse_relations",
                                to="documents.legaldocument",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["target", "kind", "on"], name="documents_relation_changes")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("voided_at__isnull", True)),
                                fields=("source", "target", "kind"),
                                name="documents_relation_once",
                                violation_error_message="Quan hệ này đã có.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", models.F("target")), _negated=True),
                                name="documents_relation_not_to_itself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["based_on", "amends", "replaces", "repeals", "implements", "cites"])
                                ),
                                name="documents_relation_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CitationReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("expired_on", models.DateField(blank=True, null=True)),
                        ("outcome", models.CharField(max_length=500)),
                        ("at", models.DateTimeField(default=motcua.kernel.clock.now)),
                        ("by", models.CharField(blank=True, default="", max_length=80)),
                        (
                            "citation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="documents.citation",
                            ),
                        ),
                        (
                            "relation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.relation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("relation__isnull", False)),
                                fields=("citation", "relation"),
                                name="documents_review_once_per_change",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("expired_on__isnull", False)),
                                fields=("citation", "expired_on"),
                                name="documents_review_once_per_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("expired_on__isnull", True), ("relation__isnull", False)),
                                    models.Q(("expired_on__isnull", False), ("relation__isnull", True)),
                                    _connector="OR",
                                ),
                                name="documents_review_one_ground",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
