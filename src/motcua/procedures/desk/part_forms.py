"""The page of one part of a draft: its formset or form, what was typed, and the content that comes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.forms import formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Invalid, Stale
from motcua.procedures.content import Answer, Audience, Content, Part
from motcua.procedures.forms.parts import (
    ENTRIES,
    AudienceForm,
    EntryForm,
    GeneralForm,
    LeftForm,
)
from motcua.procedures.queries.grounds import ground_of
from motcua.procedures.queries.sections import IF_ANY
from motcua.ui.errors import text_of
from motcua.ui.forms import still_typed
from motcua.ui.lists.filters import parse_whole

MORE = 3
"""Empty rows that are offered, and that «Thêm dòng» adds."""
_PREFIX = "muc"


class Rows(forms.BaseFormSet):  # type: ignore[type-arg]  # generic at check time only
    """Entries in the order of the boxes «Thứ tự»; what is ticked «Bỏ» is left out."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "ORDER" in form.fields:
            form.fields["ORDER"].label = _("Thứ tự")
            form.fields["ORDER"].widget.attrs["class"] = "govuk-input--width-3"
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Bỏ mục này")


class PartPage:
    """`left`: what stands beside every part; `form`: the part that is one form; `rows`: the part that is a list."""

    def __init__(self, key: str, content: Content, *, seen: str) -> None:
        self.key, self.content, self.seen = key, content, seen
        self.parts = (
            [Part.COMPONENTS, Part.FORMS] if key == Part.COMPONENTS else [Part(key)] if key in list(Part) else []
        )
        self.unread = [u for u in content.unread if u.part in self.parts]
        self.asked = next((part for part in self.parts if part in IF_ANY), None)
        self.extra: list[Any] = []
        self._bind(None)

    def take(self, data: QueryDict) -> None:
        """What was posted; «Thêm dòng» adds empty rows to it and judges nothing."""
        self.seen = data.get("seen", self.seen)
        if "them" in data:
            data = data.copy()
            name = f"{_PREFIX}-TOTAL_FORMS"
            data[name] = str((parse_whole(data.get(name)) or 0) + MORE)
        self._bind(data)

    def add_ground(self, user: Any, uid: str) -> None:
        """A further row that names a document of the library."""
        ground = ground_of(user, uid)
        if ground is not None and ground not in self.content.grounds:
            self.extra = [ground]
            self._bind(None)

    def is_valid(self) -> bool:
        checks = [part.is_valid() for part in (self.left, self.form, self.rows) if part is not None]
        return all(checks)

    def tell(self, refused: Invalid) -> None:
        """What the service refuses, each beside the field that it is about; `content.steps.2.text` is the text of the third row."""
        for one in refused.errors:
            part, *rest = one.field.removeprefix("content.").split(".")
            form, name = self.form or self.left, part
            if part == "answers":
                form, name = self.left, "answer"
            elif part == self.key and rest and self.rows is not None:
                form, name = self._ordered()[int(rest[0])], rest[1] if len(rest) > 1 else ""
            form.add_error(name if name in form.fields else None, text_of(one))
        if not refused.errors:
            self.left.add_error(None, text_of(refused))

    def written(self) -> Content:
        """The content with this part as it was typed."""
        changes: dict[str, Any] = {}
        if self.key in ENTRIES:
            entries = [form.written() for form in self._ordered()]
            changes[self.key] = tuple(entries)
        elif self.key == Part.AUDIENCES:
            changes["audiences"] = tuple(Audience(one) for one in self.form.cleaned_data["audiences"])
        else:
            changes |= self.form.written()
        kept = {int(place) for place in self.left.cleaned_data.get("kept", ())}
        dropped = [u for place, u in enumerate(self.unread) if place not in kept]
        changes["unread"] = tuple(u for u in self.content.unread if u not in dropped)
        if self.asked is not None:
            changes["answers"] = self._answers(Answer(self.left.cleaned_data.get("answer") or ""))
        return replace(self.content, **changes)

    def look_again(self, content: Content, seen: str, error: Stale) -> None:
        """It was saved meanwhile: what was typed stands, and is saved in sight of the new content next time."""
        data = self._data.copy() if self._data is not None else QueryDict(mutable=True)
        data["seen"] = seen
        self.content, self.seen = content, seen
        self.unread = [u for u in content.unread if u.part in self.parts]
        self._bind(data)
        self.left.is_valid()
        self.left.add_error(None, still_typed(error))

    @property
    def bound(self) -> list[Any]:
        """Forms whose errors stand over the page."""
        found = [self.left, self.form, *(self.rows.forms if self.rows is not None else ())]
        return [form for form in found if form is not None and form.is_bound]

    def _bind(self, data: QueryDict | None) -> None:
        self._data = data
        answer = self.content.answers.get(self.asked, Answer.UNANSWERED) if self.asked else ""
        initial = {"seen": self.seen, "kept": [str(n) for n in range(len(self.unread))], "answer": str(answer)}
        self.left = LeftForm(data, initial=initial, unread=[u.text for u in self.unread], asked=self.asked)
        self.form: Any = None
        self.rows: Any = None
        if self.key in ENTRIES:
            self.rows = self._formset(ENTRIES[self.key], data)
        elif self.key == Part.AUDIENCES:
            self.form = AudienceForm(data, initial={"audiences": [a.value for a in self.content.audiences]})
        else:
            self.form = GeneralForm(data, initial=GeneralForm.initial_of(self.content))

    def _formset(self, form: type[EntryForm], data: QueryDict | None) -> Any:
        entries = [*getattr(self.content, self.key), *self.extra]
        made: Any = formset_factory(
            form,
            formset=Rows,
            extra=1 if entries else MORE,
            can_order=True,
            can_delete=True,
            max_num=500,
            absolute_max=500,
        )
        return made(data, initial=[form.initial_of(entry) for entry in entries], prefix=_PREFIX)

    def _ordered(self) -> list[Any]:
        used = [f for f in self.rows.forms if f.cleaned_data and not f.cleaned_data.get("DELETE") and _is_filled(f)]
        places = {id(f): (f.cleaned_data.get("ORDER") or 10_000, n) for n, f in enumerate(used)}
        return sorted(used, key=lambda f: places[id(f)])

    def _answers(self, answer: Answer) -> dict[Part, Answer]:
        others = {part: said for part, said in self.content.answers.items() if part != self.asked}
        return others | ({self.asked: answer} if self.asked and answer != Answer.UNANSWERED else {})


def _is_filled(form: Any) -> bool:
    """A row that came from the content, or one in which something was typed."""
    return bool(form.has_changed() or form.initial)
