"""Writing a document's number, and telling issuers apart. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.documents.citations.bodies import BODIES
from motcua.kernel.text import fold

_WORDS = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"/((?:19|20)\d\d)/")
_SYMBOL = re.compile(r"[A-ZĐ][A-Za-zĐđ0-9&]{0,19}(?:-[A-ZĐ][A-Za-zĐđ0-9&]{0,19}){0,3}")
_ABBREVIATED = {fold(short): fold(name) for short, name in BODIES.items() if short not in {"UBND", "HĐND"}} | {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "bch": "ban chap hanh",
    "bct": "bo cong thuong",
    "tw": "trung uong",
    "tp": "thanh pho",
    "bql": "ban quan ly",
    "kcn": "khu cong nghiep",
    "ttcp": "thanh tra chinh phu",
    "bchtw": "ban chap hanh trung uong",
}
"""Abbreviations inside names of bodies, folded, and what they stand for."""
_NOT_PART_OF_NAME = re.compile(
    r"\((?:khoa|lan)[^)]*\)|\bkhoa [ivxlc]+\b|^hoi nghi (?:lan thu )?\w+ |\bdang(?: cong san viet nam)?$"
)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """The value of the rule `documents.number_format`."""

    digits: int
    plain: str
    letter: str
    letter_without_drafter: str
    normative: str

    def written(
        self, number: int, *, body: str, type_: str = "", drafter: str = "", normative_year: int | None = None
    ) -> str:
        """`05/KH-UBND`, `7288/UBND-KGVX`, `05/2026/QĐ-UBND`. An empty `type_` makes it an official letter."""
        count = f"{number:0{self.digits}}"
        if normative_year is not None and type_:
            return self.normative.format(number=count, year=normative_year, type=type_, body=body)
        if type_:
            return self.plain.format(number=count, type=type_, body=body)
        form = self.letter if drafter else self.letter_without_drafter
        return form.format(number=count, body=body, drafter=drafter)

    @classmethod
    def of(cls, value: Mapping[str, object]) -> NumberFormat:
        """From the rule's value."""
        return cls(
            digits=int(str(value["digits"])),
            plain=str(value["plain"]),
            letter=str(value["letter"]),
            letter_without_drafter=str(value["letter_without_drafter"]),
            normative=str(value["normative"]),
        )


def is_symbol(text: str) -> bool:
    """Whether a text can be a body's or a unit's abbreviation in a symbol: UBND, KCNĐN, VP-KSTT."""
    return _SYMBOL.fullmatch(text) is not None


def issuer_key(name: str) -> str:
    """The form under which issuers are compared: folded, abbreviations spelled out, without congress terms and meetings.

    "BCH Trung ương Đảng (khóa X)" and "Ban Chấp hành Trung ương" give the same key, and so do "UBND tỉnh" and "Ủy ban nhân dân tỉnh".
    """
    folded = _NOT_PART_OF_NAME.sub(" ", fold(name).strip())
    words = [_ABBREVIATED.get(word, word) for word in _WORDS.findall(folded)]
    return _NOT_PART_OF_NAME.sub(" ", " ".join(words)).strip()[:300]


def same_issuer(cited: str, known: str) -> bool:
    """Whether a cited issuer can be a known one: equal, not stated, or a shorter name of the same body ("UBND tỉnh")."""
    a, b = issuer_key(cited), issuer_key(known)
    if not a or a == b:
        return True
    return f"{b} ".startswith(f"{a} ") or f"{a} ".startswith(f"{b} ")


def year_of(number: str, issued_on: date | None) -> int:
    """The year that tells equal numbers apart: the one in the number, else that of the date, else 0."""
    inside = _YEAR.search(number)
    if inside:
        return int(inside.group(1))
    return issued_on.year if issued_on else 0


def numbered_for_ever(number: str) -> bool:
    """Whether the number itself tells its year, so that a cited date cannot mean another document."""
    return _YEAR.search(number) is not None
