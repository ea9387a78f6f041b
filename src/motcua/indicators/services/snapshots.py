"""Freezing the figures of a period, checking frozen ones, correcting them.

Figures are counted as of one moment outside any transaction and written in small batches; whatever is interrupted goes on from what is
written, with the same moment, and whoever closes what is closed already finds the same observations.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from motcua.indicators.events import EventKind
from motcua.indicators.models import ClosedIndicator, Closing, Observation
from motcua.indicators.queries.catalogue import KIND, indicator_named
from motcua.indicators.queries.subjects import CLOSED
from motcua.indicators.queries.values import figure_of
from motcua.indicators.rules.frozen import Difference, difference, digest_of, unpacked
from motcua.indicators.rules.periods import Period, name_of, parse_period, window_of
from motcua.indicators.services.freezing import Frozen, count, count_many, write
from motcua.kernel import clock, events, jobs
from motcua.kernel.actors import Actor
from motcua.kernel.batches import batch
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.indicators import Indicator, Window, indicators
from motcua.kernel.models import Job
from motcua.kernel.refs import Ref
from motcua.organisations.queries.scopes import codes_of, existing_within

CLOSE_JOB = "indicators.close"
Progress = Callable[[int, int, str], None]
_AT_ONCE = 20  # observations in one transaction: well under 50 ms of writing
_TRIES = 20  # each lost race means that another closer wrote something
_CROWD = N_("Nhiều người cùng chốt kỳ này. Hãy thử lại sau ít phút.")


@dataclass(slots=True)
class Closed:
    """What a closing did: `made` observations are new, `found` stood already.

    `waiting` are keys whose window has not ended, `faults` those that could not be frozen and why.
    """

    period: str
    as_of: datetime
    keys: list[str] = field(default_factory=list)
    made: int = 0
    found: int = 0
    waiting: list[str] = field(default_factory=list)
    faults: dict[str, Refused] = field(default_factory=dict)


def close_period(period: str, *, actor: Actor, keys: Sequence[str] = (), progress: Progress | None = None) -> Closed:
    """Freeze a period's figures of every unit that existed in it, and of the province, for all indicators (or for `keys`).

    Idempotent and resumable. Each indicator's window is the period's by its own rule. Raises Invalid for what is no period, NotFound for
    an unknown key, Refused while no window of the period has ended.
    """
    asked, ended, waiting = _fitting(period, keys)
    closing = _closing(asked, ended, actor)
    outcome = Closed(str(asked), closing.as_of, waiting=waiting)
    for place, (indicator, window) in enumerate(ended):
        work = _Work(closing, indicator, asked, window, actor)
        try:
            new, old = _close_indicator(work, partial(_tell, progress, str(indicator.title), place, len(ended)))
        except Refused as error:  # one indicator that is declared wrongly does not keep the others open
            outcome.faults[indicator.key] = error
            continue
        outcome.keys.append(indicator.key)
        outcome.made += new
        outcome.found += old
    _finish(closing)
    if outcome.faults and not outcome.keys:
        raise next(iter(outcome.faults.values()))
    return outcome


def check_closable(period: str, *, keys: Sequence[str] = ()) -> None:
    """Raise what `close_period` would raise before it writes anything, for faces that hand the work to a job."""
    _fitting(period, keys)


def queue_closing(period: str, *, keys: Sequence[str], actor: Actor, title: str) -> Job:
    """Close a period in the background; `title` is what running work is called."""
    subject = Ref(CLOSED, str(parse_period(period)))
    return jobs.enqueue(CLOSE_JOB, {"period": period, "keys": list(keys)}, actor=actor, title=title, subject=subject)


def verify_observation(observation: Observation, *, as_of: datetime | None = None) -> Difference | None:
    """Count a frozen figure again, as of its own moment (or of `as_of`). None when it is the same to the unit, else what is not."""
    return verify_many([observation], as_of=as_of)[0]


def verify_many(found: Sequence[Observation], *, as_of: datetime | None = None) -> list[Difference | None]:
    """`verify_observation` of figures of one indicator in one window and of one moment, in their order: few queries for all of them."""
    first = found[0]
    window = Window(first.window_start, first.window_end)
    units = [one.unit_id for one in found]
    counted = count_many(indicator_named(first.key), units, window, as_of or first.as_of)
    return [difference(figure_of(one).of, unpacked(bytes(one.rows.content)), *counted[one.unit_id]) for one in found]


def changes_since(observation: Observation) -> Difference | None:
    """What has changed in the data since the figure was frozen: records that came, went, or stand on another side by now."""
    return verify_observation(observation, as_of=clock.now())


def correct_observation(observation: Observation, *, actor: Actor, reason: str) -> Observation:
    """Freeze the figure anew, as it is known now, in place of one that stands; the old one stays, named by the new one.

    Raises Invalid without a reason, Refused for one that is corrected already or where nothing has changed.
    """
    if not reason.strip():
        raise Invalid("Chưa đính chính.", errors=(FieldError("reason", "Ghi lý do đính chính."),))
    now = clock.now()
    indicator = indicator_named(observation.key)
    window = Window(observation.window_start, observation.window_end)
    value, rows = count(indicator, observation.unit_id, window, now)
    if difference(figure_of(observation).of, unpacked(bytes(observation.rows.content)), value, rows) is None:
        raise Refused("Số liệu tính lại vẫn như đã chốt nên không có gì để đính chính.", code="nothing_to_correct")
    written = Frozen(observation.unit_id, observation.unit_code, value, rows)
    for _ in range(_TRIES):
        if Observation.objects.filter(corrects=observation).exists():
            break
        try:
            return _write_correction(
                written, indicator, observation, window, as_of=now, actor=actor, reason=reason.strip()
            )
        except IntegrityError:  # somebody corrected it, or froze another figure of this unit, at the same time
            continue
    raise Refused("Số liệu này đã được đính chính. Hãy tải lại trang.", code="already_corrected")


def _write_correction(
    written: Frozen,
    indicator: Indicator,
    old: Observation,
    window: Window,
    *,
    as_of: datetime,
    actor: Actor,
    reason: str,
) -> Observation:
    with transaction.atomic():
        made = write([written], indicator, old.period, window, as_of=as_of, actor=actor, corrects=old, reason=reason)[0]
        payload: dict[str, events.Plain] = {
            "observation": made.uid, "corrects": old.uid, "unit": old.unit_code,
            "period": old.period, "hash": made.hash, "reason": reason,
        }  # fmt: skip
        events.append(_subject(indicator.key), EventKind.CORRECTED, actor=actor, payload=payload)
    return made


def _fitting(period: str, keys: Sequence[str]) -> tuple[Period, list[tuple[Indicator, Window]], list[str]]:
    """The period, the indicators whose window in it has ended, and the keys of those whose window goes on."""
    asked, today = parse_period(period), clock.today()
    chosen = [indicator_named(k) for k in dict.fromkeys(keys)] or list(indicators)
    fitting = [(i, window_of(asked, i.rule)) for i in chosen if asked.span in i.spans]
    ended = [(i, w) for i, w in fitting if w.end < today]
    if not ended:
        raise Refused(_why_not(fitting), code="period_open", period=name_of(asked), end=_last_day(fitting))
    return asked, ended, [i.key for i, w in fitting if w.end >= today]


def _closing(period: Period, ended: Sequence[tuple[Indicator, Window]], actor: Actor) -> Closing:
    """The closing that is under way; else, when something is not frozen yet, a new one; else the one that froze it."""
    name = str(period)
    for _ in range(_TRIES):
        running = Closing.objects.filter(period=name, finished_at__isnull=True).first()
        if running is not None:
            return running
        if (last := Closing.objects.filter(period=name).order_by("-pk").first()) and _all_closed(ended):
            return last
        try:
            with transaction.atomic():
                return Closing.objects.create(
                    period=name, as_of=clock.now(), closed_by=str(actor.ref or ""), closed_by_name=actor.name
                )
        except IntegrityError:  # somebody has just begun the same one
            continue
    raise Refused(_CROWD, code="busy")


def _all_closed(ended: Sequence[tuple[Indicator, Window]]) -> bool:
    return all(_closed(indicator.key, window) is not None for indicator, window in ended)


def _closed(key: str, window: Window) -> ClosedIndicator | None:
    return ClosedIndicator.objects.filter(key=key, window_start=window.start, window_end=window.end).first()


def _finish(closing: Closing) -> None:
    Closing.objects.filter(pk=closing.pk, finished_at__isnull=True).update(finished_at=clock.now())


@dataclass(frozen=True, slots=True)
class _Work:
    """One indicator of a closing."""

    closing: Closing
    indicator: Indicator
    period: Period
    window: Window
    actor: Actor

    @property
    def originals(self) -> QuerySet[Observation]:
        """Its observations that stand already, corrections left aside."""
        return Observation.objects.filter(
            key=self.indicator.key, window_start=self.window.start, window_end=self.window.end, corrects__isnull=True
        )

    def standing(self) -> set[int | None]:
        return set(self.originals.values_list("unit", flat=True))


def _close_indicator(work: _Work, tell: Callable[[float], None]) -> tuple[int, int]:
    """How many observations were made and how many stood already."""
    if (done := _closed(work.indicator.key, work.window)) is not None:
        return 0, done.observations
    as_of = work.closing.as_of
    units: list[int | None] = [None, *existing_within(work.window.start, work.window.end)]
    standing = work.standing()
    missing = [u for u in units if u not in standing]
    codes, counts = codes_of(missing), count_many(work.indicator, missing, work.window, as_of)
    made = 0
    for start in range(0, len(missing), _AT_ONCE):
        part = missing[start : start + _AT_ONCE]
        made += _write_missing(work, [Frozen(u, codes[u], *counts[u]) for u in part])
        tell((start + len(part)) / len(missing))
    _conclude(work)
    return made, len(units) - made


def _write_missing(work: _Work, frozen: Sequence[Frozen]) -> int:
    """Write those that do not stand yet; another closer of the same period may be writing them at the same time."""
    for _ in range(_TRIES):
        try:
            with batch():
                standing = work.standing()
                left = [f for f in frozen if f.unit not in standing]
                period, moment = str(work.period), work.closing.as_of
                return len(write(left, work.indicator, period, work.window, as_of=moment, actor=work.actor))
        except IntegrityError:
            continue
    raise Refused(_CROWD, code="busy")


def _conclude(work: _Work) -> None:
    """All units' observations stand: say so once, with a hash over theirs, in the trail (which is sealed)."""
    hashes = [link for _, link in sorted(work.originals.values_list("unit_code", "hash"))]
    link = digest_of(hashes)
    payload: dict[str, events.Plain] = {
        "period": str(work.period), "from": work.window.start, "to": work.window.end,
        "count": len(hashes), "hash": link, "closing": work.closing.uid,
    }  # fmt: skip
    try:
        with transaction.atomic():
            ClosedIndicator.objects.create(
                closing=work.closing,
                key=work.indicator.key,
                window_start=work.window.start,
                window_end=work.window.end,
                observations=len(hashes),
                hash=link,
                closed_at=clock.now(),
            )
            events.append(_subject(work.indicator.key), EventKind.CLOSED, actor=work.actor, payload=payload)
    except IntegrityError:  # another closer of the same period has said it
        return


def _subject(key: str) -> Ref:
    return Ref(KIND, key)


def _why_not(fitting: Sequence[tuple[Indicator, Window]]) -> str:
    if not fitting:
        return N_("Không có chỉ số nào tính theo kỳ này: {period}.")
    return N_("Chưa chốt được {period}: kỳ còn đang mở đến hết ngày {end}.")


def _last_day(fitting: Sequence[tuple[Indicator, Window]]) -> str:
    return f"{min(w.end for _, w in fitting):%d/%m/%Y}" if fitting else ""


def _tell(progress: Progress | None, title: str, place: int, of: int, share: float) -> None:
    """Progress in thousandths of the whole, since indicators differ in how many units they wait for."""
    if progress is not None:
        progress(round(1000 * (place + share) / of), 1000, title)
