"""Forms of internal workflows: the table row by row, issuing, annexes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Invalid
from motcua.kernel.text import fold, nfc
from motcua.procedures.models import WorkflowLevel
from motcua.procedures.queries.meant import meant
from motcua.procedures.workflows import Flow, Join, Role, RoleKind, Split, Step, Table, Time, key_for, normal
from motcua.procedures.workflows.bpmn import time_words
from motcua.procedures.workflows.roles import Where
from motcua.procedures.workflows.ways import KEY, order_of, ways_of, ways_text
from motcua.procedures.workflows.wording import read_time
from motcua.ui.errors import text_of
from motcua.ui.forms import DayField, UploadInput

ANNEX_FILES = ".docx,.doc,.odt,.rtf,.pdf,.xlsx,.png,.jpg,.jpeg,.tif,.tiff"
NEXT, STOP, ONE, ALL = "next", "stop", "one", "all"
_AFTER = (
    (NEXT, _("Sang bước đứng sau")),
    (STOP, _("Kết thúc")),
    (ONE, _("Một trong các bước, tùy trường hợp")),
    (ALL, _("Nhiều bước cùng lúc")),
)


class TimeField(forms.CharField):
    """A time as decisions write it. Cleans to (time or None, words): words that stood there unread may stay."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(max_length=60, required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        text = nfc(super().clean(value))
        time = read_time(text) if text else None
        kept = self.initial[1] if isinstance(self.initial, tuple) else ""
        if text and time is None and text != kept:
            raise forms.ValidationError(_("Viết như: 4 giờ; 0,5 ngày làm việc; 2 ngày."), code="unknown")
        return time, "" if time else text

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, tuple):
            time, words = value
            return time_words(time) if isinstance(time, Time) else words
        return value


