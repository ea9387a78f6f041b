"""One form, one act: show it, take it, say what is wrong, go on. For the acts whose page holds nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.kernel.errors import Invalid, Refused, Stale
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors


def act(
    request: HttpRequest,
    form: forms.BaseForm,
    run: Callable[[dict[str, Any]], object],
    *,
    title: Any,
    back: tuple[Any, str],
    done: Any,
    button: Any = "",
    said: str = "",
    hint: Any = "",
    warning: Any = "",
    to: Callable[[Any], str] | None = None,
    danger: bool = False,
    says_status: bool = True,
) -> HttpResponse:
    """Show `form`; when posted and valid call `run` with what was entered and go to `to(result)`, else to `back` (name, address).

    `said` are the words that are acted upon. `done` is what is said after it, or makes that of the result. `danger` marks what cannot
    simply be done again. What the service refuses stands in the form, with what was typed; the answer says so by its status (422, 409,
    412), or is 200 like any page without `says_status`.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = run(form.cleaned_data)
            except Invalid as error:
                add_errors(form, error)
            except (Refused, Stale) as error:
                form.add_error(None, text_of(error))
                status = error.status
            else:
                messages.success(request, str(done(made) if callable(done) else done))
                return redirect(to(made) if to is not None else back[1])
    context = {
        "form": form,
        "title": title,
        "button": button or title,
        "back_name": back[0],
        "back_url": back[1],
        "said": said,
        "hint": hint,
        "warning": warning,
        "danger": danger,
        "many": form.is_multipart(),
    }
    return render(request, "ui/act.html", context, status=status if says_status else 200)
