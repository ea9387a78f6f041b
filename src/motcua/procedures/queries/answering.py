"""Whether what a search found is what was asked for: by the words of names, and by codes, which are right or wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Value

from motcua.kernel import search
from motcua.kernel.search.words import folded_phrase
from motcua.procedures.models import Procedure, ProcedureKind, ProcedureVersion, VersionState
from motcua.procedures.queries.search import terms_in

FIRST = 5
"""The hits that people look at."""
_NAMED = 0.58
"""Of the words that a search went by; when no name holds so many, what is meant is another thing. Of 116 judged questions that were
answered rightly among 2,642 procedures, 5 are told that nothing fits."""
_NAMED_WELL = 0.65
"""Where whole records hold too little of what was asked, or only far apart, a name that holds so many is still the one that was meant."""
_CODE = re.compile(r"\s*([1-9])[. ]?(\d{6})(?:\.[\w.]{1,30})?\s*")
"""As people copy it: with its dot, a blank, or nothing."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A search for a code: its procedures; if there are none, those whose codes differ by one figure. `gone`: it is in the registry, but
    not in force."""

    code: str
    found: search.Found[Procedure]
    there: bool
    gone: Procedure | None = None


def code_in(text: str) -> str:
    """The base code, where a text is a whole code and nothing else."""
    match = _CODE.fullmatch(text)
    return f"{match[1]}.{match[2]}" if match else ""


def by_code(rows: QuerySet[Procedure], code: str) -> Coded:
    """Of `rows` those of a base code, else its neighbours. Two queries at most, beside the caller's own."""
    ranked: Any = rows.annotate(search_rank=Value(0, output_field=IntegerField()))
    exact = ranked.filter(base_code=code)
    if exact.exists():
        return Coded(code, search.Found(exact, {}), there=True)
    near = {
        code[:at] + figure + code[at + 1 :] for at in range(len(code)) if code[at].isdigit() for figure in "0123456789"
    }
    known = Procedure.objects.filter(base_code=code, kind=ProcedureKind.PUBLIC, versions__state=VersionState.PUBLISHED)
    found = search.Found(ranked.filter(base_code__in=near - {code}), {}, relaxed=True, answered=0.0)
    return Coded(code, found, there=False, gone=known.first())


def fits(found: search.Found[Any], versions: Sequence[ProcedureVersion]) -> bool:
    """Whether any of the first hits (their versions, best first) is named by what was asked: by most of the words that the search went by,
    or by the very words that what was said stands for."""
    asked = found.marked
    if not asked:
        return not found.relaxed
    meant = [phrase for phrase in map(folded_phrase, found.stands_for.values()) if " " in phrase]
    least = _NAMED_WELL if found.relaxed or found.scattered else _NAMED
    for names in map(_names, versions[:FIRST]):
        if len(asked & {term for name in names for term in terms_in(name)}) >= least * len(asked):
            return True
        if any(f" {phrase} " in f" {folded_phrase(name)} " for name in names for phrase in meant):
            return True
    return False


def _names(version: ProcedureVersion) -> tuple[str, ...]:
    """As they are kept: to build the whole content of five procedures would take longer than all the rest."""
    kept = version.content
    results = (result.get("name", "") for result in kept.get("results", ()))
    return (version.name, *kept.get("other_names", ()), *kept.get("keywords", ()), *results)
