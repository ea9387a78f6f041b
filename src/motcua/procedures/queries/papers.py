"""Papers set from the registry: what belongs on one, whether it still holds, who may open it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse

from motcua.kernel.errors import NotFound
from motcua.kernel.models import Job
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc
from motcua.organisations.permissions import require
from motcua.procedures.models import PrintedPaper, PrintRun, Procedure, RunManner
from motcua.procedures.permissions import may_read
from motcua.procedures.queries.local import layers_of, plain
from motcua.procedures.queries.registry import narrowed, public_on, versions_of

KIND = "printed_paper"
"""Kind of subject."""
PRINT = "papers.print"


def ref_of(paper: PrintedPaper) -> Ref:
    return Ref.to(KIND, paper.uid)


def papers() -> QuerySet[PrintedPaper]:
    """With `placed` (copies hung up or handed out), `hanging` (places where it hangs)."""
    counted = PrintedPaper.objects.annotate(
        placed=Sum("runs__quantity", filter=Q(runs__void_reason="")),
        hanging=Count("runs", filter=_hanging("runs__")),
    )
    return counted.select_related("procedure", "field", "unit", "file")


def _hanging(prefix: str = "") -> Q:
    """The condition that a run hangs: what was handed out is with people, and may be out of date without anybody's fault."""
    told = {"manner": RunManner.POSTED, "removed_on__isnull": True, "void_reason": ""}
    return Q(**{f"{prefix}{name}": value for name, value in told.items()})


def paper_for(user: Any, uid: UUID | str, *, to_print: bool = False) -> PrintedPaper:
    """Raises Forbidden, NotFound."""
    require(user, PRINT if to_print else "procedures.read")
    found = papers().filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có ấn phẩm này.", code="no_paper")
    return found


def run_for(user: Any, uid: UUID | str) -> PrintRun:
    require(user, PRINT)
    found = runs().filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có lần in này.", code="no_print_run")
    return found


def paper_by_uid(uid: str) -> PrintedPaper:
    return PrintedPaper.objects.select_related("procedure", "field", "unit").get(uid=uid)


def job_of(paper: PrintedPaper) -> Job | None:
    """The job that sets it."""
    return Job.objects.filter(uid=paper.job).first() if paper.job else None


def procedures_of(paper: PrintedPaper, on: date) -> list[Procedure]:
    """What belongs on the paper on a day, by field and name; an abolished procedure falls out."""
    rows = public_on(on)
    if paper.procedure_id:
        return list(rows.filter(pk=paper.procedure_id))
    field = paper.field.name if paper.field else ""
    unit = paper.unit.code if paper.unit else ""
    return list(narrowed(rows, on, field=field, unit=unit).queryset.order_by("sort_key", "id"))


def fingerprint_of(procedures: Sequence[Procedure], on: date) -> str:
    """Of contents and local layers: equal as long as the paper says what holds. Two queries."""
    versions = versions_of(procedures)
    layers = layers_of([p.pk for p in procedures], on)
    told = [
        (
            p.display_code,
            versions[p.pk].fingerprint,
            sorted(json.dumps(plain(e), default=str) for e in layers.get(p.pk, [])),
        )
        for p in procedures
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def hanging() -> QuerySet[PrintedPaper]:
    """Papers that hang somewhere."""
    return (
        PrintedPaper.objects.filter(_hanging("runs__"), fingerprint__gt="")
        .distinct()
        .select_related("procedure", "field", "unit")
    )


def place_key(place: str) -> str:
    """What a place is known by: two who write it with other letters or spaces mean one."""
    return " ".join(nfc(place).split()).casefold()


def replaced_by(paper: PrintedPaper) -> list[PrintRun]:
    """What hangs where this paper hangs too, of older ones of its kind about the same: it should be taken down. At most two queries."""
    places = {place_key(place) for place in paper.runs.filter(_hanging()).values_list("place", flat=True)}
    if not places:
        return []
    about = {name: getattr(paper, name) for name in ("kind", "procedure_id", "field_id", "unit_id")}
    older = PrintedPaper.objects.filter(**about, pk__lt=paper.pk)
    return [run for run in runs().filter(_hanging(), paper__in=older) if place_key(run.place) in places]


def runs() -> QuerySet[PrintRun]:
    """Every print run but those recorded by mistake."""
    return PrintRun.objects.filter(void_reason="").select_related("paper")


def of_standing(rows: QuerySet[PrintRun], standings: Sequence[str]) -> QuerySet[PrintRun]:
    """Runs that stand as one of `hanging`, `stale`, `removed`, `handed` says."""
    asked = Q()
    for one in standings:
        asked |= {
            "hanging": _hanging(),
            "stale": _hanging() & Q(paper__stale_since__isnull=False),
            "removed": Q(removed_on__isnull=False),
            "handed": Q(manner=RunManner.HANDED),
        }[one]
    return rows.filter(asked)


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    return {str(p.uid): p.title for p in PrintedPaper.objects.filter(uid__in=uids)}


def address(uid: str) -> str:
    return reverse("procedures:paper", args=[uid])


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    """What is printed is for everybody, but its list is the officers'."""
    return set(uids) if may_read(user) else set()
