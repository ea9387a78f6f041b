import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.tables
import motcua.kernel.uids


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0009_calendar_feeds"),
    ]

    operations = [
        motcua.kernel.tables.CreateTables(
            models=[
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
            ],
        ),
    ]
