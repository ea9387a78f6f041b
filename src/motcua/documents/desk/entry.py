"""Who gets to the desk at all: signed in, and in some role today. What they may do there, the loaders decide."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from motcua.documents.services.files import store_upload
from motcua.kernel.errors import FieldError, Forbidden, Invalid
from motcua.organisations.permissions import actor_of, is_officer

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def officer_page(view: View[P]) -> View[P]:
    """Sends strangers to sign in, and tells those without a role so."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not is_officer(request.user):
            raise Forbidden("Tài khoản của bạn chưa được giao vai trò nào hôm nay, nên chưa dùng được bàn làm việc.")
        return view(request, *args, **kwargs)

    return cast("View[P]", guarded)


def stored(request: HttpRequest, upload: Any, field: str) -> Any:
    """The file of a form, kept; None when there is none. A refusal is told beside its field."""
    if not upload:
        return None
    try:
        return store_upload(upload, name=upload.name, actor=actor_of(request.user))
    except Invalid as error:
        told = FieldError(field, error.template, error.params)
        raise Invalid("Chưa nhận được tệp.", code=error.code, errors=(told,)) from error
