"""Components and figures for templates. A builtin: no `{% load %}` needed. Manual with pictures of use: docs/ui.md."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from django import forms, template
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from motcua.ui import diffs, formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.errors import text_of
from motcua.ui.forms import error_links
from motcua.ui.icons import ICONS
from motcua.ui.language import spoken
from motcua.ui.lists.filters import Option
from motcua.ui.lists.page import Cell
from motcua.ui.progress import Progress

register = template.Library()

NOTHING = "–"
_DOCUMENT_NUMBER = re.compile(r"\b\d\w{0,5}(?:/\d{4})?/[^\W\d_]\w*(?:[-–]\w+)*\b")
_WHOLE = '<span class="ui-nowrap">{}</span>'


# Figures and dates ----------------------------------------------------------------------------------------------------


@register.filter
def vn_date(value: date | datetime | None) -> str:
    return formats.short_date(value, spoken()) if value else NOTHING


@register.filter
def vn_date_long(value: date | datetime | None) -> str:
    return formats.long_date(value, spoken()) if value else NOTHING


@register.filter
def vn_time(value: datetime | None) -> str:
    return formats.clock_time(value) if value else NOTHING


@register.filter
def vn_moment(value: datetime | None) -> str:
    return formats.moment(value, spoken()) if value else NOTHING


def _amount(value: object) -> Decimal | None:
    try:
        return None if value is None or value == "" else Decimal(str(value))
    except InvalidOperation:
        return None


@register.filter
def vn_number(value: object, places: int | None = None) -> str:
    if (
        type(value) is int and 0 <= value < 1000 and places is None
    ):  # most of what is counted, in tables of hundreds of rows
        return str(value)
    amount = _amount(value)
    return NOTHING if amount is None else formats.number(amount, spoken(), places)


@register.filter
def vn_percent(value: object, places: int = 1) -> str:
    amount = _amount(value)
    return NOTHING if amount is None else formats.percent(amount, spoken(), places)


@register.filter
def vn_share(value: object) -> str:
    """A percentage in a column: each with one decimal, so that they stand under one another."""
    amount = _amount(value)
    return NOTHING if amount is None else formats.percent(amount, spoken(), even=True)


@register.filter
def vn_size(value: int | None) -> str:
    return NOTHING if value is None else formats.file_size(value, spoken())


@register.filter
def in_vietnamese(text: object) -> SafeString:
    """Words of a source inside a sentence of a page in another language: read aloud as what they are."""
    return conditional_escape(str(text)) if spoken() == "vi" else format_html('<span lang="vi">{}</span>', text)


@register.filter
def unbroken(text: object) -> SafeString:
    """Numbers of documents in a text (`12/KH-KCNĐN`, `61/2018/NĐ-CP`) stay whole at the end of a line; the rest is escaped as usual."""
    if isinstance(text, SafeString):
        return text
    said = "" if text is None else str(text)
    pieces, end = [], 0
    for found in _DOCUMENT_NUMBER.finditer(said) if "/" in said else ():
        pieces += [conditional_escape(said[end : found.start()]), format_html(_WHOLE, found[0])]
        end = found.end()
    return mark_safe("".join([*pieces, conditional_escape(said[end:])]))  # noqa: S308  # every piece is escaped above


@register.filter
def iso(value: date | datetime) -> str:
    """For `<time datetime>`."""
    return value.isoformat()


@register.filter
def as_json(value: object) -> str:
    """For `data-…` attributes that a script reads."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def sentence(error: Any) -> str:
    """What an AppError or FieldError says, in the page's language."""
    return text_of(error)


# Small parts ----------------------------------------------------------------------------------------------------------


