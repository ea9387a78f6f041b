"""The list of procedures in force, found by what a citizen would type."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.kernel import clock, keyset
from motcua.procedures.public.procedures import address
from motcua.procedures.queries import registry, words
from motcua.procedures.queries.browse import unit_name

_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/thu-tuc/`: all procedures in force, found by what a citizen would type."""
    today = clock.today()
    asked = {
        "q": request.GET.get("q", "").strip()[:500],
        "field": request.GET.get("field", "").strip(),
        "level": _one_of(request.GET.get("level", ""), registry.LEVELS),
        "audience": _one_of(request.GET.get("audience", ""), registry.AUDIENCES),
        "unit": request.GET.get("unit", "").strip()[:60],
        "origin": _one_of(request.GET.get("origin", ""), ("own", "national")),
    }
    flags = {name: request.GET.get(name) == "1" for name in ("online", "complete")}
    found = registry.narrowed(
        registry.public_on(today),
        today,
        q=asked["q"],
        field=asked["field"],
        level=asked["level"],
        audience=asked["audience"],
        unit=asked["unit"],
        origin=asked["origin"],
        online=True if flags["online"] else None,
        complete=True if flags["complete"] else None,
    )
    order = ("-search_rank", "sort_key", "id") if asked["q"] else ("sort_key", "id")
    page = keyset.page(found.queryset, order=order, cursor=request.GET.get("cursor"), limit=_PAGE)
    versions = registry.versions_of(page.items)
    rows = [
        {
            "name": versions[row.pk].name,
            "code": row.display_code,
            "field": versions[row.pk].field,
            "levels": words.listed(
                [words.LEVELS[k] for k, c in registry.LEVELS.items() if getattr(versions[row.pk], c)]
            ),
            "url": address(row.base_code),
        }
        for row in page.items
    ]
    kept = request.GET.copy()
    kept["cursor"] = page.next or ""
    context = {
        "rows": rows,
        "asked": asked,
        "flags": flags,
        "unit_name": unit_name(asked["unit"], today) if asked["unit"] else "",
        "corrections": found.corrections,
        "relaxed": found.relaxed,
        "next": f"?{kept.urlencode()}" if page.next else "",
        "fields": registry.fields_on(today),
        "levels": [(key, words.LEVELS[key]) for key in registry.LEVELS],
    }
    return render(request, "procedures/public/search.html", context)


def _one_of(value: str, known: object) -> str:
    return value if value in known else ""  # type: ignore[operator]  # a mapping of the words a filter knows
