"""What people look for here although others settle it (courts, police …): a dated rule that the province changes on the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from motcua.kernel import rules
from motcua.kernel.search.words import folded_phrase, words
from motcua.kernel.text import plain_tones

RULE = "procedures.elsewhere"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A matter that others settle: `words` by which people look for it, `unless` words with which it is another one."""

    key: str
    words: tuple[str, ...]
    unless: tuple[str, ...]
    where: str
    where_en: str
    article: str

    def told(self, language: str) -> str:
        return self.where_en if language == "en" and self.where_en else self.where

    def in_vietnamese(self, language: str) -> bool:
        return language != "en" or not self.where_en

    def plain(self) -> Mapping[str, Any]:
        """As the rule keeps it."""
        return asdict(self) | {"words": list(self.words), "unless": list(self.unless)}


@dataclass(frozen=True, slots=True)
class Held:
    """The matters that hold on a day, and which change of the rule they come from (empty: as shipped)."""

    entries: tuple[Elsewhere, ...]
    since: date
    override: str


def held_on(on: date) -> Held:
    """One query."""
    rule = rules.rule(RULE, on)
    entries = tuple(
        Elsewhere(**one | {"words": tuple(one["words"]), "unless": tuple(one["unless"])})
        for one in rule.value["entries"]
    )
    return Held(entries, rule.valid_from, rule.override or "")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text made ready once for all phrases that are looked for in it."""

    folded: str
    said: str
    marked: bool

    @classmethod
    def of(cls, text: str) -> _Text:
        return cls(f" {folded_phrase(text)} ", f" {_said(text)} ", not text.isascii())

    def holds(self, phrase: str) -> bool:
        """Side by side, word for word. A text typed with marks must have those of the phrase: "ty hơn" is not "ly hôn"."""
        folded, said = _ready(phrase)
        return folded in self.folded and (not self.marked or said in self.said)


def named_in(typed: str, meant: Iterable[str], on: date) -> list[Elsewhere]:
    """The matters that somebody speaks of in what was typed or what it was taken for; none for nothing. One query."""
    if not typed.strip():
        return []
    asked, others = _Text.of(typed), [_Text.of(text) for text in meant]
    return [one for one in held_on(on).entries if _speaks_of(one, asked, others)]


def _speaks_of(one: Elsewhere, typed: _Text, meant: Sequence[_Text]) -> bool:
    """What makes it another matter counts only where somebody typed it: a meaning names procedures, which is not what was asked."""
    named = any(text.holds(phrase) for text in (typed, *meant) for phrase in one.words)
    return named and not any(typed.holds(phrase) for phrase in one.unless)


@lru_cache(maxsize=2000)
def _ready(phrase: str) -> tuple[str, str]:
    return f" {folded_phrase(phrase)} ", f" {_said(phrase)} "


def _said(text: str) -> str:
    return " ".join(map(plain_tones, words(text)))
