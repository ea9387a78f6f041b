"""QR codes, drawn into the page: nothing is fetched, and they print sharp at any size."""

from __future__ import annotations

import io
from functools import lru_cache

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=512)
def qr_svg(address: str) -> str:
    """An SVG without size of its own (its frame gives it one), error correction M: a crumpled posting still reads."""
    code: str = segno.make(address, error="m", micro=False).svg_inline(
        border=4, omitsize=True, svgclass="ui-qr__code", lineclass=None, dark="#000", light="#fff"
    )
    return code


def qr(address: str, words: str) -> SafeString:
    """The code with what it leads to, for those who cannot see it."""
    drawn = mark_safe(qr_svg(address))  # noqa: S308  # made by the library from the address alone; no text of it stands in the SVG
    return format_html('<div class="ui-qr" role="img" aria-label="{}">{}</div>', words, drawn)


@lru_cache(maxsize=512)
def qr_file(address: str) -> str:
    """The code as a whole SVG document, for papers."""
    made = io.BytesIO()
    segno.make(address, error="m", micro=False).save(made, kind="svg", border=4, dark="#000", light="#fff")
    return made.getvalue().decode()
