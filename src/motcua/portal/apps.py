"""Wiring of the portal: its own desk entries, and the names of the kernel's events."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from motcua.kernel.registries import DeskEntry, Subject, desk_entries, event_labels, subjects

KERNEL_EVENTS = {
    "job.queued": _("Xếp việc vào hàng chờ"),
    "job.started": _("Bắt đầu chạy"),
    "job.done": _("Chạy xong"),
    "job.failed": _("Chạy không được"),
    "job.cancelled": _("Hủy việc đang chạy"),
    "job.retried": _("Chạy lại"),
    "event.resent": _("Gửi lại sự kiện"),
    "rule.overridden": _("Sửa quy tắc cho một khoảng ngày"),
    "rule.override_withdrawn": _("Rút sửa đổi quy tắc"),
}


class PortalConfig(AppConfig):
    name = "motcua.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.organisations.permissions import has_any_grant, is_officer
        from motcua.portal.queries import job_address, job_titles, readable_jobs
        from motcua.ui.navigation import RUNNING

        def may(action: str) -> Any:
            return lambda user: has_any_grant(user, action)

        desk_entries.register("home", DeskEntry(_("Bàn làm việc"), "portal:home", 0, is_officer, "h"))
        desk_entries.register("work", DeskEntry(_("Việc đang chạy"), "portal:work", 75, is_officer, "w", RUNNING))
        desk_entries.register(
            "trail", DeskEntry(_("Nhật ký"), "portal:office_trail", 95, may("portal.trail"), "n", RUNNING)
        )
        desk_entries.register(
            "system", DeskEntry(_("Hệ thống"), "portal:system", 99, may("portal.repair"), group=RUNNING)
        )
        subjects.register("job", Subject(job_titles, job_address, readable_jobs, _("Việc chạy nền")))
        for kind, label in KERNEL_EVENTS.items():
            event_labels.register(kind, label)
