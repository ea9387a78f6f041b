"""Results for those who may read what they answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.kernel.refs import Ref
from motcua.kernel.registries import subjects
from motcua.records.models import Result

KIND = "result"


def ref_of(result: Result) -> Ref:
    return Ref.to(KIND, result.uid)


def result_of(subject: Ref) -> Result | None:
    """The answer to a record; None while there is none."""
    return Result.objects.select_related("file", "unit").filter(subject=str(subject)).first()


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    rows = Result.objects.filter(uid__in=uids).values_list("uid", "number", "title")
    return {str(uid): f"{number} {title}" for uid, number, title in rows}


def address(uid: str) -> str:
    """Where it is shown: on the page of what it answers."""
    subject = Result.objects.filter(uid=uid).values_list("subject", flat=True).first()
    if subject is None:
        return ""
    ref = Ref.parse(subject)
    entry = subjects.get(ref.kind)
    return entry.address(ref.uid) if entry is not None else ""


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    """Those whose record the person may read. A query for each kind of record."""
    rows = {
        str(uid): Ref.parse(text) for uid, text in Result.objects.filter(uid__in=uids).values_list("uid", "subject")
    }
    found: set[str] = set()
    for kind in {ref.kind for ref in rows.values()}:
        entry = subjects.get(kind)
        if entry is None:
            continue
        allowed = entry.readable(user, [ref.uid for ref in rows.values() if ref.kind == kind])
        found |= {uid for uid, ref in rows.items() if ref.kind == kind and ref.uid in allowed}
    return found
