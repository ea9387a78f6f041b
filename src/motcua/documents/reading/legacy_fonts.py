"""Words typed in the font-bound encodings from before Unicode: `.VnTime` holds TCVN3, `VNI-Times` holds VNI.

The file's characters are then Latin letters that only those fonts draw as Vietnamese. Mostly the font's name tells the encoding;
where it does not (a program that dropped the font, a PDF with its own font names), the words do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from motcua.documents.reading.blocks import Note
from motcua.documents.reading.drafts import Draft, DraftTable
from motcua.kernel.text import recover
from motcua.kernel.text.legacy import from_tcvn3, from_vni

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_ONLY_UNICODE = re.compile("[ƠơƯưẠ-ỹ]")
_LATIN = re.compile("[\x00-\xff]+")

CONVERTED = Note(
    "encoding_converted", "Chữ gõ bằng phông cũ (TCVN3, VNI) đã được chuyển sang Unicode. Hãy soát lại dấu."
)


@lru_cache(maxsize=1024)
def _way_of_font(font: str) -> Callable[[str], str] | None:
    """The way to Unicode from what this font holds; None for fonts of Unicode."""
    name = _SUBSET.sub("", font).lower()
    if name.startswith(".vn"):
        capitals = name.split(",")[0].split("-")[0].endswith("h")
        return (lambda latin: from_tcvn3(latin).upper()) if capitals else from_tcvn3
    if name.startswith(("vni-", "vni ")):
        return from_vni
    return None


def recoded(value: str, font: str | None) -> str:
    """The words in Unicode; unchanged where the font is none of the old ones."""
    way = _way_of_font(font) if font else None
    if way is None:
        return value
    latin = "".join(map(_as_latin, value))
    return _LATIN.sub(lambda match: way(match.group()), latin)


@lru_cache(maxsize=2048)
def _as_latin(character: str) -> str:
    """The byte that a program took for Windows-1252 and wrote as this character; others stay."""
    if ord(character) < 0x100:
        return character
    try:
        return character.encode("cp1252").decode("latin-1")
    except UnicodeEncodeError:
        return character


def recover_lines(lines: Sequence[str]) -> list[str] | None:
    """The lines in Unicode, where their letters are surely those of an old encoding; else None."""
    if is_unicode(lines):
        return None
    found = recover("\n".join(lines))
    return found.text.split("\n") if found.notes and found.confident else None


def recover_drafts(drafts: Sequence[Draft]) -> bool:
    """Put words whose letters are those of an old encoding into Unicode, in place; True where there were any.

    Judged by all words together: a few strange letters are no sign of an old font.
    """
    lines = [line for draft in drafts for line in _lines(draft)]
    recovered = recover_lines(lines)
    if recovered is None:
        return False
    values = iter(recovered)
    for draft in drafts:
        _put(draft, values)
    return True


def is_unicode(lines: Sequence[str]) -> bool:
    """Letters that only Unicode has (ạ ế ư …) stand in a fair share of the lines with marked letters."""
    marked = [line for line in lines if not line.isascii()]
    return sum(_ONLY_UNICODE.search(line) is not None for line in marked) > 0.2 * len(marked)


def _lines(draft: Draft) -> list[str]:
    if isinstance(draft, DraftTable):
        return [value for cell in draft.cells for value in cell.paragraphs]
    return [draft.value]


def _put(draft: Draft, values: Iterator[str]) -> None:
    if isinstance(draft, DraftTable):
        for cell in draft.cells:
            cell.paragraphs = [next(values) for _ in cell.paragraphs]
    else:
        draft.value = next(values)
