"""Changes of a form as it is built, each giving a new one. A section goes by its place from 0, a field or group by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from motcua.kernel.errors import N_, NotFound
from motcua.kernel.text import fold
from motcua.procedures.eforms.parts import EForm, Field, Group, Section

_LENGTH = 40
_T = TypeVar("_T")


def key_for(label: str, taken: Sequence[str] | set[str] | frozenset[str]) -> str:
    """A free key made of the words of a label."""
    words = re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_")[:_LENGTH].rstrip("_")
    key = words if words[:1].isalpha() else f"truong_{words}".rstrip("_")
    found, n = key, 2
    while found in taken:
        found, n = f"{key}_{n}", n + 1
    return found


def keys_of(form: EForm) -> frozenset[str]:
    """All keys in use: fields of groups by their own."""
    return frozenset(part for name, _one in form.named() for part in name.split(".")) | frozenset(form.groups())


def add_section(form: EForm, section: Section) -> EForm:
    return replace(form, sections=(*form.sections, section))


def change_section(form: EForm, place: int, section: Section) -> EForm:
    """Another title, help or condition; its items stay."""
    old = _section(form, place)
    return _with_section(form, place, replace(section, items=old.items))


def remove_section(form: EForm, place: int) -> EForm:
    _section(form, place)
    return replace(form, sections=(*form.sections[:place], *form.sections[place + 1 :]))


def move_section(form: EForm, place: int, by: int) -> EForm:
    _section(form, place)
    return replace(form, sections=_moved(form.sections, place, by))


def add_item(form: EForm, place: int, item: Field | Group) -> EForm:
    """At the end of a section."""
    section = _section(form, place)
    return _with_section(form, place, replace(section, items=(*section.items, item)))


def add_to_group(form: EForm, group: str, one: Field) -> EForm:
    return _within(form, group, lambda items, n: _put(items, n, _grown(items[n], one)))


def change_item(form: EForm, name: str, item: Field | Group) -> EForm:
    """Another field or group in the place of one; a group keeps its fields."""

    def put(items: tuple[Field | Group, ...], n: int) -> tuple[Field | Group, ...]:
        old = items[n]
        new = replace(item, fields=old.fields) if isinstance(item, Group) and isinstance(old, Group) else item
        return _put(items, n, new)

    return _within(form, name, put)


def remove_item(form: EForm, name: str) -> EForm:
    return _within(form, name, lambda items, n: (*items[:n], *items[n + 1 :]))


def move_item(form: EForm, name: str, by: int) -> EForm:
    """Up or down; past the edge of its section a top field goes to the section before or after."""
    place, n = _place(form, name.partition(".")[0])
    items = form.sections[place].items
    if "." in name or 0 <= n + by < len(items):
        return _within(form, name, lambda rows, at: _moved(rows, at, by))
    beyond = place + (1 if by > 0 else -1)
    if not 0 <= beyond < len(form.sections):
        return form
    item, there = items[n], form.sections[beyond]
    form = _with_section(form, place, replace(form.sections[place], items=(*items[:n], *items[n + 1 :])))
    moved = (item, *there.items) if by > 0 else (*there.items, item)
    return _with_section(form, beyond, replace(there, items=moved))


def found_in(form: EForm, name: str) -> Field | Group:
    """The field or group of a name. Raises NotFound."""
    found = form.fields().get(name) or form.groups().get(name)
    if found is None:
        raise _gone()
    return found


def _within(form: EForm, name: str, change: Callable[..., tuple[Field | Group, ...]]) -> EForm:
    top, _, key = name.partition(".")
    place, n = _place(form, top)
    section = form.sections[place]
    if not key:
        return _with_section(form, place, replace(section, items=change(section.items, n)))
    group = section.items[n]
    at = next((m for m, one in enumerate(group.fields) if one.key == key), None) if isinstance(group, Group) else None
    if at is None or not isinstance(group, Group):
        raise _gone()
    changed = replace(group, fields=tuple(one for one in change(group.fields, at) if isinstance(one, Field)))
    return _with_section(form, place, replace(section, items=_put(section.items, n, changed)))


def _place(form: EForm, key: str) -> tuple[int, int]:
    for place, section in enumerate(form.sections):
        for n, item in enumerate(section.items):
            if item.key == key:
                return place, n
    raise _gone()


def _grown(group: Field | Group, one: Field) -> Group:
    if not isinstance(group, Group):
        raise _gone()
    return replace(group, fields=(*group.fields, one))


def _put(items: tuple[Field | Group, ...], n: int, item: Field | Group) -> tuple[Field | Group, ...]:
    return (*items[:n], item, *items[n + 1 :])


def _moved(rows: tuple[_T, ...], n: int, by: int) -> tuple[_T, ...]:
    to = min(max(n + by, 0), len(rows) - 1)
    rest = [*rows[:n], *rows[n + 1 :]]
    return (*rest[:to], rows[n], *rest[to:])


def _section(form: EForm, place: int) -> Section:
    if not 0 <= place < len(form.sections):
        raise _gone()
    return form.sections[place]


def _with_section(form: EForm, place: int, section: Section) -> EForm:
    return replace(form, sections=(*form.sections[:place], section, *form.sections[place + 1 :]))


def _gone() -> NotFound:
    return NotFound(N_("Tờ khai không còn phần này. Hãy tải lại trang."), code="no_part")
