"""All tables of the registry as the seventeen steps left them, made at once for a new database. What those steps carried over needs rows."""

import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.tables
import motcua.kernel.uids


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("procedures", "0001_registry"),
        ("procedures", "0002_public_pages"),
        ("procedures", "0003_bulk_acts"),
        ("procedures", "0004_review_rounds_on_route"),
        ("procedures", "0005_assignment_indexes"),
        ("procedures", "0006_weak_searches"),
        ("procedures", "0007_named_agencies"),
        ("procedures", "0008_rows_compared_with"),
        ("procedures", "0009_offers_of_lines"),
        ("procedures", "0010_strange_fields"),
        ("procedures", "0011_papers_as_signed"),
        ("procedures", "0012_reviews_carried_out"),
        ("procedures", "0013_signed_scans"),
        ("procedures", "0014_ends_decided"),
        ("procedures", "0015_earlier_comments"),
        ("procedures", "0016_filed_cases"),
        ("procedures", "0017_rounds_named_once"),
    ]

    dependencies = [
        ("documents", "0003_approval_signed_scan"),
        ("organisations", "0009_acting_heads"),
    ]

    operations = [
        motcua.kernel.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="CompetenceTransfer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("roles", models.JSONField()),
                        ("on", models.DateField()),
                        ("carried_out_at", models.DateTimeField()),
                        ("by_name", models.CharField(max_length=200)),
                        ("counts", models.JSONField(default=dict)),
                        ("reversed_at", models.DateTimeField(blank=True, null=True)),
                        ("reversed_by", models.CharField(blank=True, default="", max_length=200)),
                        ("reverse_reason", models.CharField(blank=True, default="", max_length=500)),
                        ("taken_back", models.JSONField(default=list)),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.legaldocument",
                            ),
                        ),
                        (
                            "from_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-on", "-id"], name="procedures_transfer_newest")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="CostParameter",
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
                                    ("wage", "Thu nhập bình quân một giờ công"),
                                    ("post", "Giá cước bưu chính một lần gửi"),
                                    ("travel", "Chi phí đi lại một lần"),
                                    ("copy", "Phí chứng thực bản sao một trang"),
                                    ("other", "Tham số khác"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("name", models.CharField(blank=True, default="", max_length=200)),
                        ("value", models.DecimalField(decimal_places=2, max_digits=18)),
                        ("source", models.CharField(max_length=500)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_by", models.CharField(max_length=200)),
                        ("voided_at", models.DateTimeField(blank=True, null=True)),
                        ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["wage", "post", "travel", "copy", "other"])),
                                name="procedures_parameter_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="procedures_parameter_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__gte", 0)), name="procedures_parameter_value"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True), name="procedures_parameter_source"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="DraftRegulation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("title", models.CharField(max_length=1000)),
                        ("sort_key", models.CharField(max_length=400)),
                        ("kind", models.CharField(blank=True, default="", max_length=20)),
                        ("state", models.CharField(default="registered", max_length=12)),
                        ("received_on", models.DateField()),
                        ("planned_on", models.DateField(blank=True, null=True)),
                        ("comments_due", models.DateField(blank=True, null=True)),
                        ("opinion_due", models.DateField(blank=True, null=True)),
                        ("opinion", models.TextField(blank=True, default="")),
                        ("opinion_number", models.CharField(blank=True, default="", max_length=80)),
                        ("opinion_on", models.DateField(blank=True, null=True)),
                        ("issued_number", models.CharField(blank=True, default="", max_length=80)),
                        ("issued_on", models.DateField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, default="", max_length=1000)),
                        ("created_at", models.DateTimeField()),
                        (
                            "drafter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
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
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "opinion_file",
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
                        "indexes": [models.Index(fields=["-received_on", "-id"], name="procedures_regulation_newest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["registered", "asking", "in_approval", "opined", "closed", "withdrawn"],
                                    )
                                ),
                                name="procedures_regulation_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["opined", "closed"]), _negated=True),
                                    models.Q(
                                        models.Q(("opinion_number", ""), _negated=True), ("opinion_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="procedures_regulation_opined",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Field",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("name", models.CharField(max_length=300)),
                        ("key", models.CharField(max_length=300, unique=True)),
                        ("sort_key", models.CharField(max_length=400)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["sort_key"], name="procedures_field_sorted")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="ImportRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        (
                            "mode",
                            models.CharField(
                                choices=[("import", "Nhập"), ("compare", "Đối chiếu")], default="import", max_length=10
                            ),
                        ),
                        ("job", models.CharField(blank=True, default="", max_length=80)),
                        ("source", models.CharField(max_length=20)),
                        ("file_name", models.CharField(max_length=300)),
                        ("sha256", models.CharField(max_length=64)),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("started_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("counts", models.JSONField(default=dict)),
                        ("by_name", models.CharField(max_length=200)),
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
                        ("strange", models.JSONField(default=dict)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-started_at"], name="procedures_runs_newest")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Procedure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("base_code", models.CharField(max_length=20, unique=True)),
                        ("suffix", models.CharField(blank=True, default="", max_length=20)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("public", "Thủ tục hành chính"), ("internal", "Thủ tục hành chính nội bộ")],
                                default="public",
                                max_length=10,
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[("national", "Theo Cơ sở dữ liệu quốc gia"), ("own", "Của tỉnh")],
                                default="national",
                                max_length=10,
                            ),
                        ),
                        ("abolished_on", models.DateField(blank=True, null=True)),
                        ("name", models.CharField(max_length=2000)),
                        ("sort_key", models.CharField(max_length=400)),
                        ("views", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["sort_key", "id"], name="procedures_sorted"),
                            models.Index(
                                condition=models.Q(("views__gt", 0)),
                                fields=["-views", "id"],
                                name="procedures_most_viewed",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["public", "internal"])),
                                name="procedures_procedure_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("origin__in", ["national", "own"])),
                                name="procedures_procedure_origin",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicationDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("state", models.CharField(default="draft", max_length=12)),
                        ("title", models.CharField(max_length=1000)),
                        ("sort_key", models.CharField(max_length=400)),
                        ("number", models.CharField(blank=True, default="", max_length=80)),
                        ("signed_on", models.DateField(blank=True, null=True)),
                        ("effective_on", models.DateField(blank=True, null=True)),
                        ("shortened", models.BooleanField(default=False)),
                        ("basis_words", models.CharField(blank=True, default="", max_length=500)),
                        ("basis_effective_on", models.DateField(blank=True, null=True)),
                        ("basis_promulgated_on", models.DateField(blank=True, null=True)),
                        ("list_notes", models.JSONField(default=list)),
                        ("return_note", models.CharField(blank=True, default="", max_length=2000)),
                        ("drafted_by", models.CharField(blank=True, default="", max_length=80)),
                        ("drafted_name", models.CharField(max_length=200)),
                        ("created_at", models.DateTimeField()),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "basis",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.legaldocument",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.legaldocument",
                            ),
                        ),
                        (
                            "issuer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "list_file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["-signed_on", "-id"], name="procedures_publication_newest"),
                            models.Index(fields=["owner", "state"], name="procedures_publication_owner"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "in_approval", "signed", "published", "withdrawn"])
                                ),
                                name="procedures_publication_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["signed", "published"]), _negated=True),
                                    models.Q(models.Q(("number", ""), _negated=True), ("signed_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="procedures_publication_signed",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("number", ""), _negated=True),
                                    models.Q(("state", "withdrawn"), _negated=True),
                                ),
                                fields=("issuer", "number", "signed_on"),
                                name="procedures_publication_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewRound",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=500)),
                        ("sort_key", models.CharField(max_length=400)),
                        ("together", models.BooleanField(default=False)),
                        ("state", models.CharField(default="draft", max_length=20)),
                        ("plan_due", models.DateField()),
                        ("result_due", models.DateField(blank=True, null=True)),
                        ("decision_number", models.CharField(blank=True, default="", max_length=80)),
                        ("decision_on", models.DateField(blank=True, null=True)),
                        ("sent_on", models.DateField(blank=True, null=True)),
                        ("report_number", models.CharField(blank=True, default="", max_length=80)),
                        ("report_on", models.DateField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, default="", max_length=1000)),
                        ("created_at", models.DateTimeField()),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        ("criteria", models.JSONField(default=list)),
                        ("plan", models.JSONField(default=dict)),
                        (
                            "report_file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        (
                            "plan_scan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        (
                            "report_scan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        (
                            "report_table",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        ("name_key", models.CharField(max_length=520)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-year", "-id"], name="procedures_round_newest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "draft",
                                            "plan_in_approval",
                                            "under_way",
                                            "report_in_approval",
                                            "closed",
                                            "dropped",
                                        ],
                                    )
                                ),
                                name="procedures_round_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "plan_in_approval", "dropped"]),
                                    models.Q(
                                        models.Q(("decision_number", ""), _negated=True), ("decision_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="procedures_round_decided",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "dropped"), _negated=True),
                                fields=("owner", "year", "name_key"),
                                name="procedures_round_named_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SearchMiss",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=120, unique=True)),
                        ("times", models.PositiveIntegerField(default=1)),
                        ("first_on", models.DateField()),
                        ("last_on", models.DateField()),
                        ("settled", models.BooleanField(default=False)),
                        ("weak", models.BooleanField(default=False)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["settled", "-times"], name="procedures_miss_often")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Synonym",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("key", models.CharField(max_length=120, unique=True)),
                        ("phrase", models.CharField(max_length=120)),
                        ("meanings", models.JSONField(default=list)),
                        ("active", models.BooleanField(default=True)),
                        ("changed_at", models.DateTimeField()),
                        ("by_name", models.CharField(blank=True, default="", max_length=200)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-changed_at"], name="procedures_synonym_newest")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="WorkflowReading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("province", "Cấp tỉnh"),
                                    ("commune", "Cấp xã"),
                                    ("vertical", "Cơ quan ngành dọc, cơ quan khác"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("read_at", models.DateTimeField()),
                        ("by_name", models.CharField(max_length=200)),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.legaldocument",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.storedfile"
                            ),
                        ),
                        ("job", models.CharField(blank=True, default="", max_length=80)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-read_at"], name="procedures_annex_newest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__in", ["province", "commune", "vertical"])),
                                name="procedures_annex_level",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LifeEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("key", models.CharField(max_length=60, unique=True)),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("people", "Cho tôi và gia đình"),
                                    ("business", "Cho cơ sở, doanh nghiệp của tôi"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("title", models.CharField(max_length=120)),
                        ("title_en", models.CharField(blank=True, default="", max_length=120)),
                        ("icon", models.CharField(max_length=20)),
                        ("intro", models.CharField(blank=True, default="", max_length=500)),
                        ("phrases", models.JSONField(default=list)),
                        ("position", models.PositiveSmallIntegerField()),
                        ("active", models.BooleanField(default=True)),
                        ("changed_at", models.DateTimeField()),
                        ("by_name", models.CharField(blank=True, default="", max_length=200)),
                    ],
                    options={
                        "indexes": [],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("audience__in", ["people", "business"])),
                                name="procedures_life_audience",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RolePost",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("kind", models.CharField(max_length=40)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, default="", max_length=300)),
                        ("by_name", models.CharField(max_length=200)),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.post"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit", "kind"], name="procedures_role_post_of_unit")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="procedures_role_post_range",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("valid_to__isnull", True)),
                                fields=("unit", "kind"),
                                name="procedures_role_post_open_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PrintedPaper",
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
                                    ("posting", "Danh mục niêm yết (A4)"),
                                    ("booklet", "Cuốn hướng dẫn (A5)"),
                                    ("leaflet", "Tờ rơi (A4)"),
                                    ("poster", "Áp phích (A3)"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("title", models.CharField(max_length=500)),
                        ("as_of", models.DateField()),
                        ("made_at", models.DateTimeField()),
                        ("by_name", models.CharField(max_length=200)),
                        ("total", models.PositiveIntegerField(default=0)),
                        ("fingerprint", models.CharField(blank=True, default="", max_length=64)),
                        ("stale_since", models.DateField(blank=True, null=True)),
                        ("job", models.CharField(blank=True, default="", max_length=40)),
                        (
                            "field",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.field",
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
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.procedure",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-made_at"], name="procedures_papers_newest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["posting", "booklet", "leaflet", "poster"])),
                                name="procedures_paper_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("procedure__isnull", True),
                                    models.Q(("field__isnull", True), ("unit__isnull", True)),
                                    _connector="OR",
                                ),
                                name="procedures_paper_scope",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OnlineLevel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("regime", models.CharField(max_length=30)),
                        ("level", models.CharField(max_length=20)),
                        ("reason", models.CharField(blank=True, default="", max_length=20)),
                        ("reason_words", models.CharField(blank=True, default="", max_length=1000)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("voided_at", models.DateTimeField(blank=True, null=True)),
                        ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.legaldocument",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="online_levels",
                                to="procedures.procedure",
                            ),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="procedures_online_range",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("valid_to__isnull", True), ("voided_at__isnull", True)),
                                fields=("procedure",),
                                name="procedures_online_open_once",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="NationalLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("url", models.CharField(max_length=500)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("there", "Có trang"),
                                    ("dead", "Trang không còn"),
                                    ("unknown", "Chưa kiểm tra được"),
                                ],
                                default="unknown",
                                max_length=10,
                            ),
                        ),
                        ("looked_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.CharField(blank=True, default="", max_length=100)),
                        (
                            "procedure",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="national_link",
                                to="procedures.procedure",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["looked_at"], name="procedures_link_oldest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["there", "dead", "unknown"])),
                                name="procedures_link_state",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LocalEntry",
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
                                    ("limit", "Thời hạn rút ngắn"),
                                    ("fee", "Phí, lệ phí theo nghị quyết"),
                                    ("place", "Nơi tiếp nhận"),
                                    ("delegated", "Cơ quan được ủy quyền, phân cấp"),
                                    ("note", "Hướng dẫn của địa phương"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("value", models.JSONField()),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("voided_at", models.DateTimeField(blank=True, null=True)),
                        ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.legaldocument",
                            ),
                        ),
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
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="local_entries",
                                to="procedures.procedure",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["procedure", "kind"], name="procedures_local_of")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="procedures_local_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["limit", "fee", "place", "delegated", "note"])),
                                name="procedures_local_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LawReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("amends", "Được sửa đổi, bổ sung"),
                                    ("replaces", "Bị thay thế"),
                                    ("repeals", "Bị bãi bỏ"),
                                    ("ended", "Hết hiệu lực"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("since", models.DateField(blank=True, null=True)),
                        ("state", models.CharField(default="open", max_length=10)),
                        ("opened_at", models.DateTimeField()),
                        ("reason", models.CharField(blank=True, default="", max_length=1000)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("settled_by", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.legaldocument",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.legaldocument",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="law_reviews",
                                to="procedures.procedure",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["state", "-opened_at"], name="procedures_law_review_open")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("by__isnull", False), ("state", "open")),
                                fields=("procedure", "document", "cause", "by"),
                                name="procedures_law_review_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("by__isnull", True), ("state", "open")),
                                fields=("procedure", "document", "cause"),
                                name="procedures_law_review_ended_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "unaffected", "renewed", "taken_back"])),
                                name="procedures_law_review_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("cause__in", ["amends", "replaces", "repeals", "ended"])),
                                name="procedures_law_review_cause",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state", "open"), ("settled_at__isnull", False), _connector="OR"),
                                name="procedures_law_review_settled",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InternalWorkflow",
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
                            "level",
                            models.CharField(
                                choices=[
                                    ("province", "Cấp tỉnh"),
                                    ("commune", "Cấp xã"),
                                    ("vertical", "Cơ quan ngành dọc, cơ quan khác"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("case", models.CharField(blank=True, default="", max_length=300)),
                        ("number", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "Đang soạn"), ("issued", "Đã ban hành"), ("voided", "Đã hủy")],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("table", models.JSONField()),
                        ("steps", models.PositiveSmallIntegerField(default=0)),
                        ("created_at", models.DateTimeField()),
                        ("issued_at", models.DateTimeField(blank=True, null=True)),
                        ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.legaldocument",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="workflows",
                                to="procedures.procedure",
                            ),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["procedure", "level", "state"], name="procedures_workflow_of_day")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("procedure", "level", "case", "number"), name="procedures_workflow_number"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "draft")),
                                fields=("procedure", "level", "case"),
                                name="procedures_workflow_one_draft",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="procedures_workflow_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "issued"), _negated=True),
                                    models.Q(("decision__isnull", False), ("valid_from__isnull", False)),
                                    _connector="OR",
                                ),
                                name="procedures_workflow_issued",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "issued", "voided"])),
                                name="procedures_workflow_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__in", ["province", "commune", "vertical"])),
                                name="procedures_workflow_level",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CitedGround",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=80)),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cited_grounds",
                                to="procedures.procedure",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("number", "procedure"), name="procedures_ground_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Assignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("competent", "Có thẩm quyền"),
                                    ("performing", "Trực tiếp giải quyết"),
                                    ("receiving", "Tiếp nhận, trả kết quả"),
                                    ("coordinating", "Phối hợp"),
                                ],
                                default="performing",
                                max_length=12,
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "counter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.unit",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.legaldocument",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ended",
                                to="procedures.competencetransfer",
                            ),
                        ),
                        (
                            "transfer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="made",
                                to="procedures.competencetransfer",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="procedures.procedure",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["unit", "role", "valid_from", "valid_to", "counter"],
                                name="procedures_assignment_held",
                            ),
                            models.Index(
                                fields=["procedure", "role", "valid_from", "valid_to"], name="procedures_assignment_of"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="procedures_assignment_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("role__in", ["competent", "performing", "receiving", "coordinating"])
                                ),
                                name="procedures_assignment_role",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("valid_to__isnull", True)),
                                fields=("procedure", "unit", "role"),
                                name="procedures_assignment_open_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProcedureFile",
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
                                    ("form", "Mẫu đơn, tờ khai"),
                                    ("sample", "Mẫu đã điền"),
                                    ("guide", "Hướng dẫn"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("component", models.CharField(blank=True, default="", max_length=60)),
                        ("title", models.CharField(max_length=500)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("voided_at", models.DateTimeField(blank=True, null=True)),
                        ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.storedfile"
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="procedures.procedure",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["procedure", "kind"], name="procedures_file_of")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="procedures_file_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["form", "sample", "guide"])),
                                name="procedures_file_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProcedureFlag",
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
                                    ("boundary_free", "Không phụ thuộc địa giới hành chính"),
                                    ("online_payment", "Thanh toán trực tuyến"),
                                    ("public_post", "Tiếp nhận, trả kết quả qua bưu chính công ích"),
                                    ("online_eligible", "Đủ điều kiện cung cấp trực tuyến"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("voided_at", models.DateTimeField(blank=True, null=True)),
                        ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.legaldocument",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="flags",
                                to="procedures.procedure",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["boundary_free", "online_payment", "public_post", "online_eligible"])
                                ),
                                name="procedures_flag_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="procedures_flag_range",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("valid_to__isnull", True), ("voided_at__isnull", True)),
                                fields=("procedure", "kind"),
                                name="procedures_flag_open_once",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ProcedureVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("number", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "Đang soạn"), ("published", "Đã công bố"), ("voided", "Đã hủy")],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("content", models.JSONField()),
                        ("fingerprint", models.CharField(max_length=64)),
                        ("name", models.CharField(max_length=2000)),
                        ("decision", models.CharField(blank=True, default="", max_length=200)),
                        ("at_ministry", models.BooleanField(default=False)),
                        ("at_province", models.BooleanField(default=False)),
                        ("at_commune", models.BooleanField(default=False)),
                        ("at_vertical", models.BooleanField(default=False)),
                        ("for_people", models.BooleanField(default=False)),
                        ("for_business", models.BooleanField(default=False)),
                        ("online", models.BooleanField(default=False)),
                        ("complete", models.BooleanField(default=False)),
                        ("unread_parts", models.PositiveSmallIntegerField(default=0)),
                        ("lacks", models.CharField(blank=True, default="", max_length=200)),
                        ("unread_in", models.CharField(blank=True, default="", max_length=200)),
                        ("source", models.JSONField(blank=True, null=True)),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        ("created_at", models.DateTimeField()),
                        ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "field",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.field",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="procedures.procedure",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["procedure", "state", "-valid_from"], name="procedures_version_of_day"
                            ),
                            models.Index(fields=["field", "state"], name="procedures_version_field"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("procedure", "number"), name="procedures_version_number"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="procedures_version_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "published", "voided"])),
                                name="procedures_version_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegulationComment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("asked_at", models.DateTimeField()),
                        ("due_on", models.DateField()),
                        (
                            "stand",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("agrees", "Thống nhất"),
                                    ("remarks", "Thống nhất, có ý kiến sửa"),
                                    ("against", "Không thống nhất"),
                                ],
                                default="",
                                max_length=8,
                            ),
                        ),
                        ("text", models.TextField(blank=True, default="")),
                        ("given_at", models.DateTimeField(blank=True, null=True)),
                        ("given_by", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "regulation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="procedures.draftregulation",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        ("by_letter", models.CharField(blank=True, default="", max_length=200)),
                        ("version", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit", "given_at"], name="procedures_comment_unit")],
                        "constraints": [
                            models.UniqueConstraint(fields=("regulation", "unit"), name="procedures_comment_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("given_at__isnull", True), models.Q(("stand", ""), _negated=True), _connector="OR"
                                ),
                                name="procedures_comment_given",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegulationImpact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("name", models.CharField(max_length=2000)),
                        ("action", models.CharField(max_length=10)),
                        ("answers", models.JSONField(default=dict)),
                        ("costing", models.JSONField(default=dict)),
                        ("assessed_at", models.DateTimeField(blank=True, null=True)),
                        ("dropped_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.procedure",
                            ),
                        ),
                        (
                            "regulation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="impacts",
                                to="procedures.draftregulation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("action__in", ["new", "amended", "replaced", "abolished"])),
                                name="procedures_impact_action",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("dropped_at__isnull", True), ("procedure__isnull", False)),
                                fields=("regulation", "procedure"),
                                name="procedures_impact_once",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewHint",
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
                                    ("pair", "Hai thủ tục giống nhau"),
                                    ("paper", "Giấy tờ nhiều thủ tục cùng yêu cầu"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("score", models.DecimalField(decimal_places=2, default=0, max_digits=3)),
                        ("name", models.CharField(blank=True, default="", max_length=1000)),
                        ("papers", models.JSONField(default=list)),
                        ("procedures", models.JSONField(default=list)),
                        ("weight", models.PositiveIntegerField(default=0)),
                        ("made_at", models.DateTimeField()),
                        (
                            "field",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="procedures.field"
                            ),
                        ),
                        (
                            "first",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="procedures.procedure",
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="procedures.procedure",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["kind", "-weight", "-id"], name="procedures_hint_weight")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["pair", "paper"])), name="procedures_hint_kind"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "pair"), _negated=True),
                                    models.Q(("first__isnull", False), ("second__isnull", False)),
                                    _connector="OR",
                                ),
                                name="procedures_hint_pair",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("state", models.CharField(default="planned", max_length=10)),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("direction", "Chỉ đạo của Chính phủ, Thủ tướng Chính phủ"),
                                    ("own", "Đơn vị tự chọn"),
                                    ("feedback", "Phản ánh, kiến nghị"),
                                    ("law", "Văn bản làm căn cứ thay đổi"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("ground_words", models.CharField(blank=True, default="", max_length=500)),
                        ("product", models.CharField(blank=True, default="", max_length=500)),
                        ("cluster", models.CharField(blank=True, default="", max_length=200)),
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("answers", models.JSONField(default=dict)),
                        ("costing", models.JSONField(default=dict)),
                        ("dossier_before", models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True)),
                        ("dossier_after", models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True)),
                        ("year_before", models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True)),
                        ("year_after", models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True)),
                        ("conclusion", models.CharField(blank=True, default="", max_length=2000)),
                        ("assessed_at", models.DateTimeField(blank=True, null=True)),
                        ("assessed_by", models.CharField(blank=True, default="", max_length=200)),
                        ("note", models.CharField(blank=True, default="", max_length=1000)),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="review_items",
                                to="procedures.procedure",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="procedures.reviewround",
                            ),
                        ),
                        (
                            "granted_dossier",
                            models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True),
                        ),
                        ("granted_note", models.CharField(blank=True, default="", max_length=500)),
                        ("granted_year", models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit", "state"], name="procedures_review_unit")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "procedure"),
                                name="procedures_review_once",
                                violation_error_message="Thủ tục này đã có trong đợt rà soát.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["planned", "in_hand", "assessed", "settled", "dropped"])
                                ),
                                name="procedures_review_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ground__in", ["direction", "own", "feedback", "law"])),
                                name="procedures_review_ground",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["assessed", "settled"]), _negated=True),
                                    ("assessed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="procedures_review_assessed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LifeEventEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("note", models.CharField(blank=True, default="", max_length=300)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entries",
                                to="procedures.lifeevent",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.procedure"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(fields=("event", "procedure"), name="procedures_life_entry_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PageViews",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField()),
                        ("times", models.PositiveIntegerField(default=0)),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.procedure"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["on"], name="procedures_views_day")],
                        "constraints": [
                            models.UniqueConstraint(fields=("procedure", "on"), name="procedures_views_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BulkAct",
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
                                    ("assign", "Giao đơn vị thực hiện"),
                                    ("flag", "Đánh dấu"),
                                    ("level", "Xác định mức độ trực tuyến"),
                                    ("transfer", "Chuyển thẩm quyền"),
                                    ("reversal", "Hoàn lại việc chuyển thẩm quyền"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("facts", models.JSONField(default=dict)),
                        ("job", models.CharField(blank=True, default="", max_length=80)),
                        ("started_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("by_name", models.CharField(max_length=200)),
                        (
                            "transfer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acts",
                                to="procedures.competencetransfer",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-started_at", "-id"], name="procedures_bulk_newest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["assign", "flag", "level", "transfer", "reversal"])),
                                name="procedures_bulk_kind",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NamedAgency",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=300)),
                        ("name", models.CharField(max_length=300)),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="named_agencies",
                                to="procedures.procedure",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("key", "procedure"), name="procedures_agency_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PrintRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("place", models.CharField(max_length=300)),
                        ("quantity", models.PositiveIntegerField()),
                        ("placed_on", models.DateField()),
                        ("removed_on", models.DateField(blank=True, null=True)),
                        ("by_name", models.CharField(max_length=200)),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="runs",
                                to="procedures.printedpaper",
                            ),
                        ),
                        (
                            "manner",
                            models.CharField(
                                choices=[("posted", "Treo, niêm yết"), ("handed", "Phát cho người dân")],
                                default="posted",
                                max_length=10,
                            ),
                        ),
                        ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("removed_on__isnull", True)),
                                fields=["paper"],
                                name="procedures_runs_open",
                            ),
                            models.Index(fields=["-placed_on", "-id"], name="procedures_prints_newest"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("removed_on__isnull", True),
                                    ("removed_on__gte", models.F("placed_on")),
                                    _connector="OR",
                                ),
                                name="procedures_run_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quantity__gte", 1)), name="procedures_run_quantity"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("manner__in", ["posted", "handed"])), name="procedures_run_manner"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PageRemark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("helpful", models.BooleanField()),
                        ("text", models.CharField(blank=True, default="", max_length=1000)),
                        ("at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("settled_by", models.CharField(blank=True, default="", max_length=200)),
                        ("answer", models.CharField(blank=True, default="", max_length=1000)),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="remarks",
                                to="procedures.procedure",
                            ),
                        ),
                        (
                            "read_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.procedureversion",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("helpful", False), ("settled_at__isnull", True)),
                                fields=["at", "id"],
                                name="procedures_remarks_open",
                            ),
                            models.Index(fields=["procedure", "helpful"], name="procedures_remarks_of"),
                        ],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="ImportRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("line", models.PositiveIntegerField()),
                        ("code", models.CharField(blank=True, default="", max_length=40)),
                        ("name", models.CharField(blank=True, default="", max_length=2000)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("new", "Thủ tục mới"),
                                    ("changed", "Phiên bản mới"),
                                    ("proposed", "Chờ quyết định"),
                                    ("set_aside", "Để riêng"),
                                    ("accepted", "Đã nhận"),
                                    ("rejected", "Không nhận"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, default="", max_length=1000)),
                        ("lacks", models.JSONField(default=list)),
                        ("doubts", models.JSONField(default=list)),
                        ("parts", models.JSONField(default=list)),
                        ("taken", models.JSONField(default=list)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_by", models.CharField(blank=True, default="", max_length=200)),
                        ("note", models.CharField(blank=True, default="", max_length=500)),
                        ("raw", models.JSONField(blank=True, null=True)),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rows",
                                to="procedures.importrun",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.procedure",
                            ),
                        ),
                        (
                            "made",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.procedureversion",
                            ),
                        ),
                        ("against", models.CharField(blank=True, default="", max_length=64)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["run", "state", "line"], name="procedures_import_states")],
                        "constraints": [
                            models.UniqueConstraint(fields=("run", "line"), name="procedures_import_line"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["new", "changed", "proposed", "set_aside", "accepted", "rejected"])
                                ),
                                name="procedures_import_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicationItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("line", models.PositiveIntegerField()),
                        (
                            "action",
                            models.CharField(
                                choices=[
                                    ("new", "Mới ban hành"),
                                    ("amended", "Sửa đổi, bổ sung"),
                                    ("replaced", "Thay thế"),
                                    ("abolished", "Bãi bỏ"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("base_code", models.CharField(blank=True, default="", max_length=20)),
                        ("name", models.CharField(max_length=2000)),
                        ("field_name", models.CharField(blank=True, default="", max_length=300)),
                        ("printed", models.JSONField(default=dict)),
                        (
                            "matched_by",
                            models.CharField(
                                choices=[
                                    ("code", "Theo mã"),
                                    ("name", "Theo tên"),
                                    ("person", "Người làm chọn"),
                                    ("none", "Chưa có trong danh mục"),
                                ],
                                default="none",
                                max_length=8,
                            ),
                        ),
                        ("taken", models.JSONField(default=list)),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("confirmed_by", models.CharField(blank=True, default="", max_length=200)),
                        ("basis_effective_on", models.DateField(blank=True, null=True)),
                        ("issue_due", models.DateField(blank=True, null=True)),
                        ("issue_due_index", models.DateField(blank=True, null=True)),
                        ("disclose_due", models.DateField(blank=True, null=True)),
                        ("disclose_due_index", models.DateField(blank=True, null=True)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="procedures.publicationdecision",
                            ),
                        ),
                        (
                            "made",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.procedureversion",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publication_items",
                                to="procedures.procedure",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.procedure",
                            ),
                        ),
                        ("offer", models.JSONField(default=dict)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["disclose_due"], name="procedures_item_due")],
                        "constraints": [
                            models.UniqueConstraint(fields=("decision", "line"), name="procedures_item_line"),
                            models.UniqueConstraint(
                                condition=models.Q(("procedure__isnull", False)),
                                fields=("decision", "procedure"),
                                name="procedures_item_procedure_once",
                                violation_error_message="Thủ tục này đã có một dòng trong quyết định.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("action__in", ["new", "amended", "replaced", "abolished"])),
                                name="procedures_item_action",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("matched_by__in", ["code", "name", "person", "none"])),
                                name="procedures_item_matched",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("replaces__isnull", True),
                                    models.Q(("replaces", models.F("procedure")), _negated=True),
                                    _connector="OR",
                                ),
                                name="procedures_item_replaces_other",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
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
                                    ("simplify", "Đơn giản hóa hồ sơ, trình tự, mẫu đơn"),
                                    ("merge", "Gộp với thủ tục khác"),
                                    ("shorten", "Rút ngắn thời hạn"),
                                    ("abolish", "Bãi bỏ"),
                                    ("decentralise", "Phân cấp, ủy quyền"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("text", models.CharField(max_length=2000)),
                        ("to_whom", models.CharField(blank=True, default="", max_length=300)),
                        ("state", models.CharField(default="proposed", max_length=10)),
                        ("proposed_on", models.DateField()),
                        ("decision_number", models.CharField(blank=True, default="", max_length=80)),
                        ("decided_on", models.DateField(blank=True, null=True)),
                        ("reason", models.CharField(blank=True, default="", max_length=1000)),
                        ("done_on", models.DateField(blank=True, null=True)),
                        ("done_note", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="procedures.reviewitem",
                            ),
                        ),
                        ("merged_with", models.ManyToManyField(related_name="+", to="procedures.procedure")),
                        (
                            "carried_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.procedureversion",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["kind", "proposed_on"], name="procedures_proposal_made")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["proposed", "accepted", "refused", "done", "withdrawn"])
                                ),
                                name="procedures_proposal_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["simplify", "merge", "shorten", "abolish", "decentralise"])
                                ),
                                name="procedures_proposal_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["accepted", "done"]), _negated=True),
                                    models.Q(
                                        models.Q(("decision_number", ""), _negated=True), ("decided_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="procedures_proposal_decided",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True),
                                    ("done_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="procedures_proposal_done",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FoundWorkflow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("position", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Chờ xác nhận"),
                                    ("taken", "Đã nhận thành bản soạn"),
                                    ("rejected", "Không nhận"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("heading", models.TextField(blank=True, default="")),
                        ("code", models.CharField(blank=True, default="", max_length=40)),
                        ("name", models.CharField(blank=True, default="", max_length=2000)),
                        ("table", models.JSONField()),
                        ("limit", models.JSONField(blank=True, null=True)),
                        ("rows", models.JSONField(default=list)),
                        ("doubts", models.JSONField(default=list)),
                        ("reason", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "made",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.internalworkflow",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.procedure",
                            ),
                        ),
                        (
                            "reading",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="found",
                                to="procedures.workflowreading",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("reading", "position"), name="procedures_found_position"),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "taken", "rejected"])),
                                name="procedures_found_state",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="BulkLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Chưa làm"),
                                    ("done", "Đã làm"),
                                    ("unchanged", "Có từ trước"),
                                    ("aside", "Để riêng"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("made", models.PositiveIntegerField(default=0)),
                        ("there", models.PositiveIntegerField(default=0)),
                        ("reason", models.CharField(blank=True, default="", max_length=300)),
                        (
                            "act",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="procedures.bulkact",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.procedure"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["act", "state", "id"], name="procedures_bulk_states")],
                        "constraints": [
                            models.UniqueConstraint(fields=("act", "procedure"), name="procedures_bulk_once"),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "done", "unchanged", "aside"])),
                                name="procedures_bulk_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EarlierComment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "stand",
                            models.CharField(
                                choices=[
                                    ("agrees", "Thống nhất"),
                                    ("remarks", "Thống nhất, có ý kiến sửa"),
                                    ("against", "Không thống nhất"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("text", models.TextField(blank=True, default="")),
                        ("given_at", models.DateTimeField()),
                        ("given_by", models.CharField(blank=True, default="", max_length=200)),
                        ("by_letter", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "comment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="earlier",
                                to="procedures.regulationcomment",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("stand__in", ["agrees", "remarks", "against"])),
                                name="procedures_earlier_comment_stand",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="FiledCase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=300)),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="filed_cases",
                                to="procedures.procedureversion",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("version", "name"), name="procedures_filed_case_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Disclosure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        (
                            "place",
                            models.CharField(
                                choices=[
                                    ("national", "Cơ sở dữ liệu quốc gia về thủ tục hành chính"),
                                    ("website", "Cổng, trang thông tin điện tử"),
                                    ("notice_board", "Bảng niêm yết"),
                                    ("counter", "Quầy tiếp nhận, màn hình tra cứu"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("url", models.CharField(blank=True, default="", max_length=500)),
                        ("note", models.CharField(blank=True, default="", max_length=500)),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_by", models.CharField(max_length=200)),
                        ("voided_at", models.DateTimeField(blank=True, null=True)),
                        ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "proof",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
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
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disclosures",
                                to="procedures.publicationitem",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("place__in", ["national", "website", "notice_board", "counter"])),
                                name="procedures_disclosure_place",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", False), ("voided_at__isnull", True)),
                                fields=("item", "place", "unit"),
                                name="procedures_disclosure_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", True), ("voided_at__isnull", True)),
                                fields=("item", "place"),
                                name="procedures_disclosure_once_anywhere",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
