"""The state of a record in its list: drawn as its badge, narrowed by its words. One table of badges gives both."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from motcua.ui.badges import Badge
from motcua.ui.lists.filters import ChoiceFilter, Option
from motcua.ui.lists.spec import Column
from motcua.ui.texts import Text

LABEL = _("Trạng thái")
State = TypeVar("State", bound=str)


def state_column(
    states: Mapping[State, Badge], *, label: Text = LABEL, field: str = "state", sort: tuple[str, ...] = ()
) -> Column:
    """`states` tells the badge of each value of `field`."""
    return Column(key=field, label=label, value=lambda row: states[getattr(row, field)], sort=sort)


def state_filter(
    states: Mapping[State, Badge], *, label: Text = LABEL, field: str = "state", without: Collection[str] = ()
) -> ChoiceFilter:
    """One option for each state, in the order of `states`; `without` names those that the list never has."""
    options = [Option(str(value), badge.word) for value, badge in states.items() if value not in without]
    return ChoiceFilter(key=field, label=label, options=options, apply=field)
