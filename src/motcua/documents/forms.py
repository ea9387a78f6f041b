"""HTML input of the library and of the registers. Sentences of errors come from the services; forms only read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.documents.models import Access, Capacity, Certainty, Kind, LegalDocument, RelationKind
from motcua.documents.queries.numbers import numbered_kinds
from motcua.kernel import clock
from motcua.ui.forms import DayField, UploadInput

if TYPE_CHECKING:
    from motcua.organisations.models import Unit

ACCEPTED = ".pdf,.docx,.doc,.xlsx,.xls,.odt,.txt,.png,.jpg,.jpeg,.tif,.tiff"

Choices = Sequence[tuple[str, str]]


def _width(characters: int) -> forms.TextInput:
    """An input as wide as what goes in: 3, 4, 5, 10, 20 or 30 characters (the design system's steps)."""
    return forms.TextInput(attrs={"class": f"govuk-input--width-{characters}"})


def _count(characters: int) -> forms.TextInput:
    return forms.TextInput(attrs={"class": f"govuk-input--width-{characters}", "inputmode": "numeric"})


def _upload(*, required: bool, label: Any, help_text: Any = "") -> forms.FileField:
    return forms.FileField(
        label=label,
        required=required,
        help_text=help_text,
        widget=UploadInput(accept=ACCEPTED, limit=settings.UPLOAD_LIMIT),
        max_length=1000,
    )


class LawForm(forms.Form):
    """Facts of a document. `units` are those for which the officer may keep documents."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=[("", _("Chọn loại")), *Kind.choices])
    number = forms.CharField(
        label=_("Số, ký hiệu"),
        required=False,
        max_length=80,
        help_text=_("Như trên văn bản, ví dụ 118/2025/NĐ-CP"),
        widget=_width(20),
    )
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300, widget=_width(30))
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    subject = forms.CharField(label=_("Trích yếu"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    valid_from = DayField(label=_("Có hiệu lực từ ngày"), required=False)
    valid_to = DayField(
        label=_("Hết hiệu lực từ ngày"),
        required=False,
        help_text=_("Chỉ ghi khi chính văn bản nêu; văn bản bị thay thế hay bãi bỏ thì thêm quan hệ."),
    )
    certainty = forms.ChoiceField(label=_("Độ chắc chắn"), choices=Certainty.choices, initial=Certainty.SOURCED)
    access = forms.ChoiceField(label=_("Ai được xem"), choices=Access.choices, initial=Access.PUBLIC)
    owner_unit = forms.ChoiceField(label=_("Đơn vị quản lý"), required=False)
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    file = _upload(required=False, label=_("Tệp văn bản"), help_text=_("PDF có chữ ký số được giữ nguyên từng byte."))

    def __init__(self, *args: Any, units: Choices = (), new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if new:
            owner: Any = self.fields["owner_unit"]
            owner.choices = [("", _("Kho chung")), *units]
        else:
            del self.fields["owner_unit"]

    def facts(self) -> dict[str, Any]:
        """The cleaned values as the service takes them, without unit and file."""
        return {k: v for k, v in self.cleaned_data.items() if k not in {"owner_unit", "file"}}

    @staticmethod
    def initial_of(document: LegalDocument) -> dict[str, Any]:
        names = (
            "kind",
            "number",
            "issuer",
            "issued_on",
            "subject",
            "valid_from",
            "valid_to",
            "certainty",
            "access",
            "note",
        )
        return {name: getattr(document, name) for name in names} | {"version": document.version}


class LawChangeForm(LawForm):
    """`version` is the one the officer saw, so that nobody's correction is overwritten unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def facts(self) -> dict[str, Any]:
        return {k: v for k, v in super().facts().items() if k != "version"}


class RelationForm(forms.Form):
    kind = forms.ChoiceField(label=_("Văn bản này"), choices=[("", _("Chọn quan hệ")), *RelationKind.choices])
    target = forms.CharField(
        label=_("Văn bản kia"),
        max_length=200,
        help_text=_("Ghi số, ký hiệu; có dấu hay không dấu đều được."),
        widget=_width(20),
    )
    on = DayField(label=_("Từ ngày"), required=False, help_text=_("Để trống: từ ngày văn bản này có hiệu lực."))
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=500, help_text=_("Ví dụ: sửa đổi Điều 5, 7"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ReviewForm(forms.Form):
    outcome = forms.CharField(
        label=_("Kết quả rà soát"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: vẫn phù hợp; hoặc đã sửa căn cứ tại kế hoạch số …"),
    )


class SeriesForm(forms.Form):
    """Opening a book. `units` are those whose registry clerk the officer is."""

    unit = forms.ChoiceField(label=_("Cơ quan ban hành"))
    kind = forms.ChoiceField(label=_("Đánh số cho"), required=False)
    year = forms.IntegerField(label=_("Năm"), min_value=1945, max_value=2999, widget=_count(4))
    body_symbol = forms.CharField(
        label=_("Chữ viết tắt cơ quan"),
        max_length=40,
        help_text=_("Như trong ký hiệu văn bản, ví dụ UBND"),
        widget=_width(10),
    )
    first = forms.IntegerField(
        label=_("Số đầu tiên"),
        min_value=1,
        initial=1,
        help_text=_("Chỉ khác 1 khi đầu năm đã đánh số ở sổ khác."),
        widget=_count(5),
    )
    normative = forms.BooleanField(label=_("Sổ văn bản quy phạm pháp luật (năm nằm trong số)"), required=False)
    external = forms.BooleanField(label=_("Hệ thống khác đánh số; ở đây chỉ ghi lại"), required=False)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.choices = [("", _("Chọn cơ quan")), *units] if len(units) != 1 else units
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("Mọi loại văn bản (sổ chung)")), *numbered_kinds(clock.today())]


class NumberForm(forms.Form):
    """A signed paper document that is to get the next number."""

    kind = forms.ChoiceField(label=_("Loại văn bản"))
    subject = forms.CharField(label=_("Trích yếu"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    signer = forms.CharField(label=_("Người ký"), max_length=200, widget=_width(30))
    drafter = forms.CharField(
        label=_("Chữ viết tắt đơn vị soạn thảo"),
        max_length=40,
        required=False,
        help_text=_("Chỉ cho công văn, ví dụ KSTT"),
        widget=_width(10),
    )
    recipients = forms.CharField(
        label=_("Nơi nhận"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)
    scan = _upload(required=True, label=_("Bản quét văn bản đã ký"))

    def __init__(self, *args: Any, only_kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(c, n) for c, n in numbered_kinds(clock.today()) if not only_kind or c == only_kind]
        field: Any = self.fields["kind"]
        field.choices = kinds if only_kind else [("", _("Chọn loại")), *kinds]


class EntryForm(NumberForm):
    """The same for a number that another system gave."""

    field_order = ("text", "issued_on")
    text = forms.CharField(
        label=_("Số, ký hiệu"), max_length=80, help_text=_("Như trên văn bản, ví dụ 145/KH-UBND"), widget=_width(20)
    )
    issued_on = DayField(label=_("Ngày ban hành"))


def unit_choices(units: Iterable[tuple[Unit, str]]) -> list[tuple[str, str]]:
    """Units with their names as choices of a form, by uid: no internal key leaves the process."""
    return [(str(unit.uid), name) for unit, name in units]


class SubmitForm(forms.Form):
    """A document of one's own that is to be signed. `bodies` are those in whose name the officer may submit, `routes` may be chosen."""

    kind = forms.ChoiceField(label=_("Loại văn bản"))
    title = forms.CharField(label=_("Trích yếu"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    unit = forms.ChoiceField(label=_("Cơ quan ban hành"))
    content = _upload(
        required=True, label=_("Tệp dự thảo"), help_text=_("Đúng bản sẽ ký. Mỗi lần trình giữ nguyên tệp của lần đó.")
    )
    opinion = forms.CharField(
        label=_("Ý kiến trình"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    route = forms.ChoiceField(
        label=_("Tuyến trình"),
        required=False,
        help_text=_("Để trống: theo loại văn bản và cơ quan ban hành."),
    )

    def __init__(self, *args: Any, bodies: Choices, routes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, unit, route = (self.fields[name] for name in ("kind", "unit", "route"))
        kind.choices = [("", _("Chọn loại")), *numbered_kinds(clock.today())]  # type: ignore[attr-defined]  # a ChoiceField
        unit.choices = bodies if len(bodies) == 1 else [("", _("Chọn cơ quan")), *bodies]  # type: ignore[attr-defined]  # the same
        route.choices = [("", _("Theo loại văn bản và cơ quan")), *routes]  # type: ignore[attr-defined]  # the same


class ActForm(forms.Form):
    """An act on an approval. `version` is the one the officer saw: nobody decides on what they have not seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def words(self) -> dict[str, Any]:
        """What was filled in, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def _note(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=required, max_length=2000, widget=area, help_text=help_text)


class ApproveForm(ActForm):
    note = _note(_("Ý kiến"))


class ReturnForm(ActForm):
    note = _note(_("Lý do trả lại"), required=True, help_text=_("Cần sửa, bổ sung những gì; người trình đọc chỗ này."))


class RedirectForm(ActForm):
    """`people` are those who may do the step, by uid."""

    to = forms.ChoiceField(label=_("Chuyển đến"))
    note = _note(_("Ý kiến"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.choices = [("", _("Chọn người xử lý")), *people]


class SignForm(ActForm):
    """The paper was signed. `people` are those who sign for the body; somebody else is written by name."""

    OTHER = "other"
    HEAD = "head"
    """Stands for the empty code of a head's own capacity, which a choice could not have."""

    signer = forms.ChoiceField(label=_("Người ký"))
    signer_name = forms.CharField(
        label=_("Họ tên người ký"),
        required=False,
        max_length=200,
        help_text=_("Chỉ ghi khi người ký không có trong danh sách trên."),
        widget=_width(30),
    )
    signer_post = forms.CharField(
        label=_("Chức vụ ghi trên văn bản"), required=False, max_length=200, widget=_width(30)
    )
    capacity = forms.ChoiceField(
        label=_("Quyền hạn ký"), choices=[(code or "head", words) for code, words in Capacity.choices]
    )
    authority = forms.CharField(
        label=_("Căn cứ ký thay, thừa lệnh, thừa ủy quyền"),
        required=False,
        max_length=500,
        help_text=_("Ví dụ: Thông báo phân công 12/TB-KCNĐN. Để trống nếu thẩm quyền ký đã ghi trong hệ thống."),
    )
    signed_on = DayField(label=_("Ngày ký"))
    scan = _upload(required=True, label=_("Bản quét văn bản đã ký"))
    note = _note(_("Ý kiến"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        signer: Any = self.fields["signer"]
        signer.choices = [*people, (self.OTHER, _("Người khác"))]

    def words(self) -> dict[str, Any]:
        """With the codes that the service knows: empty for somebody who is named, and for a head's own capacity."""
        words = super().words()
        words["signer"] = "" if words["signer"] == self.OTHER else words["signer"]
        words["capacity"] = "" if words["capacity"] == self.HEAD else words["capacity"]
        return words


class IssueForm(ActForm):
    """`books` are those of the body; where another system counts, number and date are as it gave them."""

    series = forms.ChoiceField(label=_("Sổ văn bản đi"))
    text = forms.CharField(
        label=_("Số, ký hiệu"),
        required=False,
        max_length=80,
        help_text=_("Chỉ ghi khi hệ thống khác đánh số, ví dụ 145/KH-UBND"),
        widget=_width(20),
    )
    issued_on = DayField(
        label=_("Ngày ban hành"),
        required=False,
        help_text=_("Chỉ ghi khi hệ thống khác đánh số; nếu không là hôm nay."),
    )
    drafter = forms.CharField(
        label=_("Chữ viết tắt đơn vị soạn thảo"),
        max_length=40,
        required=False,
        help_text=_("Chỉ cho công văn, ví dụ KSTT"),
        widget=_width(10),
    )
    recipients = forms.CharField(
        label=_("Nơi nhận"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    file = _upload(
        required=False,
        label=_("Bản phát hành"),
        help_text=_("Bản quét có số và dấu, nếu khác bản đã ký."),
    )
    note = _note(_("Ghi chú"))

    def __init__(self, *args: Any, books: Choices, external: bool, letter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        series: Any = self.fields["series"]
        series.choices = books
        unused = ([] if external else ["text", "issued_on"]) + ([] if letter else ["drafter"])
        for name in unused:
            del self.fields[name]


class ResubmitForm(ActForm):
    """`rendered`: the record's package writes the file afresh, so none is asked for."""

    content = _upload(required=True, label=_("Tệp đã sửa"))
    opinion = _note(_("Ý kiến trình"), help_text=_("Đã sửa gì theo ý kiến trả lại."))

    def __init__(self, *args: Any, rendered: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rendered:
            del self.fields["content"]


class WithdrawForm(ActForm):
    reason = forms.CharField(label=_("Lý do rút"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class RouteForm(forms.Form):
    """A route of a body. The steps before signature are rows of a formset; signing and issuing always end it."""

    unit = forms.ChoiceField(label=_("Cơ quan ban hành"))
    kind = forms.ChoiceField(label=_("Loại văn bản"), required=False)
    below = forms.BooleanField(label=_("Áp dụng cả cho các đơn vị bên dưới chưa có tuyến riêng"), required=False)
    name = forms.CharField(label=_("Tên tuyến"), max_length=200)
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Quy chế làm việc hoặc quyết định quy định việc trình, ký")
    )
    valid_from = DayField(label=_("Áp dụng từ ngày"))

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, kind = self.fields["unit"], self.fields["kind"]
        unit.choices = units if len(units) == 1 else [("", _("Chọn cơ quan")), *units]  # type: ignore[attr-defined]  # a ChoiceField
        kind.choices = [("", _("Mọi loại văn bản chưa có tuyến riêng")), *numbered_kinds(clock.today())]  # type: ignore[attr-defined]  # the same


class StepForm(forms.Form):
    """One step of a route as an office writes it."""

    label = forms.CharField(label=_("Bước"), max_length=120, required=False)
    act = forms.ChoiceField(label=_("Việc"), required=False)
    role = forms.ChoiceField(label=_("Vai trò"), required=False)
    at = forms.ChoiceField(label=_("Tìm người ở"), required=False)
    when_nobody = forms.ChoiceField(label=_("Khi không có người"), required=False)
    again = forms.BooleanField(label=_("Được cùng người với bước trước"), required=False)

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in choices.items():
            field: Any = self.fields[name]
            field.choices = options


class EndRouteForm(forms.Form):
    on = DayField(label=_("Thôi dùng từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
