"""Keeping the life events by which people come to procedures: the province's own, and its changes of those that ship with the product."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, Refused
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.text import fold, nfc
from motcua.procedures.events import EventKind
from motcua.procedures.models import LifeAudience, LifeEvent, LifeEventEntry, ProcedureKind
from motcua.procedures.queries.life_events import ICONS, Needed, ref_of, shipped

MOST_PROCEDURES = 40
MOST_PHRASES = 12
LONGEST_PHRASE = 120
LONGEST_NOTE = 300
TAKEN = frozenset({"moi"})
"""Words that addresses of the desk use for something else."""


@dataclass(frozen=True, slots=True)
class LifeFacts:
    """What an entry says, as somebody typed it."""

    title: str
    audience: str
    icon: str
    position: int
    title_en: str = ""
    intro: str = ""
    phrases: tuple[str, ...] = ()
    active: bool = True


def keep_life_event(
    key: str, facts: LifeFacts, procedures: Sequence[Needed], *, version: int, actor: Actor
) -> LifeEvent:
    """Write an entry with its procedures in order. `key` "" makes a new one; `version` 0 where the province has none of its own yet.

    Raises Invalid where a part cannot be taken, Stale where somebody changed it meanwhile.
    """
    said = LifeFacts(
        _line(facts.title),
        facts.audience,
        facts.icon,
        facts.position,
        _line(facts.title_en),
        _line(facts.intro),
        tuple(dict.fromkeys(text for text in (_line(one) for one in facts.phrases) if text)),
        facts.active,
    )
    needed = [Needed(one.procedure, _line(one.note)) for one in procedures]
    if errors := tuple(_wrong(said, needed)):
        raise Invalid("Chưa ghi được nhóm việc.", errors=errors)
    with transaction.atomic():
        row = _written(key or _free_key(said.title), said, version=version, actor=actor)
        row.entries.all().delete()
        LifeEventEntry.objects.bulk_create(
            LifeEventEntry(event=row, procedure=one.procedure, position=place, note=one.note)
            for place, one in enumerate(needed, 1)
        )
        payload: dict[str, events.Plain] = {
            "title": row.title,
            "for": row.audience,
            "codes": [one.procedure.base_code for one in needed],
            "phrases": list(said.phrases),
            "position": row.position,
            "in_use": row.active,
        }
        events.append(ref_of(row.key), EventKind.LIFE_EVENT_KEPT, actor=actor, payload=payload)
    return row


def take_up_shipped(key: str, *, version: int, actor: Actor) -> None:
    """Give up the province's own wording: what ships with the product holds again. Raises Refused where nothing of this key ships."""
    if key not in shipped():
        raise Refused("Nhóm việc này do tỉnh lập; hãy thôi dùng thay vì lấy lại bản có sẵn.")
    with transaction.atomic():
        deleted, _ = LifeEvent.objects.filter(key=key, version=version).delete()
        if not deleted:
            raise changed_meanwhile(ref_of(key), actor=actor)
        events.append(ref_of(key), EventKind.LIFE_EVENT_SHIPPED, actor=actor)


def _written(key: str, said: LifeFacts, *, version: int, actor: Actor) -> LifeEvent:
    facts = {
        "audience": said.audience,
        "title": said.title,
        "title_en": said.title_en,
        "icon": said.icon,
        "intro": said.intro,
        "phrases": list(said.phrases),
        "position": said.position,
        "active": said.active,
        "changed_at": clock.now(),
        "by_name": actor.name,
    }
    rows = LifeEvent.objects.filter(key=key)
    if version:
        if not rows.filter(version=version).update(**facts, version=F("version") + 1):
            raise changed_meanwhile(ref_of(key), actor=actor)
        return rows.get()
    if rows.exists():
        raise changed_meanwhile(ref_of(key), actor=actor)
    return LifeEvent.objects.create(key=key, **facts)


def _wrong(said: LifeFacts, needed: Sequence[Needed]) -> Iterator[FieldError]:
    if not said.title:
        yield FieldError("title", "Ghi tên nhóm việc.")
    if said.audience not in LifeAudience.values:
        yield FieldError("audience", "Chọn nhóm việc dành cho ai.")
    if said.icon not in ICONS:
        yield FieldError("icon", "Chọn một hình vẽ trong danh sách.")
    if not 0 <= said.position <= 10_000:
        yield FieldError("position", "Thứ tự từ 0 đến 10.000.")
    if len(said.phrases) > MOST_PHRASES or any(len(one) > LONGEST_PHRASE for one in said.phrases):
        yield FieldError(
            "phrases",
            "Nhiều nhất {most} dòng, mỗi dòng dài nhất {longest} ký tự.",
            {"most": MOST_PHRASES, "longest": LONGEST_PHRASE},
        )
    if not said.phrases and not needed:
        yield FieldError("phrases", "Ghi từ ngữ để tìm, hoặc chọn thủ tục: trang của nhóm việc không được trống.")
    codes = [one.procedure.base_code for one in needed]
    if len(codes) > MOST_PROCEDURES:
        yield FieldError("", "Nhiều nhất {most} thủ tục trong một nhóm việc.", {"most": MOST_PROCEDURES})
    if len(set(codes)) < len(codes):
        twice = next(code for code in codes if codes.count(code) > 1)
        yield FieldError("", "Thủ tục {code} có hai lần.", {"code": twice})
    if hidden := next((one for one in needed if one.procedure.kind != ProcedureKind.PUBLIC), None):
        code = hidden.procedure.base_code
        yield FieldError("", "Thủ tục {code} là thủ tục nội bộ, không nêu ở trang công khai.", {"code": code})
    if any(len(one.note) > LONGEST_NOTE for one in needed):
        yield FieldError("", "Ghi chú dài nhất {most} ký tự.", {"most": LONGEST_NOTE})


def _line(text: str) -> str:
    return " ".join(nfc(text).split())


def _free_key(title: str) -> str:
    """What stands in the address: the words of the title, with a number where that is taken."""
    base = re.sub(r"[^a-z0-9]+", "-", fold(title).lower()).strip("-")[:50].strip("-") or "viec"
    taken = TAKEN | shipped().keys() | set(LifeEvent.objects.filter(key__startswith=base).values_list("key", flat=True))
    return next(key for key in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if key not in taken)
