"""Data and a template of ours set as PDF: the one place where typst is called. Pure: nothing is fetched, the clock is not read."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import pypdfium2
import typst
from fontTools.ttLib import TTFont

from motcua.documents.reading.pdf.engine import PDFIUM
from motcua.ui.fonts import print_font_dir

_PROBE = Path(__file__).with_name("probe.typ")
_ENGINE = threading.Lock()
"""A compiler keeps the inputs of its last document, so two threads must not be in it at once."""


def typeset(
    template: Path,
    data: Mapping[str, Any],
    *,
    timestamp: datetime,
    family: str = "Tinos",
    standard: str = "a-2b",
    fonts: Path | None = None,
) -> bytes:
    """The PDF, tagged, its fonts inside. The same data gives the same bytes. All of `data` reaches the template as text and figures
    (`json(bytes(sys.inputs.data))`) and is never evaluated.

    `family` is the typeface whose letters count as showable; `standard` is a PDF standard as typst names it ("a-2b", "ua-1"). `fonts`
    is a folder of TTF files, by default the one that the static build made; raises `Unavailable` when it was not built.
    """
    folder = str(fonts or print_font_dir())
    text = _showable(json.dumps(data, ensure_ascii=False), folder, family)
    return _compile(_compiler(folder, template), {"data": text}, timestamp, standard)


def page_count(data: bytes) -> int:
    """Pages of a PDF that was set here."""
    with PDFIUM, pypdfium2.PdfDocument(data) as document:
        return len(document)


def _compile(compiler: Any, inputs: dict[str, str], timestamp: datetime, standard: str = "a-2b") -> bytes:
    with _ENGINE:
        made = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=[standard], timestamp=timestamp)
    return cast("bytes", made)


@lru_cache(maxsize=8)
def _compiler(fonts: str, template: Path) -> Any:
    """Nothing but the template's own folder and the fonts can be read; packages cannot be fetched into a path that is no folder."""
    return typst.Compiler(
        str(template),
        root=str(template.parent),
        font_paths=[fonts],
        ignore_system_fonts=True,
        package_path="/dev/null",
        package_cache_path="/dev/null",
    )


def _showable(data: str, fonts: str, family: str) -> str:
    """PDF/A refuses a letter that no font can show. Bullets of symbol fonts become bullets, others the visible sign for a lost letter."""
    strange = {c for c in set(data) - _letters(fonts, family) if ord(c) >= 32 and not _can_show(c, fonts)}
    if not strange:
        return data
    return data.translate({ord(c): "•" if 0xE000 <= ord(c) <= 0xF8FF else "\ufffd" for c in strange})


@lru_cache(maxsize=8)
def _letters(fonts: str, family: str) -> frozenset[str]:
    """The characters that every style of a typeface of ours has."""
    covers = []
    for path in sorted(Path(fonts).glob(f"{family}-*.ttf")):
        with TTFont(path, lazy=True) as font:
            covers.append(set(font.getBestCmap()))
    return frozenset(map(chr, set.intersection(*covers))) if covers else frozenset()


@lru_cache(maxsize=4096)
def _can_show(character: str, fonts: str) -> bool:
    """Whether one of the engine's own fonts stands in for a character that ours lacks (≥, →, □). About 5 ms, once per character."""
    try:
        _compile(_compiler(fonts, _PROBE), {"text": character}, datetime(2020, 3, 5, tzinfo=UTC))
    except typst.TypstError:
        return False
    return True
