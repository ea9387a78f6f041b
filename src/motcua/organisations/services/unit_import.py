"""Importing units from a file: new ones, other names from a date on, corrections; all lines or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from motcua.kernel.actors import Actor
from motcua.kernel.errors import AppError, FieldError, Invalid
from motcua.organisations.models import Territory, Unit, UnitVersion
from motcua.organisations.queries.units import unit_named, version_on
from motcua.organisations.rules.places import Wrong
from motcua.organisations.rules.unit_rows import UnitFile, UnitRow
from motcua.organisations.services.tree import together
from motcua.organisations.services.units import Facts, change_unit, correct_version, establish_unit, give_identifier

_MOST_ERRORS = 200


@dataclass(slots=True)
class UnitsImported:
    """How many units were new, got another version, were corrected, were as the file says."""

    new: int = 0
    changed: int = 0
    corrected: int = 0
    unchanged: int = 0


class _DryRun(Exception):
    """Takes the whole import back."""


def import_units(file: UnitFile, *, actor: Actor, document: str = "", dry_run: bool = False) -> UnitsImported:
    """Take a file that `imports.read_units` read. Raises Invalid naming every wrong line; then nothing is written."""
    done = UnitsImported()
    wrong = list(file.wrong)
    try:
        with together():
            for row in _parents_first(file.rows):
                try:
                    _take(row, done, actor, document)
                except AppError as error:
                    wrong += _told(row, error)
            if wrong:
                raise _refused(wrong)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return done


def _take(row: UnitRow, done: UnitsImported, actor: Actor, document: str) -> None:
    unit = Unit.objects.filter(code=row.code).first()
    version = version_on(unit, row.valid_from) if unit else None
    facts = _facts(row, version)
    if unit is None:
        unit = establish_unit(row.code, facts, actor=actor, on=row.valid_from, valid_to=row.valid_to, document=document)
        done.new += 1
    elif version is None:
        raise Invalid("Đơn vị {unit} không tồn tại vào ngày {on}.", unit=row.code, on=f"{row.valid_from:%d/%m/%Y}")
    elif Facts.of(version) == facts:
        done.unchanged += 1
    elif version.valid_from == row.valid_from:
        correct_version(version, facts, actor=actor, reason="Nhập lại từ tệp")
        done.corrected += 1
    else:
        change_unit(unit, facts, actor=actor, on=row.valid_from, document=document)
        done.changed += 1
    if row.identifier and not unit.identifiers.filter(value=row.identifier.strip().upper()).exists():
        unit.refresh_from_db()
        give_identifier(unit, "QD20", row.identifier, actor=actor, valid_from=row.valid_from, document=document)


def _facts(row: UnitRow, version: UnitVersion | None) -> Facts:
    """What the row says, over what is known of the unit where the file has no such column."""
    facts = Facts.of(version) if version else Facts(name=row.texts["name"], type=row.type)
    texts: dict[str, Any] = dict(row.texts)
    facts = replace(facts, type=row.type, **texts)
    if "parent" in row.given:
        facts = replace(facts, parent=unit_named(row.parent, row.valid_from) if row.parent else None)
    if "territory" in row.given:
        facts = replace(facts, territory=_territory(row.territory) if row.territory else None)
    if row.position is not None:
        facts = replace(facts, position=row.position)
    return facts


def _territory(code: str) -> Territory:
    found = Territory.objects.filter(code=code).first()
    if found is None:
        raise Invalid("Không có địa bàn mã {value}; hãy nhập địa bàn trước.", value=code)
    return found


def _parents_first(rows: tuple[UnitRow, ...]) -> Iterator[UnitRow]:
    """By date, and of one date parents before children, whatever the order in the file."""
    left = sorted(rows, key=lambda r: (r.valid_from, r.line))
    while left:
        coming = {r.code for r in left}
        waiting: list[UnitRow] = []
        blocked: set[str] = set()
        ready: list[UnitRow] = []
        for row in left:
            if row.code not in blocked and (row.parent not in coming or row.parent == row.code):
                ready.append(row)
            else:
                blocked.add(row.code)
                waiting.append(row)
        yield from ready or waiting  # a circle of parents: taken as it stands, refused by what finds no parent
        left = waiting if ready else []


def _told(row: UnitRow, error: AppError) -> list[Wrong]:
    details = getattr(error, "errors", ())
    if details:
        return [Wrong(row.line, e.field, e.template, dict(e.params)) for e in details]
    return [Wrong(row.line, "code", error.template, dict(error.params))]


def _refused(wrong: list[Wrong]) -> Invalid:
    ordered = sorted(wrong, key=lambda w: w.line)
    return Invalid(
        "Không nhập tệp: {count} chỗ sai, dòng đầu tiên {line}. Chưa có gì được ghi.",
        code="units_file",
        errors=tuple(FieldError(f"{w.line}", w.template, w.params) for w in ordered[:_MOST_ERRORS]),
        count=len(ordered),
        line=ordered[0].line,
    )
