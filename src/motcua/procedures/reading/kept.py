"""Rows that were kept as they came because something was wrong with them, read again with what a person says about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.procedures.content import AgencyRole, Content, as_json, from_json
from motcua.procedures.reading.agencies import read_agencies
from motcua.procedures.reading.found import Bad, Gathered, Row
from motcua.procedures.reading.kinds import without_wrong
from motcua.procedures.reading.national import read_national
from motcua.procedures.reading.structured import read_older, read_structured
from motcua.procedures.reading.words import said


def read_kept(raw: Any, code: str) -> Content | None:
    """What a kept row says, under the code that a person gave; None where it is no row of a procedure with a name. A value of a wrong kind
    says nothing."""
    if not isinstance(raw, Mapping):
        return None
    try:
        content = _content(without_wrong(raw)[0], code)
    except (KeyError, TypeError, AttributeError, ValueError):
        return None
    return content if content is not None and content.name else None


def untold(raw: Any) -> frozenset[str]:
    """Parts of which a kept row says nothing certain, since a value of another kind stands there."""
    return without_wrong(raw)[1] if isinstance(raw, Mapping) else frozenset()


def kept_as(row: Row) -> object:
    """What is kept of a row that waits: itself where nobody could read it whole, else what was read."""
    if isinstance(row, Bad) or row.raw is not None:
        return row.raw
    return {"code": row.read.code, "content": as_json(row.read.content)}


def _content(raw: Mapping[str, Any], code: str) -> Content | None:
    if raw.keys() == {"code", "content"}:
        return from_json(raw["content"])
    if "ten_thu_tuc" in raw:
        return read_national({**raw, "ma_thu_tuc": code}).content
    if "metadata" in raw:
        return read_structured({**raw, "metadata": {**raw["metadata"], "mã_thủ_tục": code}}).content
    if "title" in raw:
        return read_older(raw).content
    if "ten" in raw:
        return listed(raw)
    return None


def listed(cells: Mapping[str, str]) -> Content:
    """A line of the portal's list: name, field, performing agency."""
    into = Gathered()
    agencies = read_agencies([(cells.get("co_quan_thuc_hien", ""), AgencyRole.PERFORMING)], into)
    field, unread = said(cells.get("linh_vuc", "")), tuple(into.unread)
    return Content(name=said(cells["ten"]), field=field, agencies=agencies, unread=unread)
