"""How a template reads with its sample values: made by the same functions as what is sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from motcua.kernel.errors import FieldError, Invalid
from motcua.messages.queries.letters import content_of
from motcua.messages.queries.wordings import LANGUAGES, said, sample_context, shown
from motcua.messages.rules.declarations import TemplateDeclaration, Texts
from motcua.messages.rules.letters import Letter, compose

SAMPLE_PATH = "/desk/"


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter in one language, with sample values."""

    language: str
    label: str
    letter: Letter


@dataclass(frozen=True, slots=True)
class ShownVariable:
    name: str
    label: str
    sample: str


def previews_of(declaration: TemplateDeclaration, texts: Texts) -> list[Preview]:
    """The letters of texts that fit the template, Vietnamese first."""
    found = []
    for language, label in zip(LANGUAGES, ("Tiếng Việt", "English"), strict=True):
        words = said(declaration, texts, sample_context(declaration), language)
        with translation.override(language):
            content = content_of(words, f"{settings.BASE_URL}{SAMPLE_PATH}")
        found.append(Preview(language, label, compose("", "", content, language)))
    return found


def checked_previews(declaration: TemplateDeclaration, texts: Texts) -> list[Preview]:
    """The same for texts as somebody typed them. Raises Invalid for what may not be saved either."""
    wrong = declaration.faults(texts)
    if wrong:
        errors = tuple(FieldError(f, fault, {"names": names} if names else {}) for f, (fault, names) in wrong.items())
        raise Invalid("Chưa xem trước được. Hãy sửa các ô được đánh dấu.", errors=errors)
    return previews_of(declaration, texts)


def variables_of(declaration: TemplateDeclaration) -> list[ShownVariable]:
    language = translation.get_language() or "vi"
    return [
        ShownVariable(name, gettext(variable.label), shown(variable.sample, language))
        for name, variable in declaration.variables.items()
    ]
