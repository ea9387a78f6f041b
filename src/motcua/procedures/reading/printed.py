"""What a decision's list prints of a procedure, beside what the registry says of it. Pure.

A cell is taken apart only where it says one thing; else its words are kept as words.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from motcua.documents.citations import canonical, find_numbers
from motcua.kernel.text import fold
from motcua.kernel.workdays import Unit
from motcua.procedures.content import Agency, AgencyRole, Content, Fee, FeeKind, Ground, Limit, Part, Unread
from motcua.procedures.reading.amounts import UNIT, money, unit_of
from motcua.procedures.reading.words import denies

_LIMIT = re.compile(rf"(\d{{1,4}}(?:[.,]\d)?)\s*(?:\([^)]{{1,20}}\)\s*)?({UNIT})", re.IGNORECASE)
_START = re.compile(r"(?:kể )?từ\s+(?:ngày|khi|thời điểm)[^.;\n]*", re.IGNORECASE)
_MONEY = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d{4,9})\s*(?:đồng|đ\b|VNĐ|VND)", re.IGNORECASE)
_LINES = re.compile(r"\s*(?:\n|;|(?:^|\s)[-–+]\s)\s*")


class Printed(StrEnum):
    """What of a line can differ from the registry, and be taken over."""

    NAME = "name"
    LIMITS = "limits"
    FEES = "fees"
    PLACE = "place"
    GROUNDS = "grounds"


CELLS: Mapping[Printed, str] = {
    Printed.LIMITS: "limit",
    Printed.FEES: "fee",
    Printed.PLACE: "place",
    Printed.GROUNDS: "ground",
}
"""In which cell of a line each stands."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that the list prints otherwise than the registry. `sure`: both could be compared; else only the words stand side by side."""

    part: Printed
    printed: str
    sure: bool


def limit_in(text: str) -> Limit | None:
    """The one limit of a cell, with its start event; None where there are several, or none."""
    if fold(text).lower().strip(" .").startswith("trong ngay"):
        return Limit(Decimal(1), Unit.SAME_DAY)
    found = {(m[1].replace(",", "."), unit_of(m[2])) for m in _LIMIT.finditer(text)}
    if len(found) != 1:
        return None
    value, unit = found.pop()
    start = _START.search(text)
    return Limit(Decimal(value), unit, start=" ".join(start[0].split()) if start else "")


def fee_in(text: str) -> Fee | None:
    """The one amount of a cell; nothing to pay is an amount of zero. None where there are several, or only words."""
    plain = fold(text).lower().strip(" .")
    if denies(text) or plain in {"mien phi", "khong thu phi", "khong thu phi, le phi", "khong mat phi"}:
        return Fee(FeeKind.OTHER, Decimal(0))
    amounts = {money(m[1]) for m in _MONEY.finditer(text)}
    if len(amounts) != 1:
        return None
    charge, fee = "le phi" in plain, re.search(r"(?<!le )\bphi\b", plain) is not None
    kind = FeeKind.CHARGE if charge and not fee else FeeKind.FEE if fee and not charge else FeeKind.OTHER
    return Fee(kind, amounts.pop(), note=" ".join(text.split()) if len(text) > 40 else "")


def grounds_in(text: str) -> tuple[Ground, ...]:
    """One ground a line that names a number; lines without one are left out."""
    found: dict[str, Ground] = {}
    for line in _LINES.split(text):
        number = next((n.value for n in find_numbers(line)), "")
        if number:
            found.setdefault(canonical(number), Ground(number, " ".join(line.split()).strip(" -–.,")[:500]))
    return tuple(found.values())


def differences(name: str, cells: Mapping[str, str], content: Content) -> tuple[Difference, ...]:
    """Where a line says something else than a content; cells that are empty say nothing."""
    found = [Difference(Printed.NAME, name, sure=True)] if name and _plain(name) != _plain(content.name) else []
    for part, cell in CELLS.items():
        text = cells.get(cell, "").strip()
        same = _same(part, text, content) if text else True
        if same is not True:
            found.append(Difference(part, text, sure=same is False))
    return tuple(found)


def _same(part: Printed, text: str, content: Content) -> bool | None:
    """Whether a cell says what the content says; None where that cannot be told."""
    match part:
        case Printed.LIMITS:
            limit = limit_in(text)
            if limit is None or not content.limits:
                return None if limit is None else False
            return {(one.value, one.unit) for one in content.limits} == {(limit.value, limit.unit)}
        case Printed.FEES:
            fee = fee_in(text)
            if fee is None:
                return None
            amounts = {one.amount for one in content.fees}
            return amounts == {fee.amount} or (not amounts and fee.amount == 0)
        case Printed.PLACE:
            return (
                any(_plain(a.name) in _plain(text) for a in content.agencies if a.role == AgencyRole.RECEIVING) or None
            )
        case Printed.GROUNDS:
            printed = {canonical(g.number) for g in grounds_in(text)}
            known = {canonical(g.number) for g in content.grounds if g.number}
            return printed <= known if printed else None
        case _:
            return None


def with_printed(content: Content, name: str, cells: Mapping[str, str], parts: Collection[str]) -> Content:
    """A content with the named parts as the list prints them; what cannot be structured stands in `unread`."""
    for part in Printed:
        if part not in parts:
            continue
        if part is Printed.NAME:
            content = replace(content, name=name or content.name)
        elif text := cells.get(CELLS[part], "").strip():
            content = _with(content, part, text)
    return content


def _with(content: Content, part: Printed, text: str) -> Content:
    match part:
        case Printed.LIMITS:
            limit = limit_in(text)
            return _replaced(content, Part.LIMITS, "limits", (limit,) if limit else (), text)
        case Printed.FEES:
            fee = fee_in(text)
            return _replaced(content, Part.FEES, "fees", (fee,) if fee else (), text)
        case Printed.GROUNDS:
            return _replaced(content, Part.GROUNDS, "grounds", grounds_in(text), text)
        case _:
            others = tuple(a for a in content.agencies if a.role != AgencyRole.RECEIVING)
            return replace(content, agencies=(*others, Agency(AgencyRole.RECEIVING, " ".join(text.split()))))


def _replaced(content: Content, part: Part, name: str, value: tuple[object, ...], text: str) -> Content:
    unread = tuple(u for u in content.unread if u.part != part)
    if not value:
        unread = (*unread, Unread(part, text))
    return dataclasses.replace(content, **{name: value, "unread": unread})  # type: ignore[arg-type]  # a tuple of the part's own kind


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", fold(text).lower()).split())
