"""Pages a second and memory of reading plans: text, Word, PDF, scan; and how both grow with the number of pages.

The plan is ours: half running text, half a task table with merged cells over all its pages, written by the product's own writers. Each
measurement runs in a process of its own, so that its peak memory is its own; the process that has read nothing is the line "none".
"pdfplumber" only takes the characters and rules off the pages (no paragraphs, no tables): the reason why PDFium reads them here.

    python benchmarks/reading.py [--pages 10 30 100 300] [--scanned 4] [--json]
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

SENTENCE = (
    "Rà soát, đánh giá, đơn giản hóa thủ tục hành chính thuộc phạm vi quản lý của cơ quan, kiến nghị cấp có thẩm quyền sửa đổi, bổ sung "
    "theo quy định tại Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ"
)
PARAGRAPHS_A_PAGE = 4
ROWS_A_PAGE = 5


@dataclass(frozen=True)
class Line:
    """One measurement. `cpu` are seconds of processor time, Tesseract's included: what counts on a machine that does other things too,
    and what `pages_a_second` divides by. `memory` is the peak of the process in MB, `over` what a process that read nothing does not hold.
    """

    what: str
    pages: int
    seconds: float
    cpu: float
    pages_a_second: float
    memory: int
    over: int
    blocks: int
    cells: int


def plan_files(pages: int) -> tuple[dict[str, bytes], int]:
    """The plan as text, DOCX and PDF, and the pages that the PDF has."""
    import pypdfium2

    from motcua.documents.writing import Cell, Heading, OfficialDocument, Paragraph, Part, Table, to_docx, to_pdf

    body: list[Part] = [Heading("I. MỤC ĐÍCH", 1)]
    body += [Paragraph(f"- Việc thứ {n}: {SENTENCE}; {SENTENCE.lower()}.") for n in range(pages * PARAGRAPHS_A_PAGE)]
    rows: list[tuple[Cell, ...]] = []
    for n in range(1, pages * ROWS_A_PAGE // 2 + 1):
        rows.append(
            (
                Cell.of(str(n), row_span=2),
                Cell.of("100% thủ tục hành chính được công bố đúng hạn", row_span=2),
                Cell.of(SENTENCE),
                Cell.of("Văn phòng", row_span=2),
                Cell.of("Quý II/2026", row_span=2),
            )
        )
        rows.append((Cell.of(SENTENCE),))
    head = (tuple(Cell.of(title) for title in ("STT", "Mục tiêu", "Nhiệm vụ", "Chủ trì", "Thời gian")),)
    body += [Heading("II. NHIỆM VỤ", 1), Table((1, 3, 6, 2, 2), tuple(rows), head=head)]
    document = OfficialDocument(
        issuer=("Ban Quản lý",), kind="Kế hoạch", subject="Kiểm soát thủ tục hành chính", body=tuple(body)
    )
    pdf = to_pdf(document)
    text = "\n\n".join(
        part.text if isinstance(part.text, str) else "" for part in body if isinstance(part, (Heading, Paragraph))
    )
    table = "\n".join("\t".join(" ".join(map(str, cell.paragraphs)) for cell in row) for row in rows)
    made = pypdfium2.PdfDocument(pdf)
    return {"text": f"{text}\n\n{table}\n".encode(), "docx": to_docx(document), "pdf": pdf}, len(made)


def scanned(pdf: bytes, pages: int) -> bytes:
    """The first pages as a PDF of pictures at 300 dpi."""
    import pypdfium2

    source = pypdfium2.PdfDocument(pdf)
    images = [source[i].render(scale=300 / 72, grayscale=True).to_pil() for i in range(pages)]
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=300)
    return out.getvalue()


def read(path: str) -> tuple[int, int]:
    """(blocks, cells)."""
    from motcua.documents.reading.blocks import Table
    from motcua.documents.reading.files import read_file

    document = read_file(path)
    return len(document.blocks), sum(len(block.cells) for block in document.blocks if isinstance(block, Table))


def read_with_pdfplumber(path: str) -> tuple[int, int]:
    import pdfplumber

    characters = rules = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            characters += len(page.chars)
            rules += len(page.edges)
            page.close()
    return characters, rules


def read_nothing(_path: str) -> tuple[int, int]:
    from motcua.documents.reading import files  # noqa: F401 - what every reading has in memory before it begins

    return 0, 0


def measured(task: Callable[[str], tuple[int, int]], path: str) -> tuple[float, float, int, int, int]:
    """(seconds, processor seconds, peak MB, blocks, cells), in a process of its own with everything imported before."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_timed, (task, path))


def _timed(task: Callable[[str], tuple[int, int]], path: str) -> tuple[float, float, int, int, int]:
    read_nothing(path)
    start, used = time.perf_counter(), _processor()
    blocks, cells = task(path)
    return time.perf_counter() - start, _processor() - used, _peak(), blocks, cells


def _processor() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _peak() -> int:
    """MB. What getrusage tells would include the parent's memory from before this process was its own."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) // 1024


def lines(pages: list[int], scans: int) -> list[Line]:
    out: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        base = measured(read_nothing, "")[2]
        out.append(Line("none", 0, 0.0, 0.0, 0.0, base, 0, 0, 0))

        def add(what: str, count: int, task: Callable[[str], tuple[int, int]], data: bytes) -> None:
            path = Path(folder) / f"plan.{'pdf' if what in {'pdfplumber', 'scan'} else what}"
            path.write_bytes(data)
            seconds, cpu, memory, blocks, cells = measured(task, str(path))
            pace = round(count / cpu, 1)
            out.append(Line(what, count, round(seconds, 2), round(cpu, 2), pace, memory, memory - base, blocks, cells))

        for wanted in pages:
            files, count = plan_files(wanted)
            for kind, data in files.items():
                add(kind, count, read, data)
            if wanted == pages[0]:
                add("pdfplumber", count, read_with_pdfplumber, files["pdf"])
                if scans:
                    add("scan", min(scans, count), read, scanned(files["pdf"], min(scans, count)))
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[10, 30, 100, 300])
    parser.add_argument("--scanned", type=int, default=4)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    found = lines(wanted.pages, wanted.scanned)
    if wanted.json:
        print(
            json.dumps({"machine": platform.platform(), "lines": [asdict(line) for line in found]}, ensure_ascii=False)
        )
        return 0
    print(
        f"{'':12} {'pages':>6} {'seconds':>8} {'cpu s':>8} {'pages/s':>8} {'peak MB':>8} {'over':>6} {'blocks':>7} {'cells':>7}"
    )
    for line in found:
        print(
            f"{line.what:12} {line.pages:6} {line.seconds:8.2f} {line.cpu:8.2f} {line.pages_a_second:8.1f} {line.memory:8} {line.over:6} "
            f"{line.blocks:7} {line.cells:7}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
