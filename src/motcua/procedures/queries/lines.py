"""Procedures as every list of them shows them: a line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.queries import registry, words
from motcua.procedures.queries.life_events import Needed


@dataclass
class Line:
    """`name` may be marked with the words found; `reason` tells where they stand when the name does not hold them."""

    name: Any
    code: str
    field: str
    levels: str
    url: str
    note: str = ""
    reason: dict[str, Any] | None = None


def line_of(procedure: Procedure, version: ProcedureVersion, url: str) -> Line:
    """A row of `public_on` with its version of the day."""
    levels = words.listed([words.LEVELS[key] for key, column in registry.LEVELS.items() if getattr(version, column)])
    field = version.field.name if version.field else ""
    return Line(version.name, procedure.display_code, field, levels, url)


def lines_of(found: Sequence[Procedure | Needed], url: Callable[[str], str]) -> list[Line]:
    """Rows of `public_on`, with what is said beside them; `url` makes the address of a base code. One query."""
    needed = [one if isinstance(one, Needed) else Needed(one) for one in found]
    versions = registry.versions_of([one.procedure for one in needed])
    lines = []
    for one in needed:
        line = line_of(one.procedure, versions[one.procedure.pk], url(one.procedure.base_code))
        line.note = one.note
        lines.append(line)
    return lines
