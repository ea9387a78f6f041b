"""Many whole dossiers at once: what is taken over, samples, benchmarks. Few statements, the same rows and events as the acts leave.

A `Life` says when each thing happened; what follows from it (dates, slack, pauses, states) is reckoned by the same rules as for one act.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from motcua.dossiers import events as kinds
from motcua.dossiers.models import (
    Dossier,
    DossierStep,
    Extension,
    GivenComponent,
    Participant,
    Party,
    Pause,
    PauseKind,
    SupplementRequest,
)
from motcua.dossiers.queries.clocks import COUNTING, GIVEN, dates_of, late_to_apologise, reckoned, slack_of
from motcua.dossiers.queries.dossiers import ref_of
from motcua.dossiers.queries.filing import Offer, Place
from motcua.dossiers.rules import routing
from motcua.dossiers.rules.limits import as_limit
from motcua.dossiers.services.bulk_known import Known
from motcua.dossiers.services.codes import Given, new_codes, receipt_code, receipt_token, tail_of
from motcua.dossiers.services.parties import new_party
from motcua.dossiers.services.searching import index_dossiers
from motcua.dossiers.services.steps import drawn_step
from motcua.dossiers.workflow import DossierState, StepState
from motcua.kernel import clock, events, rules, workdays
from motcua.kernel.actors import Actor
from motcua.kernel.events import NewEvent
from motcua.kernel.rules import rule
from motcua.records.services import Answer, keep_answers

BATCH = 500
S = DossierState


@dataclass(frozen=True, slots=True)
class Taken:
    """What an earlier system says of a dossier that is taken over at a moment: its promise stays, and of its steps only the present one
    is known. `step`: a key of the workflow, "" for none.
    """

    at: datetime
    promised_at: datetime | None = None
    step: str = ""
    officer: Any = None


@dataclass(frozen=True, slots=True)
class Life:
    """What happened to one dossier. `done`: when each step of its way ended, in order; what has no moment is still open.

    `pauses`: (kind, begin, end or None). `ended_at` with `state` processed, returned, refused, withdrawn or stopped. `reason` of the end.
    """

    offer: Offer
    place: Place
    holder: Mapping[str, Any]
    submitted_at: datetime
    channel: int = 1
    case: str = ""
    limit: tuple[Decimal, str] | None = None
    received_at: datetime | None = None
    done: Sequence[datetime] = ()
    pauses: Sequence[tuple[str, datetime, datetime | None]] = ()
    state: str = S.SUBMITTED.value
    ended_at: datetime | None = None
    returned_at: datetime | None = None
    negative: bool = False
    extension: tuple[datetime, datetime, str] | None = None
    """(apologised, until, reason)"""
    reason: str = ""
    article: str = ""
    papers: Sequence[tuple[str, int, int]] = ()
    """(code, originals, copies)"""
    submitter: Mapping[str, Any] | None = None
    basis: str = ""
    source: str = "own"
    code: str = ""
    is_sample: bool = False
    result_number: str = ""
    signer: str = ""
    asked: Mapping[str, Any] | None = None
    """Of a supplement: `items` as `SupplementRequest` has them, `due_on`, `by` (officer; else the one of the load)."""
    taken: Taken | None = None


@dataclass(slots=True)
class _Rows:
    """The rows of a batch, in the order of their references."""

    parties: list[Party] = field(default_factory=list)
    dossiers: list[Dossier] = field(default_factory=list)
    papers: list[GivenComponent] = field(default_factory=list)
    steps: list[DossierStep] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    requests: list[SupplementRequest] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    told: list[NewEvent] = field(default_factory=list)
    results: list[Answer] = field(default_factory=list)

    def of_dossiers(self) -> list[tuple[Any, list[Any]]]:
        """The tables whose rows point at a dossier, with their rows."""
        return [
            (GivenComponent, self.papers),
            (DossierStep, self.steps),
            (Pause, self.pauses),
            (SupplementRequest, self.requests),
            (Extension, self.extensions),
            (Participant, self.participants),
        ]


def load_lives(lives: Iterable[Life], *, actor: Actor, officer: Any = None) -> int:
    """Keep whole lives; returns how many. `officer` is named where somebody asked for a supplement. A transaction for each batch."""
    known, count, waiting = Known(), 0, []
    for life in lives:
        waiting.append(life)
        if len(waiting) == BATCH:
            count += _load(waiting, known, actor, officer)
            waiting = []
    return count + (_load(waiting, known, actor, officer) if waiting else 0)


def _load(lives: Sequence[Life], known: Known, actor: Actor, officer: Any) -> int:
    rows = _Rows()
    with transaction.atomic(), rules.held():
        codes = _codes(lives)
        for life in lives:
            _draw(life, known, rows, codes, officer)
        Party.objects.bulk_create(rows.parties, batch_size=BATCH)
        for dossier in rows.dossiers:  # their parties have keys now; set again, so that they stay at hand
            holder, submitter = dossier.holder, dossier.submitter
            dossier.holder, dossier.submitter = holder, submitter
        Dossier.objects.bulk_create(rows.dossiers, batch_size=BATCH)
        for model, made in rows.of_dossiers():
            for row in made:
                row.dossier_id = row.dossier.pk
            model.objects.bulk_create(made, batch_size=BATCH)
        keep_answers(rows.results)
        with events.untold():
            events.append_many(rows.told, actor=actor)
        index_dossiers(rows.dossiers)
    return len(rows.dossiers)


def _codes(lives: Sequence[Life]) -> dict[tuple[int, date], list[Given]]:
    """Codes for those that come without one, by unit and day, the earliest last (they are taken from the end)."""
    wanted = Counter((one.place.unit, clock.local(one.submitted_at).date()) for one in lives if not one.code)
    return {(unit, day): new_codes(unit, day, count)[::-1] for (unit, day), count in sorted(wanted.items())}


def _draw(life: Life, known: Known, rows: _Rows, codes: Mapping[tuple[int, date], list[Given]], officer: Any) -> None:
    holder = new_party(life.holder)
    rows.parties.append(holder)
    submitter = new_party(life.submitter) if life.submitter is not None else None
    if submitter is not None:
        rows.parties.append(submitter)
    day = clock.local(life.submitted_at).date()
    given = codes[life.place.unit, day].pop() if not life.code else None
    told = len(rows.told)
    dossier = Dossier(
        code=given.code if given else life.code,
        tail=given.tail if given else tail_of(life.code),
        state=life.state,
        channel=life.channel,
        source=life.source,
        external_code="" if given else life.code,
        procedure=life.offer.procedure,
        procedure_version=life.offer.version,
        case=life.case,
        level=known.level(life.place.unit),
        unit_id=life.place.unit,
        intake_unit_id=life.place.counter,
        holder=holder,
        submitter=submitter,
        submitter_basis=life.basis,
        submitter_scope="both" if submitter is not None else "",
        submitted_at=life.submitted_at,
        entered_at=life.taken.at if life.taken else life.submitted_at,
        ended_at=life.ended_at,
        returned_at=life.returned_at,
        negative=life.negative,
        collected_by="holder" if life.returned_at else "",
        receipt_token=receipt_token(),
        receipt_code=receipt_code(),
        is_sample=life.is_sample,
    )
    rows.dossiers.append(dossier)
    names = {component.code: component.name for component in life.offer.content.components}
    rows.papers += [
        GivenComponent(
            dossier=dossier, position=n, code=code, name=names.get(code, code), originals=originals, copies=copies
        )
        for n, (code, originals, copies) in enumerate(life.papers, start=1)
    ]
    _tell(rows, dossier, kinds.SUBMITTED, life.submitted_at, code=dossier.code, channel=life.channel)
    units = {life.place.unit, life.place.counter}
    if life.received_at is not None and life.limit is not None:
        units |= _taken_in(life, known, rows, dossier)
    _asked(life, rows, dossier, officer)
    _ended(life, rows, dossier)
    rows.participants += [Participant(dossier=dossier, unit_id=unit) for unit in sorted(units)]
    if life.taken is not None:
        del rows.told[told:]  # what happened elsewhere is no event of ours
        facts = {"received_at": dossier.received_at, "promised_at": dossier.promised_at, "ended_at": dossier.ended_at}
        _tell(
            rows,
            dossier,
            kinds.TAKEN_OVER,
            life.taken.at,
            code=dossier.code,
            source=life.source,
            state=life.state,
            **facts,
        )


def _taken_in(life: Life, known: Known, rows: _Rows, dossier: Dossier) -> set[int]:
    """The clock, the pauses, the steps. Returns the units at which steps are."""
    received = life.received_at or life.submitted_at
    day = clock.local(received).date()
    code, calendar = known.calendar(life.place.unit)
    value, unit = life.limit or (Decimal(1), "working_day")
    limit = as_limit(value, unit, known.hours(day))
    dossier.received_at, dossier.calendar = received, code
    dossier.limit_value, dossier.limit_unit = limit.amount, str(limit.unit)
    dossier.counting = str(rule(COUNTING, day).value["count"])
    if life.taken is not None:
        dossier.counting, dossier.promised_at = GIVEN, life.taken.promised_at
    on = clock.local(life.taken.at).date() if life.taken is not None else day
    dossier.workflow_on = on
    route = known.route(life.offer.procedure, life.place.unit, life.case, on)
    dossier.workflow = route.workflow
    pauses = [Pause(dossier=dossier, kind=kind, began_at=begin, ended_at=end) for kind, begin, end in life.pauses]
    rows.pauses += pauses
    result = reckoned(dossier, pauses, calendar=calendar)
    assert result is not None  # noqa: S101 - it has been taken in above
    dossier.promised_at, dossier.effective_due_at = result.due_without_pauses, result.due
    for column, date_of_it in dates_of(result, pauses).items():
        setattr(dossier, column, date_of_it)
    _tell(rows, dossier, kinds.ACCEPTED, received, promised_at=dossier.promised_at, received_at=received)
    if life.extension is not None:
        _extended(life, rows, dossier, calendar)
    if life.taken is not None:
        return _present_step(life.taken, route.table, known, rows, dossier)
    return _steps(life, known, rows, dossier, pauses)


def _present_step(taken: Taken, table: Any, known: Known, rows: _Rows, dossier: Dossier) -> set[int]:
    """The step at which it was taken over, open from then on with the step's own time."""
    if not taken.step:
        return set()
    _code, calendar = known.calendar(dossier.unit_id or 0)
    row = drawn_step(dossier, table, taken.step, at=taken.at, calendar=calendar)
    row.sequence, row.unit_id, row.officer = 1, known.place(dossier, row.kind), taken.officer
    rows.steps.append(row)
    return {row.unit_id}


