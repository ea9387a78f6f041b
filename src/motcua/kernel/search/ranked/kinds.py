"""Which kinds are searched by rank, and what each knows about people's words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from motcua.kernel.search.ranked.thinning import Speech


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that people say: `written` as they write them; `meanings`, each with its weight (0 to 1), none where the
    phrase says nothing about what is wanted ("xin hỏi").

    A meaning that holds all the words of its phrase ("hộ chiếu" → "cấp hộ chiếu phổ thông") completes it: it counts in full
    only where nothing else is asked.
    """

    written: str
    meanings: tuple[tuple[str, float], ...] = ()


Phrases = Mapping[str, Sequence[Phrase]]
"""By folded phrase: what differs in diacritics alone stands under one key."""


def _no_phrases(keys: Collection[str]) -> Phrases:  # noqa: ARG001 - a kind without synonyms of its own
    return {}


@dataclass(frozen=True, slots=True)
class Ranked:
    """`phrases` is asked with every run of words of a query, folded, and answers with those it knows: one query at most. `opening` is asked
    while one types with the runs that end in the unfinished word, and answers with the phrases that go on from each. `speech`: what may
    stand between and before the words of a phrase."""

    phrases: Callable[[Collection[str]], Phrases] = _no_phrases
    opening: Callable[[Collection[str]], Phrases] = _no_phrases
    speech: Callable[[], Speech] = Speech


ranked_kinds: dict[str, Ranked] = {}


def declare(kind: str, ranked: Ranked | None = None) -> None:
    """Called by the package of the kind, in its `apps.py`."""
    ranked_kinds[kind] = ranked or Ranked()
