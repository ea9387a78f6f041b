"""What the forms of the desk share: taking the file in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from motcua.documents.services.files import store_upload
from motcua.kernel.errors import FieldError, Invalid
from motcua.organisations.permissions import actor_of


def stored(request: HttpRequest, upload: Any, field: str) -> Any:
    """The file of a form, kept; None when there is none. A refusal is told beside its field."""
    if not upload:
        return None
    try:
        return store_upload(upload, name=upload.name, actor=actor_of(request.user))
    except Invalid as error:
        told = FieldError(field, error.template, error.params)
        raise Invalid("Chưa nhận được tệp.", code=error.code, errors=(told,)) from error
