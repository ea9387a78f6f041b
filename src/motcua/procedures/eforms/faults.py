"""What is wrong with a form as it is written, told so that whoever wrote it can put it right. A form without faults can be filled in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from motcua.kernel.errors import N_, FieldError
from motcua.procedures.eforms.calculations import Count, Name, Part, Total, Words, parsed, parts_of
from motcua.procedures.eforms.conditions import meant
from motcua.procedures.eforms.kinds import CHOSEN, HOLDS, NUMBERS, ORDERED, WRITTEN
from motcua.procedures.eforms.numbers import Unread
from motcua.procedures.eforms.parts import Condition, EForm, Field, Group
from motcua.procedures.eforms.typed import bound_of

KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
MOST_FIELDS, MOST_ROWS = 300, 200
_LABEL, _TEXT = 300, 2000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right: `code` is stable, `at` the name of the field, group, or "section 2"; `template` a gettext key."""

    code: str
    template: str
    at: str = ""
    params: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.params) if self.params else self.template


def faults(form: EForm) -> tuple[Fault, ...]:
    """All of them, in the order of the form."""
    return tuple(_all(form))


def _all(form: EForm) -> Iterator[Fault]:
    if not form.title.strip():
        yield Fault("title", N_("Tờ khai chưa có tên."))
    named = list(form.named())
    if not named:
        yield Fault("empty", N_("Tờ khai chưa có trường nào."))
    if len(named) > MOST_FIELDS:
        yield Fault("many", N_("Tờ khai có quá {most} trường."), params={"most": MOST_FIELDS})
    yield from _keys(form)
    for n, section in enumerate(form.sections, 1):
        if not section.title.strip():
            yield Fault("section", N_("Phần {n} chưa có tên."), f"section {n}", {"n": n})
        yield from _condition(form, section.condition, "", f"section {n}", section.title)
    for group in form.groups().values():
        yield from _group(form, group)
    for name, one in named:
        yield from _field(form, name, one)
    yield from _circles(form)


def _keys(form: EForm) -> Iterator[Fault]:
    tops = [item.key for item in form.items()]
    for key, times in Counter(tops).items():
        if times > 1:
            yield Fault(
                "twice", N_("Khóa “{key}” dùng hai lần. Mỗi trường và nhóm có một khóa riêng."), key, {"key": key}
            )
    for group in form.groups().values():
        for key, times in Counter(one.key for one in group.fields).items():
            if times > 1 or key in tops:
                text = N_("Khóa “{key}” dùng hai lần. Mỗi trường và nhóm có một khóa riêng.")
                yield Fault("twice", text, f"{group.key}.{key}", {"key": key})
    for item in form.items():
        for key in (item.key, *((one.key for one in item.fields) if isinstance(item, Group) else ())):
            if not KEY.fullmatch(key):
                text = N_("Khóa “{key}” chỉ gồm chữ thường không dấu, chữ số và gạch dưới, bắt đầu bằng chữ.")
                yield Fault("key", text, key, {"key": key[:60]})


def _group(form: EForm, group: Group) -> Iterator[Fault]:
    told = {"label": group.label or group.key}
    if not group.label.strip():
        yield Fault("label", N_("Nhóm “{label}” chưa có tên."), group.key, {"label": group.key})
    if not group.fields:
        yield Fault("no_fields", N_("Nhóm “{label}” chưa có trường nào."), group.key, {**told})
    if not 0 <= group.least <= group.most or not 1 <= group.most <= MOST_ROWS:
        text = N_(
            "Số dòng của nhóm “{label}”: ít nhất từ 0, nhiều nhất không quá {most}, ít nhất không lớn hơn nhiều nhất."
        )
        yield Fault("rows", text, group.key, {**told, "most": MOST_ROWS})
    yield from _condition(form, group.condition, "", group.key, group.label)


def _field(form: EForm, name: str, one: Field) -> Iterator[Fault]:
    told: dict[str, object] = {"label": one.label or one.key}
    if not one.label.strip():
        yield Fault("label", N_("Trường “{key}” chưa có tên."), name, {"key": one.key})
    if len(one.label) > _LABEL or len(one.help) > _TEXT:
        yield Fault(
            "long", N_("Tên hoặc lời giải thích của “{label}” dài quá."), name, told | {"label": one.label[:60]}
        )
    if one.kind in CHOSEN:
        yield from _choices(name, one)
    elif one.choices:
        yield Fault("choices", N_("“{label}” không phải kiểu chọn nên không có lựa chọn."), name, told)
    yield from _bounds(name, one)
    if one.known is not None and (one.kind not in HOLDS[one.known] or "." in name or one.calculation):
        text = N_(
            "“{label}” không lấy được thông tin này của chủ hồ sơ: chọn kiểu phù hợp, ngoài nhóm, không có phép tính."
        )
        yield Fault("known", text, name, told)
    group = name.rpartition(".")[0]
    yield from _condition(form, one.condition, group, name, one.label)
    if one.calculation:
        yield from _calculation(form, name, one)


def _choices(name: str, one: Field) -> Iterator[Fault]:
    told: dict[str, object] = {"label": one.label or one.key}
    if not one.choices:
        yield Fault("no_choices", N_("“{label}” chưa có lựa chọn nào."), name, told)
    if any(not KEY.fullmatch(choice.key) or not choice.label.strip() for choice in one.choices):
        text = N_("Mỗi lựa chọn của “{label}” cần một tên và một khóa gồm chữ thường không dấu, chữ số, gạch dưới.")
        yield Fault("choice", text, name, told)
    if len({choice.key for choice in one.choices}) < len(one.choices):
        yield Fault("choice_twice", N_("“{label}” có hai lựa chọn cùng khóa."), name, told)


