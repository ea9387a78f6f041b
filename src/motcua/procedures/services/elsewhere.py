"""The province's own list of what others settle: each change is a dated change of the rule."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from motcua.kernel import clock, rules
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, Stale
from motcua.kernel.models import RuleOverride
from motcua.kernel.search.words import folded_phrase
from motcua.kernel.text import nfc
from motcua.procedures.queries.elsewhere import RULE, Elsewhere, held_on

_MOST_WORDS = 40


def keep_elsewhere(entry: Elsewhere, *, seen: str, actor: Actor) -> None:
    """Write a matter, new or instead of the one with its key; it holds from today on. `seen`: the change of the rule that was looked at.

    Raises Invalid where a part cannot be taken, Stale where somebody changed the list meanwhile.
    """
    kept = Elsewhere(
        entry.key or folded_phrase(" ".join(entry.words[:1])).replace(" ", "_")[:60],
        tuple(_tidied(entry.words)),
        tuple(_tidied(entry.unless)),
        *(" ".join(nfc(text).split()) for text in (entry.where, entry.where_en, entry.article)),
    )
    _check(kept)
    held = [one for one in held_on(clock.today()).entries if one.key != kept.key]
    _write([*held, kept], seen=seen, actor=actor, reason=f"{kept.words[0]}: {kept.where}")


def drop_elsewhere(key: str, *, seen: str, actor: Actor) -> None:
    """Take a matter off the list. Raises Stale as `keep_elsewhere` does."""
    held = held_on(clock.today()).entries
    _write([one for one in held if one.key != key], seen=seen, actor=actor, reason=f"Bỏ mục {key}")


def _write(entries: Sequence[Elsewhere], *, seen: str, actor: Actor, reason: str) -> None:
    """What held until now ends as it is: what comes in its place holds from today."""
    today = clock.today()
    with transaction.atomic():
        held = held_on(today)
        if held.override != seen:
            raise Stale("Danh sách này đã thay đổi từ lúc bạn mở. Xem lại rồi sửa tiếp.")
        if held.override:
            rules.withdraw_override(RuleOverride.objects.get(uid=held.override), actor=actor, reason=reason[:500])
        rules.override_rule(
            RULE,
            actor=actor,
            valid_from=today,
            valid_to=None,
            value={"entries": [one.plain() for one in entries]},
            article=rules.shipped()[RULE].versions[-1].article,
            reason=reason[:500],
        )


def _tidied(texts: Sequence[str]) -> list[str]:
    listed = (" ".join(nfc(text).split()).lower() for text in texts)
    return list(dict.fromkeys(text for text in listed if text))


def _check(entry: Elsewhere) -> None:
    errors = []
    if not entry.words:
        errors.append(FieldError("words", "Nhập ít nhất một cụm từ mà người dân hay dùng."))
    for name, texts in (("words", entry.words), ("unless", entry.unless)):
        if len(texts) > _MOST_WORDS or any(len(text) > 120 or not folded_phrase(text) for text in texts):
            errors.append(
                FieldError(name, "Nhiều nhất {most} cụm từ, mỗi cụm dài nhất 120 ký tự.", {"most": _MOST_WORDS})
            )
    if not entry.where:
        errors.append(FieldError("where", "Nhập cơ quan giải quyết việc này."))
    errors += [
        FieldError(name, "Dài nhất {most} ký tự.", {"most": 400})
        for name, text in (("where", entry.where), ("where_en", entry.where_en), ("article", entry.article))
        if len(text) > 400
    ]
    if errors:
        raise Invalid("Chưa ghi được mục này.", errors=tuple(errors))
