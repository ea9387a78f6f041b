"""Scans and pictures of pages: recognised, with their tables and columns."""

from __future__ import annotations

import io
from difflib import SequenceMatcher

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from tests.factories.files import (
    assert_places_exact,
    paragraphs_of,
    plan_docx,
    plan_pdf,
    raw_pdf,
    rows_of,
    scanned_pdf,
    table_of,
    typst_images,
    word_file,
)

from motcua.documents.reading.docx import read_docx
from motcua.documents.reading.files import read_file
from motcua.documents.reading.limits import Limits
from motcua.documents.reading.scan import images_of, ocr_available, page_of_image
from motcua.documents.reading.scan.romans import with_counted_romans
from motcua.documents.reading.scan.ruling import rules_of, turn_of, without_rules
from motcua.documents.reading.scan.tesseract import Seen
from motcua.kernel.errors import Invalid

needs_ocr = pytest.mark.skipif(not ocr_available(), reason="Tesseract with Vietnamese is not installed")

TEXT = (
    "Nâng cao hiệu quả hoạt động của cơ quan hành chính nhà nước, tạo điều kiện thuận lợi cho người dân, tổ chức, doanh nghiệp trong "
    "việc tiếp cận, khai thác kết quả giải quyết thủ tục hành chính."
)
PAGE = f"#align(center)[*KẾ HOẠCH*]\n\nI. Mục đích\n\n\\- {TEXT}\n\n\\- {TEXT}\n"


def alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def ruled(*, turn: float = 0.0) -> Image.Image:
    image = Image.new("L", (1200, 900), 255)
    pen = ImageDraw.Draw(image)
    for y in (100, 300, 500):
        pen.line([(100, y), (1000, y)], fill=0, width=3)
    for x in (100, 400, 1000):
        pen.line([(x, 100), (x, 500)], fill=0, width=3)
    pen.line([(200, 700), (260, 700)], fill=0, width=3)  # a dash, no rule
    return image.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255) if turn else image


def test_rules_are_found_to_the_pixel_and_dashes_are_none() -> None:
    across, down = rules_of(ruled(), 1.0)

    assert sorted({round(rule.at / 10) * 10 for rule in across}) == [100, 300, 500]
    assert sorted({round(rule.at / 10) * 10 for rule in down}) == [100, 400, 1000]
    assert all(abs(rule.start - 100) <= 2 and abs(rule.end - 1000) <= 2 for rule in across)
    assert all(abs(rule.start - 100) <= 2 and abs(rule.end - 500) <= 2 for rule in down)


def test_rules_are_wiped_out_and_nothing_else() -> None:
    image = ruled()
    across, down = rules_of(image, 1.0)
    wiped = without_rules(image, across, down, 1.0)

    assert wiped.crop((90, 90, 1010, 510)).getextrema() == (255, 255)
    assert wiped.crop((190, 690, 270, 710)).getextrema() == (0, 255)


@pytest.mark.parametrize("turn", [0.0, 0.7, -1.5])
def test_a_page_that_lies_crooked_is_set_straight(turn: float) -> None:
    page = Image.open(io.BytesIO(typst_images(PAGE, 150)[0])).convert("L")
    found = turn_of(page.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255))

    assert abs(found + turn) <= 0.2


def test_pictures_are_scaled_to_a_page_at_300_dpi() -> None:
    out = io.BytesIO()
    Image.new("L", (827, 1169), 255).save(out, "PNG")

    (image,) = images_of(out.getvalue(), Limits())

    assert image.size == (2482, 3508)


def test_every_frame_of_a_tiff_is_a_page() -> None:
    out = io.BytesIO()
    frames = [Image.new("1", (1654, 2339), 1) for _ in range(3)]
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression="group4")

    assert len(list(images_of(out.getvalue(), Limits()))) == 3
    with pytest.raises(Invalid, match="trang ảnh"):
        list(images_of(out.getvalue(), Limits(ocr_pages=2)))


def test_a_picture_of_too_many_points_is_refused_before_it_is_decoded() -> None:
    out = io.BytesIO()
    Image.new("1", (5000, 5000), 1).save(out, "PNG")

    with pytest.raises(Invalid, match="điểm ảnh"):
        list(images_of(out.getvalue(), Limits(image_pixels=1_000_000)))


@pytest.mark.ocr
@needs_ocr
def test_a_scanned_page_gives_its_paragraphs() -> None:
    (image,) = typst_images(PAGE)
    document = read_file(scanned_pdf([image], overlay="Ky boi: Cong thong tin dien tu"))  # as signing programs stamp it

    assert document.kind == "scan"
    assert [note.code for note in document.notes] == ["read_by_ocr"]
    assert len(document.blocks) == 5
    assert alike("\n".join(paragraphs_of(document)[:4]), f"KẾ HOẠCH\nI. Mục đích\n- {TEXT}\n- {TEXT}") > 0.98
    assert_places_exact(document)


