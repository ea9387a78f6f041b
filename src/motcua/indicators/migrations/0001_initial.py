import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.tables
import motcua.kernel.uids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0007_posts"),
    ]

    operations = [
        motcua.kernel.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="FrozenRows",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("count", models.PositiveIntegerField()),
                        ("content", models.BinaryField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Closing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("period", models.CharField(max_length=12)),
                        ("as_of", models.DateTimeField()),
                        ("closed_by", models.CharField(blank=True, default="", max_length=80)),
                        ("closed_by_name", models.CharField(max_length=200)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-id"], name="indicators_closing_recent")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("finished_at__isnull", True)),
                                fields=("period",),
                                name="indicators_one_open_closing",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClosedIndicator",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=100)),
                        ("window_start", models.DateField()),
                        ("window_end", models.DateField()),
                        ("observations", models.PositiveIntegerField()),
                        ("hash", models.CharField(max_length=64)),
                        ("closed_at", models.DateTimeField()),
                        (
                            "closing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="indicators",
                                to="indicators.closing",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("key", "window_start", "window_end"), name="indicators_closed_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Observation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("key", models.CharField(max_length=100)),
                        ("unit_code", models.CharField(blank=True, default="", max_length=80)),
                        ("period", models.CharField(max_length=12)),
                        ("window_start", models.DateField()),
                        ("window_end", models.DateField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("ratio", "ratio"),
                                    ("count", "count"),
                                    ("sum", "sum"),
                                    ("mean", "mean"),
                                    ("median", "median"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("numerator", models.DecimalField(blank=True, decimal_places=4, max_digits=24, null=True)),
                        ("denominator", models.DecimalField(blank=True, decimal_places=4, max_digits=24, null=True)),
                        ("as_of", models.DateTimeField()),
                        ("closed_at", models.DateTimeField()),
                        ("closed_by", models.CharField(blank=True, default="", max_length=80)),
                        ("closed_by_name", models.CharField(max_length=200)),
                        ("definition", models.PositiveIntegerField()),
                        ("query", models.TextField()),
                        ("reason", models.CharField(blank=True, default="", max_length=500)),
                        ("sequence", models.PositiveIntegerField()),
                        ("previous_hash", models.CharField(blank=True, default="", max_length=64)),
                        ("hash", models.CharField(max_length=64, unique=True)),
                        (
                            "corrects",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="indicators.observation",
                            ),
                        ),
                        (
                            "rows",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="observations",
                                to="indicators.frozenrows",
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
                            models.Index(fields=["key", "window_start", "window_end"], name="indicators_of_window"),
                            models.Index(fields=["key", "unit", "-window_end"], name="indicators_history"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("corrects__isnull", True), ("unit__isnull", False)),
                                fields=("key", "unit", "window_start", "window_end"),
                                name="indicators_observed_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("corrects__isnull", True), ("unit__isnull", True)),
                                fields=("key", "window_start", "window_end"),
                                name="indicators_observed_once_whole",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", False)),
                                fields=("key", "unit", "sequence"),
                                name="indicators_chain",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", True)),
                                fields=("key", "sequence"),
                                name="indicators_chain_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("corrects__isnull", True), ("reason", "")),
                                    models.Q(("corrects__isnull", False), models.Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="indicators_correction_has_reason",
                                violation_error_message="Số đính chính phải ghi lý do.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("window_end__gte", models.F("window_start"))),
                                name="indicators_window_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["ratio", "count", "sum", "mean", "median"])),
                                name="indicators_observation_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Release",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("key", models.CharField(max_length=100)),
                        (
                            "mode",
                            models.CharField(
                                choices=[("live", "Số liệu hiện tại"), ("frozen", "Chỉ số liệu đã chốt")],
                                default="frozen",
                                max_length=6,
                            ),
                        ),
                        ("released_at", models.DateTimeField()),
                        ("released_by", models.CharField(max_length=80)),
                        ("released_by_name", models.CharField(max_length=200)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_by_name", models.CharField(blank=True, default="", max_length=200)),
                        ("reason", models.CharField(blank=True, default="", max_length=500)),
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
                                condition=models.Q(("ended_at__isnull", True), ("unit__isnull", False)),
                                fields=("key", "unit"),
                                name="indicators_released_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True), ("unit__isnull", True)),
                                fields=("key",),
                                name="indicators_released_once_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mode__in", ["live", "frozen"])), name="indicators_release_mode"
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
