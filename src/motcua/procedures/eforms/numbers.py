"""Numbers that stand for people and firms, and numbers as Vietnamese people write them. Each reader gives the one form that is kept, or
raises Unread with what to do."""

from __future__ import annotations

import re
from decimal import Decimal

from motcua.kernel.errors import N_

_GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3})+")
_PLAIN = re.compile(r"\d+")
_UNIT = re.compile(r"\s*(?:đ|đồng|vnđ|vnd)\.?$", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>,;]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.IGNORECASE)
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_PROVINCES = range(1, 97)
PERSONAL, TAX, BRANCH = 12, 10, 13


class Unread(ValueError):
    """An answer that cannot be taken: the template says what to write, with its parameters."""

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template)
        self.template, self.params = template, params


def grouped(text: str, *, whole: bool) -> Decimal | int:
    """A number with points between thousands and a comma before decimals. Raises Unread."""
    said = _UNIT.sub("", text.replace("\u00a0", " ").strip())
    sign, said = (-1, said[1:].strip()) if said[:1] in {"-", "\u2212"} else (1, said)
    front, comma, rest = said.partition(",")
    if not (_PLAIN.fullmatch(front) or _GROUPED.fullmatch(front)) or (comma and not _PLAIN.fullmatch(rest)):
        raise Unread(_told(whole=whole))
    if whole and comma and rest.strip("0"):
        raise Unread(N_("Ghi số nguyên, không có phần lẻ."))
    if whole and len(rest) == 3:
        raise Unread(_told(whole=True))
    figures = re.sub(r"[. ]", "", front)
    return sign * int(figures) if whole else sign * Decimal(f"{figures}.{rest or 0}" if comma else figures)


def _told(*, whole: bool) -> str:
    if whole:
        return N_("Ghi một số, dấu chấm giữa các nhóm nghìn, như 25.000.")
    return N_("Ghi một số, dấu phẩy trước phần lẻ, như 1,5 hoặc 1.250,75.")


def personal_number(text: str) -> str:
    """12 digits: province or country of the birth's registration, century and sex, year, six more."""
    said = _digits(text)
    if len(said) != PERSONAL or not said.isascii() or not said.isdigit():
        raise Unread(N_("Số định danh cá nhân gồm 12 chữ số, như trên thẻ căn cước."))
    # 001-096: provinces; 1xx and above: countries of birth
    place = int(said[:3])
    if place == 0 or (place < 100 and place not in _PROVINCES):
        raise Unread(N_("Ba chữ số đầu không phải mã tỉnh hay mã nước. Hãy xem lại số trên thẻ căn cước."))
    return said


def tax_code(text: str) -> str:
    """10 digits of which the last checks the others, 13 with the number of a branch, or a personal number of 12."""
    said = _digits(text)
    if not said.isascii() or not said.isdigit() or len(said) not in {TAX, BRANCH, PERSONAL}:
        raise Unread(N_("Mã số thuế gồm 10 chữ số, 13 chữ số của đơn vị phụ thuộc, hoặc 12 chữ số định danh."))
    if len(said) == PERSONAL:
        return personal_number(said)
    check = 10 - sum(int(digit) * weight for digit, weight in zip(said, _WEIGHTS, strict=False)) % 11
    if check != int(said[9]):
        raise Unread(N_("Mã số thuế có chữ số viết nhầm: chữ số kiểm tra không khớp. Hãy xem lại."))
    return said if len(said) == TAX else f"{said[:TAX]}-{said[TAX:]}"


def phone(text: str) -> str:
    """As it is dialled inside the country."""
    said = _digits(text)
    if said.startswith("+84"):
        said = f"0{said[3:]}"
    if not re.fullmatch(r"0(?:[35789][0-9]{8}|2[0-9]{9})", said):
        raise Unread(N_("Ghi số điện thoại gồm 10 chữ số (di động) hoặc 11 chữ số bắt đầu bằng 02 (cố định)."))
    return said


def email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise Unread(N_("Ghi địa chỉ thư điện tử đầy đủ, như ten@vidu.vn."))
    return text


def _digits(text: str) -> str:
    return re.sub(r"[\s.()\u00a0-]", "", text)
