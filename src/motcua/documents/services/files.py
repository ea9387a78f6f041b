"""Taking files in. What bears a mark of secrecy is refused before anything of it is stored."""

from __future__ import annotations

import hashlib
import io
import logging
import threading
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import IO, Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from motcua.documents.events import EventKind
from motcua.documents.models import Blob, StoredFile
from motcua.documents.queries.files import ref_of
from motcua.documents.reading.limits import DEFAULT_LIMITS, Limits
from motcua.documents.reading.sniffing import extension_of
from motcua.documents.services.content import MediaType, is_signed, media_type_of, safe_name
from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import N_, AppError, FieldError, Invalid, Refused, Unavailable
from motcua.kernel.refs import Ref

logger = logging.getLogger(__name__)

KEPT_UNOWNED = timedelta(hours=48)
"""How long an upload may wait for a record to take it."""
KEPT_UNFINISHED = timedelta(hours=6)
LOOKED_AT_ONCE = 2
WAIT_TO_LOOK = 60.0
"""Uploads that one process looks through for marks at once, and seconds that another waits for its turn."""
_LOOKING = threading.BoundedSemaphore(LOOKED_AT_ONCE)
_CHUNK = 1024 * 1024
_TRIES = 5


@dataclass(frozen=True, slots=True)
class _Content:
    """An upload in memory, weighed and known."""

    data: bytes
    sha256: str
    media_type: MediaType
    marks_checked: bool


def store_upload(content: IO[bytes] | bytes, *, name: str, actor: Actor, owner: Ref | None = None) -> StoredFile:
    """Keep an upload: size, type by its bytes, marks of secrecy, then the content, once however often it comes.

    Reads the file's words, so it takes as long as reading does; call it outside a transaction. Raises Invalid with the reason for what
    is not taken; then nothing of the file stays in storage, temporary files, logs or search.
    """
    known = _examine(content, name)
    return _keep(known, name=name, actor=actor, owner=owner)


def take_upload(upload: Any, *, field: str, actor: Actor, as_named: bool = False) -> Any:
    """The file of a form's field, kept; None where none was chosen. Whatever keeps it out is told beside the field: raises Invalid.

    `as_named`: a paper on its way to signature; what is not what its name says is refused, where elsewhere it gets another ending.
    """
    if not upload:
        return None
    try:
        kept = store_upload(upload, name=upload.name, actor=actor)
        if as_named and extension_of(upload.name) not in ("", extension_of(kept.name)):
            raise Invalid(
                "Tệp “{name}” không phải loại tệp như tên của nó: nội dung là .{ending}. Hãy lưu lại đúng loại rồi tải lên.",
                name=upload.name,
                ending=extension_of(kept.name),
            )
    except AppError as error:  # a storage that is full, too: what was typed stays
        told = FieldError(field, error.template, error.params)
        raise Invalid("Chưa nhận được tệp.", code=error.code, errors=(told,)) from error
    return kept


def need_paper(file: StoredFile, field: str) -> None:
    """Raise Invalid for what nobody signs: only a Word file or a PDF goes on a route."""
    if extension_of(file.name) not in ("docx", "pdf"):
        told = FieldError(field, N_("Văn bản trình ký phải là tệp Word (.docx) hoặc PDF thật; tệp này thì không."))
        raise Invalid("Chưa trình được. Hãy sửa các ô được đánh dấu.", errors=(told,))


def store_made(data: bytes, *, name: str, owner: Ref, actor: Actor = SYSTEM) -> StoredFile:
    """Keep a file that the product made itself (exports, results of jobs): not read for marks."""
    limits().check_size(len(data))
    known = _Content(data, hashlib.sha256(data).hexdigest(), media_type_of(data), marks_checked=True)
    return _keep(known, name=name, actor=actor, owner=owner)


def store_data(data: bytes, *, name: str, actor: Actor) -> StoredFile:
    """Keep a file of public data (JSON, CSV) for a reader of its own: whole texts of law speak of secrets, so it is not read for marks.

    Raises Invalid for what is no text.
    """
    limits().check_size(len(data))
    media_type = media_type_of(data)
    if media_type.name != "text/plain":
        raise Invalid("Tệp dữ liệu phải là văn bản: JSON, JSONL hoặc CSV.", code="unsupported_type")
    known = _Content(data, hashlib.sha256(data).hexdigest(), media_type, marks_checked=False)
    return _keep(known, name=name, actor=actor, owner=None)


def attach_file(file: StoredFile, owner: Ref, *, actor: Actor) -> None:
    """Give an upload to the record that it belongs to; whoever may read the record may then open it. Part of the caller's transaction.

    The same record again changes nothing. Raises Refused when it belongs to another record.
    """
    if file.owner == str(owner):
        return
    taken = StoredFile.objects.filter(pk=file.pk, owner="").update(owner=str(owner))
    if taken != 1:
        raise Refused("Tệp này đã thuộc hồ sơ khác hoặc đã hết hạn giữ tạm. Hãy tải tệp lên lại.", code="file_taken")
    file.owner = str(owner)
    events.append(ref_of(file), EventKind.FILE_ATTACHED, actor=actor, payload={"owner": owner})


