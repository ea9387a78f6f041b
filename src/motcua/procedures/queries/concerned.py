"""Whom a matter of a unit concerns today."""

from __future__ import annotations

from datetime import date
from typing import Any

from motcua.organisations.queries.people import officers_granted
from motcua.organisations.queries.posts import answering_each, focal_of, head_of, posts_of_unit

_TOLD = ("head", "focal")


def concerned(unit: int, on: date, action: str) -> list[Any]:
    """The posts of a unit's head and focal officers, so that a notice reaches whoever holds them when it goes out; of a unit that ended
    who heads its successor. Where nobody is known, who may do `action` for the unit.
    """
    posts = [post for post in posts_of_unit(unit, on) if post.kind in _TOLD]
    seated = answering_each([post.pk for post in posts], on) if posts else {}
    found = [post for post in posts if seated[post.pk]]
    if found:
        return found
    heirs = [one for one in (head_of(unit, on), focal_of(unit, on)) if one is not None]
    return list(dict.fromkeys(heirs)) or officers_granted(action, unit, on)
