"""The clock of a dossier: its due moment with the ledger that explains it, the same for officer, citizen and program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from datetime import time as hour
from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier, Extension, Pause
from motcua.dossiers.rules.limits import as_limit
from motcua.kernel import clock, workdays
from motcua.kernel.rules import rule
from motcua.organisations.queries.calendars import calendar_named
from motcua.procedures.queries.workflows import hours_a_day
from motcua.procedures.workflows import Time

COUNTING = "dossiers.counting"
GIVEN = "given"
"""Way of counting of a dossier that was taken over: its date was promised by the earlier system and is not reckoned anew."""
EXTENSION = "dossiers.extension"


def same_day_until(on: date) -> hour:
    return hour.fromisoformat(rule(COUNTING, on).value["same_day_until"])


def limit_in(dossier: Dossier) -> workdays.Limit:
    """The limit under which it was accepted."""
    return workdays.Limit(dossier.limit_value or 1, workdays.Unit(dossier.limit_unit))


def reckoned(
    dossier: Dossier, pauses: Sequence[Pause] | None = None, *, calendar: workdays.Calendar | None = None
) -> workdays.Result | None:
    """The due moment by the promise and the ended pauses, with its ledger; None before it is accepted."""
    if dossier.received_at is None:
        return None
    ended = [p for p in (dossier.pauses.all() if pauses is None else pauses) if p.ended_at is not None]
    stood = [workdays.Pause(p.began_at, p.ended_at, str(p.get_kind_display())) for p in ended if p.ended_at]
    day = clock.local(dossier.received_at).date()
    calendar = calendar or calendar_named(dossier.calendar, day)
    if dossier.counting == GIVEN and dossier.promised_at is not None:
        return workdays.due_as_promised(dossier.received_at, dossier.promised_at, calendar=calendar, pauses=stood)
    return workdays.due(
        dossier.received_at,
        limit_in(dossier),
        calendar=calendar,
        count=workdays.Count(dossier.counting),
        pauses=stood,
        same_day_until=same_day_until(day),
    )


def extended(dossier: Dossier, extension: Extension, pauses: Sequence[Pause]) -> datetime:
    """The new date of an apology, moved by the pauses that began after it."""
    later = [p for p in pauses if p.ended_at is not None and p.began_at >= extension.apologised_at]
    if not later:
        return extension.until
    day = clock.local(extension.until).date()
    calendar = calendar_named(dossier.calendar, clock.local(extension.apologised_at).date())
    start = clock.local(extension.apologised_at)
    limit = workdays.Limit(max(1, (day - start.date()).days), workdays.Unit.DAY)
    moved = [workdays.Pause(p.began_at, p.ended_at) for p in later if p.ended_at]
    return workdays.due(start, limit, calendar=calendar, pauses=moved).due


def dates_of(result: workdays.Result, pauses: Sequence[Pause]) -> dict[str, Any]:
    """Columns of a dossier that follow from its clock: when it is due, how long it stood still, the promise moved by that."""
    stood = sum(int((p.ended_at - p.began_at).total_seconds() // 60) for p in pauses if p.ended_at is not None)
    limit_at = result.due_without_pauses + timedelta(minutes=stood)
    return {"due_at": result.due, "paused_minutes": stood, "limit_at": limit_at}


def late_to_apologise(effective_due_at: datetime, at: datetime, calendar: workdays.Calendar) -> bool:
    """Whether an apology at a moment comes later than the rule of the day asks."""
    today, due = clock.local(at).date(), clock.local(effective_due_at).date()
    before = int(rule(EXTENSION, today).value["days_before"])
    return calendar.working_days_between(today, due) < before or at > effective_due_at


def slack_of(due_at: datetime, at: datetime, calendar: workdays.Calendar) -> int:
    """Working minutes that were left of a step's own time when it was done; less than nothing when it was late."""
    ahead = at <= due_at
    minutes = calendar.working_minutes(*((at, due_at) if ahead else (due_at, at)))
    return minutes if ahead else -minutes


def step_due(
    opened_at: datetime, time: Time | None, *, calendar: workdays.Calendar, pauses: Sequence[Pause] = ()
) -> datetime | None:
    """When a step is due by its own time; None where the workflow gives it none."""
    if time is None:
        return None
    day = clock.local(opened_at).date()
    count = workdays.Count(rule(COUNTING, day).value["step_count"])
    limit = as_limit(time.value, time.unit, hours_a_day(day))
    ended = [workdays.Pause(p.began_at, p.ended_at) for p in pauses if p.ended_at and p.ended_at > opened_at]
    return workdays.due(
        opened_at, limit, calendar=calendar, count=count, pauses=ended, same_day_until=same_day_until(day)
    ).due


def deadline_of(dossier: Dossier, language: str = "vi") -> dict[str, Any] | None:
    """The ledger as CONTRACT has it, with promise, effective due moment and what moved it; None before it is accepted."""
    pauses = list(dossier.pauses.order_by("began_at"))
    result = reckoned(dossier, pauses)
    if result is None:
        return None
    extensions = list(dossier.extensions_given.order_by("number"))
    open_pause = next((p for p in pauses if p.ended_at is None), None)
    told: dict[str, Any] = result.as_json("en" if language == "en" else "vi")
    told |= {
        "promised_at": _moment(dossier.promised_at),
        "due_at": _moment(dossier.due_at),
        "effective_due_at": _moment(dossier.effective_due_at),
        "paused_since": _moment(open_pause.began_at) if open_pause else None,
        "extensions": [
            {"until": _moment(e.until), "reason": e.reason, "letter": e.letter_number, "late": e.late}
            for e in extensions
        ],
    }
    if dossier.counting == GIVEN:
        told["notes"] = [*told["notes"], _("Ngày hẹn do hệ thống trước đặt, được giữ nguyên.")]
    if open_pause is not None:
        kind = open_pause.get_kind_display()
        told["notes"] = [*told["notes"], _("Đang dừng tính thời gian: {why}.").format(why=str(kind).lower())]
    return told


def standing(dossier: Dossier, now: datetime) -> str:
    """How a dossier stands to its date, for words and colours: `early`, `on_time`, `late`, `paused`, `running`, `soon`, `ended`, `waiting`.

    Early is a day or more before the promise moved by pauses; what still runs is late once its effective date is past.
    """
    if dossier.state in ("refused", "withdrawn", "stopped"):
        return "ended"
    if dossier.due_at is None or dossier.effective_due_at is None:
        return "waiting"
    if dossier.ended_at is not None:
        if dossier.ended_at > dossier.due_at:
            return "late"
        early = clock.local(dossier.ended_at).date() < clock.local(dossier.due_at).date()
        return "early" if early else "on_time"
    if dossier.state in ("supplement_requested", "payment_requested"):
        return "paused"
    if now > dossier.effective_due_at:
        return "late"
    left = clock.local(dossier.effective_due_at).date() - clock.local(now).date()
    return "soon" if left.days <= 1 else "running"


def _moment(value: datetime | None) -> str | None:
    return clock.local(value).isoformat() if value is not None else None