@pytest.mark.ocr
@needs_ocr
def test_a_crooked_noisy_scan_is_read_as_well() -> None:
    page = (
        Image.open(io.BytesIO(typst_images(PAGE, 200)[0]))
        .convert("L")
        .rotate(0.7, Image.Resampling.BICUBIC, fillcolor=245)
    )
    out = io.BytesIO()
    page.save(out, "JPEG", quality=60)

    document = read_file(out.getvalue(), name="quet.jpg")

    assert alike(" ".join(paragraphs_of(document)), f"KẾ HOẠCH I. Mục đích - {TEXT} - {TEXT}") > 0.97


@pytest.mark.ocr
@needs_ocr
def test_a_page_that_lies_on_its_side_is_turned() -> None:
    image = Image.open(io.BytesIO(typst_images(PAGE, 200)[0])).convert("L").transpose(Image.Transpose.ROTATE_90)
    page = page_of_image(image.resize((image.width * 3 // 2, image.height * 3 // 2)), 1, Limits())

    assert "hành chính" in " ".join(word.value for word in page.words)


@pytest.mark.ocr
@needs_ocr
def test_the_first_page_of_a_scanned_plan_gives_letterhead_and_task_table() -> None:
    pdf = pypdfium2.PdfDocument(plan_pdf())
    out = io.BytesIO()
    pdf[0].render(scale=300 / 72, grayscale=True).to_pil().save(out, "PNG")
    document = read_file(scanned_pdf([out.getvalue()]))
    word = read_docx(plan_docx())

    assert alike("\n".join(paragraphs_of(document)[:12]), "\n".join(paragraphs_of(word)[:12])) > 0.95
    table, truth = rows_of(table_of(document)), rows_of(table_of(word))
    assert table[:2] == truth[:2]
    assert alike(" ".join(table[3]), " ".join(truth[3])) > 0.95
    assert next(cell for cell in table_of(document).cells if (cell.row, cell.column) == (3, 1)).row_span == 2


@pytest.mark.ocr
@needs_ocr
def test_text_pages_and_scanned_pages_of_one_file_are_read_in_order() -> None:
    picture = Image.open(io.BytesIO(typst_images(f"\\- {TEXT}", 200)[0])).convert("L")
    data = raw_pdf(
        [b"BT /F1 12 Tf 60 700 Td (Ke hoach so 12.) Tj ET", b"q 595 0 0 842 0 0 cm /Im0 Do Q"], pictures=[picture]
    )
    document = read_file(data)

    first, second = paragraphs_of(document)
    assert first == "Ke hoach so 12."
    assert alike(second, f"- {TEXT}") > 0.97
    assert [block.page for block in document.blocks] == [1, 2]
    assert "Trang 2 " in document.notes[0].message


@pytest.mark.ocr
@needs_ocr
def test_a_scan_pasted_into_word_is_recognised() -> None:
    import zipfile

    drawing = '<w:p><w:r><w:drawing><a:blip xmlns:a="urn:a" xmlns:r="urn:r" r:embed="r0"/></w:drawing></w:r></w:p>'
    data = io.BytesIO(word_file(drawing, relations=[("image", "media/image1.png")]))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/media/image1.png", typst_images(PAGE, 200)[0])

    document = read_file(data.getvalue(), name="quet.docx")

    assert document.kind == "scan"
    assert alike(paragraphs_of(document)[-1], f"- {TEXT}") > 0.95


@pytest.mark.ocr
@needs_ocr
def test_roman_numbers_of_headings_are_counted_stroke_by_stroke() -> None:
    numbers = ("I.", "II.", "III.", "IV.")
    source = '#set text(font: "Libertinus Serif")\n' + "\n\n".join(
        f"{n} Tổ chức thực hiện kế hoạch\n\n\\- {TEXT}" for n in numbers
    )
    document = read_file(scanned_pdf(typst_images(source, 200)))

    assert [value.split()[0] for value in paragraphs_of(document) if "Tổ chức" in value] == list(numbers)


def test_strokes_are_counted_only_before_a_heading_and_only_where_all_are_upright() -> None:
    page = Image.new("L", (900, 300), 255)
    pen = ImageDraw.Draw(page)
    for x in (100, 120, 140):
        pen.rectangle((x, 50, x + 6, 90), fill=0)
    pen.rectangle((156, 84, 161, 90), fill=0)  # the dot
    pen.line([(100, 150), (112, 190), (124, 150)], fill=0, width=6)  # a V
    read = [
        Seen("IL.", 98, 48, 66, 44, 90.0, ("1", "1", "1")),
        Seen("Mục", 200, 48, 60, 44, 90.0, ("1", "1", "1")),
        Seen("I", 98, 148, 30, 44, 90.0, ("1", "1", "2")),
        Seen("Yêu", 200, 148, 60, 44, 90.0, ("1", "1", "2")),
        Seen("111", 98, 48, 66, 44, 90.0, ("1", "1", "3")),
        Seen("Hồ", 200, 48, 60, 44, 90.0, ("1", "1", "3")),
        Seen("IL.", 98, 48, 66, 44, 90.0, ("1", "1", "4")),
        Seen("sơ", 200, 48, 60, 44, 90.0, ("1", "1", "4")),
    ]

    assert [word.value for word in with_counted_romans(read, page)][::2] == ["III.", "I", "111", "IL."]