def _bounds(name: str, one: Field) -> Iterator[Fault]:
    told: dict[str, object] = {"label": one.label or one.key}
    if not (one.low or one.high):
        return
    if one.kind not in ORDERED | WRITTEN:
        yield Fault("bounds", N_("“{label}” là kiểu không có giới hạn nhỏ nhất, lớn nhất."), name, told)
        return
    try:
        low, high = bound_of(one, one.low), bound_of(one, one.high)
    except Unread as error:
        yield Fault("bounds", error.template, name, dict(error.params))
        return
    if low is not None and high is not None and low > high:  # type: ignore[operator]
        yield Fault("bounds", N_("“{label}”: giới hạn nhỏ nhất lớn hơn giới hạn lớn nhất."), name, told)


def _condition(form: EForm, condition: Condition | None, group: str, at: str, label: str) -> Iterator[Fault]:
    if condition is None:
        return
    fields = form.fields()
    one = fields.get(f"{group}.{condition.field}") if group else None
    one = one or (fields.get(condition.field) if _reaches(condition.field, group) else None)
    if one is None:
        text = N_("Điều kiện của “{label}” theo trường “{field}”, nhưng không có trường ấy ở chỗ đó.")
        yield Fault("condition", text, at, {"label": label, "field": condition.field[:60]})
        return
    try:
        meant(condition, one)
    except Unread as error:
        yield Fault("condition", error.template, at, dict(error.params))


def _reaches(name: str, group: str) -> bool:
    """A field of a group is there for its own row alone."""
    return "." not in name or name.rpartition(".")[0] == group


def _calculation(form: EForm, name: str, one: Field) -> Iterator[Fault]:
    told: dict[str, object] = {"label": one.label or one.key}
    if one.required:
        yield Fault("calculated", N_("“{label}” được tính ra nên không đánh dấu bắt buộc."), name, told)
    try:
        part = parsed(one.calculation)
    except Unread as error:
        yield Fault(
            "calculation",
            N_("“{label}”: phép tính chưa đúng. {why}"),
            name,
            told | {"why": FieldError(name, error.template, dict(error.params))},
        )
        return
    in_words = isinstance(part, Words)
    if in_words != (one.kind in WRITTEN) or (one.kind not in WRITTEN | NUMBERS):
        text = N_("“{label}”: phép tính cho số thì trường là số hoặc số tiền; BẰNG_CHỮ thì trường là chữ.")
        yield Fault("calculated_kind", text, name, told)
    fields, groups, group = form.fields(), form.groups(), name.rpartition(".")[0]
    for operand in parts_of(part):
        if isinstance(operand, Count):
            if operand.group not in groups:
                text = N_("“{label}”: ĐẾM cần khóa của một nhóm, không có nhóm “{name}”.")
                yield Fault("calculation", text, name, told | {"name": operand.group})
        elif isinstance(operand, Total):
            if "." not in operand.name or not _number(fields.get(operand.name)):
                text = N_("“{label}”: TỔNG cần một trường số của một nhóm, viết nhom.truong; không có “{name}”.")
                yield Fault("calculation", text, name, told | {"name": operand.name})
        elif isinstance(operand, Name | Words):
            own = fields.get(f"{group}.{operand.name}") if group else None
            if not _number(own or (fields.get(operand.name) if _reaches(operand.name, group) else None)):
                text = N_("“{label}”: phép tính cần trường số, không có trường số “{name}” ở chỗ đó.")
                yield Fault("calculation", text, name, told | {"name": operand.name})


def _number(one: Field | None) -> bool:
    return one is not None and one.kind in NUMBERS


def _circles(form: EForm) -> Iterator[Fault]:
    """Fields whose condition or calculation comes back to themselves."""
    rests = _rests_on(form)
    done: set[str] = set()
    for name, one in form.fields().items():
        if name in done:
            continue
        seen, wait = {name}, list(rests.get(name, ()))
        while wait:
            other = wait.pop()
            if other == name:
                done |= seen
                text = N_(
                    "“{label}” phụ thuộc vào chính nó qua điều kiện hoặc phép tính. Hãy bỏ một chỗ trong vòng đó."
                )
                yield Fault("circle", text, name, {"label": one.label})
                break
            if other not in seen:
                seen.add(other)
                wait.extend(rests.get(other, ()))


def _rests_on(form: EForm) -> dict[str, set[str]]:
    """Name → names of which it needs the answer first. Sections and groups are passed through by their conditions."""
    fields = form.fields()
    found: dict[str, set[str]] = {}
    for section in form.sections:
        above = {section.condition.field} if section.condition else set()
        for item in section.items:
            around = above | ({item.condition.field} if isinstance(item, Group) and item.condition else set())
            for one in item.fields if isinstance(item, Group) else (item,):
                name = f"{item.key}.{one.key}" if isinstance(item, Group) else one.key
                group = item.key if isinstance(item, Group) else ""
                needs = {one.condition.field} if one.condition else set()
                needs |= _operands(form, one)
                named = {f"{group}.{need}" if group and f"{group}.{need}" in fields else need for need in needs}
                found[name] = around | named
    return found


def _operands(form: EForm, one: Field) -> set[str]:
    try:
        parts: list[Part] = list(parts_of(parsed(one.calculation))) if one.calculation else []
    except Unread:
        return set()
    needs = {part.name for part in parts if isinstance(part, Name | Total | Words)}
    for part in parts:
        group = form.groups().get(part.group) if isinstance(part, Count) else None
        if group is not None and group.condition is not None:
            needs.add(group.condition.field)
    return needs
