"""What each kind of field accepts and gives.

Two ways in: what people write (`read_written`), Vietnamese as papers have it ("25.000", "1,5", "31/01/2026"), and what programs send
(`read_plain`), strict JSON. One way out: a typed value, and its stored form (`plain_of`), which `read_plain` takes again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from motcua.kernel import clock
from motcua.kernel.errors import N_
from motcua.kernel.text import nfc
from motcua.procedures.eforms.kinds import CHOSEN, NUMBERS, WHOLE, WRITTEN, Kind
from motcua.procedures.eforms.numbers import Unread, email, grouped, personal_number, phone, tax_code
from motcua.procedures.eforms.parts import Field

_T = TypeVar("_T")
MOST_DIGITS = 18
SHORT, LONG = 500, 20_000
"""Letters that a line and a text may have where the form says nothing."""
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_VIETNAMESE = str.maketrans(",.", ".,")
_TIME = re.compile(r"(\d{1,2})(?:[:hg](\d{2}))?(?::\d{2})?")


@dataclass(frozen=True, slots=True)
class Address:
    """A place by the code of its territory (commune) today, the house and street, and the place's name before the new map where one
    knows it by that."""

    territory: str = ""
    detail: str = ""
    old: str = ""


Answer = str | int | Decimal | date | datetime | bool | tuple[str, ...] | Address


def read_written(field: Field, said: Any) -> Any:
    """What a person wrote, or None for nothing. Raises Unread."""
    if field.kind is Kind.CHOICES:
        return _chosen(field, [one for one in _list_of(said) if one])
    if field.kind is Kind.ADDRESS:
        return _address(said)
    text = " ".join(nfc(str(said)).split()) if field.kind is not Kind.LONG_TEXT else nfc(str(said)).strip()
    if not text:
        return None
    if field.kind is Kind.BOOLEAN:
        return _ticked(text)
    if field.kind in NUMBERS:
        return _in_bounds(field, grouped(text, whole=field.kind in WHOLE))
    if field.kind is Kind.DATE:
        return _in_bounds(field, _day(text))
    if field.kind is Kind.MOMENT:
        return _in_bounds(field, _moment(text))
    return _text(field, text)


def read_plain(field: Field, said: Any) -> Any:
    """What a program sent, or None for nothing (null, "", [], {}). Raises Unread."""
    if said is None or said in ("", [], {}):
        return None
    if field.kind is Kind.BOOLEAN:
        return _of_type(said, bool, N_("Gửi true hoặc false.")) or None
    if field.kind in NUMBERS:
        return _in_bounds(field, _number(field, said))
    if field.kind is Kind.CHOICES:
        listed = _of_type(said, (list, tuple), N_("Gửi một danh sách khóa của lựa chọn."))
        return _chosen(field, [_string(one) for one in listed])
    if field.kind is Kind.ADDRESS:
        sent = _of_type(said, Mapping, N_("Gửi địa chỉ gồm territory, detail, old."))
        strange = sorted(str(key) for key in sent if key not in {"territory", "detail", "old"})
        if strange:
            raise Unread(N_("Địa chỉ không có phần “{part}”."), part=strange[0][:60])
        return _address({key: _string(value) for key, value in sent.items()})
    text = _string(said)
    if field.kind is Kind.DATE:
        return _in_bounds(field, _iso(text, date.fromisoformat, N_("Gửi ngày dạng 2026-01-31.")))
    if field.kind is Kind.MOMENT:
        told = N_("Gửi thời điểm dạng 2026-01-31T08:00:00+07:00.")
        return _in_bounds(field, clock.local(_iso(text, datetime.fromisoformat, told)))
    return _text(field, text if field.kind is Kind.LONG_TEXT else " ".join(text.split()))


def plain_of(answer: Answer) -> Any:
    """The stored form: JSON, numbers without rounding."""
    if isinstance(answer, Address):
        return {key: value for key, value in asdict(answer).items() if value}
    if isinstance(answer, tuple):
        return list(answer)
    if isinstance(answer, Decimal):
        return format(answer, "f")
    if isinstance(answer, datetime | date):
        return answer.isoformat()
    return answer


def read_stored(field: Field, stored: Any) -> Any:
    """`plain_of` back again. Decimals are kept as texts, which no program sends."""
    if field.kind is Kind.DECIMAL and isinstance(stored, str):
        return bound_of(field, stored)
    return read_plain(field, stored)


def bound_of(field: Field, text: str) -> Decimal | date | datetime | None:
    """A bound or a value of a condition in the type of the field. None for nothing. Raises Unread."""
    if not text:
        return None
    if field.kind is Kind.DATE:
        return _iso(text, date.fromisoformat, N_("“{text}” không phải ngày dạng 2026-01-31."))
    if field.kind is Kind.MOMENT:
        return clock.local(_iso(text, datetime.fromisoformat, N_("“{text}” không phải thời điểm.")))
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise Unread(N_("“{text}” không phải số."), text=text[:60]) from error
    if not number.is_finite():
        raise Unread(N_("“{text}” không phải số."), text=text[:60])
    return number


def _text(field: Field, text: str) -> str:
    if field.kind in WRITTEN:
        low, high = bound_of(field, field.low), bound_of(field, field.high)
        most = high if isinstance(high, Decimal) else (SHORT if field.kind is Kind.TEXT else LONG)
        if len(text) > most:
            raise Unread(N_("Viết nhiều nhất {most} chữ cái, kể cả dấu cách."), most=int(most))
        if isinstance(low, Decimal) and len(text) < low:
            raise Unread(N_("Viết ít nhất {least} chữ cái."), least=int(low))
        return text
    if field.kind is Kind.CHOICE:
        return _chosen(field, [text])[0] if text else ""
    reader = {
        Kind.PERSONAL_NUMBER: personal_number,
        Kind.TAX_CODE: tax_code,
        Kind.PHONE: phone,
        Kind.EMAIL: email,
    }[field.kind]
    return reader(text)


def _chosen(field: Field, keys: list[str]) -> Any:
    known = {choice.key: choice.label for choice in field.choices}
    if any(key not in known for key in keys):
        raise Unread(N_("Chọn trong các lựa chọn đã cho."))
    return tuple(key for key in known if key in keys) or None


def _ticked(text: str) -> bool | None:
    if text.casefold() in {"on", "true", "1", "có"}:
        return True
    if text.casefold() in {"off", "false", "0", "không"}:
        return None
    raise Unread(N_("Đánh dấu vào ô hoặc để trống."))


def _number(field: Field, said: Any) -> Decimal | int:
    if isinstance(said, bool) or not isinstance(said, int | float | Decimal):
        raise Unread(N_("Gửi một số, không để trong ngoặc kép."))
    number = Decimal(str(said))
    if not number.is_finite():
        raise Unread(N_("Gửi một số, không để trong ngoặc kép."))
    if field.kind in WHOLE:
        if number != number.to_integral_value():
            raise Unread(N_("Ghi số nguyên, không có phần lẻ."))
        return int(number)
    return number


def _in_bounds(field: Field, value: Any) -> Any:
    if isinstance(value, Decimal | int) and abs(value) >= 10**MOST_DIGITS:
        raise Unread(N_("Số quá lớn: nhiều nhất {most} chữ số."), most=MOST_DIGITS)
    low, high = bound_of(field, field.low), bound_of(field, field.high)
    if low is not None and value < low:
        raise Unread(N_("Không nhỏ hơn hoặc trước {bound}."), bound=shown(field, low))
    if high is not None and value > high:
        raise Unread(N_("Không lớn hơn hoặc sau {bound}."), bound=shown(field, high))
    return value


def shown(field: Field, answer: Any) -> str:
    """An answer as people read and write it."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "có" if answer else "không"
    if isinstance(answer, datetime):
        return f"{clock.local(answer):%d/%m/%Y %H:%M}"
    if isinstance(answer, date):
        return f"{answer:%d/%m/%Y}"
    if isinstance(answer, Decimal | int):
        return f"{answer:,f}".translate(_VIETNAMESE) if isinstance(answer, Decimal) else f"{answer:,}".replace(",", ".")
    if field.kind in CHOSEN:
        names = {choice.key: choice.label for choice in field.choices}
        keys: tuple[str, ...] = answer if isinstance(answer, tuple) else (str(answer),)
        return "; ".join(names.get(key, str(key)) for key in keys)
    if isinstance(answer, Address):
        return ", ".join(part for part in (answer.detail, answer.old, answer.territory) if part)
    return str(answer)


