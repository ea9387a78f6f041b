"""The one engine of working time: calendars, due moments and the ledger that explains them. Pure."""

from motcua.kernel.workdays.calendar import DEFAULT_SESSIONS, DEFAULT_WEEK, Calendar, CalendarDay, DayKind, Session
from motcua.kernel.workdays.engine import due, due_as_promised, due_by
from motcua.kernel.workdays.ledger import Row, RowKind
from motcua.kernel.workdays.result import AddedUnit, AppliedPause, Result
from motcua.kernel.workdays.shipped import shipped_calendar
from motcua.kernel.workdays.terms import Count, Limit, Pause, Unit

__all__ = [
    "DEFAULT_SESSIONS",
    "DEFAULT_WEEK",
    "AddedUnit",
    "AppliedPause",
    "Calendar",
    "CalendarDay",
    "Count",
    "DayKind",
    "Limit",
    "Pause",
    "Result",
    "Row",
    "RowKind",
    "Session",
    "Unit",
    "due",
    "due_as_promised",
    "due_by",
    "shipped_calendar",
]
