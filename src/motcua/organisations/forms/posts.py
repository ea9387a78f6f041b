"""Forms about posts and who holds them, what leaders are in charge of, signing, and standing in for somebody who is away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.organisations.forms.fields import OfficerField, UnitField, UnitsField
from motcua.organisations.models import Officer, Post, SigningAuthority, Unit
from motcua.organisations.queries.subjects import ref_in
from motcua.organisations.rules.grounds import Ground
from motcua.ui.forms import DayField


class GroundForm(forms.Form):
    """The document something rests on; `ground()` gives it."""

    together = (("document", "date"), ("valid_from", "valid_to"), ("starts", "starts_time"), ("ends", "ends_time"))

    document = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=200, help_text=_("Ví dụ 45/QĐ-KCNĐN"))
    date = DayField(label=_("Ngày văn bản"), required=False)
    ref = forms.CharField(
        label=_("Nơi lưu văn bản"),
        max_length=400,
        required=False,
        help_text=_("Dán địa chỉ trang của văn bản hoặc tệp trong hệ thống, nếu có."),
    )

    def clean_ref(self) -> str:
        text = str(self.cleaned_data["ref"]).strip()
        found = ref_in(text) if text else ""
        if text and not found:
            raise forms.ValidationError(gettext("Không tìm thấy văn bản hay tệp nào ở địa chỉ này."))
        return found

    def ground(self) -> Ground:
        data = self.cleaned_data
        return Ground(data.get("document", ""), data.get("date"), data.get("ref", ""))


class NewPostForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại vị trí"), choices=Post.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Tên vị trí"), max_length=150, help_text=_("Như ghi dưới chữ ký, ví dụ Phó Trưởng ban")
    )
    field = forms.CharField(
        label=_("Lĩnh vực làm đầu mối"),
        max_length=150,
        required=False,
        help_text=_("Cho cán bộ đầu mối, ví dụ kiểm soát thủ tục hành chính. Để trống: mọi lĩnh vực."),
    )
    position = forms.IntegerField(
        label=_("Thứ tự trong cùng loại"), min_value=0, max_value=999, required=False, initial=0
    )
    valid_from = DayField(label=_("Có từ ngày"))

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 0


class SeatForm(GroundForm):
    officer = OfficerField(label=_("Cán bộ"))
    valid_from = DayField(label=_("Giữ vị trí từ ngày"))
    valid_to = DayField(
        label=_("Nhiệm kỳ đến trước ngày"), required=False, help_text=_("Để trống: văn bản không ghi thời hạn.")
    )
    field_order = ("officer", "valid_from", "valid_to", "document", "date", "ref")


class ExtendForm(GroundForm):
    valid_to = DayField(label=_("Kéo dài đến trước ngày"), required=False, help_text=_("Để trống: không thời hạn."))
    field_order = ("valid_to", "document", "date", "ref")


class EndForm(GroundForm):
    """The end of a tenure, a charge or an authority, with or without a document."""

    on = DayField(label=_("Thôi từ ngày"))
    field_order = ("on", "document", "date", "ref")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].required = False


class ChargeForm(GroundForm):
    unit = UnitField(label=_("Đơn vị phụ trách"), required=False)
    field = forms.CharField(
        label=_("Lĩnh vực phụ trách"),
        max_length=150,
        required=False,
        help_text=_("Chỉ ghi lĩnh vực: phụ trách lĩnh vực đó ở mọi đơn vị thuộc cơ quan."),
    )
    valid_from = DayField(label=_("Từ ngày"))
    field_order = ("unit", "field", "valid_from", "document", "date", "ref")


class NoticeForm(GroundForm):
    """A whole notice of assignment: for each leader's post the units and the fields, one a line."""

    on = DayField(label=_("Áp dụng từ ngày"))
    field_order = ("document", "date", "ref", "on")

    def __init__(self, *args: Any, leaders: Sequence[tuple[Post, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = [post for post, _name in leaders]
        for post, name in leaders:
            who = f"{post.title} {name}".strip()
            self.fields[f"units_{post.pk}"] = UnitsField(
                label=gettext("{who} – đơn vị").format(who=who), required=False
            )
            self.fields[f"fields_{post.pk}"] = forms.CharField(
                label=gettext("{who} – lĩnh vực").format(who=who),
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Mỗi dòng một lĩnh vực."),
            )

    def shares(self) -> Iterable[tuple[Post, Unit | None, str]]:
        for post in self.posts:
            for unit in self.cleaned_data[f"units_{post.pk}"]:
                yield post, unit, ""
            for line in self.cleaned_data[f"fields_{post.pk}"].splitlines():
                if line.strip():
                    yield post, None, line.strip()


class SigningForm(GroundForm):
    unit = UnitField(label=_("Ký thay mặt, thay người đứng đầu của"))
    capacity = forms.ChoiceField(
        label=_("Thể thức"), choices=SigningAuthority.Capacity.choices, widget=forms.RadioSelect
    )
    kinds = forms.CharField(
        label=_("Loại văn bản"),
        max_length=200,
        required=False,
        help_text=_("Viết tắt, cách nhau bằng dấu phẩy, ví dụ CV, TB. Để trống: mọi loại."),
    )
    scope = forms.CharField(
        label=_("Nội dung được giao ký"), max_length=300, required=False, help_text=_("Thừa ủy quyền thì bắt buộc.")
    )
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(
        label=_("Đến trước ngày"), required=False, help_text=_("Thừa ủy quyền thì bắt buộc có thời hạn.")
    )
    field_order = ("unit", "capacity", "kinds", "scope", "valid_from", "valid_to", "document", "date", "ref")

    def clean_kinds(self) -> list[str]:
        return [part.strip() for part in str(self.cleaned_data["kinds"]).split(",") if part.strip()]


class HourField(forms.TimeField):
    """An hour as `08:30` or `8h30`."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%Hh%M", "%Hh", "%Hg%M"], **kwargs)
        self.error_messages["invalid"] = _("Giờ chưa đúng. Hãy viết như 13:30.")


class DelegationForm(GroundForm):
    """`own` are the person's own posts; whoever may delegate for others names the absent officer instead (`giver_name`)."""

    giver = forms.ChoiceField(label=_("Vắng ở chức vụ"))
    giver_name = OfficerField(
        label=_("Hoặc: người vắng là cán bộ khác"),
        required=False,
        help_text=_("Khi người vắng không tự ghi được. Tên đăng nhập, hoặc họ tên đầy đủ."),
    )
    receiver = OfficerField(label=_("Người làm thay"))
    starts = DayField(label=_("Vắng từ ngày"))
    starts_time = HourField(label=_("Từ giờ"), required=False, help_text=_("Ví dụ 13:00. Để trống: từ đầu ngày."))
    ends = DayField(label=_("Đến hết ngày"))
    ends_time = HourField(label=_("Đến giờ"), required=False, help_text=_("Để trống: hết ngày."))
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ đi công tác, nghỉ phép. Không ghi chuyện sức khỏe."),
    )
    field_order = (
        "giver", "giver_name", "receiver", "starts", "starts_time", "ends", "ends_time", "reason", "document", "date", "ref",
    )  # fmt: skip

    def __init__(self, *args: Any, own: Sequence[Officer], for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = {str(o.uid): o for o in own}
        giver: Any = self.fields["giver"]
        giver.choices = [(uid, f"{o.post}, {o.unit_name}") for uid, o in self.own.items()]  # type: ignore[attr-defined]  # annotated by the loader
        if not for_others:
            del self.fields["giver_name"]
        elif not own:
            del self.fields["giver"]
            self.fields["giver_name"].required = True
        self.fields["document"].required = False
        self.fields["document"].help_text = _("Nếu có văn bản, ví dụ giấy ủy quyền, quyết định cử đi công tác.")

    def absent(self) -> Officer:
        named: Officer | None = self.cleaned_data.get("giver_name")
        return named or self.own[self.cleaned_data["giver"]]

    def moment(self, name: str) -> Any:
        """The day, or the moment when an hour is named."""
        day, hour = self.cleaned_data[name], self.cleaned_data[f"{name}_time"]
        return day if hour is None else datetime.combine(day, hour)
