import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.tables
import motcua.kernel.uids


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0007_posts"),
        ("plans", "0004_task_owner_required"),
    ]

    operations = [
        motcua.kernel.tables.CreateTables(
            models=[
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
                    },
                ),
            ],
        ),
    ]
