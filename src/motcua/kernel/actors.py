"""Who acts. Services take an `Actor`, never a request; the event keeps a snapshot of name, role and unit as they were."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.kernel.refs import Ref


@dataclass(frozen=True, slots=True)
class Actor:
    """`ref` is the officer (or None for the system itself); `role` and `unit` are the capacity in which they act now."""

    ref: Ref | None
    name: str
    role: str = ""
    unit: str = ""


SYSTEM = Actor(None, "Hệ thống", "system")
SAMPLE = Actor(SYSTEM.ref, "Dữ liệu mẫu", "system")
"""Whoever made the records of the sample province."""
