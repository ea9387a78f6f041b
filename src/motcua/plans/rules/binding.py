"""Which indicator of the catalogue may measure a target: a proposal from words alone, which a person confirms. Pure.

First by how plans promise it (`Indicator.promised`): the target that names all phrases of a promise means that indicator, the longest
promise before shorter ones. Else by the likeness of its words to the title of an indicator that tells no promises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from motcua.kernel.text import fold

_EMPTY = frozenset(
    {
        "ty", "le", "so", "luong", "dat", "toi", "thieu", "it", "nhat", "tren", "duoi", "khong", "qua", "duoc", "cac", "nhung", "va", "cua",
        "trong", "nam", "tai", "cho", "theo", "ve", "voi", "phan", "tram", "tong", "moi", "thuc", "hien",
    }
)  # fmt: skip
"""Folded words that say nothing of what is measured."""
_BEFORE = _EMPTY | {"bo", "danh", "muc", "toan", "100"}
"""What may stand before the thing that is counted: «tỷ lệ bộ thủ tục …». Any other word makes it a share of something else."""
_SAME = (
    ("thu tuc hanh chinh", "thu tuc"), ("tthc", "thu tuc"), ("dvctt", "dich vu cong truc tuyen"), ("dvc", "dich vu cong"),
    ("kip thoi", "dung han"), ("dung thoi han", "dung han"), ("dung thoi gian quy dinh", "dung han"), ("dung tien do", "dung han"),
    ("muc do 3 4", "muc do 3 va 4"), ("muc do 3 muc do 4", "muc do 3 va 4"), ("muc do 3 va muc do 4", "muc do 3 va 4"),
    ("muc 3 4", "muc do 3 va 4"), ("muc 3 muc 4", "muc do 3 va 4"), ("muc 3 va 4", "muc do 3 va 4"), ("muc 4", "muc do 4"),
)  # fmt: skip
"""What plans write in several ways, folded."""
_TURNS = (
    "phat sinh",
    "thanh toan",
    "hai long",
    "so hoa",
    "qua han",
    "tre han",
    "cham",
    "chua",
    "khong",
    "thu tuc noi bo",
    "toan trinh",
)
"""Words that make another thing of a promise that does not name them: «thủ tục trực tuyến có phát sinh hồ sơ»."""
_WORD = re.compile(r"[^\W_]+")
LEAST = 0.5
"""Share of the words of both that must be common."""


@dataclass(frozen=True, slots=True)
class Words:
    """How one indicator of the catalogue is spoken of: its title, what it counts ("hồ sơ"), and how plans promise it."""

    title: str
    measure: str = ""
    promised: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    key: str
    likeness: float


def propose(subject: str, catalogue: Mapping[str, Words]) -> Candidate | None:
    """The indicator that a target's subject means; None where no word says so, or two are meant alike.

    What is counted (`measure`) must be named by the target: an on-time share of tasks does not measure one of dossiers.
    """
    said = _plain(subject)
    meant = list(_best((key, max((_met(said, p) for p in one.promised), default=0)) for key, one in catalogue.items()))
    if meant:
        return Candidate(meant[0], 1.0) if len(meant) == 1 else None
    asked = _content(said)
    alike: dict[str, float] = {}
    for key, one in catalogue.items():
        own = _content(_plain(one.title)) if not one.promised else frozenset()
        if own and asked and _plain(one.measure).strip() in said:
            alike[key] = len(own & asked) / len(own | asked)
    found = [key for key in _best(alike.items()) if alike[key] >= LEAST]
    return Candidate(found[0], alike[found[0]]) if len(found) == 1 else None


def _met(said: str, promise: Sequence[str]) -> int:
    """How many words of the target a promise accounts for; 0 where it is not the one."""
    counted, *others = [_plain(phrase) for phrase in promise]
    before, there, _ = said.partition(counted)
    if not there or not _BEFORE.issuperset(before.split()) or any(phrase not in said for phrase in others):
        return 0
    own = "".join([counted, *others])
    if any(f" {turn} " in said and f" {turn} " not in own for turn in _TURNS):
        return 0
    return len(own.split())


def _best(scored: Iterable[tuple[str, float]]) -> Iterator[str]:
    """Those with the highest score above nothing."""
    found = [(key, score) for key, score in scored if score > 0]
    most = max((score for _, score in found), default=0)
    return (key for key, score in found if score == most)


def _plain(text: str) -> str:
    """Folded words between single spaces, one at either end, in one way of writing."""
    said = f" {' '.join(_WORD.findall(fold(text)))} "
    for written, same in _SAME:
        said = said.replace(f" {written} ", f" {same} ")
    return said


def _content(said: str) -> frozenset[str]:
    return frozenset(said.split()) - _EMPTY
