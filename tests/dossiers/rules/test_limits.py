"""A limit as the engine takes it: parts of days are hours."""

from __future__ import annotations

from decimal import Decimal

import pytest

from motcua.dossiers.rules.limits import as_limit
from motcua.dossiers.workflow import CODES, DOSSIER, DossierState
from motcua.kernel.workdays import Unit


@pytest.mark.parametrize(
    ("value", "unit", "meant"),
    [
        ("5", "working_day", "5 working_day"),
        ("0.5", "working_day", "4 hour"),
        ("0.5", "day", "4 hour"),
        ("1.5", "working_day", "12 hour"),
        ("3.2", "hour", "4 hour"),
        ("2", "month", "2 month"),
        ("1", "same_day", "1 same_day"),
    ],
)
def test_whole_units_stay_and_parts_become_hours(value: str, unit: str, meant: str) -> None:
    assert str(as_limit(Decimal(value), Unit(unit), Decimal(8))) == meant


def test_states_have_the_national_codes() -> None:
    assert list(CODES.values()) == list(range(1, 11))
    assert CODES["supplement_requested"] == 5 and CODES["returned"] == 10


def test_final_states_lead_nowhere() -> None:
    final = {state for state in DossierState if DOSSIER.is_final(state)}
    assert final == {DossierState.REFUSED, DossierState.WITHDRAWN, DossierState.STOPPED, DossierState.RETURNED}
