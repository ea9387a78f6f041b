"""What publishing a decision will do, on the page where it is published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from motcua.procedures.desk.publication_words import said_of_ending, said_of_move, said_of_overtaken
from motcua.procedures.queries.endings import Ending
from motcua.procedures.queries.outlook import Later, ending_lines, outlook_of, overtaken_lines
from motcua.procedures.queries.publication import effect_or_today

MOST_TOLD = 10
"""Lines of a kind that are named here; their list shows them all."""


def outlook_shown(request: HttpRequest, found: Any) -> str:
    """Counts that open to their lines, and the lines that somebody should know of before."""
    ahead = outlook_of(found)
    to = reverse("procedures:publication", args=[found.uid])
    context = {
        "ahead": ahead,
        "to": to,
        "most": MOST_TOLD,
        "moved": [(item, said_of_move(move)) for item, move in ahead.moved[:MOST_TOLD]],
        "lacking": ahead.lacking[:MOST_TOLD],
        "beside": ahead.beside[:MOST_TOLD],
        "unchanged": ahead.unchanged[:MOST_TOLD],
        "hindered": hindered(ahead.ending[:MOST_TOLD], ahead.overtaken[:MOST_TOLD], ahead.effect),
        "unfinished": ahead.unfinished[:MOST_TOLD],
    }
    return render_to_string("procedures/desk/publication_outlook.html", context, request)


def hindrances(found: Any) -> list[tuple[Any, str]]:
    """What other decisions and versions stand in the way of: told from the first line on, so that nobody signs what cannot be published."""
    ending, overtaken = ending_lines(found, MOST_TOLD), overtaken_lines(found, MOST_TOLD)
    return hindered(ending, overtaken, effect_or_today(found))


def hindered(
    ending: Iterable[tuple[Any, Ending]], overtaken: Iterable[tuple[Any, Later]], effect: date
) -> list[tuple[Any, str]]:
    """The lines, with what is said of each."""
    told = [(item, said_of_ending(item.base_code, one, effect)) for item, one in ending]
    return told + [(item, said_of_overtaken(later)) for item, later in overtaken]
