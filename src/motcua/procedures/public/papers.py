"""Papers of one procedure for whoever wants them: my checklist, a leaflet, a poster; and what changed over time."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.procedures.content.local import effective
from motcua.procedures.public.procedures import address, version_shown
from motcua.procedures.queries import comparing, layout, local, pages, registry
from motcua.procedures.writing import Kind, to_pdf
from motcua.ui.lists.filters import parse_whole
from motcua.ui.qr import qr_file


@require_safe
def checklist(request: HttpRequest, code: str) -> HttpResponse:
    """`/thu-tuc/{code}/phieu.pdf`: what I bring, for the cases I ticked (`?case=`)."""
    return _paper(request, code, Kind.CHECKLIST, whole=False)


@require_safe
def leaflet(request: HttpRequest, code: str) -> HttpResponse:
    return _paper(request, code, Kind.LEAFLET, whole=True)


@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    return _paper(request, code, Kind.POSTER, whole=False)


def _paper(request: HttpRequest, code: str, kind: Kind, *, whole: bool) -> HttpResponse:
    found = registry.public_procedure(code)
    today = clock.today()
    version, on = version_shown(request, found, today)
    content = registry.content_of(version)
    source = layout.Source(
        found, version, content, effective(content, local.layer_of(found, on)), pages.portal_on(today)
    )
    page = f"{settings.BASE_URL}{reverse('procedures:public_procedure', args=[found.base_code])}"
    sheet = layout.sheet_of(source, cases=request.GET.getlist("case"), whole=whole)
    paper = layout.paper_of(kind, [sheet], title=content.name, address=page, qr=qr_file(page), on=today)
    response = HttpResponse(to_pdf(paper, made_on=today), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{kind.value}-{found.base_code}.pdf"'
    return response


@require_safe
def changes(request: HttpRequest, code: str) -> HttpResponse:
    """`/thu-tuc/{code}/thay-doi`: two versions side by side, part by part; the two newest unless `?cu=` and `?moi=` say others."""
    found = registry.public_procedure(code)
    versions = list(registry.published_versions(found))
    by_number = {version.number: version for version in versions}
    asked = [
        n for n in (parse_whole(request.GET.get(name)) for name in ("cu", "moi")) if n is not None and n in by_number
    ]
    numbers = asked if len(asked) == 2 else [version.number for version in versions[1::-1]]
    old, new = (by_number[n] for n in numbers) if len(numbers) == 2 else (None, None)
    context = {
        "procedure": found,
        "address": address(found.base_code),
        "versions": versions,
        "old": old,
        "new": new,
        "changes": comparing.changes(old, new) if old is not None and new is not None else [],
    }
    return render(request, "procedures/public/changes_of.html", context)
