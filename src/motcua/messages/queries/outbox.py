"""Letters in the local outbox, of an installation without a mail server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from uuid import UUID

from django.conf import settings

from motcua.kernel.errors import Forbidden, NotFound

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter as it lies in the folder."""

    uid: str
    to: str
    subject: str
    text: str
    at: datetime


def folder() -> Path | None:
    """Where letters are kept; None where a mail server takes them."""
    return Path(settings.MAIL_OUTBOX) if settings.MAIL_OUTBOX else None


def letters() -> list[Kept]:
    """The newest letters. Names begin with the time of the message (UUIDv7), so they sort by it."""
    return [_read(path) for path in sorted(_files(), reverse=True)[:MOST_SHOWN]]


def letter_count() -> int:
    return sum(1 for _ in _files())


def letter_of(uid: UUID) -> Kept:
    """Raises NotFound; Forbidden where there is no outbox."""
    where = folder()
    if where is None:
        raise Forbidden("Bản cài đặt này gửi thư qua máy chủ thư, không giữ thư ở đây.")
    path = where / f"{uid}.eml"
    if not path.is_file():
        raise NotFound("Không có thư này trong hộp thư đi.", code="no_letter")
    return _read(path)


def _files() -> Iterator[Path]:
    where = folder()
    if where is not None and where.is_dir():
        yield from where.glob("*.eml")


def _read(path: Path) -> Kept:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",))
    return Kept(
        uid=path.stem,
        to=str(mail.get("To", "")),
        subject=str(mail.get("Subject", "")).strip(),  # a folded header begins with the space of its fold
        text=str(body.get_content()) if body is not None else "",
        at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
    )
