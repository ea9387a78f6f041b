"""A form from the lines of its rule and the facts of a dossier. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from motcua.documents.writing import Cell, Code, OfficialDocument, Paragraph, Part, Table

_PLACE = re.compile(r"\{(\w+)\}")
COMPONENTS, ITEMS = "{components}", "{items}"


def form_document(
    form: Mapping[str, Any], facts: Mapping[str, Any], *, number: str, on: date, reprint: int = 0
) -> OfficialDocument:
    """The form as an official document. `facts`: texts by the names of places, `components` and `items` as rows, and `header`;
    `reprint`: which one it is, 0 for the original."""
    header: Mapping[str, str] = facts.get("header", {})
    return OfficialDocument(
        issuer=(header.get("body", ""),),
        parent=(header["parent"],) if header.get("parent") else (),
        kind=str(form["title"]),
        subject="",
        number=number.partition("/")[0],
        symbol=number.partition("/")[2],
        place=header.get("place", ""),
        issued_on=on,
        body=(*((Paragraph(f"(In lại lần {reprint})", align="center"),) if reprint else ()), *_body(form, facts)),
    )


def filled_line(line: str, facts: Mapping[str, Any]) -> str:
    """A line with its places filled; the empty text where all of them are empty."""
    places = _PLACE.findall(line)
    if places and not any(str(facts.get(name) or "").strip() for name in places):
        return ""
    return _PLACE.sub(lambda found: str(facts.get(found[1]) or "……"), line)


def _body(form: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[Part]:
    for line in form["lines"]:
        if line == COMPONENTS:
            yield from _components(facts.get("components", ()))
        elif line == ITEMS:
            yield from _items(facts.get("items", ()))
        elif said := filled_line(line, facts):
            yield Paragraph(said)
    if facts.get("track"):
        yield Code(facts["track"], "Quét mã để tra cứu hồ sơ")
    yield _signatures(form["signatures"], facts.get("signers", ()))


def _components(rows: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    if not rows:
        yield Paragraph("(không có)")
        return
    head = tuple(
        Cell.of(text, bold=True, align="center") for text in ("TT", "Tên giấy tờ", "Bản chính", "Bản sao", "Tệp")
    )
    yield Table(
        (0.5, 4.5, 0.9, 0.9, 0.7),
        tuple(
            (
                Cell.of(str(n), align="center"),
                Cell.of(str(row["name"])),
                *(Cell.of(str(row[key] or ""), align="center") for key in ("originals", "copies", "files")),
            )
            for n, row in enumerate(rows, start=1)
        ),
        (head,),
    )


def _items(rows: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    for n, row in enumerate(rows, start=1):
        name = row.get("name") or row.get("component") or ""
        yield Paragraph(f"{n}. {name}: {row.get('what_to_do', '')}")
        yield Paragraph(f"Lý do: {row.get('reason', '')}; căn cứ: {row.get('article', '')}.")


def _signatures(titles: Sequence[str], names: Sequence[str]) -> Table:
    """The titles beside each other, the names under the room to sign."""
    width = tuple(1.0 for _ in titles)
    top = tuple(Cell((f"{title.upper()}", "", "", ""), bold=True, align="center") for title in titles)
    bottom = tuple(Cell.of(names[n] if n < len(names) else "", bold=True, align="center") for n in range(len(titles)))
    return Table(width, (top, bottom))
