"""Figures of procedures by their field, as the version of the day names it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from motcua.kernel.indicator_rows import grouped
from motcua.kernel.indicators import Dimension, Window
from motcua.organisations.queries.counting import Counted
from motcua.procedures.models import Field, Procedure, ProcedureVersion, VersionState
from motcua.procedures.queries.figures import Standing

KEY = "field"
"""How the dimension is named in addresses; its groups by the folded name of the field."""


def of_standing(standing: Standing) -> Dimension:
    """Of procedures in force: the field of the version that is in force."""

    def by_unit(units: Sequence[int], window: Window, as_of: datetime, group: str) -> Any:
        def over(rows: QuerySet[Procedure], day: date, moment: datetime) -> QuerySet[Procedure]:
            rows = rows if standing.over is None else standing.over(rows, day, moment)
            return _of_group(rows, _field(pk=OuterRef("version_on")), group)

        return replace(standing, over=over).by_unit(units, window, as_of)

    return _dimension(standing, lambda _window, _as_of: _field(pk=OuterRef("version_on")), by_unit)


def of_lines(counted: Counted[Any]) -> Dimension:
    """Of records about a procedure: the field of its newest version, which also those that are no longer in force have."""

    def newest(_window: Window, as_of: datetime) -> Any:
        return _field(procedure=OuterRef("procedure"), state=VersionState.PUBLISHED, created_at__lte=as_of)

    def by_unit(units: Sequence[int], window: Window, as_of: datetime, group: str) -> Any:
        def records(days: Window, moment: datetime) -> QuerySet[Any]:
            return _of_group(counted.records(days, moment), newest(days, moment), group)

        return replace(counted, records=records).by_unit(units, window, as_of)

    return _dimension(counted, newest, by_unit)


def _field(**condition: Any) -> Any:
    return Subquery(ProcedureVersion.objects.filter(**condition).order_by("-number").values("field__key")[:1])


def _of_group(rows: QuerySet[Any], field: Any, group: str) -> QuerySet[Any]:
    """Under a name of its own: `kernel.indicator_rows` tells groups apart as `told_apart`."""
    told: QuerySet[Any] = rows.alias(of_field=Coalesce(field, Value(""))).filter(of_field=group)
    return told


def _dimension(of: Standing | Counted[Any], group: Any, by_unit: Any) -> Dimension:
    return grouped(KEY, _("Lĩnh vực"), rows=of.rows, kind=of.kind, group=group, names=_names, by_unit=by_unit)


def _names(groups: Iterable[str]) -> Mapping[str, str]:
    return dict(Field.objects.filter(key__in=list(groups)).values_list("key", "name"))