def _steps(life: Life, known: Known, rows: _Rows, dossier: Dossier, pauses: Sequence[Pause]) -> set[int]:
    """The straight way through the workflow: each step opens when the one before is done."""
    _code, calendar = known.calendar(life.place.unit)
    table = known.route(
        life.offer.procedure, life.place.unit, life.case, clock.local(dossier.received_at or life.submitted_at).date()
    ).table
    keys, units, at = list(routing.first(table)), set(), dossier.received_at or life.submitted_at
    for sequence in range(1, len(table.steps) + 1):
        if not keys:
            break
        key = keys.pop(0)
        done = life.done[sequence - 1] if sequence <= len(life.done) else None
        over = done is None and life.state in (S.WITHDRAWN, S.STOPPED, S.REFUSED)
        row = drawn_step(dossier, table, key, at=at, calendar=calendar, pauses=pauses)
        row.sequence, row.unit_id = sequence, known.place(dossier, row.kind)
        row.state = StepState.DONE if done else StepState.DROPPED if over else StepState.OPEN
        row.closed_at = done or (life.ended_at if over else None)
        if done is not None and row.due_at is not None:
            row.slack_minutes = slack_of(row.due_at, done, calendar)
        rows.steps.append(row)
        units.add(row.unit_id)
        if done is None:
            break
        _tell(rows, dossier, kinds.ADVANCED, done, step=key, slack=row.slack_minutes)
        keys += [one for one in routing.opened_by(table, key, chosen=None, still_open=keys) if one not in keys]
        at = done
    return units


