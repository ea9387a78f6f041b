"""What pydantic finds wrong with a field of a request, said in the caller's language. Its own words are the last resort."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from motcua.kernel.errors import N_

_SENTENCES = {
    "missing": N_("Thiếu trường này."),
    "extra_forbidden": N_("Không có trường nào tên như vậy."),
    "string_type": N_("Cần một chuỗi ký tự."),
    "string_too_long": N_("Dài quá {max_length} ký tự."),
    "string_too_short": N_("Cần ít nhất {min_length} ký tự."),
    "string_pattern_mismatch": N_("Không đúng dạng {pattern}."),
    "int_type": N_("Cần một số nguyên."),
    "int_parsing": N_("Cần một số nguyên."),
    "int_parsing_size": N_("Số quá lớn."),
    "int_from_float": N_("Cần một số nguyên."),
    "float_parsing": N_("Cần một số."),
    "bool_parsing": N_("Cần true hoặc false."),
    "greater_than_equal": N_("Cần từ {ge} trở lên."),
    "greater_than": N_("Cần lớn hơn {gt}."),
    "less_than_equal": N_("Cần từ {le} trở xuống."),
    "less_than": N_("Cần nhỏ hơn {lt}."),
    "uuid_parsing": N_("Cần một mã dạng UUID."),
    "uuid_type": N_("Cần một mã dạng UUID."),
    "date_parsing": N_("Cần một ngày dạng 2026-02-16."),
    "date_from_datetime_parsing": N_("Cần một ngày dạng 2026-02-16."),
    "datetime_parsing": N_("Cần một thời điểm dạng 2026-02-16T10:00:00+07:00."),
    "enum": N_("Cần một trong: {expected}."),
    "literal_error": N_("Cần một trong: {expected}."),
    "json_invalid": N_("Nội dung không phải là JSON đúng."),
    "dict_type": N_("Cần một đối tượng JSON."),
    "list_type": N_("Cần một danh sách JSON."),
}


def sentence(error: Mapping[str, Any]) -> str:
    """One error as pydantic tells it (`type`, `msg`, `ctx`) as a sentence; a validator of ours has said its own already."""
    known = _SENTENCES.get(str(error.get("type")))
    if known is None:
        return str(error["msg"])
    return gettext(known).format_map(
        {key: str(value).replace(" or ", ", ") for key, value in (error.get("ctx") or {}).items()}
    )
