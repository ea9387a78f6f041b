"""What the address says about a list, and addresses that say something else about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

SEARCH = "q"
SORT = "sort"
CURSOR = "cursor"
EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Address:
    """The list's own address: path and the parameters that mean something, in a stable order."""

    path: str
    query: QueryDict

    @classmethod
    def of(cls, request: HttpRequest) -> Address:
        query = QueryDict(mutable=True)
        for name, values in sorted(request.GET.lists()):
            kept = [value for value in values if value.strip()]
            if kept and name != EXPORT:
                query.setlist(name, kept)
        return cls(request.path, query)

    def with_(self, changes: Mapping[str, str | None], *, keep_page: bool = False) -> str:
        """The address with parameters set (or, with None, taken out). Any change but of the cursor goes back to the first page."""
        query = self.query.copy()
        if not keep_page:
            query.pop(CURSOR, None)
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = value
        return self._written(query)

    def without(self, name: str, value: str) -> str:
        """The address without one value of a parameter: what taking off a chip leads to."""
        query = self.query.copy()
        query.pop(CURSOR, None)
        kept = [other for other in query.getlist(name) if other != value]
        query.setlist(name, kept) if kept else query.pop(name, None)
        return self._written(query)

    def only(self, names: set[str]) -> str:
        """The address with these parameters alone."""
        query = QueryDict(mutable=True)
        for name, values in self.query.lists():
            if name in names:
                query.setlist(name, values)
        return self._written(query)

    def _written(self, query: QueryDict) -> str:
        return f"{self.path}?{query.urlencode()}" if query else self.path