class StepForm(forms.Form):
    """One row. Without number and work it is an empty row."""

    tells_optional = False

    key = forms.CharField(label=_("Số"), max_length=12, required=False)
    title = forms.CharField(
        label=_("Nội dung công việc"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    who = forms.CharField(label=_("Người thực hiện"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Vị trí"), required=False)
    time = TimeField(label=_("Thời gian"))
    output = forms.CharField(label=_("Kết quả"), max_length=1000, required=False)
    after = forms.ChoiceField(label=_("Xong bước này"), choices=_AFTER, required=False, initial=NEXT)
    ways = forms.CharField(
        label=_("Các bước tiếp theo"),
        required=False,
        max_length=4000,
        help_text=_(
            "Mỗi dòng một bước: số bước, dấu hai chấm, trường hợp. Ví dụ: “4: hồ sơ hợp lệ”, “kết thúc: trả hồ sơ”."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    waits = forms.BooleanField(label=_("Chờ mọi nhánh trước xong mới bắt đầu"), required=False)
    counted = forms.BooleanField(label=_("Tính vào thời hạn giải quyết"), required=False, initial=True)
    note = forms.CharField(
        label=_("Ghi chú"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, kinds: Sequence[RoleKind] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = [("", _("Chưa rõ")), *((kind.key, _(kind.name)) for kind in kinds)]
        fields["time"].initial = self.initial.get("time", "")

    @property
    def is_blank(self) -> bool:
        data = getattr(self, "cleaned_data", {})
        return not data.get("title") and not data.get("who") and not data.get("key")

    @property
    def unfolded(self) -> bool:
        """Whether the row says something in its folded part."""
        after = self["after"].value() or NEXT
        more = self["waits"].value() or self["note"].value() or not self["counted"].value()
        return bool(after in (ONE, ALL) or more or any(self[name].errors for name in ("ways", "note", "after")))

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"].strip().lower().removeprefix("bước").strip(" .:")
        if key and not KEY.fullmatch(key):
            raise forms.ValidationError(_("Viết số bước như 3, 3a hoặc 2.1."), code="key")
        return key

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["flows"] = ()
        if data.get("after") in (ONE, ALL):
            try:
                data["flows"] = ways_of(data.get("ways", ""))
            except Invalid as error:
                self.add_error("ways", text_of(error))
            else:
                if not data["flows"]:
                    self.add_error("ways", _("Ghi các bước tiếp theo, mỗi dòng một bước."))
        if not self.is_blank and not data.get("title"):
            self.add_error("title", _("Ghi nội dung công việc, hoặc xóa trắng cả hàng để bỏ bước này."))
        return data


Steps = forms.formset_factory(StepForm, extra=2, max_num=210, absolute_max=230, validate_max=True)


class HeadForm(forms.Form):
    """What the decision says of the whole table; `version` is what was seen."""

    total = TimeField(label=_("Tổng thời gian ghi trong quyết định"), help_text=_("Bỏ trống nếu quyết định không ghi."))
    exact = forms.BooleanField(
        label=_("Quyết định nói tổng thời gian các bước bằng thời hạn giải quyết"), required=False
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["total"].initial = self.initial.get("total", "")


class ConfirmForm(HeadForm):
    """The same for a workflow that was read: whose it is, and what its word "ngày" means."""

    code = forms.CharField(
        label=_("Mã thủ tục"), max_length=40, error_messages={"required": _("Ghi mã thủ tục trong danh mục.")}
    )
    case = forms.CharField(
        label=_("Trường hợp"),
        max_length=300,
        required=False,
        help_text=_("Bỏ trống: quy trình dùng cho mọi trường hợp của thủ tục."),
    )
    days = forms.ChoiceField(
        label=_("Chữ “ngày” trong bảng này là"),
        choices=[("working_day", _("ngày làm việc")), ("day", _("ngày thường, kể cả ngày nghỉ"))],
        widget=forms.RadioSelect,
    )
    field_order = ("code", "case", "days", "total", "exact", "version")

    def clean_code(self) -> Any:
        found = meant([(self.cleaned_data["code"], "")])[0].procedure
        if found is None:
            raise forms.ValidationError(_("Danh mục không có thủ tục mang mã này."), code="no_procedure")
        return found


class BeginForm(forms.Form):
    """A new draft: at which level, for which case, from what."""

    level = forms.ChoiceField(label=_("Cấp thực hiện"), widget=forms.RadioSelect)
    case = forms.ChoiceField(
        label=_("Trường hợp"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("“Mọi trường hợp”: quy trình dùng cho trường hợp nào chưa có quy trình riêng."),
    )
    file = forms.FileField(
        label=_("Tệp BPMN"),
        required=False,
        help_text=_("Nếu đã vẽ ở công cụ khác. Bỏ trống: bắt đầu từ quy trình đang dùng."),
        widget=UploadInput(accept=".bpmn,.xml", limit=5_000_000),
        max_length=300,
    )

    def __init__(self, *args: Any, levels: Sequence[str] = (), cases: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["level"]
        field.choices = [(level, WorkflowLevel(level).label) for level in levels]
        if len(levels) == 1:
            field.initial = levels[0]
        case: Any = self.fields["case"]
        case.choices = [("", _("Mọi trường hợp")), *((one, one) for one in cases)]
        if not cases and not self.data.get("case"):
            del self.fields["case"]


class BpmnForm(forms.Form):
    """A drawing of another tool in the place of the table."""

    file = forms.FileField(
        label=_("Tệp BPMN"),
        widget=UploadInput(accept=".bpmn,.xml", limit=5_000_000),
        max_length=300,
        error_messages={"required": _("Hãy chọn tệp BPMN.")},
    )


class IssueForm(forms.Form):
    """By which decision a workflow is issued, and since when."""

    decision = forms.CharField(
        label=_("Số quyết định"),
        max_length=100,
        help_text=_("Quyết định có trong kho văn bản, ví dụ 123/QĐ-UBND."),
        error_messages={"required": _("Ghi số quyết định phê duyệt.")},
    )
    valid_from = DayField(label=_("Có hiệu lực từ"), error_messages={"required": _("Hãy ghi ngày.")})
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class EndForm(forms.Form):
    """From when a workflow does not hold any more."""

    on = DayField(label=_("Hết hiệu lực từ"), error_messages={"required": _("Hãy ghi ngày.")})
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Ghi lý do.")},
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Ghi lý do.")},
    )


class AnnexForm(forms.Form):
    """An annex to read."""

    file = forms.FileField(
        label=_("Phụ lục của quyết định"),
        help_text=_("Word là tốt nhất; PDF, bản quét, Excel cũng được. Một tệp có thể có quy trình của nhiều thủ tục."),
        widget=UploadInput(accept=ANNEX_FILES, limit=settings.UPLOAD_LIMIT),
        max_length=300,
        error_messages={"required": _("Hãy chọn tệp.")},
    )
    level = forms.ChoiceField(
        label=_("Cấp thực hiện"),
        choices=WorkflowLevel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn cấp thực hiện.")},
    )
    decision = forms.CharField(
        label=_("Số quyết định"),
        max_length=100,
        required=False,
        help_text=_("Nếu đã có trong kho văn bản; có thể ghi sau, khi ban hành."),
    )


def rows_of(table: Table) -> list[dict[str, Any]]:
    """The rows of a table as the form shows them."""
    roles = {role.key: role for role in table.roles}
    following = [*(step.key for step in table.steps[1:]), ""]
    rows = []
    for step, after in zip(table.steps, following, strict=True):
        role = roles.get(step.role)
        plain = step.flows == ((Flow(after),) if after else ())
        alone = STOP if not step.flows else ALL if step.split is Split.ALL else ONE
        rows.append(
            {
                "key": step.key,
                "title": step.title,
                "who": role.name if role else "",
                "kind": role.kind if role else "",
                "time": (step.time, step.words),
                "output": step.output,
                "after": NEXT if plain and after else alone,
                "ways": "" if plain else ways_text(step.flows),
                "waits": step.join is Join.ALL,
                "counted": step.counted,
                "note": step.note,
            }
        )
    return rows


def head_of(table: Table) -> dict[str, Any]:
    return {"total": (table.total, ""), "exact": table.exact}


def table_of_forms(head: dict[str, Any], rows: Sequence[StepForm], kinds: Sequence[RoleKind], old: Table) -> Table:
    """The table that valid forms say. Rows stand in the order of their numbers; a row without a number follows the one before it."""
    filled = [form.cleaned_data for form in rows if form.cleaned_data and not form.is_blank]
    taken = {row["key"] for row in filled if row["key"]}
    last = 0
    for row in filled:
        if not row["key"]:
            row["key"] = next(str(n) for n in range(last + 1, last + len(filled) + 2) if str(n) not in taken)
            taken.add(row["key"])
        last = order_of(row["key"])[0][0]
    filled.sort(key=lambda row: order_of(row["key"]))
    roles: list[Role] = []
    steps = []
    following = [*(row["key"] for row in filled[1:]), ""]
    for row, after in zip(filled, following, strict=True):
        time, words = row["time"]
        flows = {NEXT: (Flow(after),) if after else (), STOP: ()}.get(row["after"] or NEXT, row["flows"])
        steps.append(
            Step(
                key=row["key"],
                title=nfc(row["title"]),
                role=_role(row, roles, kinds, old),
                time=time,
                words=words,
                output=nfc(row["output"]),
                note=nfc(row["note"]),
                flows=flows,
                split=Split.ALL if row["after"] == ALL else Split.ONE,
                join=Join.ALL if row["waits"] else Join.ANY,
                counted=row["counted"],
            )
        )
    total = head["total"][0]
    return normal(Table(tuple(steps), tuple(roles), total, head["exact"], old.unread))


def _role(row: dict[str, Any], roles: list[Role], kinds: Sequence[RoleKind], old: Table) -> str:
    """The key of a row's role: one role for one name and position; the key that it had before."""
    known = {kind.key: kind for kind in kinds}
    kind = known.get(row["kind"])
    name = " ".join(nfc(row["who"]).split()) or (kind.name if kind else "")
    if not name:
        return ""
    for role in roles:
        if fold(role.name) == fold(name) and role.kind == row["kind"]:
            return role.key
    before = next((role for role in old.roles if fold(role.name) == fold(name)), None)
    taken = {role.key for role in roles}
    key = before.key if before and before.key not in taken else key_for(name, taken)
    agency = name if kind is not None and kind.where is Where.OUTSIDE else ""
    roles.append(Role(key, name, row["kind"], agency))
    return key
