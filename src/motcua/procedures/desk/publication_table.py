"""The lines of a decision as the list on its page: what differs from the registry, what a person made of it, where it was made public."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock
from motcua.organisations.permissions import granted_units
from motcua.organisations.queries.units import names_on
from motcua.procedures.deadlines import Duty
from motcua.procedures.desk.publication_words import ACTIONS, DOUBTS, MARKS, PARTS, READINGS, VERDICTS, said_of_move
from motcua.procedures.permissions import may_disclose
from motcua.procedures.queries import publication as queries
from motcua.procedures.queries import publication_lines as lines
from motcua.procedures.queries.outlook import moves_of, outlook_lines
from motcua.procedures.queries.sure_lines import differing, sure_of
from motcua.procedures.rules.naming import same_name
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, along, asked, taken_along

SETTLED = {"open": Badge(_("Chờ xác nhận"), Tone.RISK), "settled": Badge(_("Đã xác nhận"), Tone.DONE)}
NOTED, SURE, UNSURE, UNKNOWN = "noted", "sure", "unsure", "unknown"
LOOKS = (
    Option(NOTED, _("Có điều cần xem")),
    Option(SURE, _("Chờ xác nhận, đúng tên, lấy được ngay")),
    Option(UNSURE, _("Chờ xác nhận, đúng tên, có chỗ phải xem")),
    Option(UNKNOWN, _("Chưa có trong danh mục thủ tục")),
)
VERSIONS, ENDING, UNCHANGED, LACKING = "versions", "abolished", "unchanged", "lacking"
MOVED, EARLY, BESIDE = "moved", "before_basis", "beside"
ENDED, OVERTAKEN, UNFINISHED = "ending", "overtaken", "unfinished"
OUTLOOK = (
    Option(VERSIONS, _("Công bố thì có phiên bản mới")),
    Option(ENDING, _("Bãi bỏ thủ tục")),
    Option(BESIDE, _("Đang có trong quyết định khác")),
    Option(UNCHANGED, _("Sửa đổi mà không đổi gì trong danh mục")),
    Option(LACKING, _("Thủ tục mới còn thiếu phần")),
    Option(MOVED, _("Đổi ngày hết hiệu lực đã định")),
    Option(EARLY, _("Có hiệu lực trước văn bản làm căn cứ")),
    Option(ENDED, _("Đã có quyết định bãi bỏ")),
    Option(OVERTAKEN, _("Có phiên bản hiệu lực sau")),
    Option(UNFINISHED, _("Bản soạn chưa chuyển công bố")),
)
"""What publishing will do; once it is done nobody can tell any more."""
_CELL = "procedures/desk/publication_cell_{}.html"


def _settled(row: Any) -> str:
    return "settled" if row.confirmed_at else "open"


def _in_state(rows: Any, values: Sequence[str]) -> Any:
    return rows if len(values) > 1 else rows.filter(confirmed_at__isnull=values[0] == "open")


def _places_said(row: Any) -> str | None:
    return (
        "; ".join(f"{label} {formats.short_date(one.since)}" for label, one, _said, _void in row.shown_places) or None
    )


LINES = ListSpec(
    key="publication_lines",
    title=_("Các thủ tục trong quyết định"),
    columns=(
        Column(key="line", label=_("Dòng"), kind="number", sort=("line",)),
        Column(key="base_code", label=_("Mã"), kind="code", shown=False),
        Column(key="name", label=_("Thủ tục"), wide=True, template=_CELL.format("name")),
        Column(key="field_name", label=_("Lĩnh vực"), shown=False),
        Column(key="action", label=_("Việc"), value=lambda x: ACTIONS[x.action]),
        Column(
            key="differences",
            label=_("Khác với danh mục"),
            value=lambda x: "; ".join(f"{part}: {printed}" for part, printed, _mark in x.differences) or None,
            template=_CELL.format("differences"),
        ),
        Column(
            key="state",
            label=_("Xác nhận"),
            value=lambda x: SETTLED[_settled(x)],
            template=_CELL.format("settled"),
        ),
        Column(key="confirmed_by", label=_("Người xác nhận"), shown=False),
        Column(key="places", label=_("Công khai"), value=_places_said, template=_CELL.format("places")),
    ),
    filters=(
        ChoiceFilter(
            key="state",
            label=_("Xác nhận"),
            options=[Option(key, badge.word) for key, badge in SETTLED.items()],
            apply=_in_state,
        ),
        ChoiceFilter(
            key="action",
            label=_("Việc"),
            options=[Option(key, label) for key, label in ACTIONS.items()],
            apply="action",
        ),
    ),
    search=lines.find_lines,
    search_label=_("Tìm dòng"),
    search_hint=_("Mã, số dòng hoặc vài chữ của tên thủ tục, lĩnh vực"),
    default_sort="line",
    export_name="dong-quyet-dinh-cong-bo",
    above="procedures/desk/publication_above.html",
    empty=Empty(
        title=_("Chưa có dòng nào"),
        text=_("Đọc danh mục kèm quyết định từ Word, Excel, hoặc thêm từng dòng."),
    ),
)


def list_of_lines(request: HttpRequest, found: Any, *, editable: bool, may_void: Callable[[Any], bool]) -> ListSpec:
    """The list for one decision: with what this reader may do on each line."""
    columns = tuple(c for c in LINES.columns if c.key != "differences" or found.state != "published")
    fill = partial(_fill, found=found, editable=editable, back=along(request), may_void=may_void)
    return replace(_narrowable(found), columns=columns, select=fill)


def asked_lines(request: HttpRequest, found: Any) -> QuerySet[Any]:
    """The lines that the list asked for when an act was begun from it; all where it was begun elsewhere."""
    return asked(request, _narrowable(found), lines.lines_of(found), taken_along(request))


def _narrowable(found: Any) -> ListSpec:
    options = LOOKS if found.state == "published" else (*LOOKS, *OUTLOOK)
    looks = ChoiceFilter(key="look", label=_("Cần xem"), options=options, apply=partial(_looked_at, found))
    return replace(LINES, filters=(*LINES.filters, looks))


def _looked_at(found: Any, rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
    """Lines of any of the kinds that are asked for."""
    kept = Q(matched_by="none") if UNKNOWN in values else Q(pk__in=[])
    if NOTED in values:
        kept |= lines.noted(found)
    if SURE in values:
        kept |= Q(pk__in=sure_of(found).lines)
    if UNSURE in values:
        kept |= Q(pk__in=sure_of(found).unsure)
    if ahead := {option.value for option in OUTLOOK} & set(values):
        kept |= Q(pk__in=[pk for kind, pks in outlook_lines(found).items() if kind in ahead for pk in pks])
    return rows.filter(kept)


def voidable(user: Any, found: Any, *, may_record: bool) -> Callable[[Any], bool]:
    """Which disclosures of a decision somebody who may record them may take back. Two queries, however many there are."""
    if not may_record:
        return lambda _row: False
    if may_disclose(user, found, None):
        return lambda _row: True
    own = set(granted_units(user, "disclosures.record").values_list("pk", flat=True))
    return lambda row: row.unit_id in own


def _fill(items: Sequence[Any], *, found: Any, editable: bool, back: str, may_void: Callable[[Any], bool]) -> None:
    """What the cells of a page of lines say. As many queries for one line as for fifty."""
    today = clock.today()
    published = found.state == "published"
    others = {} if published else differing(items, queries.effect_or_today(found))
    public = lines.places_of([item.pk for item in items])
    names = names_on(
        {one.row.unit_id for places in public.values() for one in places if one.row and one.row.unit_id}, today
    )
    notes = lines.notes_by_line(found)
    moved = {} if published else dict(moves_of(found, items, queries.effect_or_today(found)))
    for item in items:
        places = public.get(item.pk, [])
        national = next((one.since for one in places if one.place == "national"), None)
        item.decision = found
        item.back = back
        item.badge = SETTLED[_settled(item)]
        item.differences = [
            (PARTS[d.part], d.printed, MARKS[d.unsure] if d.unsure else "") for d in others.get(item.pk, ())
        ]
        item.taken_words = [PARTS[part] for part in item.taken]
        left = () if item.confirmed_at else notes.get(str(item.uid), ())
        item.notes = [(DOUBTS.get(doubt, doubt), words) for doubt, words in left]
        item.means_other = item.procedure is not None and not same_name(item.name, item.procedure.name)
        item.move = said_of_move(moved[item]) if item in moved else ""
        item.line_url = reverse("procedures:publication_line", args=[found.uid, item.uid]) + back if editable else ""
        item.shown_places = [
            (queries.PLACES[one.place], one, *_row_said(one.row, found, names, may_void, back)) for one in places
        ]
        judged = queries.judged(item, national, today)
        item.national = together(j for j in judged if j.duty is Duty.DISCLOSE)


def _row_said(
    row: Any, found: Any, names: Mapping[int, str], may_void: Callable[[Any], bool], back: str
) -> tuple[str, str]:
    """The unit of a disclosure, and where it is taken back by who may."""
    if row is None:
        return "", ""
    void_url = reverse("procedures:void_disclosure", args=[found.uid, row.uid]) + back if may_void(row) else ""
    return names.get(row.unit_id or 0, ""), void_url


def together(found: Iterable[queries.Judged]) -> list[tuple[list[Any], Any, Any]]:
    """Readings that come to the same day and verdict in one line."""
    same: dict[tuple[Any, Any], list[Any]] = {}
    for one in found:
        same.setdefault((one.due, one.verdict), []).append(READINGS[one.reading])
    return [(readings, due, VERDICTS[verdict]) for (due, verdict), readings in same.items()]


def figures_of(counts: dict[str, int], address: str) -> list[tuple[Any, int, str]]:
    """What is counted over the lines, each leading to its rows; what there is none of is left out, but for what waits."""
    told = (
        (_("Số dòng"), "lines", ""),
        (SETTLED["open"].word, "open", "?state=open"),
        (LOOKS[0].label, "noted", f"?look={NOTED}"),
        (LOOKS[3].label, "unknown", f"?look={UNKNOWN}"),
        *((label, action, f"?action={action}") for action, label in ACTIONS.items()),
    )
    return [
        (label, counts[key], f"{address}{query}#cac-dong") for label, key, query in told if counts[key] or key == "open"
    ]


def said_of_note(note: dict[str, Any]) -> str:
    where = gettext("Dòng {line}").format(line=note["line"])
    return f"{where}: {DOUBTS.get(note['doubt'], note['doubt'])}. {note['words'][:120]}"
