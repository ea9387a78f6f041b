"""The citizen's face: find a procedure, see what to bring, what it costs, how long it takes, where to go."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.kernel import clock, keyset
from motcua.procedures.content import Part
from motcua.procedures.queries import registry, shown, words
from motcua.ui.language import spoken

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
    }
    found = registry.narrowed(
        registry.public_on(today),
        today,
        q=asked["q"],
        field=asked["field"],
        level=asked["level"],
        audience=asked["audience"],
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
        "corrections": found.corrections,
        "relaxed": found.relaxed,
        "next": f"?{kept.urlencode()}" if page.next else "",
        "fields": registry.fields_on(today),
        "levels": [(key, words.LEVELS[key]) for key in registry.LEVELS],
    }
    return render(request, "procedures/public/search.html", context)


@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """`/thu-tuc/{code}` and `/en/thu-tuc/{code}`; as of a day with `?on=`."""
    found = registry.public_procedure(code)
    version = registry.version_of_day(found, clock.today())
    content = registry.content_of(version)
    cases = shown.cases_of(content)
    chosen = request.GET.get("case", "")
    context = {
        "procedure": found,
        "version": version,
        "content": content,
        "cases": cases,
        "choices": [case.name for case in cases if case.name],
        "chosen": chosen,
        "bring": shown.chosen_cases(cases, chosen),
        "times": shown.times_of(content),
        "costs": shown.costs_of(content),
        "places": shown.places_of(content),
        "channels": [(words.CHANNELS[c.kind], c.description) for c in content.channels],
        "agencies": [(words.ROLES[a.role], a.name) for a in content.agencies],
        "audiences": words.listed([words.AUDIENCES[a] for a in content.audiences]),
        "levels": words.listed([words.LEVELS[level] for level in content.levels]),
        "unread": {part.value: shown.unread_of(content, part) for part in Part},
        "versions": list(registry.published_versions(found)),
    }
    return render(request, "procedures/public/procedure.html", context)


def address(code: str) -> str:
    """The printed address in the language of the page."""
    return reverse("procedures:public_procedure_en" if spoken() == "en" else "procedures:public_procedure", args=[code])


def _one_of(value: str, known: object) -> str:
    return value if value in known else ""  # type: ignore[operator]  # a mapping of the words a filter knows
