"""Wiring of the kernel."""

from __future__ import annotations

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "motcua.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.kernel import health, schedule

        health.register_kernel_checks()
        schedule.register_kernel_work()
