import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.tables
import motcua.kernel.uids


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0006_country_calendar"),
        ("plans", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="plan",
            name="plans_plan_known_state",
        ),
        migrations.RemoveConstraint(
            model_name="plan",
            name="plans_plan_issued_has_number",
        ),
        migrations.AddField(
            model_name="plan",
            name="cut_off",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="plan",
            name="ends_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="plan",
            name="report_months",
            field=models.PositiveSmallIntegerField(default=3),
        ),
        migrations.AddField(
            model_name="plan",
            name="starts_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="plan",
            name="superior",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="subordinates",
                to="plans.plan",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="owner",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="plans.task",
            ),
        ),
        migrations.AlterField(
            model_name="task",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="plans.plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["draft", "in_approval", "awaiting_number", "issued", "closed", "replaced", "withdrawn"],
                    )
                ),
                name="plans_plan_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("cut_off__lte", 28), ("report_months__in", [1, 2, 3, 4, 6, 12])),
                name="plans_plan_reporting_periods",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends_on__isnull", True), ("starts_on__isnull", True)),
                    models.Q(("ends_on__gte", models.F("starts_on")), ("starts_on__isnull", False)),
                    _connector="OR",
                ),
                name="plans_plan_span",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", ""), _negated=True),
                    ("state__in", ["draft", "in_approval", "awaiting_number", "withdrawn", "replaced"]),
                    _connector="OR",
                ),
                name="plans_plan_issued_has_number",
            ),
        ),
        motcua.kernel.tables.CreateTables(
            models=[
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
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name="task",
            name="work_source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="plans.worksource",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["owner"], name="plans_task_of_owner"),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("parent__isnull", True), ("plan__isnull", False), ("work_source__isnull", True)),
                    models.Q(("parent__isnull", True), ("plan__isnull", True), ("work_source__isnull", False)),
                    models.Q(("parent__isnull", False), ("plan__isnull", True), ("work_source__isnull", True)),
                    _connector="OR",
                ),
                name="plans_task_one_source",
            ),
        ),
    ]
