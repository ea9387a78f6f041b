"""The parts of an electronic form. A form is data on its procedure: nothing of it is code, and answers are held by its keys.

A group is a row of fields that is filled in several times (members of a household, kinds of goods). Fields of a group are named
`group.field`; no field has the key of another field or group, nor of one in another place of its own group.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Discriminator, Tag

from motcua.procedures.eforms.kinds import Kind, Known


class Op(StrEnum):
    """How a condition compares. What has no answer meets none of them but `EMPTY`."""

    EQUALS = "equals"
    DIFFERS = "differs"
    IN = "in"
    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"
    FILLED = "filled"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds where the answer of `field` compares so with `values`, written as the stored form of an answer of its kind ("2026-01-31",
    "25000", "true", the key of a choice)."""

    field: str
    op: Op = Op.EQUALS
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `low` and `high` bound numbers, dates (as stored) and the length of texts. One with a `calculation` is not asked:
    it is worked out (`calculations`)."""

    key: str
    label: str
    kind: Kind
    required: bool = False
    help: str = ""
    choices: tuple[Choice, ...] = ()
    condition: Condition | None = None
    calculation: str = ""
    low: str = ""
    high: str = ""
    known: Known | None = None
    """Left empty it takes what is known of whoever files (only outside groups)."""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that are filled in once for each row."""

    key: str
    label: str
    fields: tuple[Field, ...]
    help: str = ""
    condition: Condition | None = None
    least: int = 0
    most: int = 50


def _sort_of(part: Any) -> str:
    if isinstance(part, Group) or (isinstance(part, dict) and "fields" in part):
        return "group"
    return "field"


Item = Annotated[Annotated[Field, Tag("field")] | Annotated[Group, Tag("group")], Discriminator(_sort_of)]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    items: tuple[Item, ...] = ()
    help: str = ""
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class EForm:
    title: str
    sections: tuple[Section, ...] = ()
    note: str = ""
    """What is told above the first question."""

    def items(self) -> Iterator[Field | Group]:
        for section in self.sections:
            yield from section.items

    def fields(self) -> dict[str, Field]:
        """Name → field; those of groups as `group.field`. Of two with one name the first."""
        found: dict[str, Field] = {}
        for name, one in self.named():
            found.setdefault(name, one)
        return found

    def named(self) -> Iterator[tuple[str, Field]]:
        """All fields in their order with their names, twice where a name stands twice."""
        for item in self.items():
            if isinstance(item, Group):
                yield from ((f"{item.key}.{one.key}", one) for one in item.fields)
            else:
                yield item.key, item

    def groups(self) -> dict[str, Group]:
        return {item.key: item for item in self.items() if isinstance(item, Group)}