def _asked(life: Life, rows: _Rows, dossier: Dossier, officer: Any) -> None:
    for kind, begin, end in life.pauses:
        if kind == PauseKind.PAYMENT:
            _tell(rows, dossier, kinds.PAYMENT_REQUESTED, begin)
            if end is not None:
                _tell(rows, dossier, kinds.PAYMENT_CONFIRMED, end)
            continue
        dossier.supplements += 1
        dossier.asked_at = begin if end is None else None
        if life.asked is not None:
            rows.requests.append(
                SupplementRequest(
                    dossier=dossier,
                    number=dossier.supplements,
                    items=life.asked["items"],
                    asked_at=begin,
                    asked_by=life.asked.get("by") or officer,
                    due_on=life.asked["due_on"],
                    answered_at=end,
                )
            )
        _tell(rows, dossier, kinds.SUPPLEMENT_REQUESTED, begin, items=1)
        if end is not None:
            _tell(rows, dossier, kinds.SUPPLEMENTED, end)


def _extended(life: Life, rows: _Rows, dossier: Dossier, calendar: workdays.Calendar) -> None:
    if life.extension is None or dossier.effective_due_at is None:
        return
    apologised, until, reason = life.extension
    late = late_to_apologise(dossier.effective_due_at, apologised, calendar)
    number = f"{dossier.tail:02}/XLGH"
    rows.extensions.append(
        Extension(
            dossier=dossier,
            number=1,
            until=until,
            reason=reason,
            apologised_at=apologised,
            late=late,
            letter_number=number,
            signer="Người đứng đầu (mẫu)",
        )
    )
    dossier.extensions = 1
    dossier.effective_due_at = max(until, dossier.effective_due_at)
    _tell(rows, dossier, kinds.EXTENDED, apologised, until=until, late=late, number=number)


