"""What happens to results."""

from __future__ import annotations

from motcua.kernel.errors import N_

ISSUED = "result.issued"

LABELS = {ISSUED: N_("Ghi nhận kết quả giải quyết")}
FIELDS = {"procedure": N_("Thủ tục"), "negative": N_("Từ chối giải quyết"), "valid_to": N_("Hiệu lực đến")}
