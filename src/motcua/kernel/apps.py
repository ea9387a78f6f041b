"""Wiring of the kernel."""

from __future__ import annotations

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "motcua.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.kernel import health, schedule
        from motcua.kernel.events import FIELDS
        from motcua.kernel.registries import event_fields

        for name, label in FIELDS.items():
            event_fields.register(name, label)
        health.register_kernel_checks()
        schedule.register_kernel_work()
