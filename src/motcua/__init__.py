"""Một Cửa: plans of administrative reform joined to the work they promise."""
