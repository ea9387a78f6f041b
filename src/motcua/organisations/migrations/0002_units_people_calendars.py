import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import motcua.kernel.clock
import motcua.kernel.tables
import motcua.kernel.uids


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_users"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="session_epoch",
            field=models.PositiveIntegerField(default=0),
        ),
        motcua.kernel.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="Unit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("code", models.SlugField(max_length=80, unique=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("name", models.CharField(max_length=120)),
                        ("sort_key", models.CharField(max_length=300)),
                        ("is_sample", models.BooleanField(default=False)),
                        (
                            "user",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="person",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["sort_key", "id"], name="organisations_person_sorted")],
                    },
                ),
                migrations.CreateModel(
                    name="Territory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("code", models.CharField(max_length=10, unique=True)),
                        (
                            "level",
                            models.CharField(
                                choices=[("province", "cấp tỉnh"), ("district", "cấp huyện"), ("commune", "cấp xã")],
                                max_length=8,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "territories",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__in", ["province", "district", "commune"])),
                                name="organisations_territory_level",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitEvent",
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
                                    ("establish", "Thành lập"),
                                    ("rename", "Đổi tên"),
                                    ("merge", "Sáp nhập, hợp nhất"),
                                    ("split", "Chia, tách"),
                                    ("dissolve", "Giải thể, kết thúc hoạt động"),
                                    ("transfer", "Chuyển chức năng, nhiệm vụ"),
                                    ("reversal", "Hủy bỏ việc đã ghi nhận"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("document", models.CharField(blank=True, default="", max_length=200)),
                        ("document_ref", models.CharField(blank=True, default="", max_length=80)),
                        ("note", models.TextField(blank=True, default="")),
                        (
                            "reverses",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reversed_by",
                                to="organisations.unitevent",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-on", "-id"], name="organisations_unit_events")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["establish", "rename", "merge", "split", "dissolve", "transfer", "reversal"],
                                    )
                                ),
                                name="organisations_unit_event_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "reversal"), ("reverses__isnull", False)),
                                    models.Q(models.Q(("kind", "reversal"), _negated=True), ("reverses__isnull", True)),
                                    _connector="OR",
                                ),
                                name="organisations_unit_event_reversal",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Officer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("post", models.CharField(max_length=150)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="officers",
                                to="organisations.person",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="officers",
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
                                name="organisations_officer_range",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TerritorySuccession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField()),
                        ("divided", models.BooleanField(default=False)),
                        ("share", models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
                        ("advisory", models.BooleanField(default=True)),
                        ("source", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "new",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="origins",
                                to="organisations.territory",
                            ),
                        ),
                        (
                            "old",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successions",
                                to="organisations.territory",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("old", "new", "on"), name="organisations_succession_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("share__isnull", True),
                                    models.Q(("share__gt", 0), ("share__lte", 100)),
                                    _connector="OR",
                                ),
                                name="organisations_succession_share",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TerritoryVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("name", models.CharField(max_length=150)),
                        ("type", models.CharField(max_length=60)),
                        ("source", models.CharField(blank=True, default="", max_length=200)),
                        ("sort_key", models.CharField(max_length=300)),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.territory",
                            ),
                        ),
                        (
                            "territory",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="organisations.territory",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["parent", "sort_key"], name="organisations_territory_parent"),
                            models.Index(fields=["sort_key", "id"], name="organisations_territory_sorted"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("territory", "valid_from"), name="organisations_territory_version_start"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="organisations_territory_version_range",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Calendar",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("code", models.SlugField(max_length=60, unique=True)),
                        ("name", models.CharField(max_length=200)),
                        (
                            "unit",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calendar",
                                to="organisations.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("unit__isnull", False), ("code", "vn"), _connector="OR"),
                                name="organisations_calendar_of_unit_or_country",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitAlias",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("text", models.CharField(max_length=300)),
                        ("folded", models.CharField(max_length=300)),
                        (
                            "rule",
                            models.CharField(
                                choices=[
                                    ("units", "các đơn vị được nêu"),
                                    ("children", "các đơn vị trực thuộc"),
                                    ("descendants", "mọi đơn vị bên dưới"),
                                ],
                                max_length=11,
                            ),
                        ),
                        (
                            "base",
                            models.CharField(
                                choices=[
                                    ("issuer", "cơ quan ban hành"),
                                    ("province", "Ủy ban nhân dân cấp tỉnh"),
                                    ("unit", "một đơn vị cụ thể"),
                                ],
                                default="issuer",
                                max_length=8,
                            ),
                        ),
                        ("types", models.JSONField(blank=True, default=list)),
                        ("level", models.CharField(blank=True, default="", max_length=8)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "base_unit",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "unit aliases",
                        "indexes": [models.Index(fields=["folded"], name="organisations_alias_folded")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="organisations_alias_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rule__in", ["units", "children", "descendants"])),
                                name="organisations_alias_rule",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("base", "unit"), ("base_unit__isnull", False)),
                                    models.Q(models.Q(("base", "unit"), _negated=True), ("base_unit__isnull", True)),
                                    _connector="OR",
                                ),
                                name="organisations_alias_base",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitClosure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("depth", models.PositiveSmallIntegerField()),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "ancestor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "descendant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisations.unit"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["ancestor", "descendant"], name="organisations_closure_below")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("descendant", "ancestor", "depth", "valid_from"),
                                name="organisations_closure_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MovedHolding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("holding", models.CharField(max_length=60)),
                        ("ref", models.CharField(max_length=80)),
                        (
                            "from_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "to_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moved",
                                to="organisations.unitevent",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("event", "ref"), name="organisations_moved_once_per_event")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitEventParty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("predecessor", "đơn vị trước"), ("successor", "đơn vị sau")], max_length=11
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parties",
                                to="organisations.unitevent",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="event_parties",
                                to="organisations.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "unit", "side"), name="organisations_event_party_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["predecessor", "successor"])),
                                name="organisations_event_side",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitIdentifier",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "scheme",
                            models.CharField(
                                choices=[
                                    ("QD20", "Mã định danh điện tử (QĐ 20/2020/QĐ-TTg)"),
                                    ("QCVN102", "Mã định danh cũ (QCVN 102:2016)"),
                                    ("tax", "Mã số thuế"),
                                    ("budget", "Mã quan hệ ngân sách"),
                                    ("other", "Mã khác"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("value", models.CharField(max_length=60)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("document", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="identifiers",
                                to="organisations.unit",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["value"], name="organisations_identifier_value")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("scheme", "value"),
                                name="organisations_identifier_never_reused",
                                violation_error_message="Mã này đã được cấp; mã đã đóng không cấp lại.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="organisations_identifier_range",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("name", models.CharField(max_length=300)),
                        ("short_name", models.CharField(blank=True, default="", max_length=120)),
                        ("abbreviation", models.CharField(blank=True, default="", max_length=40)),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("peoples_committee", "Ủy ban nhân dân"),
                                    ("peoples_council", "Hội đồng nhân dân"),
                                    ("office", "Văn phòng cấp tỉnh"),
                                    ("department", "Sở, ban, ngành"),
                                    ("zone_board", "Ban quản lý khu"),
                                    ("division", "Phòng, bộ phận"),
                                    ("centre", "Trung tâm"),
                                    ("service_centre", "Trung tâm phục vụ hành chính công"),
                                    ("portal", "Cổng thông tin điện tử"),
                                    ("public_unit", "Đơn vị sự nghiệp"),
                                    ("vertical_agency", "Cơ quan ngành dọc"),
                                    ("central_agency", "Cơ quan trung ương"),
                                    ("party_body", "Cơ quan Đảng"),
                                    ("mass_organisation", "Mặt trận, đoàn thể"),
                                    ("other", "Tổ chức khác"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("header_parent", models.CharField(blank=True, default="", max_length=300)),
                        ("header_body", models.CharField(blank=True, default="", max_length=300)),
                        ("place_name", models.CharField(blank=True, default="", max_length=100)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("sort_key", models.CharField(max_length=400)),
                        ("folded", models.CharField(max_length=600)),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="child_versions",
                                to="organisations.unit",
                            ),
                        ),
                        (
                            "territory",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.territory",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="organisations.unit",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["parent", "position", "sort_key"], name="organisations_unit_children"),
                            models.Index(fields=["sort_key", "id"], name="organisations_unit_sorted"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "valid_from"), name="organisations_unit_version_start"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="organisations_unit_version_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("parent__isnull", True),
                                    models.Q(("parent", models.F("unit")), _negated=True),
                                    _connector="OR",
                                ),
                                name="organisations_unit_not_own_parent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "type__in",
                                        [
                                            "peoples_committee",
                                            "peoples_council",
                                            "office",
                                            "department",
                                            "zone_board",
                                            "division",
                                            "centre",
                                            "service_centre",
                                            "portal",
                                            "public_unit",
                                            "vertical_agency",
                                            "central_agency",
                                            "party_body",
                                            "mass_organisation",
                                            "other",
                                        ],
                                    )
                                ),
                                name="organisations_unit_version_type",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApiToken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("name", models.CharField(max_length=100)),
                        ("prefix", models.CharField(max_length=12)),
                        ("hash", models.CharField(max_length=64, unique=True)),
                        ("scopes", models.JSONField(default=list)),
                        ("created_at", models.DateTimeField(default=motcua.kernel.clock.now)),
                        ("expires_at", models.DateTimeField(blank=True, null=True)),
                        ("last_used_at", models.DateTimeField(blank=True, null=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tokens",
                                to="organisations.officer",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Grant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("operator", "Quản trị hệ thống"),
                                    ("office", "Văn phòng, đầu mối kế hoạch"),
                                    ("specialist", "Chuyên viên"),
                                    ("head", "Trưởng phòng"),
                                    ("counter", "Cán bộ Bộ phận Một cửa"),
                                    ("leader", "Lãnh đạo ký"),
                                    ("registry_clerk", "Văn thư"),
                                    ("editor", "Biên tập"),
                                    ("auditor", "Kiểm tra, chỉ đọc"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("below", models.BooleanField(default=False)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("ground", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="organisations.officer",
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
                            models.Index(fields=["unit", "officer", "role"], name="organisations_grant_look_up")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="organisations_grant_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "operator",
                                            "office",
                                            "specialist",
                                            "head",
                                            "counter",
                                            "leader",
                                            "registry_clerk",
                                            "editor",
                                            "auditor",
                                        ],
                                    )
                                ),
                                name="organisations_grant_role",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitAliasMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("excluded", models.BooleanField(default=False)),
                        (
                            "alias",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="organisations.unitalias",
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
                        "constraints": [
                            models.UniqueConstraint(fields=("alias", "unit"), name="organisations_alias_member_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("date", models.DateField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("holiday", "Nghỉ lễ, tết"),
                                    ("compensation", "Nghỉ bù"),
                                    ("swap_off", "Nghỉ hoán đổi"),
                                    ("swap_work", "Làm bù"),
                                    ("local_closure", "Nghỉ tại đơn vị"),
                                ],
                                max_length=13,
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("source", models.CharField(max_length=300)),
                        ("sessions", models.JSONField(blank=True, null=True)),
                        (
                            "calendar",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="days",
                                to="organisations.calendar",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("calendar", "date"), name="organisations_calendar_day_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["holiday", "compensation", "swap_off", "swap_work", "local_closure"])
                                ),
                                name="organisations_calendar_day_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarWeek",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        ("sessions", models.JSONField()),
                        ("source", models.CharField(max_length=300)),
                        (
                            "calendar",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="weeks",
                                to="organisations.calendar",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("calendar", "valid_from"), name="organisations_week_start"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="organisations_week_range",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
