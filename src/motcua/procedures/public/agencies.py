"""`/thu-tuc/co-quan/`: who takes in, performs or decides; a short page however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from unicodedata import normalize

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.kernel.text import fold, sort_key
from motcua.organisations.queries.units import tree_on
from motcua.procedures.public.asked import not_understood
from motcua.procedures.public.procedures import page_of
from motcua.procedures.queries import browse

_COMMITTEE = "peoples_committee"
_DEEPEST = 3
"""Steps by which units are set in under those they belong to."""
_AT_ONCE = 40
"""So many agencies as procedures name them stand on the page; of more, the busiest, and the others under their letter."""
_BUSIEST = 12
_MOST = 50
"""Of what a name is looked for by, and of one letter on a page."""
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORDS = re.compile(r"\w+")


class Row(NamedTuple):
    """A unit or agency, with the number of its procedures and their list."""

    name: str
    total: int
    url: str
    depth: int = 0


def by_letter(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Names in their order, each with its number and address, under their first letters: "Ủ" stands under U, "Ư" by itself."""
    letters: dict[str, list[Row]] = {}
    for row in rows:
        letters.setdefault(_TONES.sub("", normalize("NFD", row[0][:1].upper())), []).append(row)
    return [(normalize("NFC", letter), rows) for letter, rows in letters.items()]


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """`?ten=` looks for a name among all of them, `?chu=` opens the agencies under a letter, with `&sau=` those after a name."""
    today = clock.today()
    rows, communes = _of_the_province(today)
    named = _named(today)
    letters = by_letter(named)
    text, letter = request.GET.get("ten", "").strip()[:100], request.GET.get("chu", "")
    after = request.GET.get("sau", "") if letter else ""
    many = len(named) > _AT_ONCE
    found = _called(text, [*rows, *communes, *named]) if text else []
    of_letter = next((of for one, of in letters if one == letter), [])
    under = [row for row in of_letter if browse.name_order(row.name) > browse.name_order(after)] or of_letter
    begun = len(under) < len(of_letter)
    context = {
        "text": text,
        "found": found[:_MOST],
        "left": len(found) - _MOST,
        "rows": rows,
        "communes": communes,
        "letters": [] if many else letters,
        "index": [(one, _under(one), one == letter) for one, _rows in letters if many],
        "under": under[:_MOST],
        "letter": letter,
        "from_start": _under(letter) if begun else "",
        "next": _under(letter, under[_MOST - 1].name) if len(under) > _MOST else "",
        "busiest": sorted(named, key=lambda row: -row.total)[:_BUSIEST] if many else [],
    } | not_understood(request, ("ten",), {"chu": [one for one, _rows in letters], "sau": [after] if begun else []})
    return render(request, "procedures/public/units.html", context)


def _under(letter: str, after: str = "") -> str:
    return f"?{urlencode({'chu': letter} | ({'sau': after} if after else {}))}#ten-ghi"


def _of_the_province(on: date) -> tuple[list[Row], list[Row]]:
    """Units in the order of the tree, each under those of them it belongs to; and the communes, by name."""
    listed = page_of("public_list")
    counted = {one.unit_id: one for one in browse.units_counted(on)}
    above, communes = [], []
    over: list[int] = []  # depths of the listed units under which the tree stands
    for node in tree_on(on):
        one = counted.get(node.version.unit_id)
        while over and over[-1] >= node.depth:
            over.pop()
        if one is None:
            continue
        row = Row(node.version.name, one.total, f"{listed}?{urlencode({'unit': one.code})}")
        if node.version.type == _COMMITTEE and node.version.territory and node.version.territory.level == "commune":
            communes.append(row)
        else:
            above.append(row._replace(depth=min(len(over), _DEEPEST)))
            over.append(node.depth)
    return above, sorted(communes, key=lambda row: sort_key(row.name))


def _named(on: date) -> list[Row]:
    """Agencies as the procedures themselves name them, by name."""
    listed = page_of("public_list")
    return [Row(name, n, f"{listed}?{urlencode({'agency': name})}") for name, n in browse.agencies_named(on)]


def _called(text: str, rows: Sequence[Row]) -> list[Row]:
    """Whose name has each word of the text, with or without diacritics; the last word may be a beginning."""
    asked = _WORDS.findall(fold(text))
    return [
        row
        for row, words in ((row, _WORDS.findall(fold(row.name))) for row in rows)
        if asked and all(word in words for word in asked[:-1]) and any(word.startswith(asked[-1]) for word in words)
    ]
