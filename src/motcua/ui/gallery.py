"""Every component in its typical, empty, wrong and longest state, on one page: for developing and for the browser tests.

Not served in production (`urls.py`). The texts are made up; the 300-letter title has the length of the longest real ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from motcua.kernel.errors import FieldError, Invalid
from motcua.ui.badges import Badge, Tone
from motcua.ui.forms import DayField, UploadInput, add_errors
from motcua.ui.lists import ChoiceFilter, Column, DateFilter, Empty, ListPage, ListSpec, Option
from motcua.ui.lists.page import Cell, Header, ShownChip
from motcua.ui.progress import Progress

LONG = (
    "Cấp, cấp lại, điều chỉnh, gia hạn giấy phép lao động và xác nhận người lao động nước ngoài không thuộc diện cấp giấy phép lao động "
    "làm việc cho doanh nghiệp trong khu công nghiệp, khu kinh tế, khu công nghệ cao trên địa bàn nhiều đơn vị hành chính cấp xã sau khi "
    "sắp xếp, hợp nhất theo nghị quyết của Quốc hội"
)
STATES = {
    "done": Badge("Đã hoàn thành", Tone.DONE),
    "active": Badge("Đang thực hiện", Tone.ACTIVE),
    "risk": Badge("Sắp đến hạn", Tone.RISK),
    "late": Badge("Quá hạn", Tone.LATE),
    "paused": Badge("Tạm dừng", Tone.PAUSED),
    "plain": Badge("Dự thảo", Tone.PLAIN),
}
MOMENT = datetime(2026, 11, 20, 7, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    code: str
    title: str
    unit: str
    due: date | None
    share: float | None
    count: int
    state: Badge


ROWS = [
    Row(
        "18/KH-VP",
        "Kế hoạch kiểm soát thủ tục hành chính năm 2026",
        "Văn phòng",
        date(2026, 11, 20),
        96.5,
        1234,
        STATES["active"],
    ),
    Row(
        "19/KH-BQL",
        LONG,
        "Ban Quản lý các khu công nghiệp, khu kinh tế tỉnh",
        date(2026, 12, 31),
        100,
        1_234_567,
        STATES["risk"],
    ),
    Row("Chờ cấp số", "Kế hoạch tuyên truyền", "Phòng Văn hóa – Xã hội", None, None, 0, STATES["plain"]),
    Row(
        "7/KH-UBND",
        "Kế hoạch cải cách hành chính",
        "Ủy ban nhân dân phường",
        date(2026, 10, 1),
        41.25,
        87,
        STATES["late"],
    ),
    Row(
        "102/KH-STC",
        "Kế hoạch rà soát, đơn giản hóa thủ tục",
        "Sở Tài chính",
        date(2026, 9, 15),
        100,
        12,
        STATES["done"],
    ),
    Row("3/KH-SNV", "Kế hoạch khảo sát mức độ hài lòng", "Sở Nội vụ", date(2027, 1, 4), 0, 4, STATES["paused"]),
]
SPEC = ListSpec(
    key="gallery",
    title="Kế hoạch",
    columns=(
        Column(key="code", label="Số, ký hiệu", kind="code", link=lambda _row: "#", sort=("code",)),
        Column(key="title", label="Trích yếu", wide=True, sort=("title",)),
        Column(key="unit", label="Đơn vị"),
        Column(key="due", label="Hạn", kind="date", sort=("due",)),
        Column(key="share", label="Tiến độ", kind="percent"),
        Column(key="count", label="Hồ sơ", kind="number", sort=("count",)),
        Column(key="state", label="Trạng thái"),
    ),
    filters=(
        ChoiceFilter(
            key="state", label="Trạng thái", options=[Option(k, b.word, 3) for k, b in STATES.items()], apply="state"
        ),
        ChoiceFilter(
            key="unit",
            label="Đơn vị",
            control="select",
            apply="unit",
            options=[Option("vp", "Văn phòng"), Option("bql", LONG)],
        ),
        DateFilter(key="due", label="Hạn", field="due"),
    ),
    default_sort="due",
    search="plan",
    search_label="Tìm kế hoạch",
    search_hint="Số, trích yếu hoặc đơn vị; có dấu hay không dấu đều được",
    export_name="ke-hoach",
    empty=Empty(
        title="Chưa có kế hoạch nào",
        text="Kế hoạch được nhận từ văn bản: thả tệp Word, PDF hoặc bản quét vào, hệ thống đọc và bạn soát lại.",
        action_label="Nhận kế hoạch",
        action_url="#",
    ),
)


class GalleryForm(forms.Form):
    name = forms.CharField(label="Tên đơn vị", help_text="Tên đầy đủ, như trên con dấu", max_length=200)
    day = DayField(label="Ngày ban hành", help_text="Ví dụ 20/11/2026")
    kind = forms.ChoiceField(
        label="Loại văn bản", choices=[("", "Chọn loại"), ("kh", "Kế hoạch"), ("qd", "Quyết định")]
    )
    channel = forms.ChoiceField(
        label="Cách gửi", choices=[("net", "Trên mạng"), ("post", "Bưu chính")], widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(
        label="Nội dung",
        choices=[("a", "Thủ tục hành chính"), ("b", LONG)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agree = forms.BooleanField(label="Tôi đã soát lại các mục trên")
    file = forms.FileField(
        label="Tệp kế hoạch", widget=UploadInput(accept=".docx,.pdf,.txt", limit=50 * 1024**2), required=False
    )


def _page(rows: list[Row], text: str = "", query: str = "", *, warnings: bool = False) -> ListPage:
    request = HttpRequest()
    request.GET = QueryDict(query)
    read = [one.read(request, request.GET) for one in SPEC.filters]
    return ListPage(
        spec=SPEC,
        address="?",
        text=text,
        sort="due",
        headers=[
            Header(c, "?" if c.sort else "", ("ascending" if c.key == "due" else "none") if c.sort else "")
            for c in SPEC.columns
        ],
        rows=[[Cell(c, row, c.value_of(row), c.link(row) if c.link else None) for c in SPEC.columns] for row in rows],
        items=rows,
        count=len(rows) and 1234,
        controls=[control for control, _, _ in read],
        chips=[ShownChip(chip.text, "?") for _, chips, _ in read for chip in chips],
        newer_url="?cursor=a" if rows else "",
        older_url="?cursor=b" if rows else "",
        reset_url="?",
        fewer_words_url="?q=khu",
        exports=[("CSV", "?export=csv"), ("XLSX", "?export=xlsx")] if rows else [],
        warnings=["Không có chữ «kehoach»; đang tìm «ke hoach»."] if warnings else [],
    )


def show(request: HttpRequest) -> HttpResponse:
    """The gallery. `?list=empty|none|filtered` shows the list in another state, `?form=wrong` the form with errors."""
    state = request.GET.get("list", "")
    pages: dict[str, Any] = {
        "empty": _page([]),
        "none": _page([], text="khu công nghệ sạch"),
        "filtered": _page(
            ROWS[:3],
            text="ke hoach",
            query="state=late&state=risk&unit=bql&due_from=01/11/2026&due_to=20-13-2026",
            warnings=True,
        ),
    }
    form = GalleryForm({"name": "", "day": "2026-31-12"}) if request.GET.get("form") == "wrong" else GalleryForm()
    if form.is_bound:
        add_errors(
            form, Invalid("Chưa lưu được.", errors=(FieldError("name", "Đơn vị “{name}” đã có.", {"name": LONG}),))
        )
    return render(
        request,
        f"ui/gallery/{_layout(request)}.html",
        {
            "list": pages.get(state) or _page(ROWS),
            "form": form,
            **_parts(),
            "long": LONG,
            "why_url": f"{request.path}why/",
            "wrong_url": f"{request.path}loi/",
        },
    )


def _layout(request: HttpRequest) -> str:
    return "public" if request.GET.get("layout") == "public" else "desk"


def _parts() -> dict[str, object]:
    running = Progress(
        key="a", title="Đọc kế hoạch 18/KH-VP (quét, 300 trang)", state=STATES["active"], running=True,
        done=120, total=300, seconds_left=190, cancel_url="#", note="Trang 120",
    )  # fmt: skip
    failed = Progress(
        key="b", title=LONG, state=Badge("Không đọc được", Tone.LATE), running=False,
        error="Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.",
    )  # fmt: skip
    unknown = Progress(key="c", title="Xuất 1.234.567 dòng", state=STATES["active"], running=True)
    return {
        "badges": STATES.values(),
        "works": [running, unknown, failed],
        "facts": [
            {"label": "Số, ký hiệu", "value": "18/KH-VP", "change_url": "#"},
            {"label": "Trích yếu", "value": LONG, "change_url": "#"},
            {"label": "Đơn vị chủ trì", "value": "Văn phòng", "url": "#"},
            {"label": "Trạng thái", "badge": STATES["risk"]},
            {"label": "Ngày ký", "value": None, "change_url": "#"},
        ],
        "history": [
            {
                "title": "Chấp nhận kế hoạch",
                "moment": MOMENT,
                "actor": "Nguyễn Thị Hồng Ánh, Văn phòng",
                "tone": "done",
            },
            {
                "title": "Sửa số, ký hiệu",
                "moment": MOMENT,
                "actor": "Lê Văn Đức",
                "text": "Bản quét mờ, đối chiếu bản giấy.",
                "url": "#",
            },
            {"title": LONG, "moment": MOMENT, "actor": "Hệ thống", "tone": "late"},
        ],
        "views": [
            {"label": "Nhiệm vụ", "url": "#", "current": True, "count": 62},
            {"label": "Chỉ tiêu", "url": "#", "current": False, "count": 14},
            {"label": "Truyền thông", "url": "#", "current": False, "count": 0},
            {"label": "Căn cứ", "url": "#", "current": False},
        ],
        "moment": MOMENT,
        "today": date(2026, 11, 20),
    }


def fragment(request: HttpRequest, part: str) -> HttpResponse:
    """What the «why?» of the gallery fetches; `loi` answers with an error, to show how one looks."""
    if part == "loi":
        raise Invalid("Không tính được: chưa có quy định cho ngày 20/11/2026.")
    return render(request, "ui/gallery/why.html")
