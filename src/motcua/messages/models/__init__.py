"""Tables of messages, by noun."""

from motcua.messages.models.messages import Message
from motcua.messages.models.outward import Dispatch, Leg, Receipt
from motcua.messages.models.people import Address, Preference
from motcua.messages.models.wordings import Wording

__all__ = ["Address", "Dispatch", "Leg", "Message", "Preference", "Receipt", "Wording"]
