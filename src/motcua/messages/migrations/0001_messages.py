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
                    name="Wording",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("template", models.CharField(max_length=80)),
                        ("number", models.PositiveIntegerField()),
                        ("state", models.CharField(default="draft", max_length=10)),
                        ("subject_vi", models.CharField(max_length=200)),
                        ("body_vi", models.TextField()),
                        ("subject_en", models.CharField(max_length=200)),
                        ("body_en", models.TextField()),
                        ("note", models.CharField(blank=True, default="", max_length=500)),
                        ("shipped_hash", models.CharField(max_length=64)),
                        ("drafted_by", models.CharField(max_length=80)),
                        ("drafted_by_name", models.CharField(max_length=200)),
                        ("drafted_at", models.DateTimeField()),
                        ("decided_by", models.CharField(blank=True, default="", max_length=80)),
                        ("decided_by_name", models.CharField(blank=True, default="", max_length=200)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("template", "number"), name="messaging_wording_number"),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "approved")),
                                fields=("template",),
                                name="messaging_wording_one_approved",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "draft")),
                                fields=("template",),
                                name="messaging_wording_one_draft",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "approved", "replaced", "discarded"])),
                                name="messaging_wording_known_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Address",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("channel", models.CharField(max_length=20)),
                        ("sealed", models.TextField()),
                        ("language", models.CharField(default="vi", max_length=2)),
                        ("links_sent", models.PositiveSmallIntegerField(default=0)),
                        ("links_sent_on", models.DateField(blank=True, null=True)),
                        ("changed_at", models.DateTimeField()),
                        ("verified_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.person"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "channel"), name="messaging_address_one_per_channel"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("language__in", ["vi", "en"])),
                                name="messaging_address_known_language",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("template", models.CharField(max_length=80)),
                        ("purpose", models.CharField(max_length=40)),
                        ("subject", models.CharField(max_length=80)),
                        ("dedupe", models.CharField(max_length=200)),
                        ("channel", models.CharField(max_length=20)),
                        ("title", models.CharField(max_length=300)),
                        ("body", models.TextField()),
                        ("title_en", models.CharField(max_length=300)),
                        ("body_en", models.TextField()),
                        ("folded", models.TextField(blank=True, default="")),
                        ("pace", models.CharField(max_length=8)),
                        ("state", models.CharField(default="queued", max_length=10)),
                        ("reason", models.CharField(blank=True, default="", max_length=20)),
                        ("error", models.CharField(blank=True, default="", max_length=300)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("wanted_at", models.DateTimeField()),
                        ("next_at", models.DateTimeField()),
                        ("created_at", models.DateTimeField()),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("read_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "digest",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="messaging.message",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.person"
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.post",
                            ),
                        ),
                        (
                            "stands_for",
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
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "queued")),
                                fields=["next_at", "id"],
                                name="messaging_message_due",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("channel", "in_product"), ("read_at__isnull", True), ("state", "sent")
                                ),
                                fields=["person", "-id"],
                                name="messaging_message_unread",
                            ),
                            models.Index(fields=["person", "channel", "-id"], name="messaging_message_of_person"),
                            models.Index(fields=["subject", "-id"], name="messaging_message_about"),
                            models.Index(fields=["channel", "-id"], name="messaging_message_by_channel"),
                            models.Index(
                                condition=models.Q(("state", "failed")), fields=["-id"], name="messaging_message_failed"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "template", "subject", "dedupe", "channel"),
                                name="messaging_message_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["queued", "sent", "failed", "suppressed"])),
                                name="messaging_message_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("pace__in", ["now", "urgent", "working", "digest"])),
                                name="messaging_message_known_pace",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "sent"), _negated=True),
                                    ("sent_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="messaging_message_sent_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "suppressed"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="messaging_message_suppressed_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Preference",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("purpose", models.CharField(max_length=40)),
                        ("channel", models.CharField(max_length=20)),
                        ("wanted", models.BooleanField()),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.person"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "purpose", "channel"), name="messaging_preference_once"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
