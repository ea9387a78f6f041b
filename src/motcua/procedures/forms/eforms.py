"""Forms with which electronic forms are built on the desk: a section, a field, a group, beginning, a file, the day of issue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.kernel.text import fold, nfc
from motcua.procedures.eforms import KIND_NAMES, Choice, Condition, EForm, Field, Group, Kind, Op, Section
from motcua.procedures.eforms.conditions import ALONE, FALSE, OP_NAMES, TRUE, meant, value_names
from motcua.procedures.eforms.editing import key_for
from motcua.procedures.eforms.kinds import CHOSEN, KNOWN_NAMES, ORDERED, WRITTEN, Known
from motcua.procedures.eforms.numbers import Unread
from motcua.procedures.eforms.typed import bound_of, plain_of, read_written, shown
from motcua.ui.forms import DayField, UploadInput

FILE_LIMIT = 1_000_000


class ConditionForm(forms.Form):
    """The last part of each form: where it is asked for. `fields_there` are those that a condition may look at, by name."""

    when_field = forms.ChoiceField(label=_("Chỉ hỏi nếu"), required=False)
    when_op = forms.ChoiceField(label=_("So sánh"), required=False, choices=[(op.value, _(OP_NAMES[op])) for op in Op])
    when_values = forms.CharField(
        label=_("Giá trị"),
        required=False,
        max_length=500,
        help_text=_("Như người dân sẽ điền; ô đánh dấu: có hoặc không; nhiều giá trị cách nhau bằng dấu chấm phẩy."),
    )

    def __init__(self, *args: Any, there: dict[str, Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.there = there
        chosen: Any = self.fields["when_field"]
        chosen.choices = [("", _("Luôn hỏi")), *((name, one.label) for name, one in there.items())]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["condition"] = None
        name = data.get("when_field")
        if name:
            one, op = self.there[name], Op(data.get("when_op") or Op.EQUALS)
            try:
                said = [] if op in ALONE else [part.strip() for part in data.get("when_values", "").split(";")]
                condition = Condition(name, op, tuple(_as_stored(one, part) for part in said if part))
                meant(condition, one)
                data["condition"] = condition
            except Unread as error:
                self.add_error("when_values", gettext(error.template).format(**error.params))
        return data


class SectionForm(ConditionForm):
    title = forms.CharField(label=_("Tên phần"), max_length=300)
    help = forms.CharField(
        label=_("Lời giải thích"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("title", "help", "when_field", "when_op", "when_values")


class GroupForm(ConditionForm):
    label = forms.CharField(label=_("Tên nhóm"), max_length=300, help_text=_("Ví dụ: Thành viên hộ gia đình"))
    help = forms.CharField(
        label=_("Lời giải thích"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    least = forms.IntegerField(label=_("Ít nhất mấy dòng"), min_value=0, max_value=200, initial=0)
    most = forms.IntegerField(label=_("Nhiều nhất mấy dòng"), min_value=1, max_value=200, initial=50)
    field_order = ("label", "help", "least", "most", "when_field", "when_op", "when_values")


class FieldForm(ConditionForm):
    label = forms.CharField(label=_("Tên trường"), max_length=300, help_text=_("Câu hỏi như người dân đọc"))
    kind = forms.ChoiceField(label=_("Kiểu"), choices=[(kind.value, _(KIND_NAMES[kind])) for kind in Kind])
    required = forms.BooleanField(label=_("Bắt buộc điền"), required=False)
    help = forms.CharField(
        label=_("Lời giải thích"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    choices = forms.CharField(
        label=_("Các lựa chọn"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một lựa chọn; chỉ cho kiểu chọn."),
    )
    low = forms.CharField(
        label=_("Nhỏ nhất, sớm nhất"),
        required=False,
        max_length=40,
        help_text=_("Cho số, ngày; với chữ là số chữ cái."),
    )
    high = forms.CharField(label=_("Lớn nhất, muộn nhất"), required=False, max_length=40)
    calculation = forms.CharField(
        label=_("Phép tính"),
        required=False,
        max_length=500,
        help_text=_(
            "Bỏ trống nếu người dân tự điền. Ví dụ: so_luong * don_gia; TỔNG(hang.thanh_tien); BẰNG_CHỮ(tong)."
        ),
    )
    known = forms.ChoiceField(
        label=_("Để trống thì lấy"),
        required=False,
        choices=[("", _("Không lấy sẵn")), *((one.value, _(KNOWN_NAMES[one])) for one in Known)],
    )
    field_order = (
        "label", "kind", "required", "help", "choices", "low", "high", "calculation", "known",
        "when_field", "when_op", "when_values",
    )  # fmt: skip

    def __init__(self, *args: Any, old: Field | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old = old

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "kind" not in data:
            return data
        kind = Kind(data["kind"])
        data["choices_said"] = _choices(data.get("choices", ""), self.old) if kind in CHOSEN else ()
        if kind in CHOSEN and not data["choices_said"]:
            self.add_error("choices", _("Ghi các lựa chọn, mỗi dòng một lựa chọn."))
        for name in ("low", "high"):
            try:
                data[name] = _bound(kind, data.get(name, ""))
            except Unread as error:
                self.add_error(name, gettext(error.template).format(**error.params))
        return data


class BeginFormForm(forms.Form):
    """From which form a new draft begins: the one in force, another procedure's, or a file."""

    case = forms.ChoiceField(label=_("Trường hợp"), required=False)
    copied = forms.ChoiceField(label=_("Bắt đầu từ"), required=False)
    file = forms.FileField(
        label=_("Hoặc từ tệp JSON"),
        required=False,
        widget=UploadInput(accept=".json", limit=FILE_LIMIT),
        max_length=300,
    )

    def __init__(self, *args: Any, cases: Sequence[str], sources: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Any = self.fields["case"]
        case.choices = [("", _("Mọi trường hợp")), *((one, one) for one in cases)]
        if not cases and not self.data.get("case"):
            del self.fields["case"]
        copied: Any = self.fields["copied"]
        copied.choices = [("", _("Tờ khai đang dùng của thủ tục, hoặc trang trắng nếu chưa có")), *sources]


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp JSON"),
        widget=UploadInput(accept=".json", limit=FILE_LIMIT),
        max_length=300,
        error_messages={"required": _("Hãy chọn tệp.")},
    )


