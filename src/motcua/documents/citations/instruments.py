"""Facts about instruments that plans cite, shipped as data: `documents/data/instruments.yaml`. Loaded when first asked for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from motcua.documents.citations.grammar import Citation
from motcua.documents.citations.numbers import bears_year, canonical

SURE = frozenset({"source", "recalled_high"})
"""Certainties good enough to tell a reader that a cited date differs."""


@dataclass(frozen=True, slots=True)
class Relation:
    """`type`: amends, replaces, repeals, implements, based_on. `to` is a number; `on` the day from which it holds, None if not established."""

    type: str
    to: str
    on: datetime.date | None


@dataclass(frozen=True, slots=True)
class Instrument:
    """`certainty`: "source" (a document bears it out), "recalled_high", "recalled_medium" (from memory: to be checked)."""

    number: str
    kind: str
    issuer: str
    issued_on: datetime.date | None
    subject: str
    certainty: str
    in_force_from: datetime.date | None
    relations: tuple[Relation, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class DateDifference:
    """A citation whose date is not the one that is known for its number."""

    citation: Citation
    known: datetime.date


@lru_cache(maxsize=1)
def instruments() -> tuple[Instrument, ...]:
    """The shipped instruments, in the order of the file."""
    import yaml  # here, because a plan without citations needs no YAML at all

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = resources.files("motcua.documents").joinpath("data/instruments.yaml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = yaml.load(raw, Loader=loader)["instruments"]  # noqa: S506 - both loaders build plain values only
    return tuple(_instrument(row) for row in rows)


def _instrument(row: Mapping[str, Any]) -> Instrument:
    relations = tuple(Relation(r["type"], r["to"], r.get("on")) for r in row.get("relations", ()))
    return Instrument(
        number=row["number"],
        kind=row["kind"],
        issuer=row["issuer"],
        issued_on=row.get("issued_on"),
        subject=row["subject"],
        certainty=row["certainty"],
        in_force_from=row.get("in_force_from"),
        relations=relations,
        note=row.get("note"),
    )


@lru_cache(maxsize=1)
def known_dates() -> Mapping[str, datetime.date]:
    """Canonical number → date, for instruments whose date is certain enough to contradict a document."""
    return {canonical(i.number): i.issued_on for i in instruments() if i.issued_on and i.certainty in SURE}


def date_differences(citations: Iterable[Citation], known: Mapping[str, datetime.date]) -> list[DateDifference]:
    """Citations that state a date other than the known one. Neither is trusted: a person decides.

    A number without a year comes back every year: with another year it is another document (76/NQ-CP of 2013 and of 2021).
    """
    found = []
    for one in citations:
        date = known.get(canonical(one.number)) if one.number else None
        if date is None or one.issued_on is None or one.issued_on == date or one.number is None:
            continue
        if one.issued_on.year == date.year or bears_year(one.number):
            found.append(DateDifference(one, date))
    return found
