"""JSON as data sets bear it: a list, an object, or an object a line, in any Unicode form, with all that no database keeps taken out."""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Iterator
from typing import Any

from motcua.kernel.errors import Invalid
from motcua.kernel.table_files import check_text

_ESCAPED = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
"""Where NUL or half of a pair may have been written out: nothing else of a text that was decoded can hold one."""
_HALVES = re.compile("[\ud800-\udfff]")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Broken(str):
    """A line that is no JSON."""

    __slots__ = ()


def json_rows(data: bytes) -> Iterator[tuple[int, Any]]:
    """Values with their line, or their place in a list; a line that is no JSON comes as its text (`Broken`)."""
    text = data.decode("utf-16" if data.startswith(_WIDE) else "utf-8-sig", errors="replace")
    check_text(text)
    text = text.replace("\x00", "")
    if not text.strip():
        raise Invalid("Tệp không có nội dung.", code="file_empty")
    try:
        whole = _value(text)
    except ValueError as error:
        if text.lstrip().startswith("["):
            raise Invalid("Tệp không phải JSON đọc được: {error}.", error=str(error)) from error
    else:
        yield from enumerate(whole if isinstance(whole, list) else [whole], 1)
        return
    for number, line in enumerate(text.split("\n"), 1):  # not splitlines: texts hold U+2028, U+0085 and the like
        if line.strip():
            try:
                yield number, _value(line)
            except ValueError:
                yield number, Broken(line)


def _value(text: str) -> Any:
    """Raises ValueError for what is no JSON, or cannot be kept as such."""
    try:
        value = json.loads(text, parse_constant=_refused, parse_float=_number)
    except RecursionError:
        raise ValueError("lồng nhau quá sâu") from None
    return _storable(value) if _ESCAPED.search(text) else value


def _refused(word: str) -> Any:
    raise ValueError(word)


def _number(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _refused(text)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return _HALVES.sub("\ufffd", value.replace("\x00", ""))
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(one) for key, one in value.items()}
    return value
