"""Who may read a result: whoever may read what it answers."""

from __future__ import annotations

from typing import Any

from motcua.kernel.refs import Ref
from motcua.kernel.registries import subjects
from motcua.organisations.permissions import declare
from motcua.records.models import Result

ACTIONS = declare({})


def may_read_result(user: Any, result: Result) -> bool:
    """Asked of the record that it answers."""
    ref = Ref.parse(result.subject)
    entry = subjects.get(ref.kind)
    return entry is not None and ref.uid in entry.readable(user, [ref.uid])
