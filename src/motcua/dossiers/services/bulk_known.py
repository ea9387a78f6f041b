"""What the lives of a load share: calendars, workflows, levels, places. Each is asked once."""

from __future__ import annotations

from datetime import date
from typing import Any

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.filing import level_of
from motcua.dossiers.services.steps import place_of
from motcua.kernel import clock, workdays
from motcua.organisations.queries.calendars import calendar_code_for, calendar_named
from motcua.procedures.queries.workflows import hours_a_day, in_use


class Known:
    """What many lives share: calendars, workflows and levels by unit and day. Each is asked once."""

    def __init__(self) -> None:
        self._calendars: dict[int, tuple[str, workdays.Calendar]] = {}
        self._routes: dict[tuple[int, str, str, date], Any] = {}
        self._levels: dict[int, str] = {}
        self._places: dict[tuple[int, int, str], int] = {}
        self._hours: dict[date, Any] = {}

    def calendar(self, unit: int) -> tuple[str, workdays.Calendar]:
        if unit not in self._calendars:
            code = calendar_code_for(unit)
            self._calendars[unit] = (code, calendar_named(code))
        return self._calendars[unit]

    def level(self, unit: int) -> str:
        if unit not in self._levels:
            self._levels[unit] = level_of(unit, clock.today())
        return self._levels[unit]

    def route(self, procedure: Any, unit: int, case: str, on: date) -> Any:
        key = (procedure.pk, self.level(unit), case, on)
        if key not in self._routes:
            self._routes[key] = in_use(procedure, key[1], on, case)
        return self._routes[key]

    def place(self, dossier: Dossier, kind: str) -> int:
        key = (dossier.unit_id or 0, dossier.intake_unit_id or 0, kind)
        if key not in self._places:
            self._places[key] = place_of(dossier, kind, clock.today())
        return self._places[key]

    def hours(self, on: date) -> Any:
        if on not in self._hours:
            self._hours[on] = hours_a_day(on)
        return self._hours[on]
