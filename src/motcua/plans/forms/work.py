"""HTML input of work: results, requests, assignments, difficulties, given tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock
from motcua.organisations.queries.resolution import resolve_units
from motcua.plans.forms.papers import ManyFiles, ManyUploads
from motcua.plans.models import Assignee, WorkSource
from motcua.ui.forms import DayField

Choices = Sequence[tuple[str, Any]]
PROOFS = ".docx,.pdf,.doc,.xlsx,.xls,.pptx,.txt,.csv,.png,.jpg,.jpeg,.tif,.tiff,.zip"


def _text(label: Any, *, rows: int = 3, required: bool = True, hint: Any = "", missing: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing or _("Mục này không được để trống.")},
    )


class WordsAsUnits(forms.CharField):
    """Units as documents call them, one a line or divided by semicolons; collective names too. Cleans to a tuple of units."""

    widget = forms.Textarea(attrs={"rows": 2})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text", _("Tên như trong văn bản, mỗi dòng một đơn vị; “Các phòng chuyên môn” cũng được.")
        )
        super().__init__(max_length=4000, **kwargs)
        self.issuer: Any = None

    def clean(self, value: Any) -> tuple[Any, ...]:
        text = super().clean(value)
        found: dict[int, Any] = {}
        for words in [w.strip() for line in text.splitlines() for w in line.split(";") if w.strip()]:
            meant = resolve_units(words, issuer=self.issuer, on=clock.today()).units
            if not meant:
                raise forms.ValidationError(
                    _("Không rõ “%(words)s” là đơn vị nào."), code="unknown", params={"words": words}
                )
            found |= {unit.pk: unit for unit in meant}
        return tuple(found.values())


class NoteForm(forms.Form):
    """A verb with a note that may stay empty."""

    note = _text(_("Ý kiến"), required=False)


class ReturnForm(forms.Form):
    note = _text(_("Cần sửa, bổ sung gì"), missing=_("Ghi lý do trả lại."))


class ReopenForm(forms.Form):
    reason = _text(_("Lý do mở lại"), missing=_("Hãy ghi lý do."))


class ResultForm(forms.Form):
    """What is handed in: new files, something handed in before, a document of the library, words. At least one of them."""

    note = _text(_("Nội dung, kết quả chính"), required=False)
    files: Any = ManyFiles(  # named like the uploads of the base class, which the type checker takes it for
        label=_("Tệp kết quả"),
        required=False,
        widget=ManyUploads(accept=PROOFS, limit=settings.UPLOAD_LIMIT, many=True),
        max_length=1000,
    )
    document = forms.CharField(
        label=_("Văn bản trong kho"),
        required=False,
        max_length=100,
        help_text=_("Số, ký hiệu của văn bản đã ban hành, ví dụ 45/BC-KCNĐN"),
    )
    existing = forms.MultipleChoiceField(
        label=_("Dùng lại kết quả đã nộp"), required=False, widget=forms.CheckboxSelectMultiple
    )
    statement = _text(
        _("Báo cáo ngắn"), required=False, hint=_("Khi không có tệp hay văn bản: nêu việc đã làm và minh chứng.")
    )
    also = forms.MultipleChoiceField(
        label=_("Kết quả này dùng chung cho các việc"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, existing: Choices = (), also: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("existing", existing), ("also", also)):
            field: Any = self.fields[name]
            field.choices = choices
            if not choices:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data.get(key) for key in ("files", "document", "existing", "statement")):
            raise forms.ValidationError(_("Kèm ít nhất một kết quả: tệp, văn bản, kết quả đã nộp hoặc báo cáo ngắn."))
        return data


class AssignForm(forms.Form):
    officer = forms.ChoiceField(label=_("Giao cho"), error_messages={"required": _("Chọn người được giao.")})
    role = forms.ChoiceField(
        label=_("Vai trò"), choices=Assignee.Role.choices, widget=forms.RadioSelect, initial="lead"
    )
    note = _text(_("Bút phê"), required=False)
    due_on = DayField(label=_("Hạn trong đơn vị"), required=False)

    def __init__(self, *args: Any, officers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["officer"]
        field.choices = [("", _("Chọn cán bộ")), *officers]


class HandOverForm(forms.Form):
    held = forms.ChoiceField(label=_("Bàn giao việc của"), widget=forms.RadioSelect)
    officer = forms.ChoiceField(label=_("Cho"), error_messages={"required": _("Chọn người nhận.")})
    reason = _text(_("Lý do"), missing=_("Hãy ghi lý do bàn giao."))

    def __init__(self, *args: Any, held: Choices = (), officers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["held"].choices = held
        fields["officer"].choices = [("", _("Chọn cán bộ")), *officers]


class ExtensionForm(forms.Form):
    until = DayField(label=_("Xin gia hạn đến ngày"), error_messages={"required": _("Hãy ghi ngày.")})
    reason = _text(_("Lý do"), missing=_("Hãy ghi lý do."))


class LetOffForm(forms.Form):
    reason = _text(_("Vì sao không thực hiện được"), missing=_("Hãy ghi lý do."))


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Quyết định"),
        choices=[("grant", _("Đồng ý")), ("refuse", _("Không đồng ý"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn đồng ý hoặc không đồng ý.")},
    )
    note = _text(_("Ý kiến"), required=False)


class AskInputForm(forms.Form):
    unit = forms.ChoiceField(label=_("Hỏi đơn vị phối hợp"), error_messages={"required": _("Chọn đơn vị.")})
    question = _text(_("Nội dung cần cho ý kiến"))
    due_on = DayField(label=_("Trả lời trước ngày"), error_messages={"required": _("Hãy ghi ngày.")})

    def __init__(self, *args: Any, units: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.choices = units if len(units) == 1 else [("", _("Chọn đơn vị")), *units]


class AnswerForm(forms.Form):
    answer = _text(_("Ý kiến"), missing=_("Ghi ý kiến."))


class DifficultyForm(forms.Form):
    text = _text(_("Khó khăn, vướng mắc"), rows=4, missing=_("Nêu rõ khó khăn, vướng mắc."))
    proposal = _text(_("Đề xuất, kiến nghị"), required=False)


class InstructionForm(forms.Form):
    text = _text(_("Ý kiến chỉ đạo"), rows=4, missing=_("Ghi ý kiến chỉ đạo."))


class GivenTaskForm(forms.Form):
    """One task that is given. `issuer` is the unit from whose point of view names are understood."""

    text = _text(_("Nội dung nhiệm vụ"), missing=_("Ghi nội dung nhiệm vụ."))
    leads = WordsAsUnits(label=_("Đơn vị chủ trì"), error_messages={"required": _("Ghi đơn vị chủ trì.")})
    coordinators = WordsAsUnits(label=_("Đơn vị phối hợp"), required=False, help_text="")
    deliverable = forms.CharField(label=_("Kết quả, sản phẩm"), required=False, max_length=500)
    due_on = DayField(label=_("Hạn hoàn thành"), error_messages={"required": _("Hãy ghi hạn.")})

    def __init__(self, *args: Any, issuer: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        for name in ("leads", "coordinators"):
            fields[name].issuer = issuer


GivenTasks = forms.formset_factory(GivenTaskForm, extra=1, max_num=50, validate_max=True, can_delete=False)


class SourceForm(forms.Form):
    owner = forms.ChoiceField(label=_("Đơn vị theo dõi, công nhận kết quả"))
    kind = forms.ChoiceField(label=_("Nguồn giao việc"), choices=WorkSource.Kind.choices, widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("Số, ký hiệu"), required=False, max_length=100, help_text=_("Bắt buộc với văn bản đến")
    )
    issuer_name = forms.CharField(label=_("Cơ quan ban hành, cuộc họp"), required=False, max_length=300)
    issued_on = DayField(label=_("Ngày"), error_messages={"required": _("Hãy ghi ngày.")})
    title = _text(_("Trích yếu, nội dung"), rows=2, missing=_("Ghi trích yếu hoặc nội dung."))
    leader = forms.ChoiceField(label=_("Lãnh đạo giao, theo dõi"), required=False)
    files: Any = ManyFiles(
        label=_("Tệp"),
        required=False,
        widget=ManyUploads(accept=PROOFS, limit=settings.UPLOAD_LIMIT, many=True),
        max_length=1000,
    )

    def __init__(self, *args: Any, units: Choices = (), leaders: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["owner"].choices = units if len(units) == 1 else [("", _("Chọn đơn vị")), *units]
        fields["leader"].choices = [("", _("Không ghi")), *leaders]


class EventForm(forms.Form):
    event = _text(_("Việc đã phát sinh"), missing=_("Ghi việc đã phát sinh."))
    due_on = DayField(label=_("Hạn hoàn thành"), error_messages={"required": _("Hãy ghi hạn.")})


class LeadForm(forms.Form):
    units = WordsAsUnits(label=_("Đơn vị chủ trì"), error_messages={"required": _("Ghi đơn vị chủ trì.")})

    def __init__(self, *args: Any, issuer: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["units"]
        field.issuer = issuer


class CommentForm(forms.Form):
    text = _text(_("Trao đổi"), rows=2, missing=_("Ghi nội dung."), hint=_("Nhắc ai thì viết @tên-đăng-nhập."))
