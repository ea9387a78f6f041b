"""The registry as officers see it: everything, also what is being written, abolished or internal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import has_any_grant, require
from motcua.procedures.models import Field, Procedure, ProcedureVersion, VersionState
from motcua.procedures.queries.registry import in_force

READ = "procedures.read"


def registry_rows(user: Any, on: date) -> QuerySet[Any]:
    """All procedures for whoever may read the desk's registry, with `shown_version` (of the day, else the newest published, else the
    newest draft; a key) and `standing` on the day: in_force, coming, draft, abolished."""
    if not has_any_grant(user, READ):
        return Procedure.objects.none()
    versions = ProcedureVersion.objects.filter(procedure=OuterRef("pk")).order_by("-number").values("pk")
    of_day = Subquery(versions.filter(in_force(on))[:1])
    published = Subquery(versions.filter(state=VersionState.PUBLISHED)[:1])
    draft = Subquery(versions.filter(state=VersionState.DRAFT)[:1])
    standing: Any = Case(
        When(abolished_on__lte=on, then=Value("abolished")),
        When(of_day__isnull=False, then=Value("in_force")),
        When(published__isnull=False, then=Value("coming")),
        default=Value("draft"),
        output_field=CharField(),
    )
    rows: Any = Procedure.objects.annotate(of_day=of_day, published=published)
    told: QuerySet[Any] = rows.annotate(shown_version=Coalesce(F("of_day"), F("published"), draft), standing=standing)
    return told


def whose_version(rows: QuerySet[Any], asked: Q) -> QuerySet[Any]:
    """Of `registry_rows` those whose shown version fits."""
    return rows.filter(Exists(ProcedureVersion.objects.filter(asked, pk=OuterRef("shown_version"))))


def fill_versions(rows: Sequence[Any]) -> None:
    """`row.shown` for a page of `registry_rows`: one query."""
    keys = [row.shown_version for row in rows if row.shown_version]
    found = ProcedureVersion.objects.filter(pk__in=keys).select_related("field").defer("content").in_bulk()
    for row in rows:
        row.shown = found.get(row.shown_version)


def procedure_for(user: Any, uid: UUID | str, action: str = READ) -> Procedure:
    """The procedure for somebody who may do `action`. Raises Forbidden, NotFound."""
    require(user, action)
    found = Procedure.objects.filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có thủ tục này.", code="no_procedure")
    return found


def version_for(procedure: Procedure, number: int) -> ProcedureVersion:
    """A version of the procedure by its number, whatever its state. Raises NotFound."""
    found = procedure.versions.select_related("field").filter(number=number).first()
    if found is None:
        raise NotFound("Thủ tục không có phiên bản số {number}.", code="no_version", number=number)
    return found


def shown_version(procedure: Procedure, on: date) -> ProcedureVersion | None:
    """As the list chooses it: of the day, else the newest published, else the newest draft."""
    rows = procedure.versions.select_related("field").order_by("-number")
    return (
        rows.filter(in_force(on)).first()
        or rows.filter(state=VersionState.PUBLISHED).first()
        or rows.filter(state=VersionState.DRAFT).first()
    )


def all_versions(procedure: Procedure) -> list[ProcedureVersion]:
    """Newest first, drafts and voided ones too."""
    return list(procedure.versions.order_by("-number").defer("content"))


def is_drafted(procedure: Procedure) -> bool:
    """Whether a draft is being written."""
    return procedure.versions.filter(state=VersionState.DRAFT).exists()


def field_choices() -> list[tuple[str, str]]:
    """Key and name of every field, by name."""
    return list(Field.objects.order_by("sort_key").values_list("key", "name"))


def drafts_for(user: Any) -> QuerySet[ProcedureVersion]:
    """All drafts, for whoever writes or publishes."""
    if not has_any_grant(user, "procedures.edit"):
        return ProcedureVersion.objects.none()
    return (
        ProcedureVersion.objects.filter(state=VersionState.DRAFT).select_related("procedure").defer("content", "source")
    )


def search_drafts(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """By code or by words of the name as they are written: there are a few dozen."""
    found = rows
    for word in text.split():
        found = found.filter(Q(procedure__base_code__icontains=word) | Q(name__icontains=word))
    return found
