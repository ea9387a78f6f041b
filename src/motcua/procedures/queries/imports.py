"""Runs of imports and comparisons, their rows, and what accepting one would change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.kernel.models import Event, Job, Lease
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import has_any_grant, require
from motcua.procedures.content import Content, carried, changed_parts, emptied, from_json, only_listed, says, with_parts
from motcua.procedures.events import EventKind
from motcua.procedures.models import (
    ImportRow,
    ImportRun,
    Procedure,
    ProcedureVersion,
    RowState,
    RunMode,
    VersionState,
)
from motcua.procedures.queries.registry import ref_of as procedure_ref
from motcua.procedures.reading import CODE
from motcua.procedures.reading.kept import read_kept, untold

RUN = "procedure_import"
"""Kind of subject."""
IMPORT = "procedures.import"
IMPORTING = "procedures.import"
"""The lease of the import that writes; its holder is the run's uid."""
LISTED = ("name", "field")
"""What a list of names is compared by: it knows no more of a procedure."""
_COMPARED_WITHIN = timedelta(minutes=10)
"""A comparison writes nothing until it is done: one that takes longer than this was stopped."""
_CHANGING = (EventKind.VERSION_IMPORTED, EventKind.VERSION_PUBLISHED)


def ref_of(run: ImportRun) -> Ref:
    return Ref.to(RUN, run.uid)


def runs_for(user: Any) -> QuerySet[ImportRun]:
    return ImportRun.objects.all() if has_any_grant(user, IMPORT) else ImportRun.objects.none()


def run_for(user: Any, uid: UUID | str) -> ImportRun:
    """Raises Forbidden, NotFound."""
    require(user, IMPORT)
    return run_by_uid(uid)


def run_by_uid(uid: UUID | str) -> ImportRun:
    found = ImportRun.objects.filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có lần nhập này.", code="no_run")
    return found


def jobs_of(runs: Sequence[ImportRun]) -> list[Any]:
    """The newest job of each, in one query; None once it was tidied away."""
    jobs = {str(job.uid): job for job in Job.objects.filter(uid__in=[run.job for run in runs if run.job])}
    return [jobs.get(run.job) for run in runs]


def broken_off(runs: Sequence[ImportRun], jobs: Sequence[Any]) -> set[int]:
    """Keys of the runs whose work ended before their file did while no job takes it up: a command was stopped, a job tidied away. `jobs` as
    `jobs_of` gives them. One query.
    """
    left = [run for run, job in zip(runs, jobs, strict=True) if run.ended_at is None and job is None]
    if not left:
        return set()
    now = clock.now()
    held = {str(run.uid) for run in left}
    alive = set(Lease.objects.filter(name=IMPORTING, holder__in=held, until__gte=now).values_list("holder", flat=True))
    return {
        run.pk
        for run in left
        if str(run.uid) not in alive and (run.mode == RunMode.IMPORT or run.started_at < now - _COMPARED_WITHIN)
    }


def states_of(run: ImportRun) -> dict[str, int]:
    """How many rows stand in each state."""
    return dict(run.rows.order_by().values("state").annotate(n=Count("pk")).values_list("state", "n"))


def rows_of(run: ImportRun) -> QuerySet[ImportRow]:
    return run.rows.select_related("procedure")


def row_for(user: Any, uid: UUID | str) -> ImportRow:
    """A row of a run. Raises Forbidden, NotFound."""
    require(user, IMPORT)
    found = ImportRow.objects.select_related("run__file", "procedure", "made").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có dòng này.", code="no_row")
    return found


def next_waiting(row: ImportRow) -> ImportRow | None:
    """The next row of the run that waits, after this one, else from the start."""
    waiting = row.run.rows.filter(state=RowState.PROPOSED).exclude(pk=row.pk).order_by("line")
    return waiting.filter(line__gt=row.line).first() or waiting.first()


def source_of(version: ProcedureVersion) -> Content:
    """What the national source says of a version: `source` where people's hand changed it, else the content."""
    return from_json(version.content if version.source is None else version.source)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What accepting a row would do today: `old` is what is in force (None: the registry has no such procedure), `new` what it would
    become, `said` the row itself, `parts` those that differ, `again` those in which people's work would be replaced."""

    procedure: Procedure | None
    before: ProcedureVersion | None
    old: Content | None
    new: Content
    said: Content
    parts: tuple[str, ...]
    again: tuple[str, ...]
    untold: frozenset[str] = frozenset()
    """Parts that stay as they are, since the row has a value of another kind there."""

    @property
    def lost(self) -> tuple[str, ...]:
        """Parts that would be emptied: they are taken only by their name."""
        return emptied(self.old, self.new) if self.old is not None else ()

    @property
    def seen(self) -> str:
        """By what is known whether the registry changed since somebody looked."""
        return self.before.fingerprint if self.before else ""


