"""Wiring of electronic results."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from motcua.kernel import registries
from motcua.kernel.registries import Subject


class RecordsConfig(AppConfig):
    name = "motcua.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.records import queries
        from motcua.records.events import FIELDS, LABELS

        subject = Subject(queries.titles, queries.address, queries.readable, _("Kết quả giải quyết"))
        registries.subjects.register(queries.KIND, subject)
        for kind, label in LABELS.items():
            registries.event_labels.register(kind, label)
        for name, label in FIELDS.items():
            if name not in registries.event_fields:
                registries.event_fields.register(name, label)
