"""Office files built in code: Word files from their XML, PDF files from typst or byte by byte, page images."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

import typst
from PIL import Image

from motcua.documents.reading.blocks import Document, Paragraph, Table, Text
from motcua.documents.writing import Cell, Heading, OfficialDocument, Signature, to_docx, to_pdf
from motcua.documents.writing import Paragraph as Words
from motcua.documents.writing import Table as Written

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def texts_of(document: Document) -> list[Text]:
    """Every Text of a document: paragraphs, paragraphs of cells, asides."""
    out: list[Text] = []
    for block in (*document.blocks, *document.asides):
        if isinstance(block, Paragraph):
            out.append(block.text)
        else:
            out += [text for cell in block.cells for text in cell.paragraphs]
    return out


def assert_places_exact(document: Document) -> None:
    """Each character stands in `Document.text` where its Text says."""
    for text in texts_of(document):
        assert [document.text[offset] for offset in text.offsets[:-1]] == list(text.value)


def lines_of(document: Document) -> list[str]:
    """Paragraphs as they are, tables as one line for each cell: to compare whole documents."""
    out: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            out.append(block.text.value)
        else:
            out.append(f"table {block.rows}x{block.columns}")
            out += [
                f"{c.row},{c.column} {c.row_span}x{c.column_span} {[p.value for p in c.paragraphs]}"
                for c in block.cells
            ]
    return out


def paragraphs_of(document: Document) -> list[str]:
    return [paragraph.text.value for paragraph in document.paragraphs()]


def table_of(document: Document, number: int = 0) -> Table:
    return [block for block in document.blocks if isinstance(block, Table)][number]


def rows_of(table: Table) -> list[list[str]]:
    """The grid's words; a spanning cell stands at every place it covers."""
    return [["" if cell is None else cell.text.value for cell in row] for row in table.grid()]


def word_file(body: str, parts: Mapping[str, str] | None = None, relations: Sequence[tuple[str, str]] = ()) -> bytes:
    """A .docx whose body is this XML; `parts` are more parts of `word/` by name, `relations` their (kind, name)."""
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_KINDS}/{kind}" Target="{name}"/>' for i, (kind, name) in enumerate(relations)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_KINDS}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f'xmlns:wps="urn:wps" xmlns:m="urn:math"><w:body>{body}</w:body></w:document>',
    }
    for name, xml in (parts or {}).items():
        files[f"word/{name}"] = xml
    return zipped({name: xml.encode() for name, xml in files.items()})


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def p(*runs: str, props: str = "") -> str:
    """A Word paragraph; runs are text, or XML where they begin with "<"."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inner}</w:p>"


def r(text: str, props: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, number: int, depth: int = 0) -> str:
    return p(text, props=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def tbl(*rows: Iterable[str]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def tc(*content: str, props: str = "") -> str:
    inner = "".join(part if part.startswith("<") else p(part) for part in content) or p("")
    return f"<w:tc>{f'<w:tcPr>{props}</w:tcPr>' if props else ''}{inner}</w:tc>"


def numbering(*lists: Sequence[str], overrides: str = "") -> str:
    """`word/numbering.xml`: each list gives the XML of its levels' contents; list i has numId i + 1."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{i}">'
        + "".join(f'<w:lvl w:ilvl="{depth}">{level}</w:lvl>' for depth, level in enumerate(levels))
        + "</w:abstractNum>"
        for i, levels in enumerate(lists)
    )
    nums = "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(len(lists)))
    return f'<w:numbering xmlns:w="{W}">{abstract}{nums}{overrides}</w:numbering>'


def level(form: str, text: str, more: str = "", start: int = 1) -> str:
    return f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'


@lru_cache(maxsize=64)
def typst_pdf(source: str) -> bytes:
    """A born-digital PDF of A4 pages. Typst's own fonts have all Vietnamese letters."""
    return bytes(typst.compile(_with_page(source).encode()))


@lru_cache(maxsize=32)
def typst_images(source: str, dots: int = 300) -> tuple[bytes, ...]:
    """The pages as PNG files."""
    made = typst.compile(_with_page(source).encode(), format="png", ppi=float(dots))
    return tuple(made) if isinstance(made, list) else (bytes(made),)


def _with_page(source: str) -> str:
    page = '#set page(paper: "a4", margin: (left: 3cm, right: 2cm, y: 2cm))\n#set text(size: 13pt, lang: "vi", hyphenate: false)\n'
    return page + "#set par(justify: true, first-line-indent: (amount: 1cm, all: true))\n" + source


