"""A Word file that was signed, with what it got afterwards: number and date in the room left for them, the name of who signed."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import docx
from docx.oxml.ns import qn

from motcua.documents.writing.layout import DECREE_30, ROOM, day_in_words
from motcua.documents.writing.parts import Signature
from motcua.documents.writing.word import signed_in

_NUMBER = re.compile(rf"(\bsố:? ){ROOM}{{8}}(?:/\S+)?", re.IGNORECASE)
_DAY = re.compile(f"ngày{ROOM}{{6}}tháng{ROOM}{{6}}năm{ROOM}{{8}}")
_RECIPIENTS = "Nơi nhận:"


def filled(data: bytes, *, number: str, on: date, signature: Signature | None = None) -> bytes:
    """The file with the number as issued and its day wherever `to_docx` left room for them: head, references of annexes. What somebody
    wrote there by hand stays. `signature` is put where the file has another name, or none.
    """
    file: Any = docx.Document(io.BytesIO(data))
    for paragraph in file.element.body.iter(qn("w:p")):
        pieces = list(paragraph.iter(qn("w:t")))
        text = "".join(piece.text or "" for piece in pieces)
        made = _DAY.sub(day_in_words(on), _NUMBER.sub(lambda found: found[1] + number, text))
        if made != text:  # an office program may have cut the words into pieces
            pieces[0].text = made
            for piece in pieces[1:]:
                piece.text = ""
    if signature is not None:
        _sign(file, signature)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _sign(file: Any, signature: Signature) -> None:
    tables = [one for one in file.tables if len(one.columns) == 2 and _RECIPIENTS in one.cell(0, 0).text]
    if not tables:
        return
    cell = tables[-1].cell(0, 1)
    if signature.name in cell.text:
        return
    element = cell._tc  # noqa: SLF001 - python-docx's own way to its elements
    for paragraph in list(element.iter(qn("w:p"))):
        element.remove(paragraph)
    signed_in(element, signature, DECREE_30)
