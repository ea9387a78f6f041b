"""What pydantic finds wrong with a field of a request, said in the caller's language; never its own words, which are English.

The kinds of fault are those that pydantic lists; where several say one thing to a caller, one sentence tells it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from pydantic_core import PydanticCustomError

from motcua.kernel.errors import N_

_TOLD = "told"
_KINDS: dict[str, str] = {
    N_("Thiếu trường này."): "missing missing_argument missing_keyword_only_argument missing_positional_only_argument",
    N_("Không có trường nào tên như vậy."): "extra_forbidden unexpected_keyword_argument no_such_attribute",
    N_("Trường này ghi hai lần: chỉ ghi một lần."): "multiple_argument_values",
    N_("Cần một chuỗi ký tự."): "string_type string_unicode bytes_type json_type",
    N_("Dài quá {max_length} ký tự."): "string_too_long url_too_long bytes_too_long",
    N_("Cần ít nhất {min_length} ký tự."): "string_too_short bytes_too_short",
    N_("Không đúng dạng {pattern}."): "string_pattern_mismatch",
    N_("Chỉ nhận chữ không dấu, chữ số và dấu câu thường."): "string_not_ascii",
    N_("Cần một số nguyên."): "int_type int_parsing int_from_float",
    N_("Số quá lớn."): "int_parsing_size",
    N_("Cần một số."): (
        "float_type float_parsing finite_number decimal_type "
        "decimal_parsing fraction_type fraction_parsing complex_type complex_str_parsing"
    ),
    N_("Cần nhiều nhất {max_digits} chữ số."): "decimal_max_digits",
    N_("Cần nhiều nhất {decimal_places} chữ số sau dấu phẩy thập phân."): "decimal_max_places",
    N_("Cần nhiều nhất {whole_digits} chữ số trước dấu phẩy thập phân."): "decimal_whole_digits",
    N_("Cần một bội số của {multiple_of}."): "multiple_of",
    N_("Cần true hoặc false."): "bool_type bool_parsing",
    N_("Cần từ {ge} trở lên."): "greater_than_equal",
    N_("Cần lớn hơn {gt}."): "greater_than",
    N_("Cần từ {le} trở xuống."): "less_than_equal",
    N_("Cần nhỏ hơn {lt}."): "less_than",
    N_("Cần ít nhất {min_length} mục."): "too_short",
    N_("Nhiều quá {max_length} mục."): "too_long",
    N_("Cần một mã dạng UUID."): "uuid_parsing uuid_type uuid_version",
    N_("Cần một ngày dạng 2026-02-16."): "date_parsing date_type date_from_datetime_parsing date_from_datetime_inexact",
    N_("Cần một ngày đã qua."): "date_past datetime_past",
    N_("Cần một ngày chưa đến."): "date_future datetime_future",
    N_("Cần một thời điểm dạng 2026-02-16T10:00:00+07:00."): (
        "datetime_parsing datetime_type datetime_object_invalid "
        "datetime_from_date_parsing timezone_naive timezone_aware timezone_offset"
    ),
    N_("Cần một giờ dạng 10:00."): "time_type time_parsing",
    N_("Cần một khoảng thời gian dạng P3D hoặc PT4H."): "time_delta_type time_delta_parsing",
    N_("Cần một trong: {expected}."): "enum literal_error",
    N_("Trường {discriminator} cần một trong: {expected_tags}."): "union_tag_invalid",
    N_("Thiếu trường {discriminator}."): "union_tag_not_found",
    N_("Trường này phải để trống (null)."): "none_required",
    N_("Nội dung không phải là JSON đúng."): "json_invalid",
    N_("Dữ liệu lồng nhau quá sâu."): "recursion_loop recursion_depth_exceeded",
    N_("Cần một đối tượng JSON."): (
        "dict_type model_type model_attributes_type dataclass_type dataclass_exact_type "
        "mapping_type frozen_dict_type ordered_dict_type counter_type arguments_type"
    ),
    N_("Tên trường phải là chuỗi ký tự."): "invalid_key",
    N_(
        "Cần một danh sách JSON."
    ): "list_type tuple_type named_tuple_type set_type frozen_set_type deque_type iterable_type",
    N_("Cần một địa chỉ web đầy đủ, ví dụ https://vidu.gov.vn/."): "url_type url_parsing url_syntax_violation",
    N_("Địa chỉ phải bắt đầu bằng một trong: {expected_schemes}."): "url_scheme",
    N_("Trường này không sửa được: hãy bỏ khỏi yêu cầu."): "frozen_field frozen_instance",
}
"""What each sentence tells of."""
_SENTENCES = {kind: said for said, kinds in _KINDS.items() for kind in kinds.split()}
GENERAL = N_("Giá trị chưa đúng: xem kiểu của trường này trong tài liệu API (/api/v1/docs).")
"""For what a caller can hardly bring about, and what pydantic comes to know later."""


def unfit(said: str) -> PydanticCustomError:
    """What a validator of ours raises: a sentence in the caller's language, which reaches the caller as it is."""
    return PydanticCustomError(_TOLD, "{said}", {"said": said})


def sentence(error: Mapping[str, Any]) -> str:
    """One error as pydantic tells it (`type`, `msg`, `ctx`) as a sentence; a validator of ours has said its own already (`unfit`)."""
    kind = str(error.get("type"))
    if kind == _TOLD:
        return str(error["msg"])
    facts = {key: str(value).replace(" or ", ", ") for key, value in (error.get("ctx") or {}).items()}
    try:
        return gettext(_SENTENCES.get(kind, GENERAL)).format_map(facts)
    except KeyError:  # a fault of a kind we know that lacks its facts
        return gettext(GENERAL)
