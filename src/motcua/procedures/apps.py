"""Wiring of the registry: search, names of events, subjects."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from motcua.kernel import registries
from motcua.kernel.registries import DeskEntry

GROUP = _("Thủ tục hành chính")
"""The menu of the desk that holds this package's entries."""


class ProceduresConfig(AppConfig):
    name = "motcua.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.procedures.events import FIELDS, LABELS
        from motcua.procedures.permissions import may_read
        from motcua.procedures.queries import subjects
        from motcua.procedures.queries.registry import KIND
        from motcua.procedures.services.versions import declare_indexes

        declare_indexes()
        registries.subjects.register(KIND, subjects.PROCEDURE)
        registries.desk_entries.register(
            "procedures",
            DeskEntry(_("Danh mục thủ tục hành chính"), "procedures:registry", 14, may_read, shortcut="r", group=GROUP),
        )
        for kind, label in LABELS.items():
            registries.event_labels.register(kind, label)
        for name, label in FIELDS.items():
            if name not in registries.event_fields:
                registries.event_fields.register(name, label)
