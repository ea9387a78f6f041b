"""For machines without a token: the registry as files, its description as a data catalogue, the site map, the word for crawlers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.kernel.batches import batches_of
from motcua.kernel.errors import NotFound
from motcua.procedures.public.revisits import while_unchanged
from motcua.procedures.queries import linked, registry, words
from motcua.procedures.queries.changed import changed_at
from motcua.procedures.queries.layout import publisher_on
from motcua.ui.lists.exports import as_csv
from motcua.ui.lists.spec import Column, Empty, ListSpec

_CHUNK = 200
_MOST_ADDRESSES = 20_000
"""Addresses in one part of the site map (the protocol's limit is 50,000; each stands in two languages)."""
LINKED = "application/ld+json; charset=utf-8"


def _levels(row: Any) -> str:
    return words.listed([words.LEVELS[k] for k, c in registry.LEVELS.items() if getattr(row.shown, c)])


def _select(rows: Sequence[Any]) -> None:
    versions = registry.versions_of(rows)
    for row in rows:
        row.shown = versions[row.pk]


def _spec() -> ListSpec:
    return ListSpec(
        key="procedures-open-data",
        title=gettext("Thủ tục hành chính"),
        columns=(
            Column(key="code", label=gettext("Mã thủ tục"), value=lambda row: row.display_code),
            Column(key="name", label=gettext("Tên thủ tục"), sort=("sort_key",), value=lambda row: row.shown.name),
            Column(
                key="field",
                label=gettext("Lĩnh vực"),
                value=lambda row: row.shown.field.name if row.shown.field else "",
            ),
            Column(key="levels", label=gettext("Cấp thực hiện"), value=_levels),
            Column(key="online", label=gettext("Nộp trực tuyến"), value=lambda row: row.shown.online),
            Column(key="complete", label=gettext("Đủ bộ phận"), value=lambda row: row.shown.complete),
            Column(key="decision", label=gettext("Quyết định công bố"), value=lambda row: row.shown.decision),
            Column(key="valid_from", label=gettext("Áp dụng từ"), value=lambda row: row.shown.valid_from),
            Column(
                key="url",
                label=gettext("Địa chỉ trang"),
                value=lambda row: f"{settings.BASE_URL}/thu-tuc/{row.base_code}",
            ),
        ),
        default_sort="name",
        empty=Empty(title=gettext("Chưa có thủ tục nào")),
        export_name="thu-tuc",
        select=_select,
    )


@require_safe
@while_unchanged
def as_table(_request: HttpRequest) -> HttpResponseBase:
    """`/thu-tuc/tai/thu-tuc.csv`: a line a procedure in force."""
    return as_csv(_spec(), registry.public_on(clock.today()).order_by("sort_key", "id"))


@require_safe
@while_unchanged
def as_lines(_request: HttpRequest) -> HttpResponseBase:
    """`/thu-tuc/tai/thu-tuc.jsonl`: all parts, a JSON object a line, as the REST face gives them."""
    response = StreamingHttpResponse(_lines(), content_type="application/x-ndjson; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="thu-tuc-{clock.today():%Y%m%d}.jsonl"'
    return response


def _lines() -> Iterator[str]:
    rows = registry.public_on(clock.today()).order_by("pk")
    for portion in batches_of(rows.iterator(chunk_size=_CHUNK), _CHUNK):
        versions = registry.versions_of(portion)
        for row in portion:
            version = versions[row.pk]
            told = {
                "code": row.display_code,
                "base_code": row.base_code,
                "valid_from": version.valid_from.isoformat(),
                "decision": version.decision,
                "content": version.content,
            }
            yield json.dumps(told, ensure_ascii=False) + "\n"


@require_safe
@while_unchanged
def catalogue(_request: HttpRequest) -> HttpResponse:
    """`/catalog.jsonld`: the registry as a DCAT catalogue."""
    titles = {
        "catalogue": gettext("Dữ liệu mở về thủ tục hành chính"),
        "data_set": gettext("Danh mục thủ tục hành chính đang có hiệu lực"),
        "description": gettext("Mọi thủ tục hành chính công khai với các bộ phận tạo thành."),
        "catalogue_description": gettext(
            "Dữ liệu về thủ tục hành chính mà ai cũng dùng lại được, không cần xin phép truy cập."
        ),
        "keyword": gettext("thủ tục hành chính"),
    }
    today = clock.today()
    told = linked.catalogue(
        settings.BASE_URL,
        changed_at(today),
        titles,
        publisher=publisher_on(today),
        licence=settings.OPEN_DATA_LICENCE,
    )
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type=LINKED)


@require_safe
@while_unchanged
def sitemap(_request: HttpRequest) -> HttpResponseBase:
    """`/sitemap.xml`: an index of its parts, the pages of procedures among them."""
    entries = "".join(f"<sitemap><loc>{settings.BASE_URL}/sitemap-{part}.xml</loc></sitemap>" for part in _parts())
    body = f'{_XML}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>\n'
    return HttpResponse(body, content_type="application/xml")


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _parts() -> range:
    total = registry.public_on(clock.today()).count()
    return range(1, max(1, -(-total // _MOST_ADDRESSES)) + 1)


@require_safe
@while_unchanged
def sitemap_part(_request: HttpRequest, part: int) -> HttpResponseBase:
    """Each page with its other language; streamed."""
    if part not in _parts():
        raise NotFound("Sơ đồ trang không có phần này.")
    return StreamingHttpResponse(_site(part), content_type="application/xml")


def _site(part: int) -> Iterator[str]:
    yield f'{_XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    if part == 1:
        for name in ("public_list", "public_fields", "public_changes", "public_statistics"):
            yield _address(reverse(f"procedures:{name}"))
    start = (part - 1) * _MOST_ADDRESSES
    codes = registry.public_on(clock.today()).order_by("pk").values_list("base_code", flat=True)
    for code in codes[start : start + _MOST_ADDRESSES].iterator(chunk_size=2000):
        yield _address(reverse("procedures:public_procedure", args=[code]))
    yield "</urlset>\n"


def _address(path: str) -> str:
    base = settings.BASE_URL
    return (
        f"<url><loc>{base}{path}</loc>"
        f'<xhtml:link rel="alternate" hreflang="vi" href="{base}{path}"/>'
        f'<xhtml:link rel="alternate" hreflang="en" href="{base}/en{path}"/></url>\n'
    )


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """`/robots.txt`: the desk and sign-in are nobody's to index; what is public is, as pages and not as papers set for each asking."""
    lines = (
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /accounts/",
        "Disallow: /*.pdf",
        f"Sitemap: {settings.BASE_URL}/sitemap.xml",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
