"""Form of the post that a unit names for a role of workflows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ui.forms import DayField


class RolePostForm(forms.Form):
    """`posts` are those that could take the role, with the names of their units."""

    post = forms.ChoiceField(label=_("Vị trí"), error_messages={"required": _("Chọn vị trí.")})
    valid_from = DayField(label=_("Từ ngày"))
    note = forms.CharField(
        label=_("Theo phân công nào"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: thông báo, quy chế làm việc của đơn vị."),
    )

    def __init__(self, *args: Any, posts: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["post"]
        field.choices = [("", _("Chọn vị trí")), *((str(post.uid), _called(post)) for post in posts)]
        self.posts = {str(post.uid): post for post in posts}

    def clean_post(self) -> Any:
        return self.posts.get(self.cleaned_data["post"])


def _called(post: Any) -> str:
    field = f" ({post.field})" if post.field else ""
    return f"{post.title}{field}, {post.unit_name}"
