"""Một Cửa: plans of administrative reform joined to the work they promise."""

__version__ = "0.1.0"
