"""What this package tells upwards and keeps in the trail. Pure. Payloads hold references and non-personal values only."""

from __future__ import annotations

from enum import StrEnum

from motcua.kernel.errors import N_


class EventKind(StrEnum):
    """The subject is the [procedure] but for imports ([procedure_import]); then what the payload holds."""

    VERSION_IMPORTED = "procedure.version_imported"  # number, valid_from, decision, run, parts
    VERSION_PUBLISHED = "procedure.version_published"  # number, valid_from, decision
    REMARK_SETTLED = "procedure.remark_settled"  # remark
    IMPORTED = "procedures.imported"  # source, file_name, sha256, rows, new, changed, same, set_aside


LABELS: dict[str, str] = {
    EventKind.VERSION_IMPORTED: N_("Nhập phiên bản thủ tục"),
    EventKind.VERSION_PUBLISHED: N_("Phiên bản thủ tục có hiệu lực"),
    EventKind.REMARK_SETTLED: N_("Xử lý góp ý về trang thủ tục"),
    EventKind.IMPORTED: N_("Nhập danh mục thủ tục"),
}
"""What people read of each kind; the texts are gettext keys."""

FIELDS: dict[str, str] = {
    "run": N_("Lần nhập"),
    "remark": N_("Góp ý"),
    "parts": N_("Phần thay đổi"),
    "same": N_("Không đổi"),
    "set_aside": N_("Để riêng"),
}
"""What people read of the fields of payloads that are this package's own; the texts are gettext keys."""
