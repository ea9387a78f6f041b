"""The electronic form of the procedure on a page where something is filed: drawn, read, its errors told at their fields."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from motcua.dossiers.queries.answering import PATH, Answered, answered, places_for
from motcua.kernel.errors import FieldError, Invalid
from motcua.procedures.eforms.posted import PREFIX, answers_posted, rows_changed
from motcua.procedures.queries.eforms import form_of
from motcua.procedures.queries.form_fields import Part, drawn
from motcua.ui.errors import text_of


class Questions:
    """What is asked, with what was `posted` (None: the page is only shown). `kept`: answers that stand there before; `holder`: what is
    known of whoever files.
    """

    def __init__(self, eform: Any, posted: Any, kept: dict[str, Any] | None = None, *, holder: Any = None) -> None:
        self.eform, self.holder = eform, holder
        self.form = form_of(eform) if eform is not None else None
        self.is_bound = posted is not None and self.form is not None
        self.said: dict[str, Any] = dict(kept or {})
        self.more_or_less = False
        self.errors: tuple[FieldError, ...] = ()
        if self.is_bound and self.form is not None:
            self.said = answers_posted(self.form, posted)
            changed = rows_changed(self.form, self.said, posted)
            self.more_or_less = changed is not None
            self.said = self.said if changed is None else changed
            self.errors = () if self.more_or_less else _own(self.answered.wrong)

    def __bool__(self) -> bool:
        return self.form is not None

    @cached_property
    def answered(self) -> Answered:
        return (
            answered(self.eform, self.said, self.holder, written=True)
            if self.is_bound
            else Answered(self.eform, self.said)
        )

    @cached_property
    def places(self) -> dict[str, str]:
        return places_for(self.form) if self.form is not None else {}

    @property
    def sections(self) -> list[Part]:
        if self.form is None:
            return []
        calculated = self.answered.calculated if self.is_bound else {}
        return drawn(self.form, self.said, self.errors, calculated=calculated, places=self.places)

    @property
    def links(self) -> list[tuple[str, str]]:
        """For the summary of errors: where each one stands, and its sentence with what is asked there."""
        fields = self.form.fields() if self.form is not None else {}
        found = []
        for error in self.errors:
            name = ".".join(part for part in error.field.split(".") if not part.isdecimal())
            label = f"{fields[name].label}: " if name in fields else ""
            found.append((f"#{PREFIX}-{error.field.replace('.', '-')}", f"{label}{text_of(error)}"))
        return found

    def without(self, error: Invalid) -> Invalid:
        """The refusal without what is said of the answers, which is kept to be told at its fields."""
        rest = tuple(one for one in error.errors if not one.field.startswith(f"{PATH}."))
        if len(rest) < len(error.errors):
            self.errors = _own(one for one in error.errors if one not in rest)
        return Invalid(error.template, errors=rest, code=error.code, **dict(error.params))


def _own(errors: Any) -> tuple[FieldError, ...]:
    return tuple(FieldError(error.field.removeprefix(f"{PATH}."), error.template, error.params) for error in errors)
