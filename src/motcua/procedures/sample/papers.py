"""Forms, the same forms filled in, and a guide: small real files, made with our own writers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from motcua.documents.services.files import store_upload
from motcua.documents.writing import Cell, OfficialDocument, Paragraph, Part, Signature, Table, to_docx, to_pdf
from motcua.kernel.actors import SAMPLE
from motcua.procedures.sample.reading import table
from motcua.procedures.services.files import add_file

if TYPE_CHECKING:
    from motcua.procedures.models import Procedure

TABLE = "bieu-mau"
SINCE = date(2026, 7, 1)
DOTS = "." * 60
INVENTED = "Mẫu để dùng thử phần mềm; người, số giấy tờ và địa chỉ trong bản đã điền đều không có thật."


def load_papers(made: Mapping[str, Procedure]) -> None:
    """Each form empty and filled in; two of the filled ones as Word files, the others as PDF."""
    raw = table(TABLE)
    for one in raw["forms"]:
        procedure = made[one["code"]]
        _keep(procedure, "form", one["name"], to_docx(_form(one, filled=False)), one["component"])
        filled = f"{one['name']} (đã điền mẫu)"
        paper = _form(one, filled=True)
        if one.get("word"):
            _keep(procedure, "sample", filled, to_docx(paper), one["component"])
        else:
            _keep(procedure, "sample", filled, to_pdf(paper), one["component"], ".pdf")
    for one in raw["guides"]:
        _keep(made[one["code"]], "guide", one["name"], to_pdf(_guide(one)), "", ".pdf")


def _keep(  # noqa: PLR0917 - the columns of one file
    procedure: Procedure, kind: str, name: str, data: bytes, component: str, ending: str = ".docx"
) -> None:
    stored = store_upload(data, name=f"{name}{ending}", actor=SAMPLE)
    add_file(procedure, stored, kind=kind, title=name, component=component, valid_from=SINCE, actor=SAMPLE)


def _form(one: Mapping[str, Any], *, filled: bool) -> OfficialDocument:
    rows = tuple(_row(n, label, value if filled else "") for n, (label, value) in enumerate(one["fields"], 1))
    to = one["to"] if filled else DOTS
    body: list[Part] = [
        Paragraph(f"Kính gửi: {to}", align="center", indent=False),
        Table((1, 8, 12), rows),
        Paragraph("Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật."),
        Paragraph(INVENTED, indent=False),
    ]
    return _paper(
        one["kind"], one["subject"], body, Signature((one["signs"].upper(),), one["signer"] if filled else "")
    )


def _row(n: int, label: str, value: str) -> tuple[Cell, ...]:
    return Cell.of(str(n)), Cell.of(label), Cell.of(value)


def _guide(one: Mapping[str, Any]) -> OfficialDocument:
    lines = [Paragraph(f"{n}. {line}") for n, line in enumerate(one["lines"], 1)]
    return _paper(
        "Hướng dẫn", one["name"].removeprefix("Hướng dẫn "), [*lines, Paragraph(INVENTED, indent=False)], None
    )


def _paper(kind: str, subject: str, body: Sequence[Part], signature: Signature | None) -> OfficialDocument:
    return OfficialDocument(issuer=("Mẫu dùng thử",), kind=kind, subject=subject, body=tuple(body), signature=signature)
