"""How a template reads with its sample values: made by the same functions as what is sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, ngettext

from motcua.kernel.errors import FieldError, Invalid
from motcua.messages.queries.letters import content_of, outward_content
from motcua.messages.queries.wordings import LANGUAGES, said, said_short, sample_context, shown
from motcua.messages.rules.declarations import TemplateDeclaration, Texts
from motcua.messages.rules.letters import Letter, compose
from motcua.messages.rules.short import LONGEST_ZNS, Coding, size_of

SAMPLE_PATH = "/desk/"
LANGUAGE_NAMES = ("Tiếng Việt", "English")


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
    for language, label in zip(LANGUAGES, LANGUAGE_NAMES, strict=True):
        words = said(declaration, texts, sample_context(declaration), language)
        with translation.override(language):
            link = f"{settings.BASE_URL}{SAMPLE_PATH}"
            content = outward_content(words) if declaration.outward else content_of(words, link)
        found.append(Preview(language, label, compose("", "", content, language)))
    return found


@dataclass(frozen=True, slots=True)
class ShortPreview:
    """What is said in short over one channel, with sample values, and how much room it takes."""

    language: str
    label: str
    text: str
    room: str
    remark: str


def short_previews_of(declaration: TemplateDeclaration, texts: Texts) -> list[ShortPreview]:
    """Text message and Zalo in both languages, as far as the template has words for them."""
    found = []
    for language, label in zip(LANGUAGES, LANGUAGE_NAMES, strict=True):
        short = texts.short.only(language)
        words = said_short(short, sample_context(declaration), language)
        if words.sms:
            head = gettext("Tin nhắn SMS, {language}").format(language=label)
            found.append(ShortPreview(language, head, words.sms, sms_room(words.sms), ""))
        if words.zns:
            head = gettext("Zalo ZNS, {language}").format(language=label)
            remark = "" if words.zns_template else gettext("Chưa ghi số mẫu đã được duyệt, nên chưa gửi qua Zalo.")
            room = gettext("{count} trên {most} ký tự").format(count=len(words.zns), most=LONGEST_ZNS)
            found.append(ShortPreview(language, head, words.zns, room, remark))
    return found


def sms_room(text: str) -> str:
    """«2 phần tin nhắn: 134 chỗ, có dấu (70 chỗ một phần, 67 khi có nhiều phần)»."""
    size = size_of(text)
    parts = ngettext("{count} phần tin nhắn", "{count} phần tin nhắn", size.parts).format(count=size.parts)
    if size.coding is Coding.GSM7:
        how = gettext("{places} chỗ, không dấu (160 chỗ một phần, 153 khi có nhiều phần)")
    else:
        how = gettext("{places} chỗ, có dấu (70 chỗ một phần, 67 khi có nhiều phần)")
    return f"{parts}: {how.format(places=size.places)}"


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
