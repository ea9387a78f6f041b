"""Giving out stored files to those who may open them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from motcua.documents.queries.files import file_for, open_content
from motcua.ui.downloads import respond_with


@require_safe
def download(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Open to whoever may read the record that owns the file: for public records, to everybody."""
    file = file_for(request.user, uid)
    return respond_with(
        request,
        opened=lambda: open_content(file),
        size=file.size,
        name=file.name,
        media_type=file.media_type,
        tag=str(file.uid),
    )
