"""When a field, group or section is asked for: where the answer of another field is, or is not, something."""

from __future__ import annotations

from typing import Any

from motcua.kernel.errors import N_
from motcua.procedures.eforms.kinds import CHOSEN, ORDERED, Kind
from motcua.procedures.eforms.numbers import Unread
from motcua.procedures.eforms.parts import Condition, Field, Op
from motcua.procedures.eforms.typed import bound_of, shown

OP_NAMES = {
    Op.EQUALS: N_("là"),
    Op.DIFFERS: N_("không là"),
    Op.IN: N_("là một trong"),
    Op.ABOVE: N_("lớn hơn, sau"),
    Op.AT_LEAST: N_("từ … trở lên"),
    Op.BELOW: N_("nhỏ hơn, trước"),
    Op.AT_MOST: N_("đến … trở xuống"),
    Op.FILLED: N_("có điền"),
    Op.EMPTY: N_("để trống"),
}
ALONE = frozenset({Op.FILLED, Op.EMPTY})
COMPARING = frozenset({Op.ABOVE, Op.AT_LEAST, Op.BELOW, Op.AT_MOST})
TRUE, FALSE = "true", "false"
_SENTENCES = {
    Op.EQUALS: N_("“{field}” là {values}"),
    Op.DIFFERS: N_("“{field}” không là {values}"),
    Op.IN: N_("“{field}” là một trong: {values}"),
    Op.ABOVE: N_("“{field}” lớn hơn hoặc sau {values}"),
    Op.AT_LEAST: N_("“{field}” từ {values} trở lên"),
    Op.BELOW: N_("“{field}” nhỏ hơn hoặc trước {values}"),
    Op.AT_MOST: N_("“{field}” đến {values} trở xuống"),
    Op.FILLED: N_("“{field}” có điền"),
    Op.EMPTY: N_("“{field}” để trống"),
}


def ops_for(kind: Kind) -> tuple[Op, ...]:
    """How answers of a kind can be compared."""
    if kind is Kind.BOOLEAN:
        return (Op.EQUALS,)
    if kind is Kind.ADDRESS:
        return (Op.FILLED, Op.EMPTY)
    if kind in ORDERED:
        return tuple(op for op in Op if op is not Op.IN)
    return tuple(op for op in Op if op not in COMPARING)


def met(condition: Condition, field: Field, answer: Any) -> bool:
    """Whether the answer of `field` is what the condition asks for. A box that is not ticked is an answer too."""
    if field.kind is Kind.BOOLEAN:
        return (TRUE if answer else FALSE) in condition.values
    if condition.op in ALONE:
        return (answer is None) == (condition.op is Op.EMPTY)
    if answer is None:
        return False
    if condition.op in COMPARING:
        return _compared(condition.op, answer, bound_of(field, condition.values[0]))
    same = any(_same(field, answer, value) for value in condition.values)
    return same != (condition.op is Op.DIFFERS)


def meant(condition: Condition, field: Field) -> None:
    """Raises Unread where the condition cannot be asked of the field."""
    if condition.op not in ops_for(field.kind):
        raise Unread(N_("Không so sánh được “{field}” theo cách này."), field=field.label)
    if condition.op in ALONE:
        if condition.values:
            raise Unread(N_("Điều kiện có điền hoặc để trống thì không ghi giá trị."))
        return
    if not condition.values or any(not value for value in condition.values):
        raise Unread(N_("Điều kiện theo “{field}” chưa ghi giá trị."), field=field.label)
    if condition.op is not Op.IN and len(condition.values) != 1:
        raise Unread(N_("Điều kiện theo “{field}” chỉ so với một giá trị."), field=field.label)
    if field.kind is Kind.BOOLEAN and condition.values[0] not in {TRUE, FALSE}:
        raise Unread(N_("Ô đánh dấu chỉ so được với có hoặc không."))
    if field.kind in CHOSEN and not {choice.key for choice in field.choices}.issuperset(condition.values):
        raise Unread(N_("“{field}” không có lựa chọn đem so."), field=field.label)
    if field.kind in ORDERED:
        for value in condition.values:
            bound_of(field, value)


def sentence(condition: Condition, field: Field) -> tuple[str, dict[str, str]]:
    """What it asks for, as a template and its parameters."""
    return _SENTENCES[condition.op], {"field": field.label, "values": "; ".join(value_names(condition, field))}


def value_names(condition: Condition, field: Field) -> list[str]:
    """The values as people know them."""
    if field.kind is Kind.BOOLEAN:
        return ["có" if value == TRUE else "không" for value in condition.values]
    if field.kind in CHOSEN:
        names = {choice.key: choice.label for choice in field.choices}
        return [names.get(value, value) for value in condition.values]
    if field.kind in ORDERED:
        return [_shown(field, value) for value in condition.values]
    return list(condition.values)


def _shown(field: Field, value: str) -> str:
    try:
        return shown(field, bound_of(field, value))
    except Unread:
        return value


def _same(field: Field, answer: Any, value: str) -> bool:
    if isinstance(answer, tuple):
        return value in answer
    return bool(answer == bound_of(field, value)) if field.kind in ORDERED else answer == value


def _compared(op: Op, answer: Any, bound: Any) -> bool:
    match op:
        case Op.ABOVE:
            return bool(answer > bound)
        case Op.AT_LEAST:
            return bool(answer >= bound)
        case Op.BELOW:
            return bool(answer < bound)
    return bool(answer <= bound)
