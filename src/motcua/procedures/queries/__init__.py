"""Reads of the registry that more than one place needs."""
