"""Making versions: the columns that lists need, and the one chain of days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from motcua.kernel import search
from motcua.kernel.text import nfc, sort_key
from motcua.procedures.content import (
    Audience,
    ChannelKind,
    Content,
    Level,
    as_json,
    fingerprint,
    from_json,
    missing_parts,
)
from motcua.procedures.models import Field, Procedure, ProcedureVersion, VersionState
from motcua.procedures.queries.registry import KIND, key_of

_PEOPLE = {Audience.CITIZEN, Audience.OVERSEAS, Audience.FOREIGNER, Audience.OFFICER}


def version_of(
    procedure: Procedure,
    content: Content,
    *,
    number: int,
    valid_from: date,
    at: datetime,
    field: Field | None,
    state: VersionState = VersionState.PUBLISHED,
) -> ProcedureVersion:
    """A version not yet saved, its derived columns set."""
    levels, audiences = set(content.levels), set(content.audiences)
    return ProcedureVersion(
        procedure=procedure,
        number=number,
        state=state,
        valid_from=valid_from,
        content=as_json(content),
        fingerprint=fingerprint(content),
        name=content.name[:2000],
        field=field,
        decision=content.decision[:200],
        at_ministry=Level.MINISTRY in levels,
        at_province=Level.PROVINCE in levels,
        at_commune=Level.COMMUNE in levels,
        at_vertical=Level.VERTICAL in levels,
        for_people=bool(audiences & _PEOPLE),
        for_business=bool(audiences - _PEOPLE),
        online=any(c.kind == ChannelKind.ONLINE for c in content.channels),
        complete=not missing_parts(content),
        unread_parts=len({u.part for u in content.unread}),
        created_at=at,
    )


def named(procedure: Procedure, content: Content) -> None:
    procedure.name = content.name[:2000]
    procedure.sort_key = sort_key(content.name)[:400]


def fields_named(names: Iterable[str]) -> dict[str, Field]:
    """Fields by folded name, making those that are new."""
    wanted = {key_of(name): nfc(name).strip() for name in names if name.strip()}
    known = {f.key: f for f in Field.objects.filter(key__in=wanted)}
    new = [
        Field(name=name[:300], key=key, sort_key=sort_key(name)[:400])
        for key, name in wanted.items()
        if key not in known
    ]
    Field.objects.bulk_create(new, ignore_conflicts=True)
    return {f.key: f for f in Field.objects.filter(key__in=wanted)} if new else known


def index_procedures(pks: Sequence[int]) -> None:
    """Make procedures findable by what their newest published version says."""
    newest: dict[int, ProcedureVersion] = {}
    versions = ProcedureVersion.objects.filter(procedure__in=pks, state=VersionState.PUBLISHED).order_by(
        "procedure", "number"
    )
    for version in versions.select_related("procedure", "field"):
        newest[version.procedure_id] = version
    search.index_many(KIND, [_entry(version) for version in newest.values()])


def _entry(version: ProcedureVersion) -> search.Entry:
    content = from_json(version.content)
    fields = [(version.procedure.display_code, 8), (version.procedure.base_code, 8), (content.field, 3)]
    fields += [(name, 6) for name in content.other_names]
    fields += [(" ".join(content.keywords), 4), (" ".join(r.name for r in content.results), 3)]
    fields += [(" ".join(c.name for c in content.components), 1), (" ".join(a.name for a in content.agencies), 1)]
    return search.Entry(version.procedure_id, content.name, [(text, weight) for text, weight in fields if text])


def declare_indexes() -> None:
    """Called by `apps.py`."""
    search.declare_index(KIND, Procedure.objects.all, index_procedures)
