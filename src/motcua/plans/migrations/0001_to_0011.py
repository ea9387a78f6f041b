"""All tables of plans as the eleven steps left them, made at once for a new database. What those steps carried over needs rows."""

import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.tables
import motcua.kernel.uids
import motcua.plans.workflow


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("plans", "0001_initial"),
        ("plans", "0002_work"),
        ("plans", "0003_task_owner"),
        ("plans", "0004_task_owner_required"),
        ("plans", "0005_funding_inspection_assessment"),
        ("plans", "0006_drafts_amendments_coverage"),
        ("plans", "0007_targets_and_release"),
        ("plans", "0008_what_the_system_knows"),
        ("plans", "0009_calendar_feeds"),
        ("plans", "0010_urging"),
        ("plans", "0011_task_due"),
    ]

    dependencies = [
        ("documents", "0003_approval_signed_scan"),
        ("organisations", "0008_grant_index"),
    ]

    operations = [
        motcua.kernel.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="Reading",
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
                            "state",
                            models.CharField(default=motcua.plans.workflow.ReadingState["QUEUED"], max_length=12),
                        ),
                        ("files", models.JSONField(default=list, help_text="uid của các tệp, theo thứ tự")),
                        ("file_name", models.CharField(max_length=300)),
                        ("fingerprint", models.CharField(blank=True, default="", max_length=64)),
                        ("text", models.TextField(blank=True, default="")),
                        ("blocks", models.JSONField(default=list)),
                        ("notes", models.JSONField(default=list)),
                        ("found", models.JSONField(blank=True, null=True)),
                        ("current", models.JSONField(blank=True, null=True)),
                        ("checked", models.JSONField(default=list, help_text="những mục người đọc đã xác nhận")),
                        ("error_code", models.CharField(blank=True, default="", max_length=60)),
                        ("error", models.TextField(blank=True, default="")),
                        ("job", models.CharField(blank=True, default="", max_length=80)),
                        ("is_sample", models.BooleanField(default=False)),
                        ("created_by", models.CharField(blank=True, default="", max_length=80)),
                        ("created_at", models.DateTimeField()),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["fingerprint"], name="plans_reading_same"),
                            models.Index(fields=["state", "-id"], name="plans_reading_open"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["queued", "reading", "to_review", "failed", "accepted", "discarded"])
                                ),
                                name="plans_reading_known_state",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Deliverable",
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
                                    ("file", "Tệp"),
                                    ("document", "Văn bản trong kho"),
                                    ("record", "Hồ sơ trong hệ thống"),
                                    ("statement", "Nội dung báo cáo"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("title", models.CharField(max_length=500)),
                        ("number", models.CharField(blank=True, default="", max_length=100)),
                        ("issued_on", models.DateField(blank=True, null=True)),
                        ("ref", models.CharField(blank=True, default="", max_length=120)),
                        ("text", models.TextField(blank=True, default="")),
                        ("created_by", models.CharField(blank=True, default="", max_length=80)),
                        ("created_at", models.DateTimeField()),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit", "-id"], name="plans_deliverable_of_unit")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["file", "document", "record", "statement"])),
                                name="plans_deliverable_known_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "statement"), models.Q(("text", ""), _negated=True)),
                                    models.Q(
                                        models.Q(("kind", "statement"), _negated=True),
                                        models.Q(("ref", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="plans_deliverable_is_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkSource",
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
                                    ("incoming_document", "Văn bản đến"),
                                    ("conclusion", "Kết luận cuộc họp"),
                                    ("instruction", "Chỉ đạo của lãnh đạo"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("number", models.CharField(blank=True, default="", max_length=100)),
                        ("issuer_name", models.CharField(blank=True, default="", max_length=300)),
                        ("issued_on", models.DateField()),
                        ("title", models.TextField()),
                        ("sort_key", models.CharField(max_length=300)),
                        ("document_ref", models.CharField(blank=True, default="", max_length=80)),
                        ("is_sample", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "leader",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.officer",
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
                        "indexes": [models.Index(fields=["-issued_on", "-id"], name="plans_source_by_date")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["incoming_document", "conclusion", "instruction"])),
                                name="plans_source_known_kind",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Checklist",
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
                                    ("public_duty", "Kiểm tra công vụ"),
                                    ("procedure_control", "Kiểm tra kiểm soát thủ tục hành chính"),
                                    ("reform", "Kiểm tra cải cách hành chính"),
                                    ("other", "Kiểm tra khác"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=300)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("is_sample", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("owner", "kind", "number"), name="plans_checklist_number"),
                            models.UniqueConstraint(
                                condition=models.Q(("valid_to__isnull", True)),
                                fields=("owner", "kind"),
                                name="plans_checklist_one_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="plans_checklist_range",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Scheme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        (
                            "assesses",
                            models.CharField(choices=[("units", "Đơn vị"), ("officers", "Cá nhân")], max_length=8),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=300)),
                        ("basis", models.CharField(blank=True, default="", max_length=300)),
                        ("grades", models.JSONField(default=list)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("is_sample", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("owner", "assesses", "number"), name="plans_scheme_number"),
                            models.UniqueConstraint(
                                condition=models.Q(("valid_to__isnull", True)),
                                fields=("owner", "assesses"),
                                name="plans_scheme_one_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="plans_scheme_range",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("hash", models.CharField(max_length=64, unique=True)),
                        ("digest", models.CharField(blank=True, default="", max_length=64)),
                        ("changed_at", models.DateTimeField(blank=True, null=True)),
                        ("created_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.officer",
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("officer", "unit"),
                                name="plans_feed_one_of_unit",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True), ("unit__isnull", True)),
                                fields=("officer",),
                                name="plans_feed_one_own",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="UrgingLetter",
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
                        ("sort_key", models.CharField(max_length=300)),
                        ("words", models.TextField(blank=True, default="")),
                        ("answer_by", models.DateField()),
                        ("number", models.CharField(blank=True, default="", max_length=100)),
                        ("issued_on", models.DateField(blank=True, null=True)),
                        ("signer_name", models.CharField(blank=True, default="", max_length=200)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("drafted_by", models.CharField(blank=True, default="", max_length=80)),
                        ("drafted_name", models.CharField(blank=True, default="", max_length=200)),
                        ("return_note", models.TextField(blank=True, default="")),
                        ("is_sample", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "signer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.officer",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-created_at", "-id"], name="plans_letter_by_date")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "in_approval", "sent", "withdrawn"])),
                                name="plans_letter_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "sent"), _negated=True),
                                    models.Q(
                                        ("issued_on__isnull", False),
                                        ("sent_at__isnull", False),
                                        models.Q(("number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="plans_letter_sent_is_numbered",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Plan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("state", models.CharField(default=motcua.plans.workflow.PlanState["ISSUED"], max_length=20)),
                        ("kind", models.CharField(default="Kế hoạch", max_length=100)),
                        ("number", models.CharField(blank=True, default="", max_length=100)),
                        ("canonical_number", models.CharField(blank=True, default="", max_length=100)),
                        ("issuer_name", models.CharField(blank=True, default="", max_length=300)),
                        ("place", models.CharField(blank=True, default="", max_length=200)),
                        ("issued_on", models.DateField(blank=True, null=True)),
                        ("title", models.TextField()),
                        ("sort_key", models.CharField(max_length=300)),
                        ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("signer_capacity", models.CharField(blank=True, default="", max_length=300)),
                        ("signer_name", models.CharField(blank=True, default="", max_length=200)),
                        ("recipients", models.JSONField(default=list)),
                        ("is_sample", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "issuer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.unit",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "reading",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan",
                                to="plans.reading",
                            ),
                        ),
                        ("cut_off", models.PositiveSmallIntegerField(default=0)),
                        ("ends_on", models.DateField(blank=True, null=True)),
                        ("report_months", models.PositiveSmallIntegerField(default=3)),
                        ("starts_on", models.DateField(blank=True, null=True)),
                        (
                            "superior",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subordinates",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["sort_key", "id"], name="plans_plan_by_title"),
                            models.Index(fields=["-issued_on", "-id"], name="plans_plan_by_date"),
                            models.Index(fields=["canonical_number"], name="plans_plan_by_number"),
                            models.Index(fields=["year"], name="plans_plan_by_year"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "issued")),
                                fields=("owner", "canonical_number", "year"),
                                name="plans_plan_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "draft",
                                            "in_approval",
                                            "awaiting_number",
                                            "issued",
                                            "closed",
                                            "replaced",
                                            "withdrawn",
                                        ],
                                    )
                                ),
                                name="plans_plan_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("cut_off__lte", 28), ("report_months__in", [1, 2, 3, 4, 6, 12])),
                                name="plans_plan_reporting_periods",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ends_on__isnull", True), ("starts_on__isnull", True)),
                                    models.Q(("ends_on__gte", models.F("starts_on")), ("starts_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="plans_plan_span",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("number", ""), _negated=True),
                                    ("state__in", ["draft", "in_approval", "awaiting_number", "withdrawn", "replaced"]),
                                    _connector="OR",
                                ),
                                name="plans_plan_issued_has_number",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("path", models.CharField(max_length=200)),
                        ("before", models.JSONField(null=True)),
                        ("after", models.JSONField(null=True)),
                        ("actor", models.CharField(blank=True, default="", max_length=80)),
                        ("actor_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField()),
                        (
                            "reading",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="plans.reading",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["reading", "id"], name="plans_correction_of")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("position", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=1000)),
                        ("basis", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "checklist",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="plans.checklist"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("checklist", "position"), name="plans_checklist_item_place")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Criterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("position", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=500)),
                        ("most", models.DecimalField(decimal_places=2, max_digits=6)),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("on_time", "Tỷ lệ việc hoàn thành đúng hạn"),
                                    ("late", "Trừ điểm theo số việc trễ hạn"),
                                    ("indicator", "Theo chỉ số của hệ thống"),
                                    ("hand", "Chấm tay, kèm minh chứng"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("indicator", models.CharField(blank=True, default="", max_length=120)),
                        ("full_at", models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                        ("nothing_at", models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                        ("per_case", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="criteria", to="plans.scheme"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("scheme", "position"), name="plans_criterion_place"),
                            models.CheckConstraint(condition=models.Q(("most__gt", 0)), name="plans_criterion_most"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("method", "indicator"), _negated=True),
                                    models.Q(("indicator", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="plans_criterion_names_indicator",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("method", "late"), _negated=True), ("per_case__gt", 0), _connector="OR"
                                ),
                                name="plans_criterion_takes_points",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Section",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        ("depth", models.PositiveSmallIntegerField()),
                        ("label", models.CharField(max_length=40)),
                        ("title", models.TextField(blank=True, null=True)),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="plans.section",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="sections", to="plans.plan"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "position"), name="plans_section_place")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="System",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        ("name", models.TextField()),
                        ("source", models.JSONField(default=dict)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="systems", to="plans.plan"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "position"), name="plans_system_place")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("position", models.PositiveIntegerField()),
                        ("no", models.CharField(blank=True, max_length=40, null=True)),
                        ("section", models.CharField(blank=True, max_length=40, null=True)),
                        ("section_title", models.TextField(blank=True, null=True)),
                        ("goal", models.TextField(blank=True, null=True)),
                        ("task", models.TextField()),
                        ("lead", models.TextField(blank=True, null=True)),
                        ("coordinators", models.JSONField(default=list)),
                        ("deliverable", models.TextField(blank=True, null=True)),
                        ("schedule_text", models.TextField(blank=True, null=True)),
                        ("schedule_kind", models.CharField(default="unspecified", max_length=12)),
                        ("starts_on", models.DateField(blank=True, null=True)),
                        ("ends_on", models.DateField(blank=True, null=True)),
                        ("event", models.TextField(blank=True, null=True)),
                        ("every", models.CharField(blank=True, max_length=20, null=True)),
                        ("months", models.JSONField(blank=True, null=True)),
                        ("confidence", models.FloatField(blank=True, null=True)),
                        ("source", models.JSONField(default=dict)),
                        ("sources", models.JSONField(default=dict)),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="plans.task",
                            ),
                        ),
                        (
                            "work_source",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="plans.worksource",
                            ),
                        ),
                        ("dropped_at", models.DateTimeField(blank=True, null=True)),
                        ("due", models.JSONField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["ends_on", "id"], name="plans_task_by_end"),
                            models.Index(fields=["owner"], name="plans_task_of_owner"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "position"), name="plans_task_place"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "schedule_kind__in",
                                        [
                                            "by_date",
                                            "quarter",
                                            "months",
                                            "year",
                                            "continuous",
                                            "on_event",
                                            "periodic",
                                            "unspecified",
                                        ],
                                    )
                                ),
                                name="plans_task_known_schedule",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("parent__isnull", True), ("plan__isnull", False), ("work_source__isnull", True)
                                    ),
                                    models.Q(
                                        ("parent__isnull", True), ("plan__isnull", True), ("work_source__isnull", False)
                                    ),
                                    models.Q(
                                        ("parent__isnull", False), ("plan__isnull", True), ("work_source__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="plans_task_one_source",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Topic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("audience", models.CharField(max_length=20)),
                        ("audience_label", models.TextField()),
                        ("position", models.PositiveIntegerField()),
                        ("no", models.CharField(blank=True, max_length=40, null=True)),
                        ("text", models.TextField()),
                        ("source", models.JSONField(default=dict)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="topics", to="plans.plan"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("plan", "position"), name="plans_topic_place")],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Duty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        ("period", models.CharField(max_length=12)),
                        ("to", models.TextField(blank=True, null=True)),
                        ("via", models.TextField(blank=True, null=True)),
                        ("text", models.TextField()),
                        ("due_text", models.TextField(blank=True, null=True)),
                        ("source", models.JSONField(default=dict)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="duties", to="plans.plan"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("plan", "position"), name="plans_duty_place")],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Channel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("audience", models.CharField(max_length=20)),
                        ("audience_label", models.TextField()),
                        ("position", models.PositiveIntegerField()),
                        ("text", models.TextField()),
                        ("channel", models.CharField(max_length=20)),
                        ("source", models.JSONField(default=dict)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="channels", to="plans.plan"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "position"), name="plans_channel_place")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Round",
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
                        ("title", models.CharField(max_length=300)),
                        ("state", models.CharField(default="self_scoring", max_length=12)),
                        ("planned_collectives", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("planned_persons", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("planned_words", models.CharField(blank=True, default="", max_length=500)),
                        ("reckoned_at", models.DateTimeField(blank=True, null=True)),
                        ("approved_at", models.DateTimeField(blank=True, null=True)),
                        ("approved_name", models.CharField(blank=True, default="", max_length=200)),
                        ("decision_number", models.CharField(blank=True, default="", max_length=100)),
                        ("decision_on", models.DateField(blank=True, null=True)),
                        ("is_sample", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="plans.scheme"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-year", "-id"], name="plans_round_by_year")],
                        "constraints": [
                            models.UniqueConstraint(fields=("owner", "scheme", "year"), name="plans_round_once"),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["self_scoring", "reviewing", "approved"])),
                                name="plans_round_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("year__gte", 2000), ("year__lte", 2100)), name="plans_round_year"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoverageMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "item",
                            models.CharField(
                                choices=[
                                    ("task", "Nhiệm vụ"),
                                    ("target", "Chỉ tiêu"),
                                    ("topic", "Nội dung tuyên truyền"),
                                    ("channel", "Hình thức tuyên truyền"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("key", models.CharField(max_length=40)),
                        ("covered", models.BooleanField()),
                        ("note", models.CharField(blank=True, default="", max_length=500)),
                        ("marked_name", models.CharField(blank=True, default="", max_length=200)),
                        ("marked_at", models.DateTimeField()),
                        (
                            "subordinate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"
                            ),
                        ),
                        (
                            "superior",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="coverage_marks",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("superior", "item", "key", "subordinate"), name="plans_coverage_mark_once"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("hand", "Soạn mới"),
                                    ("reading", "Từ tệp đã đọc"),
                                    ("last_year", "Từ kế hoạch năm trước"),
                                    ("uncovered", "Từ việc của kế hoạch cấp trên chưa có nơi thực hiện"),
                                ],
                                default="hand",
                                max_length=10,
                            ),
                        ),
                        ("content", models.JSONField(default=dict)),
                        ("proposals", models.JSONField(default=list)),
                        ("drafted_by", models.CharField(blank=True, default="", max_length=80)),
                        ("drafted_name", models.CharField(blank=True, default="", max_length=200)),
                        ("changed_at", models.DateTimeField()),
                        (
                            "made_from",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "plan",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="draft", to="plans.plan"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("consulted", "Bản lấy ý kiến"),
                                    ("submitted", "Bản trình duyệt"),
                                    ("issued", "Bản ban hành"),
                                    ("amended", "Sau điều chỉnh, bổ sung"),
                                    ("corrected", "Sau khi sửa lỗi đọc"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("content", models.JSONField()),
                        ("document", models.CharField(blank=True, default="", max_length=80)),
                        ("actor_name", models.CharField(blank=True, default="", max_length=200)),
                        ("at", models.DateTimeField()),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="plans.plan"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["plan", "at"], name="plans_version_by_moment")],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "number"), name="plans_version_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Amendment",
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
                                    ("amendment", "Điều chỉnh, bổ sung"),
                                    ("correction", "Sửa lỗi khi đọc văn bản"),
                                ],
                                default="amendment",
                                max_length=10,
                            ),
                        ),
                        ("state", models.CharField(default="draft", max_length=12)),
                        ("title", models.CharField(max_length=1000)),
                        ("sort_key", models.CharField(max_length=300)),
                        ("reason", models.TextField()),
                        ("changes", models.JSONField(default=list)),
                        ("number", models.CharField(blank=True, default="", max_length=100)),
                        ("issued_on", models.DateField(blank=True, null=True)),
                        ("signer_capacity", models.CharField(blank=True, default="", max_length=300)),
                        ("signer_name", models.CharField(blank=True, default="", max_length=200)),
                        ("applied_at", models.DateTimeField(blank=True, null=True)),
                        ("drafted_by", models.CharField(blank=True, default="", max_length=80)),
                        ("drafted_name", models.CharField(blank=True, default="", max_length=200)),
                        ("return_note", models.TextField(blank=True, default="")),
                        ("is_sample", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="amendments", to="plans.plan"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["plan", "state"], name="plans_amendment_of_plan")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "in_approval", "applied", "withdrawn"])),
                                name="plans_amendment_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "applied"), _negated=True),
                                    models.Q(("applied_at__isnull", False), ("kind", "correction")),
                                    models.Q(
                                        ("applied_at__isnull", False),
                                        ("file__isnull", False),
                                        ("issued_on__isnull", False),
                                        models.Q(("number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="plans_amendment_applied_is_numbered",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanRelease",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("text", models.BooleanField(default=False)),
                        ("progress", models.BooleanField(default=False)),
                        (
                            "targets",
                            models.CharField(
                                choices=[
                                    ("none", "không công khai"),
                                    ("live", "số liệu hiện tại"),
                                    ("frozen", "số liệu đã chốt"),
                                ],
                                default="none",
                                max_length=6,
                            ),
                        ),
                        ("released_by", models.CharField(blank=True, default="", max_length=80)),
                        ("released_name", models.CharField(max_length=200)),
                        ("released_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="plans.plan"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("plan",),
                                name="plans_release_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("targets__in", ["none", "live", "frozen"])),
                                name="plans_release_targets",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Target",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("position", models.PositiveIntegerField()),
                        ("text", models.TextField()),
                        ("subject", models.TextField()),
                        ("comparator", models.CharField(max_length=2)),
                        ("value", models.DecimalField(decimal_places=4, max_digits=14)),
                        ("unit", models.CharField(max_length=40)),
                        ("starts_on", models.DateField(blank=True, null=True)),
                        ("ends_on", models.DateField(blank=True, null=True)),
                        ("indicator", models.CharField(blank=True, max_length=120, null=True)),
                        ("confidence", models.FloatField(blank=True, null=True)),
                        ("source", models.JSONField(default=dict)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="plans.plan"
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="targets",
                                to="plans.task",
                            ),
                        ),
                        ("dropped_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "position"), name="plans_target_place"),
                            models.CheckConstraint(
                                condition=models.Q(("comparator__in", [">=", "<=", "=", ">", "<"])),
                                name="plans_target_known_comparator",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TaskUnit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(choices=[("lead", "chủ trì"), ("coordinator", "phối hợp")], max_length=12),
                        ),
                        ("named", models.TextField()),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="units", to="plans.task"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        ("post", models.CharField(blank=True, max_length=8, null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit", "role"], name="plans_task_unit_by_unit")],
                        "constraints": [
                            models.UniqueConstraint(fields=("task", "unit", "role"), name="plans_task_unit_once"),
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["lead", "coordinator"])),
                                name="plans_task_unit_known_role",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Occurrence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("key", models.CharField(max_length=60)),
                        ("kind", models.CharField(max_length=14)),
                        ("state", models.CharField(default="not_started", max_length=14)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("inferred", models.BooleanField(default=False)),
                        ("calendar", models.CharField(blank=True, default="", max_length=60)),
                        ("due_at", models.DateTimeField()),
                        ("original_due_at", models.DateTimeField()),
                        ("event", models.TextField(blank=True, default="")),
                        ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "satisfied_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("deliverable", "kết quả đã nộp"),
                                    ("indicator", "chỉ số của hệ thống"),
                                    ("records", "hồ sơ trong hệ thống"),
                                    ("statement", "báo cáo một dòng kèm minh chứng"),
                                ],
                                default="",
                                max_length=12,
                            ),
                        ),
                        ("voided_at", models.DateTimeField(blank=True, null=True)),
                        ("void_reason", models.TextField(blank=True, default="")),
                        ("created_at", models.DateTimeField()),
                        (
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.officer",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="occurrences", to="plans.task"
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
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("state__in", ["not_started", "in_progress", "returned", "handed_in"]),
                                    ("voided_at__isnull", True),
                                ),
                                fields=["unit", "due_at"],
                                name="plans_occurrence_open_of_unit",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("state__in", ["not_started", "in_progress", "returned", "handed_in"]),
                                    ("voided_at__isnull", True),
                                ),
                                fields=["due_at", "id"],
                                name="plans_occurrence_open_by_due",
                            ),
                            models.Index(fields=["unit", "original_due_at"], name="plans_occurrence_of_window"),
                            models.Index(fields=["state", "handed_in_at"], name="plans_occurrence_handed_in"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("task", "unit", "key"), name="plans_occurrence_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", True)),
                                fields=("task", "key"),
                                name="plans_occurrence_nobody_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "not_started",
                                            "in_progress",
                                            "handed_in",
                                            "accepted",
                                            "returned",
                                            "cannot_be_done",
                                            "nothing_arose",
                                        ],
                                    )
                                ),
                                name="plans_occurrence_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="plans_occurrence_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "accepted"), _negated=True),
                                    models.Q(("satisfied_by", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="plans_occurrence_accepted_by_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FundingLine",
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
                        ("source", models.CharField(max_length=40)),
                        ("source_name", models.CharField(max_length=200)),
                        ("content", models.CharField(max_length=500)),
                        ("sort_key", models.CharField(max_length=300)),
                        ("estimate", models.BigIntegerField()),
                        ("spent", models.BigIntegerField(default=0)),
                        ("state", models.CharField(default="open", max_length=10)),
                        ("settled", models.BigIntegerField(blank=True, null=True)),
                        ("settled_on", models.DateField(blank=True, null=True)),
                        ("settled_by_document", models.CharField(blank=True, default="", max_length=200)),
                        ("is_sample", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="funding",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="funding",
                                to="plans.task",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["-year", "sort_key"], name="plans_funding_by_year"),
                            models.Index(fields=["unit", "year"], name="plans_funding_of_unit"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("plan__isnull", False), ("task__isnull", False), _connector="OR"),
                                name="plans_funding_of_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("estimate__gt", 0)), name="plans_funding_estimate"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("spent__gte", 0), ("spent__lte", models.F("estimate"))),
                                name="plans_funding_within_estimate",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("year__gte", 2000), ("year__lte", 2100)), name="plans_funding_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "settled", "cancelled"])),
                                name="plans_funding_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("settled__isnull", False),
                                        ("settled__lte", models.F("spent")),
                                        ("settled_on__isnull", False),
                                        ("state", "settled"),
                                    ),
                                    models.Q(models.Q(("state", "settled"), _negated=True), ("settled__isnull", True)),
                                    _connector="OR",
                                ),
                                name="plans_funding_settled_fully",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Initiative",
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
                                    ("model", "Mô hình"),
                                    ("initiative", "Sáng kiến"),
                                    ("example", "Gương điển hình"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("title", models.CharField(max_length=500)),
                        ("sort_key", models.CharField(max_length=300)),
                        ("authors", models.CharField(blank=True, default="", max_length=500)),
                        ("summary", models.TextField()),
                        ("description", models.TextField(blank=True, default="")),
                        ("effect", models.TextField(blank=True, default="")),
                        ("spreads_to", models.TextField(blank=True, default="")),
                        ("state", models.CharField(default="draft", max_length=10)),
                        ("decision_number", models.CharField(blank=True, default="", max_length=100)),
                        ("decision_on", models.DateField(blank=True, null=True)),
                        ("approved_by", models.CharField(blank=True, default="", max_length=80)),
                        ("written_by", models.CharField(blank=True, default="", max_length=80)),
                        ("written_name", models.CharField(blank=True, default="", max_length=200)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("published_name", models.CharField(blank=True, default="", max_length=200)),
                        ("return_note", models.TextField(blank=True, default="")),
                        ("is_sample", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.task",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["-created_at", "-id"], name="plans_initiative_by_date"),
                            models.Index(
                                condition=models.Q(("state", "published")),
                                fields=["-published_at"],
                                name="plans_initiative_published",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "submitted", "approved", "published"])),
                                name="plans_initiative_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("published_at__isnull", False), ("state", "published")),
                                    models.Q(
                                        models.Q(("state", "published"), _negated=True), ("published_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="plans_initiative_published_is_told",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Nomination",
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
                            models.CharField(choices=[("collective", "Tập thể"), ("person", "Cá nhân")], max_length=10),
                        ),
                        ("name", models.CharField(max_length=300)),
                        ("award", models.CharField(max_length=200)),
                        ("achievement", models.TextField()),
                        ("state", models.CharField(default="proposed", max_length=10)),
                        ("decision_number", models.CharField(blank=True, default="", max_length=100)),
                        ("decision_on", models.DateField(blank=True, null=True)),
                        ("decision_note", models.TextField(blank=True, default="")),
                        ("proposed_by", models.CharField(blank=True, default="", max_length=80)),
                        ("proposed_name", models.CharField(blank=True, default="", max_length=200)),
                        ("created_at", models.DateTimeField()),
                        (
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.officer",
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
                                related_name="nominations",
                                to="plans.round",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "collective"), ("state__in", ["proposed", "granted"])),
                                fields=("round", "unit"),
                                name="plans_nomination_collective_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "person"), ("state__in", ["proposed", "granted"])),
                                fields=("round", "officer"),
                                name="plans_nomination_person_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "collective"), ("officer__isnull", True)),
                                    models.Q(("kind", "person"), ("officer__isnull", False)),
                                    _connector="OR",
                                ),
                                name="plans_nomination_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["proposed", "granted", "declined", "withdrawn"])),
                                name="plans_nomination_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "granted"), _negated=True),
                                    models.Q(
                                        models.Q(("decision_number", ""), _negated=True), ("decision_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="plans_nomination_granted_has_decision",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Assessed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("name", models.CharField(max_length=300)),
                        ("sort_key", models.CharField(max_length=300)),
                        ("self_total", models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                        ("self_scored_at", models.DateTimeField(blank=True, null=True)),
                        ("self_scored_name", models.CharField(blank=True, default="", max_length=200)),
                        ("total", models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                        ("grade", models.CharField(blank=True, default="", max_length=100)),
                        ("rank", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.officer",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="assessed", to="plans.round"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit"], name="plans_assessed_by_unit")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("officer__isnull", True)),
                                fields=("round", "unit"),
                                name="plans_assessed_unit_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("officer__isnull", False)),
                                fields=("round", "officer"),
                                name="plans_assessed_officer_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consultation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("state", models.CharField(default="open", max_length=6)),
                        ("due_on", models.DateField()),
                        ("note", models.TextField(blank=True, default="")),
                        ("opened_name", models.CharField(blank=True, default="", max_length=200)),
                        ("opened_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consultations",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "shown",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.planversion"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("plan",),
                                name="plans_consultation_one_open",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="DraftChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("path", models.CharField(max_length=200)),
                        ("before", models.JSONField(null=True)),
                        ("after", models.JSONField(null=True)),
                        ("actor", models.CharField(blank=True, default="", max_length=80)),
                        ("actor_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField()),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="plans.plandraft",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("draft", "number"), name="plans_draft_change_once")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Raised",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("kind", models.CharField(max_length=40)),
                        ("event", models.UUIDField()),
                        ("subject", models.CharField(max_length=80)),
                        ("at", models.DateTimeField()),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="raised", to="plans.task"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("task", "event"), name="plans_raised_once_per_event"),
                            models.UniqueConstraint(fields=("task", "number"), name="plans_raised_number"),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TaskMeasure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("indicator", "chỉ số của hệ thống"),
                                    ("records", "hồ sơ trong hệ thống"),
                                    ("by_hand", "đơn vị tự báo cáo"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("indicator", models.CharField(blank=True, default="", max_length=120)),
                        ("comparator", models.CharField(blank=True, default="", max_length=2)),
                        ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ("records", models.CharField(blank=True, default="", max_length=40)),
                        ("least", models.PositiveSmallIntegerField(default=1)),
                        ("confirmed_by", models.CharField(blank=True, default="", max_length=80)),
                        ("confirmed_name", models.CharField(max_length=200)),
                        ("confirmed_at", models.DateTimeField()),
                        (
                            "task",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="measure", to="plans.task"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("comparator__in", [">=", "<=", "=", ">", "<"]),
                                        ("kind", "indicator"),
                                        ("records", ""),
                                        ("value__isnull", False),
                                        models.Q(("indicator", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("indicator", ""),
                                        ("kind", "records"),
                                        ("least__gte", 1),
                                        models.Q(("records", ""), _negated=True),
                                    ),
                                    models.Q(("indicator", ""), ("kind", "by_hand"), ("records", "")),
                                    _connector="OR",
                                ),
                                name="plans_measure_is_one_thing",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Trigger",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("kind", models.CharField(max_length=40)),
                        ("detail", models.CharField(blank=True, default="", max_length=40)),
                        ("days", models.PositiveSmallIntegerField()),
                        ("confirmed_by", models.CharField(blank=True, default="", max_length=80)),
                        ("confirmed_name", models.CharField(max_length=200)),
                        ("confirmed_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="triggers", to="plans.task"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=["kind"],
                                name="plans_trigger_by_kind",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("task", "kind", "detail"),
                                name="plans_trigger_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("days__gte", 1), ("days__lte", 366)), name="plans_trigger_days"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assignee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("lead", "chủ trì"), ("support", "phối hợp"), ("inform", "để biết")],
                                max_length=8,
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="")),
                        ("due_at", models.DateTimeField(blank=True, null=True)),
                        ("given_by", models.CharField(blank=True, default="", max_length=80)),
                        ("given_name", models.CharField(blank=True, default="", max_length=200)),
                        ("given_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("end_reason", models.TextField(blank=True, default="")),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.officer",
                            ),
                        ),
                        (
                            "occurrence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignees",
                                to="plans.occurrence",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=["officer"],
                                name="plans_assignee_of_officer",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("occurrence", "officer"),
                                name="plans_assignee_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True), ("role", "lead")),
                                fields=("occurrence",),
                                name="plans_assignee_one_lead",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["lead", "support", "inform"])),
                                name="plans_assignee_role",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("text", models.TextField()),
                        ("author", models.CharField(blank=True, default="", max_length=80)),
                        ("author_name", models.CharField(max_length=200)),
                        ("author_unit", models.CharField(blank=True, default="", max_length=300)),
                        ("at", models.DateTimeField()),
                        ("mentions", models.ManyToManyField(related_name="+", to="organisations.officer")),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="plans.task"
                            ),
                        ),
                        (
                            "occurrence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="plans.occurrence",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["task", "id"], name="plans_comment_of_task")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Difficulty",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Chờ chỉ đạo"),
                                    ("answered", "Đã có chỉ đạo"),
                                    ("settled", "Đã xử lý xong"),
                                ],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("proposal", models.TextField(blank=True, default="")),
                        ("due_at", models.DateTimeField()),
                        ("raised_by", models.CharField(blank=True, default="", max_length=80)),
                        ("raised_name", models.CharField(blank=True, default="", max_length=200)),
                        ("raised_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "leader",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.officer",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="difficulties",
                                to="plans.task",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "occurrence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="difficulties",
                                to="plans.occurrence",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")),
                                fields=["owner", "due_at"],
                                name="plans_difficulty_open",
                            ),
                            models.Index(fields=["unit", "raised_at"], name="plans_difficulty_of_window"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "answered", "settled"])),
                                name="plans_difficulty_state",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("state", models.CharField(default="prepared", max_length=10)),
                        ("note", models.TextField(blank=True, default="")),
                        ("prepared_by", models.CharField(blank=True, default="", max_length=80)),
                        ("prepared_name", models.CharField(blank=True, default="", max_length=200)),
                        ("prepared_at", models.DateTimeField()),
                        ("handed_in_by", models.CharField(blank=True, default="", max_length=80)),
                        ("handed_in_name", models.CharField(blank=True, default="", max_length=200)),
                        ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_by", models.CharField(blank=True, default="", max_length=80)),
                        ("decided_name", models.CharField(blank=True, default="", max_length=200)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decision_note", models.TextField(blank=True, default="")),
                        ("deliverables", models.ManyToManyField(related_name="hand_ins", to="plans.deliverable")),
                        (
                            "occurrence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hand_ins",
                                to="plans.occurrence",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("occurrence", "number"), name="plans_hand_in_number"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["prepared", "handed_in", "taken_back", "accepted", "returned"])
                                ),
                                name="plans_hand_in_known_state",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="InputRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("question", models.TextField()),
                        ("due_at", models.DateTimeField()),
                        ("asked_by", models.CharField(blank=True, default="", max_length=80)),
                        ("asked_name", models.CharField(blank=True, default="", max_length=200)),
                        ("asked_at", models.DateTimeField()),
                        ("answer", models.TextField(blank=True, default="")),
                        ("answered_by", models.CharField(blank=True, default="", max_length=80)),
                        ("answered_name", models.CharField(blank=True, default="", max_length=200)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "occurrence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="input_requests",
                                to="plans.occurrence",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answered_at__isnull", True)),
                                fields=["unit", "due_at"],
                                name="plans_input_open_of_unit",
                            )
                        ],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Request",
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
                                choices=[("extension", "Xin gia hạn"), ("cannot_be_done", "Xin thôi thực hiện")],
                                max_length=14,
                            ),
                        ),
                        ("state", models.CharField(default="open", max_length=8)),
                        ("reason", models.TextField()),
                        ("until", models.DateField(blank=True, null=True)),
                        ("due_at_before", models.DateTimeField()),
                        ("asked_by", models.CharField(blank=True, default="", max_length=80)),
                        ("asked_name", models.CharField(blank=True, default="", max_length=200)),
                        ("asked_at", models.DateTimeField()),
                        ("decided_by", models.CharField(blank=True, default="", max_length=80)),
                        ("decided_name", models.CharField(blank=True, default="", max_length=200)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decision_note", models.TextField(blank=True, default="")),
                        (
                            "occurrence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="plans.occurrence",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("occurrence",),
                                name="plans_request_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "granted", "refused", "dropped"])),
                                name="plans_request_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "extension"), ("until__isnull", False)),
                                    models.Q(("kind", "cannot_be_done"), ("until__isnull", True)),
                                    _connector="OR",
                                ),
                                name="plans_request_kind",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Inspection",
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
                                    ("public_duty", "Kiểm tra công vụ"),
                                    ("procedure_control", "Kiểm tra kiểm soát thủ tục hành chính"),
                                    ("reform", "Kiểm tra cải cách hành chính"),
                                    ("other", "Kiểm tra khác"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("state", models.CharField(default="planned", max_length=10)),
                        ("title", models.CharField(max_length=500)),
                        ("sort_key", models.CharField(max_length=300)),
                        ("decision_number", models.CharField(blank=True, default="", max_length=100)),
                        ("decision_on", models.DateField(blank=True, null=True)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("conclusion", models.TextField(blank=True, default="")),
                        ("recommendation", models.TextField(blank=True, default="")),
                        ("report_number", models.CharField(blank=True, default="", max_length=100)),
                        ("report_on", models.DateField(blank=True, null=True)),
                        ("concluded_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("is_sample", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "checklist",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.checklist"
                            ),
                        ),
                        (
                            "occurrence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="plans.occurrence",
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
                        "indexes": [models.Index(fields=["-starts_on", "-id"], name="plans_inspection_by_date")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="plans_inspection_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["planned", "under_way", "concluded", "closed", "cancelled"])
                                ),
                                name="plans_inspection_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["planned", "cancelled"]),
                                    models.Q(
                                        models.Q(("decision_number", ""), _negated=True), ("decision_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="plans_inspection_begun_has_decision",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Spending",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("spent_on", models.DateField()),
                        ("amount", models.BigIntegerField()),
                        ("document", models.CharField(max_length=200)),
                        ("note", models.TextField(blank=True, default="")),
                        ("entered_by", models.CharField(blank=True, default="", max_length=80)),
                        ("entered_name", models.CharField(blank=True, default="", max_length=200)),
                        ("entered_at", models.DateTimeField()),
                        ("voided_at", models.DateTimeField(blank=True, null=True)),
                        ("void_reason", models.TextField(blank=True, default="")),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="spendings",
                                to="plans.fundingline",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-spent_on", "-id"], name="plans_spending_by_date")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="plans_spending_amount"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("voided_at__isnull", True),
                                    models.Q(("void_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="plans_spending_void_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Score",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("numerator", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                        ("denominator", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                        ("reckoned", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                        ("own", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                        ("own_note", models.TextField(blank=True, default="")),
                        ("evidence", models.CharField(blank=True, default="", max_length=120)),
                        ("given", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                        ("given_note", models.TextField(blank=True, default="")),
                        ("given_name", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "assessed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="plans.assessed"
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.criterion"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("assessed", "criterion"), name="plans_score_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("own__isnull", True), ("own__gte", 0), _connector="OR"),
                                    models.Q(("given__isnull", True), ("given__gte", 0), _connector="OR"),
                                ),
                                name="plans_score_not_negative",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="OutreachEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("done_on", models.DateField()),
                        ("title", models.CharField(max_length=500)),
                        ("address", models.URLField(blank=True, default="", max_length=1000)),
                        ("recorded_name", models.CharField(blank=True, default="", max_length=200)),
                        ("recorded_at", models.DateTimeField()),
                        ("voided_at", models.DateTimeField(blank=True, null=True)),
                        ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "channel",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="plans.channel",
                            ),
                        ),
                        (
                            "deliverable",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.deliverable",
                            ),
                        ),
                        (
                            "occurrence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.occurrence",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="plans.plan"
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="plans.topic",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["plan", "done_on"], name="plans_evidence_in_period")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("topic__isnull", False), ("channel__isnull", False), _connector="OR"
                                ),
                                name="plans_evidence_of_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("occurrence__isnull", False),
                                    ("deliverable__isnull", False),
                                    models.Q(("address", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="plans_evidence_shows_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consulted",
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
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[("agrees", "Thống nhất"), ("comments", "Có ý kiến")],
                                default="",
                                max_length=8,
                            ),
                        ),
                        ("answered_name", models.CharField(blank=True, default="", max_length=200)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consulted",
                                to="plans.consultation",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit", "answer"], name="plans_consulted_by_unit")],
                        "constraints": [
                            models.UniqueConstraint(fields=("consultation", "unit"), name="plans_consulted_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                                    models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="plans_consulted_answered",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetBinding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "measure",
                            models.CharField(
                                choices=[("indicator", "chỉ số của hệ thống"), ("by_hand", "báo cáo bằng tay")],
                                max_length=10,
                            ),
                        ),
                        ("indicator", models.CharField(blank=True, default="", max_length=120)),
                        ("confirmed_by", models.CharField(blank=True, default="", max_length=80)),
                        ("confirmed_name", models.CharField(max_length=200)),
                        ("confirmed_at", models.DateTimeField()),
                        (
                            "target",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="binding", to="plans.target"
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
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("measure", "indicator"), models.Q(("indicator", ""), _negated=True)),
                                    models.Q(("indicator", ""), ("measure", "by_hand")),
                                    _connector="OR",
                                ),
                                name="plans_binding_measure",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TargetReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("on", models.DateField()),
                        ("value", models.DecimalField(decimal_places=4, max_digits=14)),
                        ("numerator", models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ("denominator", models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ("evidence", models.TextField()),
                        ("file", models.CharField(blank=True, default="", max_length=80)),
                        ("reported_by", models.CharField(blank=True, default="", max_length=80)),
                        ("reported_name", models.CharField(max_length=200)),
                        ("reported_at", models.DateTimeField()),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="plans.target"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["target", "-on", "-id"], name="plans_target_report_last")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="UrgedWork",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("due_at", models.DateTimeField()),
                        ("days_late", models.PositiveIntegerField()),
                        ("leader_name", models.CharField(blank=True, default="", max_length=300)),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("promise", "Hẹn ngày hoàn thành"),
                                    ("difficulty", "Khó khăn, vướng mắc"),
                                    ("other", "Giải trình"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("text", models.TextField(blank=True, default="")),
                        ("promised_on", models.DateField(blank=True, null=True)),
                        ("answered_by", models.CharField(blank=True, default="", max_length=80)),
                        ("answered_name", models.CharField(blank=True, default="", max_length=200)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "occurrence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="urged", to="plans.occurrence"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "letter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="plans.urgingletter",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit", "letter"], name="plans_urged_of_unit")],
                        "constraints": [
                            models.UniqueConstraint(fields=("letter", "occurrence"), name="plans_urged_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                                    models.Q(
                                        ("answer", "promise"),
                                        ("answered_at__isnull", False),
                                        ("promised_on__isnull", False),
                                    ),
                                    models.Q(
                                        ("answer__in", ["difficulty", "other"]),
                                        ("answered_at__isnull", False),
                                        ("promised_on__isnull", True),
                                        models.Q(("text", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="plans_urged_answer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Instruction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("text", models.TextField()),
                        ("given_by", models.CharField(blank=True, default="", max_length=80)),
                        ("given_name", models.CharField(max_length=200)),
                        ("given_role", models.CharField(blank=True, default="", max_length=200)),
                        ("given_at", models.DateTimeField()),
                        (
                            "difficulty",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instructions",
                                to="plans.difficulty",
                            ),
                        ),
                        (
                            "task",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instruction",
                                to="plans.task",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="InspectedUnit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("visit_on", models.DateField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="units", to="plans.inspection"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit"], name="plans_inspected_by_unit")],
                        "constraints": [
                            models.UniqueConstraint(fields=("inspection", "unit"), name="plans_inspected_unit_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InspectionMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("leads", models.BooleanField(default=False)),
                        ("conflict_reason", models.TextField(blank=True, default="")),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="plans.inspection",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.officer",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("inspection", "officer"), name="plans_inspection_member_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("leads", True)),
                                fields=("inspection",),
                                name="plans_inspection_one_leader",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Opinion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("position", models.PositiveSmallIntegerField()),
                        ("item", models.CharField(blank=True, default="", max_length=200)),
                        ("item_words", models.TextField(blank=True, default="")),
                        ("text", models.TextField()),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("taken", "Tiếp thu"),
                                    ("partly", "Tiếp thu một phần"),
                                    ("not_taken", "Không tiếp thu"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("reason", models.TextField(blank=True, default="")),
                        ("decided_name", models.CharField(blank=True, default="", max_length=200)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "consulted",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opinions",
                                to="plans.consulted",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("consulted", "position"), name="plans_opinion_place"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verdict__in", ["", "taken"]),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="plans_opinion_not_taken_says_why",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
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
                            "verdict",
                            models.CharField(
                                choices=[("good", "Đạt"), ("fault", "Chưa đạt"), ("not_applicable", "Không áp dụng")],
                                max_length=14,
                            ),
                        ),
                        ("text", models.TextField(blank=True, default="")),
                        ("evidence", models.CharField(blank=True, default="", max_length=120)),
                        ("state", models.CharField(default="noted", max_length=8)),
                        ("remedy", models.TextField(blank=True, default="")),
                        ("due_at", models.DateTimeField(blank=True, null=True)),
                        ("original_due_at", models.DateTimeField(blank=True, null=True)),
                        ("reported_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("recorded_by", models.CharField(blank=True, default="", max_length=80)),
                        ("recorded_name", models.CharField(blank=True, default="", max_length=200)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.checklistitem",
                            ),
                        ),
                        (
                            "inspected",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="plans.inspectedunit",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["noted", "closed"]), _negated=True),
                                fields=["due_at"],
                                name="plans_finding_open_by_due",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("item__isnull", False)),
                                fields=("inspected", "item"),
                                name="plans_finding_once_per_item",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["noted", "open", "reported", "returned", "closed"])),
                                name="plans_finding_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("verdict", "fault"), _negated=True),
                                    models.Q(("text", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="plans_finding_fault_is_told",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "noted"),
                                    models.Q(models.Q(("remedy", ""), _negated=True), ("due_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="plans_finding_remedy_dated",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RemedyReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", models.TextField()),
                        ("proof", models.CharField(blank=True, default="", max_length=120)),
                        ("reported_by", models.CharField(blank=True, default="", max_length=80)),
                        ("reported_name", models.CharField(blank=True, default="", max_length=200)),
                        ("reported_at", models.DateTimeField()),
                        ("accepted", models.BooleanField(null=True)),
                        ("decided_name", models.CharField(blank=True, default="", max_length=200)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decision_note", models.TextField(blank=True, default="")),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="plans.finding"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("finding", "number"), name="plans_remedy_report_number")
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
