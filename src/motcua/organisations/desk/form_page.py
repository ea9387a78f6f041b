"""The one page on which forms of this package stand, and how a service's refusal gets into a form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.kernel.errors import AppError, Invalid
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors


def form_page(
    request: HttpRequest,
    form: Any,
    *,
    title: str,
    back: str,
    button: str,
    text: str = "",
    warning: bool = False,
    files: bool = False,
) -> HttpResponse:
    """A form with its heading, the way back and one button; `warning` for what cannot simply be done again."""
    context = {
        "form": form,
        "title": title,
        "back": back,
        "button": button,
        "text": text,
        "warning": warning,
        "files": files,
    }
    return render(request, "organisations/desk/form.html", context)


def tell(form: Any, error: AppError) -> None:
    """Show what a service refused: each named field its own sentence, the rest above."""
    if isinstance(error, Invalid):
        add_errors(form, error)
    else:
        form.add_error(None, text_of(error))
