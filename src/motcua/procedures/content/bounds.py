"""What no procedure can hold: texts, figures and lists beyond any real one, and two papers with one code. Pure.

Bounds stand well above the 2.936 real procedures measured: a text there has at most 44.580 letters, a whole content 87.885; the longest
limit is 300 days, the highest fee 150 million, the longest list 94 papers.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from motcua.kernel.workdays import Unit
from motcua.procedures.content.parts import Component, Content

TEXT = 100_000
"""Letters of a text that people read as running text, and of whole contents ten times that."""
WHOLE = 10 * TEXT
SAID = 20_000
"""Letters of a name, case or note of an entry."""
WORDS = 2000
ENTRIES = 500
NAME = 2000
"""Letters of a procedure's name: lists hold no more."""
SHORT = {
    "name": NAME, "field": 300, "decision": 200, "components.code": 60, "results.code": 60, "agencies.unit": 60,
    "fees.currency": 3, "grounds.number": 200, "grounds.issued_on": 40,
}  # fmt: skip
"""Letters of what stands in a column of its own."""
LONG = {"description", "steps.text", "channels.description", "conditions.text", "unread.text"}
MIDDLE = {
    "components.name",
    "components.case",
    "components.note",
    "limits.note",
    "fees.note",
    "fees.exempt",
    "results.name",
}
LONGEST = {
    Unit.HOUR: Decimal(10_000), Unit.DAY: Decimal(3650), Unit.WORKING_DAY: Decimal(3650), Unit.MONTH: Decimal(120),
    Unit.SAME_DAY: Decimal(1),
}  # fmt: skip
"""Ten years; no law gives an agency longer for one dossier."""
FIGURES: dict[str, int] = {
    "sets": 20, "components.originals": 99, "components.copies": 99, "results.months": 1200,
    "fees.amount": 10**12,
}  # fmt: skip

FIRST_YEAR, LAST_YEAR = 1945, 2200
"""As of every document of the library."""


@dataclass(frozen=True, slots=True)
class Excess:
    """A place (`steps.0.text`; "" is the whole content) and the most that it may have; `what`: "text", "figure" or "entries"."""

    place: str
    what: str
    most: int


def beyond_time(day: date | None) -> bool:
    """Whether no decision and no law can be of a day."""
    return day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR


def most_letters(place: str) -> int:
    """How long the text at a place without its number (`steps.text`, `keywords`) may be."""
    if place in LONG:
        return TEXT
    return SHORT.get(place, SAID if place in MIDDLE else WORDS)


def excessive(content: Content, before: Content | None = None) -> tuple[Excess, ...]:
    """Places where a content is beyond all bounds; what stands in `before` too came so from a source and is left."""
    old = {(_bare(place), value) for place, value in _values(before)} if before is not None else set()
    found = [
        Excess(place, *beyond)
        for place, value in _values(content)
        if (beyond := _beyond(_bare(place), value)) and (_bare(place), value) not in old
    ]
    found += [
        Excess(f"limits.{n}.value", "figure", int(LONGEST[one.unit]))
        for n, one in enumerate(content.limits)
        if one.value > LONGEST[one.unit] and (before is None or one not in before.limits)
    ]
    if _letters(content) > max(WHOLE, _letters(before) if before is not None else 0):
        found.append(Excess("", "text", WHOLE))
    return tuple(found)


def twice_coded(content: Content, before: Content | None = None) -> tuple[str, ...]:
    """Places (`components.3.code`) of papers whose code a paper above has already, copies of it too; without those that `before` has so,
    as often as it has them.
    """
    left: Counter[Component] = Counter(before.components if before is not None else ())
    first: dict[str, bool] = {}
    found = []
    for n, one in enumerate(content.components):
        known = left[one] > 0
        left[one] -= known
        if not one.code or one.code not in first:
            first[one.code] = known
        elif not (known and first[one.code]):
            found.append(f"components.{n}.code")
    return tuple(found)


def coded(content: Content) -> Content:
    """Papers without a code get the next free one."""
    taken = {one.code for one in content.components}
    given: list[Component] = []
    for one in content.components:
        code = one.code or next(f"{n:02d}" for n in range(1, len(taken) + len(given) + 2) if f"{n:02d}" not in taken)
        taken.add(code)
        given.append(one if one.code else dataclasses.replace(one, code=code))
    return dataclasses.replace(content, components=tuple(given))


def _beyond(place: str, value: Any) -> tuple[str, int] | None:
    """What is too much, and the most that may be."""
    if isinstance(value, str):
        return ("text", most_letters(place)) if len(value) > most_letters(place) else None
    if isinstance(value, tuple):
        return ("entries", ENTRIES) if len(value) > ENTRIES else None
    return ("figure", FIGURES[place]) if value is not None and place in FIGURES and value > FIGURES[place] else None


def _values(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every text, figure and list with its place; lists before what they hold."""
    if dataclasses.is_dataclass(value):
        for one in fields(value):
            yield from _values(getattr(value, one.name), f"{place}.{one.name}" if place else one.name)
    elif not isinstance(value, dict):
        yield place, value
        if isinstance(value, tuple):
            for n, one in enumerate(value):
                yield from _values(one, f"{place}.{n}")


def _bare(place: str) -> str:
    return ".".join(piece for piece in place.split(".") if not piece.isdigit())


def _letters(content: Content) -> int:
    return sum(len(value) for _place, value in _values(content) if isinstance(value, str))
