"""What the static build leaves: nothing foreign, nothing missing, light enough."""

from __future__ import annotations

import gzip
import re
import unicodedata

import pytest
from fontTools.ttLib import TTFont

from motcua.ui.fonts import DIST, print_font_dir

pytestmark = pytest.mark.skipif(not (DIST / ".inputs").exists(), reason="static files are not built: make setup")

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
LETTERS |= {letter.upper() for letter in LETTERS} | {"₫"}


def points(*names: str) -> set[int]:
    return {point for name in names for point in TTFont(DIST / "fonts" / name).getBestCmap()}


def test_every_vietnamese_letter_is_in_the_two_subsets_a_page_fetches() -> None:
    assert len(LETTERS) == 147
    for weight in (400, 600, 700):
        have = points(f"be-vietnam-pro-latin-{weight}-normal.woff2", f"be-vietnam-pro-vietnamese-{weight}-normal.woff2")
        assert {letter for letter in LETTERS if ord(letter) not in have} == set()


def test_every_vietnamese_letter_is_in_the_fonts_of_documents() -> None:
    fonts = sorted(print_font_dir().glob("*.ttf"))

    names = [
        "BeVietnamPro-Bold",
        "BeVietnamPro-Regular",
        "Tinos-Bold",
        "Tinos-BoldItalic",
        "Tinos-Italic",
        "Tinos-Regular",
    ]
    assert [font.stem for font in fonts] == names
    for path in fonts:
        font = TTFont(path)
        assert {letter for letter in LETTERS if ord(letter) not in font.getBestCmap()} == set()
        assert (
            font["name"].getDebugName(1)
            == {"Tinos": "Tinos", "BeVietnamPro": "Be Vietnam Pro"}[path.stem.split("-")[0]]
        )


@pytest.mark.parametrize("weight", [400, 600, 700])
def test_figures_are_equally_wide(weight: int) -> None:
    font = TTFont(DIST / "fonts" / f"figures-{weight}.woff2")
    names = font.getBestCmap()

    assert set(names) == set(range(0x30, 0x3A))
    assert len({font["hmtx"][name][0] for name in names.values()}) == 1


@pytest.mark.parametrize("face", ["desk", "public"])
def test_a_style_sheet_names_only_files_that_are_there_and_no_foreign_face(face: str) -> None:
    css = (DIST / f"{face}.css").read_text(encoding="utf-8")

    for address in re.findall(r'url\("?([^")]+)"?\)', css):
        assert (DIST / address).is_file(), address
    assert "GDS" not in css
    assert "http" not in css.replace("http://", "", css.count('[href^="http')).replace(
        "https://", "", css.count('[href^="http')
    )


def test_a_public_page_loads_little() -> None:
    code = sum(len(gzip.compress((DIST / name).read_bytes())) for name in ("public.css", "public.js"))
    fonts = sum(
        (DIST / "fonts" / f"be-vietnam-pro-{subset}-{weight}-normal.woff2").stat().st_size
        for subset in ("latin", "vietnamese")
        for weight in (400, 700)
    )

    assert code < 60_000  # leaves 40 kB of the 100 to the page itself
    assert fonts <= 70_000
