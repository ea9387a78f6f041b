"""How this package's records are shown and guarded elsewhere: what `apps.py` puts into `kernel.registries`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.kernel.registries import Subject
from motcua.organisations.permissions import has_any_grant
from motcua.procedures.models import EForm, ImportRun, InternalWorkflow, Procedure, WorkflowReading
from motcua.procedures.queries import files, search


def _titles(uids: Sequence[str]) -> Mapping[str, str]:
    return {str(p.uid): f"{p.display_code} {p.name}" for p in Procedure.objects.filter(uid__in=uids)}


def _readable(user: Any, uids: Sequence[str]) -> set[str]:
    return set(uids) if has_any_grant(user, "procedures.read") else set()


PROCEDURE = Subject(
    titles=_titles,
    address=lambda uid: reverse("procedures:procedure", args=[uid]),
    readable=_readable,
    label=_("Thủ tục hành chính"),
)


def _runs(uids: Sequence[str]) -> Mapping[str, str]:
    return {str(r.uid): r.file_name for r in ImportRun.objects.filter(uid__in=uids)}


def _readable_runs(user: Any, uids: Sequence[str]) -> set[str]:
    return set(uids) if has_any_grant(user, "procedures.import") else set()


IMPORT = Subject(
    titles=_runs,
    address=lambda uid: reverse("procedures:run", args=[uid]),
    readable=_readable_runs,
    label=_("Lần nhập thủ tục"),
)


def _workflows(uids: Sequence[str]) -> Mapping[str, str]:
    rows = InternalWorkflow.objects.filter(uid__in=uids).select_related("procedure").defer("table")
    return {str(w.uid): f"{w.procedure.display_code} {w.procedure.name} ({w.get_level_display()})" for w in rows}


WORKFLOW = Subject(
    titles=_workflows,
    address=lambda uid: reverse("procedures:workflow", args=[uid]),
    readable=_readable,
    label=_("Quy trình nội bộ"),
)


def _eforms(uids: Sequence[str]) -> Mapping[str, str]:
    rows = EForm.objects.filter(uid__in=uids).select_related("procedure").defer("content")
    return {str(one.uid): f"{one.procedure.display_code} {one.procedure.name}" for one in rows}


EFORM = Subject(
    titles=_eforms,
    address=lambda uid: reverse("procedures:eform", args=[uid]),
    readable=_readable,
    label=_("Tờ khai điện tử"),
)


def _annexes(uids: Sequence[str]) -> Mapping[str, str]:
    return {str(r.uid): r.file.name for r in WorkflowReading.objects.filter(uid__in=uids).select_related("file")}


def _readable_annexes(user: Any, uids: Sequence[str]) -> set[str]:
    return set(uids) if has_any_grant(user, "workflows.edit") else set()


ANNEX = Subject(
    titles=_annexes,
    address=lambda uid: reverse("procedures:annex", args=[uid]),
    readable=_readable_annexes,
    label=_("Phụ lục quy trình nội bộ"),
)


def _file_address(uid: str) -> str:
    procedure = files.procedure_of(uid)
    return reverse("procedures:files", args=[procedure.uid]) if procedure else reverse("procedures:registry")


FILE = Subject(
    titles=files.titles,
    address=_file_address,
    readable=files.readable,
    label=_("Biểu mẫu, mẫu đã điền"),
)


SYNONYM = Subject(
    titles=search.titles,
    address=lambda _uid: reverse("procedures:synonyms"),
    readable=_readable,
    label=_("Từ đồng nghĩa khi tìm"),
)
