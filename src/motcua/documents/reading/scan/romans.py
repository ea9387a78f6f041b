"""Roman numbers before headings, read from their strokes.

Tesseract's Vietnamese takes "I." for "L.", "IL." or "1l", and "III." for "II."; plans are built on these numbers. Where a line begins with
nothing but such upright strokes, they are counted on the image itself. Numbers with V or X are left to Tesseract, which reads them
well, and so is whatever it read as figures only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from PIL import Image

from motcua.documents.reading.scan.tesseract import Seen

_STROKES = re.compile(r"[IlL1|!ÍÌỈĨỊÏTi\]\[]{1,4}[.,:;]{0,2}")
_DARK = 150
_MOST = 3


def with_counted_romans(seen: Sequence[Seen], page: Image.Image) -> list[Seen]:
    """The words, with the numbers of headings as their strokes count them. `page` is the image they were read from."""
    out = list(seen)
    for index, word in enumerate(out):
        following = out[index + 1] if index + 1 < len(out) else None
        opens = index == 0 or out[index - 1].line != word.line
        if not opens or following is None or following.line != word.line or not following.value[:1].isupper():
            continue
        if _STROKES.fullmatch(word.value) and not word.value.strip(".,:;").isdigit():
            label = _label(word, following, page)
            out[index] = replace(word, value=label) if label else word
    return out


def _label(word: Seen, following: Seen, page: Image.Image) -> str | None:
    """What the strokes say; None where they are no upright strokes."""
    right = min(word.left + word.width + word.height // 2, following.left - 2)
    crop = page.crop((max(word.left - 2, 0), word.top, max(right, word.left + 1), word.top + word.height))
    ink = crop.point([1 if grey < _DARK else 0 for grey in range(256)])
    rows = [y for y in range(ink.height) if any(ink.crop((0, y, ink.width, y + 1)).tobytes())]
    if not rows or rows[-1] - rows[0] < 12:
        return None
    top, height = rows[0], rows[-1] - rows[0] + 1
    middle = _columns(ink, top + 0.3 * height, top + 0.65 * height)
    stems = _runs([share > 0.6 for share in middle])
    touched = _runs([share > 0 for share in middle])
    thin = all(end - start < 0.45 * height for start, end in touched)
    if not 1 <= len(stems) <= _MOST or len(stems) != len(touched) or not thin:
        return None
    foot = _runs([share > 0 for share in _columns(ink, top + 0.8 * height, top + height)])
    dot = bool(foot) and foot[-1][0] > stems[-1][1]
    return "I" * len(stems) + ("." if dot or word.value[-1] in ".,:;" else "")


def _columns(ink: Image.Image, top: float, bottom: float) -> list[float]:
    """Share of ink in each column between two heights."""
    first, last = round(top), max(round(bottom), round(top) + 1)
    band = ink.crop((0, first, ink.width, last)).tobytes()
    rows = last - first
    return [sum(band[x :: ink.width]) / rows for x in range(ink.width)]


def _runs(marks: Sequence[bool]) -> list[tuple[int, int]]:
    """Runs of marked columns as (first, last); gaps of one column are bridged."""
    runs: list[tuple[int, int]] = []
    for x, marked in enumerate(marks):
        if not marked:
            continue
        if runs and x - runs[-1][1] <= 2:
            runs[-1] = (runs[-1][0], x)
        else:
            runs.append((x, x))
    return runs
