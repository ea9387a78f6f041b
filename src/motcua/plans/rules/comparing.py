"""What changed from one PlanDocument to another: header, tasks, targets. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from motcua.kernel.text import fold

Json = Any
HEADER = ("kind", "number", "issuer", "place", "issued_on", "title", "year", "signer", "recipients")
TASK = ("no", "section", "section_title", "goal", "task", "lead", "coordinators", "deliverable", "schedule_text")
TARGET = ("text", "comparator", "value", "unit", "task_no")
_ALIKE = 0.5  # share of words that two items must have in common to be the same item, reworded
_MOST_PAIRS = 250_000  # above, rewording is looked for among items of the same number only


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value: `before` and `after` as words, empty where there is none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One item of a list. `old` and `new` are places in their lists; one of them is None for what was added or removed."""

    what: Literal["added", "removed", "changed"]
    old: int | None
    new: int | None
    title: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    header: tuple[FieldChange, ...]
    tasks: tuple[Changed, ...]
    targets: tuple[Changed, ...]
    same_tasks: int
    same_targets: int

    @property
    def empty(self) -> bool:
        return not (self.header or self.tasks or self.targets)


def compared(old: Mapping[str, Json], new: Mapping[str, Json]) -> Comparison:
    """What is different in `new`. Items are matched by their words, whatever their number; order alone is no change."""
    tasks, same_tasks = _listed(old.get("tasks") or [], new.get("tasks") or [], "task", TASK)
    targets, same_targets = _listed(old.get("targets") or [], new.get("targets") or [], "text", TARGET)
    header = _fields(old.get("document") or {}, new.get("document") or {}, HEADER)
    return Comparison(header, tasks, targets, same_tasks, same_targets)


def words_of(value: Json) -> str:
    """A value as words: lists by semicolons, nothing as the empty string."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return ", ".join(str(v) for v in value.values() if v)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(str(v) for v in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _fields(old: Mapping[str, Json], new: Mapping[str, Json], names: Sequence[str]) -> tuple[FieldChange, ...]:
    pairs = [(name, words_of(old.get(name)), words_of(new.get(name))) for name in names]
    return tuple(FieldChange(name, before, after) for name, before, after in pairs if before != after)


def _listed(
    old: Sequence[Json], new: Sequence[Json], key: str, names: Sequence[str]
) -> tuple[tuple[Changed, ...], int]:
    """Changes in the order of the new list, what was removed at the end; and how many items are quite the same."""
    partner = _partners([str(i.get(key) or "") for i in old], [str(i.get(key) or "") for i in new], old, new)
    out: list[Changed] = []
    same = 0
    for n, item in enumerate(new):
        o = partner.get(n)
        if o is None:
            out.append(Changed("added", None, n, str(item.get(key) or "")))
            continue
        fields = _fields(old[o], item, names)
        if fields:
            out.append(Changed("changed", o, n, str(item.get(key) or ""), fields))
        else:
            same += 1
    kept = set(partner.values())
    out += [Changed("removed", o, None, str(i.get(key) or "")) for o, i in enumerate(old) if o not in kept]
    return tuple(out), same


def _partners(old: Sequence[str], new: Sequence[str], olds: Sequence[Json], news: Sequence[Json]) -> dict[int, int]:
    """New place → old place. Equal words first, in order; of the rest those that share most words."""
    waiting: dict[str, list[int]] = {}
    for o, text in enumerate(old):
        waiting.setdefault(fold(text), []).append(o)
    partner: dict[int, int] = {}
    for n, text in enumerate(new):
        if same := waiting.get(fold(text)):
            partner[n] = same.pop(0)
    rest_old = sorted(o for same in waiting.values() for o in same)
    rest_new = [n for n in range(len(new)) if n not in partner]
    near = len(rest_old) * len(rest_new) <= _MOST_PAIRS
    bags_old = {o: set(fold(old[o]).split()) for o in rest_old}
    bags_new = {n: set(fold(new[n]).split()) for n in rest_new}
    scored = []
    for n in rest_new:
        for o in rest_old:
            numbered = news[n].get("no") is not None and news[n].get("no") == olds[o].get("no")
            if near or numbered:
                share = _share(bags_old[o], bags_new[n]) + 0.05 * numbered
                if share >= _ALIKE:
                    scored.append((-share, n, o))
    taken: set[int] = set()
    for _, n, o in sorted(scored):
        if n not in partner and o not in taken:
            partner[n] = o
            taken.add(o)
    return partner


def _share(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0