@register.filter
def field_lines(form: forms.BaseForm) -> list[dict[str, Any]]:
    """Visible fields in their order, each a line of its own, but those that the form's `together` names beside one another.

    `together` is a tuple of tuples of names (`(("starts", "ends"),)`); a name that the form does not have is passed over. `shown_when`
    names fields that only one choice of another field asks for (`{"promised_on": ("answer", ("promise",))}`): the script folds them
    away while something else is chosen; without a script, and where something is wrong with them, they stand open.
    """
    group = {name: place for place, names in enumerate(getattr(form, "together", ())) for name in names}
    asked = getattr(form, "shown_when", {})
    lines: list[dict[str, Any]] = []
    for field in form.visible_fields():
        place, when = group.get(field.name), asked.get(field.name)
        last = lines[-1] if lines else None
        if last and place is not None and group.get(last["fields"][-1].name) == place and last["asked"] == when:
            last["fields"].append(field)
        else:
            lines.append({"fields": [field], "asked": when})
    for line in lines:
        if line["asked"] and not any(field.errors for field in line["fields"]):
            name, values = line["asked"]
            line["when"], line["values"] = form[name].html_name, " ".join(values)
    return lines


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon; always beside a word, so hidden from screen readers."""
    return format_html(
        '<svg class="ui-icon ui-icon--{}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">{}</svg>',
        name,
        mark_safe(ICONS[name]),  # noqa: S308  # our own constant drawings
    )


@register.simple_tag
def badge(state: Badge | str, tone: str = Tone.PLAIN) -> SafeString:
    """Drawn here and not by a template: a list has hundreds of them."""
    return _badge(state if isinstance(state, Badge) else Badge(str(state), Tone(tone)))


def _badge(state: Badge) -> SafeString:
    hint = format_html(' title="{}"', state.hint) if state.hint else ""
    drawing = '<span class="ui-badge ui-badge--{}"{}>{}<span class="ui-badge__word">{}</span></span>'
    return format_html(drawing, state.tone, hint, icon(str(state.tone)), state.word)


@register.inclusion_tag("ui/parts/tag.html")
def tag(word: str, colour: str = "grey") -> dict[str, object]:
    """A label without urgency (kind of document, layout). `colour`: grey, teal, amber."""
    return {"word": word, "colour": colour}


@register.inclusion_tag("ui/parts/empty.html")
def empty(title: str, text: str = "", action_label: str = "", action_url: str = "") -> dict[str, object]:
    return {"title": title, "text": text, "action_label": action_label, "action_url": action_url}


@register.inclusion_tag("ui/parts/figure.html")
def figure(label: str, value: object, url: str = "", hint: str = "", tone: str = "") -> dict[str, object]:
    """A figure that opens its rows. A whole number is written as people write it."""
    said = vn_number(value) if isinstance(value, int) else value
    return {"label": label, "value": said, "url": url, "hint": hint, "tone": tone}


@register.inclusion_tag("ui/parts/summary_list.html")
def summary_list(rows: Sequence[dict[str, object]]) -> dict[str, object]:
    """Rows of `{"label", "value"}` with optional `"url"`, `"change_url"`, `"html"` (a drawn value instead), `"badge"`."""
    return {"rows": rows}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(entries: Sequence[Any], empty_text: str = "") -> dict[str, object]:
    """Entries newest or oldest first as given, each with `title` and optional `moment`, `actor`, `text`, `url`, `tone`."""
    return {"entries": entries, "empty_text": empty_text}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(items: Sequence[dict[str, object]], label: str) -> dict[str, object]:
    """Views of one record, each with its own address: items of `{"label", "url", "current"}` with optional `"count"`."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/parts/breadcrumbs.html")
def breadcrumbs(*pairs: str) -> dict[str, object]:
    """`{% breadcrumbs "Kế hoạch" list_url "Kế hoạch 18/KH-BQL" %}`: label, address, …; the last one is this page, without address."""
    labels, urls = pairs[0::2], pairs[1::2]
    return {"crumbs": [(label, urls[i] if i < len(urls) else "") for i, label in enumerate(labels)]}


