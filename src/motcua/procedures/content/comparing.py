"""What changed between two contents, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from motcua.procedures.content.parts import Component, Content


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry of one part: `before` None where it is new, `after` None where it is gone. `key` is what the entry is known by."""

    part: str
    key: str
    before: Any
    after: Any


def differences(before: Content, after: Content) -> tuple[Difference, ...]:
    """In the order of the parts. Entries are matched by what they are known by (code of a paper, number of a
    ground, kind of a channel), else by their place; a change of order alone is one difference of the whole part."""
    found: list[Difference] = []
    for part in fields(Content):
        old, new = getattr(before, part.name), getattr(after, part.name)
        if old == new:
            continue
        if part.name == "answers":
            found += [
                Difference("answers", k, old.get(k), new.get(k))
                for k in sorted({*old, *new})
                if old.get(k) != new.get(k)
            ]
        elif isinstance(old, tuple):
            found += _of_entries(part.name, old, new)
        else:
            found.append(Difference(part.name, "", old, new))
    return tuple(found)


def _of_entries(part: str, old: Sequence[Any], new: Sequence[Any]) -> list[Difference]:
    before, after = _keyed(old), _keyed(new)
    changed = [
        Difference(part, key, before.get(key), after.get(key))
        for key in _in_order(before, after)
        if before.get(key) != after.get(key)
    ]
    return changed or [Difference(part, "", tuple(before), tuple(after))]


def _in_order(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [*after, *(key for key in before if key not in after)]


def _keyed(entries: Sequence[Any]) -> dict[str, Any]:
    """Entries by their keys; where two share one, the later ones get a number."""
    keyed: dict[str, Any] = {}
    for place, entry in enumerate(entries, 1):
        key = base = _key(entry, place)
        count = 1
        while key in keyed:
            count += 1
            key = f"{base} ({count})"
        keyed[key] = entry
    return keyed


def _key(entry: Any, place: int) -> str:
    if isinstance(entry, str):
        return str(entry)
    if isinstance(entry, Component):
        return entry.code
    names = [f.name for f in fields(entry)]
    known_by = [n for n in ("role", "kind", "number", "part", "channel", "case", "name") if n in names]
    values = [str(getattr(entry, n) or "") for n in known_by]
    return " · ".join(v for v in values if v) or str(place)
