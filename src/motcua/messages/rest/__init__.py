"""The program's face: one's own notices, and what providers tell of messages that they took."""

from motcua.messages.rest.notices import router
from motcua.messages.rest.receipts import router as receipts

__all__ = ["receipts", "router"]
