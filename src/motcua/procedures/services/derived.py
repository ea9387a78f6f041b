"""Rows that say what published versions name, made anew with each version: for lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Model

from motcua.kernel.text import nfc
from motcua.procedures.content import AgencyRole
from motcua.procedures.models import FiledCase, NamedAgency, ProcedureVersion
from motcua.procedures.queries.registry import key_of
from motcua.procedures.rules.filed_cases import filed_cases

M = TypeVar("M", bound=Model)


def keep_agencies(newest: Mapping[int, ProcedureVersion]) -> None:
    """Who performs procedures (by their keys), as the versions name them; where they name nobody, who is competent."""
    wanted = {}
    for pk, version in newest.items():
        named = version.content.get("agencies", ())
        performing = [one for one in named if one["role"] == AgencyRole.PERFORMING]
        for one in performing or [one for one in named if one["role"] == AgencyRole.COMPETENT]:
            name = " ".join(nfc(one["name"]).split())[:300]
            if key := key_of(name):
                wanted[pk, key] = NamedAgency(procedure_id=pk, key=key, name=name)
    keep_only(NamedAgency, "key", wanted, newest)


def keep_cases(versions: Iterable[ProcedureVersion]) -> None:
    """The cases under which a dossier may be filed while each of the versions is in force. Repeated it changes nothing."""
    wanted = {version.pk: filed_cases(version.content) for version in versions}
    there: dict[int, list[str]] = {}
    for pk, name in FiledCase.objects.filter(version__in=list(wanted)).order_by("pk").values_list("version", "name"):
        there.setdefault(pk, []).append(name)
    other = [pk for pk, names in wanted.items() if tuple(there.get(pk, ())) != names]
    FiledCase.objects.filter(version__in=[pk for pk in other if pk in there]).delete()
    fresh = [FiledCase(version_id=pk, name=name) for pk in other for name in wanted[pk]]
    FiledCase.objects.bulk_create(fresh, batch_size=1000, ignore_conflicts=True)


def keep_only(model: type[M], column: str, wanted: Mapping[tuple[int, str], M], newest: Mapping[int, Any]) -> None:
    """Of the `newest` procedures (by their keys) the rows are those `wanted`, by procedure and a column, and no others.

    Part of the caller's transaction. Repeated it changes nothing.
    """
    rows = model._default_manager  # noqa: SLF001 - Django's documented manager
    there = set(rows.filter(procedure__in=list(newest)).values_list("procedure", column))
    for pk, value in sorted(there - wanted.keys()):
        rows.filter(procedure=pk, **{column: value}).delete()
    fresh = [wanted[key] for key in sorted(wanted.keys() - there)]
    rows.bulk_create(fresh, batch_size=1000, ignore_conflicts=True)