def scanned_pdf(images: Sequence[bytes], *, overlay: str = "") -> bytes:
    """A PDF as scanners make them: page pictures and no text, but for the words stamped over the first page."""
    pages = [Image.open(io.BytesIO(data)).convert("L") for data in images]
    contents = []
    for i in range(len(pages)):
        words = f"BT /F1 8 Tf 30 20 Td ({overlay}) Tj ET" if overlay and i == 0 else ""
        contents.append(f"q 595 0 0 842 0 0 cm /Im{i} Do Q {words}".encode())
    return raw_pdf(contents, pictures=pages)


def raw_pdf(
    contents: Sequence[bytes],
    *,
    font: str = "Helvetica",
    pictures: Sequence[Image.Image] = (),
    rotate: int = 0,
    extra: str = "",
) -> bytes:
    """A PDF written object by object: page contents as given, one Type 1 font F1 in WinAnsiEncoding, pictures Im0, Im1 …"""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(head: str, data: bytes) -> int:
        packed = zlib.compress(data)
        start = f"<< {head} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode()
        return add(start + packed + b"\nendstream")

    catalog, tree = add(b""), add(b"")
    f1 = add(f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode())
    names = []
    for i, picture in enumerate(pictures):
        head = f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} /ColorSpace /DeviceGray /BitsPerComponent 8"
        names.append(f"/Im{i} {stream(head, picture.tobytes())} 0 R")
    resources = f"<< /Font << /F1 {f1} 0 R >> /XObject << {' '.join(names)} >> >>"
    kids = []
    for content in contents:
        body = stream("", content)
        kids.append(
            add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Rotate {rotate} /Resources {resources} "
                f"/Contents {body} 0 R {extra} >>".encode()
            )
        )
    objects[catalog - 1] = f"<< /Type /Catalog /Pages {tree} 0 R >>".encode()
    objects[tree - 1] = (
        f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode()
    )
    return _assembled(objects)


def _assembled(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def plan(rows: int = 13) -> OfficialDocument:
    """A plan with a task table of merged cells that reaches over several pages."""
    of = Cell.of
    table: list[tuple[Cell, ...]] = [(of("I. Hoàn thiện quy chế, quy định", column_span=6, bold=True),)]
    for number in range(1, rows + 1):
        table.append(
            (
                of(str(number), row_span=2),
                of("100% thủ tục hành chính được công bố đúng hạn", row_span=2),
                of(
                    "Rà soát, đánh giá, đơn giản hóa thủ tục hành chính thuộc phạm vi quản lý của cơ quan, kiến nghị cấp có thẩm quyền "
                    "sửa đổi, bổ sung theo quy định tại Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ"
                ),
                of("Văn phòng", row_span=2),
                of("- Kế hoạch;\n- Báo cáo kết quả."),
                of("Quý II/2026", row_span=2),
            )
        )
        table.append((of("Công khai kết quả trên Trang thông tin điện tử"), of("Danh mục được công khai")))
    head = (
        (
            of("STT", row_span=2),
            of("Nội dung thực hiện", column_span=2),
            of("Đơn vị chủ trì", row_span=2),
            of("Kết quả", row_span=2),
            of("Thời gian", row_span=2),
        ),
        (of("Mục tiêu"), of("Nhiệm vụ")),
    )
    return OfficialDocument(
        issuer=("Ban Quản lý", "các Khu công nghiệp"),
        parent=("Ủy ban nhân dân", "tỉnh Đồng Nai"),
        kind="Kế hoạch",
        subject="Kiểm soát thủ tục hành chính năm 2026",
        issuer_name="Ban Quản lý",
        number="05",
        symbol="KH-KCN",
        place="Đồng Nai",
        issued_on=date(2026, 1, 12),
        body=(
            Words(
                "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh về kiểm soát thủ tục hành chính năm 2026, "
                "Ban Quản lý ban hành kế hoạch như sau:"
            ),
            Heading("I. MỤC ĐÍCH, YÊU CẦU", 1),
            Heading("1. Mục đích", 2),
            Words(
                "- Nâng cao trách nhiệm của người đứng đầu cơ quan, đơn vị trong việc thực hiện nhiệm vụ kiểm soát thủ tục hành chính, "
                "gắn với cải cách hành chính của tỉnh."
            ),
            Words("- Bảo đảm tiến độ."),
            Heading("II. NHIỆM VỤ", 1),
            Written((1, 3, 5, 2, 3, 2), tuple(table), head=head),
            Heading("III. TỔ CHỨC THỰC HIỆN", 1),
            Words("1. Văn phòng làm đầu mối."),
        ),
        signature=Signature(("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), "Nguyễn Văn Đức"),
        recipients=(
            "UBND tỉnh;",
            "Các phòng, đơn vị thuộc, trực thuộc Ban Quản lý các Khu công nghiệp;",
            "Lưu: VT, VP.",
        ),
    )


@lru_cache(maxsize=1)
def plan_docx() -> bytes:
    return to_docx(plan())


@lru_cache(maxsize=1)
def plan_pdf() -> bytes:
    return to_pdf(plan())