def sweep_files() -> int:
    """Remove uploads that no record took, and what writers that died have left. Returns how many uploads were removed."""
    now = clock.now()
    removed = 0
    for file in StoredFile.objects.filter(owner="", uploaded_at__lt=now - KEPT_UNOWNED).select_related("blob"):
        removed += _remove_upload(file)
    for blob in Blob.objects.filter(stored_at__isnull=True, announced_at__lt=now - KEPT_UNFINISHED):
        _remove_blob(blob)
    return removed


def limits() -> Limits:
    """The limits of reading with the installation's own limit of size."""
    return replace(DEFAULT_LIMITS, upload_bytes=settings.UPLOAD_LIMIT)


def _examine(content: IO[bytes] | bytes, name: str) -> _Content:
    """Looked through here and now, although a job may read the same file again: a job finds its file in the storage, in a queue or in
    another machine, and by then what bears a mark would lie there readable, with copies. So the sender waits (20 ms a page), never longer
    than `Limits.check_seconds`; few are looked through at once, so that other pages are served meanwhile.
    """
    from motcua.documents.services.marks import refuse_if_secret  # here, since it is heavy to import

    data = _read(io.BytesIO(content) if isinstance(content, bytes) else content)
    media_type = media_type_of(data)
    if not _LOOKING.acquire(timeout=WAIT_TO_LOOK):
        raise Unavailable("Đang kiểm nhiều tệp khác. Hãy gửi lại sau ít phút.")
    try:
        checked = refuse_if_secret(data, name, limits())
    finally:
        _LOOKING.release()
    return _Content(data, hashlib.sha256(data).hexdigest(), media_type, checked)


def _read(content: IO[bytes]) -> bytes:
    """The whole content, but never more than the limit."""
    bounds = limits()
    chunks: list[bytes] = []
    size = 0
    while chunk := content.read(_CHUNK):
        size += len(chunk)
        if size > bounds.upload_bytes:
            bounds.check_size(max(size, getattr(content, "size", 0) or 0))
        chunks.append(chunk)
    bounds.check_size(size)
    return b"".join(chunks)


def _keep(known: _Content, *, name: str, actor: Actor, owner: Ref | None) -> StoredFile:
    for _ in range(_TRIES):
        blob = _blob_of(known)
        try:
            return _record(blob, known, name=name, actor=actor, owner=owner)
        except IntegrityError:
            continue  # the sweep removed the content between the two steps
    raise Unavailable("Chưa lưu được tệp. Hãy thử lại sau ít phút.")


def _blob_of(known: _Content) -> Blob:
    """The stored content: what is there already, else written now. The row announces it first, so that nothing can be left behind."""
    there = Blob.objects.filter(sha256=known.sha256, stored_at__isnull=False).first()
    if there is not None:
        return there
    mine = Blob.objects.create(sha256=known.sha256, size=len(known.data), key=f"blobs/{uuid4().hex[:2]}/{uuid4().hex}")
    try:
        default_storage.save(mine.key, File(io.BytesIO(known.data)))
    except Exception as error:  # storages of other makers raise errors of their own
        logger.exception("cannot write to the file storage")
        raise Unavailable("Kho tệp không ghi được (hết chỗ hoặc mất kết nối). Hãy báo quản trị viên.") from error
    try:
        with transaction.atomic():
            Blob.objects.filter(pk=mine.pk).update(stored_at=clock.now())
    except IntegrityError:  # somebody else stored the same content in between
        _remove_blob(mine)
        return Blob.objects.get(sha256=known.sha256, stored_at__isnull=False)
    return mine


def _record(blob: Blob, known: _Content, *, name: str, actor: Actor, owner: Ref | None) -> StoredFile:
    file = StoredFile(
        blob=blob,
        name=safe_name(name, known.media_type),
        media_type=known.media_type.name,
        size=len(known.data),
        owner=str(owner) if owner else "",
        uploaded_by=str(actor.ref) if actor.ref else "",
        uploaded_at=clock.now(),
        signed=is_signed(known.data),
        marks_checked=known.marks_checked,
    )
    with transaction.atomic():
        file.save(force_insert=True)
        payload: dict[str, Any] = {"type": file.media_type, "size": file.size, "signed": file.signed}
        if owner is not None:
            payload["owner"] = owner
        events.append(ref_of(file), EventKind.FILE_UPLOADED, actor=actor, payload=payload)
    return file


def _remove_upload(file: StoredFile) -> int:
    with transaction.atomic():
        gone, _ = StoredFile.objects.filter(pk=file.pk, owner="").delete()
        if gone:
            events.append(ref_of(file), EventKind.FILES_SWEPT, actor=SYSTEM)
    if gone:
        _remove_blob(file.blob)
    return gone


def _remove_blob(blob: Blob) -> None:
    """Remove content that no upload points to (any more): the row first, so that nobody can find what is about to go."""
    try:
        with transaction.atomic():
            gone, _ = Blob.objects.filter(pk=blob.pk, files__isnull=True).delete()
    except (IntegrityError, ProtectedError):
        return  # taken up again in the meantime
    if gone:
        default_storage.delete(blob.key)
