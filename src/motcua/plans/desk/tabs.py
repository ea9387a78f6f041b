"""The tabs of a review: what stands in each, how many, what is doubtful; and where in the text it all was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from motcua.plans.desk import items, words
from motcua.plans.desk.items import Item, Reviewed
from motcua.plans.desk.source import Mark
from motcua.plans.queries.readings import corrections_of
from motcua.plans.queries.understanding import matched_documents, understood_units
from motcua.ui.lists.filters import parse_whole

Json = Any
PAGE = 25
TABS = {
    "van-ban": _("Văn bản"),
    "nhiem-vu": pgettext_lazy("list title", "Nhiệm vụ"),
    "chi-tieu": _("Chỉ tiêu"),
    "can-cu": _("Căn cứ"),
    "de-cuong": _("Đề cương"),
    "tuyen-truyen": _("Tuyên truyền"),
    "bao-cao": _("Báo cáo"),
    "he-thong": _("Hệ thống"),
    "canh-bao": _("Cảnh báo"),
    "sua-ocr": _("Chữ được sửa"),
    "lich-su": _("Lịch sử sửa"),
}
OF_LIST = {
    "tasks": "nhiem-vu",
    "targets": "chi-tieu",
    "bases": "can-cu",
    "citations": "can-cu",
    "reporting": "bao-cao",
    "systems": "he-thong",
}
SHAPES = {
    "nhiem-vu": (("tasks", items.TASK, ""),),
    "chi-tieu": (("targets", items.TARGET, ""),),
    "can-cu": (("bases", items.CITED, _("Căn cứ ban hành")), ("citations", items.CITED, _("Văn bản được viện dẫn"))),
    "bao-cao": (("reporting", items.DUTY, ""),),
    "he-thong": (("systems", items.SYSTEM, ""),),
}
ADVICE = {
    "ocr_missing": _(
        "Đưa bản Word hoặc PDF có chữ của kế hoạch; hoặc nhờ quản trị viên cài bộ nhận dạng chữ rồi đọc lại."
    ),
    "ocr_timeout": _("Bản quét quá dài hoặc quá mờ. Hãy chia nhỏ tệp, hoặc đưa bản Word."),
    "password_protected": _("Mở tệp bằng mật khẩu, lưu lại không mật khẩu, rồi đưa vào lại."),
    "empty_file": _("Kiểm tra lại tệp: có thể tệp bị rỗng khi tải về hoặc chép sang."),
    "no_text": _("Trong tệp không có chữ nào đọc được. Hãy đưa bản Word, hoặc bản quét rõ hơn."),
    "broken_docx": _("Mở tệp bằng Word, chọn Lưu thành (Save As) một tệp mới rồi đưa vào lại."),
    "broken_pdf": _("Mở tệp, in ra PDF mới (Print to PDF) rồi đưa vào lại."),
    "converter_missing": _("Mở tệp .doc bằng Word, lưu thành .docx rồi đưa vào lại."),
    "unsupported_type": _("Hệ thống đọc được Word (.docx), PDF, văn bản (.txt), Excel (.xlsx) và ảnh quét."),
}


def content(request: HttpRequest, reading: Any, tab: str) -> dict[str, Any]:
    """What one tab shows."""
    reviewed = reviewed_of(reading)
    document = reading.current
    only = request.GET.get("xem") == "nghi"
    context: dict[str, Any] = {"tab": tab, "only_doubtful": only, "tabs": _links(reading, tab, reviewed)}
    if tab == "van-ban":
        context["groups"] = [_group("", [reviewed.head()])]
    elif tab in SHAPES:
        context |= _listed(request, reading, tab, reviewed, only=only)
    elif tab == "tuyen-truyen":
        context["audiences"] = [
            (label, _group(gettext("Nội dung"), topics), _group(gettext("Hình thức"), uses))
            for label, topics, uses in reviewed.outreach()
        ]
    elif tab == "de-cuong":
        context["sections"] = list(outline(document.get("sections") or []))
    elif tab == "canh-bao":
        context["warnings"] = document.get("warnings") or []
        context["notes"] = reading.notes
    elif tab == "sua-ocr":
        context["repairs"] = list(repairs_of(reading))[:2000]
    elif tab == "lich-su":
        context["corrections"] = [_told(c) for c in reversed(corrections_of(reading))]
    return context


def reviewed_of(reading: Any) -> Reviewed:
    corrected = frozenset(c.path for c in corrections_of(reading))
    return Reviewed(reading.current, corrected, frozenset(reading.checked))


def all_items(reading: Any) -> Iterator[tuple[str, Item]]:
    """(tab, item) of everything that can be doubted, with what wordings and citations will be understood as."""
    reviewed = reviewed_of(reading)
    yield "van-ban", reviewed.head()
    for tab, shapes in SHAPES.items():
        found = [item for name, shape, _title in shapes for item in reviewed.items(name, shape)]
        _question(reading, tab, found)
        yield from ((tab, item) for item in found)
    for _label, topics, uses in reviewed.outreach():
        yield from (("tuyen-truyen", item) for item in (*topics, *uses))


def doubtful_of(reading: Any) -> list[Item]:
    return [item for _tab, item in all_items(reading) if item.doubtful]


def summary_of(reading: Any) -> list[tuple[Any, int, int]]:
    """(what, how many will be made, how many of them nobody has looked at though they are doubtful)."""
    made: dict[str, int] = {}
    doubtful: dict[str, int] = {}
    for tab, item in all_items(reading):
        if not item.removed:
            made[tab] = made.get(tab, 0) + 1
            doubtful[tab] = doubtful.get(tab, 0) + item.doubtful
    return [(TABS[tab], made.get(tab, 0), doubtful.get(tab, 0)) for tab in TABS if tab in made and tab != "van-ban"]


def outline(nodes: Any, depth: int = 0) -> Iterator[tuple[int, str, str]]:
    """(depth, label, title) in reading order."""
    for node in nodes:
        yield depth, node["label"], node.get("title") or ""
        yield from outline(node.get("children") or [], depth + 1)


def repairs_of(reading: Any) -> Iterator[tuple[int, str, str]]:
    """(where, words as they stood, words as mended) of every mended paragraph."""
    for block in reading.blocks:
        places = [block] if block["k"] == "p" else [p for c in block["cells"] for p in c["p"]]
        for place in places:
            if place.get("m"):
                yield place["s"], " ".join(reading.text[place["s"] : place["e"]].split()), place["m"]


def marks_of(document: Mapping[str, Json]) -> list[Mark]:
    """Everything in the text that something stands on."""
    return list(_marks(document))


def _marks(document: Mapping[str, Json]) -> Iterator[Mark]:
    head = document.get("document") or {}
    for name, source in (head.get("sources") or {}).items():
        yield Mark(
            source["start"], source["end"], f"document-{name.replace('.', '-')}", str(words.FIELDS.get(name, name))
        )
    for name in ("tasks", "targets", "bases", "citations", "reporting", "systems"):
        for n, item in enumerate(document.get(name) or []):
            if item.get("_removed"):
                continue
            places = {"": item.get("source"), **(item.get("sources") or {})}
            for field, source in places.items():
                if source:
                    title = words.FIELDS.get(field) or TABS[OF_LIST[name]]
                    yield Mark(source["start"], source["end"], f"{name}-{n}", str(title))
    for a, audience in enumerate((document.get("outreach") or {}).get("audiences") or []):
        for kind in ("topics", "channels"):
            for n, item in enumerate(audience.get(kind) or []):
                source = item.get("source")
                if source and not item.get("_removed"):
                    key = f"outreach-audiences-{a}-{kind}-{n}"
                    yield Mark(source["start"], source["end"], key, str(TABS["tuyen-truyen"]))


def _links(reading: Any, current: str, reviewed: Reviewed) -> list[dict[str, Any]]:
    """Tabs that hold something; header, tasks, targets and bases always stand."""
    document = reading.current
    count = {
        tab: sum(len([i for i in document.get(name) or [] if not i.get("_removed")]) for name, *_rest in shapes)
        for tab, shapes in SHAPES.items()
    }
    audiences = (document.get("outreach") or {}).get("audiences") or []
    count["de-cuong"] = sum(1 for _ in outline(document.get("sections") or []))
    count["tuyen-truyen"] = sum(len(a.get("topics") or []) + len(a.get("channels") or []) for a in audiences)
    count["canh-bao"] = len(document.get("warnings") or []) + len(reading.notes)
    count["sua-ocr"] = sum(1 for _ in repairs_of(reading))
    count["lich-su"] = len(reviewed.corrected)
    always = {"van-ban", "nhiem-vu", "chi-tieu", "can-cu", current}
    return [
        {
            "label": label,
            "url": reverse("plans:reading_tab", args=[reading.uid, tab]),
            "current": tab == current,
            "count": count.get(tab),
        }
        for tab, label in TABS.items()
        if tab in always or count.get(tab)
    ]


def _listed(request: HttpRequest, reading: Any, tab: str, reviewed: Reviewed, *, only: bool) -> dict[str, Any]:
    """One page of the items of a tab, with what their wordings and citations will be understood as."""
    groups = [(title, reviewed.items(name, shape)) for name, shape, title in SHAPES[tab]]
    _question(reading, tab, [item for _title, found in groups for item in found])
    if only:
        groups = [(title, [item for item in found if item.doubtful]) for title, found in groups]
    page = max(parse_whole(request.GET.get("trang", "")) or 1, 1)
    total = sum(len(found) for _title, found in groups)
    low, high = (page - 1) * PAGE, page * PAGE
    shown: list[tuple[Any, list[Item]]] = []
    at = 0
    for title, found in groups:
        shown.append((title, found[max(low - at, 0) : max(high - at, 0)]))
        at += len(found)
    query = "xem=nghi&" if only else ""
    return {
        "groups": [_group(title, found) for title, found in shown if found],
        "total": total,
        "page": page,
        "from_item": min(low + 1, total),
        "to_item": min(high, total),
        "newer_url": f"?{query}trang={page - 1}" if page > 1 else "",
        "older_url": f"?{query}trang={page + 1}" if high < total else "",
        "addable": {"nhiem-vu": "tasks", "chi-tieu": "targets"}.get(tab),
    }


def _group(title: Any, found: list[Item]) -> dict[str, Any]:
    return {"title": title, "items": found}


def _question(reading: Any, tab: str, found: list[Item]) -> None:
    """Note what is not known about the items: units that wordings mean, documents that citations mean. Constant queries."""
    if tab == "nhiem-vu":
        _understand(reading, found)
    elif tab == "can-cu":
        _match(reading, found)


def _understand(reading: Any, found: list[Item]) -> None:
    asked = [
        (f, f.value if isinstance(f.value, list) else [f.value])
        for i in found
        for f in i.fields
        if _names_units(f.path)
    ]
    meant = understood_units(reading, [w for _f, wordings in asked for w in wordings])
    for field, wordings in asked:
        field.understood = [meant[w] for w in wordings if w in meant]


def _names_units(path: str) -> bool:
    return path.endswith(("/lead", "/coordinators"))


def _match(reading: Any, found: list[Item]) -> None:
    document = reading.current
    places = [item.path.strip("/").split("/") for item in found]
    matches = matched_documents([document[name][int(n)] for name, n in places])
    for item, match in zip(found, matches, strict=True):
        item.notes.append(match)


def _told(correction: Any) -> dict[str, Any]:
    """One line of the history. Values are shown as words."""
    *_, name = correction.path.split("/")
    item = correction.path.strip("/").split("/")
    place = TABS.get(OF_LIST.get(item[0], ""), TABS["van-ban"])
    number = f" {int(item[1]) + 1}" if len(item) > 1 and item[1].isdigit() else ""
    return {
        "title": f"{place}{number}: {words.FIELDS.get('.'.join(item[2:]) or name, words.FIELDS.get(name, gettext('thêm hoặc bỏ mục')))}",
        "at": correction.at,
        "actor": correction.actor_name,
        "before": _words(correction.before),
        "after": _words(correction.after),
    }


def _words(value: Json) -> str:
    if isinstance(value, bool):
        return gettext("không phải mục này") if value else gettext("là mục này")
    if isinstance(value, dict):
        return str((value.get("source") or {}).get("quote") or "")
    return items.shown_value(value, "text")
