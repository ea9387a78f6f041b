"""The result report of an inspection as an official document (Decree 30/2020): team, units, what was found, remedies, conclusion."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.documents.queries.headed import headed
from motcua.documents.writing import Cell, Heading, OfficialDocument, Paragraph, Part, Signature, Table
from motcua.kernel import clock
from motcua.plans.models import Finding, Inspection
from motcua.plans.queries.inspections import OfUnit, by_unit, team_of

VERDICTS = {"good": "Đạt", "fault": "Chưa đạt", "not_applicable": "Không áp dụng"}


def official(inspection: Inspection) -> OfficialDocument:
    """The report of a concluded inspection, from its rows."""
    on = inspection.report_on or clock.today()
    team = team_of(inspection)
    leader = next((m for m in team if m.leads), None)
    return headed(
        inspection.owner_id,
        number=inspection.report_number,
        symbol="BC",
        on=on,
        kind="Báo cáo",
        subject=f"Kết quả {inspection.title[:1].lower()}{inspection.title[1:]}",
        body=tuple(_body(inspection, team)),
        signature=Signature(("TRƯỞNG ĐOÀN KIỂM TRA",), leader.officer.person.name) if leader else None,
        recipients=("- Như trên;", "- Các đơn vị được kiểm tra;", "- Lưu: VT."),
    )


def _body(inspection: Inspection, team: list[object]) -> Iterator[Part]:
    units = by_unit(inspection)
    decided = f" ngày {inspection.decision_on:%d/%m/%Y}" if inspection.decision_on else ""
    yield Paragraph(
        f"Thực hiện {inspection.decision_number}{decided}, từ ngày {inspection.starts_on:%d/%m/%Y} đến ngày "
        f"{inspection.ends_on:%d/%m/%Y} Đoàn kiểm tra đã kiểm tra {len(units)} đơn vị. Kết quả như sau:"
    )
    yield Heading("I. ĐOÀN KIỂM TRA")
    for n, member in enumerate(team, 1):
        yield Paragraph(_member(n, member))
    yield Heading("II. KẾT QUẢ CHUNG")
    yield _summary(units)
    yield Heading("III. KẾT QUẢ TẠI TỪNG ĐƠN VỊ")
    for n, one in enumerate(units, 1):
        yield Heading(f"{n}. {one.name}", level=2)
        yield _findings(one)
    yield Heading("IV. KẾT LUẬN")
    yield from (Paragraph(line) for line in inspection.conclusion.splitlines() if line.strip())
    if inspection.recommendation.strip():
        yield Heading("V. KIẾN NGHỊ")
        yield from (Paragraph(line) for line in inspection.recommendation.splitlines() if line.strip())


def _member(n: int, member: object) -> str:
    officer = member.officer  # type: ignore[attr-defined]  # an InspectionMember with its unit's name
    part = "Trưởng đoàn" if member.leads else "Thành viên"  # type: ignore[attr-defined]  # as above
    said = [officer.person.name, officer.post, member.unit_name]  # type: ignore[attr-defined]  # as above
    reason = f" (thuộc đơn vị được kiểm tra; lý do cử: {member.conflict_reason})" if member.conflict_reason else ""  # type: ignore[attr-defined]  # as above
    return f"{n}. {', '.join(x for x in said if x)}: {part}{reason}."


def _summary(units: list[OfUnit]) -> Table:
    head = ("TT", "Đơn vị", "Đạt", "Chưa đạt", "Không áp dụng", "Đang khắc phục")
    rows: list[tuple[str, ...]] = [
        (str(n), one.name, str(one.good), str(one.faults), str(one.not_applicable), str(one.open))
        for n, one in enumerate(units, 1)
    ]
    total = [sum(getattr(one, name) for one in units) for name in ("good", "faults", "not_applicable", "open")]
    rows.append(("", "Cộng", *(str(n) for n in total)))
    return Table((0.6, 4, 1, 1.1, 1.3, 1.3), tuple(_line(row, {1}) for row in rows), (_head(head),))


def _findings(one: OfUnit) -> Table:
    head = ("TT", "Nội dung kiểm tra", "Kết quả", "Nhận xét", "Yêu cầu khắc phục, hạn")
    rows = [
        (
            str(item.position) if item else "+",
            item.text if item else "Ngoài danh mục",
            VERDICTS[found.verdict] if found else "",
            found.text if found else "",
            _remedy(found),
        )
        for item, found in one.rows
    ]
    return Table((0.6, 3.4, 1.1, 3, 2.6), tuple(_line(row, {1, 3, 4}) for row in rows), (_head(head),))


def _remedy(found: Finding | None) -> str:
    if found is None or not found.remedy or found.due_at is None:
        return ""
    state = "; đã khắc phục" if found.state == "closed" else ""
    return f"{found.remedy} (trước {clock.local(found.due_at):%H:%M %d/%m/%Y}{state})"


def _head(texts: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(Cell.of(text, bold=True, align="center") for text in texts)


def _line(texts: tuple[str, ...], left: set[int]) -> tuple[Cell, ...]:
    return tuple(Cell.of(text, align="left" if n in left else "center") for n, text in enumerate(texts))
