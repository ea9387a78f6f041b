"""What this package tells upwards and keeps in the trail. Pure. Payloads hold references and non-personal values only."""

from __future__ import annotations

from enum import StrEnum

from motcua.kernel.errors import N_


class EventKind(StrEnum):
    """The subject is always [indicator]; then what the payload holds."""

    CLOSED = "indicator.closed"  # period, from, to, count, hash, closing
    CORRECTED = "indicator.corrected"  # observation, corrects, unit, period, hash, reason
    RELEASED = "indicator.released"  # unit, mode
    WITHDRAWN = "indicator.withdrawn"  # unit, reason


LABELS: dict[str, str] = {
    EventKind.CLOSED: N_("Chốt số liệu kỳ"),
    EventKind.CORRECTED: N_("Đính chính số liệu đã chốt"),
    EventKind.RELEASED: N_("Công khai chỉ số"),
    EventKind.WITHDRAWN: N_("Thôi công khai chỉ số"),
}
"""What people read of each kind; the texts are gettext keys."""

FIELDS: dict[str, str] = {
    "period": N_("Kỳ"),
    "closing": N_("Lần chốt"),
    "hash": N_("Mã băm"),
    "observation": N_("Số liệu chốt"),
    "corrects": N_("Thay cho số liệu"),
    "mode": N_("Cách công khai"),
}
"""What people read of the fields of payloads that are this package's own; the texts are gettext keys."""
