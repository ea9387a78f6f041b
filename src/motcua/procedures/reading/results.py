"""Results with what the page had behind them ("Giấy phép …Mã: KQ.G17.000555Từ khóa…Mô tả…Chọn cơ quan thực hiện…")."""

from __future__ import annotations

import re

from motcua.kernel.text import fold
from motcua.procedures.content import Part, Result
from motcua.procedures.reading.found import Gathered
from motcua.procedures.reading.words import said

_FURNITURE = re.compile(r"Từ khóa(?P<keywords>.*?)Mô tả(?P<description>.*?)(?:Chọn cơ quan thực hiện.*)?$", re.DOTALL)
_CODE = re.compile(r"Mã: ?([A-Z0-9][A-Z0-9.\-]*\d)")
_NEGATIVE = re.compile(
    r"(?:van ban|thong bao|quyet dinh|cong van)?(?: ve viec)? ?(?:tu choi|khong chap thuan|khong dong y|khong cap|khong du dieu kien)"
)


def read_results(text: str, into: Gathered) -> None:
    """Results with their codes; keywords and description of the page are kept, its buttons are not."""
    furniture = _FURNITURE.search(text)
    body = text[: furniture.start()] if furniture else text
    if furniture:
        into.keywords += [word.strip() for word in re.split(r"[,;\n]", said(furniture["keywords"])) if word.strip()]
        into.description = said(furniture["description"])
    start = 0
    for code in _CODE.finditer(body):
        add_result(body[start : code.start()], code[1], into)
        start = code.end()
    rest = said(body[start:])
    if rest and not start:
        add_result(rest, "", into)
    elif rest:
        into.leave(Part.RESULTS, rest)


def add_result(name: str, code: str, into: Gathered) -> None:
    name = said(name)
    if name or code:
        into.results.append(Result(name or code, code, negative=negative(name)))


def negative(name: str) -> bool:
    """Whether the words say that this is a refusal."""
    return _NEGATIVE.match(fold(name[:80]).lower().lstrip(" -+*")) is not None
