"""Files that a command is given by name: opened and read within a measure, and what is wrong with them said in one Vietnamese line."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from motcua.kernel.errors import AppError, Invalid, NotFound

MEBIBYTE = 1024 * 1024
LARGEST = 50 * MEBIBYTE
"""More than any table or text that a command reads; a file beyond it would only fill the memory."""


def bytes_of(name: str | Path, *, most: int = LARGEST) -> bytes:
    """The content of a file, or of standard input for "-". Raises NotFound or Invalid; Invalid (`too_large`) beyond `most` bytes."""
    with opened(name) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise Invalid("Tệp {name} lớn hơn {size} MB.", code="too_large", name=name, size=most // MEBIBYTE)
    return data


@contextmanager
def opened(name: str | Path) -> Iterator[BinaryIO]:
    """The file open for reading, or standard input for "-". What goes wrong on the way is NotFound or Invalid."""
    if str(name) == "-":
        if sys.stdin is None:
            raise Invalid("Không có gì ở đầu vào chuẩn: nó đang đóng.", code="unreadable")
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - only the opening is guarded here, the block below closes it
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        raise unopened(name, error) from None
    with file:
        yield file


def unopened(name: str | Path, error: OSError | ValueError) -> AppError:
    """Why a file cannot be opened, in words that say what to do."""
    match getattr(error, "errno", None):
        case errno.ENOENT | errno.ENOTDIR:
            return NotFound("Không có tệp “{name}”.", name=name)
        case errno.EISDIR:
            return Invalid("“{name}” là thư mục, không phải tệp.", code="unreadable", name=name)
        case errno.EACCES | errno.EPERM:
            return Invalid("Không có quyền đọc tệp “{name}”.", code="unreadable", name=name)
    reason = getattr(error, "strerror", None) or str(error)
    return Invalid("Không mở được tệp “{name}”: {reason}.", code="unreadable", name=name, reason=reason)
