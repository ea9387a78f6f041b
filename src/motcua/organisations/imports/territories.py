"""Territory files, recognised by their columns.

communes    code, full_name, unit_type, province_code          a list as it is on the day of the file
provinces   code, full_name, unit_type                         the same of provinces
legacy      province_code, province, district_code, …, ward    the three levels before 01/07/2025
conversion  provincecode, districtcode, wardcode, …, newwardcode   old → new on 01/07/2025, with divided ones marked
renamed     code, name_current, kind          names now; the day since when stands in the words of `kind`
own         code, name, level|type, parent, valid_from[, valid_to]  what we write ourselves
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TypedDict

from motcua.kernel.errors import Invalid
from motcua.kernel.table_files import Line, digits, parse_date, read_table
from motcua.organisations.rules.places import LEVELS, Batch, Heir, Place, Wrong, level_of

TWO_LEVELS = date(2025, 7, 1)
"""Local government has two levels from this day (Luật 72/2025/QH15)."""

_SHAPES: dict[str, frozenset[str]] = {
    "conversion": frozenset(
        {"provincecode", "districtcode", "wardcode", "ward", "newward", "newwardcode", "newprovincecode"}
    ),
    "legacy": frozenset({"province_code", "province", "district_code", "district", "ward_code", "ward"}),
    "communes": frozenset({"code", "full_name", "unit_type", "province_code"}),
    "own": frozenset({"code", "name", "parent", "valid_from"}),
    "renamed": frozenset({"code", "name_current", "kind"}),
    "provinces": frozenset({"code", "full_name", "unit_type"}),
}
_WIDTH = {"province": 2, "district": 3, "commune": 5}
_TYPES = (
    "Thành phố trực thuộc trung ương",
    "Thành phố",
    "Tỉnh",
    "Quận",
    "Huyện",
    "Thị xã",
    "Thị trấn",
    "Phường",
    "Xã",
    "Đặc khu",
)
_DATE_IN_WORDS = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


def read_territories(data: bytes, *, valid_from: date | None = None) -> Batch:
    """Read a file of any known shape. `valid_from` is since when its names hold, where the file itself does not say (else the day
    that the shape implies). Raises Invalid when the file is none of them; wrong lines are listed in `Batch.wrong`."""
    table = read_table(data)
    shape = next((name for name, columns in _SHAPES.items() if columns <= set(table.columns)), None)
    if shape is None:
        raise Invalid(
            "Không nhận ra tệp này: các cột là {columns}. Cần ví dụ code,full_name,unit_type,province_code.",
            code="territories_file",
            columns=", ".join(table.columns[:12]),
        )
    reader = _Reader(shape, valid_from)
    for line in table.lines:
        reader.take(line)
    return Batch(
        shape,
        tuple(reader.places.values()),
        tuple(reader.heirs.values()),
        tuple(reader.wrong),
        tuple(reader.notes),
    )


class _Before(TypedDict):
    since: date | None
    until: date


class _Reader:
    """Gathers places (each said once, however many lines repeat it), heirs and wrong lines."""

    def __init__(self, shape: str, valid_from: date | None) -> None:
        self.shape = shape
        self.since = valid_from
        self.places: dict[tuple[str, date | None], Place] = {}
        self.heirs: dict[tuple[str, str], Heir] = {}
        self.wrong: list[Wrong] = []
        self.notes: list[str] = []

    def take(self, line: Line) -> None:
        for place in getattr(self, f"_{self.shape}")(line):
            self._add(place)

    def _add(self, place: Place) -> None:
        known = self.places.setdefault((place.code, place.valid_from), place)
        if known.name != place.name and known.line != place.line:
            self._refuse(
                place.line, "code", "Mã {code} đã có ở dòng {other} với tên khác.", code=place.code, other=known.line
            )

    def _refuse(self, line: int, field: str, template: str, **params: object) -> None:
        self.wrong.append(Wrong(line, field, template, params))

    def _place(
        self,
        line: Line,
        code: str,
        level: str,
        *,
        name: str,
        parent: str,
        since: date | None,
        until: date | None = None,
    ) -> Iterator[Place]:
        """One place, when its code and name can be taken."""
        width = _WIDTH[level]
        code = digits(code).zfill(width)
        known = self.places.get((code, since))
        if known is not None and known.name == name:
            return  # said again on every line of its communes
        if level_of(code) != level:
            self._refuse(line.number, "code", "Mã “{code}” không phải mã {width} chữ số.", code=code, width=width)
        elif not name:
            self._refuse(line.number, "name", "Mã {code} không có tên.", code=code)
        else:
            name = name[:1].upper() + name[1:]
            yield Place(line.number, code, level, name, _type_of(name), parent, since, until)

    def _communes(self, line: Line) -> Iterator[Place]:
        parent = digits(line["province_code"]).zfill(2)
        yield from self._place(
            line, line["code"], "commune", name=line["full_name"], parent=parent, since=self.since or TWO_LEVELS
        )

    def _provinces(self, line: Line) -> Iterator[Place]:
        yield from self._place(
            line, line["code"], "province", name=line["full_name"], parent="", since=self.since or TWO_LEVELS
        )

    def _legacy(self, line: Line) -> Iterator[Place]:
        before: _Before = {"since": self.since, "until": TWO_LEVELS}
        province, district = digits(line["province_code"]).zfill(2), digits(line["district_code"]).zfill(3)
        yield from self._place(line, province, "province", name=line["province"], parent="", **before)
        yield from self._place(line, district, "district", name=line["district"], parent=province, **before)
        if line["ward_code"]:
            yield from self._place(line, line["ward_code"], "commune", name=line["ward"], parent=district, **before)

    def _conversion(self, line: Line) -> Iterator[Place]:
        before: _Before = {"since": self.since, "until": TWO_LEVELS}
        province, district = digits(line["provincecode"]).zfill(2), digits(line["districtcode"]).zfill(3)
        new_province, new = digits(line["newprovincecode"]).zfill(2), digits(line["newwardcode"]).zfill(5)
        yield from self._place(line, province, "province", name=line["province"], parent="", **before)
        yield from self._place(line, district, "district", name=line["district"], parent=province, **before)
        old = district  # a district without communes (islands) became a commune itself
        if line["wardcode"]:
            old = digits(line["wardcode"]).zfill(5)
            yield from self._place(line, old, "commune", name=line["ward"], parent=district, **before)
        yield from self._place(line, new_province, "province", name=line["newprovince"], parent="", since=TWO_LEVELS)
        yield from self._place(line, new, "commune", name=line["newward"], parent=new_province, since=TWO_LEVELS)
        divided = line["isdividedward"].lower() == "true"
        self.heirs[old, new] = Heir(line.number, old, new, TWO_LEVELS, divided)
        if province != new_province or line["ismergedprovince"].lower() == "true":
            self.heirs.setdefault((province, new_province), Heir(line.number, province, new_province, TWO_LEVELS))

    def _own(self, line: Line) -> Iterator[Place]:
        level = line["level"] or level_of(digits(line["code"])) or ""
        since, until = parse_date(line["valid_from"]), parse_date(line["valid_to"]) if line["valid_to"] else None
        if level not in LEVELS:
            self._refuse(line.number, "level", "Cấp “{level}” không phải province, district hay commune.", level=level)
        elif since is None:
            self._refuse(
                line.number, "valid_from", "Ngày “{value}” chưa đúng: viết như 2025-07-01.", value=line["valid_from"]
            )
        elif line["valid_to"] and (until is None or until <= since):
            self._refuse(line.number, "valid_to", "Ngày hết hiệu lực “{value}” chưa đúng.", value=line["valid_to"])
        else:
            yield from self._place(
                line, line["code"], level, name=line["name"], parent=line["parent"], since=since, until=until
            )

    def _renamed(self, line: Line) -> Iterator[Place]:
        """Now: from the day in `kind`. A line without a day tells of another spelling, which changes nothing."""
        found = _DATE_IN_WORDS.search(line["kind"])
        on = parse_date(found[0]) if found else None
        if on is None:
            self.notes.append(f"Dòng {line.number}: không có ngày đổi tên, bỏ qua ({line['name_current']}).")
            return
        level = level_of(digits(line["code"])) or "commune"
        yield from self._place(line, line["code"], level, name=line["name_current"], parent="", since=on)


def _type_of(name: str) -> str:
    """The word(s) of type at the head of a full name; empty for names without one."""
    lowered = name.lower()
    return next((t for t in _TYPES if lowered.startswith(t.lower() + " ")), "")
