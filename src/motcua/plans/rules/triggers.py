"""Kinds of events of the system that may raise a task which waits for one. Pure: what each kind means, and which words speak of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.kernel.errors import N_
from motcua.kernel.text import fold
from motcua.plans import events as kinds

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class TriggerKind:
    """`events` of the trail that are meant; `words`: folded phrases of a task that speak of it; `details`: of what there are several
    (`document`: types of documents, `source`: sources of work), empty where there is only one.
    """

    label: str
    events: tuple[str, ...]
    words: tuple[str, ...]
    details: str = ""


TRIGGERS: dict[str, TriggerKind] = {
    "superior_plan": TriggerKind(
        N_("Cấp trên ban hành kế hoạch"),
        (kinds.PLAN_ISSUED, kinds.PLAN_ACCEPTED, kinds.PLAN_NUMBERED),
        ("ke hoach cua cap tren", "cap tren ban hanh", "ke hoach cua uy ban nhan dan tinh", "ke hoach cua ubnd tinh"),
    ),
    "superior_amended": TriggerKind(
        N_("Kế hoạch cấp trên được điều chỉnh, bổ sung"),
        (kinds.PLAN_AMENDED,),
        ("dieu chinh ke hoach", "ke hoach duoc dieu chinh", "dieu chinh bo sung ke hoach"),
    ),
    "remedy": TriggerKind(
        N_("Đơn vị chủ trì bị yêu cầu khắc phục sau kiểm tra"),
        (kinds.REMEDY_REQUIRED,),
        ("sau kiem tra", "ket luan kiem tra", "kien nghi kiem tra", "khac phuc"),
    ),
    "instruction": TriggerKind(
        N_("Lãnh đạo cho ý kiến chỉ đạo về khó khăn của đơn vị chủ trì"),
        (kinds.DIFFICULTY_ANSWERED,),
        ("khi co y kien chi dao", "theo chi dao cua lanh dao", "khi co chi dao"),
    ),
    "work_source": TriggerKind(
        N_("Vào sổ một nguồn giao việc"),
        (kinds.SOURCE_REGISTERED,),
        ("khi co yeu cau", "theo yeu cau", "khi co van ban", "theo van ban chi dao"),
        details="source",
    ),
    "document": TriggerKind(
        N_("Đưa một văn bản vào kho văn bản"),
        ("legal_document.added",),
        (
            "van ban quy pham phap luat",
            "khi co quy dinh moi",
            "khi co thay doi",
            "ban hanh quy dinh",
            "quyet dinh cong bo",
        ),
        details="document",
    ),
}


def meant_by(event: str) -> tuple[str, ...]:
    """Keys of the triggers that a kind of event may fire."""
    return tuple(key for key, one in TRIGGERS.items() if event in one.events)


def events_of_triggers() -> tuple[str, ...]:
    """Every kind of event that some trigger listens to."""
    return tuple(dict.fromkeys(event for one in TRIGGERS.values() for event in one.events))


def propose_trigger(texts: Iterable[str | None]) -> str:
    """The trigger whose phrases a task's words hold, the longest phrase first; empty where none does."""
    said = f" {' '.join(_WORD.findall(fold(' '.join(t for t in texts if t))))} "
    found = [(len(p), key) for key, one in TRIGGERS.items() for p in one.words if f" {p} " in said]
    return max(found, key=lambda f: (f[0], f[1]))[1] if found else ""
