"""Procedures and the version of a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from motcua.kernel import search
from motcua.kernel.errors import NotFound
from motcua.kernel.refs import Ref
from motcua.kernel.search.words import words
from motcua.kernel.text import fold
from motcua.procedures.content import Content, Level, from_json
from motcua.procedures.models import (
    Assignment,
    Field,
    NamedAgency,
    Procedure,
    ProcedureKind,
    ProcedureVersion,
    VersionState,
)
from motcua.procedures.permissions import may_read

KIND = "procedure"
"""Kind of subject, and kind in the search index."""
LEVELS = {
    Level.MINISTRY: "at_ministry",
    Level.PROVINCE: "at_province",
    Level.COMMUNE: "at_commune",
    Level.VERTICAL: "at_vertical",
}
AUDIENCES = {"people": "for_people", "business": "for_business"}


def ref_of(procedure: Procedure) -> Ref:
    return Ref.to(KIND, procedure.uid)


def in_force(on: date, of: str = "") -> Q:
    """The condition that a version is published and in force on a day. `of` is the path to the version ("version__")."""
    started = Q(**{f"{of}state": VersionState.PUBLISHED, f"{of}valid_from__lte": on})
    return started & (Q(**{f"{of}valid_to__isnull": True}) | Q(**{f"{of}valid_to__gt": on}))


def public_on(on: date) -> QuerySet[Procedure]:
    """What everybody may find: public procedures with a version in force that day (`version_on`, its key)."""
    return _standing_on(on).filter(kind=ProcedureKind.PUBLIC)


def readable_on(user: Any, kinds: Sequence[str], on: date) -> QuerySet[Procedure]:
    """Of some kinds (all for none) what a person may read: internal procedures are the officers'."""
    wanted = set(kinds or ProcedureKind.values)
    if not may_read(user):
        wanted &= {ProcedureKind.PUBLIC.value}
    return _standing_on(on).filter(kind__in=sorted(wanted))


def _standing_on(on: date) -> QuerySet[Procedure]:
    versions = ProcedureVersion.objects.filter(in_force(on), procedure=OuterRef("pk")).order_by("-number").values("pk")
    rows = Procedure.objects.exclude(abolished_on__lte=on)
    return rows.annotate(version_on=Subquery(versions[:1])).filter(version_on__isnull=False)


def narrowed(
    rows: QuerySet[Procedure],
    on: date,
    *,
    q: str = "",
    field: str = "",
    unit: str = "",
    level: str = "",
    audience: str = "",
    online: bool | None = None,
    complete: bool | None = None,
    origin: str = "",
    agency: str = "",
) -> search.Found[Procedure]:
    """Rows of `public_on` by what their version of the day says. `field` is a name, `unit` a unit's code, `agency` the name
    by which versions name who performs them."""
    asked = Q()
    if field.strip():
        asked &= Q(field__key=key_of(field))
        # The few of the field first, by its index: else every procedure is asked for its version of the day.
        there = ProcedureVersion.objects.filter(in_force(on), field__key=key_of(field))
        rows = rows.filter(pk__in=there.values("procedure"))
    if level:
        asked &= Q(**{LEVELS[Level(level)]: True})
    if audience:
        asked &= Q(**{AUDIENCES[audience]: True})
    if online is not None:
        asked &= Q(online=online)
    if complete is not None:
        asked &= Q(complete=complete)
    if origin:
        rows = rows.filter(origin=origin)
    if asked:
        rows = rows.filter(Exists(ProcedureVersion.objects.filter(asked, pk=OuterRef("version_on"))))
    if agency.strip():
        rows = rows.filter(pk__in=NamedAgency.objects.filter(key=key_of(agency)).values("procedure"))
    if unit.strip():
        held = Assignment.objects.filter(procedure=OuterRef("pk"), unit__code=unit.strip(), valid_from__lte=on)
        rows = rows.filter(Exists(held.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))))
    if q.strip() and not words(q):  # signs and pictures say nothing, which is not to ask for everything
        return replace(search.find(rows.none(), KIND, ""), relaxed=True, answered=0.0)
    return search.find(rows, KIND, q)


