"""Wiring of the registry: search, names of events, subjects."""

from __future__ import annotations

from django.apps import AppConfig

from motcua.kernel import registries


class ProceduresConfig(AppConfig):
    name = "motcua.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.kernel import search
        from motcua.procedures.events import FIELDS, LABELS
        from motcua.procedures.models import Procedure
        from motcua.procedures.queries.registry import KIND
        from motcua.procedures.services.versions import index_procedures

        search.declare_index(KIND, Procedure.objects.all, index_procedures)
        for kind, label in LABELS.items():
            registries.event_labels.register(kind, label)
        for name, label in FIELDS.items():
            if name not in registries.event_fields:
                registries.event_fields.register(name, label)
