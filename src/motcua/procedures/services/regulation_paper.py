"""The opinion on a draft regulation as an official letter of Decree 30/2020: what was looked at, what units said, each procedure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils import translation

from motcua.documents.queries.headed import headed
from motcua.documents.queries.issued import Handed, as_stored, issued_text
from motcua.documents.queries.law import kinds
from motcua.documents.queries.signers import signature_of_officer
from motcua.documents.writing import Annex, Cell, Heading, OfficialDocument, Paragraph, Part, Table, to_docx
from motcua.kernel import clock
from motcua.organisations.queries.posts import head_of
from motcua.organisations.queries.units import header_on, names_on
from motcua.procedures import formulas
from motcua.procedures.models import DraftRegulation, RegulationComment, RegulationImpact
from motcua.procedures.queries.regulations import ACTIONS, comments_of, impacts_of, ref_of
from motcua.procedures.queries.reviews import Criterion, criteria_on
from motcua.ui import formats

_HEAD = ("STT", "Thủ tục", "Dự thảo", "Đánh giá theo tiêu chí", "Chi phí tuân thủ")
_VERDICTS = {"met": "đạt", "partly": "đạt một phần", "not_met": "chưa đạt"}


def opinion_for(found: DraftRegulation) -> Handed:
    """What was signed is handed out as signed: the text of its route with its number, or the file made when its number was recorded. Before
    that as it stands.
    """
    if found.opinion_number and (routed := issued_text(ref_of(found))) is not None:
        return routed
    if found.opinion_number and found.opinion_file is not None:
        return as_stored(found.opinion_file)
    return Handed("y-kien-du-thao.docx", opinion_docx(found))


def opinion_docx(found: DraftRegulation) -> bytes:
    """The letter as a Word file, with number and date once it is issued; then without a name under it: another may have signed."""
    with translation.override("vi"):
        return to_docx(_letter(found))


def _letter(found: DraftRegulation) -> OfficialDocument:
    on = found.opinion_on or clock.today()
    impacts, comments = impacts_of(found), comments_of(found)
    names = names_on({found.drafter_id, *(one.unit_id for one in comments)}, on)
    return headed(
        found.owner_id,
        kind="",
        subject=f"ý kiến về quy định thủ tục hành chính tại dự thảo {_called(found)}",
        number=found.opinion_number,
        on=found.opinion_on,
        addressees=(names.get(found.drafter_id, ""),),
        body=tuple(_body(found, impacts, comments, names, header_on(found.owner_id, on).body)),
        signature=None
        if found.opinion_number
        else signature_of_officer(head_of(found.owner_id, on), found.owner, on, "letter"),
        recipients=("- Như trên;", "- Lưu: VT."),
        annexes=(Annex("Đánh giá từng thủ tục của dự thảo", (_table(impacts),), landscape=True),) if impacts else (),
    )


def _called(found: DraftRegulation) -> str:
    """The draft by its title, with the type of instrument before it where the title does not begin with it."""
    kind = dict(kinds()).get(found.kind, "")
    if not kind or found.title.casefold().startswith(kind.casefold()):
        return found.title
    return f"{kind} {found.title[:1].lower()}{found.title[1:]}"


def _body(
    found: DraftRegulation,
    impacts: list[RegulationImpact],
    comments: list[RegulationComment],
    names: dict[int, str],
    body: str,
) -> Iterator[Part]:
    yield Paragraph(
        f"Ngày {found.received_on:%d/%m/%Y}, {body} nhận được dự thảo {_called(found)} do {names.get(found.drafter_id, '')} chủ trì "
        f"soạn thảo. Sau khi nghiên cứu quy định về thủ tục hành chính tại dự thảo, {body} có ý kiến như sau:"
    )
    criteria, article = criteria_on(clock.today())
    asked = "; ".join(one.name[:1].lower() + one.name[1:] for one in criteria)
    yield Heading("1. Thủ tục hành chính được xem xét")
    yield Paragraph(f"Dự thảo có {len(impacts)} thủ tục, được đánh giá theo các tiêu chí: {asked}; theo {article}.")
    for action, label in ACTIONS.items():
        if count := sum(one.action == action for one in impacts):
            yield Paragraph(f"- {label}: {count} thủ tục.")
    yield Heading("2. Ý kiến của các đơn vị được hỏi")
    yield from _answers(comments, names, found.opinion_on)
    yield Heading("3. Ý kiến về quy định thủ tục hành chính")
    for line in found.opinion.splitlines():
        if line.strip():
            yield Paragraph(line.strip())
    yield Paragraph(
        "Đề nghị cơ quan chủ trì soạn thảo nghiên cứu, tiếp thu, giải trình và gửi lại văn bản sau khi ban hành để công bố thủ tục."
    )


def _answers(comments: list[RegulationComment], names: dict[int, str], on: date | None) -> Iterator[Part]:
    if not comments:
        yield Paragraph("Không lấy ý kiến đơn vị khác.")
    for one in comments:
        name = names.get(one.unit_id, "")
        if one.given_at is None:
            in_time = on is not None and one.due_on >= on
            due = f"hạn ngày {one.due_on:%d/%m/%Y}" + (", chưa đến khi ban hành văn bản này" if in_time else "")
            yield Paragraph(f"- {name}: chưa trả lời ({due}).")
        else:
            stand = str(one.get_stand_display())
            said = " ".join(one.text.split())
            letter = f" (theo {one.by_letter})" if one.by_letter else ""
            yield Paragraph(f"- {name}: {stand[:1].lower()}{stand[1:]}{letter}" + (f". {said}" if said else "."))


def _table(impacts: list[RegulationImpact]) -> Table:
    head = tuple(Cell.of(text, bold=True, align="center") for text in _HEAD)
    criteria, _article = criteria_on(clock.today())
    rows = tuple(
        (
            Cell.of(str(n), align="center"),
            Cell.of(f"{one.procedure.base_code} {one.name}" if one.procedure is not None else one.name),
            Cell.of(str(ACTIONS[one.action])),
            Cell.of("\n".join(_verdicts(one, criteria))),
            Cell.of(_cost(one)),
        )
        for n, one in enumerate(impacts, 1)
    )
    return Table((0.5, 3.2, 1.3, 4.2, 1.4), rows, (head,))


def _verdicts(one: RegulationImpact, criteria: Sequence[Criterion]) -> Iterator[str]:
    for criterion in criteria:
        given: Any = one.answers.get(criterion.key)
        verdict = _VERDICTS[given["verdict"]] if given else "chưa đánh giá"
        note = f" – {' '.join(given['note'].split())}" if given and given.get("note") else ""
        yield f"{criterion.name}: {verdict}{note}"


def _cost(one: RegulationImpact) -> str:
    if not one.costing:
        return "chưa tính"
    percent = formulas.rounded(formulas.saving(formulas.from_json(one.costing)).percent, 2)
    return f"giảm {formats.number(percent, 'vi')} %" if percent is not None else "chưa tính đủ"
