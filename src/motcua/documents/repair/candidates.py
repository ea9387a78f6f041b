"""What a run of characters may have been: words of the model, each with the cost of having been read so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from motcua.documents.repair.model import UNKNOWN, Model, load
from motcua.documents.repair.readings import words_read
from motcua.kernel.text import fold, is_syllable, nfc, plain_tones

DEAR = 9
"""Tenths of a nat a character: a run whose best word costs more may hold dirt, be half a word, or two."""
DIRT_COST = 55
"""Of one character that stands for no letter."""
LONGEST = 12
"""Characters that one syllable (at most "nghiêng") may be read as."""
KEPT = 14
"""Candidates kept for each run, in each way it may be cased."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One word for a run: its id, the cost of the reading, and how it is written here."""

    word: int
    cost: int
    text: str


@lru_cache(maxsize=16384)
def garbled(run: str, *, dirt: bool = True) -> tuple[Candidate, ...]:
    """Words that OCR may have read as `run`, likeliest first by reading alone. Case follows the run.

    With `dirt`, one character may stand for nothing where no word fits well otherwise.
    """
    model = load()
    run = nfc(run)
    found: dict[str, Candidate] = {}
    shapes = _shapes(run)
    for shape in shapes:
        for word, cost in _read(run, shape, dirt=dirt):
            text = _cased(model.words[word], shape)
            if text not in found or found[text].cost > cost:
                found[text] = Candidate(word, cost, text)
    _known(model, run, found)
    ranked = sorted(found.values(), key=lambda c: c.cost + model.rarity(c.word))
    return tuple(ranked[: KEPT * len(shapes)])


def _read(run: str, shape: str, *, dirt: bool) -> list[tuple[int, int]]:
    if len(run) > LONGEST:
        return []
    words = words_read(run, shape, KEPT)
    if dirt and 2 < len(run) < LONGEST and min((cost for _, cost in words), default=999) > DEAR * len(run):
        for shorter in {run[:at] + run[at + 1 :] for at in range(len(run))}:
            words += [(w, cost + DIRT_COST) for w, cost in words_read(shorter, shape, KEPT)]
    return words


@lru_cache(maxsize=16384)
def unmarked(run: str) -> tuple[Candidate, ...]:
    """Words that are written `run` when their marks are left out; the run alone where it bears marks already."""
    model = load()
    lower = plain_tones(nfc(run).lower())
    if not lower.isascii():
        return (Candidate(model.ids.get(lower, UNKNOWN), 0, run),)
    words = model.by_fold.get(lower, ())
    shape = _shapes(run)[0]
    return tuple(
        Candidate(w, 0, run if model.words[w] == lower else _cased(model.words[w], shape))
        for w in words
        if _same_letters(run, model.words[w])
    )


def _same_letters(run: str, word: str) -> bool:
    """In mixed case ("TTg") only what is written so is meant."""
    return run.islower() or run.isupper() or run[1:].islower() or run.lower() == word


def _known(model: Model, run: str, found: dict[str, Candidate]) -> None:
    """Words of the vocabulary that are no syllables: abbreviations (with their đ) and foreign words as they stand."""
    lower = run.lower()
    for word in model.by_fold.get(fold(run), ()):
        name = model.words[word]
        if model.syllables[word] and name != lower:
            continue
        if name == lower:
            if run not in found:
                found[run] = Candidate(word, 4, run)
        elif run.isupper() and name.replace("đ", "d") == lower:
            text = name.upper()
            found.setdefault(text, Candidate(word, 8, text))


def _shapes(run: str) -> list[str]:
    """How the word is cased: "small", "title" or "capital"; the likelier first."""
    letters = [c for c in run if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if capitals >= 2 and 2 * capitals > len(letters):
        return ["capital"] if len(run) > 2 and run.isupper() else ["capital", "title"]
    if run[:1].isupper():
        return ["title", "small"] if run[0] == "I" else ["title"]  # a small l looks the same
    return ["small"] if run[:1].isalpha() else ["small", "title"]


def _cased(word: str, shape: str) -> str:
    if shape == "capital":
        return word.upper()
    return word.capitalize() if shape == "title" else word


def is_clean(run: str) -> bool:
    """Whether the run has letters only, so that it may be a word as it stands."""
    return run.isalpha() and (run.isascii() or is_syllable(run))