def versions_of(rows: Iterable[Procedure]) -> dict[int, ProcedureVersion]:
    """The versions that `public_on` found, by the key of their procedure: one query."""
    keys = [getattr(row, "version_on", None) for row in rows]
    found = ProcedureVersion.objects.filter(pk__in=[key for key in keys if key]).select_related("field")
    return {version.procedure_id: version for version in found}


def public_procedure(code: str) -> Procedure:
    """By base code or by full code; one that is abolished or not yet in force can still be read. Raises NotFound."""
    return _named(code, [ProcedureKind.PUBLIC.value])


def known_public(code: str) -> Procedure | None:
    """The public procedure of a base code, if there is one."""
    return Procedure.objects.filter(base_code=code, kind=ProcedureKind.PUBLIC).first()


def procedure_for(user: Any, code: str) -> Procedure:
    """The same for whoever asks, and by its id: officers read internal procedures too. Raises NotFound."""
    kinds = ProcedureKind.values if may_read(user) else [ProcedureKind.PUBLIC.value]
    if uid := as_uid(code):
        code = Procedure.objects.filter(uid=uid).values_list("base_code", flat=True).first() or code
    return _named(code, kinds)


def as_uid(text: str) -> UUID | None:
    """The id that a text is; None for a code."""
    try:
        return UUID(text.strip())
    except ValueError:
        return None


def _named(code: str, kinds: Sequence[str]) -> Procedure:
    asked = code.strip()
    found = Procedure.objects.filter(base_code=asked[:8], kind__in=kinds).first()
    known = found is not None and asked in (found.base_code, found.display_code)
    if found is None or not (known or (len(asked) > 8 and not found.suffix)):
        raise NotFound("Không có thủ tục mang mã “{asked}”.", code="no_procedure", asked=asked)
    return found


def has_ended(procedure: Procedure, on: date) -> bool:
    """Whether it is abolished by a day."""
    return procedure.abolished_on is not None and procedure.abolished_on <= on


def version_on(procedure: Procedure, on: date) -> ProcedureVersion | None:
    return (
        ProcedureVersion.objects.filter(in_force(on), procedure=procedure)
        .select_related("field")
        .order_by("-number")
        .first()
    )


def version_of_day(procedure: Procedure, on: date) -> ProcedureVersion:
    """The version of the day. Raises NotFound, telling since when there is one."""
    found = version_on(procedure, on)
    if found is None:
        raise NotFound(
            "Thủ tục {name} không có nội dung hiệu lực ngày {on}.",
            code="no_version",
            name=procedure.display_code,
            on=f"{on:%d/%m/%Y}",
        )
    return found


def published_versions(procedure: Procedure) -> QuerySet[ProcedureVersion]:
    """All that were ever in force, newest first."""
    return procedure.versions.filter(state=VersionState.PUBLISHED).order_by("-number")


def versions_for(user: Any, procedure: Procedure) -> QuerySet[ProcedureVersion]:
    """All that a person may read, newest first: officers see drafts and voided ones too, as the desk shows them."""
    return procedure.versions.order_by("-number") if may_read(user) else published_versions(procedure)


def content_of(version: ProcedureVersion) -> Content:
    return from_json(version.content)


def key_of(name: str) -> str:
    """Two spellings of one field's name are one field."""
    return " ".join(fold(name).lower().split())[:300]


def fields_on(on: date) -> QuerySet[Field]:
    """Fields in which something public is in force."""
    versions: Any = ProcedureVersion.objects.filter(
        in_force(on), field=OuterRef("pk"), procedure__kind=ProcedureKind.PUBLIC
    )
    return Field.objects.filter(Exists(versions)).order_by("sort_key")


def public_codes(uids: Iterable[str]) -> dict[str, str]:
    """Base codes of those that have a page for everybody, by their uid."""
    rows = Procedure.objects.filter(
        uid__in=list(uids), kind=ProcedureKind.PUBLIC, versions__state=VersionState.PUBLISHED
    )
    return {str(uid): code for uid, code in rows.values_list("uid", "base_code")}


def codes_there(codes: Iterable[str]) -> set[str]:
    """Which base codes the registry has."""
    return set(Procedure.objects.filter(base_code__in=list(codes)).values_list("base_code", flat=True))