def proposal_of(row: ImportRow) -> Proposal | None:
    """None where nothing can be made of the row (no JSON, no name, no code yet)."""
    unsaid = untold(row.raw)
    said = read_kept(row.raw, row.code) if CODE.fullmatch(row.code) or row.procedure_id else None
    if said is None:
        return None
    procedure = row.procedure or Procedure.objects.filter(base_code=row.code).first()
    before = newest_of(procedure) if procedure else None
    if before is None:
        return Proposal(procedure, None, None, said, said, (), (), unsaid)
    old = from_json(before.content)
    new, again = proposed_content(
        before, said, partial=row.run.source == "csv", silent=isinstance(row.raw, dict) and "title" in row.raw
    )
    new = with_parts(new, old, unsaid)
    again = tuple(part for part in again if part not in unsaid)
    return Proposal(procedure, before, old, new, said, changed_parts(old, new), again, unsaid)


def outdated(row: ImportRow, asked: Proposal) -> bool:
    """Whether the registry says something else now than what the row was compared with.

    What was set aside unread was compared with nothing.
    """
    compared = row.state == RowState.PROPOSED or row.against
    return bool(compared) and row.against != asked.seen


def moved_rows(run: ImportRun) -> QuerySet[ImportRow]:
    """Rows that wait although the registry has changed since they were compared with it."""
    published = ProcedureVersion.objects.filter(state=VersionState.PUBLISHED).order_by("-number").values("fingerprint")
    about = published.filter(procedure=OuterRef("procedure"))[:1]
    coded = published.filter(procedure__base_code=OuterRef("code"))[:1]
    now = Coalesce(Subquery(about), Subquery(coded), Value(""))
    return run.rows.filter(state=RowState.PROPOSED).annotate(now=now).exclude(against=F("now"))


def moved_by(run: ImportRun, procedure: Procedure | None) -> Event | None:
    """What first changed a procedure in the registry after a run had begun."""
    if procedure is None:
        return None
    changed = Event.objects.filter(subject=str(procedure_ref(procedure)), at__gt=run.started_at, kind__in=_CHANGING)
    return changed.order_by("sequence").first()


def compared_again(run: ImportRun) -> ImportRun | None:
    """The newest later comparison of the same file."""
    if run.file_id is None:
        return None
    later = ImportRun.objects.filter(file=run.file_id, mode=RunMode.COMPARE, pk__gt=run.pk)
    return later.order_by("-pk").first()


def said_of(row: ImportRow) -> Content | None:
    """What a kept row says, whoever it is about; None where it cannot be read as a procedure."""
    return read_kept(row.raw, row.code or "1.000000")


def newest_of(procedure: Procedure) -> ProcedureVersion | None:
    """The newest published version."""
    return procedure.versions.filter(state=VersionState.PUBLISHED).order_by("-number").first()


def proposed_content(
    before: ProcedureVersion, said: Content, *, partial: bool = False, silent: bool = False
) -> tuple[Content, tuple[str, ...]]:
    """What the registry would say if everything a row says were accepted, and the parts in which people's work would be replaced.

    `partial`: the source knows names and fields only; `silent`: what it does not mention it does not deny. Nor does any source deny what
    the portal's list told (the agency, of one procedure in fourteen).
    """
    old = from_json(before.content)
    if partial:
        return with_parts(old, said, [p for p in LISTED if getattr(said, p)]), ()
    if silent or only_listed(old):
        said = completed(old, said)
    return carried(source_of(before), old, said) if before.source else (said, ())


def completed(old: Content, new: Content) -> Content:
    """What a source says of a procedure; of parts that it never mentions, what is there."""
    return with_parts(new, old, [part for part in changed_parts(old, new) if not says(new, part)])


def search_rows(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """By code or by words of the name as they are written; a run has some thousands of rows at most."""
    found = rows
    for word in text.split():
        found = found.filter(Q(code__icontains=word) | Q(name__icontains=word))
    return found


def looking_wrong(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows with a doubt."""
    return rows.exclude(doubts=[])


def raw_text(row: ImportRow) -> str:
    """A kept row as it came, for people who look at one that nobody could read."""
    return row.raw if isinstance(row.raw, str) else json.dumps(row.raw, ensure_ascii=False, indent=2)
