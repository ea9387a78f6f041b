"""Form of what people say for what procedures are called."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SynonymForm(forms.Form):
    phrase = forms.CharField(
        label=_("Người dân nói"),
        max_length=120,
        help_text=_("Ví dụ: bằng lái, sổ đỏ, mở quán. Viết có dấu; tìm kiếm hiểu cả khi người dân gõ không dấu."),
    )
    meanings = forms.CharField(
        label=_("Tên thủ tục dùng những từ"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Mỗi dòng một cách hiểu, cách hay gặp nhất trước. Để trống nếu cụm từ không cho biết cần gì (“xin hỏi”)."
        ),
    )
    active = forms.BooleanField(label=_("Dùng khi tìm kiếm"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
