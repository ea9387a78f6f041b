"""Wiring of the documents package: what it puts into the kernel's registries."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from motcua.kernel import registries
from motcua.kernel.indicators import declare
from motcua.kernel.registries import DeskEntry, HealthCheck, Holdings, Periodic, Sample

_HOUR = 3600


class DocumentsConfig(AppConfig):
    name = "motcua.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.documents import indicators, jobs, sample
        from motcua.documents.events import FIELDS, LABELS
        from motcua.documents.queries import approvals, files, subjects
        from motcua.documents.services.approvals import approvables, move_approvals
        from motcua.documents.services.law import move_documents
        from motcua.documents.services.outgoing import OWN_DOCUMENT
        from motcua.documents.services.searching import declare_indexes
        from motcua.ui.navigation import LOOKING_UP

        declare_indexes()
        registries.subjects.register("legal_document", subjects.LEGAL_DOCUMENT)
        registries.subjects.register("stored_file", subjects.STORED_FILE)
        registries.subjects.register("number_series", subjects.NUMBER_SERIES)
        registries.subjects.register(approvals.KIND, subjects.APPROVAL)
        registries.subjects.register(approvals.ROUTE_KIND, subjects.APPROVAL_ROUTE)
        registries.subjects.register(approvals.OUTGOING, subjects.OUTGOING_DOCUMENT)
        approvables.register(approvals.OUTGOING, OWN_DOCUMENT)
        registries.holdings.register(
            "approvals", Holdings(_("Văn bản đang trình"), approvals.live_approvals, move_approvals)
        )
        registries.holdings.register(
            "legal_documents", Holdings(_("Văn bản trong kho"), subjects.document_refs, move_documents)
        )
        declare(indicators.NUMBERS_ISSUED, indicators.APPROVALS_ISSUED)
        registries.periodics.register("documents.sweep_files", Periodic(jobs.sweep_uploads, every=_HOUR))
        registries.periodics.register("documents.unheld_steps", Periodic(jobs.hand_on_unheld_steps, every=_HOUR))
        registries.periodics.register("documents.open_books", Periodic(jobs.open_books_of_the_year, every=_HOUR))
        registries.health_checks.register("file_storage", HealthCheck(files.storage_fault, _("Kho tệp")))
        for kind, label in LABELS.items():
            registries.event_labels.register(kind, label)
        for name, label in FIELDS.items():
            registries.event_fields.register(name, label)
        registries.samples.register("documents", Sample(order=20, load=sample.load))
        registries.samples.register("approvals", Sample(order=25, load=sample.load_approvals))
        registries.desk_entries.register(
            "library", DeskEntry(_("Kho văn bản"), "documents:library", 40, _is_officer, shortcut="v", group=LOOKING_UP)
        )
        registries.desk_entries.register(
            "approvals", DeskEntry(_("Trình ký"), "documents:approvals", 25, _is_officer, shortcut="y")
        )
        registries.desk_entries.register(
            "books",
            DeskEntry(_("Sổ văn bản đi"), "documents:books", 50, _reads_numbers, shortcut="s", group=LOOKING_UP),
        )


def _is_officer(user: Any) -> bool:
    from motcua.organisations.permissions import is_officer

    return is_officer(user)


def _reads_numbers(user: Any) -> bool:
    from motcua.organisations.permissions import has_any_grant

    return has_any_grant(user, "numbers.read")
