import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.tables
import motcua.kernel.uids


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_messages")]

    operations = [
        migrations.AddField(
            model_name="wording",
            name="sms_en",
            field=models.CharField(blank=True, default="", max_length=700),
        ),
        migrations.AddField(
            model_name="wording",
            name="sms_marks",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="wording",
            name="sms_vi",
            field=models.CharField(blank=True, default="", max_length=700),
        ),
        migrations.AddField(
            model_name="wording",
            name="zns_en",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="wording",
            name="zns_parameters",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="wording",
            name="zns_template_en",
            field=models.CharField(blank=True, default="", max_length=50),
        ),
        migrations.AddField(
            model_name="wording",
            name="zns_template_vi",
            field=models.CharField(blank=True, default="", max_length=50),
        ),
        migrations.AddField(
            model_name="wording",
            name="zns_vi",
            field=models.TextField(blank=True, default=""),
        ),
        motcua.kernel.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="Dispatch",
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
                        ("purpose", models.CharField(max_length=40)),
                        ("subject", models.CharField(max_length=80)),
                        ("key", models.CharField(max_length=200)),
                        ("recipient", models.CharField(max_length=64)),
                        ("language", models.CharField(max_length=2)),
                        ("sealed", models.TextField()),
                        ("state", models.CharField(default="waiting", max_length=12)),
                        ("created_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["subject", "-id"], name="messaging_dispatch_about"),
                            models.Index(fields=["state", "-id"], name="messaging_dispatch_state"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("template", "key", "recipient"), name="messaging_dispatch_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["waiting", "handed_over", "arrived", "unknown", "lost", "suppressed"],
                                    )
                                ),
                                name="messaging_dispatch_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("language__in", ["vi", "en"])),
                                name="messaging_dispatch_known_language",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Leg",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                        ("place", models.PositiveSmallIntegerField()),
                        ("channel", models.CharField(max_length=20)),
                        ("state", models.CharField(default="standby", max_length=12)),
                        ("reason", models.CharField(blank=True, default="", max_length=20)),
                        ("error", models.CharField(blank=True, default="", max_length=300)),
                        ("parts", models.PositiveSmallIntegerField(default=0)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("sending_id", models.UUIDField(unique=True)),
                        ("provider_id", models.CharField(blank=True, default="", max_length=100)),
                        ("begun_at", models.DateTimeField(blank=True, null=True)),
                        ("next_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "dispatch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="legs",
                                to="messaging.dispatch",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "queued")),
                                fields=["channel", "next_at"],
                                name="messaging_leg_due",
                            ),
                            models.Index(
                                condition=models.Q(("state", "sent")), fields=["next_at"], name="messaging_leg_unheard"
                            ),
                            models.Index(
                                condition=models.Q(("provider_id", ""), _negated=True),
                                fields=["provider_id"],
                                name="messaging_leg_provider",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("dispatch", "channel"), name="messaging_leg_one_per_channel"
                            ),
                            models.UniqueConstraint(fields=("dispatch", "place"), name="messaging_leg_place"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "standby",
                                            "queued",
                                            "sent",
                                            "delivered",
                                            "undelivered",
                                            "unknown",
                                            "failed",
                                            "skipped",
                                        ],
                                    )
                                ),
                                name="messaging_leg_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "skipped"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="messaging_leg_skipped_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "queued"), _negated=True),
                                    models.Q(("begun_at__isnull", False), ("next_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="messaging_leg_queued_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["sent", "delivered"]), _negated=True),
                                    ("sent_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="messaging_leg_sent_at",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Receipt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("channel", models.CharField(max_length=20)),
                        ("sending_id", models.CharField(blank=True, default="", max_length=40)),
                        ("provider_id", models.CharField(blank=True, default="", max_length=100)),
                        ("status", models.CharField(max_length=12)),
                        ("code", models.CharField(blank=True, default="", max_length=40)),
                        ("received_at", models.DateTimeField()),
                        (
                            "leg",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipts",
                                to="messaging.leg",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("leg__isnull", True)),
                                fields=["provider_id"],
                                name="messaging_receipt_unknown",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("channel", "sending_id", "provider_id", "status"), name="messaging_receipt_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["delivered", "undelivered"])),
                                name="messaging_receipt_known_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sending_id", ""), _negated=True),
                                    models.Q(("provider_id", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="messaging_receipt_of_something",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
