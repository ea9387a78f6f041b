"""Numbers and sums of money in Vietnamese words, as they stand on papers: "Một triệu hai trăm linh năm nghìn đồng"."""

from __future__ import annotations

from collections.abc import Iterator

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_THOUSANDS = ("", "nghìn", "triệu")
_BILLION = 10**9


def money_words(amount: int) -> str:
    """The sentence of a sum in đồng, beginning with a capital letter."""
    words = f"{number_words(amount)} đồng"
    return words[0].upper() + words[1:]


def number_words(number: int) -> str:
    """Any whole number. What lies above a thousand million is told in "tỷ", again and again."""
    if number < 0:
        return f"âm {number_words(-number)}"
    return " ".join(_told(number, first=True)) or _DIGITS[0]


def _told(number: int, *, first: bool) -> Iterator[str]:
    high, low = divmod(number, _BILLION)
    if high:
        yield from _told(high, first=first)
        yield "tỷ"
        first = False
    for power in (2, 1, 0):
        three = low // 1000**power % 1000
        if three:
            yield from _three(three, first=first)
            if power:
                yield _THOUSANDS[power]
            first = False


def _three(number: int, *, first: bool) -> Iterator[str]:
    """A group of three figures; all three are told unless it is the first one."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    if hundreds or not first:
        yield from (_DIGITS[hundreds], "trăm")
    if tens == 0 and ones and (hundreds or not first):
        yield "linh"
    elif tens == 1:
        yield "mười"
    elif tens:
        yield from (_DIGITS[tens], "mươi")
    if ones:
        yield _ones(ones, tens)


def _ones(ones: int, tens: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 4 and tens > 1:
        return "tư"
    if ones == 5 and tens > 0:
        return "lăm"
    return _DIGITS[ones]
