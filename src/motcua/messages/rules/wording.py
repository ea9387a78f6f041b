"""The tiny format of templates: `{name}` stands for a variable, `{{` and `}}` for braces. No code, no attributes, no formats.

What a variable stands for never becomes mark-up or a header: `one_line` flattens subjects, `rules.letters` escapes HTML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PIECE = re.compile(r"\{\{|\}\}|\{(?P<name>[a-z][a-z0-9_]{0,39})\}|(?P<stray>[{}])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
LONGEST_SUBJECT, LONGEST_BODY = 200, 4000
LONGEST_LINE = 300
"""Of a finished subject: titles of tasks may be long; a mail program shows the beginning."""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a template: the variables it names, and whether a brace stands alone."""

    names: frozenset[str]
    stray: bool


def read(text: str) -> Found:
    """The variables of a template text."""
    pieces = list(_PIECE.finditer(text))
    return Found(frozenset(p["name"] for p in pieces if p["name"]), any(p["stray"] for p in pieces))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables filled. Raises KeyError for a variable without a value; values are not looked into again."""

    def piece(match: re.Match[str]) -> str:
        if match["name"]:
            return values[match["name"]]
        return match[0][0]

    return _PIECE.sub(piece, text)


def one_line(text: str) -> str:
    """Text for a subject or a title: one line, no control characters, at most `LONGEST_LINE` letters."""
    flat = " ".join(_CONTROL.sub(" ", text).split())
    return flat if len(flat) <= LONGEST_LINE else f"{flat[: LONGEST_LINE - 1]}…"


def several_lines(text: str) -> str:
    """Text for a body: line ends of one kind, no control characters, no white space at line ends."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = (_CONTROL.sub("", line.replace("\t", " ")).rstrip() for line in unified.split("\n"))
    return "\n".join(lines).strip()
