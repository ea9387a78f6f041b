"""Procedures and the version of a day."""

from __future__ import annotations

from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from motcua.kernel.errors import NotFound
from motcua.kernel.refs import Ref
from motcua.procedures.content import Content, from_json
from motcua.procedures.models import Procedure, ProcedureVersion, VersionState

KIND = "procedure"


def ref_of(procedure: Procedure) -> Ref:
    return Ref(KIND, str(procedure.uid))


def in_force(on: date) -> Q:
    """The condition that a version is published and in force on a day."""
    return Q(state=VersionState.PUBLISHED, valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def with_version(rows: QuerySet[Procedure], on: date) -> QuerySet[Procedure]:
    """Procedures annotated with the key of their version of the day (`version_id_on`); those without one are left out."""
    versions = ProcedureVersion.objects.filter(in_force(on), procedure=OuterRef("pk")).order_by("-number").values("pk")
    return rows.annotate(version_id_on=Subquery(versions[:1])).filter(version_id_on__isnull=False)


def procedure_by_code(code: str) -> Procedure:
    """By base code or by full code. Raises NotFound."""
    base = code.strip()[:8]
    found = Procedure.objects.filter(base_code=base).first()
    if found is None or (code.strip() != base and found.suffix and code.strip() != found.display_code):
        raise NotFound("Không có thủ tục mang mã {code}.", code_="no_procedure", code=code)
    return found


def version_on(procedure: Procedure, on: date) -> ProcedureVersion | None:
    return ProcedureVersion.objects.filter(in_force(on), procedure=procedure).order_by("-number").first()


def content_of(version: ProcedureVersion) -> Content:
    return from_json(version.content)
