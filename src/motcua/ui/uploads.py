"""Uploads that are too large are refused by what the request announces, before a byte of them lies in a temporary file."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from motcua.kernel.errors import N_, Invalid

_FORM = 1024 * 1024  # the other fields of the form
_MOST_FILES = 20


class TooLarge(Invalid, RequestDataTooBig):
    """Both ours, so that REST answers in words, and Django's, so that a page that is only being parsed becomes a 400."""

    def __init__(self) -> None:
        super().__init__(
            N_("Tệp quá lớn: mỗi tệp không quá {limit} MB."),
            code="too_large",
            limit=settings.UPLOAD_LIMIT // (1024 * 1024),
        )


class SizeLimit(FileUploadHandler):
    """First of FILE_UPLOAD_HANDLERS; leaves the content to those after it. Each file is bounded too, whatever was announced."""

    received = 0

    def handle_raw_input(self, *args: Any, **_kwargs: Any) -> None:
        content_length: int = args[2]
        if content_length > settings.UPLOAD_LIMIT * _MOST_FILES + _FORM:
            raise TooLarge

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002 - Django's signature
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_LIMIT + _FORM:
            raise TooLarge
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - Django's signature
        return None
