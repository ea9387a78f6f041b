"""HTML input of drafts, amendments, opinions, coverage and outreach. What is wrong is said by the services; forms only read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.plans.forms.work import WordsAsUnits
from motcua.plans.models import Consulted, Opinion
from motcua.plans.rules.corrections import COMPARATORS
from motcua.ui.forms import DayField

Choices = Sequence[tuple[str, Any]]


def _line(
    label: Any, *, required: bool = False, hint: Any = "", missing: Any = "", most: int = 1000
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        max_length=most,
        error_messages={"required": missing or _("Mục này không được để trống.")},
    )


def _text(label: Any, *, required: bool = False, rows: int = 3, hint: Any = "", missing: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing or _("Mục này không được để trống.")},
    )


def _year() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Năm của kế hoạch"),
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "required": _("Ghi năm."),
            "invalid": _("Ghi năm bằng bốn chữ số, như 2026."),
            "min_value": _("Ghi năm bằng bốn chữ số, như 2026."),
            "max_value": _("Ghi năm bằng bốn chữ số, như 2026."),
        },
    )


class Guarded(forms.Form):
    """A form that says which version of the record it was filled in on."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class BeginForm(forms.Form):
    unit = forms.ChoiceField(label=_("Đơn vị phụ trách kế hoạch"), error_messages={"required": _("Chọn đơn vị.")})
    issuer = forms.ChoiceField(label=_("Cơ quan ban hành"), error_messages={"required": _("Chọn cơ quan ban hành.")})
    title = _text(_("Trích yếu"), required=True, rows=2, missing=_("Ghi trích yếu."))
    year = _year()

    def __init__(self, *args: Any, units: Choices = (), issuers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].choices = units if len(units) == 1 else [("", _("Chọn đơn vị")), *units]
        fields["issuer"].choices = issuers if len(issuers) == 1 else [("", _("Chọn cơ quan")), *issuers]


class HeaderForm(Guarded):
    kind = _line(_("Loại văn bản"), required=True, most=100)
    title = _text(_("Trích yếu"), required=True, rows=2, missing=_("Ghi trích yếu."))
    issuer = _line(_("Cơ quan ban hành, như in trên văn bản"), most=300)
    place = _line(_("Địa danh"), most=200)
    year = _year()
    starts_on = DayField(label=_("Thực hiện từ ngày"), required=False, help_text=_("Bỏ trống: cả năm."))
    ends_on = DayField(label=_("Đến ngày"), required=False)
    signer_capacity = _line(_("Thẩm quyền, chức vụ người ký"), most=300)
    signer_name = _line(_("Người ký"), most=200)
    recipients = _text(_("Nơi nhận"), hint=_("Mỗi dòng một nơi."))

    def clean_starts_on(self) -> str | None:
        return _iso(self.cleaned_data.get("starts_on"))

    def clean_ends_on(self) -> str | None:
        return _iso(self.cleaned_data.get("ends_on"))


class SectionsForm(Guarded):
    text = _text(
        _("Đề cương và nội dung"),
        rows=18,
        hint=_(
            "Mỗi đề mục một dòng, như “I. MỤC ĐÍCH”, “1. Yêu cầu”, “a) …”; các dòng khác là nội dung của đề mục đứng trên."
        ),
    )


class TaskForm(Guarded):
    task = _text(_("Nhiệm vụ"), required=True, missing=_("Ghi nội dung nhiệm vụ."))
    lead = _line(_("Đơn vị chủ trì"), hint=_("Tên như trong văn bản; “Các phòng chuyên môn” cũng được."), most=2000)
    coordinators = _text(_("Đơn vị phối hợp"), rows=2, hint=_("Mỗi dòng một đơn vị."))
    schedule_text = _line(
        _("Thời gian thực hiện"), hint=_("Như trên văn bản: Quý II/2026; Trước ngày 30/6/2026; Thường xuyên.")
    )
    deliverable = _text(_("Kết quả, sản phẩm"), rows=2)
    goal = _text(_("Mục tiêu"), rows=2)
    no = _line(_("Số thứ tự"), most=40)
    section = _line(_("Phần"), hint=_("Như I, II.1"), most=40)
    section_title = _line(_("Tên phần"))

    def clean_coordinators(self) -> list[str]:
        return [line.strip() for line in str(self.cleaned_data["coordinators"]).splitlines() if line.strip()]


class TargetForm(Guarded):
    text = _text(_("Chỉ tiêu"), required=True, rows=2, missing=_("Ghi chỉ tiêu."))
    comparator = forms.ChoiceField(label=_("So sánh"), choices=[(c, c) for c in COMPARATORS])
    value = _line(_("Mức"), required=True, hint=_("Một con số, ví dụ 96 hoặc 99,5"), most=20, missing=_("Ghi mức."))
    unit = _line(_("Đơn vị tính"), required=True, most=40, missing=_("Ghi đơn vị tính, ví dụ %."))
    task_no = _line(_("Của nhiệm vụ số"), most=40)


class BaseForm(Guarded):
    words = _text(
        _("Căn cứ"),
        required=True,
        hint=_("Như trên văn bản, ví dụ: Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về …"),
        missing=_("Ghi căn cứ."),
    )


