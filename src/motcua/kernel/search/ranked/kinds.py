"""Which kinds are searched by rank, and what each knows about people's words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

Phrases = Mapping[str, Sequence[tuple[str, float]]]
"""Folded phrase → what it stands for, each with its weight (0 to 1); "" stands for words that say nothing ("xin hỏi")."""


def _no_phrases(keys: Collection[str]) -> Phrases:  # noqa: ARG001 - a kind without synonyms of its own
    return {}


@dataclass(frozen=True, slots=True)
class Ranked:
    """`phrases` is asked with every run of words of a query, folded, and answers with those it knows: one query at most."""

    phrases: Callable[[Collection[str]], Phrases] = _no_phrases


ranked_kinds: dict[str, Ranked] = {}


def declare(kind: str, ranked: Ranked | None = None) -> None:
    """Called by the package of the kind, in its `apps.py`."""
    ranked_kinds[kind] = ranked or Ranked()
