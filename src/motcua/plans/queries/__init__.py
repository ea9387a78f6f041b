"""Reads used more than once, and loaders that load and authorise in one step."""
