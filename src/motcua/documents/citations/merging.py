"""One entry per document: repeated mentions merge, the fullest supplies date, issuer and subject."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace

from motcua.documents.citations.grammar import Citation
from motcua.documents.citations.numbers import bears_year, canonical


def key_of(citation: Citation) -> Hashable:
    """What makes two mentions one document: the number, or for named ones type, issuer and subject."""
    if citation.number:
        return canonical(citation.number)
    return (citation.kind, (citation.issuer or "").casefold(), (citation.subject or "").casefold())


@dataclass(slots=True)
class _Group:
    """Mentions of one document, and the years that they state."""

    indices: list[int] = field(default_factory=list)
    years: set[int] = field(default_factory=set)

    def holds(self, one: Citation) -> bool:
        """The same number in another year is another document, unless the number bears its year."""
        return (
            one.issued_on is None or not self.years or one.issued_on.year in self.years or bears_year(one.number or "")
        )

    def add(self, index: int, one: Citation) -> None:
        self.indices.append(index)
        if one.issued_on is not None:
            self.years.add(one.issued_on.year)


def merge(mentions: Sequence[Citation]) -> list[tuple[Citation, list[int]]]:
    """Merged citations in order of first mention, each with the indices of its mentions (the fullest first)."""
    groups: list[_Group] = []
    by_key: dict[Hashable, list[_Group]] = {}
    for index, one in enumerate(mentions):
        same = by_key.setdefault(key_of(one), [])
        group = next((g for g in same if g.holds(one)), None)
        if group is None:
            group = _Group()
            same.append(group)
            groups.append(group)
        group.add(index, one)
    merged = []
    for group in groups:
        order = sorted(group.indices, key=lambda i: (-mentions[i].weight, i))
        merged.append((_fill([mentions[i] for i in order], first=mentions[group.indices[0]]), order))
    return merged


def _fill(mentions: list[Citation], *, first: Citation) -> Citation:
    best = mentions[0]
    issued_on = next((m.issued_on for m in mentions if m.issued_on), None)
    written = next((m for m in mentions if m.issuer and "issuer" not in m.inferred), None)
    any_issuer = written or next((m for m in mentions if m.issuer), None)
    subject = next((m.subject for m in mentions if m.subject), None)
    amends = tuple(dict.fromkeys(n for m in mentions for n in m.amends))
    return replace(
        best,
        number=first.number,
        issued_on=issued_on,
        issuer=any_issuer.issuer if any_issuer else None,
        inferred=frozenset() if written else best.inferred if any_issuer is None else frozenset({"issuer"}),
        subject=subject,
        amends=amends,
        nested=all(m.nested for m in mentions),
    )
