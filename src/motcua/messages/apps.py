"""Wiring of the messages package: channels, its own templates, and what it puts into the kernel's registries."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from motcua.kernel import registries
from motcua.kernel.registries import DeskEntry, Handler, HealthCheck, Periodic, Sample


class MessagesConfig(AppConfig):
    name = "motcua.messages"
    label = "messaging"  # Django's own one-page notices are labelled "messages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.messages import handlers, jobs, sample
        from motcua.messages.events import FIELDS, LABELS
        from motcua.messages.queries import notices, outward, subjects
        from motcua.messages.rules.channels import channels
        from motcua.messages.rules.outward import outward_channels
        from motcua.messages.services.channels import Email, InProduct
        from motcua.messages.services.own_templates import declare_own
        from motcua.messages.services.providers import OutwardEmail, Sms, Zns
        from motcua.ui.navigation import RUNNING

        for channel in (InProduct(), Email()):
            channels.register(channel.key, channel)
        for outward_channel in (Zns(), Sms(), OutwardEmail()):
            outward_channels.register(outward_channel.key, outward_channel)
        declare_own()
        registries.subjects.register("message", subjects.MESSAGE)
        registries.subjects.register("message_template", subjects.TEMPLATE)
        registries.subjects.register("dispatch", subjects.DISPATCH)
        for kind, label in LABELS.items():
            registries.event_labels.register(kind, label)
        for name, label in FIELDS.items():
            registries.event_fields.register(name, label)
        registries.handlers.register("messages.welcome", Handler(("account.created",), handlers.welcome))
        for kind, run in (
            ("approval.step_opened", handlers.approval_waits),
            ("approval.returned", handlers.approval_returned),
            ("approval.issued", handlers.approval_issued),
        ):
            registries.handlers.register(f"messages.{kind}", Handler((kind,), run))
        registries.periodics.register("messages.send", Periodic(jobs.send, every=jobs.EVERY))
        registries.health_checks.register("messages", HealthCheck(notices.fault, _("Thông báo"), critical=False))
        registries.health_checks.register(
            "outward", HealthCheck(outward.fault, _("Tin gửi người dân, doanh nghiệp"), critical=False)
        )
        registries.samples.register("messages", Sample(order=15, load=sample.load))
        registries.desk_entries.register(
            "messages", DeskEntry(_("Thông báo đã gửi"), "messages:sent", 90, _may_operate, group=RUNNING)
        )
        registries.desk_entries.register(
            "wordings", DeskEntry(_("Mẫu thông báo"), "messages:templates", 91, _reads_wordings, group=RUNNING)
        )


def _may_operate(user: Any) -> bool:
    from motcua.messages.permissions import may_operate

    return may_operate(user)


def _reads_wordings(user: Any) -> bool:
    from motcua.organisations.permissions import has_any_grant

    return has_any_grant(user, "messages.read_wording")
