"""Unit files: `code,name,type,parent,territory,valid_from`, and whatever more of a unit one wants to give.

Further columns: short_name, abbreviation, header_parent, header_body, place_name, position, identifier (QĐ 20), valid_to.
"""

from __future__ import annotations

from motcua.kernel.errors import Invalid
from motcua.kernel.table_files import Line, parse_date, read_table
from motcua.kernel.text import fold
from motcua.organisations.rules.places import Wrong
from motcua.organisations.rules.unit_rows import TEXTS, TYPE_WORDS, UnitFile, UnitRow

_REQUIRED = ("code", "name", "type", "valid_from")
_OTHERS = ("parent", "territory", "valid_to", "position", "identifier", *TEXTS[1:])


def read_units(data: bytes) -> UnitFile:
    """Read the whole file; wrong lines are listed in `wrong`. Raises Invalid when columns are missing."""
    table = read_table(data)
    if missing := [c for c in _REQUIRED if c not in table.columns]:
        raise Invalid("Tệp thiếu cột: {columns}.", code="units_file", columns=", ".join(missing))
    given = frozenset(c for c in table.columns if c in {*_REQUIRED, *_OTHERS})
    rows: list[UnitRow] = []
    wrong: list[Wrong] = []
    seen: dict[tuple[str, str], int] = {}
    for line in table.lines:
        faults = list(_faults(line))
        if (first := seen.setdefault((line["code"], line["valid_from"]), line.number)) != line.number:
            other = {"code": line["code"], "other": first}
            faults.append(Wrong(line.number, "code", "Mã {code} với ngày này đã có ở dòng {other}.", other))
        if faults:
            wrong += faults
        else:
            rows.append(_row(line, given))
    if not rows and not wrong:
        raise Invalid("Tệp không có dòng nào.", code="units_file")
    return UnitFile(tuple(rows), tuple(wrong))


def _row(line: Line, given: frozenset[str]) -> UnitRow:
    since = parse_date(line["valid_from"])
    if since is None:
        raise ValueError(line["valid_from"])
    return UnitRow(
        line=line.number,
        code=line["code"],
        type=_type(line["type"]),
        parent=line["parent"],
        territory=line["territory"],
        valid_from=since,
        valid_to=parse_date(line["valid_to"]),
        position=int(line["position"]) if line["position"] else None,
        identifier=line["identifier"],
        texts={column: line[column] for column in TEXTS if column in given},
        given=given,
    )


def _faults(line: Line) -> list[Wrong]:
    found = []

    def wrong(field: str, template: str, **params: object) -> None:
        found.append(Wrong(line.number, field, template, params))

    if not line["code"]:
        wrong("code", "Thiếu mã đơn vị (cột code).")
    if not line["name"]:
        wrong("name", "Thiếu tên đơn vị (cột name).")
    if not _type(line["type"]):
        wrong("type", "Không có loại đơn vị “{value}”.", value=line["type"])
    if parse_date(line["valid_from"]) is None:
        wrong("valid_from", "Ngày “{value}” chưa đúng: viết như 2025-07-01.", value=line["valid_from"])
    if line["valid_to"] and parse_date(line["valid_to"]) is None:
        wrong("valid_to", "Ngày “{value}” chưa đúng: viết như 2025-07-01.", value=line["valid_to"])
    if line["position"] and not (
        line["position"].isascii() and line["position"].isdigit() and len(line["position"]) < 5
    ):
        wrong("position", "Thứ tự “{value}” phải là số từ 0 đến 9999.", value=line["position"])
    return found


def _type(text: str) -> str:
    """A type code, or its Vietnamese words; empty when neither."""
    word = " ".join(fold(text).replace(",", " ").split())
    return word if word in set(TYPE_WORDS.values()) else TYPE_WORDS.get(word, "")
