"""Changes of an issued plan: what a person enters becomes {op, list, uid, before, after}; what they add up to. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from motcua.kernel.errors import N_, FieldError, Invalid
from motcua.plans.rules.drafts import checked_item

Json = Any
LISTS = ("tasks", "targets")
TASK = (
    "no",
    "section",
    "section_title",
    "goal",
    "task",
    "lead",
    "coordinators",
    "deliverable",
    "schedule_text",
    "schedule",
)
TARGET = ("text", "subject", "comparator", "value", "unit", "task_no")
FIELDS = {"tasks": TASK, "targets": TARGET}


def item_of(content: Mapping[str, Json], name: str, uid: str) -> dict[str, Json]:
    """The task or target of a plan. Raises Invalid."""
    found = next((i for i in content.get(name) or [] if str(i.get("uid")) == uid), None) if name in LISTS else None
    if found is None:
        raise Invalid("Mục này không còn trong kế hoạch. Hãy tải lại trang.", code="no_such_place")
    return dict(found)


def changed(content: Mapping[str, Json], name: str, uid: str, given: Mapping[str, Json]) -> dict[str, Json]:
    """The change of one item to what was entered: only fields that differ. Raises Invalid when nothing differs."""
    before = item_of(content, name, uid)
    year = (content.get("document") or {}).get("year")
    after = checked_item(f"/{name}/0", given, year=year, before=deepcopy(before))
    differ = [f for f in FIELDS[name] if after.get(f) != before.get(f)]
    if not differ:
        told = FieldError("task" if name == "tasks" else "text", N_("Chưa có gì khác với nội dung hiện hành."))
        raise Invalid("Chưa ghi được thay đổi.", errors=(told,))
    return {
        "op": "change",
        "list": name,
        "uid": uid,
        "words": _words(before),
        "before": {f: before.get(f) for f in differ},
        "after": {f: after.get(f) for f in differ},
    }


def added(content: Mapping[str, Json], name: str, given: Mapping[str, Json]) -> dict[str, Json]:
    """A new task or target."""
    if name not in LISTS:
        raise Invalid("Không thêm được mục vào danh sách này.", code="not_editable")
    after = checked_item(f"/{name}/0", given, year=(content.get("document") or {}).get("year"))
    return {
        "op": "add",
        "list": name,
        "uid": "",
        "words": _words(after),
        "before": None,
        "after": {f: after.get(f) for f in FIELDS[name]},
    }


def dropped(content: Mapping[str, Json], name: str, uid: str) -> dict[str, Json]:
    """An item that is taken out."""
    before = item_of(content, name, uid)
    return {
        "op": "drop",
        "list": name,
        "uid": uid,
        "words": _words(before),
        "before": {f: before.get(f) for f in FIELDS[name]},
        "after": None,
    }


def with_change(changes: Sequence[Mapping[str, Json]], new: Mapping[str, Json]) -> list[dict[str, Json]]:
    """The list with a change put in: a later one of the same item takes the place of the earlier."""
    kept = [dict(c) for c in changes if not new["uid"] or (c["list"], c["uid"]) != (new["list"], new["uid"])]
    return [*kept, dict(new)]


def stale(changes: Sequence[Mapping[str, Json]], content: Mapping[str, Json]) -> list[str]:
    """The words of those items that have become something else since the change was written: they must be looked at again."""
    found = []
    for change in changes:
        if change["op"] == "add":
            continue
        now = next((i for i in content.get(change["list"]) or [] if str(i.get("uid")) == change["uid"]), None)
        if now is None or any(now.get(f) != value for f, value in (change["before"] or {}).items()):
            found.append(str(change["words"]))
    return found


def _words(item: Mapping[str, Json]) -> str:
    no = f"{item['no']}. " if item.get("no") else ""
    return f"{no}{item.get('task') or item.get('text') or ''}"
