"""Who files: what of a person or an organisation must be given, and how it is shown to those who do not handle the dossier. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from motcua.kernel.errors import N_, FieldError
from motcua.kernel.text import fold, nfc

KINDS = {"person": 0, "organisation": 1}
"""Kind of applicant → the national code of subjects (0 citizen, 1 enterprise)."""
BASES = ("authorisation", "introduction", "household", "post", "digital_group", "other")
"""On what somebody files for another: giấy ủy quyền, giấy giới thiệu, hộ gia đình, bưu chính, tổ công nghệ số, khác."""
SCOPES = ("submit", "collect", "both")
FIELDS = ("name", "identifier", "phone", "email", "address")
LONGEST = {"name": 300, "identifier": 40, "phone": 30, "email": 254, "address": 500}

_DIGITS = re.compile(r"\D+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def cleaned(given: Mapping[str, Any]) -> dict[str, str]:
    """What is given of somebody, without needless space."""
    return {field: " ".join(nfc(str(given.get(field) or "")).split()) for field in FIELDS}


def read_card(text: str) -> dict[str, str]:
    """What the QR code of an identity card says, as a scanner types it (`number|old number|name|birth|sex|address|issued`).

    Of anything else its text alone, as the number.
    """
    parts = [" ".join(nfc(part).split()) for part in text.split("|")]
    if len(parts) < 6 or not parts[0].isdigit():
        return {"identifier": " ".join(nfc(text).split())}
    return {"identifier": parts[0], "name": parts[2], "address": parts[5]}


def identifier_key(text: str) -> str:
    """A personal, tax or other number as it is compared: letters and digits alone."""
    return re.sub(r"[^0-9A-Z]+", "", fold(text).upper())


def phone_key(text: str) -> str:
    """A telephone number as it is compared: its digits, +84 as 0."""
    digits = _DIGITS.sub("", text)
    return "0" + digits[2:] if digits.startswith("84") and len(digits) > 9 else digits


def last_four(*numbers: str) -> frozenset[str]:
    """The last four digits by which a person shows that a dossier is theirs; numbers of fewer digits give none."""
    digits = (_DIGITS.sub("", number) for number in numbers)
    return frozenset(one[-4:] for one in digits if len(one) >= 6)


def errors(given: Mapping[str, str], prefix: str) -> Iterator[FieldError]:
    """What is wrong with one who files; `given` as `cleaned` gives it."""
    if not given["name"]:
        yield FieldError(f"{prefix}.name", N_("Ghi họ tên hoặc tên tổ chức."))
    for field, most in LONGEST.items():
        if len(given[field]) > most:
            yield FieldError(f"{prefix}.{field}", N_("Dài quá {most} ký tự."), {"most": most})
    if given["email"] and not _EMAIL.fullmatch(given["email"]):
        yield FieldError(f"{prefix}.email", N_("Thư điện tử chưa đúng dạng ten@donvi.vn."))
    if given["phone"] and not 8 <= len(_DIGITS.sub("", given["phone"])) <= 15:
        yield FieldError(f"{prefix}.phone", N_("Số điện thoại cần từ 8 đến 15 chữ số."))


def masked_name(name: str) -> str:
    """`Nguyễn Văn An` → `N*** V*** A***`."""
    return " ".join(f"{word[0]}***" for word in name.split())


def masked_number(number: str) -> str:
    """All but the last three characters hidden."""
    bare = number.strip()
    return "•" * max(len(bare) - 3, 0) + bare[-3:] if len(bare) > 3 else "•" * len(bare)
