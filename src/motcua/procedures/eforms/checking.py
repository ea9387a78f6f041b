"""Answers to a form: read, checked, worked out. What comes out is typed, whole, and holds nothing that was not asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from motcua.kernel.errors import N_, FieldError
from motcua.procedures.eforms.calculations import Count, Name, Total, parsed, whole, worked_out
from motcua.procedures.eforms.conditions import met
from motcua.procedures.eforms.kinds import WHOLE, Kind
from motcua.procedures.eforms.numbers import Unread
from motcua.procedures.eforms.parts import Condition, EForm, Field, Group
from motcua.procedures.eforms.typed import Address, Answer, plain_of, read_plain, read_stored, read_written

Reader = Callable[[Field, Any], Answer | None]
Known = Callable[[str], bool]
Row = dict[str, Answer]
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Checked:
    """`answers`: field → answer, group → rows. `errors` by path: `full_name`, `members.0.birthday`, the row as it was sent."""

    answers: dict[str, Any]
    errors: tuple[FieldError, ...] = ()
    calculated: Mapping[str, Any] = field(default_factory=dict)
    """What was worked out, by path."""
    hidden: frozenset[str] = field(default=frozenset())
    """Paths of what is not asked for with these answers; a group or section's fields each."""
    lacking: frozenset[str] = field(default=frozenset())
    """Paths of those errors that only say that something is still to be filled in."""

    @property
    def wrong(self) -> tuple[FieldError, ...]:
        """The errors that filling in more does not mend."""
        return tuple(error for error in self.errors if error.field not in self.lacking)

    @property
    def by_path(self) -> dict[str, FieldError]:
        found: dict[str, FieldError] = {}
        for error in self.errors:
            found.setdefault(error.field, error)
        return found


def check_written(form: EForm, answers: Mapping[str, Any], *, known: Known | None = None) -> Checked:
    """Answers as people wrote them in the controls of a page (`posted`)."""
    return _check(form, answers, read_written, known)


def check_plain(form: EForm, answers: Mapping[str, Any], *, known: Known | None = None) -> Checked:
    """Answers that a program sent as JSON. `known` tells whether there is a territory of a code."""
    return _check(form, answers, read_plain, known)


