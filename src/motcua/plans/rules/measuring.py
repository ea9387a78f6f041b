"""Whether what the system knows does a task: a figure against a condition, records against their least number. Pure."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from motcua.kernel.text import fold

_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge, "<=": operator.le, "=": operator.eq, ">": operator.gt, "<": operator.lt,
}  # fmt: skip
COMPARATORS = tuple(_COMPARE)
_WORD = re.compile(r"[^\W_]+")


def holds(value: Decimal | None, comparator: str, goal: Decimal) -> bool:
    """Whether a figure fulfils a condition. Nothing known fulfils none: missing is not zero."""
    return value is not None and _COMPARE[comparator](value, goal)


def promised_sign(comparator: str, goal: Decimal, *, lower_is_better: bool = False) -> str:
    """How a number that a plan promises is judged. A bare «10 % …» names what is to be reached: who does more keeps it too. Where less is
    better, and of what shall not be at all (0), it is the most there may be. What the plan says itself («ít nhất», «dưới») stands.
    """
    if comparator != "=":
        return comparator
    return "<=" if lower_is_better or goal == 0 else ">="


def moments(original_due_at: datetime, due_at: datetime, now: datetime) -> Sequence[datetime]:
    """As of when a measure is looked at, the first that counts first: at the due moments that have passed, then now.

    What was so at the due moment was done in time, however late the check runs; what becomes so later is done when it is seen.
    """
    return [*dict.fromkeys(m for m in (original_due_at, due_at) if m <= now), now]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A kind of record that a task's words speak of: `words` are the folded phrases found."""

    key: str
    words: tuple[str, ...]


def propose_records(text: str, phrases: Mapping[str, Sequence[str]]) -> Likeness | None:
    """The kind of record whose phrases the words of a task hold; None where none does, or two kinds do as well as each other."""
    said = f" {' '.join(_WORD.findall(fold(text)))} "
    found = [Likeness(key, tuple(p for p in given if f" {p} " in said)) for key, given in phrases.items()]
    found = sorted((one for one in found if one.words), key=lambda one: (-max(len(w) for w in one.words), one.key))
    if not found:
        return None
    longest = max(len(w) for w in found[0].words)
    if len(found) > 1 and max(len(w) for w in found[1].words) == longest:
        return None
    return found[0]
