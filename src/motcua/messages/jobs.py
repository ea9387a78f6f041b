"""Background entry points: the sweep of the schedule."""

from __future__ import annotations

import time

from motcua.messages.services.delivery import send_due
from motcua.messages.services.outward_delivery import send_outward

EVERY = 15
_LONGEST = 120.0  # seconds of one run: other periodic work waits behind it
_PORTION = 200


def send() -> None:
    """Send what is due, in portions, until nothing is left or the time is over; the next run goes on."""
    begin = time.monotonic()
    while send_due(limit=_PORTION) >= _PORTION and time.monotonic() - begin < _LONGEST:
        pass
    begin = time.monotonic()
    while send_outward(limit=_PORTION) >= _PORTION and time.monotonic() - begin < _LONGEST:
        pass
