"""Procedures as the papers of `writing` show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext, ngettext

from motcua.organisations.queries.scopes import province_unit
from motcua.organisations.queries.units import names_on
from motcua.procedures.content import ChannelKind, Content, Part
from motcua.procedures.content.local import Effective, effective
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.queries import local, registry, shown, words
from motcua.procedures.queries.pages import portal_on
from motcua.procedures.writing import Answer, CaseLines, Kind, Line, Paper, PaperLine, PartLines, Sheet, StepLine
from motcua.ui.formats import short_date
from motcua.ui.language import spoken


@dataclass(frozen=True, slots=True)
class Source:
    """What a sheet is made of."""

    procedure: Procedure
    version: ProcedureVersion
    content: Content
    effective: Effective
    portal: str
    """Where dossiers are filed online."""


def sources_of(procedures: Sequence[Procedure], on: date) -> list[Source]:
    """For procedures that `public_on` gave, in their order: two queries."""
    versions = registry.versions_of(procedures)
    layers = local.layers_of([p.pk for p in procedures], on)
    portal = portal_on(on)
    found = []
    for procedure in procedures:
        version = versions[procedure.pk]
        content = registry.content_of(version)
        found.append(Source(procedure, version, content, effective(content, layers.get(procedure.pk, [])), portal))
    return found


def sheet_of(source: Source, *, cases: Iterable[str] = (), whole: bool = True) -> Sheet:
    """One procedure: the short answer, what to bring (for the ticked cases), with `whole` also the other parts."""
    content = source.content
    every = shown.cases_of(content)
    ticked = set(cases) & {case.key for case in every if case.choice}
    bring = shown.chosen_cases(every, ticked)
    return Sheet(
        name=content.name,
        caption=" · ".join(one for one in (source.procedure.display_code, content.field) if one),
        answer=_answer(source, bring, ticked=bool(ticked), whole=whole),
        cases=tuple(
            CaseLines(
                case.name,
                tuple(PaperLine(p.name, _facts(p), not p.known_in and not p.remark) for p in case.papers),
                _counted(case, content),
                case.short,
            )
            for case in bring
        )
        or _unsorted(content),
        steps=tuple(StepLine(s.label, s.text) for s in content.steps) if whole else (),
        parts=_parts(content) if whole else (),
    )


def paper_of(
    kind: Kind, sheets: Sequence[Sheet], *, title: str, address: str, qr: str, on: date, subtitle: str = ""
) -> Paper:
    """A paper of sheets, with the words of the language that is spoken."""
    return Paper(
        kind=kind,
        title=title,
        subtitle=subtitle,
        publisher=publisher_on(on),
        revision=gettext("Cập nhật ngày %(day)s") % {"day": short_date(on, spoken())},
        address=address,
        qr=qr,
        words=_words(),
        sheets=tuple(sheets),
    )


def posting_of(sources: Sequence[Source], *, title: str, address: str, qr: str, on: date) -> Paper:
    """The list that hangs on the notice board: what the decision's annex shows too."""
    head = (
        gettext("STT"),
        gettext("Mã thủ tục"),
        gettext("Tên thủ tục"),
        gettext("Thời hạn giải quyết"),
        gettext("Phí, lệ phí"),
        gettext("Nơi nộp"),
        gettext("Quyết định công bố"),
    )
    rows = [
        (
            str(number),
            one.procedure.display_code,
            one.content.name,
            _joined(shown.times_of(one.content, one.effective), shown.limit_texts(one.content)),
            _joined(shown.costs_of(one.content, one.effective), shown.unread_of(one.content, Part.FEES)),
            "\n".join(_places(one)),
            one.version.decision,
        )
        for number, one in enumerate(sources, 1)
    ]
    paper = paper_of(Kind.POSTING, (), title=title, address=address, qr=qr, on=on, subtitle=count_words(len(rows)))
    return replace(paper, head=head, widths=_WIDTHS, rows=tuple(rows))


_WIDTHS = (0.6, 2.9, 3.9, 2.4, 2.3, 2.4, 2.1)
"""A full code and the number of a decision have no place to break."""


def count_words(count: int) -> str:
    return ngettext("%(n)s thủ tục đang có hiệu lực", "%(n)s thủ tục đang có hiệu lực", count) % {"n": count}


def publisher_on(on: date) -> str:
    """The body on whose behalf the registry is published: the unit at the top of the province."""
    top = province_unit(on)
    return names_on([top], on).get(top, "") if top is not None else ""


def _words() -> dict[str, str]:
    return {
        "qr": gettext("Mã QR dẫn tới trang có nội dung mới nhất"),
        "scan": gettext("Quét mã để xem nội dung mới nhất:"),
        "bring": gettext("Giấy tờ cần mang"),
        "steps": gettext("Trình tự thực hiện"),
        "contents": gettext("Mục lục"),
        "by_case": gettext("Tùy trường hợp"),
        "more": gettext("Xem đủ ở mã QR."),
        "more_lines": gettext("Còn nữa: xem đủ ở mã QR."),
    }