def _day(text: str) -> date:
    match = _DAY.fullmatch(text)
    told = N_("Ghi ngày dạng ngày/tháng/năm, như 31/01/2026.")
    try:
        if match is None:
            return date.fromisoformat(text)
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError as error:
        raise Unread(told) from error


def _moment(text: str) -> datetime:
    """ "31/01/2026 8:30", "8h30 31/01/2026", or as `datetime-local` sends it; Vietnamese time where no zone is said."""
    try:
        return clock.local(datetime.fromisoformat(text))
    except ValueError:
        parts = text.replace(",", " ").split()
    told = N_("Ghi ngày và giờ như 31/01/2026 08:30.")
    days = [part for part in parts if _DAY.fullmatch(part)]
    times = [match for part in parts if part not in days and (match := _TIME.fullmatch(part))]
    if len(days) != 1 or len(times) != 1 or len(parts) != 2:
        raise Unread(told)
    day = _day(days[0])
    try:
        said = datetime(day.year, day.month, day.day, int(times[0][1]), int(times[0][2] or 0))  # noqa: DTZ001 - local() zones it
    except ValueError as error:
        raise Unread(told) from error
    return clock.local(said)


def _address(said: Any) -> Address | None:
    parts = said if isinstance(said, Mapping) else {"detail": said or ""}
    read = {key: " ".join(nfc(str(parts.get(key) or "")).split()) for key in ("territory", "detail", "old")}
    if any(len(value) > SHORT for value in read.values()):
        raise Unread(N_("Viết nhiều nhất {most} chữ cái, kể cả dấu cách."), most=SHORT)
    if not any(read.values()):
        return None
    if not read["territory"]:
        raise Unread(N_("Chọn xã, phường của địa chỉ."))
    return Address(**read)


def _list_of(said: Any) -> list[str]:
    return [str(one) for one in said] if isinstance(said, list | tuple) else [str(said)]


def _iso(text: str, read: Callable[[str], _T], told: str) -> _T:
    try:
        return read(text)
    except ValueError as error:
        raise Unread(told, text=text[:60]) from error


def _string(said: Any) -> str:
    if not isinstance(said, str):
        raise Unread(N_("Gửi một chuỗi chữ."))
    return nfc(said).strip()


def _of_type(said: Any, kind: Any, told: str) -> Any:
    if not isinstance(said, kind):
        raise Unread(told)
    return said
