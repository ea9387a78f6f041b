"""Where the typefaces are that official documents are set in."""

from __future__ import annotations

from pathlib import Path

from motcua.kernel.errors import Unavailable

DIST = Path(__file__).parent / "static" / "ui" / "dist"


def print_font_dir() -> Path:
    """The folder of the TTF files for typst and DOCX (Tinos: metrics of Times New Roman, all Vietnamese letters).

    Raises `Unavailable` when the static files were not built.
    """
    folder = DIST / "fonts" / "print"
    if not any(folder.glob("*.ttf")):
        raise Unavailable("Chưa có phông chữ để in văn bản. Hãy chạy «make setup» để dựng các tệp tĩnh.")
    return folder