class HeadingForm(forms.Form):
    title = forms.CharField(label=_("Tên tờ khai"), max_length=300)
    note = forms.CharField(
        label=_("Lời dặn ở đầu tờ khai"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class IssueFormForm(forms.Form):
    valid_from = DayField(label=_("Có hiệu lực từ"), error_messages={"required": _("Hãy ghi ngày.")})
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


def section_said(data: dict[str, Any]) -> Section:
    return Section(nfc(data["title"]), help=nfc(data["help"]), condition=data["condition"])


def group_said(data: dict[str, Any], key: str) -> Group:
    return Group(
        key,
        nfc(data["label"]),
        (),
        nfc(data["help"]),
        data["condition"],
        data["least"],
        max(data["most"], data["least"]),
    )


def field_said(data: dict[str, Any], key: str) -> Field:
    return Field(
        key,
        nfc(data["label"]),
        Kind(data["kind"]),
        data["required"] and not data["calculation"],
        nfc(data["help"]),
        data["choices_said"],
        data["condition"],
        nfc(data["calculation"]).strip(),
        data["low"],
        data["high"],
        Known(data["known"]) if data["known"] else None,
    )


def initial_of(part: Section | Group | Field, there: dict[str, Field]) -> dict[str, Any]:
    """What the form of a part shows first."""
    names = ("title", "label", "help", "kind", "required", "calculation", "known", "least", "most")
    found = {name: getattr(part, name) for name in names if hasattr(part, name)}
    if isinstance(part, Field):
        found["choices"] = "\n".join(choice.label for choice in part.choices)
        found |= {name: _bound_shown(part, getattr(part, name)) for name in ("low", "high")}
    if part.condition is not None and part.condition.field in there:
        one = there[part.condition.field]
        found |= {
            "when_field": part.condition.field,
            "when_op": part.condition.op.value,
            "when_values": "; ".join(value_names(part.condition, one)),
        }
    return found


def fields_there(form: EForm, group: str = "", own: str = "") -> dict[str, Field]:
    """Fields that a condition may look at from a place: those of the form, and of its own group."""
    found: dict[str, Field] = {}
    for name, one in form.fields().items():
        top, _dot, key = name.rpartition(".")
        if name != own and (not top or top == group):
            found[key] = one
    return found


def _as_stored(one: Field, text: str) -> str:
    if one.kind is Kind.BOOLEAN:
        return {"co": TRUE, "true": TRUE, "khong": FALSE, "false": FALSE}.get(fold(text), text)
    if one.kind in CHOSEN:
        return next((choice.key for choice in one.choices if fold(choice.label) == fold(text)), text)
    free = Field(one.key, one.label, one.kind)
    value = read_written(free, text) if one.kind in ORDERED else text
    return str(plain_of(value)) if value is not None else text


def _bound(kind: Kind, text: str) -> str:
    if not text.strip():
        return ""
    asked = Field("x", "x", Kind.INTEGER if kind in WRITTEN else kind)
    return str(plain_of(read_written(asked, text))) if kind in ORDERED | WRITTEN else text


def _bound_shown(one: Field, text: str) -> str:
    try:
        return shown(one, bound_of(one, text)) if text else ""
    except Unread:
        return text


def _choices(text: str, old: Field | None) -> tuple[Choice, ...]:
    """One of each line; a label that stood there keeps its key."""
    known = {choice.label: choice.key for choice in old.choices} if old else {}
    found: dict[str, str] = {}
    for line in text.splitlines():
        label = " ".join(nfc(line).split())
        if label and label not in found:
            found[label] = known.get(label) or key_for(label, {*found.values(), *known.values()})
    return tuple(Choice(key, label) for label, key in found.items())
