"""The content of a plan that people write: a PlanDocument without a reading. Items as they are entered, header, edits by place. Pure.

A place is a JSON pointer: `/document`, `/sections`, `/tasks/3`, `/tasks/-` (after the last), `/topics/public/0`, `/channels/officials/-`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from motcua.documents.citations import find_citations
from motcua.kernel.errors import N_, FieldError, Invalid
from motcua.kernel.text import nfc
from motcua.plans.reader.schedules import parse_schedule
from motcua.plans.rules.corrections import checked_value

Json = Any
LISTS = ("tasks", "targets", "bases", "reporting")
OUTREACH = ("topics", "channels")
AUDIENCES = {
    "officials": N_("Cán bộ, công chức, viên chức"),
    "public": N_("Người dân, doanh nghiệp"),
}
_PLACE = re.compile(rf"/({'|'.join(LISTS)})/(\d+|-)|/({'|'.join(OUTREACH)})/({'|'.join(AUDIENCES)})/(\d+|-)")
_MOST = 500
"""Items of one list that are still believable."""


def blank_content(**header: Json) -> dict[str, Json]:
    """A plan of which only the header is known."""
    return {
        "document": {"class": "plan", "number": None, "issued_on": None, "signer": {}, "recipients": []} | header,
        "bases": [],
        "citations": [],
        "sections": [],
        "targets": [],
        "tasks": [],
        "outreach": {"audiences": []},
        "reporting": [],
        "systems": [],
    }


def with_edit(content: Mapping[str, Json], path: str, value: Json) -> tuple[dict[str, Json], Json]:
    """The content with a place set to `value` (None takes the item out), and what stood there. Raises Invalid for no such place."""
    changed: dict[str, Json] = deepcopy(dict(content))
    if path in {"/document", "/sections"}:
        before = changed.get(path[1:])
        changed[path[1:]] = value
        return changed, before
    items, at = _place(changed, path)
    before = None
    if at is None:
        if len(items) >= _MOST:
            raise Invalid("Danh sách đã quá dài (500 mục).", code="too_many")
        items.append(value)
    elif value is None:
        before = items.pop(at)
    else:
        before, items[at] = items[at], value
    return changed, before


def moved(content: Mapping[str, Json], path: str, to: int) -> dict[str, Json]:
    """The content with one item put at another place of its list; places beyond the ends are the ends."""
    changed: dict[str, Json] = deepcopy(dict(content))
    items, at = _place(changed, path)
    if at is None:
        raise _gone()
    items.insert(max(0, min(to, len(items) - 1)), items.pop(at))
    return changed


def item_at(content: Mapping[str, Json], path: str) -> Json:
    """The item at a place. Raises Invalid for no such place."""
    if path in {"/document", "/sections"}:
        return content.get(path[1:])
    items, at = _place(deepcopy(dict(content)), path)
    if at is None:
        raise _gone()
    return items[at]


def list_of(path: str) -> str:
    """The list that a place belongs to: `tasks`, `topics` …"""
    match = _PLACE.fullmatch(path)
    if match is None:
        raise _gone()
    return match[1] or match[3]


def checked_item(path: str, given: Mapping[str, Json], *, year: int | None, before: Json = None) -> dict[str, Json]:
    """An item as people enter it, in the form in which the content keeps it; what they cannot enter stays as it was `before`.

    Raises Invalid naming the fields.
    """
    name = list_of(path)
    return _SHAPES[name](given, year, dict(before or {}))


def checked_header(given: Mapping[str, Json], before: Mapping[str, Json]) -> dict[str, Json]:
    """The header as people enter it."""
    errors: list[FieldError] = []
    header = dict(before)
    for name in ("kind", "title", "issuer", "place", "year", "recipients"):
        if name in given:
            header[name] = _checked(f"/document/{name}", given[name], name, errors)
    header["signer"] = {
        part: _checked(f"/document/signer/{part}", given.get(f"signer_{part}"), f"signer_{part}", errors)
        for part in ("capacity", "name")
    }
    for name in ("starts_on", "ends_on"):
        header[name] = _checked("/document/issued_on", given.get(name), name, errors)
    if not header.get("title"):
        errors.append(FieldError("title", N_("Ghi trích yếu.")))
    if header["ends_on"] and header["starts_on"] and header["ends_on"] < header["starts_on"]:
        errors.append(FieldError("ends_on", N_("Ngày kết thúc phải sau ngày bắt đầu.")))
    if bool(header["starts_on"]) != bool(header["ends_on"]):
        errors.append(FieldError("ends_on", N_("Ghi cả ngày bắt đầu và ngày kết thúc, hoặc bỏ trống cả hai.")))
    _raise(errors)
    return header


def header_given(head: Mapping[str, Json]) -> dict[str, Json]:
    """A header as people enter it: what `checked_header` takes, and gives back when nothing is changed."""
    signer = head.get("signer") or {}
    names = ("kind", "title", "issuer", "place", "year", "starts_on", "ends_on", "recipients")
    given = {name: head.get(name) for name in names}
    return given | {"signer_capacity": signer.get("capacity"), "signer_name": signer.get("name")}


def item_given(item: Mapping[str, Json]) -> dict[str, Json]:
    """An item as people enter it: a base by its words, the others by their fields."""
    return dict(item) | {"words": (item.get("source") or {}).get("quote") or item.get("subject")}


def sections_from(text: str) -> list[dict[str, Json]]:
    """An outline from lines: "I. MỤC ĐÍCH" opens a part, "1. Yêu cầu" and "a) …" stand under it, other lines are its words."""
    root: list[dict[str, Json]] = []
    path: list[tuple[int, dict[str, Json]]] = []
    for line in nfc(text).splitlines():
        words = " ".join(line.split())
        if not words:
            continue
        found = _HEADING.match(words)
        if found is None:
            if path:
                node = path[-1][1]
                node["text"] = "\n".join(filter(None, (node.get("text"), words)))
            else:
                root.append({"label": "", "title": None, "text": words, "children": []})
            continue
        depth = _depth(found["label"])
        while path and path[-1][0] >= depth:
            path.pop()
        node = {"label": found["label"], "title": found["title"] or None, "children": []}
        (path[-1][1]["children"] if path else root).append(node)
        path.append((depth, node))
    return root


def sections_as_text(nodes: Sequence[Mapping[str, Json]]) -> str:
    """The outline as lines, such that `sections_from` gives it back."""
    return "\n".join(_lines(nodes))


def in_order(nodes: Sequence[Mapping[str, Json]], depth: int = 0) -> Iterator[tuple[int, Mapping[str, Json]]]:
    """(depth, node) of an outline, in the order of the paper."""
    for node in nodes:
        yield depth, node
        yield from in_order(node.get("children") or [], depth + 1)


def lacking(content: Mapping[str, Json]) -> list[FieldError]:
    """What a draft still needs before it can be submitted."""
    head = content.get("document") or {}
    errors = []
    if not head.get("title"):
        errors.append(FieldError("title", N_("Ghi trích yếu.")))
    if not head.get("year"):
        errors.append(FieldError("year", N_("Ghi năm của kế hoạch.")))
    outreach = (content.get("outreach") or {}).get("audiences") or []
    if not (content.get("tasks") or any(a.get("topics") for a in outreach)):
        errors.append(FieldError("tasks", N_("Kế hoạch chưa có nhiệm vụ nào.")))
    for n, task in enumerate(content.get("tasks") or []):
        if not task.get("lead"):
            told = N_("Nhiệm vụ {n} chưa có đơn vị chủ trì.")
            errors.append(FieldError("tasks", told, {"n": task.get("no") or n + 1}))
    return errors


_HEADING = re.compile(
    r"(?P<label>(?:Phần|Chương|Mục)\s+[IVXLC\d]+|[IVXLC]+(?=[.)])|\d+(?:\.\d+)*(?=[.)])|[a-zđ](?=\)))[.):]?\s*(?P<title>.*)"
)


def _depth(label: str) -> int:
    if re.fullmatch(r"(?:Phần|Chương).*", label):
        return 0
    if label.startswith("Mục") or re.fullmatch(r"[IVXLC]+", label):
        return 1
    if label[0].isdigit():
        return 2 + label.count(".")
    return 9


def _lines(nodes: Sequence[Mapping[str, Json]]) -> Iterator[str]:
    for _, node in in_order(nodes):
        label = str(node.get("label") or "")
        if label:
            mark = ")" if re.fullmatch(r"[a-zđ]", label) else "."
            yield f"{label}{mark} {node.get('title') or ''}".rstrip()
        if node.get("text"):
            yield str(node["text"])


def _place(content: dict[str, Json], path: str) -> tuple[list[Json], int | None]:
    match = _PLACE.fullmatch(path)
    if match is None:
        raise _gone()
    if match[1]:
        items, at = content.setdefault(match[1], []), match[2]
    else:
        items, at = _audience(content, match[4]).setdefault(match[3], []), match[5]
    if at == "-":
        return items, None
    if int(at) >= len(items):
        raise _gone()
    return items, int(at)


def _audience(content: dict[str, Json], key: str) -> dict[str, Json]:
    outreach = content.get("outreach") or {"audiences": []}
    content["outreach"] = outreach
    for one in outreach["audiences"]:
        if one["key"] == key:
            found: dict[str, Json] = one
            return found
    made: dict[str, Json] = {"key": key, "label": AUDIENCES[key], "topics": [], "channels": []}
    outreach["audiences"].append(made)
    return made


def _gone() -> Invalid:
    return Invalid("Mục này không còn trong dự thảo. Hãy tải lại trang.", code="no_such_place")


def _checked(path: str, raw: Json, name: str, errors: list[FieldError]) -> Json:
    try:
        return checked_value(path, raw)
    except Invalid as error:
        errors += [FieldError(name, e.template, e.params) for e in error.errors]
        return None


def _raise(errors: Sequence[FieldError]) -> None:
    if errors:
        raise Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))


def _fields(name: str, wanted: Sequence[str], given: Mapping[str, Json], item: dict[str, Json]) -> dict[str, Json]:
    errors: list[FieldError] = []
    for one in wanted:
        item[one] = _checked(f"/{name}/0/{one}", given.get(one), one, errors)
    _raise(errors)
    item.setdefault("source", {})
    return item


def _task(given: Mapping[str, Json], year: int | None, item: dict[str, Json]) -> dict[str, Json]:
    old_words = item.get("schedule_text")
    names = ("no", "section", "section_title", "goal", "task", "lead", "coordinators", "deliverable", "schedule_text")
    item = _fields("tasks", names, dict(given) | {"coordinators": given.get("coordinators") or []}, item)
    if "schedule" not in item or item["schedule_text"] != old_words:
        item["schedule"] = schedule_of(item["schedule_text"], year)
    item["confidence"] = None
    return item


def schedule_of(words: str | None, year: int | None) -> dict[str, Json]:
    """What the words of a time column mean, as the reader understands them."""
    found = parse_schedule(words, year)
    return {
        "kind": found.kind,
        "start": found.start.isoformat() if found.start else None,
        "end": found.end.isoformat() if found.end else None,
        "event": found.event,
        "every": found.every,
        "months": list(found.months) if found.months else None,
        **({"due": list(found.due)} if found.due else {}),
    }


def _target(given: Mapping[str, Json], _year: int | None, item: dict[str, Json]) -> dict[str, Json]:
    item = _fields("targets", ("text", "comparator", "value", "unit", "task_no"), given, item)
    item["subject"] = item.get("subject") if item.get("subject") and not given.get("text") else item["text"]
    item.setdefault("indicator", None)
    return item


def _base(given: Mapping[str, Json], _year: int | None, _item: dict[str, Json]) -> dict[str, Json]:
    words = " ".join(nfc(str(given.get("words") or "")).split())
    if not words or len(words) > 1000:
        raise Invalid("Chưa lưu được.", errors=(FieldError("words", N_("Ghi căn cứ như trên văn bản.")),))
    return base_from(words)


def base_from(words: str) -> dict[str, Json]:
    """A base from its words: the document it names, as the reader finds citations."""
    found = find_citations(words)
    first = found[0] if found else None
    return {
        "kind": (first.kind if first else None) or "Văn bản",
        "number": first.number if first else None,
        "issuer": first.issuer if first else None,
        "issued_on": first.issued_on.isoformat() if first and first.issued_on else None,
        "subject": first.subject if first else words,
        "amends": [],
        "source": {"quote": words},
    }


def _duty(given: Mapping[str, Json], _year: int | None, item: dict[str, Json]) -> dict[str, Json]:
    text = _text(given, N_("Ghi nội dung chế độ báo cáo."))
    item = _fields("reporting", ("period", "to", "via", "due_text"), given, item)
    return item | {"text": text}


def _topic(given: Mapping[str, Json], _year: int | None, item: dict[str, Json]) -> dict[str, Json]:
    return {"no": item.get("no"), "source": item.get("source") or {}, "text": _text(given, N_("Ghi nội dung."))}


def _channel(given: Mapping[str, Json], _year: int | None, item: dict[str, Json]) -> dict[str, Json]:
    errors: list[FieldError] = []
    code = _checked("/outreach/audiences/0/channels/0/channel", given.get("channel"), "channel", errors)
    _raise(errors)
    return {"channel": code, "source": item.get("source") or {}, "text": _text(given, N_("Ghi hình thức."))}


def _text(given: Mapping[str, Json], message: str) -> str:
    words = " ".join(nfc(str(given.get("text") or "")).split())
    if not words or len(words) > 8000:
        raise Invalid("Chưa lưu được.", errors=(FieldError("text", message),))
    return words


_SHAPES: Mapping[str, Callable[[Mapping[str, Json], int | None, dict[str, Json]], dict[str, Json]]] = {
    "tasks": _task,
    "targets": _target,
    "bases": _base,
    "reporting": _duty,
    "topics": _topic,
    "channels": _channel,
}
