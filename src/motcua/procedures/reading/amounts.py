"""Time limits and amounts of money as the national database prints them."""

from __future__ import annotations

import re
from decimal import Decimal

from motcua.kernel.text import fold
from motcua.kernel.workdays import Unit

UNITS = {
    "ngay lam viec": Unit.WORKING_DAY,
    "ngay": Unit.DAY,
    "gio lam viec": Unit.HOUR,
    "gio": Unit.HOUR,
    "thang": Unit.MONTH,
}
UNIT = r"(?:Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng)"
CURRENCIES = {"vnd": "VND", "viet nam dong": "VND", "dong": "VND", "usd": "USD", "eur": "EUR"}
CURRENCY = r"(?:Việt Nam Đồng|VNĐ|VND|Đồng|đồng|USD|EUR)"
AMOUNT = r"\d{1,3}(?:[.,]\d{3})+|\d+"
_IN_WORDS = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d+) ?(?:đồng|đ\b|VNĐ|VND)", re.IGNORECASE)
_ASKED = re.compile(rf"\b[1-9](?:\d*|\d{{0,2}}(?:[.,]\d{{3}})+) ?(?:{CURRENCY}|đ)\b", re.IGNORECASE)
_LIMIT = re.compile(rf"(\d+(?:[.,]\d+)?) ?({UNIT})", re.IGNORECASE)


def unit_of(words: str) -> Unit:
    return UNITS[fold(words).lower().strip()]


def money(figure: str) -> Decimal:
    """ "1,500,000" and "1.500.000" alike; the source groups by three, đồng has no fractions."""
    return Decimal(re.sub(r"[.,]", "", figure))


def currency_of(words: str) -> str:
    return CURRENCIES[fold(words).lower().strip()]


def limit_of(text: str) -> tuple[Decimal, Unit] | None:
    """A cell that is nothing but a limit: "07 Ngày làm việc"."""
    found = _LIMIT.fullmatch(text.strip())
    return (Decimal(found[1].replace(",", ".")), unit_of(found[2])) if found else None


def belied(amount: Decimal, note: str) -> str:
    """The amount in the words beside a fee that is a thousand times the fee ("135 VNĐ (Lệ phí: 135.000 đồng/lần)"): the cell lost
    its zeros; or any amount beside "Miễn phí". "" where nothing contradicts it."""
    if amount == 0 and (figure := _ASKED.search(note)):
        return figure[0]
    if not 0 < amount < 1000:
        return ""
    for figure in _IN_WORDS.finditer(note):
        if money(figure[1]) == amount * 1000:
            return figure[0]
    return ""
