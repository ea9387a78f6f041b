"""What every page of one procedure shares: its head, and tabs that each part of the package adds in its own module.

A tab is a page of its own. It draws `procedures/desk/procedure_base.html` (blocks `tab`, `actions`) with `frame(procedure, KEY)`:

    TABS["tep"] = Tab(_("Tệp"), "procedures:files", count=lambda procedure: …)      # here, in the order of reading
    return render(request, "procedures/desk/files.html", frame(found, "tep") | {…})
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.kernel import clock
from motcua.procedures.queries.desk import shown_version
from motcua.ui.badges import Badge, Tone

STANDINGS = {
    "in_force": Badge(_("Đang hiệu lực"), Tone.DONE),
    "coming": Badge(_("Chưa đến ngày hiệu lực"), Tone.ACTIVE),
    "draft": Badge(_("Đang soạn"), Tone.PLAIN),
    "abolished": Badge(_("Đã bãi bỏ"), Tone.LATE),
}
"""What a procedure is on a day, as `queries.desk.registry_rows` tells it."""


@dataclass(frozen=True, slots=True)
class Tab:
    """`url_name` takes the procedure's uid. `count(procedure)` stands beside the label; one query at most."""

    label: Any
    url_name: str
    count: Callable[[Any], int] | None = None
    stands: Callable[[Any], bool] | None = None
    """Whether the procedure has this tab at all; one query at most."""


TABS: dict[str, Tab] = {
    "noi-dung": Tab(pgettext_lazy("tab", "Nội dung"), "procedures:procedure"),
    "tep": Tab(_("Biểu mẫu, tệp"), "procedures:files", lambda p: p.files.filter(voided_at__isnull=True).count()),
    "soan": Tab(_("Bản soạn"), "procedures:draft", stands=lambda p: p.versions.filter(state="draft").exists()),
    "dia-phuong": Tab(_("Địa phương"), "procedures:local"),
    "don-vi": Tab(_("Đơn vị thực hiện"), "procedures:units"),
    "truc-tuyen": Tab(_("Trực tuyến, đánh dấu"), "procedures:marks"),
    "cong-bo": Tab(_("Công bố, công khai"), "procedures:publication_tab"),
    "ra-soat": Tab(_("Rà soát"), "procedures:review_tab", lambda p: p.law_reviews.filter(state="open").count()),
    "phien-ban": Tab(_("Phiên bản"), "procedures:versions", lambda p: p.versions.count()),
}
"""In the order they stand."""


def frame(procedure: Any, current: str) -> dict[str, Any]:
    """The context of a tab: `procedure`, `shown` (the version of the day, or None), `standing`, `tabs`, `public_url`."""
    today = clock.today()
    shown = shown_version(procedure, today)
    standing = standing_of(procedure, shown)
    return {
        "procedure": procedure,
        "shown": shown,
        "standing": STANDINGS[standing],
        "tabs": [
            {
                "label": tab.label,
                "url": reverse(tab.url_name, args=[procedure.uid]),
                "current": key == current,
                "count": tab.count(procedure) if tab.count else None,
            }
            for key, tab in TABS.items()
            if key == current or tab.stands is None or tab.stands(procedure)
        ],
        "public_url": reverse("procedures:public_procedure", args=[procedure.base_code])
        if procedure.kind == "public" and standing == "in_force"
        else "",
    }


def standing_of(procedure: Any, shown: Any) -> str:
    """Which of `STANDINGS`, for a procedure and the version that `shown_version` gives."""
    today = clock.today()
    if procedure.abolished_on is not None and procedure.abolished_on <= today:
        return "abolished"
    if shown is None or shown.state == "draft":
        return "draft"
    ends = shown.valid_to is not None and shown.valid_to <= today
    return "in_force" if shown.valid_from <= today and not ends else "coming"


def assignment_tabs(current: str) -> list[dict[str, Any]]:
    """The pages of assignment beside one another."""
    known = (
        ("matrix", _("Đơn vị thiếu người")),
        ("unassigned", _("Thủ tục chưa giao")),
        ("transfers", _("Chuyển thẩm quyền")),
        ("bulk_acts", _("Việc hàng loạt")),
    )
    return [{"label": label, "url": reverse(f"procedures:{name}"), "current": name == current} for name, label in known]
