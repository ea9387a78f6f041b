"""How the wordings of a reading will be understood: the units that lead and support, the documents that are cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.documents.queries.matching import Match, Wanted, match_citations
from motcua.kernel import clock
from motcua.organisations.queries.resolution import Resolver
from motcua.organisations.queries.units import names_on
from motcua.plans.models import Reading
from motcua.plans.queries.leads import meant
from motcua.plans.rules.post_words import LedBy

POSTS = {LedBy.HEAD: _("Người đứng đầu đơn vị"), LedBy.FOCAL: _("Cán bộ đầu mối")}
"""What people call the posts that papers name as leads."""


@dataclass(frozen=True, slots=True)
class Understood:
    """Names of the units that a wording means; `unknown` are the parts nothing fits, all of it when `names` is empty."""

    words: str
    names: tuple[str, ...]
    confident: bool
    unknown: tuple[str, ...]
    how: str
    post: str = ""
    """The post in each of the units that is meant (`rules.post_words`); empty: the units."""

    @property
    def post_name(self) -> Any:
        """What people call the post; empty where the units themselves are meant."""
        return POSTS[LedBy(self.post)] if self.post else ""


def date_of(document: Mapping[str, Any]) -> date:
    """The date on which wordings are understood: the document's, else its year's first day, else today."""
    head = document.get("document") or {}
    if head.get("issued_on"):
        return date.fromisoformat(head["issued_on"])
    return date(int(head["year"]), 1, 1) if head.get("year") else clock.today()


def understood_units(reading: Reading, wordings: Iterable[str]) -> dict[str, Understood]:
    """Wording → units, as acceptance will take them. A constant number of queries, however many wordings."""
    asked = sorted({w for w in wordings if w})
    if not asked:
        return {}
    document = reading.current or {}
    on = date_of(document)
    resolver = Resolver(reading.owner, on)
    issuer = (document.get("document") or {}).get("issuer")
    issuers = resolver.resolve(issuer).units if issuer else ()
    if len(issuers) == 1 and issuers[0].pk != reading.owner_id:
        resolver = Resolver(issuers[0], on)
    found = {w: meant(resolver, w) for w in asked}
    names = names_on({u.pk for m in found.values() for u in m.units}, on)
    return {
        w: Understood(
            w,
            tuple(names.get(u.pk, u.code) for u in m.units),
            m.resolution.confident,
            m.resolution.unknown or ((w,) if not m.units else ()),
            str(m.resolution.how),
            m.post or "",
        )
        for w, m in found.items()
    }


def matched_documents(cited: Sequence[Mapping[str, Any]]) -> list[Match]:
    """The library's document for each citation of a reading. One query."""
    return match_citations(
        [
            Wanted(
                c.get("number") or "",
                c.get("issuer") or "",
                date.fromisoformat(c["issued_on"]) if c.get("issued_on") else None,
            )
            for c in cited
        ]
    )
