"""Errors with messages for people.

A message is a Vietnamese template, which is also its gettext key; ``params`` fill it. Faces translate the template and fill it
(`ui.errors.text_of`); commands print ``str(error)``. Pure: no Django here, so that readers and engines raise the same errors everywhere.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for marking
    """Marks a text that reaches people through a name or a function, so that `tools/messages.py` collects it where it stands."""
    return text


class AppError(Exception):
    """Something a person can act on. `code` is stable and machine-readable; `str()` is the filled Vietnamese sentence."""

    code = "error"
    status = 400

    def __init__(self, template: str, /, *, code: str | None = None, **params: object) -> None:
        super().__init__(template)
        self.template = template
        self.params = params
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return self.template.format(**self.params) if self.params else self.template


class Refused(AppError):
    """What was asked is not possible in the present state (four eyes, closed period, wrong state)."""

    code = "refused"
    status = 409


class TransitionRefused(Refused):
    """The record is not (any more) in a state from which this step leads on."""

    code = "transition_refused"


class Forbidden(AppError):
    """The person may see the record but may not do this."""

    code = "forbidden"
    status = 403


class NotFound(AppError):
    """There is no such record, or the person may not know of it."""

    code = "not_found"
    status = 404


class Stale(AppError):
    """Somebody changed the record since it was read (`If-Match` does not hold)."""

    code = "stale"
    status = 412


class Unavailable(AppError):
    """A part that this needs is not installed or not running; the message says what to do."""

    code = "unavailable"
    status = 503


class Busy(Unavailable):
    """Somebody else is at what only one may do at a time. A job waits for its turn, which is no failed attempt."""

    code = "busy"


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong input: which field, what is wrong and what to do, as template and parameters."""

    field: str
    template: str
    params: dict[str, object] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.params) if self.params else self.template


class Invalid(AppError):
    """Input that cannot be taken as it is. `errors` names each field."""

    code = "invalid"
    status = 422

    def __init__(
        self, template: str, /, *, errors: tuple[FieldError, ...] = (), code: str | None = None, **params: object
    ) -> None:
        super().__init__(template, code=code, **params)
        self.errors = errors
