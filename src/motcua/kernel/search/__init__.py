"""Finding records by words: with or without diacritics, with typing errors, best first. One code path for both databases.

`index` in the service that changes a record; `find` in the query that lists records:

    search.index("legal_document", document.pk, title=document.subject, fields=[(document.number, 8), (document.issuer, 2)])
    found = search.find(visible_documents, "legal_document", "nghi quyet 17 nq tw")
    found.queryset.order_by("-search_rank", "sort_key", "pk")

Nothing is held in the process: what another process indexes is found at once.
"""

from __future__ import annotations

from motcua.kernel.search.again import Again, declare_index, indexes, reindex
from motcua.kernel.search.indexing import Entry, index, index_many, remove
from motcua.kernel.search.query import Found, find

__all__ = ["Again", "Entry", "Found", "declare_index", "find", "index", "index_many", "indexes", "reindex", "remove"]
