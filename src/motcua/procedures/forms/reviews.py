"""Forms of reviews: rounds, criteria, the cost sheet, proposals and what becomes of them, cost parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from motcua.procedures.forms.fields import ManyProcedures, ProceduresField, RouteForm, UnitField
from motcua.procedures.formulas import CostLine, CostRow, CostSheet
from motcua.procedures.models import CostParameterKind, ProposalKind, ReviewGround
from motcua.procedures.queries.reviews import Criterion
from motcua.ui.forms import DayField, UploadInput

VOID = "void"
"""Of a decision that was recorded: it never was."""
VERDICTS = (("met", _("Đạt")), ("partly", _("Đạt một phần")), ("not_met", _("Chưa đạt")))
ROWS: dict[str, Any] = {
    CostRow.PREPARE: _("Chuẩn bị hồ sơ"),
    CostRow.SUBMIT: _("Nộp hồ sơ"),
    CostRow.FEES: _("Nộp phí, lệ phí, chi phí khác"),
    CostRow.INSPECTION: _("Chuẩn bị, phục vụ kiểm tra, thẩm định"),
    CostRow.OTHER: _("Công việc khác"),
    CostRow.RECEIVE: _("Nhận kết quả"),
}
"""The rows of form 03/SCM-KSTT as people read them."""


def _wide(characters: int) -> forms.TextInput:
    return forms.TextInput(attrs={"class": f"govuk-input--width-{characters}"})


def _scan(*, required: bool = False) -> forms.FileField:
    return forms.FileField(
        label=_("Bản quét đã ký (PDF)"),
        required=required,
        widget=UploadInput(accept=".pdf", limit=settings.UPLOAD_LIMIT),
        max_length=300,
        error_messages={"required": _("Hãy chọn tệp.")},
    )


class RoundForm(forms.Form):
    """A new round."""

    title = forms.CharField(label=_("Tên đợt rà soát"), max_length=500)
    year = forms.IntegerField(label=_("Năm"), min_value=2010, max_value=2100)
    owner = forms.ChoiceField(label=_("Đơn vị chủ trì"))
    together = forms.BooleanField(
        label=_("Rà soát theo nhóm thủ tục có liên quan"),
        required=False,
        help_text=_("Nghị định 63/2010/NĐ-CP, Điều 27 khoản 3 điểm b."),
    )

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.choices = owners


class RoundFactsForm(forms.Form):
    """What may be corrected of a round; number and days of the plan only where it has been decided."""

    title = forms.CharField(label=_("Tên đợt rà soát"), max_length=500)
    year = forms.IntegerField(label=_("Năm"), min_value=2010, max_value=2100)
    result_due = DayField(label=_("Hạn báo cáo kết quả"), required=False)
    together = forms.BooleanField(label=_("Rà soát theo nhóm thủ tục có liên quan"), required=False)
    criteria = forms.CharField(
        label=_("Tiêu chí thêm của đợt này"),
        required=False,
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ngoài các tiêu chí theo quy định. Mỗi dòng một tiêu chí: tên, dấu hai chấm, câu hỏi."),
    )
    decision_number = forms.CharField(label=_("Số, ký hiệu của kế hoạch"), max_length=80, widget=_wide(20))
    decision_on = DayField(label=_("Ngày ban hành"))
    sent_on = DayField(label=_("Ngày gửi cơ quan kiểm soát thủ tục hành chính"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, decided: bool, signed_here: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if decided:
            del self.fields["year"]
        for name in ("decision_number", "decision_on"):
            if not decided or signed_here:
                del self.fields[name]
        if not decided:
            del self.fields["sent_on"]

    def clean_criteria(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data["criteria"].splitlines())


class SubmitPaperForm(RouteForm):
    """The paper of a round goes on its route: as made here, or as somebody mended it."""

    content = forms.FileField(
        label=_("Văn bản đã sửa tay"),
        required=False,
        widget=UploadInput(attrs={"accept": ".docx,.pdf,.doc,.odt"}),
        help_text=_("Bỏ trống thì trình văn bản do phần mềm lập từ đợt rà soát."),
    )
    opinion = forms.CharField(
        label=_("Ý kiến trình"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class PlannedForm(forms.Form):
    """Who reviews a procedure, why, what is to come of it, by when."""

    unit = UnitField(label=_("Đơn vị rà soát"))
    ground = forms.ChoiceField(label=_("Căn cứ lựa chọn"), choices=ReviewGround.choices, initial=ReviewGround.OWN)
    ground_words = forms.CharField(label=_("Nêu rõ căn cứ"), max_length=500, required=False)
    product = forms.CharField(label=_("Kết quả dự kiến"), max_length=500, required=False)
    cluster = forms.CharField(label=_("Nhóm thủ tục"), max_length=200, required=False)
    due_on = DayField(label=_("Hoàn thành trước hết ngày"), required=False)

    def __init__(self, *args: Any, grouped: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not grouped:
            del self.fields["cluster"]


class ItemsForm(PlannedForm, ManyProcedures):
    """Procedures, by code or all of a field, that a unit is to review."""

    field_order = ("procedures", "field", "level")


class StartForm(forms.Form):
    number = forms.CharField(label=_("Số, ký hiệu của kế hoạch"), max_length=80, widget=_wide(20))
    decided_on = DayField(label=_("Ngày ban hành"))
    sent_on = DayField(label=_("Ngày gửi cơ quan kiểm soát thủ tục hành chính"), required=False)
    scan = _scan()
    together = (("decided_on", "sent_on"),)


class ReportedForm(forms.Form):
    number = forms.CharField(label=_("Số, ký hiệu của báo cáo"), max_length=80, widget=_wide(20))
    reported_on = DayField(label=_("Ngày báo cáo"))
    scan = _scan()


class ScanForm(forms.Form):
    """The scan of a paper that was signed outside; `papers` are those of the round that have a number."""

    paper = forms.ChoiceField(label=_("Văn bản"), widget=forms.RadioSelect)
    scan = _scan(required=True)

    def __init__(self, *args: Any, papers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {"plan": _("Kế hoạch"), "report": _("Báo cáo")}
        paper: Any = self.fields["paper"]
        paper.choices = [(name, names[name]) for name in papers]
        if len(papers) == 1:
            paper.initial = papers[0]


class CriteriaForm(forms.Form):
    """A verdict and a note for each criterion of the rules, then the conclusion."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            self.fields[f"verdict_{one.key}"] = forms.ChoiceField(
                label=one.name,
                help_text=f"{one.asks}." if one.asks else "",
                choices=VERDICTS,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"note_{one.key}"] = forms.CharField(
                label=_("Nhận xét"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
            )
        self.fields["conclusion"] = forms.CharField(
            label=_("Kết luận"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Giữ nguyên, hay kiến nghị gì; phải có trước khi nộp."),
        )

    def answers(self) -> dict[str, dict[str, str]]:
        data = self.cleaned_data
        return {
            one.key: {"verdict": data[f"verdict_{one.key}"], "note": data[f"note_{one.key}"]} for one in self.criteria
        }

    @staticmethod
    def initial_of(answers: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        found = {f"verdict_{key}": one["verdict"] for key, one in answers.items()}
        return found | {f"note_{key}": one.get("note", "") for key, one in answers.items()}


class ImpactForm(CriteriaForm):
    """The same for a draft regulation, which needs no conclusion of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["conclusion"]


class AmountField(forms.DecimalField):
    """A number as people write it: "1.024.000", "1 024 000", "0,5"."""

    def __init__(self, label: Any, places: int = 2, width: int = 5, *, required: bool = False) -> None:
        super().__init__(label=label, required=required, min_value=0, max_digits=15, decimal_places=places)
        self.widget = forms.TextInput(
            attrs={"inputmode": "decimal", "class": f"govuk-input--width-{width}", "aria-label": label}
        )

    def to_python(self, value: Any) -> Any:
        text = str(value or "").replace("\xa0", "").replace(" ", "")
        whole, comma, part = text.partition(",")
        groups = whole.split(".")
        if comma or (len(groups) > 1 and all(len(group) == 3 for group in groups[1:])):
            text = whole.replace(".", "") + (f".{part}" if comma else "")
        return super().to_python(text)


class LineForm(forms.Form):
    """One line of the cost sheet. Without a name and figures it is an empty row."""

    row = forms.ChoiceField(
        label=_("Mục"),
        choices=tuple(ROWS.items()),
        widget=forms.Select(attrs={"aria-label": _("Mục"), "class": "govuk-input--width-20"}),
    )
    name = forms.CharField(
        label=_("Nội dung công việc"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"aria-label": _("Nội dung công việc")}),
    )
    hours = AmountField(_("Số giờ"), width=4)
    hired = AmountField(_("Thuê dịch vụ, tư vấn (đồng)"), width=10)
    fees = AmountField(_("Phí, lệ phí, chi phí khác (đồng)"), width=10)
    times = AmountField(_("Số lần một năm"), width=4)
    people = AmountField(_("Số đối tượng một năm"))

    def line(self) -> CostLine | None:
        data = self.cleaned_data
        figures = {key: data.get(key) for key in ("hours", "hired", "fees", "times", "people")}
        if not data.get("name") and all(value is None for value in figures.values()):
            return None
        return CostLine(CostRow(data["row"]), data.get("name", ""), **figures)


class SheetForm(forms.Form):
    """What holds for every line that does not say otherwise."""

    times = AmountField(_("Số lần một năm, mọi dòng"))
    people = AmountField(_("Số đối tượng một năm, mọi dòng"))


Lines: Any = formset_factory(LineForm, extra=0, max_num=200, validate_max=True)


def initial_lines(sheet: CostSheet, extra: int) -> list[dict[str, Any]]:
    """The lines of a sheet, and empty rows."""
    rows = [
        {
            "row": line.row.value,
            "name": line.name,
            **{key: plain(getattr(line, key)) for key in ("hours", "hired", "fees", "times", "people")},
        }
        for line in sheet.lines
    ]
    return rows + [{"row": CostRow.OTHER.value} for _ in range(extra)]


def plain(value: Decimal | None) -> str:
    """As it is typed: 1.024.000 or 0,5."""
    if value is None:
        return ""
    whole, _point, part = f"{value.normalize():f}".partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{part}" if part else "")


class ProposalForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kiến nghị"), choices=ProposalKind.choices)
    text = forms.CharField(label=_("Nội dung, lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    to_whom = forms.CharField(label=_("Phân cấp, ủy quyền cho"), max_length=300, required=False)
    merged_with = ProceduresField(label=_("Thủ tục được gộp với"), required=False)
    on = DayField(label=_("Ngày kiến nghị"))
    shown_when = {
        "to_whom": ("kind", (ProposalKind.DECENTRALISE.value,)),
        "merged_with": ("kind", (ProposalKind.MERGE.value,)),
    }


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Quyết định"),
        choices=(("accept", _("Chấp thuận")), ("refuse", _("Không chấp thuận"))),
        widget=forms.RadioSelect,
    )
    number = forms.CharField(label=_("Số, ký hiệu của quyết định"), max_length=80, required=False, widget=_wide(20))
    decided_on = DayField(label=_("Ngày quyết định"))
    reason = forms.CharField(
        label=_("Lý do không chấp thuận"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    shown_when = {"reason": ("outcome", ("refuse",))}


class CorrectForm(DecideForm):
    """A decision that was typed wrong: as it should be, or voided, and why."""

    why = forms.CharField(label=_("Lý do sửa"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcome: Any = self.fields["outcome"]
        outcome.choices = [*outcome.choices, (VOID, _("Hủy điều đã ghi: chưa có quyết định"))]


class DoneForm(forms.Form):
    """When it was done, and where the registry says so: one of the versions published since the decision (`carriers`)."""

    on = DayField(label=_("Ngày thực hiện xong"))
    version = forms.ChoiceField(label=_("Phiên bản trong danh mục ghi thay đổi này"), required=False)
    note = forms.CharField(label=_("Văn bản, minh chứng"), max_length=500, required=False)

    def __init__(self, *args: Any, carriers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version: Any = self.fields["version"]
        version.choices = [("", _("Danh mục chưa ghi thay đổi này")), *carriers]
        if not carriers:
            del self.fields["version"]


class GrantedForm(forms.Form):
    """What it costs after, by what was accepted alone."""

    dossier = AmountField(_("Một hồ sơ, sau (đồng)"), width=10)
    year = AmountField(_("Một năm, sau (đồng)"), width=10)
    note = forms.CharField(label=_("Căn cứ xác nhận"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)
    together = (("dossier", "year"),)


class ParameterForm(forms.Form):
    kind = forms.ChoiceField(label=_("Tham số"), choices=CostParameterKind.choices)
    name = forms.CharField(label=_("Tên"), max_length=200, required=False, help_text=_("Bắt buộc với tham số khác."))
    value = AmountField(_("Giá trị (đồng)"), width=10, required=True)
    source = forms.CharField(
        label=_("Nguồn"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Văn bản hoặc cơ quan công bố, ngày; cách tính nếu có."),
    )
    valid_from = DayField(label=_("Áp dụng từ ngày"))
