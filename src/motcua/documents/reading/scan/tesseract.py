"""Tesseract with its Vietnamese data, as a program beside us: one page in, words with their places out.

The page goes in and the words come out through pipes; nothing is written to disk.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from motcua.documents.reading.limits import Limits
from motcua.kernel.errors import Unavailable

_LANGUAGE = "vie"


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as Tesseract saw it; places in pixels, confidence 0 to 100, `line` the same for the words of one line."""

    value: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: tuple[str, str, str]


def ocr_available() -> bool:
    """Tesseract and its Vietnamese data are installed."""
    return missing_part() is None


def missing_part() -> str | None:
    """Which of the two is missing, None when OCR can work."""
    program = shutil.which("tesseract")
    if program is None:
        return "tesseract-ocr"
    try:
        listed = _run([program, "--list-langs"], b"", 20.0)
    except (OSError, subprocess.TimeoutExpired):
        return "tesseract-ocr"
    return None if _LANGUAGE in listed.stdout.decode(errors="replace").split() else "tesseract-ocr-vie"


def require_ocr() -> None:
    """Raise `ocr_missing`, saying what to install."""
    missing = missing_part()
    if missing is not None:
        raise Unavailable(
            "Tệp là bản quét (ảnh), cần nhận dạng chữ (OCR) nhưng máy chủ chưa có {missing}. "
            "Người quản trị hãy cài: apt install tesseract-ocr tesseract-ocr-vie. Hoặc hãy tải lên bản Word hay PDF xuất từ Word.",
            code="ocr_missing",
            missing=missing,
        )


def words_of(image: Image.Image, *, sparse: bool, limits: Limits) -> list[Seen]:
    """The words on a page image at 300 dpi. `sparse` looks for words anywhere instead of for columns of text.

    Raises `ocr_timeout` when the page takes longer than the limit.
    """
    program = shutil.which("tesseract")
    if program is None:
        require_ocr()
        return []
    command = [program, "stdin", "stdout", "-l", _LANGUAGE, "--dpi", "300", "--psm", "11" if sparse else "3", "tsv"]
    try:
        done = _run(command, _portable(image), limits.ocr_seconds_per_page)
    except subprocess.TimeoutExpired as error:
        raise _too_slow(limits) from error
    if done.returncode != 0:
        raise Unavailable(
            "Chương trình nhận dạng chữ (Tesseract) dừng với mã lỗi {code_number}. Người quản trị hãy kiểm tra bản cài đặt.",
            code="ocr_failed",
            code_number=done.returncode,
        )
    return list(_parsed(done.stdout.decode("utf-8", errors="replace")))


def _too_slow(limits: Limits) -> Unavailable:
    return Unavailable(
        "Nhận dạng chữ một trang mất hơn {seconds} giây nên đã dừng. Hãy quét lại trang ở 300 dpi, đen trắng, rồi tải lên.",
        code="ocr_timeout",
        seconds=round(limits.ocr_seconds_per_page),
    )


def _run(command: list[str], data: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    # one thread for each page: four times faster than Tesseract's own threads (STACK.md section 3)
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    return subprocess.run(  # noqa: S603 - a fixed program with fixed arguments; the page comes on stdin
        command, input=data, capture_output=True, timeout=seconds, env=environment, check=False
    )


def _portable(image: Image.Image) -> bytes:
    """The image as PGM: no compression to pay for, no file to leave behind."""
    grey = image if image.mode == "L" else image.convert("L")
    return f"P5\n{grey.width} {grey.height}\n255\n".encode() + grey.tobytes()


def _parsed(table: str) -> Iterator[Seen]:
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        value = (row.get("text") or "").strip()
        if row.get("level") != "5" or not value:
            continue
        yield Seen(
            value,
            int(row["left"]),
            int(row["top"]),
            int(row["width"]),
            int(row["height"]),
            float(row["conf"]),
            (row["block_num"], row["par_num"], row["line_num"]),
        )
