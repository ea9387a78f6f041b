import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.tables
import motcua.kernel.uids


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0007_posts"),
        ("plans", "0006_drafts_amendments_coverage"),
    ]

    operations = [
        motcua.kernel.tables.CreateTables(
            models=[
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
                    },
                ),
            ],
        ),
    ]
