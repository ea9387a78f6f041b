"""How often and when a failed sending is tried again. Pure."""

from __future__ import annotations

from datetime import timedelta

MOST_ATTEMPTS = 12
"""With the delays below the last attempt comes about six hours after the first, besides the hours at which nothing may be sent."""
HELD = timedelta(minutes=10)
"""A claimed message is hidden from other workers so long. The longest sending (connection, letter, answer) ends well before."""
_FIRST, _LONGEST = timedelta(minutes=1), timedelta(hours=1)


def delay(attempts: int) -> timedelta:
    """The wait after so many attempts: one minute, doubling, at most an hour."""
    return min(_FIRST * (1 << max(attempts - 1, 0)), _LONGEST)
