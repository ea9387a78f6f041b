"""What a person may correct in a PlanDocument, and what a corrected value must look like. Pure.

A place is a JSON pointer into the document: `/document/number`, `/tasks/3/lead`. Items are never taken out of their list:
one that is no item is marked `_removed`, one that a person found is appended with the words it stands on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from copy import deepcopy
from datetime import date
from typing import Any

from motcua.kernel.errors import FieldError, Invalid
from motcua.plans.reader.day_codes import is_code
from motcua.plans.reader.schedules import parse_schedule

Json = Any
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")  # neither databases nor documents can hold them
SCHEDULE_KINDS = ("by_date", "quarter", "months", "year", "continuous", "on_event", "periodic", "unspecified")
COMPARATORS = (">=", "<=", "=", ">", "<")
PERIODS = ("monthly", "quarterly", "6_months", "9_months", "annual", "ad_hoc", "unspecified")
CHANNELS = (
    "portal",
    "national_portal",
    "zalo",
    "facebook",
    "youtube",
    "sms",
    "hotline_1022",
    "radio_tv",
    "press",
    "poster",
    "leaflet",
    "booklet",
    "notice_board",
    "kiosk",
    "public_screen",
    "mobile_app",
    "meeting",
    "training",
    "dialogue",
    "contest",
    "study_visit",
    "party_union",
    "document_system",
    "other",
)
LISTS = ("tasks", "targets", "reporting", "bases", "citations", "systems")


def _text(raw: Json) -> Json:
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError("Không để trống ô này.")
    return _clean(raw)


def _maybe_text(raw: Json) -> Json:
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if not isinstance(raw, str):
        raise ValueError("Cần một đoạn chữ.")
    return _clean(raw)


def _clean(raw: str) -> str:
    if len(raw) > 8000:
        raise ValueError("Dài quá 8.000 ký tự.")
    return " ".join(_CONTROL.sub(" ", raw).split())


def _texts(raw: Json) -> Json:
    lines = raw.splitlines() if isinstance(raw, str) else raw
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise ValueError("Cần một danh sách, mỗi dòng một mục.")
    return [_clean(line) for line in lines if line.strip()]


def _maybe_date(raw: Json) -> Json:
    if raw is None or raw == "":
        return None
    text = str(raw).strip()
    if m := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text):
        text = f"{m[3]}-{int(m[2]):02}-{int(m[1]):02}"
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("Ngày viết như 15/12/2025.") from None


def _year(raw: Json) -> Json:
    if raw is None or raw == "":
        return None
    if not re.fullmatch(r"(19|20|21)\d{2}", str(raw).strip()):
        raise ValueError("Năm gồm bốn chữ số.")
    return int(raw)


def _number(raw: Json) -> Json:
    try:
        value = float(str(raw).replace("%", "").replace(",", ".").strip())
    except ValueError:
        raise ValueError("Cần một con số, ví dụ 96 hoặc 99,5.") from None
    if not 0 <= value < 1e9:
        raise ValueError("Con số nằm ngoài khoảng cho phép.")
    return int(value) if value.is_integer() else value


def _one_of(*choices: str) -> Callable[[Json], Json]:
    def check(raw: Json) -> Json:
        if raw not in choices:
            raise ValueError("Chọn một trong các giá trị có sẵn.")
        return raw

    return check


def _months(raw: Json) -> Json:
    parts = raw.replace(",", " ").split() if isinstance(raw, str) else raw
    if parts in (None, []):
        return None
    if not isinstance(parts, list) or not all(
        isinstance(m, str) and re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", m) for m in parts
    ):
        raise ValueError("Tháng viết như 2025-06, cách nhau bằng dấu phẩy.")
    return sorted(set(parts))


def _every(raw: Json) -> Json:
    if raw is None or raw == "":
        return None
    if not isinstance(raw, str) or not re.fullmatch(r"P(\d+[DWMY])+", raw):
        raise ValueError("Chu kỳ viết như P1M, P3M, P6M, P1Y.")
    return raw


def _due(raw: Json) -> Json:
    """Days inside a period, as `reader.day_codes` writes them, or in the words of a plan."""
    if isinstance(raw, str) and (found := parse_schedule(raw, None)).due:
        return list(found.due)
    parts = raw.replace(",", " ").split() if isinstance(raw, str) else raw
    if parts in (None, []):
        return None
    if not isinstance(parts, list) or len(parts) > 24:
        raise ValueError(_DUE_WANTED)
    return [_due_day(part) for part in parts]


_DUE_WANTED = "Ngày trong kỳ viết như “ngày 16 tháng cuối quý”, “ngày 5, 15, 25 hằng tháng”, “15/6/2026, 15/12/2026”."


def _due_day(raw: Json) -> str:
    if isinstance(raw, str) and len(raw) <= 200 and is_code(raw):
        return raw
    try:
        return str(_maybe_date(raw if isinstance(raw, str) and raw else "-"))
    except ValueError:
        raise ValueError(_DUE_WANTED) from None


def _flag(raw: Json) -> Json:
    if not isinstance(raw, bool):
        raise ValueError("Cần có hoặc không.")
    return raw


EDITABLE: tuple[tuple[str, Callable[[Json], Json]], ...] = (
    (r"/document/(kind|number|issuer|place|title)", _maybe_text),
    (r"/document/signer/(capacity|name)", _maybe_text),
    (r"/document/issued_on", _maybe_date),
    (r"/document/year", _year),
    (r"/document/recipients", _texts),
    (r"/document/class", _one_of("plan", "decision_with_plan", "not_a_plan")),
    (r"/tasks/\d+/task", _text),
    (r"/tasks/\d+/(no|section|section_title|goal|lead|deliverable|schedule_text)", _maybe_text),
    (r"/tasks/\d+/coordinators", _texts),
    (r"/tasks/\d+/schedule/kind", _one_of(*SCHEDULE_KINDS)),
    (r"/tasks/\d+/schedule/(start|end)", _maybe_date),
    (r"/tasks/\d+/schedule/event", _maybe_text),
    (r"/tasks/\d+/schedule/every", _every),
    (r"/tasks/\d+/schedule/months", _months),
    (r"/tasks/\d+/schedule/due", _due),
    (r"/targets/\d+/(text|subject|unit)", _text),
    (r"/targets/\d+/comparator", _one_of(*COMPARATORS)),
    (r"/targets/\d+/value", _number),
    (r"/targets/\d+/task_no", _maybe_text),
    (r"/(bases|citations)/\d+/kind", _text),
    (r"/(bases|citations)/\d+/(number|issuer|subject)", _maybe_text),
    (r"/(bases|citations)/\d+/issued_on", _maybe_date),
    (r"/reporting/\d+/period", _one_of(*PERIODS)),
    (r"/reporting/\d+/(to|via|due_text)", _maybe_text),
    (r"/systems/\d+/name", _text),
    (r"/outreach/audiences/\d+/label", _text),
    (r"/outreach/audiences/\d+/topics/\d+/text", _text),
    (r"/outreach/audiences/\d+/channels/\d+/text", _text),
    (r"/outreach/audiences/\d+/channels/\d+/channel", _one_of(*CHANNELS)),
    (rf"/({'|'.join(LISTS)})/\d+/_removed", _flag),
    (r"/outreach/audiences/\d+/(topics|channels)/\d+/_removed", _flag),
)


def checked_value(path: str, raw: Json) -> Json:
    """The value in the form in which the document keeps it. Raises Invalid naming the place: not editable, or not of its kind."""
    for pattern, check in EDITABLE:
        if re.fullmatch(pattern, path):
            try:
                return check(raw)
            except ValueError as error:
                raise Invalid("Chưa lưu được giá trị này.", errors=(FieldError(path, str(error)),)) from None
    raise Invalid("Không sửa được mục này.", code="not_editable")


def value_at(document: Json, path: str) -> Json:
    """The value at a JSON pointer. Raises Invalid where there is no such place (the reading has fewer items)."""
    parent, key = _parent(document, path)
    if isinstance(parent, list):
        return parent[int(key)]
    return parent.get(key)


def with_value(document: Mapping[str, Json], path: str, value: Json) -> dict[str, Json]:
    """A copy of the document with one value replaced."""
    changed: dict[str, Json] = deepcopy(dict(document))
    parent, key = _parent(changed, path)
    if isinstance(parent, list):
        parent[int(key)] = value
    else:
        parent[key] = value
    return changed


def with_item(document: Mapping[str, Json], name: str, item: Mapping[str, Json]) -> dict[str, Json]:
    """A copy of the document with one more item at the end of a list. The item must quote the document."""
    if name not in LISTS:
        raise Invalid("Không thêm được mục vào danh sách này.", code="not_editable")
    if not str((item.get("source") or {}).get("quote") or "").strip():
        raise Invalid("Hãy bôi đen đoạn chữ trong văn bản mà mục mới dựa vào.", code="no_quote")
    changed: dict[str, Json] = deepcopy(dict(document))
    changed.setdefault(name, []).append(dict(item))
    return changed


def without_removed(document: Mapping[str, Json]) -> dict[str, Json]:
    """The document as it is accepted: items marked `_removed` are gone, and so are our marks."""

    def clean(value: Json) -> Json:
        if isinstance(value, dict):
            return {k: clean(v) for k, v in value.items() if not k.startswith("_")}
        if isinstance(value, list):
            return [clean(v) for v in value if not (isinstance(v, dict) and v.get("_removed"))]
        return value

    cleaned: dict[str, Json] = clean(dict(document))
    return cleaned


def for_review(document: Mapping[str, Json]) -> dict[str, Json]:
    """What was read, as people review it: rates and counts are one list of targets, in the order of the paper."""
    kept = {k: v for k, v in document.items() if k != "counts"}
    told = [*(document.get("targets") or []), *(document.get("counts") or [])]
    kept["targets"] = sorted(told, key=lambda t: (t.get("source") or {}).get("start") or 0)
    return kept


def blank_item(name: str, quote: str, start: int, end: int) -> dict[str, Json]:
    """A new item that a person found in the document: the selected words are its first guess."""
    source = {"quote": quote, "page": None, "block": None, "start": start, "end": end}
    words = " ".join(quote.split())
    shapes: dict[str, dict[str, Json]] = {
        "tasks": {
            "no": None,
            "section": None,
            "section_title": None,
            "goal": None,
            "task": words,
            "lead": None,
            "coordinators": [],
            "deliverable": None,
            "schedule_text": None,
            "schedule": {
                "kind": "unspecified",
                "start": None,
                "end": None,
                "event": None,
                "every": None,
                "months": None,
                "due": None,
            },
        },
        "targets": {"text": words, "subject": words, "comparator": ">=", "value": 0, "unit": "%", "task_no": None},
        "reporting": {"period": "unspecified", "to": None, "text": words, "due_text": None, "via": None},
        "systems": {"name": words, "quote": words},
        "bases": {"kind": "Văn bản", "number": None, "issuer": None, "issued_on": None, "subject": words, "amends": []},
        "citations": {
            "kind": "Văn bản",
            "number": None,
            "issuer": None,
            "issued_on": None,
            "subject": words,
            "amends": [],
        },
    }
    if name not in shapes:
        raise Invalid("Không thêm được mục vào danh sách này.", code="not_editable")
    return (
        shapes[name] | {"source": source, "confidence": 1.0}
        if name in {"tasks", "targets"}
        else shapes[name] | {"source": source}
    )


def _parent(document: Json, path: str) -> tuple[Json, str]:
    *parts, last = path.strip("/").split("/")
    here: Json = document
    try:
        for part in parts:
            here = here[int(part)] if isinstance(here, list) else here[part]
        if isinstance(here, list):
            here[int(last)]
        elif not isinstance(here, MutableMapping | Mapping):
            raise TypeError
    except (KeyError, IndexError, ValueError, TypeError):
        raise Invalid("Mục này không còn trong bản đọc. Hãy tải lại trang.", code="no_such_place") from None
    return here, last
