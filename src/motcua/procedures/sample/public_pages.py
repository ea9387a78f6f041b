"""What the sample province did for its public pages: life events in its own words, pages opened, papers that hang or were handed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from motcua.kernel.actors import SAMPLE
from motcua.procedures.queries.browse import field_named
from motcua.procedures.queries.life_events import LifeEventShown, Needed, shipped
from motcua.procedures.queries.views import DAYS
from motcua.procedures.sample.reading import table
from motcua.procedures.services.life_events import LifeFacts, keep_life_event
from motcua.procedures.services.papers import Scope, check_postings, order_paper, record_print, set_paper
from motcua.procedures.services.views import add_views, reckon_views

if TYPE_CHECKING:
    from motcua.procedures.models import Procedure

TABLE = "trang-cong-khai"
_BEFORE = 0.8
"""Of the views of the last days, how many there were in as many days before."""


def load_early_papers(made: Mapping[str, Procedure], today: date) -> None:
    """Papers that hang when the province's own limits and fees come, and say what held before."""
    _papers(made, today, early=True)


def load_public_pages(made: Mapping[str, Procedure], today: date) -> None:
    raw = table(TABLE)
    for one in raw["life_events"]:
        event = shipped()[one["key"]]
        keep_life_event(event.key, _facts(event, one), _needed(one, made), version=0, actor=SAMPLE)
    for one in raw["new_life_events"]:
        facts = LifeFacts(
            title=one["title"],
            audience=one["audience"],
            icon=one["icon"],
            position=one["position"],
            title_en=one["title_en"],
            intro=one["intro"],
            phrases=tuple(one["phrases"]),
        )
        keep_life_event("", facts, _needed(one, made), version=0, actor=SAMPLE)
    add_views(
        {
            (made[code].pk, day): n
            for code, total in raw["views"].items()
            for start, sum_of_days in ((today, total), (today - timedelta(days=DAYS), int(total * _BEFORE)))
            for day, n in _spread(sum_of_days, start)
        }
    )
    reckon_views()
    _papers(made, today, early=False)
    check_postings()


def _facts(event: LifeEventShown, one: Mapping[str, Any]) -> LifeFacts:
    return LifeFacts(
        title=event.title,
        audience=event.audience,
        icon=event.icon,
        position=event.position,
        title_en=event.title_en,
        intro=one.get("intro", ""),
        phrases=event.phrases,
    )


def _needed(one: Mapping[str, Any], made: Mapping[str, Procedure]) -> list[Needed]:
    return [Needed(made[code], note) for code, note in one["procedures"]]


def _spread(total: int, last: date) -> Sequence[tuple[date, int]]:
    """A sum over the days that end with `last`, more on the later ones where it does not divide."""
    each, more = divmod(total, DAYS)
    days = ((last - timedelta(days=back), each + (back < more)) for back in range(DAYS))
    return [(day, n) for day, n in days if n]


def _papers(made: Mapping[str, Procedure], today: date, *, early: bool) -> None:
    for one in table(TABLE)["papers"]:
        if one.get("early", False) != early:
            continue
        scope = Scope(made[one["procedure"]]) if "procedure" in one else Scope(field=field_named(one["field"]))
        paper = set_paper(order_paper(one["kind"], scope, title=one["title"], actor=SAMPLE), actor=SAMPLE)
        for manner, place, quantity in one["runs"]:
            record_print(paper, place=place, quantity=quantity, placed_on=today, manner=manner, actor=SAMPLE)
