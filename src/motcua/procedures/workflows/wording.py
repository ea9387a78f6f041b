"""Times as decisions write them: "0,5 ngày", "04 giờ", "1/2 ngày làm việc", "30 phút". What is not certain stays words."""

from __future__ import annotations

import re
from decimal import Decimal

from motcua.kernel.text import fold, nfc
from motcua.kernel.workdays import Unit
from motcua.procedures.workflows.parts import Time

_UNITS = (
    (r"ngay lam viec", Unit.WORKING_DAY),
    (r"gio lam viec", Unit.HOUR),
    (r"gio hanh chinh", Unit.HOUR),
    (r"ngay lich", Unit.DAY),
    (r"ngay", Unit.DAY),
    (r"gio", Unit.HOUR),
    (r"thang", Unit.MONTH),
    (r"h", Unit.HOUR),
)
_NUMBER = r"(?P<number>\d{1,4}(?:[.,]\d{1,3})?|\d{1,2} ?/ ?\d{1,2}|\d{0,2} ?[½¼¾]|nua)"
_TIME = re.compile(
    rf"(?:khong qua |toi da |trong vong |trong |cham nhat )?{_NUMBER} ?(?P<unit>phut|{'|'.join(u for u, _ in _UNITS)})"
)
_BARE = re.compile(rf"{_NUMBER}")
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_HEADED = (
    (re.compile(r"ngay lam viec"), Unit.WORKING_DAY),
    (re.compile(r"\bngay\b"), Unit.DAY),
    (re.compile(r"\b(?:gio|h)\b"), Unit.HOUR),
)
_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")


def read_time(words: str, headed: Unit | None = None) -> Time | None:
    """The time that words say, all of them; None for anything else. `headed`: the unit at the head of the column, for a bare number.

    A second saying in brackets ("01 ngày (08 giờ)") is passed over when it is a time too.
    """
    text = _plain(words)
    bracket = _BRACKET.search(text)
    if bracket and (_one(bracket[1]) is not None):
        text = text[: bracket.start()]
    found = _one(text)
    if found is not None:
        return found
    bare = _BARE.fullmatch(text)
    if bare and headed is not None and (value := _amount(bare["number"])) is not None:
        return Time(value, headed)
    return None


def unit_at_head(heading: str) -> Unit | None:
    """The unit that a column's heading names: "Thời gian (giờ làm việc)". None where it names none, or several."""
    text = _plain(heading)
    found = [unit for pattern, unit in _HEADED if pattern.search(text)]
    if found[:2] == [Unit.WORKING_DAY, Unit.DAY]:
        del found[1]
    return found[0] if len(found) == 1 else None


def _one(text: str) -> Time | None:
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    value = _amount(found["number"])
    if value is None:
        return None
    if found["unit"] == "phut":
        hours = value / 60
        return Time(hours, Unit.HOUR) if hours == hours.quantize(Decimal("0.0001")) else None
    return Time(value, dict(_UNITS)[found["unit"]])


def _amount(number: str) -> Decimal | None:
    number = number.replace(" ", "")
    if number == "nua":
        return Decimal("0.5")
    if number[-1] in _FRACTIONS:
        return Decimal(number[:-1] or 0) + _FRACTIONS[number[-1]]
    if "/" in number:
        above, below = map(Decimal, number.split("/"))
        if not below or above >= below:
            return None
        part = above / below
        return part if part == part.quantize(Decimal("0.0001")) else None
    return Decimal(number.replace(",", ".")).normalize() + 0


def _plain(words: str) -> str:
    return " ".join(fold(nfc(words)).split()).strip(" .;:-")
