"""What rests on a document beside registered citations: higher packages keep grounds of their own (procedures their legal grounds)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from motcua.kernel.registries import Registry, subjects

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from motcua.documents.models import LegalDocument


@dataclass(frozen=True, slots=True)
class Resting:
    """Records of one kind of subject. `count(number)` and `uids(number, most)` take a canonical number."""

    label: StrOrPromise
    count: Callable[[str], int]
    uids: Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Rests:
    """For one reader: `shown` are titles and addresses of those they may open."""

    label: StrOrPromise
    count: int
    shown: list[tuple[str, str]]


resting: Registry[Resting] = Registry("what rests on documents")
"""By kind of subject; filled by higher packages."""


def rests_on(user: Any, document: LegalDocument, most: int = 50) -> list[Rests]:
    """Each kind of which something rests on the document. A constant number of queries for each kind."""
    found = []
    for kind, one in resting.items():
        if not (count := one.count(document.canonical_number)):
            continue
        subject, uids = subjects[kind], one.uids(document.canonical_number, most)
        readable = subject.readable(user, uids)
        titles = subject.titles([uid for uid in uids if uid in readable])
        shown = [(titles[uid], subject.address(uid)) for uid in uids if uid in titles]
        found.append(Rests(one.label, count, shown))
    return found


def count_resting(document: LegalDocument) -> int:
    return sum(one.count(document.canonical_number) for one in resting)
