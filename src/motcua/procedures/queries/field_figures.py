"""Figures of procedures by their field, as the version of the day names it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from motcua.kernel.indicator_rows import Rows, grouped
from motcua.kernel.indicators import Dimension, Kind, Window
from motcua.procedures.models import Field, ProcedureVersion, VersionState

KEY = "field"
"""How the dimension is named in addresses; its groups by the folded name of the field."""


def of_standing(rows: Rows, kind: Kind) -> Dimension:
    """Of procedures in force: the field of the version that is in force."""
    return _dimension(rows, kind, lambda _window, _as_of: _field(pk=OuterRef("version_on")))


def of_lines(rows: Rows, kind: Kind) -> Dimension:
    """Of records about a procedure: the field of its newest version, which also those that are no longer in force have."""

    def newest(_window: Window, as_of: datetime) -> Any:
        return _field(procedure=OuterRef("procedure"), state=VersionState.PUBLISHED, created_at__lte=as_of)

    return _dimension(rows, kind, newest)


def _field(**condition: Any) -> Any:
    return Subquery(ProcedureVersion.objects.filter(**condition).order_by("-number").values("field__key")[:1])


def _dimension(rows: Rows, kind: Kind, group: Any) -> Dimension:
    return grouped(KEY, _("Lĩnh vực"), rows=rows, kind=kind, group=group, names=_names)


def _names(groups: Iterable[str]) -> Mapping[str, str]:
    return dict(Field.objects.filter(key__in=list(groups)).values_list("key", "name"))