@register.inclusion_tag("ui/parts/progress.html", takes_context=True)
def progress(context: template.Context, work: Progress) -> dict[str, object]:
    return {"work": work, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("ui/parts/diff.html")
def diff(old: str, new: str) -> dict[str, object]:
    return {"pieces": diffs.words(old or "", new or "")}


@register.inclusion_tag("ui/parts/quote.html")
def source_quote(
    text: str, start: int | None = None, end: int | None = None, where: str = "", url: str = ""
) -> dict[str, object]:
    """Words of a source document; `[start, end)` in characters is marked."""
    if start is None or end is None or not 0 <= start < end <= len(text):
        return {"before": text, "marked": "", "after": "", "where": where, "url": url}
    return {"before": text[:start], "marked": text[start:end], "after": text[end:], "where": where, "url": url}


@register.simple_tag
def why(url: str, label: str = "", about: str = "") -> SafeString:
    """«Vì sao?»: fetches its explanation from `url` when first opened; without JavaScript it leads there."""
    return format_html(
        '<details class="ui-why"><summary class="ui-why__summary" hx-get="{0}" hx-trigger="click once" hx-target="next .ui-why__body" '
        'hx-swap="innerHTML">{1}{2}</summary><div class="ui-why__body" aria-live="polite"><a class="govuk-link" href="{0}">{3}</a></div>'
        "</details>",
        url,
        label or gettext("Vì sao?"),
        format_html('<span class="govuk-visually-hidden"> {}</span>', about) if about else "",
        gettext("Xem giải thích"),
    )


@register.inclusion_tag("ui/parts/copy.html")
def copy_link(url: str, label: str = "") -> dict[str, object]:
    return {"url": url, "label": label}


@register.inclusion_tag("ui/parts/confirm.html", takes_context=True)
def confirm(
    context: template.Context, url: str, button: str, question: str, yes: str, *, danger: bool = True
) -> dict[str, object]:
    """A verb that asks once more before it acts. Works without JavaScript; posts to `url`."""
    return {
        "url": url, "button": button, "question": question, "yes": yes, "danger": danger, "csrf_token": context.get("csrf_token", "")
    }  # fmt: skip


@register.inclusion_tag("ui/parts/autosave.html")
def autosave_state() -> dict[str, object]:
    """Where a form with `data-autosave` tells whether it is saved."""
    return {}


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(*all_forms: Any) -> dict[str, object]:
    """What is wrong in forms, Django's or such that know their own `links`."""
    found = [form.links if hasattr(form, "links") else error_links(form) for form in all_forms if form.is_bound]
    return {"links": [link for links in found for link in links]}


# Lists ----------------------------------------------------------------------------------------------------------------


@register.simple_tag
def swaps(url: str, show: str = "none") -> SafeString:
    """The attributes of a link within a list: with HTMX it swaps the results and keeps the place, without it leads there."""
    return format_html(
        'href="{0}" hx-get="{0}" hx-target="#list-results" hx-swap="outerHTML show:{1}" hx-push-url="true" '
        'hx-sync="#list-form:replace"',
        url,
        show,
    )


@register.simple_tag
def choices(options: Sequence[tuple[Option, bool]]) -> SafeString:
    """The options of a select, the chosen ones marked. Drawn here and not by a template: units are hundreds."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}{}</option>',
        (
            (
                option.value,
                SafeString(" selected") if chosen else "",
                option.label,
                "" if option.count is None else f" ({vn_number(option.count)})",
            )
            for option, chosen in options
        ),
    )


@register.simple_tag
def list_cell(cell: Cell) -> SafeString | str:
    """The content of one cell, as its column says."""
    column, value = cell.column, cell.value
    if column.template:
        return SafeString(render_to_string(column.template, {"row": cell.row, "value": value}))
    drawn = _drawn(column.kind, value)
    return format_html('<a class="govuk-link" href="{}">{}</a>', cell.url, drawn) if cell.url else drawn


def _drawn(kind: str, value: object) -> SafeString | str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, Badge):
        return _badge(value)
    if isinstance(value, datetime) or kind == "moment":
        return vn_moment(value)  # type: ignore[arg-type]  # a column of moments gives moments
    if isinstance(value, date):
        return vn_date(value)
    if kind == "percent":
        return vn_percent(value)
    if kind == "number":
        return vn_number(value)
    return format_html_join(SafeString("<br>"), "{}", ((unbroken(line),) for line in str(value).split("\n")))
