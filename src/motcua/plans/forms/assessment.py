"""HTML input of assessment, commendation and initiatives."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.plans.forms.inspections import WordsAsOfficers
from motcua.plans.forms.work import PROOFS, WordsAsUnits
from motcua.plans.models import AssessedKind, Criterion, Initiative
from motcua.ui.forms import DayField, UploadInput

Choices = Sequence[tuple[str, Any]]


class PointsField(forms.DecimalField):
    """Points, with comma or dot."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "govuk-input--width-5"})
        kwargs.setdefault("error_messages", {"invalid": _("Viết số như 12,5.")})
        super().__init__(max_digits=8, decimal_places=2, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


def _text(label: Any, *, rows: int = 3, required: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Mục này không được để trống.")},
    )


class SchemeForm(forms.Form):
    owner = forms.ChoiceField(label=_("Cơ quan đánh giá"))
    assesses = forms.ChoiceField(label=_("Đánh giá"), choices=AssessedKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Tên bộ tiêu chí"), max_length=300)
    basis = forms.CharField(label=_("Văn bản ban hành"), max_length=300, required=False)
    valid_from = DayField(label=_("Có hiệu lực từ"), error_messages={"required": _("Hãy ghi ngày.")})
    grades = _text(_("Các mức xếp loại"), rows=4, hint=_("Mỗi dòng một mức, cao trước: tên | từ bao nhiêu phần trăm."))

    def __init__(self, *args: Any, owners: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.choices = owners if len(owners) == 1 else [("", _("Chọn đơn vị")), *owners]

    def clean_grades(self) -> list[dict[str, Any]]:
        made = []
        for line in self.cleaned_data["grades"].splitlines():
            if not line.strip():
                continue
            name, _bar, limit = line.rpartition("|")
            text = limit.strip().rstrip("%").strip().replace(",", ".")
            try:
                made.append({"name": name.strip(), "from": float(text)})
            except ValueError as error:
                raise forms.ValidationError(
                    _("Không hiểu dòng “%(line)s”. Viết như: Hoàn thành tốt | 70"), params={"line": line[:60]}
                ) from error
        return made


class CriterionForm(forms.Form):
    title = forms.CharField(label=_("Tiêu chí"), max_length=500)
    most = PointsField(label=_("Điểm tối đa"))
    method = forms.ChoiceField(label=_("Cách chấm"), choices=Criterion.Method.choices)
    indicator = forms.ChoiceField(label=_("Chỉ số"), required=False)
    full_at = PointsField(label=_("Đạt đủ điểm từ (%)"), required=False, help_text=_("Để trống: 100"))
    nothing_at = PointsField(label=_("Không có điểm đến (%)"), required=False, help_text=_("Để trống: 0"))
    per_case = PointsField(label=_("Trừ mỗi việc trễ"), required=False)

    def __init__(self, *args: Any, keys: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["indicator"]
        field.choices = [("", _("Không dùng")), *keys]


Criteria = forms.formset_factory(CriterionForm, extra=3, max_num=40, validate_max=True)


class RoundForm(forms.Form):
    owner = forms.ChoiceField(label=_("Cơ quan đánh giá"))
    assesses = forms.ChoiceField(label=_("Đánh giá"), choices=AssessedKind.choices, widget=forms.RadioSelect)
    year = forms.IntegerField(
        label=_("Năm"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={"required": _("Ghi năm."), "invalid": _("Ghi năm bằng bốn chữ số, như 2026.")},
    )
    units = WordsAsUnits(label=_("Các đơn vị"), required=False)
    officers = WordsAsOfficers(
        label=_("Các cá nhân"), required=False, help_text=_("Mỗi dòng một người: họ tên hoặc tên đăng nhập")
    )
    plan = forms.ChoiceField(
        label=_("Theo kế hoạch"), required=False, help_text=_("Số tập thể, cá nhân khen thưởng lấy từ kế hoạch này.")
    )

    def __init__(
        self, *args: Any, owners: Choices = (), plans: Choices = (), issuer: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["owner"].choices = owners if len(owners) == 1 else [("", _("Chọn đơn vị")), *owners]
        fields["plan"].choices = [("", _("Không gắn")), *plans]
        fields["units"].issuer = issuer


class OwnScoresForm(forms.Form):
    """Points, note and evidence for each criterion that is scored by hand."""

    def __init__(self, *args: Any, lines: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [line for line in lines if line.criterion.method == Criterion.Method.HAND]
        for line in self.lines:
            n = line.criterion.position
            most = f"{line.criterion.most.normalize():f}".replace(".", ",")
            label = f"{n}. {line.criterion.title}"
            hint = _("Tối đa %(most)s điểm") % {"most": most}
            self.fields[f"own-{n}"] = PointsField(label=label, required=False, help_text=hint, initial=line.score.own)
            self.fields[f"note-{n}"] = _text(_("Giải trình"), rows=2, required=False)
            self.fields[f"note-{n}"].initial = line.score.own_note
            self.fields[f"file-{n}"] = forms.FileField(
                label=_("Minh chứng"),
                required=False,
                max_length=1000,
                widget=UploadInput(accept=PROOFS, limit=settings.UPLOAD_LIMIT),
            )


class GivenScoreForm(forms.Form):
    points = PointsField(label=_("Điểm của văn phòng"), required=False, help_text=_("Để trống: bỏ điểm đã chấm."))
    note = _text(_("Lý do"), rows=2, required=False)


class DecisionForm(forms.Form):
    decision_number = forms.CharField(
        label=_("Số quyết định"), max_length=100, error_messages={"required": _("Ghi số quyết định.")}
    )
    decision_on = DayField(label=_("Ngày quyết định"), error_messages={"required": _("Hãy ghi ngày.")})


class NothingForm(forms.Form):
    """An act that asks for nothing."""


class PlacesForm(forms.Form):
    collectives = forms.IntegerField(label=_("Số tập thể"), min_value=0, max_value=999)
    persons = forms.IntegerField(label=_("Số cá nhân"), min_value=0, max_value=999)
    words = forms.CharField(label=_("Theo kế hoạch, văn bản nào"), max_length=500)


class PersonForm(forms.Form):
    officers = WordsAsOfficers(label=_("Cá nhân"), rows=1, help_text=_("Họ tên hoặc tên đăng nhập"))
    award = forms.CharField(label=_("Hình thức khen thưởng"), max_length=200, initial="Giấy khen")
    achievement = _text(_("Thành tích"))


class CollectiveForm(forms.Form):
    units = WordsAsUnits(label=_("Tập thể"), help_text=_("Tên một đơn vị như trong văn bản"))
    award = forms.CharField(label=_("Hình thức khen thưởng"), max_length=200, initial="Giấy khen")
    achievement = _text(_("Thành tích"))

    def __init__(self, *args: Any, issuer: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["units"]
        field.issuer = issuer


class InitiativeForm(forms.Form):
    owner = forms.ChoiceField(label=_("Đơn vị"))
    kind = forms.ChoiceField(label=_("Loại"), choices=Initiative.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Tên mô hình, sáng kiến"), max_length=500)
    authors = forms.CharField(label=_("Tác giả, tập thể thực hiện"), max_length=500, required=False)
    summary = _text(_("Tóm tắt"))
    description = _text(_("Cách làm"), rows=6, required=False)
    effect = _text(_("Hiệu quả"), required=False, hint=_("Nêu con số trước và sau, nếu có."))
    spreads_to = _text(_("Phạm vi nhân rộng"), rows=2, required=False)

    def __init__(self, *args: Any, owners: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.choices = owners if len(owners) == 1 else [("", _("Chọn đơn vị")), *owners]
