"""Which procedure a paper means that says a code and a name: lists of decisions, headings of annexes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.kernel.text import sort_key
from motcua.procedures.models import Procedure
from motcua.procedures.rules.naming import same_name

_KEPT = 400
"""Characters of `Procedure.sort_key` that are kept."""


@dataclass(frozen=True, slots=True)
class Meant:
    """`procedure` is what is meant, None where that is a person's to say; `coded` has the code while the name is not its name, but that
    of `named`, if anybody's.
    """

    procedure: Procedure | None = None
    by_name: bool = False
    coded: Procedure | None = None
    named: tuple[Procedure, ...] = ()


def meant(said: Iterable[tuple[str, str]]) -> list[Meant]:
    """For each code and name: the procedure with the code, unless the name is another's however right the code looks; without a code the
    only one with the name. A name that is nobody's leaves the code its procedure. Two queries, by indexes, however many there are.
    """
    pairs = [(code.strip()[:8], name) for code, name in said]
    by_code = {p.base_code: p for p in Procedure.objects.filter(base_code__in={code for code, _ in pairs if code})}
    doubtful = [
        name
        for code, name in pairs
        if name.strip() and (not code or (code in by_code and not same_name(name, by_code[code].name)))
    ]
    holders = _holders(doubtful)
    return [_meant(code, name, by_code, holders) for code, name in pairs]


def _meant(code: str, name: str, by_code: dict[str, Procedure], holders: dict[str, list[Procedure]]) -> Meant:
    named = holders.get(sort_key(name), [])
    if not code:
        return Meant(named[0], by_name=True) if len(named) == 1 else Meant()
    found = by_code.get(code)
    if found is None or not name.strip() or same_name(name, found.name):
        return Meant(found)
    return Meant(None if named else found, coded=found, named=tuple(named))


def _holders(names: Iterable[str]) -> dict[str, list[Procedure]]:
    """Key of a name → the procedures whose name it is; case and punctuation do not count."""
    keys = {key for name in names if (key := sort_key(name))}
    found: dict[str, list[Procedure]] = defaultdict(list)
    if keys:
        for procedure in Procedure.objects.filter(sort_key__in={key[:_KEPT] for key in keys}).order_by("pk"):
            found[sort_key(procedure.name)].append(procedure)
    return found
