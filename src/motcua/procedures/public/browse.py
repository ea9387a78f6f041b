"""Ways in without a query: life events, fields, units, what is new, what the registry holds."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.procedures.public.agencies import Row, by_letter
from motcua.procedures.public.asked import not_understood
from motcua.procedures.public.procedures import address, page_of
from motcua.procedures.public.statistics import period_asked, period_links, published_figures
from motcua.procedures.queries import browse, life_events, marks, registry, words
from motcua.procedures.queries.competence import scope_words
from motcua.procedures.queries.layout import publisher_on
from motcua.procedures.queries.lines import lines_of
from motcua.ui.language import spoken
from motcua.ui.lists.filters import parse_day

_CHANGES, _IN_THE_FEED = 50, 100


@require_safe
def life_event(request: HttpRequest, key: str) -> HttpResponse:
    """`/thu-tuc/viec/{key}/`: what one mostly needs for it."""
    today = clock.today()
    event = life_events.life_event(key)
    if not event.active:
        raise NotFound("Không có nhóm việc này.", code="no_life_event")
    context = {
        "event": event,
        "name": event.name(spoken()),
        "vietnamese": event.in_vietnamese(spoken()),
        "rows": lines_of(life_events.needed(event, today), address),
        "phrases": [(phrase, f"{page_of('public_list')}?{urlencode({'q': phrase})}") for phrase in event.phrases],
    } | not_understood(request, ())
    return render(request, "procedures/public/life_event.html", context)


@require_safe
def fields(request: HttpRequest) -> HttpResponse:
    """`/thu-tuc/linh-vuc/`: all fields with their numbers."""
    listed = page_of("public_list")
    counted = browse.fields_counted(clock.today())
    rows = [Row(one.name, one.total, f"{listed}?{urlencode({'field': one.name})}") for one in counted]
    return render(request, "procedures/public/fields.html", {"letters": by_letter(rows)} | not_understood(request, ()))


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """`/thu-tuc/moi/`: newly issued, amended, abolished. `?truoc=` goes on before a day, with `&sau=` after a procedure of that day."""
    asked, code = request.GET.get("truoc", ""), request.GET.get("sau", "")
    before = parse_day(asked)
    after = registry.known_public(code) if before and code else None
    found = browse.changes(clock.today(), _CHANGES, before, after)
    days: dict[Any, list[Any]] = {}
    for change in found.rows:
        name = change.version.name if change.version else change.procedure.name
        tone, word = words.CHANGE_TONES[change.what], words.CHANGE_WORDS[change.what]
        days.setdefault(change.on, []).append(
            (word, tone, name, address(change.procedure.base_code), change.procedure.display_code)
        )
    last = found.rows[-1] if found.more else None
    goes_on = urlencode({"truoc": last.on.isoformat(), "sau": last.procedure.base_code}) if last else ""
    context = {
        "days": list(days.items()),
        "more": f"?{goes_on}" if goes_on else "",
        "before": before,
        "rest": after is not None,
        "feed": page_of("public_feed"),
    } | not_understood(request, (), {"truoc": [asked] if before else [], "sau": [code] if after else []})
    return render(request, "procedures/public/changes.html", context)


class ChangesFeed(Feed[Any, Any]):
    """`/thu-tuc/moi/rss`: the same for readers of feeds (Atom)."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return gettext("Thủ tục hành chính mới ban hành, sửa đổi, bãi bỏ")

    subtitle = _("Thay đổi trong danh mục thủ tục hành chính")

    def author_name(self) -> str:
        """RFC 4287 4.1.1: a feed names who wrote its entries."""
        return publisher_on(clock.today()) or gettext("Dữ liệu mở về thủ tục hành chính")

    def link(self) -> str:
        return f"{settings.BASE_URL}{page_of('public_changes')}"

    def feed_url(self) -> str:
        return f"{settings.BASE_URL}{page_of('public_feed')}"

    def items(self) -> list[browse.Change]:
        return browse.changes(clock.today(), _IN_THE_FEED).rows

    def item_title(self, item: browse.Change) -> str:
        name = item.version.name if item.version else item.procedure.name
        return f"{words.CHANGE_WORDS[item.what]}: {name}"

    def item_description(self, item: browse.Change) -> str:
        decision = item.version.decision if item.version else ""
        return escape(" · ".join(part for part in (item.procedure.display_code, decision) if part))

    def item_link(self, item: browse.Change) -> str:
        return iri_to_uri(f"{settings.BASE_URL}{address(item.procedure.base_code)}")

    def item_guid(self, item: browse.Change) -> str:
        return f"{settings.BASE_URL}/thu-tuc/{item.procedure.base_code}#{item.what}-{item.on.isoformat()}"

    def item_pubdate(self, item: browse.Change) -> Any:
        return datetime.combine(item.on, time.min, clock.ZONE)

    def item_updateddate(self, item: browse.Change) -> Any:
        return datetime.combine(item.on, time.min, clock.ZONE)


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """`/thu-tuc/thong-ke/`: how much is in force, how complete, how much online; each opens to its list. `?ky=` a year or a quarter
    of what happened."""
    today = clock.today()
    held = browse.figures(today)
    listed = page_of("public_list")
    levels = [(words.LEVELS[level], held[level.value], f"{listed}?level={level.value}") for level in registry.LEVELS]
    shares = [
        (gettext("Có đủ các bộ phận theo quy định"), held["complete"], f"{listed}?complete=1"),
        (gettext("Nộp được trực tuyến"), held["online"], f"{listed}?online=1"),
        (
            gettext("Trực tuyến toàn trình"),
            marks.online(registry.public_on(today), today, whole=True).count(),
            f"{listed}?whole=1",
        ),
        (
            gettext("Không phụ thuộc địa giới hành chính"),
            marks.flagged(registry.public_on(today), "boundary_free", today).count(),
            f"{listed}?boundary_free=1",
        ),
        (gettext("Cho người dân"), held["people"], f"{listed}?audience=people"),
        (gettext("Cho doanh nghiệp, tổ chức"), held["business"], f"{listed}?audience=business"),
        (gettext("Do địa phương ban hành"), held["own"], f"{listed}?origin=own"),
    ]
    period = period_asked(request)
    context = {
        "held": held,
        "levels": levels,
        "shares": [(word, n, 100 * n / held["total"] if held["total"] else None, url) for word, n, url in shares],
        "published": published_figures(period),
        "period": period,
        "periods": period_links(period),
        "scope": scope_words(today),
        "window": period.window(today),
        "fields": browse.fields_counted(today).count(),
        "fields_url": page_of("public_fields"),
        "by_field_url": f"{page_of('public_statistics_by_field')}?ky={period}",
        "listed": listed,
        "moment": clock.now(),
    } | not_understood(request, ("ky",))
    return render(request, "procedures/public/statistics.html", context)
