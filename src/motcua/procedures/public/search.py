"""The list of procedures in force, found by what a citizen would type."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.kernel import clock, keyset
from motcua.procedures.public.asked import not_understood
from motcua.procedures.public.procedures import address, page_of
from motcua.procedures.queries import marks, registry, words
from motcua.procedures.queries.answering import by_code, code_in, fits
from motcua.procedures.queries.browse import unit_name
from motcua.procedures.queries.elsewhere import named_in
from motcua.procedures.queries.lines import Line, line_of, lines_of
from motcua.procedures.queries.search import ENOUGH, examples, marked, reason, suggested
from motcua.procedures.queries.views import DAYS, most_viewed
from motcua.procedures.services.synonyms import note_miss
from motcua.ui.language import spoken

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from motcua.kernel.search import Found
    from motcua.procedures.models import Procedure, ProcedureVersion

_PAGE = 20
_VIEWED = 3
_PARTS: dict[str, Any] = {
    "other_names": _("Tên khác"),
    "keywords": _("Từ khóa"),
    "results": _("Kết quả"),
    "components": _("Giấy tờ"),
}


FLAGS: dict[str, Any] = {
    "online": _("Nộp trực tuyến được"),
    "whole": _("Trực tuyến toàn trình"),
    "boundary_free": _("Nộp ở bất kỳ nơi nào (không phụ thuộc địa giới hành chính)"),
}
"""What the list can be narrowed to by a tick."""
_MORE_FLAGS: dict[str, Any] = {"complete": _("Đủ các bộ phận theo quy định")}
_AUDIENCES: dict[str, Any] = {"people": _("Người dân"), "business": _("Doanh nghiệp, tổ chức")}
_ORIGINS: dict[str, Any] = {"own": _("Do địa phương ban hành"), "national": _("Theo Cơ sở dữ liệu quốc gia")}
_TICKS = (*FLAGS, *_MORE_FLAGS)
_FREE = ("q", "field", "unit", "agency", "cursor")
_CHOICES: dict[str, Any] = {
    "level": list(registry.LEVELS),
    "audience": list(registry.AUDIENCES),
    "origin": list(_ORIGINS),
    **dict.fromkeys(_TICKS, ("1",)),
}
"""What an address may say, in any words and of these."""


def _flagged(rows: QuerySet[Procedure], flags: Mapping[str, bool], on: date) -> QuerySet[Procedure]:
    """Those that decisions say so of."""
    if flags["boundary_free"]:
        rows = marks.flagged(rows, "boundary_free", on)
    return marks.online(rows, on, whole=True) if flags["whole"] else rows


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/thu-tuc/`: all procedures in force, found by what a citizen would type."""
    today = clock.today()
    asked, flags = _asked(request), {name: request.GET.get(name) == "1" for name in _TICKS}
    first, q, code = "cursor" not in request.GET, asked["q"], code_in(asked["q"])
    found = _found("" if code else q, asked, flags, today)
    coded = by_code(found.queryset, code) if code else None
    if coded:
        found = coded.found
    order = ("-search_rank", "sort_key", "id") if q else ("sort_key", "id")
    page = keyset.page(found.queryset, order=order, cursor=request.GET.get("cursor"), limit=_PAGE)
    versions = registry.versions_of(page.items)
    fitting = coded.there if coded else not q or fits(found, [versions[row.pk] for row in page.items])
    narrowed = any(value for name, value in asked.items() if name != "q") or any(flags.values())
    if q and first and not narrowed:
        _note(q, found, fitting, today)
    kept = request.GET.copy()
    kept["cursor"] = page.next or ""
    context = {
        "rows": _lines(page.items, versions, found.marked, why=bool(q)),
        "viewed": _most_viewed(request, found.queryset, asked) if page.next else [],
        "days": DAYS,
        "asked": asked,
        "flags": flags,
        "count": None if q else found.queryset.count(),
        "chips": _chips(request, asked, flags, today),
        "from_start": "" if first else f"?{_without(request, 'cursor')}",
        "fields_url": page_of("public_fields"),
        "corrections": found.corrections,
        "stands_for": found.stands_for,
        # What follows the first page is the tail of an answer that was judged there.
        "unfit": not fitting and first,
        "code": code,
        "gone": (coded.gone.name, address(coded.gone.base_code)) if coded and coded.gone else None,
        "elsewhere": [
            {"text": one.told(spoken()), "vietnamese": one.in_vietnamese(spoken()), "article": one.article}
            for one in named_in("" if code else q, found.stands_for.values(), today)
        ],
        "ticks": [(name, word, flags[name]) for name, word in FLAGS.items()],
        "kept_filters": _kept_filters(asked, flags),
        "suggestions_url": page_of("public_suggestions"),
        "examples": examples(spoken()),
        "next": f"?{kept.urlencode()}" if page.next else "",
        "fields": registry.fields_on(today),
        "levels": [(key, words.LEVELS[key]) for key in registry.LEVELS],
    }
    return render(request, "procedures/public/search.html", context | not_understood(request, _FREE, _CHOICES))


