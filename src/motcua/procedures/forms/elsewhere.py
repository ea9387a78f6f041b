"""Form of a matter that others settle."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ElsewhereForm(forms.Form):
    words = forms.CharField(
        label=_("Người dân tìm bằng những từ"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Mỗi dòng một cụm từ, ví dụ: ly hôn. Viết có dấu; tìm kiếm hiểu cả khi người dân gõ không dấu."),
    )
    unless = forms.CharField(
        label=_("Trừ khi có những từ"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một cụm từ làm cho việc thành thủ tục của tỉnh, ví dụ: ghi chú (ghi chú ly hôn)."),
    )
    where = forms.CharField(
        label=_("Cơ quan nào giải quyết"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Câu mà người tìm sẽ đọc, ví dụ: Ly hôn: Tòa án nhân dân khu vực nơi vợ hoặc chồng cư trú."),
    )
    where_en = forms.CharField(
        label=_("Câu đó bằng tiếng Anh"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    article = forms.CharField(label=_("Căn cứ"), required=False, max_length=400)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
