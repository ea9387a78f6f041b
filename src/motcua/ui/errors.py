"""What an error says to a person, in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext

from motcua.kernel.errors import AppError, FieldError


def text_of(error: AppError | FieldError) -> str:
    """The sentence of the error: its Vietnamese template translated, then filled.

    A parameter that is itself an error or a lazy text is shown as its own sentence. A translation that names a parameter the
    error does not have falls back to the source sentence: a wrong translation must not hide the message.
    """
    params = {
        key: text_of(value) if isinstance(value, AppError | FieldError) else value
        for key, value in error.params.items()
    }
    translated = gettext(error.template)
    if not params:
        return translated
    try:
        return translated.format(**params)
    except (KeyError, IndexError, ValueError):
        return str(error)
