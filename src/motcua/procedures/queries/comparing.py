"""Two contents side by side, in words, part by part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.procedures.content import Answer, Content, Difference, Unread, differences, with_parts
from motcua.procedures.models import ProcedureVersion, VersionState
from motcua.procedures.queries import words
from motcua.procedures.queries.registry import content_of
from motcua.procedures.queries.sections import sentence_of

PARTS: dict[str, Any] = {
    **words.PARTS,
    "field": _("Lĩnh vực"),
    "other_names": _("Tên gọi khác"),
    "levels": _("Cấp thực hiện"),
    "decision": _("Quyết định công bố"),
    "origin": _("Nguồn"),
    "sets": _("Số bộ hồ sơ"),
    "unread": _("Phần chưa cấu trúc"),
    "keywords": _("Từ khóa"),
    "description": _("Mô tả"),
    "related": _("Thủ tục liên quan"),
    "answers": _("Trả lời có hay không"),
}
"""What people read of every field of a content."""
_ANSWERS = {Answer.YES: _("Có"), Answer.NO: _("Không"), Answer.UNANSWERED: ""}


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in one part: the part's code and name, and old and new words of each entry ("" where there is none)."""

    part: str
    label: Any
    entries: tuple[tuple[str, str], ...]


def changes(before: ProcedureVersion, after: ProcedureVersion) -> list[Change]:
    return told(differences(content_of(before), content_of(after)))


def changes_made(version: ProcedureVersion) -> list[Change] | None:
    """What a version changed against the one before it; None for the first."""
    before = (
        ProcedureVersion.objects.filter(procedure=version.procedure_id, number__lt=version.number)
        .exclude(state=VersionState.DRAFT)
        .order_by("-number")
        .first()
    )
    return changes(before, version) if before is not None else None


def changes_by_part(before: Content, after: Content, parts: Iterable[str]) -> list[Change]:
    """One change for each of the named parts, with its unsorted words and its answer."""
    return [
        Change(
            part,
            PARTS.get(part, part),
            tuple(
                entry
                for change in told(differences(before, with_parts(before, after, [part])))
                for entry in change.entries
            ),
        )
        for part in parts
    ]


def told(found: Iterable[Difference]) -> list[Change]:
    """Differences in words, those of one part together."""
    return [
        Change(part, PARTS.get(part, part), tuple((_said(d, d.before), _said(d, d.after)) for d in group))
        for part, group in groupby(found, key=lambda d: d.part)
    ]


def _said(difference: Difference, value: Any) -> str:
    match difference.part, value:
        case _, None:
            return ""
        case "levels", tuple() | str():
            return words.listed([words.LEVELS[v] for v in ((value,) if isinstance(value, str) else value)])
        case "audiences", tuple() | str():
            return words.listed([words.AUDIENCES[v] for v in ((value,) if isinstance(value, str) else value)])
        case "answers", _:
            return f"{PARTS.get(difference.key, difference.key)}: {_ANSWERS[Answer(value)]}" if value else ""
        case "unread", Unread():
            return f"{PARTS[value.part]}: {value.text}"
        case _:
            return sentence_of(value) if not isinstance(value, int) else str(value)
