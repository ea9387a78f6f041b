import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.tables
import motcua.kernel.uids


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_approval_signed_scan"),
        ("organisations", "0007_posts"),
        ("plans", "0005_funding_inspection_assessment"),
    ]

    operations = [
        migrations.AddField(
            model_name="target",
            name="dropped_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="dropped_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        motcua.kernel.tables.CreateTables(
            models=[
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
                    },
                ),
            ],
        ),
    ]
