"""Tables of the kernel, by noun."""

from motcua.kernel.models.bases import Identified, Versioned
from motcua.kernel.models.events import Delivery, Event, EventHead, Seal, SealedHead

__all__ = ["Delivery", "Event", "EventHead", "Identified", "Seal", "SealedHead", "Versioned"]
