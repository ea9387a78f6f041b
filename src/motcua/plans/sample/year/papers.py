"""The papers of the sample year: the plan's Word file as it came, signed copies, and the results that units hand in."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from motcua.documents.services.files import store_upload
from motcua.documents.writing import Column, OfficialDocument, Paragraph, Sheet, Signature, to_docx, to_pdf, to_xlsx
from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.organisations.queries.units import header_on, unit_named
from motcua.plans.queries.sample_year import MARK
from motcua.plans.sample.papers import as_word
from motcua.plans.sample.year.people import BOARD

FORMS = ("docx", "pdf", "xlsx")


def plan_file(year: int, *, actor: Actor) -> Any:
    """The plan as its drafters bring it: a Word file, headed as the board was called then."""
    header = header_on(unit_named(BOARD), clock.today())
    text = files("motcua.plans").joinpath("data", "sample", "mot-nam.txt").read_text(encoding="utf-8")
    made = text.format(year=year, parent=header.parent.upper(), body=header.body.upper())
    return store_upload(as_word(made), name=f"{MARK}-{year}-mau.docx", actor=actor)


def signed(title: str, words: str, *, signer: Any, actor: Actor) -> Any:
    """The scan of a signed paper."""
    made = _paper("Kế hoạch", title, (words,), Signature((signer.post.upper(),), signer.person.name))
    return store_upload(to_pdf(made), name=f"{title[:80]} (đã ký).pdf", actor=actor)


def result(form: str, title: str, words: str, *, actor: Actor) -> Any:
    """A small real deliverable in one of FORMS. No two are alike, as no two reports are."""
    name = f"{title[:80]}.{form}"
    if form == "xlsx":
        columns = (Column("TT", "number"), Column("Nội dung", width=60), Column("Ngày", "date"))
        sheet = Sheet("Kết quả", columns, [(1, words, clock.today())], title=title, notes=("Dữ liệu mẫu",))
        return store_upload(to_xlsx(sheet), name=name, actor=actor)
    paper = _paper("Báo cáo", title, (words, "Dữ liệu mẫu, không phải số liệu thật."), None)
    return store_upload(to_pdf(paper) if form == "pdf" else to_docx(paper), name=name, actor=actor)


def _paper(kind: str, subject: str, texts: tuple[str, ...], signature: Signature | None) -> OfficialDocument:
    today = clock.today()
    header = header_on(unit_named(BOARD), today)
    return OfficialDocument(
        parent=(header.parent,) if header.parent else (),
        issuer=(header.body,),
        place=header.place,
        issued_on=today,
        kind=kind,
        subject=subject[:200],
        body=tuple(map(Paragraph, texts)),
        signature=signature,
        recipients=("Như trên", "Lưu: VT"),
    )
