"""The one page on which forms of this package stand, and how a service's refusal gets into a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.kernel.errors import AppError, Forbidden, Invalid
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
    said: str = "",
    warning: bool = False,
    files: bool = False,
) -> HttpResponse:
    """A form with its heading, the way back and one button. `said` are the words that are acted upon, `warning` marks what cannot simply
    be done again.
    """
    context = {
        "form": form,
        "title": title,
        "back": back,
        "button": button,
        "text": text,
        "said": said,
        "warning": warning,
        "files": files,
    }
    return render(request, "organisations/desk/form.html", context)


def act(
    request: HttpRequest,
    form: Any,
    run: Callable[[dict[str, Any]], Any],
    *,
    done: str,
    back: str,
    to: Callable[[Any], str] | None = None,
    **page: Any,
) -> HttpResponse:
    """One form, one act: shown; posted and valid `run` with what was entered, then on to `to(result)` or `back`. What the service refuses
    stands in the form with what was typed; what the person may not do is refused as everywhere. `page` as for `form_page`.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = run(form.cleaned_data)
        except Forbidden:
            raise
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, done)
            return redirect(back if to is None else to(made))
    return form_page(request, form, back=back, **page)


def tell(form: Any, error: AppError) -> None:
    """Show what a service refused: each named field its own sentence, the rest above."""
    if isinstance(error, Invalid):
        add_errors(form, error)
    else:
        form.add_error(None, text_of(error))