def _answer(source: Source, bring: Sequence[shown.Case], *, ticked: bool, whole: bool) -> tuple[Answer, ...]:
    content, effective = source.content, source.effective
    told = (
        words.bring_words(*shown.brought_by(bring, content, ticked=ticked)) if bring else (gettext("xem bên dưới"), "")
    )
    papers = " ".join(one for one in told if one)
    return (
        Answer(gettext("Mang gì"), (Line("", papers),)),
        Answer(
            gettext("Hết bao nhiêu tiền"),
            _lines(shown.costs_of(content, effective), shown.unread_of(content, Part.FEES)),
        ),
        Answer(
            gettext("Bao lâu xong"),
            (
                *_lines(shown.times_of(content, effective), shown.limit_texts(content)),
                *_told_elsewhere(content, whole=whole),
            ),
            one_holds=True,
        ),
        Answer(gettext("Nộp ở đâu"), tuple(Line("", place) for place in _places(source)) or _missing()),
    )


def _places(source: Source) -> tuple[str, ...]:
    """Where to go, and where online, where that is a way."""
    online = any(channel.kind is ChannelKind.ONLINE for channel in source.content.channels)
    return (*shown.places_of(source.content, source.effective), *((source.portal,) if online else ()))


def _lines(facts: Sequence[shown.Fact], unread: Sequence[str]) -> tuple[Line, ...]:
    lines = tuple(Line(f.about, f.value, f.note) for f in facts) + tuple(Line("", "", text) for text in unread)
    return lines or _missing()


def _told_elsewhere(content: Content, *, whole: bool) -> tuple[Line, ...]:
    """Where to read how long it takes, when the source's table does not say: on this paper, or on the page that its code leads to."""
    part = shown.times_told_in(content)
    if part is None:
        return ()
    told = gettext("Xem thêm mục: %(part)s") if whole else gettext("Quét mã QR để xem thêm mục: %(part)s")
    return (Line("", "", told % {"part": words.PARTS[part]}),)


def _missing() -> tuple[Line, ...]:
    return (Line("", gettext("Chưa có trong dữ liệu")),)


def _joined(facts: Sequence[shown.Fact], unread: Sequence[str]) -> str:
    """Each with what stands beside it: who is exempt, and by which decision the province settled it. All of it: on the notice board
    nothing can be opened."""
    told = [
        " ".join(one for one in (": ".join(one for one in (f.about, f.value) if one), f.note) if one) for f in facts
    ]
    return "\n".join([*told, *unread]) or "–"


def _facts(paper: shown.Paper) -> str:
    if paper.known_in:
        return gettext("Không phải nộp: dữ liệu đã có trong %(database)s") % {"database": paper.known_in}
    if paper.remark:
        return paper.note
    given = gettext("Chỉ xuất trình, không nộp lại") if paper.shown_only else paper.number
    needed = gettext("tùy trường hợp") if paper.perhaps else "" if paper.required else gettext("nếu có")
    form = gettext("biểu mẫu: %(names)s") % {"names": ", ".join(paper.forms)} if paper.forms else ""
    return " · ".join(one for one in (given, needed, form, paper.note) if one)


def _counted(case: shown.Case, content: Content) -> str:
    """Of a case that has no paper for certain nothing is told."""
    bring = shown.brought([case], content)
    return words.bring_words(bring, by_case=False)[0] if bring.papers else ""


def _unsorted(content: Content) -> tuple[CaseLines, ...]:
    texts = shown.unread_of(content, Part.COMPONENTS)
    return (CaseLines("", tuple(PaperLine(text) for text in texts)),) if texts else ()


def _parts(content: Content) -> tuple[PartLines, ...]:
    channels = [": ".join(t for t in (str(words.CHANNELS[c.kind]), c.description) if t) for c in content.channels]
    told: tuple[tuple[Part, list[str]], ...] = (
        (Part.STEPS, []),
        (Part.CHANNELS, channels),
        (Part.RESULTS, [r.name for r in content.results]),
        (Part.CONDITIONS, [c.text for c in content.conditions]),
        (Part.AGENCIES, [f"{words.ROLES[a.role]}: {a.name}" for a in content.agencies]),
        (Part.GROUNDS, [" – ".join(t for t in (g.number, g.title, g.article) if t) for g in content.grounds]),
    )
    parts = []
    for part, lines in told:
        every = (*lines, *shown.unread_of(content, part))
        if every:
            parts.append(PartLines(str(words.PARTS[part]), tuple(every)))
    return tuple(parts)
