"""The cases under which a dossier may be filed, and which of them no workflow serves.

A dossier is filed under one case. Limits name cases where the time depends on it, so they come first; else the groups of papers that a
reader can say of himself are the cases; else fees. Headings of prose over papers are nobody's case. "" stands for what no case names: it is
one where a single case is set apart, or an amount stands for the others too. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from motcua.procedures.rules.case_labels import choices_of, label_of

LONGEST = 300
"""Letters of a case as workflows keep it."""
Entries = Sequence[Mapping[str, Any]]


def filed_cases(content: Mapping[str, Any]) -> tuple[str, ...]:
    """Of a content as it is stored, in its order, "" last; none where the procedure is not divided."""
    limits, fees = content.get("limits", ()), content.get("fees", ())
    return _apart(limits, ("channel",)) or _groups(content.get("components", ())) or _apart(fees, ("kind", "channel"))


def lacking(cases: Sequence[str], served: Collection[str]) -> tuple[str, ...]:
    """Cases that no workflow serves: neither their own nor the one for all ("" among the `served`)."""
    return () if "" in served else tuple(case for case in cases or ("",) if case not in served)


def _apart(entries: Entries, about: Sequence[str]) -> tuple[str, ...]:
    """Those of amounts: beside them an amount without a case, said of the same, is that of the other dossiers."""
    named = [entry for entry in entries if _named(entry)]
    said = {tuple(entry.get(key) for key in about) for entry in named}
    others = any(not _named(entry) and tuple(entry.get(key) for key in about) in said for entry in entries)
    return _with_others((_named(entry) for entry in named), others=others)


def _groups(components: Entries) -> tuple[str, ...]:
    headings = list(dict.fromkeys(_named(entry) for entry in components))
    labels = {heading: label_of(heading) for heading in headings}
    choices = choices_of(labels)
    return _with_others((labels[heading].text for heading in headings if heading in choices), others=False)


def _with_others(cases: Iterable[str], *, others: bool) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(case[:LONGEST].rstrip() for case in cases))
    return (*found, "") if others or len(found) == 1 else found


def _named(entry: Mapping[str, Any]) -> str:
    return " ".join(str(entry.get("case", "")).split())
