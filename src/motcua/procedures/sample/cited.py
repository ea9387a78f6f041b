"""The documents that the sample procedures cite, in the library as facts from memory, and whom what changed them concerns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.documents.citations import Instrument, Relation
from motcua.documents.queries.matching import match_citation
from motcua.documents.services.instruments import load_instruments
from motcua.kernel.actors import SAMPLE
from motcua.procedures.sample.reading import table
from motcua.procedures.services.law_reviews import CHANGES, queue

TABLE = "van-ban"
NOTE = "Dữ liệu mẫu: số, tên, cơ quan, ngày ghi theo trí nhớ; đối chiếu bản gốc trước khi dùng."


def load_cited() -> None:
    """Those that the library does not have yet; then each amendment, replacement or repeal queues the procedures that it concerns."""
    rows = [_instrument(raw) for raw in table(TABLE)["documents"]]
    load_instruments(actor=SAMPLE, shipped=rows)
    for row in rows:
        for relation in row.relations:
            _changed(row, relation)


def _changed(row: Instrument, relation: Relation) -> None:
    source = match_citation(row.number or "", row.issuer, row.issued_on).document
    target = match_citation(relation.to).document
    if source is not None and target is not None and relation.type in CHANGES:
        queue(target, relation.type, by=source, since=source.valid_from or source.issued_on)


def _instrument(raw: Mapping[str, Any]) -> Instrument:
    names = ("number", "kind", "issuer", "subject", "certainty")
    relations = tuple(Relation(one["type"], one["to"], one.get("on")) for one in raw.get("relations", ()))
    days: dict[str, Any] = {name: raw.get(name) for name in ("issued_on", "in_force_from")}
    return Instrument(**{name: raw[name] for name in names}, **days, relations=relations, note=NOTE)
