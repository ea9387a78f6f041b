"""Which post in a unit the paper means when it names a person's office instead of a unit. Pure.

"Lãnh đạo Ban", "Chủ tịch UBND", "Thủ trưởng các đơn vị", "Chánh Văn phòng" mean whoever heads the unit; "cán bộ đầu mối" its focal
officer. A deputy ("Phó Giám đốc") is nobody in particular: such words name the unit only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from motcua.kernel.text import nfc


class LedBy(StrEnum):
    HEAD = "head"
    FOCAL = "focal"


@dataclass(frozen=True, slots=True)
class PostWords:
    """`post`, and the words that name its unit or units."""

    post: LedBy
    unit: str


_HEAD = re.compile(
    r"(?:đồng chí\s+)?(?:thủ trưởng|người đứng đầu|lãnh đạo|chủ tịch|giám đốc|trưởng|chánh)\s+(?P<unit>\S.*)",
    re.IGNORECASE,
)
_LEADERSHIP = re.compile(r"(?:tập thể\s+)?(?P<unit>ban) lãnh đạo", re.IGNORECASE)
_FOCAL = re.compile(
    r"(?:các\s+)?(?:cán bộ|công chức|viên chức)(?:,\s*(?:công chức|viên chức))*\s+(?:làm\s+)?đầu mối"
    r"(?:\s+(?:kiểm soát\s+(?:thủ tục hành chính|tthc)|cải cách hành chính|cchc))?(?:\s+(?:của|tại|ở))?\s+(?P<unit>\S.*)",
    re.IGNORECASE,
)
_LIST = re.compile(r"[,;]|\svà\s+các\s", re.IGNORECASE)
_MANY = re.compile(r"(?:các|những|toàn thể|tất cả)\s", re.IGNORECASE)


def post_words(text: str) -> PostWords | None:
    """The post that the words name, with the unit's words; None where they name units only, or several things at once."""
    words = " ".join(nfc(text).split()).strip(" .;")
    if found := _LEADERSHIP.fullmatch(words):
        return PostWords(LedBy.HEAD, found["unit"])
    for post, pattern in ((LedBy.FOCAL, _FOCAL), (LedBy.HEAD, _HEAD)):
        if (found := pattern.fullmatch(words)) and (_MANY.match(found["unit"]) or not _LIST.search(found["unit"])):
            return PostWords(post, found["unit"])
    return None