class DutyForm(Guarded):
    text = _text(_("Nội dung"), required=True, missing=_("Ghi nội dung chế độ báo cáo."))
    period = forms.ChoiceField(label=_("Kỳ"))
    to = _line(_("Gửi cho"))
    via = _line(_("Qua"))
    due_text = _line(_("Hạn gửi"))

    def __init__(self, *args: Any, periods: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["period"]
        field.choices = periods


class TopicForm(Guarded):
    text = _text(_("Nội dung tuyên truyền"), required=True, missing=_("Ghi nội dung."))


class ChannelForm(Guarded):
    text = _text(_("Hình thức, như trên văn bản"), required=True, rows=2, missing=_("Ghi hình thức."))
    channel = forms.ChoiceField(label=_("Loại hình thức"))

    def __init__(self, *args: Any, kinds: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["channel"]
        field.choices = kinds


class SubmitForm(Guarded):
    route = forms.ChoiceField(label=_("Tuyến trình"))
    opinion = _text(_("Ý kiến trình"))

    def __init__(self, *args: Any, routes: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["route"]
        field.choices = routes


class ReplaceForm(forms.Form):
    old = forms.ChoiceField(label=_("Kế hoạch được thay"), error_messages={"required": _("Chọn kế hoạch.")})

    def __init__(self, *args: Any, plans: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["old"]
        field.choices = [("", _("Chọn kế hoạch")), *plans]


class AmendForm(forms.Form):
    title = _text(_("Trích yếu"), required=True, rows=2, missing=_("Ghi trích yếu."))
    reason = _text(_("Lý do, căn cứ"), required=True, missing=_("Hãy ghi lý do."))


class AskForm(forms.Form):
    units = WordsAsUnits(label=_("Lấy ý kiến của"), error_messages={"required": _("Ghi ít nhất một đơn vị.")})
    due_on = DayField(label=_("Cho ý kiến trước ngày"), error_messages={"required": _("Hãy ghi ngày.")})
    note = _text(_("Nội dung cần cho ý kiến"))

    def __init__(self, *args: Any, issuer: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["units"]
        field.issuer = issuer


class AnswerForm(Guarded):
    """A unit's answer: agreement, or a comment on the whole and on single tasks."""

    answer = forms.ChoiceField(
        label=_("Trả lời"),
        choices=Consulted.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn thống nhất hoặc có ý kiến.")},
    )
    whole = _text(_("Ý kiến chung"))

    def __init__(self, *args: Any, items: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = [place for place, _words in items]
        for place, words in items:
            self.fields[self.name_of(place)] = _text(words, rows=2)

    @staticmethod
    def name_of(place: str) -> str:
        return "on" + place.replace("/", "-")

    def comments(self) -> list[tuple[str, str]]:
        """(place, words) of each comment; the empty place is the whole."""
        given = [("", self.cleaned_data["whole"])]
        given += [(place, self.cleaned_data[self.name_of(place)]) for place in self.places]
        return [(place, words) for place, words in given if words.strip()]


class VerdictForm(Guarded):
    verdict = forms.ChoiceField(
        label=_("Xử lý ý kiến"),
        choices=Opinion.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn cách xử lý.")},
    )
    reason = _text(_("Giải trình"))


class UncoveredForm(forms.Form):
    unit = forms.ChoiceField(label=_("Đơn vị phụ trách kế hoạch"), error_messages={"required": _("Chọn đơn vị.")})
    issuer = forms.ChoiceField(label=_("Cơ quan ban hành"), error_messages={"required": _("Chọn cơ quan ban hành.")})
    title = _text(_("Trích yếu"), required=True, rows=2, missing=_("Ghi trích yếu."))
    tasks = forms.MultipleChoiceField(
        label=_("Nhiệm vụ đưa vào dự thảo"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một nhiệm vụ.")},
    )

    def __init__(
        self, *args: Any, units: Choices = (), issuers: Choices = (), tasks: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].choices = units if len(units) == 1 else [("", _("Chọn đơn vị")), *units]
        fields["issuer"].choices = issuers if len(issuers) == 1 else [("", _("Chọn cơ quan")), *issuers]
        fields["tasks"].choices = tasks


class EvidenceForm(forms.Form):
    done_on = DayField(label=_("Ngày thực hiện"), error_messages={"required": _("Hãy ghi ngày.")})
    title = _line(_("Đã làm gì"), required=True, most=500, missing=_("Ghi việc đã làm."))
    unit = forms.ChoiceField(label=_("Đơn vị thực hiện"), error_messages={"required": _("Chọn đơn vị.")})
    topic = forms.ChoiceField(label=_("Nội dung"), required=False)
    channel = forms.ChoiceField(label=_("Hình thức"), required=False)
    deliverable = forms.ChoiceField(label=_("Kết quả đã nộp"), required=False)
    address = forms.URLField(
        label=_("Địa chỉ"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        help_text=_("Đường dẫn tới bài viết, video, hình ảnh; không cần khi đã chọn kết quả."),
        error_messages={"invalid": _("Địa chỉ chưa đúng, hãy viết như https://…")},
    )

    def __init__(
        self,
        *args: Any,
        units: Choices = (),
        topics: Choices = (),
        channels: Choices = (),
        deliverables: Choices = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].choices = units if len(units) == 1 else [("", _("Chọn đơn vị")), *units]
        fields["topic"].choices = [("", _("Không gắn nội dung")), *topics]
        fields["channel"].choices = [("", _("Không gắn hình thức")), *channels]
        fields["deliverable"].choices = [("", _("Không")), *deliverables]


def _iso(value: Any) -> str | None:
    return value.isoformat() if value else None
