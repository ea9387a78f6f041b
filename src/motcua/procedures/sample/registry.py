"""The sample procedures in the registry, with all that they said and will say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from motcua.kernel import clock, events
from motcua.kernel.actors import SAMPLE
from motcua.kernel.events import NewEvent
from motcua.procedures.events import EventKind
from motcua.procedures.models import Field, Origin, Procedure, ProcedureKind, ProcedureVersion, VersionState
from motcua.procedures.queries.registry import key_of, ref_of
from motcua.procedures.sample.reading import SUFFIX, Written
from motcua.procedures.services.versions import fields_named, index_procedures, named, version_of


def load_registry(all_of_them: Sequence[Written], *, left: Mapping[str, date]) -> dict[str, Procedure]:
    """Procedures by their code. Versions are published on their days; from the day in `left` on they wait as drafts for the decision that
    publishes them. Written and indexed in bulk, as an import does.
    """
    fields = fields_named(dated.content.field for one in all_of_them for dated in one.versions)
    now = clock.now()
    made = {one.code: _procedure(one) for one in all_of_them}
    Procedure.objects.bulk_create(made.values())
    versions = [
        version for one in all_of_them for version in _versions(made[one.code], one, fields, left.get(one.code), now)
    ]
    ProcedureVersion.objects.bulk_create(versions)
    index_procedures([procedure.pk for procedure in made.values()])
    published = [v for v in versions if v.state == VersionState.PUBLISHED]
    events.append_many([_event(version) for version in published], actor=SAMPLE)
    return made


def _procedure(one: Written) -> Procedure:
    kind = ProcedureKind.INTERNAL if one.internal else ProcedureKind.PUBLIC
    procedure = Procedure(base_code=one.code, suffix=SUFFIX, kind=kind, origin=Origin.OWN)
    named(procedure, one.versions[-1].content)
    return procedure


def _versions(
    procedure: Procedure, one: Written, fields: Mapping[str, Field], left: date | None, now: datetime
) -> list[ProcedureVersion]:
    """The chain of days; drafts behind it."""
    made: list[ProcedureVersion] = []
    for number, dated in enumerate(one.versions, 1):
        waits = left is not None and dated.since >= left
        version = version_of(
            procedure,
            dated.content,
            number=number,
            valid_from=dated.since,
            at=now,
            field=fields.get(key_of(dated.content.field)),
            state=VersionState.DRAFT if waits else VersionState.PUBLISHED,
        )
        if made and not waits:
            made[-1].valid_to = dated.since
        made.append(version)
    return made


def _event(version: ProcedureVersion) -> NewEvent:
    payload = {"number": version.number, "valid_from": version.valid_from, "decision": version.decision}
    return NewEvent(ref_of(version.procedure), EventKind.VERSION_PUBLISHED, payload)
