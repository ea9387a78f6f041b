"""The whole search index, to compare and to lose."""

from __future__ import annotations

from typing import Any

from motcua.kernel import search
from motcua.kernel.models import SearchEntry, SearchPosting


def kept() -> dict[str, Any]:
    """The whole index."""
    entries = set(SearchEntry.objects.values_list("kind", "object_id", "title"))
    rows = SearchPosting.objects.exclude(kind="territory")
    names = [f.attname for f in SearchPosting._meta.concrete_fields if not f.primary_key]
    return {"entries": entries, "postings": sorted(map(str, rows.values_list(*names)))}


def emptied() -> None:
    for kind in SearchEntry.objects.values_list("kind", flat=True).distinct():
        search.remove(kind, list(SearchEntry.objects.filter(kind=kind).values_list("object_id", flat=True)))
    assert not SearchEntry.objects.exists()
