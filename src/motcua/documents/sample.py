"""The documents of the sample province: the shipped library, and the books of the year with their first numbers."""

from __future__ import annotations

from motcua.documents.services.files import store_upload
from motcua.documents.services.instruments import load_instruments
from motcua.documents.services.numbers import SignedDocument, cancel_number, open_series, take_number
from motcua.documents.writing import OfficialDocument, Paragraph, Signature, to_pdf
from motcua.kernel import clock
from motcua.kernel.actors import SAMPLE
from motcua.kernel.registries import SampleRun
from motcua.organisations.queries.units import header_on, unit_named, version_on

# unit, type of documents ("" = all), whether another system counts
_BOOKS = (
    ("ubnd-dong-nai", "decision", False),
    ("ubnd-dong-nai", "plan", False),
    ("ubnd-dong-nai", "letter", True),
    ("vp-ubnd", "", False),
    ("bql-kcn", "", False),
)
# unit, type, subject, text, signer's capacity and name
_PAPERS = (
    (
        "vp-ubnd",
        "plan",
        "Tuyên truyền kiểm soát thủ tục hành chính quý IV",
        "Văn phòng xây dựng kế hoạch tuyên truyền kiểm soát thủ tục hành chính quý IV, giao các phòng thực hiện.",
        ("CHÁNH VĂN PHÒNG",),
        "Trần Minh Hòa",
    ),
    (
        "vp-ubnd",
        "notice",
        "Kết luận họp giao ban công tác kiểm soát thủ tục hành chính",
        "Văn phòng thông báo kết luận họp giao ban để các phòng biết, thực hiện.",
        ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        "Lê Thị Thanh Tâm",
    ),
    (
        "bql-kcn",
        "report",
        "Kết quả rà soát thủ tục hành chính trong các khu công nghiệp",
        "Ban Quản lý báo cáo kết quả rà soát thủ tục hành chính thuộc phạm vi quản lý.",
        ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
        "Ngô Thị Thu Hà",
    ),
)


def load(run: SampleRun) -> None:  # noqa: ARG001 - every part of the sample takes the run; this one has no accounts
    """The library, five books of this year, and three papers that were signed and got their numbers, one of which was cancelled."""
    load_instruments(actor=SAMPLE)
    today = clock.today()
    books = {}
    for code, kind, external in _BOOKS:
        unit = unit_named(code)
        version = version_on(unit, today)
        books[code, kind] = open_series(
            unit=unit.pk,
            kind=kind,
            year=today.year,
            body_symbol=version.abbreviation if version else "UBND",
            external=external,
            actor=SAMPLE,
        )
    for code, kind, subject, text, capacity, name in _PAPERS:
        paper = _signed_paper(code, kind, subject, text, Signature(capacity, name))
        scan = store_upload(paper, name=f"{subject}.pdf", actor=SAMPLE)
        document = SignedDocument(kind=kind, subject=subject, signer=name, recipients="Như Điều 2; lưu VT", scan=scan)
        line = take_number(books[code, ""], actor=SAMPLE, document=document)
        if kind == "notice":
            cancel_number(line, actor=SAMPLE, reason="Ban hành nhầm bản chưa có ý kiến của Phòng Tổng hợp")


def _signed_paper(code: str, kind: str, subject: str, text: str, signature: Signature) -> bytes:
    """The paper as it comes from signing: dated, without a number."""
    today = clock.today()
    header = header_on(unit_named(code), today)
    names = {"plan": "Kế hoạch", "notice": "Thông báo", "report": "Báo cáo"}
    return to_pdf(
        OfficialDocument(
            parent=(header.parent,) if header.parent else (),
            issuer=(header.body,),
            place=header.place,
            issued_on=today,
            kind=names[kind],
            subject=subject,
            body=(Paragraph(text),),
            signature=signature,
            recipients=("Như trên", "Lưu: VT"),
        )
    )
