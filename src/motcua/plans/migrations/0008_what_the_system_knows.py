import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.tables
import motcua.kernel.uids


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0007_targets_and_release"),
    ]

    operations = [
        migrations.AddField(
            model_name="taskunit",
            name="post",
            field=models.CharField(blank=True, max_length=8, null=True),
        ),
        motcua.kernel.tables.CreateTables(
            models=[
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
            ],
        ),
    ]
