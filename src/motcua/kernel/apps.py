"""Wiring of the kernel."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "motcua.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.kernel import health, jobs, schedule, search
        from motcua.kernel.events import FIELDS
        from motcua.kernel.models import Job
        from motcua.kernel.registries import event_fields

        for name, label in FIELDS.items():
            event_fields.register(name, label)
        search.declare_index(jobs.SEARCH_KIND, Job.objects.all, _index_jobs)
        health.register_kernel_checks()
        schedule.register_kernel_work()


def _index_jobs(pks: Sequence[int]) -> None:
    """As `jobs.enqueue` makes them findable."""
    from motcua.kernel import jobs, search
    from motcua.kernel.models import Job

    rows = Job.objects.filter(pk__in=pks).order_by("pk")
    entries = (search.Entry(one.pk, one.title, [(one.owner_name, 2)]) for one in rows)
    search.index_many(jobs.SEARCH_KIND, entries)
