"""A procedure as its page shows it: the short answer (bring, cost, time, where), then the parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from motcua.procedures.content import Agency, AgencyRole, ChannelKind, Component, Content, Fee, Limit, Part
from motcua.procedures.queries import words

E = TypeVar("E", Limit, Fee)


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the short answer: for which channel or case, what, and what is said beside it."""

    about: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A line of the checklist."""

    code: str
    name: str
    number: str
    forms: tuple[str, ...]
    shown_only: bool
    database: str


@dataclass(frozen=True, slots=True)
class Case:
    """Papers that one group of cases needs; `name` "" where everybody needs them."""

    name: str
    papers: tuple[Paper, ...]


def cases_of(content: Content) -> tuple[Case, ...]:
    """In the order of the source; papers for everybody stand in a case without a name."""
    grouped: dict[str, list[Paper]] = {}
    for component in content.components:
        grouped.setdefault(component.case, []).append(_paper(component))
    return tuple(Case(name, tuple(papers)) for name, papers in grouped.items())


def chosen_cases(cases: Sequence[Case], chosen: str) -> tuple[Case, ...]:
    """What the person must bring: their case and what everybody brings; all while nothing is chosen."""
    if chosen not in {case.name for case in cases}:
        return tuple(cases)
    return tuple(case for case in cases if case.name in ("", chosen))


def times_of(content: Content) -> tuple[Fact, ...]:
    return tuple(Fact(_about(one.channel, one.case), words.limit_words(one), one.note) for one in content.limits)


def costs_of(content: Content) -> tuple[Fact, ...]:
    return tuple(Fact(_about(fee.channel, fee.case), words.fee_words(fee), fee.note) for fee in content.fees)


def places_of(content: Content) -> tuple[Agency, ...]:
    """Where to go: who takes it in, else who performs it, else who decides."""
    for role in (AgencyRole.RECEIVING, AgencyRole.PERFORMING, AgencyRole.COMPETENT):
        if found := tuple(a for a in content.agencies if a.role == role):
            return found
    return ()


def unread_of(content: Content, part: Part) -> tuple[str, ...]:
    """Words of a part that nobody has structured yet."""
    return tuple(u.text for u in content.unread if u.part == part)


def _about(channel: ChannelKind | None, case: str) -> str:
    return ", ".join(w for w in (str(words.CHANNELS[channel]) if channel else "", case) if w)


def _paper(component: Component) -> Paper:
    number = words.copies_words(component)
    return Paper(
        component.code, component.name, number, component.forms, component.given == "shown", component.database
    )
