"""How points come about: from a value, from a number of late ones; ranks with ties; grades by thresholds. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from motcua.kernel.text import nfc

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Points:
    """Points with the arithmetic that gives them, in figures only. `points` None: nothing is known, which is not zero."""

    points: Decimal | None
    steps: tuple[str, ...]


def by_value(most: Decimal, value: Decimal | None, *, full_at: Decimal | None, nothing_at: Decimal | None) -> Points:
    """Points in proportion between the value that gives nothing and the one that gives all; either may be the greater."""
    full = _HUNDRED if full_at is None else full_at
    nothing = Decimal(0) if nothing_at is None else nothing_at
    if value is None:
        return Points(None, ())
    if full == nothing:
        raise ValueError("all points and no point at the same value")
    share = min(max((value - nothing) / (full - nothing), Decimal(0)), Decimal(1))
    points = (most * share).quantize(_CENT, ROUND_HALF_UP)
    step = f"({_shown(value)} − {_shown(nothing)}) ÷ ({_shown(full)} − {_shown(nothing)})"
    bound = {Decimal(0): " → 0", Decimal(1): " → 1"}.get(share, "")
    return Points(
        points, (step + bound, f"{_shown(most)} × {_shown(share.quantize(Decimal('0.0001')))} = {_shown(points)}")
    )


def by_ratio(
    most: Decimal,
    numerator: Decimal | None,
    denominator: Decimal | None,
    *,
    full_at: Decimal | None,
    nothing_at: Decimal | None,
) -> Points:
    """`by_value` of a percentage; over nothing there is no percentage."""
    if numerator is None or not denominator:
        return Points(None, ())
    value = (numerator * 100 / denominator).quantize(_CENT, ROUND_HALF_UP)
    first = f"{_shown(numerator)} ÷ {_shown(denominator)} = {_shown(value)} %"
    made = by_value(most, value, full_at=full_at, nothing_at=nothing_at)
    return Points(made.points, (first, *made.steps))


def by_cases(most: Decimal, cases: Decimal | None, *, per_case: Decimal) -> Points:
    """All points less those that each case takes away, never below nothing."""
    if cases is None:
        return Points(None, ())
    points = max(most - cases * per_case, Decimal(0)).quantize(_CENT, ROUND_HALF_UP)
    bound = " → 0" if most < cases * per_case else ""
    return Points(points, (f"{_shown(most)} − {_shown(cases)} × {_shown(per_case)}{bound} = {_shown(points)}",))


def ranks(totals: Sequence[Decimal | None]) -> list[int | None]:
    """Places by points, the most first; equals share a place and the places behind them stay empty (1, 2, 2, 4). None has no place."""
    ordered = sorted((t for t in totals if t is not None), reverse=True)
    return [None if t is None else ordered.index(t) + 1 for t in totals]


def grade_of(total: Decimal, most: Decimal, grades: Sequence[Mapping[str, object]]) -> str:
    """The name of the best grade whose threshold (percent of the most points) is reached; empty below all of them."""
    share = total * 100 / most
    return next((str(g["name"]) for g in grades if share >= Decimal(str(g["from"]))), "")


def grades_fault(grades: Sequence[Mapping[str, object]]) -> str:
    """What is wrong with a list of grades: empty, not falling, outside 0 to 100. Empty when fine."""
    try:
        limits = [Decimal(str(g["from"])) for g in grades]
        names = [str(g["name"]).strip() for g in grades]
    except (KeyError, ArithmeticError):
        return "shape"
    if not grades or not all(names) or len(set(names)) < len(names):
        return "names"
    if any(not 0 <= limit <= 100 for limit in limits) or any(a <= b for a, b in pairwise(limits)):
        return "limits"
    return ""


_PLACES = re.compile(
    r"(?P<collectives>\d{1,3})\s+tập\s+thể\s*(?:,|;|và|\+)?\s*(?P<persons>\d{1,3})\s+cá\s+nhân", re.IGNORECASE
)


def planned_places(text: str) -> tuple[int, int, str] | None:
    """(collectives, persons, the words) where a text says how many are to be commended: “02 tập thể, 03 cá nhân”."""
    found = _PLACES.search(nfc(text))
    return None if found is None else (int(found["collectives"]), int(found["persons"]), found.group())


def _shown(value: Decimal) -> str:
    """As Vietnamese write it, without needless zeros: 12,5."""
    text = f"{value.normalize():f}"
    return text.replace(".", ",")
