"""What the address says about a list, and addresses that say something else about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

SEARCH = "q"
SORT = "sort"
CURSOR = "cursor"
EXPORT = "export"
RETURN = "ve"
"""In the address of an act on a row: the query of the list that it was begun from."""


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


def along(request: HttpRequest) -> str:
    """What to put behind the address of an act on a row of the list that is asked for, so that `return_to` finds the way back."""
    query = Address.of(request).query.urlencode()
    return f"?{urlencode({RETURN: query})}" if query else ""


def taken_along(request: HttpRequest) -> QueryDict:
    """The query of the list from which an act was begun, as `along` gave it; empty where it was begun elsewhere."""
    query = QueryDict(mutable=True)
    for name, values in QueryDict(request.GET.get(RETURN, "")).lists():
        if kept := [value for value in values if value.strip() and "\0" not in f"{name}{value}"]:
            query.setlist(name, kept)
    return query


def return_to(request: HttpRequest, address: str) -> str:
    """The address of the list as it was when the act was begun."""
    query = taken_along(request).urlencode()
    return f"{address}?{query}" if query else address


def go_on(request: HttpRequest, address: str) -> str:
    """The address of a further act that comes back to the same place."""
    query = taken_along(request).urlencode()
    return f"{address}?{urlencode({RETURN: query})}" if query else address
