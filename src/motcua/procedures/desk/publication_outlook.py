"""What publishing a decision will do, on the page where it is published."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from motcua.procedures.desk.publication_words import said_of_ending, said_of_move, said_of_overtaken
from motcua.procedures.queries.outlook import outlook_of

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
        "ending": [(item, said_of_ending(item.base_code, one, ahead.effect)) for item, one in ahead.ending[:MOST_TOLD]],
        "overtaken": [
            (item, said_of_overtaken(item.base_code, begins)) for item, begins in ahead.overtaken[:MOST_TOLD]
        ],
        "unfinished": ahead.unfinished[:MOST_TOLD],
    }
    return render_to_string("procedures/desk/publication_outlook.html", context, request)
