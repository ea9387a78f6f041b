"""Electronic forms as pages draw them: `drawn` gives `procedures/parts/form_fields.html` its sections, with values and errors.

A face that lets people fill in a form posts the controls back: `eforms.posted` reads them, `eforms.check_written` checks them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from motcua.kernel.errors import FieldError
from motcua.procedures.eforms import Choice, Condition, EForm, Field, Group, Kind, Op
from motcua.procedures.eforms.conditions import sentence
from motcua.procedures.eforms.kinds import CHOSEN
from motcua.procedures.eforms.posted import PREFIX, place_words
from motcua.procedures.eforms.typed import read_stored, shown
from motcua.ui.errors import text_of

_ROWS = 3
_INPUTS = {
    Kind.INTEGER: "numeric",
    Kind.MONEY: "numeric",
    Kind.PERSONAL_NUMBER: "numeric",
    Kind.DECIMAL: "decimal",
    Kind.PHONE: "tel",
    Kind.EMAIL: "email",
}
_FOLDED = frozenset({Op.EQUALS, Op.IN})


@dataclass(frozen=True, slots=True)
class Control:
    """One field as it is drawn: `value` is what stands in it, `when` the sentence of its condition."""

    field: Field
    name: str
    value: Any = ""
    error: str = ""
    when: str = ""
    fold_by: str = ""
    """Name of the control by which a script folds it, where it can; and the values at which it is open."""
    fold_at: str = ""
    choices: tuple[Choice, ...] = ()
    mode: str = "text"

    @property
    def kind(self) -> str:
        return self.field.kind.value

    @property
    def ident(self) -> str:
        return self.name.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Rows:
    """A group: its rows of controls, with the names of the buttons."""

    group: Group
    rows: tuple[tuple[str, tuple[Control, ...]], ...]
    error: str = ""
    when: str = ""

    @property
    def ident(self) -> str:
        return f"{PREFIX}-{self.group.key}"


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    help: str
    when: str
    items: tuple[Control | Rows, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Filled:
    form: EForm
    answers: Mapping[str, Any]
    errors: Mapping[str, FieldError]
    places: Mapping[str, str]
    fields: Mapping[str, Field]
    calculated: Mapping[str, Any]


def drawn(
    form: EForm,
    answers: Mapping[str, Any] | None = None,
    errors: Sequence[FieldError] = (),
    *,
    calculated: Mapping[str, Any] | None = None,
    places: Mapping[str, str] | None = None,
) -> list[Part]:
    """The sections of a form. `answers` are as they were posted (`answers_posted`) or stored; `calculated` what was worked out of
    posted ones, by path (`Checked.calculated`); `places` names of territories by code."""
    by_path: dict[str, FieldError] = {}
    for error in errors:
        by_path.setdefault(error.field, error)
    filled = _Filled(form, answers or {}, by_path, places or {}, form.fields(), calculated or {})
    return [
        Part(
            section.title,
            section.help,
            _when(section.condition, "", filled),
            tuple(
                _rows(item, filled) if isinstance(item, Group) else _control(item, item.key, filled.answers, filled)
                for item in section.items
            ),
        )
        for section in form.sections
    ]


def _rows(group: Group, filled: _Filled) -> Rows:
    said = filled.answers.get(group.key) or []
    rows = [*said, *({} for _n in range(max(group.least, 1) - len(said)))]
    return Rows(
        group,
        tuple(
            (
                f"{group.key}.{n}",
                tuple(_control(one, f"{group.key}.{n}.{one.key}", row, filled) for one in group.fields),
            )
            for n, row in enumerate(rows)
        ),
        _error(group.key, filled),
        _when(group.condition, "", filled),
    )


def _control(one: Field, path: str, answers: Mapping[str, Any], filled: _Filled) -> Control:
    row = path.rpartition(".")[0]
    fold_by, fold_at = _fold(one.condition, row, filled)
    return Control(
        one,
        f"{PREFIX}.{path}",
        _value(one, filled.calculated.get(path, answers.get(one.key)), filled.places),
        _error(path, filled),
        _when(one.condition, row, filled),
        fold_by,
        fold_at,
        one.choices,
        _INPUTS.get(one.kind, "text"),
    )


def _value(one: Field, answer: Any, places: Mapping[str, str]) -> Any:
    """What stands in the control: what was written, as it was; what is stored, as people write it."""
    if one.kind is Kind.ADDRESS:
        parts = answer if isinstance(answer, Mapping) else {}
        code = str(parts.get("territory") or "")
        return {**parts, "territory": place_words(code, places.get(code, ""))}
    if answer is None:
        return [] if one.kind is Kind.CHOICES else ""
    if one.kind in CHOSEN or one.kind is Kind.BOOLEAN:
        return answer
    if isinstance(answer, str) and one.kind not in {Kind.DATE, Kind.MOMENT, Kind.DECIMAL}:
        return answer
    try:
        return shown(one, answer if isinstance(answer, Decimal) else read_stored(one, answer))
    except (ValueError, ArithmeticError):
        return str(answer)


def _error(path: str, filled: _Filled) -> str:
    found = filled.errors.get(path)
    return text_of(found) if found is not None else ""


def _meant(condition: Condition, row: str, filled: _Filled) -> tuple[str, Field | None]:
    group = row.partition(".")[0]
    own = filled.fields.get(f"{group}.{condition.field}") if group else None
    if own is not None:
        return f"{row}.{condition.field}", own
    return condition.field, filled.fields.get(condition.field)


def _when(condition: Condition | None, row: str, filled: _Filled) -> str:
    if condition is None:
        return ""
    _path, one = _meant(condition, row, filled)
    if one is None:
        return ""
    template, params = sentence(condition, one)
    return gettext("nếu {condition}").format(condition=gettext(template).format(**params))


def _fold(condition: Condition | None, row: str, filled: _Filled) -> tuple[str, str]:
    """By which control and at which of its values the script opens this one; only what it can tell without reading numbers."""
    if condition is None or condition.op not in _FOLDED:
        return "", ""
    path, one = _meant(condition, row, filled)
    if one is None or one.kind not in {Kind.BOOLEAN, Kind.CHOICE}:
        return "", ""
    values = (
        ["on" if value == "true" else "" for value in condition.values]
        if one.kind is Kind.BOOLEAN
        else condition.values
    )
    return f"{PREFIX}.{path}", " ".join(values)
