"""Marks of secrecy in uploads: looked for in memory, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.documents.reading.limits import Limits
from motcua.kernel.errors import FieldError, Invalid, Unavailable


def refuse_if_secret(data: bytes, name: str, limits: Limits) -> bool:
    """Raise Invalid when the name or the words of a file bear MẬT, TỐI MẬT or TUYỆT MẬT.

    Returns whether the words could be read: False for a picture on a machine without text recognition, which is then kept unread.
    """
    # here: PDF and office libraries are heavy, and most processes read no file
    from motcua.documents.reading.files import read_file
    from motcua.documents.reading.secrecy import secrecy_mark

    _refuse(secrecy_mark(name))
    try:
        document = read_file(data, name, limits=limits)
    except Unavailable:
        return False
    _refuse(secrecy_mark(document))
    return True


def subject_errors(subject: str) -> Iterator[FieldError]:
    """The error of a subject line that bears a mark of secrecy; none for any other."""
    from motcua.documents.reading.secrecy import secrecy_mark

    if (mark := secrecy_mark(subject)) is not None:
        yield FieldError(
            "subject",
            "Trích yếu mang dấu chỉ độ mật “{mark}”. Văn bản mật không được đưa vào hệ thống này.",
            {"mark": mark},
        )


def _refuse(mark: str | None) -> None:
    if mark is not None:
        raise Invalid(
            "Tệp mang dấu chỉ độ mật “{mark}” nên không được nhận: hệ thống này không lưu, không xử lý tài liệu bí mật nhà nước. "
            "Không phần nào của tệp được giữ lại.",
            code="secret",
            mark=mark,
        )
