"""What a page knows beside the content: where to file, whether the national page is there, the documents behind its grounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import Count, F, Max, QuerySet

from motcua.documents.queries.matching import Wanted, match_citations
from motcua.kernel.errors import NotFound
from motcua.kernel.rules import rule
from motcua.organisations.permissions import require, valid_on
from motcua.procedures.content import Content, Ground
from motcua.procedures.models import FileKind, LinkState, NationalLink, PageRemark, Procedure, ProcedureVersion
from motcua.procedures.queries.registry import in_force

FILING_PLACE = "procedures.filing_place"
SETTLE = "remarks.settle"
REMARK = "page_remark"
"""Kind of subject in the book of readings."""


@dataclass(frozen=True, slots=True)
class Filing:
    """Where a dossier is filed online on a day. `url` is the procedure's own national page, "" where none is known or it is dead."""

    portal: str
    own_intake: bool
    article: str
    url: str = ""


def filing_of(procedure: Procedure, content: Content, on: date) -> Filing:
    """Raises NotEstablished where no rule tells of the day."""
    held = rule(FILING_PLACE, on)
    url = national_url(content, held.value["hosts"])
    known = NationalLink.objects.filter(procedure=procedure).first() if url else None
    if known is not None and known.url == url and known.state == LinkState.DEAD:
        url = ""
    return Filing(held.value["portal"], bool(held.value["own_intake"]), held.article, url)


def portal_on(on: date) -> str:
    """The name of the place where dossiers are filed online on a day. Raises NotEstablished where no rule tells of it."""
    return str(rule(FILING_PLACE, on).value["portal"])


def national_url(content: Content, hosts: list[str]) -> str:
    """The address the content was published at, where it is a page of its own on a host of the state; never a home page."""
    found = urlsplit(content.origin.strip())
    host = (found.hostname or "").lower()
    known = any(host == one or host.endswith(f".{one}") for one in hosts)
    own_page = len(found.path.strip("/")) > 1 or bool(found.query)
    return content.origin.strip() if found.scheme in ("http", "https") and known and own_page else ""


@dataclass(frozen=True, slots=True)
class GroundShown:
    """A legal ground, and the document of the library it means (None where the library has none, or several fit)."""

    ground: Ground
    uid: str | None


def grounds_of(content: Content) -> list[GroundShown]:
    """One query for all of them. Documents that only officers may read are not led to."""
    matches = match_citations([Wanted(one.number, one.issuer) for one in content.grounds])
    return [
        GroundShown(ground, str(match.document.uid) if match.document is not None and _is_public(match) else None)
        for ground, match in zip(content.grounds, matches, strict=True)
    ]


def _is_public(match: Any) -> bool:
    return bool(match.document.access == "public")


@dataclass(frozen=True, slots=True)
class FileShown:
    """A form, filled sample or guide that people may download, for a paper of the dossier where it names one."""

    kind: str
    title: str
    paper: str
    file: Any


def files_of(procedure: Procedure, content: Content, on: date) -> list[FileShown]:
    """Forms first, then samples, then guides. One query."""
    papers = {component.code: component.name for component in content.components}
    rows = procedure.files.filter(valid_on(on), voided_at__isnull=True).select_related("file")
    order = list(FileKind.values)
    held = sorted(rows, key=lambda row: (order.index(row.kind), row.title, row.pk))
    return [FileShown(row.kind, row.title, papers.get(row.component, ""), row.file) for row in held]


REMARK_STATES = ("new", "handled")


def remarks(states: Sequence[str] = (), procedure: Procedure | None = None) -> QuerySet[PageRemark]:
    """Remarks that something is wrong, of some states (none: all) and of one procedure; oldest first."""
    rows = PageRemark.objects.filter(helpful=False).select_related("procedure", "read_version")
    if procedure is not None:
        rows = rows.filter(procedure=procedure)
    if len(asked := set(states)) == 1:
        rows = rows.filter(settled_at__isnull="new" in asked)
    return rows.order_by("at", "id")


def newest_remarks(procedure: Procedure, most: int) -> list[PageRemark]:
    """What readers said of one procedure, what waits first."""
    return list(remarks(procedure=procedure).order_by(F("settled_at").desc(nulls_first=True), "-at", "-id")[:most])


def remarks_for(user: Any, uids: Sequence[str | UUID]) -> list[PageRemark]:
    """Those of them that there are and that wait. Raises Forbidden."""
    require(user, SETTLE)
    return list(remarks(("new",)).filter(uid__in=uids))


def remark_for(user: Any, uid: UUID | str) -> PageRemark:
    """Raises Forbidden, NotFound."""
    require(user, SETTLE)
    found = PageRemark.objects.select_related("procedure", "read_version").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có góp ý này.", code="no_remark")
    return found


LINK_STATES = tuple(LinkState)
"""What may be found of a national page, with its word."""


def links() -> QuerySet[NationalLink]:
    """National pages as they were last looked at."""
    return NationalLink.objects.select_related("procedure")


def links_looked_at() -> tuple[dict[str, int], datetime | None]:
    """How many pages of each state, and when one was looked at last. One query."""
    rows = NationalLink.objects.order_by().values("state").annotate(n=Count("pk"), last=Max("looked_at"))
    found = {row["state"]: (row["n"], row["last"]) for row in rows}
    last = max((day for _, day in found.values() if day), default=None)
    return {state.value: found.get(state.value, (0, None))[0] for state in LinkState}, last


@dataclass(frozen=True, slots=True)
class LinkToCheck:
    """A national page that a version in force leads to."""

    procedure_id: int
    url: str


def links_to_check(on: date, limit: int) -> list[LinkToCheck]:
    """National pages never looked at first, then those looked at longest ago. Reads `limit` contents at most twice."""
    hosts = rule(FILING_PLACE, on).value["hosts"]
    versions = ProcedureVersion.objects.filter(in_force(on), procedure__kind="public")
    never = versions.filter(procedure__national_link__isnull=True).order_by("procedure_id")
    longest = versions.filter(procedure__national_link__isnull=False).order_by("procedure__national_link__looked_at")
    found: list[LinkToCheck] = []
    for rows in (never, longest):
        for pk, origin in rows.values_list("procedure_id", "content__origin")[: limit * 4]:
            if len(found) >= limit:
                return found
            if url := national_url(Content(name="", origin=origin or ""), hosts):
                found.append(LinkToCheck(pk, url))
    return found
