"""Which indicator of the catalogue may measure a target: a proposal from words alone, which a person confirms. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from motcua.kernel.text import fold

_EMPTY = frozenset(
    {
        "ty", "le", "so", "luong", "dat", "toi", "thieu", "it", "nhat", "tren", "duoi", "khong", "qua", "duoc", "cac", "nhung", "va", "cua",
        "trong", "nam", "tai", "cho", "theo", "ve", "voi", "phan", "tram", "tong", "moi", "thuc", "hien",
    }
)  # fmt: skip
"""Folded words that say nothing of what is measured."""
_WORD = re.compile(r"[^\W_]+")
LEAST = 0.5
"""Share of the words of both that must be common."""


@dataclass(frozen=True, slots=True)
class Candidate:
    key: str
    likeness: float


def propose(subject: str, titles: Mapping[str, str], measures: Mapping[str, str]) -> Candidate | None:
    """The indicator whose title is most like a target's subject; None where none is like enough, or two are equally like.

    What is counted (`measures`: "hồ sơ", "nhiệm vụ") must be named by the target: an on-time share of tasks does not measure one of
    dossiers.
    """
    asked, said = _content(subject), f" {fold(subject)} "
    found = []
    for key, title in titles.items():
        measure = fold(measures.get(key, ""))
        if measure and f" {measure} " not in said:
            continue
        own = _content(title)
        if own and asked:
            found.append(Candidate(key, len(own & asked) / len(own | asked)))
    found.sort(key=lambda c: (-c.likeness, c.key))
    if not found or found[0].likeness < LEAST:
        return None
    if len(found) > 1 and found[1].likeness == found[0].likeness:
        return None
    return found[0]


def _content(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text))) - _EMPTY
