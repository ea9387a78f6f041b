"""Wiring of the registry: search, names of events, subjects."""

from __future__ import annotations

from django.apps import AppConfig

from motcua.kernel import registries


class ProceduresConfig(AppConfig):
    name = "motcua.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.procedures.events import FIELDS, LABELS
        from motcua.procedures.services.versions import declare_indexes

        declare_indexes()
        for kind, label in LABELS.items():
            registries.event_labels.register(kind, label)
        for name, label in FIELDS.items():
            if name not in registries.event_fields:
                registries.event_fields.register(name, label)
