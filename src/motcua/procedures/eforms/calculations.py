"""Calculations of forms: + - * / and brackets over numbers of the form, and three functions. Decimal throughout, written as in a
spreadsheet:

    so_luong * don_gia
    TỔNG(hang.thanh_tien) + phi_ship
    ĐẾM(thanh_vien)
    BẰNG_CHỮ(tong_tien)

`TỔNG` adds a field over the rows of a group, `ĐẾM` counts the rows, `BẰNG_CHỮ` gives a sum of money in words and stands alone. They may
be written without diacritics. What has no answer adds nothing; multiplied, divided, or all alone, nothing comes out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from motcua.kernel.errors import N_
from motcua.kernel.text import fold
from motcua.procedures.eforms.numbers import Unread
from motcua.procedures.eforms.words import money_words

MOST_LETTERS = 500
_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:[.,]\d+)?)|(?P<name>[^\W\d]\w*(?:\.\w+)?)|(?P<sign>[-+*/()×÷:]))")
_SIGNS = {"×": "*", "÷": "/", ":": "/"}
_DIGITS = 40
_DEEP = 30


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    """A field of the form, or of the same row."""

    name: str


@dataclass(frozen=True, slots=True)
class Total:
    """Of a field of a group, over its rows."""

    name: str


@dataclass(frozen=True, slots=True)
class Count:
    group: str


@dataclass(frozen=True, slots=True)
class Words:
    name: str


@dataclass(frozen=True, slots=True)
class Of:
    """Two parts joined by a sign."""

    sign: str
    left: Part
    right: Part


Part = Number | Name | Total | Count | Words | Of
Lookup = Callable[[Name | Total | Count], Decimal | None]


def parsed(text: str) -> Part:
    """What is to be worked out. Raises Unread."""
    if len(text) > MOST_LETTERS:
        raise Unread(N_("Phép tính dài quá {most} ký tự."), most=MOST_LETTERS)
    reader = _Reader(_tokens(text.strip().removeprefix("=")))
    found = reader.sum(0)
    if reader.ahead:
        raise Unread(N_("Phép tính thừa “{text}”."), text=reader.ahead)
    if found is not None and not isinstance(found, Words) and any(isinstance(one, Words) for one in parts_of(found)):
        raise Unread(N_("BẰNG_CHỮ đứng một mình, không cộng trừ với phần khác."))
    return found


def parts_of(part: Part) -> Iterator[Part]:
    yield part
    if isinstance(part, Of):
        yield from parts_of(part.left)
        yield from parts_of(part.right)


def worked_out(part: Part, lookup: Lookup) -> Decimal | str | None:
    """The result with the values that `lookup` gives; None where nothing comes out."""
    if isinstance(part, Words):
        value = lookup(Name(part.name))
        return None if value is None else money_words(int(value.to_integral_value(ROUND_HALF_UP)))
    with localcontext() as context:
        context.prec = _DIGITS
        return _value(part, lookup)


def whole(value: Decimal) -> int:
    """Half a đồng and more counts as one."""
    return int(value.to_integral_value(ROUND_HALF_UP))


def _value(part: Part, lookup: Lookup) -> Decimal | None:
    if isinstance(part, Number):
        return part.value
    if isinstance(part, Name | Total | Count):
        return lookup(part)
    if not isinstance(part, Of):
        return None
    left, right = _value(part.left, lookup), _value(part.right, lookup)
    if part.sign in "+-":
        if left is None and right is None:
            return None
        left, right = left or Decimal(0), right or Decimal(0)
        return left + right if part.sign == "+" else left - right
    if left is None or right is None or (part.sign == "/" and not right):
        return None
    return left * right if part.sign == "*" else left / right


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    place = 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            raise Unread(N_("Phép tính có chỗ không đọc được: “{text}”."), text=text[place:].strip()[:20])
        found.append(match[0].strip())
        place = match.end()
    return found


class _Reader:
    """Sums of products of brackets, from left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens

    @property
    def ahead(self) -> str:
        token = self.tokens[0] if self.tokens else ""
        return _SIGNS.get(token, token)

    def take(self) -> str:
        found = self.ahead
        if not found:
            raise Unread(N_("Phép tính còn thiếu ở cuối."))
        del self.tokens[0]
        return found

    def sum(self, depth: int) -> Part:
        if depth > _DEEP:
            raise Unread(N_("Phép tính có quá nhiều ngoặc lồng nhau."))
        found = self.product(depth)
        while self.ahead in {"+", "-"}:
            found = Of(self.take(), found, self.product(depth))
        return found

    def product(self, depth: int) -> Part:
        found = self.one(depth)
        while self.ahead in {"*", "/"}:
            found = Of(self.take(), found, self.one(depth))
        return found

    def one(self, depth: int) -> Part:
        said = self.take()
        if said == "(":
            found = self.sum(depth + 1)
            self.close()
            return found
        if said == "-":
            if depth > _DEEP:
                raise Unread(N_("Phép tính có quá nhiều ngoặc lồng nhau."))
            return Of("*", Number(Decimal(-1)), self.one(depth + 1))
        if said[0].isdigit():
            return Number(Decimal(said.replace(",", ".")))
        if not (said[0].isalpha() or said[0] == "_"):
            raise Unread(N_("Phép tính thiếu số hoặc khóa trường trước “{text}”."), text=said)
        return self.called(said) if self.ahead == "(" else Name(said)

    def called(self, name: str) -> Part:
        self.take()
        inner = self.take()
        self.close()
        match fold(name).replace("_", "").replace(" ", ""):
            case "tong" | "sum":
                return Total(inner)
            case "dem" | "count":
                return Count(inner)
            case "bangchu" | "words":
                return Words(inner)
        raise Unread(N_("Phép tính chỉ có các hàm TỔNG, ĐẾM và BẰNG_CHỮ, không có “{name}”."), name=name)

    def close(self) -> None:
        if self.ahead != ")":
            raise Unread(N_("Phép tính thiếu dấu đóng ngoặc."))
        self.take()
