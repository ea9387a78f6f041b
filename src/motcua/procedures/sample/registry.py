"""The sample procedures in the registry, with all that they said and will say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from motcua.kernel import clock, events
from motcua.kernel.actors import SAMPLE
from motcua.kernel.events import NewEvent
from motcua.procedures.events import EventKind
from motcua.procedures.models import Field, Origin, Procedure, ProcedureKind, ProcedureVersion, VersionState
from motcua.procedures.queries.registry import key_of, ref_of
from motcua.procedures.sample.reading import SUFFIX, Dated, Written
from motcua.procedures.services.versions import fields_named, index_procedures, named, version_of


def load_registry(all_of_them: Sequence[Written], *, left: Mapping[str, date]) -> dict[str, Procedure]:
    """Procedures by their code. Versions are published on their days, but for those from the day in `left` on: a decision publishes them.
    Written and indexed in bulk, as an import does.
    """
    made = {one.code: _procedure(one) for one in all_of_them}
    Procedure.objects.bulk_create(made.values())
    fields = fields_named(dated.content.field for one in all_of_them for dated in one.versions)
    chains = [_chain(made[one.code], one, fields, left.get(one.code, date.max)) for one in all_of_them]
    versions = [version for chain in chains for version in chain]
    ProcedureVersion.objects.bulk_create(versions)
    index_procedures([procedure.pk for procedure in made.values()])
    events.append_many([_event(version) for version in versions], actor=SAMPLE)
    return made


def write_draft(procedure: Procedure, one: Written, day: date) -> None:
    """The version that begins on a day, where it is not there yet, as the draft that a decision publishes."""
    number, dated = next(((n, v) for n, v in enumerate(one.versions, 1) if v.since == day), (0, one.versions[0]))
    if number and not procedure.versions.filter(number=number).exists():
        fields = fields_named([dated.content.field])
        _version(procedure, dated, number, fields, VersionState.DRAFT).save(force_insert=True)


def _procedure(one: Written) -> Procedure:
    kind = ProcedureKind.INTERNAL if one.internal else ProcedureKind.PUBLIC
    procedure = Procedure(base_code=one.code, suffix=SUFFIX, kind=kind, origin=Origin.OWN)
    named(procedure, one.versions[-1].content)
    return procedure


def _chain(procedure: Procedure, one: Written, fields: Mapping[str, Field], left: date) -> list[ProcedureVersion]:
    """The published versions, each until the next begins."""
    made: list[ProcedureVersion] = []
    for number, dated in enumerate(one.versions, 1):
        if dated.since >= left:
            break
        if made:
            made[-1].valid_to = dated.since
        made.append(_version(procedure, dated, number, fields, VersionState.PUBLISHED))
    return made


def _version(
    procedure: Procedure, dated: Dated, number: int, fields: Mapping[str, Field], state: VersionState
) -> ProcedureVersion:
    field = fields.get(key_of(dated.content.field))
    return version_of(
        procedure, dated.content, number=number, valid_from=dated.since, at=clock.now(), field=field, state=state
    )


def _event(version: ProcedureVersion) -> NewEvent:
    payload: dict[str, events.Plain] = {
        "number": version.number,
        "valid_from": version.valid_from,
        "decision": version.decision,
    }
    return NewEvent(ref_of(version.procedure), EventKind.VERSION_PUBLISHED, payload)
