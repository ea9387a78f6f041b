"""Writes: freezing periods, corrections, release to the public."""
