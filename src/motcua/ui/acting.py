"""One form, one act: show it, take it, say what is wrong, go on. For the acts whose page holds nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator

from motcua.kernel.errors import Invalid, NotFound, Refused, Stale
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
    about: str = "",
    to: Callable[[Any], str] | None = None,
    danger: bool = False,
    says_status: bool = True,
) -> HttpResponse:
    """Show `form`; when posted and valid call `run` with what was entered and go to `to(result)`, else to `back` (name, address).

    `said` are the words that are acted upon, `about` a drawn part of a page on what the act will do. `done` is what is said after it, or
    makes that of the result. `danger` marks what cannot simply be done again. What the service refuses stands in the form, with what was
    typed; the answer says so by its status (422, 409, 412), or is 200 like any page without `says_status`.
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
        "back_name": Truncator(str(back[0])).chars(80),
        "back_url": back[1],
        "said": said,
        "hint": hint,
        "warning": warning,
        "about": about,
        "danger": danger,
        "many": form.is_multipart(),
    }
    return render(request, "ui/act.html", context, status=status if says_status else 200)


@dataclass(frozen=True, slots=True)
class Act:
    """Something that may be done with a record: the right it needs, the states it may be done in, its form, what it does. `hint` may be
    made from the record; `about` draws what the act will do.
    """

    label: Any
    action: str
    states: tuple[str, ...]
    form: Callable[[HttpRequest, Any], forms.BaseForm]
    run: Callable[[HttpRequest, Any, dict[str, Any]], object]
    done: Any
    button: Any = ""
    hint: Any = ""
    danger: bool = False
    to: Callable[[Any], str] | None = None
    about: Callable[[HttpRequest, Any], str] | None = None


def act_from(
    request: HttpRequest,
    acts: Mapping[str, Act],
    slug: str,
    load: Callable[[str], Any],
    *,
    back: Callable[[Any], tuple[Any, str]],
    said: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """One of a table of acts, by the tail of its address, with the record that `load` gives to who has the right. Raises NotFound."""
    one = acts.get(slug)
    if one is None:
        raise NotFound("Không có việc này.")
    found = load(one.action)
    return act(
        request,
        one.form(request, found),
        lambda data: one.run(request, found, data),
        title=one.label,
        button=one.button,
        back=back(found),
        done=one.done,
        said=said(found) if said is not None else "",
        hint=one.hint(found) if callable(one.hint) else one.hint,
        about=one.about(request, found) if one.about is not None else "",
        danger=one.danger,
        to=one.to,
    )


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: what was posted, None while it is only shown."""
    return request.POST if request.method == "POST" else None


def posted_files(request: HttpRequest) -> Any:
    return request.FILES if request.method == "POST" else None
