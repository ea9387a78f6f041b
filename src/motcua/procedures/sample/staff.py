"""Who works in the units that perform the sample procedures: most communes have everybody, a few still lack somebody.

Loaded after all other samples: these people are shown, and take no part in the sample's earlier story.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.actors import SAMPLE
from motcua.kernel.registries import SampleRun
from motcua.organisations.queries.posts import posts_of_unit
from motcua.organisations.queries.units import on_date, unit_named
from motcua.organisations.services.people import Recruit, appoint_many
from motcua.procedures.queries.assignments import communes_on
from motcua.procedures.queries.holders import named_over_time
from motcua.procedures.sample.reading import table
from motcua.procedures.services.role_posts import name_post

if TYPE_CHECKING:
    from motcua.organisations.models import Unit

TABLE = "nhan-su"


def load(run: SampleRun) -> None:  # noqa: ARG001 - every part of the sample takes the run; these people have no accounts
    """Does nothing where it was done, or where the sample's units are not there. Under a second."""
    raw, today = table(TABLE), clock.today()
    units = {code: unit_named(code) for code in raw["units"]}
    first: Any = next(iter(units.values()))
    if named_over_time(first.pk):
        return
    names = _names(raw["names"])
    recruits = [
        Recruit(next(names), unit, one["post"], tuple(one.get("roles", ())))
        for code, unit in units.items()
        for one in raw["units"][code].get("people", ())
    ]
    communes = communes_on(today)
    recruits += _of_communes(raw["communes"], communes, _wards(communes, today), names)
    since: date = raw["since"]
    with transaction.atomic():
        appoint_many(recruits, valid_from=since, actor=SAMPLE, is_sample=True)
        for code, unit in units.items():
            seats = {post.title: post for post in posts_of_unit(unit, today)}
            for role, title in raw["units"][code].get("named", {}).items():
                name_post(unit, role=role, post=seats[title], valid_from=since, note=raw["note"], actor=SAMPLE)


def _of_communes(
    raw: Mapping[str, Any], communes: Sequence[Unit], wards: set[int], names: Iterator[str]
) -> Iterator[Recruit]:
    """Wards have one person for each role; in other communes who takes in is the clerk too."""
    lacking = {int(place): set(roles) for place, roles in raw["lacking"].items()}
    for place, unit in enumerate(communes):
        for one in raw["ward" if unit.pk in wards else "commune"]:
            roles = tuple(role for role in one["roles"] if role not in lacking.get(place, ()))
            if roles:
                yield Recruit(next(names), unit, one["post"], roles)


def _wards(communes: Sequence[Unit], on: date) -> set[int]:
    rows = on_date(on).filter(unit__in=[unit.pk for unit in communes], name__startswith="Ủy ban nhân dân phường")
    return set(rows.values_list("unit", flat=True))


def _names(parts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Invented names, each once: the lists have lengths without a common divisor, so that no combination comes again soon."""
    family, middle, given = parts["family"], parts["middle"], parts["given"]
    for n in count():
        yield f"{family[n % len(family)]} {middle[n % len(middle)]} {given[n % len(given)]}"
