"""Wiring of the indicators: subject, job, desk entry, names of events."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.kernel import registries
from motcua.kernel.registries import DeskEntry, JobKind, Subject


class IndicatorsConfig(AppConfig):
    name = "motcua.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.indicators import jobs, permissions
        from motcua.indicators.events import FIELDS, LABELS
        from motcua.indicators.queries import catalogue, subjects

        registries.job_kinds.register(jobs.CLOSE_JOB, JobKind(jobs.close, _("Chốt số liệu kỳ")))
        registries.subjects.register(
            catalogue.KIND,
            Subject(subjects.titles, subjects.address, subjects.readable, pgettext_lazy("one record", "Chỉ số")),
        )
        closed = Subject(subjects.period_titles, subjects.period_address, subjects.readable, _("Kỳ đã chốt"))
        registries.subjects.register(subjects.CLOSED, closed)
        registries.desk_entries.register(
            "indicators",
            DeskEntry(pgettext_lazy("list title", "Chỉ số"), "indicators:list", 30, permissions.may_read, shortcut="c"),
        )
        for kind, label in LABELS.items():
            registries.event_labels.register(kind, label)
        for name, label in FIELDS.items():
            if name not in registries.event_fields:
                registries.event_fields.register(name, label)
