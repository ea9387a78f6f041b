"""Background entry points: periodic work."""

from __future__ import annotations

from motcua.documents.queries.holders import unheld_steps
from motcua.documents.services.files import sweep_files
from motcua.documents.services.numbers import roll_over
from motcua.documents.services.steps import reopen_unheld
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM


def sweep_uploads() -> dict[str, int]:
    """Remove uploads that no record took."""
    return {"removed": sweep_files()}


def open_books_of_the_year() -> dict[str, int]:
    """On 1 January the books of the year before open again, from 01. Every other day there is nothing to do."""
    return {"opened": len(roll_over(clock.today().year, actor=SYSTEM))}


def hand_on_unheld_steps() -> dict[str, int]:
    """Steps whose holders have left, or that nobody held, go to whoever holds the role now."""
    return {"handed_on": reopen_unheld(unheld_steps(), actor=SYSTEM)}
