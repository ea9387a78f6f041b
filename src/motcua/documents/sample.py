"""The documents of the sample province: the shipped library, the books of the year with their first numbers, drafts on their way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from motcua.documents.queries.approvals import books_for
from motcua.documents.rules.routes import Act
from motcua.documents.services.approvals import approve, resubmit, send_back, sign_on_paper, withdraw
from motcua.documents.services.files import store_upload
from motcua.documents.services.instruments import load_instruments
from motcua.documents.services.issuing import Clerking, issue
from motcua.documents.services.numbers import SignedDocument, cancel_number, open_series, take_number
from motcua.documents.services.outgoing import submit_document
from motcua.documents.writing import OfficialDocument, Paragraph, Signature, to_pdf
from motcua.kernel import clock
from motcua.kernel.actors import SAMPLE, Actor
from motcua.kernel.registries import SampleRun
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.people import posts_of, user_named
from motcua.organisations.queries.units import header_on, unit_named, version_on

if TYPE_CHECKING:
    from motcua.documents.models import Approval

_BODY = "bql-kcn"
_DRAFTER, _HEAD, _OFFICE, _LEADER, _CLERK = "chuyenvien", "truongphong", "vanphong", "lanhdao", "vanthu"
# type, subject, what is asked, how far it goes (the act it waits for, or the state it ends in)
_DRAFTS = (
    (
        "plan",
        "Truyền thông dịch vụ công trực tuyến trong các khu công nghiệp quý I",
        "Kính trình trước giao ban.",
        Act.REVIEW,
    ),
    ("letter", "Đôn đốc số hóa hồ sơ, kết quả giải quyết thủ tục hành chính", "", Act.CHECK),
    ("report", "Tình hình xử lý phản ánh, kiến nghị của doanh nghiệp", "Số liệu chốt ngày 14.", Act.SIGN),
    ("notice", "Lịch tiếp doanh nghiệp tại các khu công nghiệp", "", "returned"),
    ("plan", "Đối thoại với doanh nghiệp về thủ tục hành chính", "", "again"),
    ("letter", "Hướng dẫn thành phần hồ sơ đăng ký đầu tư trực tuyến", "", Act.ISSUE),
    ("plan", "Khảo sát sự hài lòng của doanh nghiệp", "Đã lấy ý kiến các phòng.", "issued"),
    ("report", "Kết quả tập huấn nghiệp vụ một cửa", "", "withdrawn"),
)
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


def load_approvals(run: SampleRun) -> None:  # noqa: ARG001 - every part of the sample takes the run
    """Drafts of a specialist of the zone board, one for each place and state on the way to signature and number."""
    for kind, subject, opinion, until in _DRAFTS:
        content = store_upload(_draft(kind, subject), name=f"{subject}.pdf", actor=_actor(_DRAFTER))
        made = submit_document(
            kind=kind, title=subject, unit=unit_named(_BODY), content=content, actor=_actor(_DRAFTER), opinion=opinion
        )
        _brought(made, kind, subject, until)


def _brought(made: Approval, kind: str, subject: str, until: str) -> None:
    match until:
        case Act.REVIEW:
            return
        case "withdrawn":
            withdraw(made, actor=_actor(_DRAFTER), reason="Gộp vào báo cáo quý")
        case "returned":
            send_back(made, actor=_actor(_HEAD), note="Bổ sung địa điểm và người liên hệ của từng buổi.")
        case "again":
            send_back(made, actor=_actor(_HEAD), note="Nêu rõ thời gian, địa điểm và kinh phí.")
            more = "Tổ chức ngày 15 tháng sau tại hội trường khu công nghiệp; kinh phí trong dự toán được giao."
            content = store_upload(_draft(kind, subject, more), name=f"{subject}.pdf", actor=_actor(_DRAFTER))
            resubmit(made, actor=_actor(_DRAFTER), content=content, opinion="Đã bổ sung theo ý kiến của phòng.")
        case _:
            _approved(made, kind, subject, until)


def _approved(made: Approval, kind: str, subject: str, until: str) -> None:
    approve(made, actor=_actor(_HEAD), note="Nhất trí nội dung.")
    if until == Act.CHECK:
        return
    approve(made, actor=_actor(_OFFICE), note="Đúng thể thức.")
    if until == Act.SIGN:
        return
    signer = next(o for o in posts_of(user_named(_LEADER)) if o.unit.code == _BODY)
    paper = _draft(kind, subject, signature=Signature((signer.post.upper(),), signer.person.name))
    scan = store_upload(paper, name=f"{subject} (đã ký).pdf", actor=_actor(_CLERK))
    sign_on_paper(made, actor=_actor(_CLERK), scan=scan, signed_on=clock.today(), capacity="", signer=signer)
    if until == "issued":
        book = books_for(made, clock.today())[0]
        issue(made, actor=_actor(_CLERK), series=book, clerking=Clerking(recipients="Như Điều 3; lưu VT"))


def _actor(username: str) -> Actor:
    return actor_of(user_named(username))


def _draft(kind: str, subject: str, *more: str, signature: Signature | None = None) -> bytes:
    """A draft as it is submitted, or (`signature`) the paper as it comes from signing."""
    texts = (
        f"Nội dung: {subject[:1].lower()}{subject[1:]}.",
        *more,
        "Các phòng, đơn vị trực thuộc phối hợp thực hiện.",
    )
    return _paper(_BODY, kind, subject, texts, signature)


def _signed_paper(code: str, kind: str, subject: str, text: str, signature: Signature) -> bytes:
    """The paper as it comes from signing: dated, without a number."""
    return _paper(code, kind, subject, (text,), signature)


def _paper(code: str, kind: str, subject: str, texts: Sequence[str], signature: Signature | None) -> bytes:
    today = clock.today()
    header = header_on(unit_named(code), today)
    names = {"plan": "Kế hoạch", "notice": "Thông báo", "report": "Báo cáo", "letter": ""}
    return to_pdf(
        OfficialDocument(
            parent=(header.parent,) if header.parent else (),
            issuer=(header.body,),
            place=header.place,
            issued_on=today,
            kind=names[kind],
            subject=subject,
            body=tuple(map(Paragraph, texts)),
            signature=signature,
            recipients=("Như trên", "Lưu: VT"),
        )
    )
