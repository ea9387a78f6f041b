"""Background entry points: periodic work."""

from __future__ import annotations

from motcua.documents.services.files import sweep_files
from motcua.documents.services.numbers import roll_over
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM


def sweep_uploads() -> dict[str, int]:
    """Remove uploads that no record took."""
    return {"removed": sweep_files()}


def open_books_of_the_year() -> dict[str, int]:
    """On 1 January the books of the year before open again, from 01. Every other day there is nothing to do."""
    return {"opened": len(roll_over(clock.today().year, actor=SYSTEM))}
