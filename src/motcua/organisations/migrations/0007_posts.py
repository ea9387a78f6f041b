import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.clock
import motcua.kernel.tables
import motcua.kernel.uids


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0006_country_calendar"),
    ]

    operations = [
        motcua.kernel.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="Post",
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
                                    ("head", "Người đứng đầu"),
                                    ("deputy", "Cấp phó của người đứng đầu"),
                                    ("focal", "Cán bộ đầu mối"),
                                    ("specialist", "Chuyên viên"),
                                    ("registry_clerk", "Văn thư"),
                                    ("other", "Vị trí khác"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("title", models.CharField(max_length=150)),
                        ("field", models.CharField(blank=True, default="", max_length=150)),
                        ("field_key", models.CharField(blank=True, default="", max_length=200)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="organisations.unit",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["unit", "kind"], name="organisations_post_of_unit")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="organisations_post_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["head", "deputy", "focal", "specialist", "registry_clerk", "other"])
                                ),
                                name="organisations_post_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delegation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("document", models.CharField(blank=True, default="", max_length=200)),
                        ("document_date", models.DateField(blank=True, null=True)),
                        ("document_ref", models.CharField(blank=True, default="", max_length=80)),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("planned_end", models.DateTimeField()),
                        ("reason", models.CharField(blank=True, default="", max_length=200)),
                        ("created_at", models.DateTimeField(default=motcua.kernel.clock.now)),
                        (
                            "giver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="given_delegations",
                                to="organisations.officer",
                            ),
                        ),
                        (
                            "receiver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="received_delegations",
                                to="organisations.officer",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["receiver", "ends_at"], name="organisations_delegation_to"),
                            models.Index(fields=["giver", "ends_at"], name="organisations_delegation_from"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_at__gte", models.F("starts_at")), ("planned_end__gt", models.F("starts_at"))
                                ),
                                name="organisations_delegation_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("giver", models.F("receiver")), _negated=True),
                                name="organisations_delegation_to_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Charge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("document", models.CharField(blank=True, default="", max_length=200)),
                        ("document_date", models.DateField(blank=True, null=True)),
                        ("document_ref", models.CharField(blank=True, default="", max_length=80)),
                        ("field", models.CharField(blank=True, default="", max_length=150)),
                        ("field_key", models.CharField(blank=True, default="", max_length=200)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="charges",
                                to="organisations.unit",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="charges",
                                to="organisations.post",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="organisations_charge_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unit__isnull", False), models.Q(("field", ""), _negated=True), _connector="OR"
                                ),
                                name="organisations_charge_of_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SigningAuthority",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("document", models.CharField(blank=True, default="", max_length=200)),
                        ("document_date", models.DateField(blank=True, null=True)),
                        ("document_ref", models.CharField(blank=True, default="", max_length=80)),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("KT", "KT. (ký thay)"),
                                    ("TL", "TL. (ký thừa lệnh)"),
                                    ("TUQ", "TUQ. (ký thừa ủy quyền)"),
                                ],
                                max_length=3,
                            ),
                        ),
                        ("kinds", models.JSONField(blank=True, default=list)),
                        ("scope", models.CharField(blank=True, default="", max_length=300)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signing_authorities",
                                to="organisations.post",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signing_authorities",
                                to="organisations.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="organisations_signing_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("capacity__in", ["KT", "TL", "TUQ"])),
                                name="organisations_signing_capacity",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("capacity", "TUQ"), _negated=True),
                                    ("valid_to__isnull", False),
                                    _connector="OR",
                                ),
                                name="organisations_signing_tuq_in_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tenure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("document", models.CharField(blank=True, default="", max_length=200)),
                        ("document_date", models.DateField(blank=True, null=True)),
                        ("document_ref", models.CharField(blank=True, default="", max_length=80)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tenures",
                                to="organisations.officer",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tenures",
                                to="organisations.post",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="organisations_tenure_range",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