def _asked(request: HttpRequest) -> dict[str, str]:
    return {
        "q": request.GET.get("q", "").strip()[:500],
        "field": request.GET.get("field", "").strip(),
        "level": _one_of(request.GET.get("level", ""), registry.LEVELS),
        "audience": _one_of(request.GET.get("audience", ""), registry.AUDIENCES),
        "unit": request.GET.get("unit", "").strip()[:60],
        "agency": request.GET.get("agency", "").strip()[:300],
        "origin": _one_of(request.GET.get("origin", ""), _ORIGINS),
    }


def _found(q: str, asked: Mapping[str, str], flags: Mapping[str, bool], on: date) -> Found[Procedure]:
    return registry.narrowed(
        _flagged(registry.public_on(on), flags, on),
        on,
        q=q,
        field=asked["field"],
        level=asked["level"],
        audience=asked["audience"],
        unit=asked["unit"],
        origin=asked["origin"],
        agency=asked["agency"],
        online=True if flags["online"] else None,
        complete=True if flags["complete"] else None,
    )


def _note(q: str, found: Found[Procedure], fitting: bool, on: date) -> None:
    """A search that nothing answers, or nothing that fits, is counted for who keeps the synonyms."""
    missed = found.answered < ENOUGH
    if missed or found.relaxed or found.scattered or not fitting:
        note_miss(q, on, weak=not missed)


def _lines(
    rows: Sequence[Procedure], versions: Mapping[int, ProcedureVersion], found: Collection[str], *, why: bool
) -> list[Line]:
    """With the words found marked and, of a search, `why` it is there. A code is found by its figures, which stand in texts by chance."""
    telling = {word for word in found if not word.lstrip("=").isdigit()} if why else set()
    lines = []
    for row in rows:
        line = line_of(row, versions[row.pk], address(row.base_code))
        line.name = marked(line.name, found)
        line.reason = _reason(versions[row.pk], telling) if telling else None
        lines.append(line)
    return lines


def _kept_filters(asked: Mapping[str, str], flags: Mapping[str, bool]) -> list[tuple[str, str]]:
    """What the form has no field of and keeps."""
    kept = {name: asked[name] for name in ("audience", "unit", "agency", "origin")}
    return [(name, value) for name, value in (kept | {"complete": "1" if flags["complete"] else ""}).items() if value]


def _chips(
    request: HttpRequest, asked: Mapping[str, str], flags: Mapping[str, bool], on: date
) -> list[tuple[Any, Any, str]]:
    """What the list is narrowed by: kind of filter, its value, and the address without it."""
    told = {
        "field": (_("Lĩnh vực"), asked["field"]),
        "unit": (_("Cơ quan"), unit_name(asked["unit"], on) if asked["unit"] else ""),
        "agency": (_("Cơ quan thực hiện"), asked["agency"]),
        "level": (_("Nơi thực hiện"), words.LEVELS.get(asked["level"], "")),
        "audience": (_("Dành cho"), _AUDIENCES.get(asked["audience"], "")),
        "origin": (_("Nguồn"), _ORIGINS.get(asked["origin"], "")),
        **{name: ("", word) for name, word in (FLAGS | _MORE_FLAGS).items() if flags[name]},
    }
    return [(kind, value, f"?{_without(request, name, 'cursor')}") for name, (kind, value) in told.items() if value]


def _without(request: HttpRequest, *names: str) -> str:
    kept = request.GET.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()


def _most_viewed(request: HttpRequest, rows: QuerySet[Procedure], asked: Mapping[str, str]) -> list[Line]:
    """What is opened most of a field or a unit: over the first page of its list, while nothing else narrows it."""
    whose = {name for name in request.GET if request.GET[name]}
    if not (asked["field"] or asked["unit"]) or not whose <= {"field", "unit"}:
        return []
    return lines_of(most_viewed(clock.today(), _VIEWED, of=rows), address)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """`/thu-tuc/goi-y`: what is being typed may become one of these; a part of the search page."""
    q = request.GET.get("q", "").strip()[:200]
    found = suggested(q, clock.today())
    rows = [{"name": marked(one.name, found.marked), "url": address(one.code)} for one in found.rows]
    return render(request, "procedures/public/suggestions.html", {"rows": rows})


def _reason(version: ProcedureVersion, words_found: Collection[str]) -> dict[str, Any] | None:
    """Where the words stand that the name does not hold."""
    found = reason(registry.content_of(version), words_found)
    return {"part": _PARTS[found.part], "text": marked(found.text, words_found)} if found else None


def _one_of(value: str, known: object) -> str:
    return value if value in known else ""  # type: ignore[operator]  # a mapping of the words a filter knows
