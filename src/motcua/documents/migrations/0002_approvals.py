import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.clock
import motcua.kernel.tables
import motcua.kernel.uids


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("organisations", "0007_posts"),
    ]

    operations = [
        motcua.kernel.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="Approval",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("subject", models.CharField(max_length=80)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("constitution", "Hiến pháp"),
                                    ("code", "Bộ luật"),
                                    ("law", "Luật"),
                                    ("ordinance", "Pháp lệnh"),
                                    ("resolution", "Nghị quyết"),
                                    ("joint_resolution", "Nghị quyết liên tịch"),
                                    ("decree", "Nghị định"),
                                    ("decision", "Quyết định"),
                                    ("circular", "Thông tư"),
                                    ("joint_circular", "Thông tư liên tịch"),
                                    ("directive", "Chỉ thị"),
                                    ("conclusion", "Kết luận"),
                                    ("consolidated", "Văn bản hợp nhất"),
                                    ("programme", "Chương trình"),
                                    ("plan", "Kế hoạch"),
                                    ("scheme", "Đề án"),
                                    ("option", "Phương án"),
                                    ("project", "Dự án"),
                                    ("regulation", "Quy chế"),
                                    ("provision", "Quy định"),
                                    ("guidance", "Hướng dẫn"),
                                    ("notice", "Thông báo"),
                                    ("communique", "Thông cáo"),
                                    ("report", "Báo cáo"),
                                    ("submission", "Tờ trình"),
                                    ("minutes", "Biên bản"),
                                    ("contract", "Hợp đồng"),
                                    ("telegram", "Công điện"),
                                    ("letter", "Công văn"),
                                    ("memorandum", "Bản ghi nhớ"),
                                    ("agreement", "Bản thỏa thuận"),
                                    ("authorisation", "Giấy ủy quyền"),
                                    ("invitation", "Giấy mời"),
                                    ("introduction", "Giấy giới thiệu"),
                                    ("leave", "Giấy nghỉ phép"),
                                    ("sending_slip", "Phiếu gửi"),
                                    ("forwarding_slip", "Phiếu chuyển"),
                                    ("notification_slip", "Phiếu báo"),
                                    ("other", "Văn bản khác"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("title", models.CharField(max_length=1000)),
                        ("state", models.CharField(default="on_route", max_length=10)),
                        ("round", models.PositiveSmallIntegerField(default=1)),
                        ("route", models.JSONField(default=dict)),
                        ("submitted_at", models.DateTimeField(default=motcua.kernel.clock.now)),
                        ("moved_at", models.DateTimeField(default=motcua.kernel.clock.now)),
                        ("number", models.CharField(blank=True, default="", max_length=80)),
                        ("issued_on", models.DateField(blank=True, null=True)),
                        ("withdrawn_reason", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "drafter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.officer",
                            ),
                        ),
                        (
                            "drafting_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
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
                            "line",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.issuednumber",
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
                            models.Index(fields=["unit", "-moved_at"], name="documents_approval_unit"),
                            models.Index(fields=["drafter", "-moved_at"], name="documents_approval_drafter"),
                            models.Index(fields=["subject"], name="documents_approval_subject"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "withdrawn"), _negated=True),
                                fields=("subject",),
                                name="documents_approval_one_per_subject",
                                violation_error_message="Văn bản này đã được trình.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["on_route", "returned", "signed", "issued", "withdrawn"])
                                ),
                                name="documents_approval_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("file__isnull", False),
                                        ("issued_on__isnull", False),
                                        ("line__isnull", False),
                                        ("state", "issued"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "issued"), _negated=True),
                                        ("file__isnull", True),
                                        ("issued_on__isnull", True),
                                        ("line__isnull", True),
                                        ("number", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="documents_approval_issued_has_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "withdrawn"), _negated=True),
                                    models.Q(("withdrawn_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="documents_approval_withdrawn_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApprovalRoute",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("below", models.BooleanField(default=False)),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("constitution", "Hiến pháp"),
                                    ("code", "Bộ luật"),
                                    ("law", "Luật"),
                                    ("ordinance", "Pháp lệnh"),
                                    ("resolution", "Nghị quyết"),
                                    ("joint_resolution", "Nghị quyết liên tịch"),
                                    ("decree", "Nghị định"),
                                    ("decision", "Quyết định"),
                                    ("circular", "Thông tư"),
                                    ("joint_circular", "Thông tư liên tịch"),
                                    ("directive", "Chỉ thị"),
                                    ("conclusion", "Kết luận"),
                                    ("consolidated", "Văn bản hợp nhất"),
                                    ("programme", "Chương trình"),
                                    ("plan", "Kế hoạch"),
                                    ("scheme", "Đề án"),
                                    ("option", "Phương án"),
                                    ("project", "Dự án"),
                                    ("regulation", "Quy chế"),
                                    ("provision", "Quy định"),
                                    ("guidance", "Hướng dẫn"),
                                    ("notice", "Thông báo"),
                                    ("communique", "Thông cáo"),
                                    ("report", "Báo cáo"),
                                    ("submission", "Tờ trình"),
                                    ("minutes", "Biên bản"),
                                    ("contract", "Hợp đồng"),
                                    ("telegram", "Công điện"),
                                    ("letter", "Công văn"),
                                    ("memorandum", "Bản ghi nhớ"),
                                    ("agreement", "Bản thỏa thuận"),
                                    ("authorisation", "Giấy ủy quyền"),
                                    ("invitation", "Giấy mời"),
                                    ("introduction", "Giấy giới thiệu"),
                                    ("leave", "Giấy nghỉ phép"),
                                    ("sending_slip", "Phiếu gửi"),
                                    ("forwarding_slip", "Phiếu chuyển"),
                                    ("notification_slip", "Phiếu báo"),
                                    ("other", "Văn bản khác"),
                                ],
                                default="",
                                max_length=20,
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("basis", models.CharField(max_length=300)),
                        ("steps", models.JSONField(default=list)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["unit", "kind", "valid_from"], name="documents_route_look_up")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="documents_route_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", ""),
                                    (
                                        "kind__in",
                                        [
                                            "constitution",
                                            "code",
                                            "law",
                                            "ordinance",
                                            "resolution",
                                            "joint_resolution",
                                            "decree",
                                            "decision",
                                            "circular",
                                            "joint_circular",
                                            "directive",
                                            "conclusion",
                                            "consolidated",
                                            "programme",
                                            "plan",
                                            "scheme",
                                            "option",
                                            "project",
                                            "regulation",
                                            "provision",
                                            "guidance",
                                            "notice",
                                            "communique",
                                            "report",
                                            "submission",
                                            "minutes",
                                            "contract",
                                            "telegram",
                                            "letter",
                                            "memorandum",
                                            "agreement",
                                            "authorisation",
                                            "invitation",
                                            "introduction",
                                            "leave",
                                            "sending_slip",
                                            "forwarding_slip",
                                            "notification_slip",
                                            "other",
                                        ],
                                    ),
                                    _connector="OR",
                                ),
                                name="documents_route_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutgoingDocument",
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
                                    ("constitution", "Hiến pháp"),
                                    ("code", "Bộ luật"),
                                    ("law", "Luật"),
                                    ("ordinance", "Pháp lệnh"),
                                    ("resolution", "Nghị quyết"),
                                    ("joint_resolution", "Nghị quyết liên tịch"),
                                    ("decree", "Nghị định"),
                                    ("decision", "Quyết định"),
                                    ("circular", "Thông tư"),
                                    ("joint_circular", "Thông tư liên tịch"),
                                    ("directive", "Chỉ thị"),
                                    ("conclusion", "Kết luận"),
                                    ("consolidated", "Văn bản hợp nhất"),
                                    ("programme", "Chương trình"),
                                    ("plan", "Kế hoạch"),
                                    ("scheme", "Đề án"),
                                    ("option", "Phương án"),
                                    ("project", "Dự án"),
                                    ("regulation", "Quy chế"),
                                    ("provision", "Quy định"),
                                    ("guidance", "Hướng dẫn"),
                                    ("notice", "Thông báo"),
                                    ("communique", "Thông cáo"),
                                    ("report", "Báo cáo"),
                                    ("submission", "Tờ trình"),
                                    ("minutes", "Biên bản"),
                                    ("contract", "Hợp đồng"),
                                    ("telegram", "Công điện"),
                                    ("letter", "Công văn"),
                                    ("memorandum", "Bản ghi nhớ"),
                                    ("agreement", "Bản thỏa thuận"),
                                    ("authorisation", "Giấy ủy quyền"),
                                    ("invitation", "Giấy mời"),
                                    ("introduction", "Giấy giới thiệu"),
                                    ("leave", "Giấy nghỉ phép"),
                                    ("sending_slip", "Phiếu gửi"),
                                    ("forwarding_slip", "Phiếu chuyển"),
                                    ("notification_slip", "Phiếu báo"),
                                    ("other", "Văn bản khác"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("title", models.CharField(max_length=1000)),
                        ("created_at", models.DateTimeField(default=motcua.kernel.clock.now)),
                        ("number", models.CharField(blank=True, default="", max_length=80)),
                        ("issued_on", models.DateField(blank=True, null=True)),
                        ("signer", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "capacity",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Người đứng đầu ký (không ghi gì trước chức vụ)"),
                                    ("TM", "TM. (thay mặt tập thể)"),
                                    ("Q", "Q. (quyền)"),
                                    ("KT", "KT. (ký thay cấp trưởng)"),
                                    ("TL", "TL. (thừa lệnh)"),
                                    ("TUQ", "TUQ. (thừa ủy quyền)"),
                                ],
                                default="",
                                max_length=3,
                            ),
                        ),
                        (
                            "drafter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.officer",
                            ),
                        ),
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("file__isnull", True), ("issued_on__isnull", True), ("number", "")),
                                    models.Q(
                                        ("file__isnull", False),
                                        ("issued_on__isnull", False),
                                        models.Q(("number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="documents_outgoing_issued_whole",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApprovalStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("round", models.PositiveSmallIntegerField()),
                        ("position", models.PositiveSmallIntegerField()),
                        ("key", models.CharField(max_length=30)),
                        ("label", models.CharField(max_length=120)),
                        ("act", models.CharField(max_length=6)),
                        ("role", models.CharField(max_length=20)),
                        ("spec", models.JSONField(default=dict)),
                        ("state", models.CharField(default="waiting", max_length=8)),
                        ("opened_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "approval",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="documents.approval",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")),
                                fields=["opened_at"],
                                name="documents_approval_step_open",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("approval", "round", "position"), name="documents_approval_step_place"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("approval",),
                                name="documents_approval_one_open_step",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["waiting", "open", "done", "returned", "skipped", "dropped"])
                                ),
                                name="documents_approval_step_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("act__in", ["review", "check", "sign", "issue"])),
                                name="documents_approval_step_known_act",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApprovalVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("round", models.PositiveSmallIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("submitted_at", models.DateTimeField(default=motcua.kernel.clock.now)),
                        ("opinion", models.CharField(blank=True, default="", max_length=2000)),
                        (
                            "approval",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="documents.approval",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.storedfile"
                            ),
                        ),
                        (
                            "submitted_by",
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
                                fields=("approval", "round"), name="documents_approval_version_per_round"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApprovalSignature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("means", models.CharField(max_length=10)),
                        ("signer_name", models.CharField(max_length=200)),
                        ("signer_post", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "capacity",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Người đứng đầu ký (không ghi gì trước chức vụ)"),
                                    ("TM", "TM. (thay mặt tập thể)"),
                                    ("Q", "Q. (quyền)"),
                                    ("KT", "KT. (ký thay cấp trưởng)"),
                                    ("TL", "TL. (thừa lệnh)"),
                                    ("TUQ", "TUQ. (thừa ủy quyền)"),
                                ],
                                default="",
                                max_length=3,
                            ),
                        ),
                        ("authority", models.CharField(blank=True, default="", max_length=500)),
                        ("signed_on", models.DateField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("recorded_at", models.DateTimeField(default=motcua.kernel.clock.now)),
                        (
                            "approval",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="documents.approval",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.storedfile"
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.officer",
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
                        (
                            "step",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signature",
                                to="documents.approvalstep",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("capacity__in", ["KT", "TL", "TUQ"]), _negated=True),
                                    models.Q(("authority", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="documents_approval_signed_by_authority",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApprovalHolder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("redirected", models.BooleanField(default=False)),
                        ("since", models.DateTimeField(default=motcua.kernel.clock.now)),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.officer",
                            ),
                        ),
                        (
                            "step",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holders",
                                to="documents.approvalstep",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["officer", "step"], name="documents_approval_holder_of")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("step", "officer"),
                                name="documents_approval_holder_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApprovalDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("sha256", models.CharField(max_length=64)),
                        ("verb", models.CharField(max_length=10)),
                        ("name", models.CharField(max_length=200)),
                        ("post", models.CharField(blank=True, default="", max_length=200)),
                        ("note", models.CharField(blank=True, default="", max_length=2000)),
                        ("at", models.DateTimeField(default=motcua.kernel.clock.now)),
                        (
                            "approval",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="documents.approval",
                            ),
                        ),
                        (
                            "instead_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.officer",
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
                        (
                            "to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.officer",
                            ),
                        ),
                        (
                            "step",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="documents.approvalstep",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.approvalversion",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["approval", "at"], name="documents_approval_decisions")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("verb__in", ["approve", "send_back", "redirect", "sign", "issue"])),
                                name="documents_approval_decision_verb",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("verb", "send_back"), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="documents_approval_returned_with_note",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
