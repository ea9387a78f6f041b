import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.tables
import motcua.kernel.uids
import motcua.plans.workflow


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0006_country_calendar"),
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
                                    ("state__in", ["awaiting_number", "issued", "replaced", "withdrawn"])
                                ),
                                name="plans_plan_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "awaiting_number"),
                                    models.Q(("number", ""), _negated=True),
                                    ("state__in", ["withdrawn", "replaced"]),
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="plans.plan"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["ends_on", "id"], name="plans_task_by_end")],
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "position"), name="plans_target_place"),
                            models.CheckConstraint(
                                condition=models.Q(("comparator__in", [">=", "<=", "=", ">", "<"])),
                                name="plans_target_known_comparator",
                            ),
                        ],
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
            ],
        ),
    ]
