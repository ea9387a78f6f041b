"""Finding and opening stored files, for those who may."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.utils.translation import gettext

from motcua.documents.models import StoredFile
from motcua.documents.permissions import may_read_file, readable_files
from motcua.kernel.errors import NotFound, Unavailable
from motcua.kernel.refs import Ref

KIND = "stored_file"


def ref_of(file: StoredFile) -> Ref:
    return Ref.to(KIND, file.uid)


def file_for(user: Any, uid: UUID | str) -> StoredFile:
    """The file, if the user may open it; else NotFound, which does not tell whether there is one."""
    found = StoredFile.objects.select_related("blob").filter(uid=uid).first()
    if found is None or not may_read_file(user, found):
        raise NotFound("Không có tệp này, hoặc bạn không được mở.", code="no_file")
    return found


def file_by_uid(uid: UUID | str) -> StoredFile:
    """For work that a person began with it: nobody asks now."""
    return StoredFile.objects.select_related("blob").get(uid=uid)


def uploads_for(user: Any, uids: Sequence[UUID | str]) -> list[StoredFile]:
    """The user's files with these ids, in the order given. Raises NotFound when one is missing or not theirs to use."""
    rows = list(StoredFile.objects.select_related("blob").filter(uid__in=uids))
    allowed = readable_files(user, rows)
    by_uid = {str(f.uid): f for f in rows if f.pk in allowed}
    try:
        return [by_uid[str(uid)] for uid in uids]
    except KeyError as error:
        raise NotFound("Không có tệp {file}, hoặc bạn không được dùng.", code="no_file", file=error.args[0]) from error


def files_of(owner: Ref) -> list[StoredFile]:
    """The files of a record, oldest first. Whoever may read the record may open them."""
    return list(StoredFile.objects.filter(owner=str(owner)).select_related("blob").order_by("pk"))


def files_of_many(owners: Iterable[Ref]) -> dict[str, list[StoredFile]]:
    """Owner (as text) → its files. One query, for lists."""
    found: dict[str, list[StoredFile]] = {}
    for file in StoredFile.objects.filter(owner__in={str(o) for o in owners}).order_by("pk"):
        found.setdefault(file.owner, []).append(file)
    return found


def open_content(file: StoredFile) -> IO[bytes]:
    """The bytes exactly as uploaded; the caller closes it. Raises Unavailable when the storage does not give them."""
    try:
        return default_storage.open(file.blob.key, "rb").open("rb")
    except Exception as error:  # storages of other makers raise errors of their own
        raise Unavailable(
            "Kho tệp chưa đưa ra được tệp này. Hãy thử lại sau ít phút, hoặc báo quản trị viên."
        ) from error


def content_of(file: StoredFile) -> bytes:
    """All bytes of a file, for readers that need it whole."""
    with open_content(file) as handle:
        return handle.read()


def storage_fault() -> str | None:
    """What is wrong with the file storage, None when it answers: for the health page."""
    location = getattr(default_storage, "location", "")
    if location and Path(location).is_absolute():
        folder = Path(location)
        there = folder if folder.exists() else folder.parent
        return None if os.access(there, os.W_OK) else gettext("Không ghi được vào thư mục tệp.")
    try:
        default_storage.exists("blobs/health")
    except Exception as error:  # noqa: BLE001 - storages of other makers raise their own errors; the page must say so, not fail
        return gettext("Kho tệp không trả lời ({error}).").format(error=type(error).__name__)
    return None
