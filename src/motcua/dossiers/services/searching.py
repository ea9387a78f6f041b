"""What dossiers are found by: the names of who files. Numbers and telephones stand in no index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.dossiers import KIND
from motcua.kernel import search


def index_dossiers(dossiers: Iterable[Dossier]) -> None:
    """Part of the caller's transaction."""
    search.index_many(KIND, map(_entry, dossiers))


def declare_index() -> None:
    """Called by `apps.py`: for `motcua search reindex`."""
    search.declare_index(KIND, Dossier.objects.all, _again)


def _again(keys: Sequence[int]) -> None:
    index_dossiers(Dossier.objects.filter(pk__in=keys).select_related("holder", "submitter").order_by("pk"))


def _entry(dossier: Dossier) -> search.Entry:
    others = ((dossier.submitter.name, 2),) if dossier.submitter is not None else ()
    return search.Entry(dossier.pk, dossier.holder.name, others)
