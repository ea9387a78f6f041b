"""HTML input of inspections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock
from motcua.kernel.errors import AppError
from motcua.organisations.queries.people import officer_named
from motcua.plans.forms.work import PROOFS, WordsAsUnits
from motcua.plans.models import Finding, InspectionKind
from motcua.ui.errors import text_of
from motcua.ui.forms import DayField, UploadInput

Choices = Sequence[tuple[str, Any]]


def _text(label: Any, *, rows: int = 3, required: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Mục này không được để trống.")},
    )


def _file(label: Any, *, hint: Any = "") -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        help_text=hint,
        max_length=1000,
        widget=UploadInput(accept=PROOFS, limit=settings.UPLOAD_LIMIT),
    )


class WordsAsOfficers(forms.CharField):
    """People by name or user name, one a line. Cleans to a tuple of officers."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
        super().__init__(max_length=4000, widget=widget, **kwargs)

    def clean(self, value: Any) -> tuple[Any, ...]:
        text = super().clean(value)
        found: dict[int, Any] = {}
        for name in [n.strip() for line in text.splitlines() for n in line.split(";") if n.strip()]:
            try:
                officer = officer_named(name, clock.today())
            except AppError as error:
                raise forms.ValidationError(text_of(error), code="unknown") from error
            found[officer.pk] = officer
        return tuple(found.values())


