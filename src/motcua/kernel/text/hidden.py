"""Characters that nobody sees: marks of direction, joiners, word breaks of no width. With them a name reads otherwise than it is stored,
and two names that look alike are not the same. Vietnamese needs none of them; what has a form of its own is never among them.
"""

from __future__ import annotations

import re

HIDDEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
"""As a class of a regular expression lists them."""
_HIDDEN = re.compile(f"[{HIDDEN}]")


def has_hidden(text: str) -> bool:
    """Whether a character of it has no form of its own."""
    return not text.isascii() and _HIDDEN.search(text) is not None


def unhidden(text: str) -> str:
    """The text as it is seen."""
    return text if text.isascii() else _HIDDEN.sub("", text)
