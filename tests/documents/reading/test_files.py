"""The one door: what a file is, is told by its content; what cannot be read says what to do."""

from __future__ import annotations

import contextlib
import io
import logging
import random
import struct
import unicodedata
from pathlib import Path

import pytest
from PIL import Image
from tests.factories.files import (
    p,
    paragraphs_of,
    plan_docx,
    plan_pdf,
    raw_pdf,
    scanned_pdf,
    typst_pdf,
    word_file,
    zipped,
)

from motcua.documents.reading import doc
from motcua.documents.reading.files import read_file
from motcua.documents.reading.limits import MEBIBYTE, Limits
from motcua.documents.reading.scan import tesseract
from motcua.documents.reading.sniffing import FileType, is_named_wrongly, sniff
from motcua.kernel.errors import AppError, Invalid, Unavailable

PLAN = "KẾ HOẠCH\n\nKiểm soát thủ tục hành chính năm 2026\n\nI. Mục đích\n\n- Nâng cao hiệu quả.\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole_file(*entries: str, flags: int | None = None) -> bytes:
    """An OLE file as far as a directory of entries is concerned; `flags` are those of a Word document in its second sector."""
    head = bytearray(OLE + b"\0" * 504)
    struct.pack_into("<H", head, 30, 9)
    directory = bytearray(512)
    for i, name in enumerate(entries):
        encoded = name.encode("utf-16-le") + b"\0\0"
        directory[i * 128 : i * 128 + len(encoded)] = encoded
        struct.pack_into("<H", directory, i * 128 + 64, len(encoded))
        struct.pack_into("<I", directory, i * 128 + 116, 1)
    word = bytearray(512)
    struct.pack_into("<HHHHHH", word, 0, 0xA5EC, 0, 0, 0, 0, flags or 0)
    return bytes(head + directory + word)


def tones_apart(text: str) -> str:
    """As Windows-1258 writes: the letter with its shape, then its tone as a mark of its own."""
    out = ""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
        out += unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tone)) + tone
    return out


def code_of(data: bytes, name: str = "", **more: object) -> str:
    with pytest.raises(AppError) as caught:
        read_file(data, name=name, **more)  # type: ignore[arg-type]  # handed on as they are
    return caught.value.code


def picture(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("L", (40, 40), 255).save(out, form)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (raw_pdf([b""]), FileType.PDF),
        (b"\r\n junk before %PDF-1.4 rest", FileType.PDF),
        (word_file(p("a")), FileType.DOCX),
        (word_file(p("a"))[:300], FileType.DOCX),
        (zipped({"xl/workbook.xml": b"<x/>"}), FileType.XLSX),
        (zipped({"ppt/presentation.xml": b"<x/>"}), FileType.PPTX),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), FileType.ODT),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), FileType.ODS),
        (zipped({"thu.txt": b"a"}), FileType.ARCHIVE),
        (ole_file("WordDocument"), FileType.DOC),
        (ole_file("Workbook"), FileType.XLS),
        (ole_file("EncryptionInfo", "EncryptedPackage"), FileType.LOCKED),
        (ole_file("WordDocument", flags=0x0100), FileType.LOCKED),
        (ole_file("Other"), FileType.UNKNOWN),
        (rb"{\rtf1 text}", FileType.RTF),
        (picture("PNG"), FileType.IMAGE),
        (picture("JPEG"), FileType.IMAGE),
        (picture("TIFF"), FileType.IMAGE),
        (PLAN.encode(), FileType.TEXT),
        (PLAN.encode("utf-16"), FileType.TEXT),
        (PLAN.encode("utf-16-le"), FileType.TEXT),
        (b"<html><body><p>x</p></body></html>", FileType.HTML),
        (b"\x7fELF\x02\x01\x01\0\0\0\0", FileType.UNKNOWN),
        (bytes(range(256)) * 8, FileType.UNKNOWN),
    ],
)
def test_a_file_is_what_its_content_is(data: bytes, kind: FileType) -> None:
    assert sniff(data) is kind


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (plan_docx(), "ke-hoach.pdf", "docx"),
        (plan_pdf(), "KE HOACH.DOCX", "pdf"),
        (PLAN.encode(), "ke-hoach.docx", "text"),
    ],
)
def test_a_wrong_extension_is_noted_and_the_file_read_all_the_same(data: bytes, name: str, kind: str) -> None:
    document = read_file(data, name=name)

    assert document.kind == kind
    assert document.notes[0].code == "wrong_extension"
    assert name.rpartition(".")[2].lower() in document.notes[0].message


