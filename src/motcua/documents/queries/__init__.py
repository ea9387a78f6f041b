"""Reads of the package, by noun."""
