"""Templates and their wordings: what is sent, and how it reads with values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext

from motcua.kernel.errors import NotFound, Stale
from motcua.kernel.refs import Ref
from motcua.messages.models import Wording
from motcua.messages.rules.declarations import TemplateDeclaration, Texts, declarations
from motcua.messages.rules.short import Short, filled, parameters, without_marks
from motcua.messages.rules.wording import fill, one_line, read, several_lines
from motcua.messages.workflow import WordingState
from motcua.organisations.permissions import has_any_grant
from motcua.ui import formats

KIND = "message_template"
LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Said:
    """A message in one language, ready to be shown or sent: title of one line, body of several."""

    title: str
    body: str


def template_ref(key: str) -> Ref:
    return Ref(KIND, key)


def declaration_of(key: str) -> TemplateDeclaration:
    """Raises NotFound."""
    found = declarations.get(key)
    if found is None:
        raise NotFound("Không có mẫu thông báo này.", code="no_template")
    return found


def texts_in_force(keys: Iterable[str]) -> dict[str, Texts]:
    """What is sent for each template: the approved wording, else the shipped texts. One query."""
    wanted = list(keys)
    own = {w.template: w.texts for w in Wording.objects.filter(template__in=wanted, state=WordingState.APPROVED)}
    return {key: own.get(key) or declaration_of(key).texts for key in wanted}


def said(declaration: TemplateDeclaration, texts: Texts, context: Mapping[str, object], language: str) -> Said:
    """The texts with their values, as a person reads them in the language. Raises ValueError for a context that does not fit."""
    if missing := sorted(declaration.variables.keys() ^ context.keys()):
        raise ValueError(f"template {declaration.key!r}: missing or unknown in the context: {missing}")
    with translation.override(language):
        values = {name: shown(value, language) for name, value in context.items()}
    subject, body = texts.of(language)
    return Said(one_line(fill(subject, values)), several_lines(fill(body, values)))


@dataclass(frozen=True, slots=True)
class ShortSaid:
    """What is said in short in one language; empty where the template says nothing over the channel."""

    sms: str
    zns: str
    zns_template: str
    zns_parameters: Mapping[str, str]


def said_short(short: Short, context: Mapping[str, object], language: str) -> ShortSaid:
    """The short texts with their values. The context is one that `said` took."""
    with translation.override(language):
        values = {name: shown(value, language) for name, value in context.items()}
    text = short.sms(language)
    sms = several_lines(fill(text, values))
    number, zns = short.zns(language)
    wanted = parameters(short.zns_parameters, read(zns).names) if zns else {}
    return ShortSaid(
        sms if short.sms_marks else without_marks(sms), several_lines(fill(zns, values)), number, filled(wanted, values)
    )


def shown(value: object, language: str) -> str:
    """A value as people read it. Only plain values are taken: a record would show more than was meant."""
    match value:
        case None:
            return ""
        case bool():
            return gettext("có") if value else gettext("không")
        case str() | Promise():
            return str(value)
        case datetime():
            return formats.moment(value, language)
        case date():
            return formats.short_date(value, language)
        case int() | Decimal():
            return formats.number(value, language)
        case _:
            raise ValueError(f"not a plain value: {type(value).__name__}")


def sample_context(declaration: TemplateDeclaration) -> dict[str, object]:
    return {name: variable.sample for name, variable in declaration.variables.items()}


def wordings_of(key: str) -> list[Wording]:
    """All versions of an installation's own wording, newest first."""
    return list(Wording.objects.filter(template=key).order_by("-number"))


def draft_of(key: str) -> Wording | None:
    return Wording.objects.filter(template=key, state=WordingState.DRAFT).first()


def approved_of(key: str) -> Wording | None:
    return Wording.objects.filter(template=key, state=WordingState.APPROVED).first()


def draft_as_read(key: str, version: int) -> Wording:
    """The draft in the version that somebody saw. Raises Stale when it has been edited or decided since."""
    found = Wording.objects.filter(template=key, state=WordingState.DRAFT, version=version).first()
    if found is None:
        raise Stale("Bản soạn đã được sửa, duyệt hoặc bỏ từ lúc bạn mở. Hãy tải lại trang.")
    return found


def states_of(keys: Sequence[str]) -> dict[str, set[str]]:
    """The states of the wordings that stand or wait, by template. One query."""
    found: dict[str, set[str]] = {}
    rows = Wording.objects.filter(template__in=keys, state__in=[WordingState.DRAFT, WordingState.APPROVED])
    for key, state in rows.values_list("template", "state"):
        found.setdefault(key, set()).add(state)
    return found


def to_review() -> list[str]:
    """Templates whose own wording was made when the shipped texts were others, and that an upgrade has since changed."""
    rows = Wording.objects.filter(state=WordingState.APPROVED).order_by("template")
    return [
        w.template
        for w in rows
        if (known := declarations.get(w.template)) is None or known.texts.fingerprint != w.shipped_hash
    ]


def template_titles(keys: Sequence[str]) -> Mapping[str, str]:
    """For the subjects registry."""
    return {key: gettext(found.title) for key in keys if (found := declarations.get(key)) is not None}


def template_address(key: str) -> str:
    return reverse("messages:template", args=[key])


def readable_templates(user: Any, keys: Sequence[str]) -> set[str]:
    return set(keys) if has_any_grant(user, "messages.read_wording") else set()
