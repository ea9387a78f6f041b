"""The numbers and bullets that Word computes and does not store: plans are numbered by them, so they must become text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from motcua.documents.reading.docx.markup import attribute, child, children, number_of, switch, value_of, whole
from motcua.kernel.text import roman

_PLACEHOLDER = re.compile(r"%([1-9])")
_SYMBOL_BULLETS = {
    "\uf02d": "-", "\uf02b": "+", "\uf0b7": "•", "\uf0a7": "▪", "\uf06e": "■", "\uf0a8": "◻", "\uf0d8": "➢", "\uf0fc": "✓",
    "o": "○", "\uf076": "❖", "\uf0e0": "→", "\uf02a": "*", "\uf06f": "□", "\uf0be": "-", "\uf0fe": "✓",
}  # fmt: skip
"""Private-use characters of the Symbol and Wingdings fonts, as the paper shows them."""

_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: `%1.%2` with the format of each number."""

    start: int
    form: str
    text: str
    restart: int | None
    legal: bool
    style: str | None


class Numbering:
    """The lists of one file and how far each has been counted. Ask once for each paragraph, in document order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._style_links: dict[str, str] = {}
        self._linked: dict[str, str] = {}
        for element in children(root, "abstractNum"):
            self._read_abstract(element)
        self._lists: dict[str, str] = {}
        self._overrides: dict[str, dict[int, Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        for element in children(root, "num"):
            self._read_list(element)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, number: str, depth: int) -> str:
        """The label of the next paragraph of this list at this level; "" where the list shows none. Counts it."""
        base = self._base(number)
        level = self._level(number, depth)
        if base is None or level is None:
            return ""
        counts = self._counts.setdefault(base, {})
        if number not in self._begun:
            self._begun.add(number)
            for overridden, start in self._starts.get(number, {}).items():
                counts[overridden] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            below = self._level(number, deeper)
            if below is not None and below.restart != 0 and (below.restart is None or depth < below.restart):
                del counts[deeper]
        return self._show(number, level, counts)

    def depth_by_style(self, number: str, style: str | None) -> int | None:
        """The level of the list to which a paragraph style is tied, None where it is tied to none."""
        base = self._base(number)
        if base is None or style is None:
            return None
        return next((depth for depth, level in self._abstract[base].items() if level.style == style), None)

    def _show(self, number: str, level: Level, counts: dict[int, int]) -> str:
        if level.form == "none" and "%" not in level.text:
            return level.text
        if level.form == "bullet":
            return "".join(_SYMBOL_BULLETS.get(c, "•" if "\ue000" <= c <= "\uf8ff" else c) for c in level.text)

        def one(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = self._level(number, depth)
            if other is None:
                return ""
            form = "decimal" if level.legal and other.form not in {"none", "bullet"} else other.form
            return in_form(counts.get(depth, other.start), form)

        return _PLACEHOLDER.sub(one, level.text)

    def _base(self, number: str) -> str | None:
        """The abstract list behind a list, through a style link where there is one."""
        base = self._lists.get(number)
        if base is not None and base in self._linked:
            return self._style_links.get(self._linked[base], base)
        return base

    def _level(self, number: str, depth: int) -> Level | None:
        override = self._overrides.get(number, {}).get(depth)
        if override is not None:
            return override
        base = self._base(number)
        return self._abstract.get(base, {}).get(depth) if base is not None else None

    def _read_abstract(self, element: etree._Element) -> None:
        identifier = attribute(element, "abstractNumId")
        if identifier is None:
            return
        self._abstract[identifier] = {
            depth: _level(level)
            for level in children(element, "lvl")
            if (depth := whole(attribute(level, "ilvl"))) is not None
        }
        if defined := value_of(element, "styleLink"):
            self._style_links[defined] = identifier
        if linked := value_of(element, "numStyleLink"):
            self._linked[identifier] = linked

    def _read_list(self, element: etree._Element) -> None:
        identifier, base = attribute(element, "numId"), value_of(element, "abstractNumId")
        if identifier is None or base is None:
            return
        self._lists[identifier] = base
        for override in children(element, "lvlOverride"):
            depth = whole(attribute(override, "ilvl"))
            if depth is None:
                continue
            own = child(override, "lvl")
            if own is not None:
                self._overrides.setdefault(identifier, {})[depth] = _level(own)
            start = number_of(override, "startOverride")
            if start is not None:
                self._starts.setdefault(identifier, {})[depth] = start


def _level(element: etree._Element) -> Level:
    start = number_of(element, "start")
    return Level(
        start=start if start is not None else 0,
        form=_form(element),
        text=value_of(element, "lvlText") or "",
        restart=number_of(element, "lvlRestart"),
        legal=switch(element, "isLgl") or False,
        style=value_of(element, "pStyle"),
    )


def _form(element: etree._Element) -> str:
    """`w:numFmt`; newer formats stand in an AlternateContent whose Fallback older readers understand."""
    form = value_of(element, "numFmt")
    if form is None:
        alternate = child(element, "AlternateContent")
        form = value_of(child(alternate, "Fallback"), "numFmt")
    return form or "decimal"


def letters(number: int) -> str:
    """a … z, then aa, bb …, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def counted_in_words(number: int) -> str:
    """Word's `vietnameseCounting`: một, hai … mười một, hai mươi mốt."""
    if number < 10:
        return _DIGITS[number]
    tens, ones = divmod(number, 10)
    last = "" if ones == 0 else " " + ("lăm" if ones == 5 else "mốt" if ones == 1 and tens > 1 else _DIGITS[ones])
    return ("mười" if tens == 1 else f"{_DIGITS[tens]} mươi") + last


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda n: f"{n:02}",
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
    "upperLetter": lambda n: letters(n).upper(),
    "lowerLetter": letters,
    "numberInDash": lambda n: f"- {n} -",
    "vietnameseCounting": counted_in_words,
    "none": lambda _n: "",
    "bullet": lambda _n: "",
}


def in_form(number: int, form: str) -> str:
    """A number as Word prints it in one of its formats; formats that Vietnamese documents do not use come out decimal."""
    if not 0 < number < 100 and form not in {"decimalZero", "none", "bullet"} and not form.endswith("Roman"):
        return str(number)
    if form.endswith("Roman") and not 0 < number < 4000:
        return str(number)
    return _FORMS.get(form, str)(number)
