"""Which position a decision means by "Chuyên viên", "Lãnh đạo phòng", "Văn thư". The positions are dated data; this reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from motcua.kernel.text import fold

_WORD = re.compile(r"[0-9a-z]+")


class Where(StrEnum):
    """Where in each unit the position is looked for: in the unit and below it, at its counter, in the bodies above, outside (another
    agency), or with the applicant.
    """

    UNIT = "unit"
    COUNTER = "counter"
    ABOVE = "above"
    OUTSIDE = "outside"
    APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class RoleKind:
    """A position: kinds of posts and roles of grants that hold it, and the names by which papers call it."""

    key: str
    name: str
    where: Where
    posts: tuple[str, ...] = ()
    grants: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def kinds_of(value: Mapping[str, Any]) -> tuple[RoleKind, ...]:
    """The positions of the rule `procedures.workflow_roles`."""
    return tuple(
        RoleKind(
            key=row["key"],
            name=row["name"],
            where=Where(row["where"]),
            posts=tuple(row["posts"]),
            grants=tuple(row["grants"]),
            names=tuple(row["names"]),
        )
        for row in value["roles"]
    )


def recognised(words: str, kinds: Sequence[RoleKind]) -> str:
    """The key of the position that words name: the longest name that stands in them. "" where none does, or two are equally long."""
    said = _words(words)
    best: dict[str, int] = {}
    for kind in kinds:
        lengths = [len(name) for name in map(_words, kind.names) if name.strip() and name in said]
        if lengths:
            best[kind.key] = max(lengths)
    top = max(best.values(), default=0)
    found = [key for key, length in best.items() if length == top]
    return found[0] if len(found) == 1 else ""


def key_for(name: str, taken: Iterable[str]) -> str:
    """A key for a role, of its letters, that no other one has."""
    base = "_".join(_WORD.findall(fold(name)))[:40] or "vai"
    used, key, n = set(taken), base, 1
    while key in used:
        n += 1
        key = f"{base}_{n}"
    return key


def _words(text: str) -> str:
    """Folded words between blanks, so that a name is found as whole words only."""
    return f" {' '.join(_WORD.findall(fold(text)))} "
