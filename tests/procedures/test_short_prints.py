"""A poster is one sheet and a leaflet two, whatever the procedure: what does not fit is told by its number, and where the rest is read."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdf
import pytest
from tests.factories import procedures as factory

from motcua.kernel.workdays import Unit
from motcua.procedures.content import Limit, Part, Unread
from motcua.procedures.content.local import effective
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.queries.layout import Source, posting_of
from motcua.procedures.writing import (
    Answer,
    CaseLines,
    Kind,
    Line,
    Paper,
    PaperLine,
    PartLines,
    Sheet,
    StepLine,
    to_pdf,
)
from motcua.procedures.writing.shortening import Degree, shortened

DAY = date(2026, 3, 2)
WORDS = {
    "qr": "Mã QR",
    "scan": "Quét mã:",
    "bring": "Giấy tờ cần mang",
    "steps": "Trình tự",
    "contents": "Mục lục",
    "more": "Xem đủ ở mã QR.",
    "more_lines": "Còn nữa.",
    "by_case": "Tùy trường hợp",
}
QR = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2" width="2" height="2"><path d="M0 0h2v2H0z"/></svg>'


def prose(about: str, sentences: int = 1) -> str:
    return " ".join(
        f"Câu {n} của {about} nói một điều dài mà người đọc cần biết trước khi đi nộp." for n in range(sentences)
    )


def sheet(cases: int = 1, papers: int = 2, *, lines: int = 1, steps: int = 1, sentences: int = 1) -> Sheet:
    asked = tuple(Line(f"Trường hợp {n}", f"{n} ngày", prose("ghi chú", sentences)) for n in range(lines))
    brought = tuple(PaperLine(f"Giấy tờ {n}. {prose('giấy', sentences)}", "1 bản chính") for n in range(papers))
    return Sheet(
        name="Cấp phép xây dựng",
        caption="1.100001",
        answer=tuple(Answer(key, asked) for key in ("Mang gì", "Bao nhiêu", "Bao lâu", "Ở đâu")),
        cases=tuple(CaseLines(f"Trường hợp thứ {n}" if n else "", brought, f"{papers} giấy tờ") for n in range(cases)),
        steps=tuple(StepLine(f"Bước {n}", prose("bước", sentences)) for n in range(steps)),
        parts=tuple(PartLines(f"Phần {n}", (prose("phần", sentences),) * steps) for n in range(5)),
    )


def pages(kind: Kind, one: Sheet) -> list[str]:
    paper = Paper(kind, one.name, "Ủy ban nhân dân tỉnh", "Cập nhật", "https://tinh.vn/1", QR, WORDS, (one,))
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(to_pdf(paper, made_on=DAY))).pages]


LONG = sheet(30, 12, lines=30, steps=20, sentences=12)
WORST = replace(
    LONG,
    name=prose("tên", 14),
    answer=tuple(
        replace(a, lines=tuple(Line(prose("a", 5), prose("b", 5), prose("c", 5)) for _ in range(30)))
        for a in LONG.answer
    ),
)


@pytest.mark.parametrize(
    "one",
    [sheet(), sheet(3, 9, lines=4), LONG, WORST, replace(WORST, name=LONG.name)],
    ids=["short", "middle", "long", "worst", "short name"],
)
def test_a_poster_is_one_sheet_with_its_code_and_a_leaflet_at_most_two(one: Sheet) -> None:
    poster, leaflet = pages(Kind.POSTER, one), pages(Kind.LEAFLET, one)

    assert len(poster) == 1
    assert len(leaflet) <= 2
    assert all("https://tinh.vn/1" in " ".join(said) for said in (poster, leaflet))
    assert "Ở đâu" in poster[0]


def test_what_fits_is_told_whole() -> None:
    said = " ".join("".join(pages(Kind.POSTER, sheet())).split())

    assert "Xem đủ" not in said
    assert "Giấy tờ 1. Câu 0 của giấy" in said


def test_cases_are_told_with_their_papers_or_all_by_their_number() -> None:
    short = shortened(sheet(3, 4, sentences=3), Degree(800), WORDS)

    assert [(case.name, len(case.papers), case.counted) for case in short.cases] == [
        ("", 0, "4 giấy tờ"),
        ("Trường hợp thứ 1", 0, "4 giấy tờ"),
        ("Trường hợp thứ 2", 0, "4 giấy tờ"),
        ("", 0, "Xem đủ ở mã QR."),
    ]


def test_cases_without_room_for_their_names_are_told_apart_by_the_beginning() -> None:
    long = sheet(3, 4, sentences=3)
    named = replace(
        long,
        cases=tuple(
            replace(case, name=prose(case.name, 4), short=f"{case.name}…") if case.name else case for case in long.cases
        ),
    )

    assert [case.name for case in shortened(named, Degree(100), WORDS).cases[1:3]] == [
        "Trường hợp thứ 1…",
        "Trường hợp thứ 2…",
    ]


def test_a_name_stands_whole_however_long_it_is() -> None:
    name = " ".join(f"từ{n}" for n in range(200))

    for kind in (Kind.POSTER, Kind.LEAFLET):
        said = " ".join(pages(kind, replace(LONG, name=name))[0].split())
        assert name in said, kind


def test_prose_ends_with_a_sentence_and_says_where_the_rest_is() -> None:
    short = shortened(sheet(steps=3, sentences=4), Degree(0, steps=200, part=200, note=100), WORDS)

    assert [step.text for step in short.steps] == [prose("bước", 2), "Xem đủ ở mã QR."]
    assert short.parts[0].lines == (prose("phần", 2), "Xem đủ ở mã QR.")
    assert short.answer[0].lines == (Line("Trường hợp 0", "0 ngày", prose("ghi chú")), Line("", "", "Còn nữa."))


def limits(*lines: Line, degree: Degree) -> tuple[Line, ...]:
    one = replace(sheet(), answer=(Answer("Bao lâu xong", lines),))
    return shortened(one, degree, WORDS).answer[0].lines


DETAIL = "\n" + prose("cách làm", 4)
BY_CASE = (
    Line("Trực tiếp", "34 ngày", f"(1) Trường hợp gia hạn nhóm II:{DETAIL}"),
    Line("Trực tuyến", "34 ngày", f"(1) Trường hợp gia hạn nhóm II:\nNộp qua mạng.{DETAIL}"),
    Line("Trực tiếp", "10 ngày", f"(2) Trường hợp nhóm IV:{DETAIL}"),
)


def test_a_limit_that_depends_on_the_case_is_told_with_its_case_however_little_room_there_is() -> None:
    assert limits(*BY_CASE, degree=Degree(0, lines=5)) == (
        Line("Trực tiếp, Trực tuyến", "34 ngày", "(1) Trường hợp gia hạn nhóm II"),
        Line("Trực tiếp", "10 ngày", "(2) Trường hợp nhóm IV"),
        Line("", "", "Còn nữa."),
    )


@pytest.mark.parametrize(
    ("lines", "degree"),
    [
        (BY_CASE, Degree(0, lines=2, cases=False)),
        ((Line("", "5 ngày", "Đối với nhà ở" + " riêng lẻ" * 50),), Degree(0, lines=2)),
    ],
    ids=["no room for cases", "a case longer than a sheet holds"],
)
def test_a_limit_whose_case_has_no_room_is_not_told_at_all(lines: tuple[Line, ...], degree: Degree) -> None:
    assert limits(*lines, degree=degree) == (Line("", "Tùy trường hợp", ""), Line("", "", "Còn nữa."))


def test_a_case_cut_short_says_so_and_what_holds_for_all_keeps_its_value() -> None:
    long = f"Trường hợp thứ nhất{' và một' * 30}; trường hợp thứ hai{' và hai' * 30}"
    told = limits(Line("", "5 ngày", long), Line("", "7 ngày", "Nếu phải xác minh"), degree=Degree(0, lines=5))
    assert [line.note[-4:] for line in told[:2]] == [" một…"[-4:], "minh"]
    unsaid = (Line("Trực tiếp", "87 ngày"), Line("Trực tiếp", "37 ngày"), Line("Trực tuyến", "87 ngày"))
    one = replace(sheet(), answer=(Answer("Bao lâu xong", unsaid, one_holds=True),))
    assert shortened(one, Degree(0), WORDS).answer[0].lines == (
        Line("Trực tiếp", "87 ngày", "tùy trường hợp"),
        Line("Trực tiếp", "37 ngày", "tùy trường hợp"),
        Line("Trực tuyến", "87 ngày"),
    )
    both = (Line("", "1 đồng (phí)", "theo Thông tư " * 30), Line("", "2 đồng (lệ phí)", "theo Nghị quyết " * 30))
    assert [line.value for line in limits(*both, degree=Degree(0))[:2]] == ["1 đồng (phí)", "2 đồng (lệ phí)"]
    basis = Line("", "500.000 đồng", "theo Thông tư số 10/2024/TT-BTC " * 5)
    assert limits(basis, degree=Degree(0, lines=5))[0] == Line("", "500.000 đồng", "")


@pytest.mark.django_db
def test_a_posting_list_tells_all_of_a_limit() -> None:
    long = prose("thời hạn", 12)
    said = factory.content(limits=(Limit(Decimal(15), Unit.DAY, note=long),), unread=(Unread(Part.FEES, long),))
    source = Source(Procedure(base_code="1.100007"), ProcedureVersion(), said, effective(said, []), "")

    (row,) = posting_of([source], title="", address="", qr="", on=DAY).rows

    assert row[3] == f"15 ngày {long}"
    assert row[4].endswith(long)


def test_a_long_row_of_a_posting_list_goes_on_overleaf() -> None:
    head, long = ("STT", "Tên"), prose("lệ phí", 90)
    paper = Paper(
        Kind.POSTING, "Niêm yết", "Tỉnh", "Cập nhật", "https://tinh.vn", QR, WORDS, head=head, widths=(1.0, 5.0),
        rows=(("1", "ngắn"), ("2", long), ("3", "ngắn")),
    )  # fmt: skip
    read = pypdf.PdfReader(io.BytesIO(to_pdf(paper, made_on=DAY)))
    texts = [page.extract_text() for page in read.pages]

    assert len(texts) == 2
    assert "Câu 0 của lệ phí" in texts[0]
    assert all("STT" in text for text in texts)
    assert "Câu 89 của lệ phí" in " ".join(texts[-1].split())
