"""One line of a text file without the marks that converters leave in it, every character with its place in the file.

Dropped: Markdown bold, italics and headings, HTML tags, angle brackets round an address, images, soft hyphens, and the paraph that a
converter read as `/ *mau*`. Kept: every word and every figure. Tabs stay, other white space becomes one space.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from html import unescape

from motcua.documents.reading.blocks import Text

BREAK = "\x1e"
"""Stands where a tag begins a new paragraph inside a cell or line (`<br>`, `<p>`, `<li>`)."""

_TAG = (
    r"</?(?:b|i|u|s|p|br|ul|ol|li|em|strong|span|div|sup|sub|font|a|h[1-6]|center|small|big|code|table|thead|tbody|tr|td|th|hr"
    r"|img|blockquote)(?:\s[^<>]{0,400})?/?>"
)
_TOKEN = re.compile(
    r"(?P<entity>&(?:nbsp|amp|lt|gt|quot|apos|ndash|mdash|hellip|ldquo|rdquo|#\d{1,6}|#x[0-9a-fA-F]{1,5});)"
    r"|<(?P<address>(?:https?://|www\.|mailto:)[^<>\s]{1,500})>"
    rf"|(?P<tag>{_TAG})"
    r"|(?P<image>!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\))"
    r"|\[(?P<link>[^\]\n]{1,300})\]\((?:https?|mailto)[^)\n]{0,500}\)"
    r"|(?P<strong>\*\*|__(?=\S)|(?<=\S)__)"
    r"|(?<![\w*])\*(?P<em>[^\s*][^*\n]{0,300}?(?<=[^\s*])|[^\s*])\*(?![\w*])"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+\-.!|<>~])"
    r"|(?P<odd>[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0b\x0e-\x1f])",
    re.IGNORECASE,
)
_PARAPH = re.compile(r"\s*/\s*\*[^\W\d_]{1,12}\*\s*$")
_HEADING = re.compile(r"\s*(#{1,6})\s+(?=\S)")
_QUOTE = re.compile(r"\s{0,3}>\s+")
_BREAKING = re.compile(r"<(?:/?p|br|/?li|/?div|/?h[1-6]|/?ul|/?ol|/?tr|/td|/th)\b", re.IGNORECASE)
_BOLD_TAG = re.compile(r"<(/?)(?:b|strong|h[1-6])\b", re.IGNORECASE)
_PLAIN = re.compile(r"[<&*_\\!\[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0b\x0e-\x1f]")
_SPACES = " \u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\x0b\x0c\r"


@dataclass(frozen=True, slots=True)
class Clean:
    """`text` without marks; `bold` if all its words are; `level` of a Markdown heading."""

    text: Text
    bold: bool = False
    level: int | None = None


class _Builder:
    """Collects characters with their places, white space collapsed as they come."""

    def __init__(self) -> None:
        self.value: list[str] = []
        self.offsets: array[int] = array("I")
        self.bold_words = 0
        self.words = 0

    def put(self, raw: str, start: int, end: int, base: int, *, bold: bool) -> None:
        for place in range(start, end):
            self.one(raw[place], base + place, bold=bold)

    def one(self, character: str, offset: int, *, bold: bool) -> None:
        if character in _SPACES:
            if not self.value or self.value[-1] in " \t" or self.value[-1] == BREAK:
                return
            character = " "
        elif character in {"\t", BREAK}:
            if self.value and self.value[-1] == " ":
                self.value.pop()
                self.offsets.pop()
        elif character.isalnum():
            self.words += 1
            self.bold_words += bold
        self.value.append(character)
        self.offsets.append(offset)

    def text(self, end: int) -> Text:
        while self.value and self.value[-1] in {" ", BREAK}:
            self.value.pop()
            self.offsets.pop()
        last = self.offsets[-1] + 1 if self.offsets else end
        self.offsets.append(last)
        return Text("".join(self.value), self.offsets)


def clean_line(raw: str, base: int) -> Clean:
    """The line `raw`, which begins at character `base` of the file."""
    begin, end, level = 0, len(raw), None
    paraph = _PARAPH.search(raw) if "*" in raw else None
    if paraph:
        end = paraph.start()
    heading = _HEADING.match(raw) if "#" in raw else None
    if heading:
        begin, level = heading.end(), len(heading[1])
    elif ">" in raw and (quoted := _QUOTE.match(raw)):
        begin = quoted.end()
    if not _PLAIN.search(raw, begin, end):
        return Clean(_unmarked(raw, begin, end, base), level=level)
    builder = _Builder()
    bold = _write(builder, raw, begin, end, base)
    return Clean(builder.text(base + end), bold=bold, level=level)


def _unmarked(raw: str, begin: int, end: int, base: int) -> Text:
    builder = _Builder()
    builder.put(raw, begin, end, base, bold=False)
    return builder.text(base + end)


def _write(builder: _Builder, raw: str, begin: int, end: int, base: int) -> bool:
    """Write the part of a line that holds marks; true if all its words stand in bold."""
    place, bold = begin, False
    for token in _TOKEN.finditer(raw, begin, end):
        builder.put(raw, place, token.start(), base, bold=bold)
        place = token.end()
        if token["strong"]:
            bold = not bold
        elif token["tag"]:
            opened = _BOLD_TAG.match(token["tag"])
            bold = (not opened[1]) if opened else bold
            if _BREAKING.match(token["tag"]):
                builder.one(BREAK, base + token.start(), bold=bold)
        elif token["entity"]:
            for character in unescape(token["entity"]):
                builder.one(character, base + token.start(), bold=bold)
        else:
            group = next((g for g in ("address", "link", "em", "escaped") if token[g]), None)
            if group:
                builder.put(raw, token.start(group), token.end(group), base, bold=bold)
    builder.put(raw, place, end, base, bold=bold)
    return builder.words > 0 and builder.bold_words == builder.words
