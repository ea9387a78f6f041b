"""What changed between two forms, part by part. A part is the same one where its key is; a section where its title is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from motcua.procedures.eforms.parts import EForm, Field, Group, Section

Part = Section | Field | Group


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part before and after; None where it is new or gone. `moved`: it stands after other ones, or in another section, than before."""

    name: str
    old: Part | None
    new: Part | None
    moved: bool = False


def form_changes(old: EForm, new: EForm) -> tuple[PartChange, ...]:
    """What differs, in the order of `new`, then what is gone."""
    before, after = dict(_parts(old)), dict(_parts(new))
    stayed = [name for name in before if name in after]
    rank = {name: n for n, name in enumerate(name for name in after if name in before)}
    kept = _longest([rank[name] for name in stayed])
    still = {name for name in stayed if rank[name] in kept}
    found = [
        PartChange(name, before.get(name), part, name in before and name not in still)
        for name, part in after.items()
        if before.get(name) != part or (name in before and name not in still)
    ]
    return (*found, *(PartChange(name, part, None) for name, part in before.items() if name not in after))


def _parts(form: EForm) -> Iterator[tuple[str, Part]]:
    """Each part for itself: a section without its items, a group without its fields."""
    for section in form.sections:
        yield f"§ {section.title}", replace(section, items=())
        for item in section.items:
            yield item.key, replace(item, fields=()) if isinstance(item, Group) else item
            if isinstance(item, Group):
                yield from ((f"{item.key}.{one.key}", one) for one in item.fields)


def _longest(ranks: list[int]) -> set[int]:
    """The longest run of numbers that rise: these parts stayed where they were."""
    runs: list[list[int]] = [[]]
    for rank in ranks:
        fitting = [run for run in runs if not run or run[-1] < rank]
        before: list[int] = max(fitting, key=len)
        runs.append([*before, rank])
    longest: list[int] = max(runs, key=len)
    return set(longest)
