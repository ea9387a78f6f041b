"""Amounts of money as people write them, in whole đồng: 1.000.000, 1,000,000, 500 triệu, 1,5 tỷ. Pure.

What could mean two amounts is refused, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from motcua.kernel.errors import N_, FieldError

MOST = 10**15
"""Above what a province spends in a year a figure is a slip of the keyboard."""
_SCALES = {
    "": 1,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "triệu": 10**6,
    "tr": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
_SHAPE = re.compile(
    r"(?P<figures>[0-9][0-9.,  ]*)\s*(?P<scale>nghìn|ngàn|triệu|tr|tỷ|tỉ)?\s*(?P<unit>đồng|đ|vnđ|vnd)?\.?"
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?P<mark>[.,  ])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
_FRACTION = re.compile(r"(?P<whole>[0-9]{1,6})[.,](?P<part>[0-9]{1,3})")


class BadAmount(ValueError):
    """`template` says what is wrong and how to write it; `params` fill it."""

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template)
        self.template = template
        self.params = params

    def at(self, field: str) -> FieldError:
        return FieldError(field, self.template, self.params)


def parse_dong(text: str) -> int:
    """The amount in đồng, above 0. Raises BadAmount."""
    said = " ".join(unicodedata.normalize("NFC", text).split())
    if not said:
        raise BadAmount(N_("Ghi số tiền."))
    if said.startswith(("-", "−", "–")) or (said.startswith("(") and said.endswith(")")):
        raise BadAmount(N_("Số tiền phải lớn hơn 0; không ghi số âm."))
    found = _SHAPE.fullmatch(said.lower())
    if found is None:
        raise BadAmount(
            N_("Không hiểu “{said}” là bao nhiêu tiền. Viết như 1.500.000, 500 triệu hoặc 1,5 tỷ."), said=said[:60]
        )
    amount = _reckon(found["figures"].strip(), found["scale"] or "", said)
    if amount <= 0:
        raise BadAmount(N_("Số tiền phải lớn hơn 0; không ghi số âm."))
    if amount > MOST:
        raise BadAmount(N_("“{said}” lớn hơn mọi dự toán có thể có. Hãy xem lại số chữ số."), said=said[:60])
    return amount


def _reckon(figures: str, scale: str, said: str) -> int:
    if figures.isascii() and figures.isdigit():
        return int(figures) * _SCALES[scale]
    grouped = _GROUPED.fullmatch(figures)
    if grouped is not None and not (scale and grouped["mark"] == "," and figures.count(",") == 1):
        return int(re.sub(r"[^0-9]", "", figures)) * _SCALES[scale]
    fraction = _FRACTION.fullmatch(figures)
    if fraction is None:
        raise BadAmount(
            N_("Không rõ “{said}” là bao nhiêu: các nhóm ba chữ số phải tách bằng cùng một dấu, như 1.500.000."),
            said=said[:60],
        )
    if not scale:
        raise BadAmount(N_("Không rõ “{said}” là bao nhiêu: số tiền tính bằng đồng, không có phần lẻ."), said=said[:60])
    if len(fraction["part"]) == 3:
        raise BadAmount(
            N_("“{said}” hiểu được hai cách. Hãy viết đủ chữ số, như 1.500.000.000."), said=said[:60]
        )  # 1,500 triệu: one and a half million, or fifteen hundred
    exact = Decimal(f"{fraction['whole']}.{fraction['part']}") * _SCALES[scale]
    return int(exact)


def in_dong(amount: int) -> str:
    """1.500.000 đồng, as official documents write it."""
    return f"{amount:,}".replace(",", ".") + " đồng"
