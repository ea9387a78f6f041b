"""Scopes of API tokens: `AREA:read` or `AREA:write`; the area is the first word of the address (`plans`, `units`) or `*`. Pure.

`write` includes `read`. A scope never opens more than the officer may do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SCOPE = re.compile(r"(\*|[a-z][a-z-]{0,39}):(read|write)")
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def well_formed(scope: str) -> bool:
    return _SCOPE.fullmatch(scope) is not None


def opens(scopes: Iterable[str], area: str, method: str) -> bool:
    """Whether one of the scopes lets a request of this method into this area."""
    wanted = {"write"} if method.upper() not in _READING else {"read", "write"}
    for scope in scopes:
        of, _, may = scope.partition(":")
        if of in {"*", area} and may in wanted:
            return True
    return False
