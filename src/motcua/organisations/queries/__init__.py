"""Reads used more than once, by noun."""
