"""Tables of the indicators, by noun."""

from motcua.indicators.models.observations import ClosedIndicator, Closing, FrozenRows, Observation
from motcua.indicators.models.releases import Release

__all__ = ["ClosedIndicator", "Closing", "FrozenRows", "Observation", "Release"]
