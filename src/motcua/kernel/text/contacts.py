"""Telephone numbers, numbers of personal papers and e-mail addresses in free text: not for lists, exports and statistics."""

from __future__ import annotations

import re

HIDDEN = "•••"
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # an e-mail address
    r"|(?<![\d.,])(?:\+84\)?[ .-]?|0)[1-9](?:[ .-]?\d){8,9}(?!\d)"  # a telephone, in whatever groups
    r"|(?<![\d.,])(?:\d{12}|\d{9})(?!\d|[.,]\d|\s*(?:đ|đồng|vnd|vnđ)\b)",  # a paper of identity; an amount says its currency
    re.IGNORECASE,
)


def without_contacts(text: str) -> str:
    """The text with each of them as three dots."""
    return _CONTACT.sub(HIDDEN, text)
