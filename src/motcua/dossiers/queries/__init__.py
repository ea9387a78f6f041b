"""Reads of dossiers that more than one place needs."""
