"""Rows of a unit file as the importer understands them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.organisations.rules.places import Wrong

TEXTS = ("name", "short_name", "abbreviation", "header_parent", "header_body", "place_name")
"""Columns that go as they are into the version of the unit."""

TYPE_WORDS: Mapping[str, str] = {
    "uy ban nhan dan": "peoples_committee",
    "ubnd": "peoples_committee",
    "hoi dong nhan dan": "peoples_council",
    "hdnd": "peoples_council",
    "van phong": "office",
    "so": "department",
    "so ban nganh": "department",
    "ban quan ly": "zone_board",
    "ban quan ly khu": "zone_board",
    "phong": "division",
    "phong bo phan": "division",
    "bo phan": "division",
    "to": "division",
    "trung tam": "centre",
    "trung tam phuc vu hanh chinh cong": "service_centre",
    "cong thong tin dien tu": "portal",
    "don vi su nghiep": "public_unit",
    "co quan nganh doc": "vertical_agency",
    "co quan trung uong": "central_agency",
    "co quan dang": "party_body",
    "mat tran doan the": "mass_organisation",
    "doan the": "mass_organisation",
    "to chuc khac": "other",
    "khac": "other",
}
"""Folded Vietnamese words for types, beside the type codes themselves."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line. `given` are the columns that the file has, so that what it is silent about stays as it is."""

    line: int
    code: str
    type: str
    parent: str
    territory: str
    valid_from: date
    valid_to: date | None
    position: int | None
    identifier: str
    texts: Mapping[str, str]
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class UnitFile:
    rows: tuple[UnitRow, ...]
    wrong: tuple[Wrong, ...]
