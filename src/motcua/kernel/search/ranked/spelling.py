"""What a mistyped word may have been: marks typed as keys (Telex, VNI), one edit, words run together or cut in the wrong place. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from motcua.kernel.text import fold, is_bare_syllable

_LETTERS = "abcdeghiklmnopqrstuvxy"
_OTHERS = "fjwz0123456789"
LONGEST_SYLLABLE = 7
_TELEX_MARKS = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("aw", "a"), ("ow", "o"), ("uw", "u"), ("w", "u"))
_VNI = re.compile(r"^(?=.*[0-9])[a-zđ]+[0-9a-zđ]*$")


def unkeyed(word: str) -> Iterator[str]:
    """The word with keys of Telex or VNI taken for what they meant, folded: "ddawng", "d9ang8" → "dang"; nothing where there are none."""
    word = fold(word)
    if _VNI.match(word):
        bare = re.sub(r"[0-9]", "", word)
        if is_bare_syllable(bare):
            yield bare
        return
    bare = word
    for keys, letter in _TELEX_MARKS:
        bare = bare.replace(keys, letter)
    candidates = [bare, *(bare[:at] + bare[at + 1 :] for at in range(len(bare)) if at and bare[at] in "sfrxjzw")]
    candidates += [word.replace("dd", "d"), word[:-1] if word[-1:] in "sfrxj" else ""]
    for candidate in dict.fromkeys(candidates):
        if candidate != word and is_bare_syllable(candidate):
            yield candidate


def edits(word: str) -> set[str]:
    """All words one edit away: a letter left out, put in, replaced, or swapped with its neighbour."""
    letters = _LETTERS + _OTHERS if not is_bare_syllable(word[:2]) or any(c in _OTHERS for c in word) else _LETTERS
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {a + b[1:] for a, b in cuts if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    found |= {a + c + b[1:] for a, b in cuts if b for c in letters}
    found |= {a + c + b for a, b in cuts for c in letters}
    found.discard(word)
    found.discard("")
    return found


def may_be_mistyped(word: str) -> bool:
    """Abbreviations ("gcn") and numbers are not: there is no word near them that people meant."""
    return len(word) > 2 and not any(c.isdigit() for c in word) and any(c in "aeiouy" for c in word)


def cuts(word: str) -> Iterator[tuple[str, str]]:
    """The word as two syllables, or a syllable and a number."""
    for at in range(1, len(word)):
        a, b = word[:at], word[at:]
        if all(is_bare_syllable(part) or part.isdigit() for part in (a, b)):
            yield a, b


def pieces(word: str) -> set[str]:
    """Everything in a long word that could be a syllable."""
    return {
        word[start:end]
        for start in range(len(word))
        for end in range(start + 1, min(len(word), start + LONGEST_SYLLABLE) + 1)
        if is_bare_syllable(word[start:end])
    }


def cut_up(word: str, sizes: Mapping[str, int], total: int) -> tuple[str, ...]:
    """The most likely reading of a word as several known ones, "dangkykethon" → dang ky ket hon; empty where there is none."""
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ()), *([None] * len(word))]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            before, piece = best[start], word[start:end]
            if before is None or piece not in sizes:
                continue
            cost = before[0] + 1 - math.log(sizes[piece] / (total + 1))
            known = best[end]
            if known is None or cost < known[0]:
                best[end] = (cost, (*before[1], piece))
    found = best[-1]
    if found is None or len(found[1]) < 2:
        return ()
    letters = sum(len(piece) == 1 for piece in found[1])
    return found[1] if 2 * letters < len(found[1]) else ()  # letters alone are no words: "aaaa"
