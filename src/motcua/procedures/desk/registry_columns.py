"""What lists of procedures share: columns and filters of what the version of the day says (`desk.registry_rows`, `desk.fill_versions`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.procedures.queries import desk, words
from motcua.procedures.queries.registry import LEVELS
from motcua.ui.lists import ChoiceFilter, Column, Option

Apply = Callable[[QuerySet[Any], Sequence[str]], QuerySet[Any]]


def name_to(page: str) -> Column:
    """The name, leading to a page of the procedure."""
    return Column(
        key="name",
        label=_("Tên thủ tục"),
        wide=True,
        link=lambda p: reverse(f"procedures:{page}", args=[p.uid]),
        sort=("sort_key", "id"),
    )


def of_versions(condition: Callable[[Sequence[str]], Q]) -> Apply:
    """A filter on what the shown version says."""
    return lambda rows, values: desk.whose_version(rows, condition(values))


def any_column(values: Sequence[str]) -> Q:
    asked = Q()
    for column in values:
        asked |= Q(**{column: True})
    return asked


def _levels(row: Any) -> str:
    return words.listed([words.LEVELS[k] for k, column in LEVELS.items() if row.shown and getattr(row.shown, column)])


CODE = Column(key="code", label=_("Mã"), kind="code", value=lambda p: p.display_code, sort=("base_code",))
FIELD = Column(
    key="field",
    label=_("Lĩnh vực"),
    kind="name",
    value=lambda p: p.shown.field.name if p.shown and p.shown.field else None,
)
AT_LEVELS = Column(key="levels", label=_("Cấp thực hiện"), value=_levels)
BY_FIELD = ChoiceFilter(
    key="field",
    label=_("Lĩnh vực"),
    options=lambda _request: [Option(key, name) for key, name in desk.field_choices()],
    apply=of_versions(lambda values: Q(field__key__in=list(values))),
    control="select",
)
BY_LEVEL = ChoiceFilter(
    key="level",
    label=_("Cấp thực hiện"),
    options=[Option(column, words.LEVELS[level]) for level, column in LEVELS.items()],
    apply=of_versions(any_column),
)
