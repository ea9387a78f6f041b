"""Everyday sentences about a person: whose and when stand between the words that matter ("bố tôi mới mất" → "người thân mất"). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from motcua.kernel.search.words import words
from motcua.kernel.text import fold, plain_tones

LONGEST = 10  # words of a phrase


def _by_key(listed: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """As written, by folded words; what differs in marks alone stands under one key."""
    ordered = sorted((" ".join(words(text)) for text in listed), key=fold)
    return {key: tuple(of_key) for key, of_key in groupby(ordered, key=fold)}


@dataclass(frozen=True, slots=True)
class Speech:
    """What everyday sentences are made of. `person`: the word that stands in phrases for any of the `persons`; `passing`: words that tell
    when or whose, no more."""

    person: str = ""
    persons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, person: str, persons: Sequence[str], passing: Sequence[str]) -> Speech:
        return cls(person, _by_key(persons), _by_key(passing))


@dataclass(frozen=True, slots=True)
class Item:
    """Words `start` to `end` of a query are one word that matters, a person, or in passing."""

    start: int
    end: int
    said: tuple[str, ...]
    person: bool = False
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Words `start` to `end`, of them those in `places` without what is said in passing; where `person`, with the word for any person in a
    person's place."""

    start: int
    end: int
    said: tuple[str, ...]
    person: bool
    places: tuple[int, ...]

    @property
    def key(self) -> str:
        return " ".join(fold(word) for word in self.said)


def run_of(start: int, said: Sequence[str]) -> Run:
    """Words as they stand in a query."""
    end = start + len(said)
    return Run(start, end, tuple(said), False, tuple(range(start, end)))


def items(typed: Sequence[str], speech: Speech) -> list[Item]:
    """The query cut into words that matter, persons and words in passing: the longest first, from the left."""
    found: list[Item] = []
    at = 0
    while at < len(typed):
        end = _end(typed, at, speech.persons)
        person = end > at
        if not person:
            end = _end(typed, at, speech.passing)
        passing = not person and end > at
        end = max(end, at + 1)
        found.append(Item(at, end, tuple(typed[at:end]), person, passing))
        at = end
    return found


def _end(typed: Sequence[str], start: int, known: Mapping[str, tuple[str, ...]]) -> int:
    for end in range(min(len(typed), start + 3), start, -1):
        run = typed[start:end]
        for written in known.get(" ".join(fold(word) for word in run), ()):
            if all(_same(a, b) for a, b in zip(run, written.split(" "), strict=True)):
                return end
    return start


def _same(typed: str, meant: str) -> bool:
    return typed.isascii() or plain_tones(typed) == plain_tones(meant)


def thinned(cut: Sequence[Item], person: str) -> Iterator[Run]:
    """All runs from a word that matters to another with something left out or a person's word replaced."""
    one = tuple(words(person))
    for first, begin in enumerate(cut):
        if begin.passing:
            continue
        bare: list[str] = []
        meant: list[str] = []
        places: list[int] = []
        left_out = named = False
        for item in cut[first:]:
            if item.passing:
                left_out = True
                continue
            bare += item.said
            places += range(item.start, item.end)
            if not item.person:
                meant += item.said
            elif tuple(meant[-len(one) :]) != one:  # "bố mẹ", "con của chị" are somebody's people once
                meant += one
            named = named or item.person
            if len(bare) > LONGEST:
                break
            if left_out:
                yield Run(begin.start, item.end, tuple(bare), False, tuple(places))
            if named and one and len(meant) <= LONGEST:
                yield Run(begin.start, item.end, tuple(meant), True, tuple(places))
