"""Fields of work as people name them (lĩnh vực), compared without regard to case, diacritics, spaces and the common abbreviations. Pure."""

from __future__ import annotations

import re

from motcua.kernel.text import fold

_SHORT = {
    "tthc": "thu tuc hanh chinh",
    "cchc": "cai cach hanh chinh",
    "kstthc": "kiem soat thu tuc hanh chinh",
    "cntt": "cong nghe thong tin",
    "cds": "chuyen doi so",
}
_WORD = re.compile(r"[a-z0-9]+")
MOST = 200


def field_key(field: str) -> str:
    """What two names of one field have in common: `Kiểm soát TTHC` and `kiểm soát thủ tục hành chính` have the same key."""
    words = _WORD.findall(fold(field))
    return " ".join(_SHORT.get(word, word) for word in words)[:MOST]
