"""Forms, filled samples and guides of procedures: which hold on a day, who has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.kernel.errors import NotFound
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import has_any_grant, require
from motcua.procedures.models import FileKind, Procedure, ProcedureFile, ProcedureKind
from motcua.procedures.queries.imports import newest_of
from motcua.procedures.queries.registry import content_of

FILE = "procedure_file"
"""Kind of subject: the owner of the stored file, so that whoever may see the procedure may download it."""


def ref_of(file: ProcedureFile) -> Ref:
    return Ref.to(FILE, file.uid)


def holding(on: date) -> Q:
    """The condition that a file holds on a day."""
    return Q(voided_at__isnull=True, valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def files_on(procedure: Procedure, on: date) -> list[ProcedureFile]:
    """What people download on a day: forms, samples, guides, each kind by title."""
    order = {kind: place for place, kind in enumerate(FileKind.values)}
    rows = procedure.files.filter(holding(on)).select_related("file").order_by("title", "pk")
    return sorted(rows, key=lambda f: order[f.kind])


def all_files(procedure: Procedure) -> list[ProcedureFile]:
    """Those that ended or were voided too, newest first."""
    return list(procedure.files.select_related("file").order_by("-valid_from", "-pk"))


def with_file(rows: QuerySet[Any], kind: str, on: date, *, there: bool = True) -> QuerySet[Any]:
    """Of procedures those that have (or have not) a file of the kind that holds on a day."""
    return rows.filter(_has(kind, on) if there else ~_has(kind, on))


def _has(kind: str, on: date) -> Exists:
    return Exists(ProcedureFile.objects.filter(holding(on), procedure=OuterRef("pk"), kind=kind))


def papers_of(procedure: Procedure) -> list[tuple[str, str]]:
    """Code and name of the papers of the newest content, which a file may be for."""
    version = newest_of(procedure) or procedure.versions.order_by("-number").first()
    return [(c.code, c.name) for c in content_of(version).components] if version else []


def file_for(user: Any, uid: UUID | str, action: str = "procedures.edit") -> ProcedureFile:
    """Raises Forbidden, NotFound."""
    require(user, action)
    found = ProcedureFile.objects.select_related("procedure", "file").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có tệp này.", code="no_file")
    return found


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    return {str(f.uid): f.title for f in ProcedureFile.objects.filter(uid__in=uids)}


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    """Everybody reads the files of public procedures; officers all."""
    rows = ProcedureFile.objects.filter(uid__in=uids)
    if not has_any_grant(user, "procedures.read"):
        rows = rows.filter(procedure__kind=ProcedureKind.PUBLIC, voided_at__isnull=True)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


def procedure_of(uid: str) -> Procedure | None:
    """For the address of a file's subject."""
    found = ProcedureFile.objects.select_related("procedure").filter(uid=uid).first()
    return found.procedure if found else None
