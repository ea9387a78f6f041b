"""One form for an entry of each part: what a person writes ⇄ the entry, without code and without loss.

How long a text may be is the content's to say (`content.bounds`), and told when the draft is saved.
"""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import NotFound
from motcua.kernel.workdays import Unit
from motcua.organisations.queries.units import unit_named
from motcua.procedures.content import (
    Agency,
    AgencyRole,
    Answer,
    Channel,
    ChannelKind,
    Component,
    Condition,
    Content,
    Fee,
    FeeKind,
    Given,
    Ground,
    Limit,
    Part,
    Result,
    Step,
)
from motcua.procedures.content.bounds import NAME
from motcua.procedures.queries import words

UNITS = {
    Unit.WORKING_DAY: _("ngày làm việc"),
    Unit.DAY: _("ngày"),
    Unit.HOUR: _("giờ làm việc"),
    Unit.MONTH: _("tháng"),
    Unit.SAME_DAY: _("trong ngày"),
}
_ALL_CHANNELS = [("", _("Mọi hình thức")), *words.CHANNELS.items()]


class _Text(forms.CharField):
    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")  # browsers send every end of line as CRLF


def _line(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=more.pop("required", False), **more)


def _text(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    return _Text(label=label, required=more.pop("required", False), widget=forms.Textarea(attrs={"rows": rows}), **more)


class EntryForm(forms.Form):
    """A row of a part's formset: `entry` is the dataclass it writes. A field without an input is a fault that a test finds."""

    entry: ClassVar[Any]

    def written(self) -> Any:
        """The entry. Call when valid and not empty."""
        names = [f.name for f in fields(self.entry)]
        return self.entry(**{name: self.value_of(name, self.cleaned_data[name]) for name in names})

    @classmethod
    def initial_of(cls, entry: Any) -> dict[str, Any]:
        return {f.name: cls.shown(f.name, getattr(entry, f.name)) for f in fields(entry)}

    @classmethod
    def shown(cls, name: str, value: Any) -> Any:  # noqa: ARG003 - for forms whose fields differ from the entry's
        return value.value if isinstance(value, StrEnum) else value

    def value_of(self, name: str, value: Any) -> Any:  # noqa: ARG002 - as above
        return value


class StepForm(EntryForm):
    entry = Step
    together = (("label", "actor"),)
    label = _line(_("Tên bước"), help_text=_("Ví dụ: Bước 1"))
    actor = _line(_("Ai làm"), help_text=_("Người nộp, bộ phận một cửa, cơ quan giải quyết"))
    text = _text(_("Nội dung"), required=True)


class ChannelForm(EntryForm):
    entry = Channel
    kind = forms.TypedChoiceField(
        label=_("Hình thức"), choices=list(words.CHANNELS.items()), coerce=ChannelKind, initial=ChannelKind.DIRECT
    )
    description = _text(_("Mô tả, nơi nộp"))


class ComponentForm(EntryForm):
    entry = Component
    together = (("code", "case"), ("given", "originals", "copies"), ("forms", "database"))
    name = _text(_("Tên giấy tờ"), 2, required=True)
    code = _line(_("Mã giấy tờ"), help_text=_("Giữ nguyên qua các phiên bản. Bỏ trống: hệ thống cho mã."))
    case = _line(_("Trường hợp"), help_text=_("Bỏ trống: ai cũng cần."))
    given = forms.TypedChoiceField(
        label=_("Cách nộp"), choices=list(words.GIVEN.items()), coerce=Given, initial=Given.ORIGINAL
    )
    originals = forms.IntegerField(label=_("Bản chính"), min_value=0, max_value=99, required=False)
    copies = forms.IntegerField(label=_("Bản sao"), min_value=0, max_value=99, required=False)
    database = _line(
        _("Dữ liệu đã có ở"),
        help_text=_("Tên cơ sở dữ liệu đã kết nối; khi có thì không được yêu cầu người dân nộp."),
    )
    required = forms.BooleanField(label=_("Luôn phải có"), required=False, initial=True)
    note = _text(_("Ghi chú"), 2)
    forms = _text(
        _("Biểu mẫu"), 2, help_text=_("Tên tệp hoặc tên mẫu, mỗi mẫu một dòng.")
    )  # last: it hides the module's name
    field_order = ("name", "code", "case", "given", "originals", "copies", "forms", "database", "required", "note")

    @classmethod
    def shown(cls, name: str, value: Any) -> Any:
        return "\n".join(value) if name == "forms" else super().shown(name, value)

    def value_of(self, name: str, value: Any) -> Any:
        match name:
            case "forms":
                return tuple(line.strip() for line in value.splitlines() if line.strip())
            case "originals" | "copies":
                return value or 0
            case _:
                return value


class LimitForm(EntryForm):
    entry = Limit
    together = (("value", "unit"), ("channel", "case"), ("start", "note"))
    value = forms.DecimalField(label=_("Thời hạn"), min_value=0, max_digits=8, decimal_places=2, required=False)
    unit = forms.TypedChoiceField(label=_("Đơn vị"), choices=list(UNITS.items()), coerce=Unit, initial=Unit.WORKING_DAY)
    channel = forms.ChoiceField(label=_("Hình thức"), choices=_ALL_CHANNELS, required=False)
    case = _line(_("Trường hợp"))
    start = _line(_("Tính từ"), help_text=_("Ví dụ: ngày nhận đủ hồ sơ hợp lệ"))
    note = _line(_("Ghi chú"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("unit") != Unit.SAME_DAY and not data.get("value") and "value" not in self.errors:
            self.add_error("value", _("Hãy ghi số ngày, giờ hoặc tháng."))
        return data

    def value_of(self, name: str, value: Any) -> Any:
        match name:
            case "channel":
                return ChannelKind(value) if value else None
            case "value":
                return plain(value if value is not None else Decimal(0))
            case _:
                return value


class FeeForm(EntryForm):
    entry = Fee
    together = (("kind", "amount", "currency", "per"), ("channel", "case"), ("exempt", "note"))
    kind = forms.TypedChoiceField(
        label=_("Loại"), choices=list(words.FEES.items()), coerce=FeeKind, initial=FeeKind.FEE
    )
    amount = forms.DecimalField(
        label=_("Mức"),
        min_value=0,
        max_digits=15,
        decimal_places=2,
        help_text=_("0: miễn phí. Viết liền, không dấu chấm."),
    )
    currency = _line(_("Tiền"), initial="VND", required=True)
    per = _line(_("Tính theo"), help_text=_("lần, giấy phép, hồ sơ"))
    channel = forms.ChoiceField(label=_("Hình thức"), choices=_ALL_CHANNELS, required=False)
    case = _line(_("Trường hợp"))
    exempt = _line(_("Miễn, giảm"))
    note = _line(_("Ghi chú"))

    def value_of(self, name: str, value: Any) -> Any:
        match name:
            case "channel":
                return ChannelKind(value) if value else None
            case "amount":
                return plain(value)
            case "currency":
                return value.upper()
            case _:
                return value


class AgencyForm(EntryForm):
    entry = Agency
    together = (("role", "unit"),)
    role = forms.TypedChoiceField(
        label=_("Vai trò"), choices=list(words.ROLES.items()), coerce=AgencyRole, initial=AgencyRole.COMPETENT
    )
    unit = _line(_("Mã đơn vị"), help_text=_("Khi là đơn vị trong hệ thống, ví dụ bql-kcn."))
    name = _line(_("Tên cơ quan"), required=True)

    def clean_unit(self) -> str:
        code = str(self.cleaned_data["unit"])
        try:
            return unit_named(code).code if code else ""
        except NotFound as error:
            raise forms.ValidationError(_("Không có đơn vị mang mã này.")) from error


class ResultForm(EntryForm):
    entry = Result
    together = (("code", "months"),)
    name = _text(_("Kết quả"), 2, required=True)
    code = _line(_("Mã kết quả"))
    months = forms.IntegerField(label=_("Hiệu lực (tháng)"), min_value=1, max_value=1200, required=False)
    validity = _line(_("Thời hạn hiệu lực bằng lời"))
    negative = forms.BooleanField(label=_("Là văn bản từ chối"), required=False)


class ConditionForm(EntryForm):
    entry = Condition
    text = _text(_("Yêu cầu, điều kiện"), required=True)


class GroundForm(EntryForm):
    entry = Ground
    together = (("number", "article"), ("issued_on", "issuer"))
    number = _line(_("Số, ký hiệu"), help_text=_("Ví dụ 61/2018/NĐ-CP"))
    article = _line(_("Điều, khoản"), help_text=_("Ví dụ: Điều 12 khoản 3"))
    title = _text(_("Trích yếu"), 2)
    issued_on = _line(_("Ngày ban hành"))
    issuer = _line(_("Cơ quan ban hành"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("number") and not data.get("title"):
            self.add_error("number", _("Hãy ghi số, ký hiệu hoặc trích yếu."))
        return data


ENTRIES: dict[str, type[EntryForm]] = {
    Part.STEPS: StepForm,
    Part.CHANNELS: ChannelForm,
    Part.COMPONENTS: ComponentForm,
    Part.LIMITS: LimitForm,
    Part.AGENCIES: AgencyForm,
    Part.RESULTS: ResultForm,
    Part.FEES: FeeForm,
    Part.CONDITIONS: ConditionForm,
    Part.GROUNDS: GroundForm,
}
"""Parts that are lists of entries."""


class GeneralForm(forms.Form):
    """What stands over the parts."""

    together = (("decision", "sets"),)
    name = _text(_("Tên thủ tục"), 2, required=True)
    field = _line(_("Lĩnh vực"))
    levels = forms.MultipleChoiceField(
        label=_("Cấp thực hiện"),
        choices=list(words.LEVELS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_names = _text(_("Tên gọi khác"), 2, help_text=_("Người dân gọi thế nào; mỗi tên một dòng."))
    keywords = _text(_("Từ khóa"), 2, help_text=_("Mỗi từ khóa một dòng."))
    decision = _line(_("Quyết định công bố"))
    sets = forms.IntegerField(label=_("Số bộ hồ sơ"), min_value=1, max_value=20, required=False)
    related = _text(_("Thủ tục liên quan"), 2, help_text=_("Mã hoặc tên, mỗi thủ tục một dòng."))
    description = _text(_("Mô tả"), 3)

    LINES = ("other_names", "keywords", "related")

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        told = {name: getattr(content, name) for name in cls.base_fields}
        told |= {name: "\n".join(told[name]) for name in cls.LINES}
        return told | {"levels": [level.value for level in content.levels]}

    def written(self) -> dict[str, Any]:
        from motcua.procedures.content import Level

        data = dict(self.cleaned_data)
        for name in self.LINES:
            data[name] = tuple(line.strip() for line in data[name].splitlines() if line.strip())
        return data | {
            "levels": tuple(Level(level) for level in data["levels"]),
            "name": " ".join(data["name"].split()),
        }


class AudienceForm(forms.Form):
    """Who carries the procedure out."""

    audiences = forms.MultipleChoiceField(
        label=_("Đối tượng thực hiện"),
        choices=list(words.AUDIENCES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class LeftForm(forms.Form):
    """Beside every part: which unsorted words are still kept, whether a part "if any" exists, and in sight of what one writes."""

    seen = forms.CharField(widget=forms.HiddenInput)
    kept = forms.MultipleChoiceField(
        label=_("Còn giữ là «chưa cấu trúc»"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Bỏ chọn những lời đã xếp hết vào các mục."),
    )
    answer = forms.ChoiceField(
        choices=[(Answer.UNANSWERED, _("Chưa trả lời")), (Answer.YES, _("Có")), (Answer.NO, _("Không"))],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, unread: list[str], asked: Part | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept: Any = self.fields["kept"]
        kept.choices = [(str(place), text) for place, text in enumerate(unread)]
        if not unread:
            del self.fields["kept"]
        if asked is None:
            del self.fields["answer"]
        else:
            question = gettext("Thủ tục này có phần «{part}» không?")
            self.fields["answer"].label = question.format(part=words.PARTS[asked])


class NewProcedureForm(forms.Form):
    """A procedure of the province's own."""

    code = _line(
        _("Mã thủ tục"),
        max_length=40,
        required=True,
        help_text=_("Như quyết định sẽ ghi: 1.001612 hoặc 1.001612.000.00.00.H19"),
    )
    name = _text(_("Tên thủ tục"), 2, required=True, max_length=NAME)
    field = _line(_("Lĩnh vực"), max_length=300)
    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=[("public", _("Thủ tục hành chính")), ("internal", _("Thủ tục hành chính nội bộ"))],
        widget=forms.RadioSelect,
        initial="public",
    )


def plain(value: Decimal) -> Decimal:
    """20 and not 20.00, so that equal amounts have one stored form."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
