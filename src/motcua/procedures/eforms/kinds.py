"""Kinds of fields of a form, as people know them."""

from __future__ import annotations

from enum import StrEnum

from motcua.kernel.errors import N_


class Kind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    PERSONAL_NUMBER = "personal_number"
    TAX_CODE = "tax_code"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


KIND_NAMES = {
    Kind.TEXT: N_("Chữ, một dòng"),
    Kind.LONG_TEXT: N_("Chữ, nhiều dòng"),
    Kind.INTEGER: N_("Số nguyên"),
    Kind.DECIMAL: N_("Số thập phân"),
    Kind.MONEY: N_("Số tiền (đồng)"),
    Kind.DATE: N_("Ngày"),
    Kind.MOMENT: N_("Ngày và giờ"),
    Kind.BOOLEAN: N_("Ô đánh dấu"),
    Kind.CHOICE: N_("Chọn một"),
    Kind.CHOICES: N_("Chọn nhiều"),
    Kind.PERSONAL_NUMBER: N_("Số định danh cá nhân"),
    Kind.TAX_CODE: N_("Mã số thuế"),
    Kind.PHONE: N_("Số điện thoại"),
    Kind.EMAIL: N_("Thư điện tử"),
    Kind.ADDRESS: N_("Địa chỉ"),
}


class Known(StrEnum):
    """What is known of whoever files, and need not be asked once more."""

    NAME = "name"
    IDENTIFIER = "identifier"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


KNOWN_NAMES = {
    Known.NAME: N_("Họ tên hoặc tên tổ chức của chủ hồ sơ"),
    Known.IDENTIFIER: N_("Số định danh hoặc mã số thuế của chủ hồ sơ"),
    Known.PHONE: N_("Điện thoại của chủ hồ sơ"),
    Known.EMAIL: N_("Thư điện tử của chủ hồ sơ"),
    Known.ADDRESS: N_("Địa chỉ của chủ hồ sơ"),
}
HOLDS = {
    Known.NAME: frozenset({Kind.TEXT, Kind.LONG_TEXT}),
    Known.IDENTIFIER: frozenset({Kind.PERSONAL_NUMBER, Kind.TAX_CODE, Kind.TEXT}),
    Known.PHONE: frozenset({Kind.PHONE, Kind.TEXT}),
    Known.EMAIL: frozenset({Kind.EMAIL, Kind.TEXT}),
    Known.ADDRESS: frozenset({Kind.TEXT, Kind.LONG_TEXT}),
}
"""In which kinds of field each can stand."""

NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY})
"""With these one calculates."""
WHOLE = frozenset({Kind.INTEGER, Kind.MONEY})
ORDERED = NUMBERS | {Kind.DATE, Kind.MOMENT}
"""Of these one is before or above another; they may have bounds."""
CHOSEN = frozenset({Kind.CHOICE, Kind.CHOICES})
WRITTEN = frozenset({Kind.TEXT, Kind.LONG_TEXT})
"""Free text: its bounds are numbers of letters."""
PERSONAL = frozenset({Kind.PERSONAL_NUMBER, Kind.PHONE, Kind.EMAIL})
"""Personal by its kind, whatever the form says."""
