"""Form of what a life event says; the procedures beside it are rows of the page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.procedures.models import LifeAudience
from motcua.procedures.queries.life_events import ICONS

ICON_WORDS = {
    "child": _("Em bé"), "rings": _("Nhẫn cưới"), "card": _("Thẻ"), "move": _("Chuyển đi"), "house": _("Nhà"), "land": _("Thửa đất"),
    "work": _("Cặp đi làm"), "people": _("Nhóm người"), "car": _("Xe"), "hand": _("Bàn tay"), "flower": _("Bông hoa"),
    "heart": _("Trái tim"), "book": _("Quyển sách"), "shop": _("Cửa hàng"), "change": _("Thay đổi"), "chart": _("Biểu đồ"),
    "factory": _("Nhà xưởng"), "leaf": _("Chiếc lá"), "box": _("Thùng hàng"), "plane": _("Máy bay"), "file": _("Giấy tờ"),
}  # fmt: skip


class LifeEventForm(forms.Form):
    together = (("title", "title_en"), ("icon", "position"))

    title = forms.CharField(
        label=_("Tên nhóm việc"),
        max_length=120,
        help_text=_("Lời người dân hay nói, ví dụ: Sinh con."),
        error_messages={"required": _("Ghi tên nhóm việc.")},
    )
    title_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=120, required=False)
    audience = forms.ChoiceField(label=_("Đứng ở trang đầu dưới"), choices=LifeAudience.choices)
    icon = forms.ChoiceField(label=_("Hình vẽ"), choices=[(key, ICON_WORDS[key]) for key in ICONS])
    position = forms.IntegerField(
        label=_("Thứ tự"),
        min_value=0,
        max_value=10_000,
        help_text=_("Số nhỏ đứng trước."),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    intro = forms.CharField(
        label=_("Lời dẫn"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Một, hai câu ở đầu trang: nên làm việc nào trước, hạn nào cần nhớ."),
    )
    phrases = forms.CharField(
        label=_("Từ ngữ để tìm"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Mỗi dòng một cụm. Khi chưa chọn thủ tục nào, trang nêu thủ tục mà các cụm này tìm được."),
    )
    active = forms.BooleanField(label=_("Hiện trên trang công khai"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