def filled_up(form: EForm, answers: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    """The answers, those left empty filled with what is known of whoever files. What would not be taken there is left empty."""
    found = dict(answers)
    for one in form.items():
        if isinstance(one, Group) or one.known is None or _said(found.get(one.key)):
            continue
        try:
            value = read_plain(one, known.get(one.known.value, ""))
        except Unread:
            continue
        if value is not None:
            found[one.key] = value
    return found


def check_stored(form: EForm, answers: Mapping[str, Any]) -> Checked:
    """Answers as they were kept (`answers_as_json`): what is still to be filled in, what the form does not have."""
    return _check(form, answers, read_stored, None)


def something_said(answers: Mapping[str, Any]) -> bool:
    """Whether anything was filled in at all; an untouched page of controls says nothing."""
    return _said(answers)


def unknown(form: EForm, answers: Mapping[str, Any]) -> list[str]:
    """Keys of answers that the form has no question for."""
    known = {item.key for item in form.items()}
    return [str(key) for key in answers if key not in known]


def answers_as_json(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Checked answers in their stored form."""
    return {
        key: [{name: plain_of(one) for name, one in row.items()} for row in value]
        if isinstance(value, list)
        else plain_of(value)
        for key, value in answers.items()
    }


def _check(form: EForm, answers: Mapping[str, Any], reader: Reader, known: Known | None) -> Checked:
    """The form is one without faults (`faults`)."""
    asked = _Answers(form, answers, reader, known)
    clean: dict[str, Any] = {}
    for section in form.sections:
        for item in section.items:
            if isinstance(item, Group):
                asked.finish_group(item, clean)
            else:
                asked.finish(item, item.key, clean)
    strange = [FieldError(key[:60], N_("Tờ khai không có trường này.")) for key in unknown(form, answers)]
    return Checked(
        clean, (*strange, *asked.errors), asked.worked_out, frozenset(asked.hidden), frozenset(asked.lacking)
    )


class _Answers:
    """The answers while they are read. Each field is read once, when it is first needed; calculations and conditions ask for others."""

    def __init__(self, form: EForm, said: Mapping[str, Any], reader: Reader, known: Known | None) -> None:
        self.said, self.reader, self.known = said, reader, known
        self.groups = form.groups()
        self.tops = {item.key: item for item in form.items() if not isinstance(item, Group)}
        self.sections = {item.key: section for section in form.sections for item in section.items}
        self.errors: list[FieldError] = []
        self.lacking: set[str] = set()
        self.hidden: set[str] = set()
        self.read: dict[str, Any] = {}
        self.worked_out: dict[str, Any] = {}
        self.rows: dict[str, list[int]] = {}

    def finish(self, one: Field, path: str, clean: dict[str, Any]) -> None:
        """Put the answer of a field that is asked for into `clean`, or tell that it is missing."""
        if not self.visible(one, path):
            self.hidden.add(path)
            return
        value = self.value(path)
        if value is not None:
            clean[one.key] = value
            if one.calculation:
                self.worked_out[path] = value
        elif one.kind is Kind.BOOLEAN and not one.required:
            clean[one.key] = False
        elif one.required and not one.calculation and not self.wrong(path):
            self.lacking.add(path)
            text = N_("Hãy đánh dấu ô này.") if one.kind is Kind.BOOLEAN else N_("Chưa điền “{label}”.")
            self.errors.append(FieldError(path, text, {} if one.kind is Kind.BOOLEAN else {"label": one.label}))

    def finish_group(self, group: Group, clean: dict[str, Any]) -> None:
        if not self.shown_group(group):
            self.hidden.add(group.key)
            return
        rows: list[dict[str, Any]] = []
        for n in self.rows_of(group):
            row: dict[str, Any] = {}
            for one in group.fields:
                self.finish(one, f"{group.key}.{n}.{one.key}", row)
            rows.append(row)
        if rows:
            clean[group.key] = rows
        if len(rows) < group.least:
            if not self.wrong(group.key):
                self.lacking.add(group.key)
            text = N_("“{label}” cần ít nhất {least} dòng.")
            self.errors.append(FieldError(group.key, text, {"label": group.label, "least": group.least}))
        elif len(rows) > group.most:
            text = N_("“{label}” có nhiều nhất {most} dòng.")
            self.errors.append(FieldError(group.key, text, {"label": group.label, "most": group.most}))

    def wrong(self, path: str) -> bool:
        return any(error.field == path for error in self.errors)

    def visible(self, one: Field, path: str) -> bool:
        top, _, _ = path.partition(".")
        if top in self.groups and not self.shown_group(self.groups[top]):
            return False
        if top not in self.groups and not self.holds(self.sections[top].condition, ""):
            return False
        return self.holds(one.condition, path.rpartition(".")[0])

    def shown_group(self, group: Group) -> bool:
        return self.holds(self.sections[group.key].condition, "") and self.holds(group.condition, "")

    def holds(self, condition: Condition | None, row: str) -> bool:
        """Whether a condition is met; `row` is the path of the row that it stands in."""
        if condition is None:
            return True
        path, one = self.meant(condition.field, row)
        return met(condition, one, self.value(path) if self.visible(one, path) else None)

    def meant(self, name: str, row: str) -> tuple[str, Field]:
        """The path and field of a name: of the same row before one of the form."""
        group = self.groups.get(row.partition(".")[0])
        for one in group.fields if group is not None else ():
            if name in {one.key, f"{group.key}.{one.key}" if group else ""}:
                return f"{row}.{one.key}", one
        return name, self.tops[name]

    def value(self, path: str) -> Any:
        """The answer at a path, read or worked out; None for none and for one that cannot be taken."""
        if path not in self.read:
            self.read[path] = None
            self.read[path] = self._value(path)
        return self.read[path]

    def _value(self, path: str) -> Any:
        top, _, rest = path.partition(".")
        if top in self.groups:
            n, _, key = rest.partition(".")
            one = next(one for one in self.groups[top].fields if one.key == key)
            said = self.said_rows(top)[int(n)].get(key)
        else:
            one, said = self.tops[top], self.said.get(top)
        if one.calculation:
            return self.calculated(one, path.rpartition(".")[0])
        try:
            value = None if said is None else self.reader(one, said)
            if isinstance(value, Address) and self.known is not None and not self.known(value.territory):
                raise Unread(N_("Không có địa bàn mã “{code}”. Hãy chọn lại xã, phường."), code=value.territory[:40])
        except Unread as error:
            if self.visible(one, path):
                self.errors.append(FieldError(path, error.template, dict(error.params)))
            return None
        return value

    def calculated(self, one: Field, row: str) -> Any:
        result = worked_out(parsed(one.calculation), lambda part: self.operand(part, row))
        return whole(result) if isinstance(result, Decimal) and one.kind in WHOLE else result

    def operand(self, part: Name | Total | Count, row: str) -> Decimal | None:
        if isinstance(part, Count):
            group = self.groups[part.group]
            return Decimal(len(self.rows_of(group)) if self.shown_group(group) else 0)
        if isinstance(part, Name):
            path, one = self.meant(part.name, row)
            return self.number(path, one)
        name, _, key = part.name.partition(".")
        group = self.groups[name]
        one = next(one for one in group.fields if one.key == key)
        found = [self.number(f"{name}.{n}.{key}", one) for n in self.rows_of(group)]
        return (
            sum((value for value in found if value is not None), Decimal(0)) if self.shown_group(group) else Decimal(0)
        )

    def number(self, path: str, one: Field) -> Decimal | None:
        value = self.value(path) if self.visible(one, path) else None
        return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None

    def said_rows(self, group: str) -> Sequence[Mapping[str, Any]]:
        said = self.said.get(group)
        rows = said if isinstance(said, list | tuple) else []
        return [row if isinstance(row, Mapping) else {} for row in rows[:MOST_ROWS]]

    def rows_of(self, group: Group) -> list[int]:
        """Numbers of the rows in which something stands; told once what is none."""
        if group.key not in self.rows:
            self.rows[group.key] = self._rows(group)
        return self.rows[group.key]

    def _rows(self, group: Group) -> list[int]:
        said = self.said.get(group.key)
        if said not in (None, "", [], {}) and not isinstance(said, list | tuple):
            self.errors.append(FieldError(group.key, N_("Gửi một danh sách các dòng.")))
        if isinstance(said, list | tuple) and len(said) > MOST_ROWS:
            text = N_("“{label}” có nhiều nhất {most} dòng.")
            self.errors.append(FieldError(group.key, text, {"label": group.label, "most": group.most}))
        keys, found = {one.key for one in group.fields}, []
        for n, row in enumerate(self.said_rows(group.key)):
            for key in sorted(str(key) for key in row if key not in keys):
                self.errors.append(FieldError(f"{group.key}.{n}.{key[:60]}", N_("Tờ khai không có trường này.")))
            if isinstance(said, list | tuple) and not isinstance(said[n], Mapping):
                self.errors.append(FieldError(f"{group.key}.{n}", N_("Mỗi dòng gồm các trường của nhóm.")))
            if any(_said(value) for value in row.values()):
                found.append(n)
        return found


def _said(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_said(one) for one in value.values())
    if isinstance(value, list | tuple):
        return any(_said(one) for one in value)
    return value is not None and value is not False and str(value).strip() != ""