@pytest.mark.parametrize("name", ["ke-hoach.docx", "ke-hoach", "ke-hoach.bak", ""])
def test_a_right_missing_or_unknown_extension_is_no_matter(name: str) -> None:
    assert not is_named_wrongly(FileType.DOCX, name)


def test_a_path_tells_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, encoding="utf-8")

    assert read_file(path).text == read_file(str(path)).text == PLAN
    assert read_file(path, name="ke-hoach.pdf").notes[0].code == "wrong_extension"


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("tcvn3", "KÕ ho¹ch kiÓm so¸t thñ tôc hµnh chÝnh n¨m 2026 cña Ban Qu¶n lý".encode("latin-1")),
        ("utf-16", "Kế hoạch kiểm soát thủ tục hành chính năm 2026 của Ban Quản lý".encode("utf-16")),
        (
            "windows-1258",
            tones_apart("Kế hoạch kiểm soát thủ tục hành chính năm 2026 của Ban Quản lý").encode("cp1258"),
        ),
    ],
)
def test_text_in_an_old_encoding_is_converted_and_noted(encoding: str, data: bytes) -> None:
    document = read_file(data, name="ke-hoach.txt")

    assert document.text.startswith("Kế hoạch kiểm soát thủ tục hành chính năm 2026 của Ban Quản lý")
    assert [note.code for note in document.notes] == ["encoding_converted"]


def test_good_unicode_is_never_taken_for_an_old_encoding() -> None:
    text = "Cổng dịch vụ công\n\nXem;Xóa;Khóa\n\nCông dân\n\nThông tin chung\n\nQuản trị hệ thống\n"

    assert read_file(text.encode(), name="a.txt").text == text


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\xef\xbb\xbf\n", word_file(p("")), word_file("")])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert code_of(data) in {"empty_file", "no_text"}
    assert code_of(b"") == "empty_file"


@pytest.mark.parametrize("name", ["chuong-trinh.exe", "x"])
def test_what_is_no_office_file_is_refused_with_what_is_taken(name: str) -> None:
    with pytest.raises(Invalid, match="docx") as caught:
        read_file(b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff", name=name)

    assert caught.value.code == "unsupported_type"


def test_archives_and_slides_are_refused() -> None:
    assert code_of(zipped({"a.txt": b"a"}), "a.zip") == "unsupported_type"
    assert code_of(zipped({"ppt/presentation.xml": b"<x/>"}), "a.pptx") == "unsupported_type"


def test_more_than_50_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lon.pdf"
    with path.open("wb") as file:
        file.truncate(50 * MEBIBYTE + 1)

    with pytest.raises(Invalid, match="50 MB") as caught:
        read_file(path)
    assert caught.value.code == "too_large"


def test_50_mb_of_scans_are_within_the_limit() -> None:
    Limits().check_size(50 * MEBIBYTE)


def test_a_text_longer_than_any_plan_is_refused() -> None:
    assert code_of(PLAN.encode() * 100, limits=Limits(text_characters=1000)) == "too_large"


def test_locked_office_files_say_so() -> None:
    assert code_of(ole_file("EncryptedPackage"), "a.docx") == "password_protected"
    assert code_of(ole_file("WordDocument", flags=0x0100), "a.doc") == "password_protected"


def test_old_word_files_say_how_to_save_them_where_libreoffice_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Unavailable, match=r"Lưu thành \(Save As\) \.docx") as caught:
        read_file(ole_file("WordDocument"), name="ke-hoach.doc")
    assert caught.value.code == "converter_missing"


def test_a_scan_without_tesseract_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    page = picture("PNG")

    assert tesseract.missing_part() == "tesseract-ocr"
    for data in (scanned_pdf([page, page]), page):
        with pytest.raises(Unavailable, match="apt install tesseract-ocr tesseract-ocr-vie") as caught:
            read_file(data)
        assert caught.value.code == "ocr_missing"


def test_a_scan_with_tesseract_but_without_vietnamese_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho 'List of available languages (1):'\necho eng\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    # an outside program, as it would be on a machine without the data

    with pytest.raises(Unavailable, match="chưa có tesseract-ocr-vie"):
        read_file(scanned_pdf([picture("PNG")]))


