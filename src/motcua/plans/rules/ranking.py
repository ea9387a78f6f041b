"""Order of units by a share: ties are equal, too few cases are not ranked, missing is not zero. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Counted:
    """`on_time` of `cases`; `key` names the unit."""

    key: str
    name: str
    cases: int
    on_time: int

    @property
    def share(self) -> Fraction | None:
        """Exact, so that equal shares are equal; None where there is nothing to share."""
        return Fraction(self.on_time, self.cases) if self.cases else None


def ranked(units: Iterable[Counted], least: int) -> list[tuple[int | None, Counted]]:
    """The best first, each with its place: the same share has the same place and the next one counts on (1, 2, 2, 4).

    Units with fewer than `least` cases, or none, come after without a place, by name.
    """
    found = list(units)
    enough = [u for u in found if u.cases >= max(least, 1)]
    enough.sort(key=lambda u: (-(u.share or 0), -u.cases, u.name))
    out: list[tuple[int | None, Counted]] = []
    place, before = 0, None
    for n, unit in enumerate(enough, 1):
        if unit.share != before:
            place, before = n, unit.share
        out.append((place, unit))
    rest = sorted((u for u in found if u.cases < max(least, 1)), key=lambda u: (-u.cases, u.name))
    return out + [(None, unit) for unit in rest]