class ChecklistForm(forms.Form):
    owner = forms.ChoiceField(label=_("Cơ quan kiểm tra"))
    kind = forms.ChoiceField(label=_("Loại kiểm tra"), choices=InspectionKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Tên danh mục"), max_length=300)
    valid_from = DayField(label=_("Có hiệu lực từ"), error_messages={"required": _("Hãy ghi ngày.")})
    items = _text(
        _("Nội dung kiểm tra"),
        rows=12,
        hint=_("Mỗi dòng một nội dung; sau dấu | ghi quy định làm căn cứ, nếu có."),
    )

    def __init__(self, *args: Any, owners: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.choices = owners if len(owners) == 1 else [("", _("Chọn đơn vị")), *owners]

    def clean_items(self) -> list[tuple[str, str]]:
        lines = [line.partition("|") for line in self.cleaned_data["items"].splitlines() if line.strip()]
        for n, (text, _bar, _basis) in enumerate(lines, 1):
            if len(text.strip()) > 1000:
                raise forms.ValidationError(_("Dòng %(n)s quá dài."), params={"n": n})
        return [(text.strip(), basis.strip()[:500]) for text, _bar, basis in lines]


class InspectionForm(forms.Form):
    owner = forms.ChoiceField(label=_("Cơ quan kiểm tra"))
    kind = forms.ChoiceField(label=_("Loại kiểm tra"), choices=InspectionKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Nội dung kiểm tra"), max_length=500)
    starts_on = DayField(label=_("Từ ngày"), error_messages={"required": _("Hãy ghi ngày.")})
    ends_on = DayField(label=_("Đến ngày"), error_messages={"required": _("Hãy ghi ngày.")})
    units = WordsAsUnits(label=_("Đơn vị được kiểm tra"), error_messages={"required": _("Ghi đơn vị được kiểm tra.")})
    occurrence = forms.ChoiceField(
        label=_("Thực hiện việc nào của kế hoạch"),
        required=False,
        help_text=_("Báo cáo kết quả sẽ là sản phẩm của việc này."),
    )

    def __init__(
        self, *args: Any, owners: Choices = (), occurrences: Choices = (), issuer: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["owner"].choices = owners if len(owners) == 1 else [("", _("Chọn đơn vị")), *owners]
        fields["occurrence"].choices = [("", _("Không gắn")), *occurrences]
        fields["units"].issuer = issuer


class FactsForm(forms.Form):
    title = forms.CharField(label=_("Nội dung kiểm tra"), max_length=500)
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến ngày"))
    decision_number = forms.CharField(label=_("Số quyết định, kế hoạch kiểm tra"), required=False, max_length=100)
    decision_on = DayField(label=_("Ngày quyết định"), required=False)


class UnitsForm(forms.Form):
    units = WordsAsUnits(label=_("Đơn vị được kiểm tra"), error_messages={"required": _("Ghi đơn vị được kiểm tra.")})

    def __init__(self, *args: Any, issuer: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["units"]
        field.issuer = issuer


class TeamForm(forms.Form):
    leader = WordsAsOfficers(
        label=_("Trưởng đoàn"),
        rows=1,
        help_text=_("Họ tên hoặc tên đăng nhập"),
        error_messages={"required": _("Ghi trưởng đoàn.")},
    )
    members = WordsAsOfficers(
        label=_("Thành viên"), required=False, help_text=_("Mỗi dòng một người: họ tên hoặc tên đăng nhập")
    )
    conflict_reason = _text(
        _("Lý do cử người thuộc đơn vị được kiểm tra"),
        rows=2,
        required=False,
        hint=_("Chỉ ghi khi có người như vậy trong đoàn."),
    )


class BeginForm(forms.Form):
    decision_number = forms.CharField(
        label=_("Số quyết định, kế hoạch kiểm tra"),
        max_length=100,
        error_messages={"required": _("Ghi số quyết định hoặc kế hoạch kiểm tra.")},
    )
    decision_on = DayField(label=_("Ngày quyết định"), error_messages={"required": _("Hãy ghi ngày.")})


class VerdictsForm(forms.Form):
    """The whole checklist of one unit: a verdict and words for each item. `known` are the findings by item."""

    def __init__(self, *args: Any, items: Sequence[Any] = (), known: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        known = known or {}
        for n, item in enumerate(self.items):
            found = known.get(item.pk)
            locked = found is not None and found.state != "noted"
            self.fields[f"verdict-{n}"] = forms.ChoiceField(
                label=f"{item.position}. {item.text}",
                help_text=item.basis,
                choices=Finding.Verdict.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=found.verdict if found else None,
                disabled=locked,
            )
            self.fields[f"text-{n}"] = forms.CharField(
                label=_("Nhận xét, điều chưa đạt (%(n)s)") % {"n": item.position},
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=found.text if found else "",
                disabled=locked,
            )

    def told(self) -> list[tuple[int, Any, str, str]]:
        """(place in the form, item, verdict, words) of the items that were answered and may still change."""
        data = self.cleaned_data
        return [
            (n, item, data[f"verdict-{n}"], data[f"text-{n}"])
            for n, item in enumerate(self.items)
            if data.get(f"verdict-{n}") and not self.fields[f"verdict-{n}"].disabled
        ]


class ExtraForm(forms.Form):
    """A finding beyond the checklist."""

    verdict = forms.ChoiceField(
        label=_("Kết quả"), choices=Finding.Verdict.choices, widget=forms.RadioSelect, initial="fault"
    )
    text = _text(_("Nội dung"))
    evidence = _file(_("Minh chứng"))


class EvidenceForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Kết quả"), choices=Finding.Verdict.choices, widget=forms.RadioSelect)
    text = _text(_("Nhận xét"), required=False)
    evidence = _file(_("Minh chứng"))


class RemedyForm(forms.Form):
    remedy = _text(_("Việc phải khắc phục"))
    due_on = DayField(label=_("Hạn khắc phục"), error_messages={"required": _("Hãy ghi hạn.")})


class ExtendForm(forms.Form):
    due_on = DayField(label=_("Hạn mới"), error_messages={"required": _("Hãy ghi hạn.")})
    reason = _text(_("Lý do"), rows=2)


class RemedyReportForm(forms.Form):
    text = _text(_("Việc đã khắc phục"))
    proof = _file(_("Tệp minh chứng"))


class RemedyNoteForm(forms.Form):
    note = _text(_("Ý kiến"), required=False, rows=2)


class ConcludeForm(forms.Form):
    conclusion = _text(_("Kết luận"), rows=6)
    recommendation = _text(_("Kiến nghị"), rows=4, required=False)


class ReportForm(forms.Form):
    number = forms.CharField(
        label=_("Số, ký hiệu báo cáo"), required=False, max_length=100, help_text=_("Để trống nếu chưa có số")
    )
    report_on = DayField(label=_("Ngày báo cáo"), error_messages={"required": _("Hãy ghi ngày.")})