def _ended(life: Life, rows: _Rows, dossier: Dossier) -> None:
    if life.state in (S.PROCESSED, S.RETURNED) and life.ended_at is not None:
        rows.results.append(
            Answer(
                ref_of(dossier),
                procedure=life.offer.procedure,
                unit=life.place.unit,
                number=life.result_number or f"{dossier.tail}/KQ",
                issued_on=clock.local(life.ended_at).date(),
                signer=life.signer or "–",
                title=life.offer.version.name,
                negative=life.negative,
                article=life.article,
            )
        )
    kind = {
        S.REFUSED: kinds.REFUSED,
        S.WITHDRAWN: kinds.WITHDRAWN,
        S.STOPPED: kinds.STOPPED,
        S.PROCESSED: kinds.PROCESSED,
        S.RETURNED: kinds.PROCESSED,
    }.get(S(life.state))
    if kind is not None and life.ended_at is not None:
        facts = {"reason": life.reason} if life.reason else {}
        _tell(rows, dossier, kind, life.ended_at, ended_at=life.ended_at, negative=life.negative, **facts)
    if life.returned_at is not None:
        _tell(rows, dossier, kinds.RETURNED, life.returned_at, collected_by="holder")


def _tell(rows: _Rows, dossier: Dossier, kind: str, at: datetime, **payload: Any) -> None:
    rows.told.append(NewEvent(ref_of(dossier), kind, payload, at))
