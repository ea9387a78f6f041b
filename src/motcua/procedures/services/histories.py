"""Procedures of the province's own taken in at once with all they said over time: where a registry is moved here, and for the sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.events import NewEvent
from motcua.procedures.content import Content
from motcua.procedures.events import EventKind
from motcua.procedures.models import Field, Origin, Procedure, ProcedureKind, ProcedureVersion, VersionState
from motcua.procedures.queries.registry import key_of, ref_of
from motcua.procedures.services.versions import fields_named, index_procedures, named, next_number, version_of


@dataclass(frozen=True, slots=True)
class History:
    """A procedure with its contents, each from its day until the next begins; none while it is still to be published."""

    base_code: str
    name: str
    """As lists call it."""
    contents: tuple[tuple[date, Content], ...]
    suffix: str = ""
    internal: bool = False


def take_in(histories: Sequence[History], *, actor: Actor) -> dict[str, Procedure]:
    """Procedures by their code, with published versions; written and indexed in bulk, as an import does. The days must rise, the codes be
    new: a code that is there already is an IntegrityError, and nothing is written.
    """
    made = {one.base_code: _procedure(one) for one in histories}
    with transaction.atomic():
        Procedure.objects.bulk_create(made.values())
        fields = fields_named(content.field for one in histories for _, content in one.contents)
        versions = [version for one in histories for version in _chain(made[one.base_code], one, fields)]
        ProcedureVersion.objects.bulk_create(versions)
        index_procedures([procedure.pk for procedure in made.values()])
        events.append_many([_event(version) for version in versions], actor=actor)
    return made


def draft_content(procedure: Procedure, content: Content, *, valid_from: date) -> ProcedureVersion:
    """A draft with a content of its own, for a decision to publish."""
    with transaction.atomic():
        fields = fields_named([content.field])
        draft = _version(procedure, valid_from, content, next_number(procedure), fields, VersionState.DRAFT)
        draft.save(force_insert=True)
    return draft


def _procedure(one: History) -> Procedure:
    kind = ProcedureKind.INTERNAL if one.internal else ProcedureKind.PUBLIC
    procedure = Procedure(base_code=one.base_code, suffix=one.suffix, kind=kind, origin=Origin.OWN)
    named(procedure, Content(name=one.name))
    return procedure


def _chain(procedure: Procedure, one: History, fields: Mapping[str, Field]) -> list[ProcedureVersion]:
    """The published versions, each until the next begins."""
    made: list[ProcedureVersion] = []
    for number, (since, content) in enumerate(one.contents, 1):
        if made:
            made[-1].valid_to = since
        made.append(_version(procedure, since, content, number, fields, VersionState.PUBLISHED))
    return made


def _version(  # noqa: PLR0917 - the columns of one version
    procedure: Procedure, since: date, content: Content, number: int, fields: Mapping[str, Field], state: VersionState
) -> ProcedureVersion:
    field = fields.get(key_of(content.field))
    return version_of(procedure, content, number=number, valid_from=since, at=clock.now(), field=field, state=state)


def _event(version: ProcedureVersion) -> NewEvent:
    payload: dict[str, events.Plain] = {
        "number": version.number,
        "valid_from": version.valid_from,
        "decision": version.decision,
    }
    return NewEvent(ref_of(version.procedure), EventKind.VERSION_PUBLISHED, payload)
