"""What the controls of a page send becomes answers: `f.full_name`, `f.members.0.birthday`, `f.home.territory`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from motcua.procedures.eforms.checking import MOST_ROWS
from motcua.procedures.eforms.kinds import Kind
from motcua.procedures.eforms.parts import EForm, Field, Group

PREFIX = "f"
ADD, DROP = "f-add", "f-drop"
"""Names of the buttons that add a row to a group (value: its key) and take one out ("members.1")."""
PARTS = ("territory", "detail", "old")
_CODED = re.compile(r"\((\d{2,5})\)$")
_ROW = re.compile(r"([a-z][a-z0-9_]*)\.(\d{1,4})")


class Posted(Protocol):
    """What a page sent, as Django keeps it."""

    def getlist(self, key: str) -> list[Any]: ...

    def __iter__(self) -> Any: ...


def answers_posted(form: EForm, data: Posted) -> dict[str, Any]:
    """Raw answers for `check_written`, as they were written. Names that the form does not have are left out: a page has other ones too."""
    answers: dict[str, Any] = {}
    for item in form.items():
        if isinstance(item, Group):
            rows = [
                {one.key: _read(one, f"{PREFIX}.{item.key}.{n}.{one.key}", data) for one in item.fields}
                for n in _numbers(item.key, data)
            ]
            answers[item.key] = rows
        elif not item.calculation:
            answers[item.key] = _read(item, f"{PREFIX}.{item.key}", data)
    for rows in (answers[key] for key in form.groups()):
        for row in rows:
            for key in [key for key, value in row.items() if value is None]:
                del row[key]
    return answers


def rows_changed(form: EForm, answers: Mapping[str, Any], data: Posted) -> dict[str, Any] | None:
    """The answers with the row more or less that a button asked for; None where none did."""
    groups, changed = form.groups(), dict(answers)
    add, drop = _one(data, ADD), _ROW.fullmatch(_one(data, DROP))
    if add in groups:
        rows = list(changed.get(add) or [])
        changed[add] = [*rows, {}] if len(rows) < groups[add].most else rows
        return changed
    if drop is not None and drop[1] in groups:
        rows = list(changed.get(drop[1]) or [])
        changed[drop[1]] = [row for n, row in enumerate(rows) if n != int(drop[2])]
        return changed
    return None


def place_words(code: str, name: str) -> str:
    """How the control of a place shows a territory: its name with the code, or the code alone."""
    return f"{name} ({code})" if name and code else code


def _read(one: Field, name: str, data: Posted) -> Any:
    if one.calculation:
        return None
    if one.kind is Kind.CHOICES:
        return [str(value) for value in data.getlist(name)]
    if one.kind is Kind.ADDRESS:
        parts = {part: _one(data, f"{name}.{part}").strip() for part in PARTS}
        coded = _CODED.search(parts["territory"])
        return parts | {"territory": coded[1] if coded else parts["territory"]}
    return _one(data, name)


def _numbers(group: str, data: Iterable[str]) -> list[int]:
    """Numbers of the rows that were sent; gaps close up."""
    start = re.compile(rf"{PREFIX}\.{re.escape(group)}\.(\d{{1,4}})(?:\.|$)")
    found = {int(match[1]) for name in data if (match := start.match(name))}
    return sorted(found)[: MOST_ROWS + 1]


def _one(data: Posted, name: str) -> str:
    values = data.getlist(name)
    return str(values[-1]) if values else ""
