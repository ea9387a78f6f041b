"""Templates as packages declare them, and the purposes by which people choose what reaches them. Pure; filled in `apps.py`."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass

from motcua.kernel.errors import N_
from motcua.kernel.registries import Registry
from motcua.messages.rules import short as short_
from motcua.messages.rules.short import LONGEST_SMS_WORDING, LONGEST_TEMPLATE_ID, LONGEST_ZNS, Short
from motcua.messages.rules.wording import read


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why messages are sent. `label` and `hint` are gettext keys.

    A `required` one cannot be switched off in the product: it asks for work that somebody answers for. E-mail of it still can. An
    `outward` one is of messages to people outside the house alone: officers are not asked about it.
    """

    label: str
    hint: str = ""
    required: bool = False
    outward: bool = False


purposes: Registry[Purpose] = Registry("purposes of messages")


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a template: what it stands for (a gettext key) and a sample value, with which the template is previewed."""

    label: str
    sample: object


@dataclass(frozen=True, slots=True)
class Texts:
    """The four texts of a template's letter and, where it goes to people outside the house, what is said in short."""

    subject_vi: str
    body_vi: str
    subject_en: str
    body_en: str
    short: Short = dataclasses.field(default_factory=Short)

    def of(self, language: str) -> tuple[str, str]:
        return (self.subject_en, self.body_en) if language == "en" else (self.subject_vi, self.body_vi)

    @property
    def fingerprint(self) -> str:
        """Changes when an upgrade changes a shipped text, so that wordings made after the old one are reviewed."""
        parts = [self.subject_vi, self.body_vi, self.subject_en, self.body_en]
        if self.short != Short():
            parts += [str(part) for part in astuple(self.short)]
        return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class TemplateDeclaration:
    """A message that a package sends. `key` is `package.name`; `title` a gettext key; `variables` the only ones its texts may name.

    `digest`: e-mails of it wait for the next morning's digest (reminders, news). The others go out in working time; a message that
    `notify(urgent=True)` sends, at any hour outside the quiet ones. `solicited`: the person is waiting for it (a link they asked
    for): at once, whatever the hour, also to an address not yet verified.

    `short`: the template goes to people outside the house (`services.outward.send_to_addresses`), by letter and with these words by
    text message and Zalo; which channel is tried first is the installation's rule.
    """

    key: str
    title: str
    purpose: str
    variables: Mapping[str, Variable]
    subject_vi: str
    body_vi: str
    subject_en: str
    body_en: str
    digest: bool = False
    solicited: bool = False
    short: Short | None = None

    @property
    def texts(self) -> Texts:
        return Texts(self.subject_vi, self.body_vi, self.subject_en, self.body_en, self.short or Short())

    @property
    def outward(self) -> bool:
        return self.short is not None

    def faults(self, texts: Texts) -> dict[str, tuple[str, str]]:
        """What is wrong with texts for this template, by field: (error as gettext key, the part that is meant)."""
        found: dict[str, tuple[str, str]] = {}
        for field in ("subject_vi", "body_vi", "subject_en", "body_en"):
            if fault := self._fault(field, getattr(texts, field)):
                found[field] = fault
        return found | self._short_faults(texts.short)

    def _short_faults(self, said: Short) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        if not self.outward:
            return {} if said == Short() else {"sms_vi": (N_("Mẫu này chỉ gửi cho cán bộ, không gửi tin ngắn."), "")}
        for field in short_.TEXTS:
            text = getattr(said, field)
            if text and (fault := self._fault(field, text)):
                found[field] = fault
            elif len(text) > (most := LONGEST_ZNS if field.startswith("zns") else LONGEST_SMS_WORDING):
                found[field] = N_("Dài quá {names} ký tự."), str(most)
        if said.sms_en and not said.sms_vi:
            found.setdefault("sms_vi", (N_("Ghi cả lời tiếng Việt."), ""))
        for language in ("vi", "en"):
            number, text = getattr(said, f"zns_template_{language}"), getattr(said, f"zns_{language}")
            if number and not text:
                found.setdefault(f"zns_{language}", (N_("Chép lời của mẫu mà nhà cung cấp đã duyệt."), ""))
            if len(number) > LONGEST_TEMPLATE_ID or not (
                (number.isascii() and number.replace("-", "").isalnum()) or not number
            ):
                found[f"zns_template_{language}"] = N_("Số mẫu chỉ gồm chữ, số và dấu gạch ngang."), ""
        return found | self._parameter_faults(said)

    def _parameter_faults(self, said: Short) -> dict[str, tuple[str, str]]:
        try:
            wanted = short_.parameters(said.zns_parameters, ())
        except ValueError as wrong:
            return {"zns_parameters": (N_("Mỗi dòng viết như: ten_khach = name. Sai ở dòng: {names}"), str(wrong))}
        if unknown := sorted(set(wanted.values()) - self.variables.keys()):
            return {
                "zns_parameters": (N_("Mẫu này không có biến {names}."), ", ".join(f"{{{name}}}" for name in unknown))
            }
        return {}

    def _fault(self, field: str, text: str) -> tuple[str, str] | None:
        if not text.strip():
            return N_("Ghi nội dung."), ""
        if field.startswith("subject") and "\n" in text.strip():
            return N_("Tiêu đề chỉ gồm một dòng."), ""
        met = read(text)
        if met.stray:
            return N_("Có dấu ngoặc nhọn đứng lẻ; muốn in dấu ngoặc nhọn thì viết hai lần."), ""
        if unknown := sorted(met.names - self.variables.keys()):
            return N_("Mẫu này không có biến {names}."), ", ".join(f"{{{name}}}" for name in unknown)
        return None


declarations: Registry[TemplateDeclaration] = Registry("message templates")


def officers_purposes() -> dict[str, Purpose]:
    """Those that officers choose among."""
    return {key: purpose for key, purpose in purposes.items() if not purpose.outward}


def outward_purposes() -> dict[str, Purpose]:
    """Those of messages to people outside the house."""
    used = {declaration.purpose for declaration in declarations if declaration.outward}
    return {key: purpose for key, purpose in purposes.items() if purpose.outward or key in used}


def declare(declaration: TemplateDeclaration) -> TemplateDeclaration:
    """Make a template known. Raises ValueError for what only a programming error can cause: bad texts, an unknown purpose."""
    if declaration.purpose not in purposes:
        raise ValueError(f"template {declaration.key!r}: no purpose {declaration.purpose!r}")
    if wrong := declaration.faults(declaration.texts):
        raise ValueError(f"template {declaration.key!r}: {wrong}")
    return declarations.register(declaration.key, declaration)


PURPOSES: dict[str, Purpose] = {
    "reminder": Purpose(N_("Nhắc hạn"), N_("Trước và sau hạn của việc bạn phụ trách."), required=True),
    "escalation": Purpose(N_("Báo cáo lãnh đạo việc quá hạn"), required=True),
    "assignment": Purpose(N_("Giao việc, phân công, bàn giao"), required=True),
    "approval": Purpose(N_("Trình duyệt, trình ký"), required=True),
    "difficulty": Purpose(N_("Khó khăn, vướng mắc và ý kiến chỉ đạo"), required=True),
    "discussion": Purpose(N_("Trao đổi, nhắc tên")),
    "news": Purpose(N_("Thông tin để biết")),
    "account": Purpose(N_("Tài khoản và cách nhận thông báo"), required=True),
}
"""The purposes this package brings along; others may be added with `purposes.register`."""
