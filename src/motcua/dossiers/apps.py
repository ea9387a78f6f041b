"""Wiring of the one-stop mechanism: subjects, events, search, desk entries, holdings, sample."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from motcua.kernel import registries
from motcua.kernel.indicators import declare
from motcua.kernel.registries import DeskEntry, Handler, Holdings, Sample, Subject


class DossiersConfig(AppConfig):
    name = "motcua.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.dossiers import indicators, sample
        from motcua.dossiers.events import FIELDS, LABELS
        from motcua.dossiers.permissions import may_see, only_counts
        from motcua.dossiers.queries import dossiers as of
        from motcua.dossiers.services import notices
        from motcua.dossiers.services.moving import move_dossiers, refs_of_unit
        from motcua.dossiers.services.searching import declare_index

        registries.subjects.register(of.KIND, Subject(of.titles, of.address, of.readable, _("Hồ sơ")))
        registries.subjects.register(
            of.COMPONENT,
            Subject(of.component_titles, of.component_address, of.readable_components, _("Giấy tờ của hồ sơ")),
        )
        declare(*indicators.ALL)
        declare_index()
        notices.declare_templates()
        registries.handlers.register("dossiers.tell", Handler(tuple(notices.TOLD), notices.tell))
        moved = Holdings(_("Hồ sơ chưa trả kết quả"), refs_of_unit, move_dossiers)
        registries.holdings.register("dossiers", moved)
        registries.desk_entries.register("dossiers", DeskEntry(_("Hồ sơ"), "dossiers:list", 7, may_see, shortcut="d"))
        registries.desk_entries.register(
            "dossier-summary", DeskEntry(_("Biểu II.06a"), "dossiers:summary", 7, only_counts)
        )
        registries.samples.register("dossiers", Sample(order=97, load=sample.load))
        _decisions()
        for kind, label in LABELS.items():
            registries.event_labels.register(kind, label)
        for name, label in FIELDS.items():
            if name not in registries.event_fields:
                registries.event_fields.register(name, label)


def _decisions() -> None:
    """Answers and apologies on their way to signature."""
    from motcua.documents.services.approvables import approvables
    from motcua.dossiers.queries import decisions
    from motcua.dossiers.services.deciding import APPROVABLE

    subject = Subject(decisions.titles, decisions.address, decisions.readable, _("Văn bản của hồ sơ"))
    registries.subjects.register(decisions.KIND, subject)
    approvables.register(decisions.KIND, APPROVABLE)
