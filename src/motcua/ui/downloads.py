"""Giving out a file: streamed, in parts where asked for, and never run by the browser on our address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import IO
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from motcua.kernel.text import fold

_CHUNK = 256 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_NOT_PLAIN = re.compile(r'[^\x20-\x7e]|["\\%]')


def respond_with(
    request: HttpRequest, *, opened: Callable[[], IO[bytes]], size: int, name: str, media_type: str, tag: str
) -> HttpResponseBase:
    """The content as an attachment. `opened()` gives it; `tag` is an identifier that changes with the content (not its hash).

    One range (RFC 9110) is honoured, so that a broken download goes on; several, or a wrong one on a changed file, get the whole.
    """
    etag = f'"{tag}"'
    if etag in {part.strip() for part in request.headers.get("If-None-Match", "").split(",")}:
        return _headed(HttpResponse(status=304), name, etag)
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        asked = ""
    found = _RANGE.fullmatch(asked.strip())
    if found is None or not (found[1] or found[2]):
        return _body(request, opened, range(size), status=200, media_type=media_type, name=name, etag=etag)
    part = _asked(found[1], found[2], size)
    if not part:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return _headed(response, name, etag)
    partial = _body(request, opened, part, status=206, media_type=media_type, name=name, etag=etag)
    partial["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    return partial


def disposition(name: str) -> str:
    """`Content-Disposition` of an attachment (RFC 6266): the name with its diacritics, and without them for old programs."""
    plain = _NOT_PLAIN.sub("_", fold(name) if not name.isascii() else name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _asked(first: str, last: str, size: int) -> range:
    """The bytes a range means, empty when the file has none of them. `-500` means the last 500."""
    if not first:
        return range(max(size - int(last), 0), size)
    return range(int(first), min(int(last) + 1, size) if last else size)


def _body(
    request: HttpRequest,
    opened: Callable[[], IO[bytes]],
    part: range,
    *,
    status: int,
    media_type: str,
    name: str,
    etag: str,
) -> HttpResponseBase:
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(status=status, content_type=media_type)
    else:
        response = StreamingHttpResponse(_Part(opened(), part), status=status, content_type=media_type)
    response["Content-Length"] = str(len(part))
    return _headed(response, name, etag)


def _headed(response: HttpResponseBase, name: str, etag: str) -> HttpResponseBase:
    response["Content-Disposition"] = disposition(name)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    return response


class _Part:
    """The asked bytes of an open file, piece by piece. Django calls `close` also when nobody read to the end, or at all."""

    def __init__(self, handle: IO[bytes], part: range) -> None:
        self.handle = handle
        self.left = len(part)
        handle.seek(part.start)

    def __iter__(self) -> Iterator[bytes]:
        while self.left and (chunk := self.handle.read(min(_CHUNK, self.left))):
            self.left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self.handle.close()
