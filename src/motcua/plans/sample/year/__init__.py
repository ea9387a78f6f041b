"""A year of work in the sample province: a plan read, signed and numbered, then done, month by month, by moving the clock.

Everything goes through the services that the desk uses, each step at its own moment; nothing is written past them. The same year gives the
same figures every time.
"""

from __future__ import annotations

from motcua.plans.sample.year.running import Ran, run_year

__all__ = ["Ran", "run_year"]