def test_a_scan_of_which_some_pages_are_text_is_read_as_far_as_possible_without_tesseract(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    blank = Image.new("L", (100, 140), 255)
    data = raw_pdf(
        [b"BT /F1 12 Tf 60 700 Td (Ke hoach so 12) Tj ET", b"q 595 0 0 842 0 0 cm /Im0 Do Q"], pictures=[blank]
    )

    document = read_file(data)

    assert paragraphs_of(document) == ["Ke hoach so 12"]
    assert [note.code for note in document.notes] == ["pages_not_read"]
    assert "Trang 2 " in document.notes[0].message


@pytest.mark.parametrize("covered", [False, True])
def test_a_scanners_own_text_layer_serves_where_tesseract_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, covered: bool
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    lines = " ".join(f"(UY BAN NHAN DAN TINH ban hanh ke hoach thang {n}) Tj 0 -20 Td" for n in range(20))
    picture, mode = "q 595 0 0 842 0 0 cm /Im0 Do Q", "" if covered else "3 Tr"
    words = f"BT {mode} /F1 12 Tf 60 780 Td {lines} ET"
    content = (f"{words} {picture}" if covered else f"{picture} {words}").encode()

    document = read_file(raw_pdf([content], pictures=[Image.new("L", (100, 140), 255)]))

    assert document.kind == "scan"
    assert "UY BAN NHAN DAN TINH" in document.text
    assert [note.code for note in document.notes] == ["text_layer_of_scanner"]


def test_a_damaged_picture_is_said_clearly() -> None:
    data = picture("PNG")[:50]
    expected = {"broken_image", "ocr_missing"}  # the second where this machine has no Tesseract

    assert code_of(data) in expected


def test_reading_leaves_nothing_behind_and_logs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    secret = "chuyện không ai được biết"
    with caplog.at_level(logging.DEBUG):
        for data in (
            word_file(p(secret)),
            typst_pdf(secret),
            secret.encode(),
            word_file(p(secret))[:300],
            ole_file("WordDocument"),
        ):
            with contextlib.suppress(AppError):
                read_file(data, name="a.docx")

    assert list(tmp_path.iterdir()) == []
    out, err = capfd.readouterr()
    assert secret not in caplog.text + out + err


@pytest.mark.parametrize("fails", [False, True])
def test_the_converter_works_in_a_private_folder_that_is_gone_afterwards(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, fails: bool
) -> None:
    """An outside program in LibreOffice's place: it gives a Word file, or nothing, and tells where it worked."""
    seen = tmp_path / "seen"
    made = tmp_path / "made.docx"
    made.write_bytes(plan_docx())
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    program = bin_folder / "soffice"
    give = "exit 1" if fails else f'cp {made} "$out/document.docx"'
    program.write_text(
        "#!/bin/sh\n"
        'while [ $# -gt 0 ]; do [ "$1" = "--outdir" ] && out="$2"; shift; done\n'
        f'stat -c "%a %n" "$(dirname "$out")" > {seen}\n'
        f"{give}\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_folder}:/usr/bin:/bin")

    if fails:
        assert code_of(ole_file("WordDocument"), "a.doc") == "broken_doc"
    else:
        document = read_file(ole_file("WordDocument"), name="a.doc")
        assert document.kind == "doc"
        assert document.notes[0].code == "converted"
        assert "KẾ HOẠCH" in paragraphs_of(document)
    mode, folder = seen.read_text().split()
    assert mode == "700"
    assert not Path(folder).exists()


def test_a_converter_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60 & wait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    with pytest.raises(Unavailable, match="giây") as caught:
        doc.converted(b"x", source="doc", target="docx", limits=Limits(convert_seconds=0.2))
    assert caught.value.code == "converter_timeout"


def test_a_page_that_takes_too_long_to_recognise_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text('#!/bin/sh\n[ "$1" = "--list-langs" ] && echo vie && exit 0\nexec sleep 60\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert code_of(picture("PNG"), limits=Limits(ocr_seconds_per_page=0.2)) == "ocr_timeout"


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", ["docx", "pdf", "text"])
def test_damaged_bytes_are_read_or_refused_with_a_message_and_nothing_else(kind: str, seed: int) -> None:
    chance = random.Random(f"{kind} {seed}")
    whole = {"docx": word_file(p("Kế hoạch")), "pdf": typst_pdf("Kế hoạch"), "text": PLAN.encode()}[kind]
    for _ in range(15):
        data = bytearray(whole)
        for _change in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        with contextlib.suppress(AppError):
            read_file(bytes(data), name=f"a.{kind}", ocr=False)
