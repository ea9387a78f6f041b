"""Forms of the product: every Django form, a library's too, is drawn in our design by `Renderer` (setting FORM_RENDERER).

`{{ form }}` draws all fields, `{{ form.name.as_field_group }}` one, `{% error_summary form %}` what is wrong, first on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import django.forms
from django import forms
from django.forms.boundfield import BoundField as DjangoBoundField
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Input
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.translation import gettext, gettext_lazy

from motcua.kernel.errors import Invalid, Stale
from motcua.ui import formats
from motcua.ui.errors import text_of
from motcua.ui.lists.filters import parse_day

if TYPE_CHECKING:
    from django.http import QueryDict

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.HiddenInput, ""),
    (forms.FileInput, "govuk-file-upload"),
    (forms.PasswordInput, "govuk-input govuk-password-input__input govuk-js-password-input-input"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (Input, "govuk-input"),
)
"""The class of each kind of input; the first that fits."""


class BoundField(DjangoBoundField):
    """A field that knows the classes of our design; `aria-describedby` and `aria-invalid` are Django's own."""

    def build_widget_attrs(self, attrs: Any, widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        base = next((name for kind, name in CLASSES if isinstance(widget, kind)), "")
        if base:
            first = base.split()[0]
            wrong = f" {first}--error" if self.errors and "__" not in first else ""
            built["class"] = f"{base}{wrong} {widget.attrs.get('class', '')}".strip()
        return built

    @property
    def is_checkbox(self) -> bool:
        """One box: its label stands beside it, not above."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_optional(self) -> bool:
        """Whether it may always be left out. What another choice asks for (`shown_when`) is told by its hint, not by this word; nor is it
        said of each field of a row (`tells_optional` false), whose page says once that rows may stay empty.
        """
        told = getattr(self.form, "tells_optional", True)
        return told and not self.field.required and self.name not in getattr(self.form, "shown_when", {})

    @property
    def first_input_id(self) -> str:
        """Where the error summary leads: the input itself, or the first of a group."""
        return f"{self.id_for_label or self.auto_id}" if not self.use_fieldset else f"{self.auto_id}_0"


class Renderer(DjangoTemplates):
    """Draws forms with `ui/forms/*.html`, before Django's own templates."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"
    bound_field_class = BoundField

    @cached_property
    def engine(self) -> Backend:
        ours = Path(__file__).parent / "templates"
        options = {"builtins": ["motcua.ui.templatetags.ui"]}
        django_own = Path(django.forms.__file__).parent / "templates"
        return Backend({"APP_DIRS": False, "DIRS": [ours, django_own], "NAME": "ui-forms", "OPTIONS": options})


class DayInput(forms.TextInput):
    """A day as people write it. Not `type=date`: browsers show that in their own order, and day and month must not be swapped."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10", **(attrs or {})}
        )

    def format_value(self, value: Any) -> str | None:
        return formats.short_date(value) if isinstance(value, date) else super().format_value(value)


class DayField(forms.DateField):
    """`20/11/2026`; dashes, dots and the ISO form are understood too."""

    widget = DayInput
    default_error_messages = {"invalid": gettext_lazy("Ngày chưa đúng. Hãy viết như 20/11/2026.")}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        day = parse_day(str(value).strip())
        if day is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class UploadInput(forms.ClearableFileInput):
    """A file with drop area, name, size and progress. `limit` in bytes is told before sending; the server checks again."""

    template_name = "ui/forms/upload.html"

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, accept: str = "", limit: int = 0, many: bool = False
    ) -> None:
        super().__init__({"accept": accept, "data-upload-limit": str(limit), **(attrs or {})} if accept else attrs)
        self.limit = limit
        self.allow_multiple_selected = many
        if many:
            self.attrs["multiple"] = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"limit": self.limit}


def told_again(form: forms.BaseForm, version: int, error: Stale) -> int:
    """The record was saved meanwhile: say by whom, keep what was typed, and take the next try as made in sight of `version`.

    Returns the status of the answer.
    """
    typed = cast("QueryDict", form.data).copy()  # what a posted form holds
    typed[form.add_prefix("version")] = str(version)
    form.data = typed
    form.add_error(None, still_typed(error))
    return error.status


def still_typed(error: Stale) -> str:
    """What is said to somebody whose words were not saved, and stand in the form."""
    kept = gettext("Những gì bạn gõ vẫn còn dưới đây; lưu lại nếu vẫn cần.")
    return f"{text_of(error)} {kept}"


def add_errors(form: forms.BaseForm, error: Invalid, fields: Mapping[str, str] | None = None) -> None:
    """Show a service's refusal in the form: each named field its own sentence, the rest above. `fields` maps names that differ."""
    names = fields or {}
    for one in error.errors:
        name = names.get(one.field, one.field)
        form.add_error(name if name in form.fields else None, text_of(one))
    if not error.errors:
        form.add_error(None, text_of(error))


def error_links(form: forms.BaseForm) -> list[tuple[str, str]]:
    """(address within the page, sentence) of each error, in the order of the fields; the form's own errors lead nowhere."""
    links = [("", str(text)) for text in form.non_field_errors()]
    for bound in form:
        target = bound.first_input_id if isinstance(bound, BoundField) else bound.auto_id
        links += [(f"#{target}", f"{bound.label}: {text}") for text in bound.errors]
    return links
