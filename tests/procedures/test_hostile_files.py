"""Files of data as they are not meant to be: what can be read goes in, what cannot is set aside with its reason, nothing breaks the run."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.procedures.imports.files import read_file
from motcua.procedures.models import ImportRow, Procedure, RowState
from motcua.procedures.reading import Bad, Good
from motcua.procedures.services.importing import compare_procedures, import_procedures

WEDDING = {"ma_thu_tuc": "1.001612", "ten_thu_tuc": "Đăng ký kết hôn"}
BIRTH = {"ma_thu_tuc": "1.001193", "ten_thu_tuc": "Đăng ký khai sinh"}


def line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)


@pytest.mark.parametrize(
    "data",
    [
        line(WEDDING).encode("utf-16"),
        b"\xfe\xff" + line(WEDDING).encode("utf-16-be"),
        b"\xef\xbb\xbf" + line(WEDDING).encode(),
        (line(WEDDING) + "\r\n").encode(),
        json.dumps(WEDDING, indent=2).encode(),
        json.dumps([WEDDING]).encode(),
    ],
    ids=["utf-16", "utf-16 big end", "mark", "crlf", "one object over lines", "list"],
)
def test_a_row_is_read_in_whatever_form_it_is_written(data: bytes) -> None:
    (row,) = read_file(data).rows
    assert isinstance(row, Good)
    assert (row.read.code, row.read.content.name) == ("1.001612", "Đăng ký kết hôn")


def packed(size: int = 4000) -> bytes:
    """As archives and pictures are: every byte as likely as any other."""
    return Random(7).randbytes(size)


@pytest.mark.parametrize("shape", [None, "csv", "dvcqg"])
@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + packed(),
        b"%PDF-1.7\n" + packed(),
        b"{" + packed(),
        b"[" + packed(),
        b"\x00\x01\x02 BIN \x03\x04\x05\n" * 20,
    ],
    ids=["archive", "pdf", "begins as an object", "begins as a list", "ascii and control"],
)
def test_a_file_that_is_no_text_is_called_so(data: bytes, shape: str | None) -> None:
    with pytest.raises(Invalid) as refusal:
        read_file(data, shape=shape)
    assert refusal.value.code in {"not_text", "file_encoding"}
    assert "không phải văn bản" in str(refusal.value)


def test_text_of_another_encoding_is_told_to_be_saved_anew() -> None:
    with pytest.raises(Invalid, match="CSV UTF-8") as refusal:
        read_file("ma_so,ten\n1.001612,§¨ng ký kÕt h«n\n".encode("latin-1"))
    assert refusal.value.code == "file_encoding"


@pytest.mark.parametrize("odd", ["[]", "5", "null", '"chữ"'])
def test_a_row_that_is_json_but_no_object_is_told_what_a_row_must_be(odd: str) -> None:
    first, second, third = read_file(f"{line(WEDDING)}\n{odd}\n{{\n".encode()).rows
    assert isinstance(first, Good) and isinstance(second, Bad) and isinstance(third, Bad)
    assert second.reason.startswith("Mỗi dòng của danh mục phải là một đối tượng JSON, viết trong {…}: “")
    assert third.reason == "Dòng không phải JSON đọc được: “{”."


@pytest.mark.parametrize(("data", "said"), [(b"[]", "không có dòng nào"), (b"[[], 5]", "phải là một đối tượng JSON")])
def test_a_list_without_an_object_is_refused_with_what_it_lacks(data: bytes, said: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_file(data)
    assert said in str(refusal.value)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85"])
def test_only_a_line_end_ends_a_row(mark: str) -> None:
    rows = read_file("\n".join(line(r | {"yeu_cau": f"một{mark}hai"}) for r in (WEDDING, BIRTH)).encode()).rows
    assert [(type(row), row.line) for row in rows] == [(Good, 1), (Good, 2)]


@pytest.mark.parametrize(
    "data",
    [line(WEDDING | {"ten_thu_tuc": "x" * 5000}), f"ma_so,ten\n1.001612,{'x' * 5000}\n"],
    ids=["object", "table"],
)
def test_a_name_without_end_is_set_aside(data: str) -> None:
    (row,) = read_file(data.encode()).rows
    assert isinstance(row, Bad)
    assert row.name == "x" * 200
    assert "5000" in row.reason


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000])
def test_a_row_nested_without_end_is_set_aside(deep: str) -> None:
    rows = read_file(f"{line(WEDDING)}\n{line(BIRTH)}\n{deep}".encode()).rows
    assert [type(row) for row in rows] == [Good, Good, Bad]


@pytest.mark.parametrize("deep", [b"[" * 100_000, b'{"a":' * 100_000])
def test_a_file_nested_without_end_is_no_file_of_procedures(deep: bytes) -> None:
    with pytest.raises(Invalid):
        read_file(deep)


@pytest.mark.django_db
@pytest.mark.parametrize("work", [import_procedures, compare_procedures])
def test_what_no_database_keeps_does_not_keep_the_other_rows_out(work: Callable[..., Any]) -> None:
    odd = [
        {"ma_thu_tuc": "x\x00\ud800", "ten_thu_tuc": "Mã hỏng"},
        {"ma_thu_tuc": "y", "ten_thu_tuc": float("nan")},
    ]
    text = "\n".join(json.dumps(row) for row in (WEDDING | {"ten_thu_tuc": "Đăng ký\x00 kết\udfff hôn"}, BIRTH, *odd))
    text += '\n{"ma_thu_tuc": "z", "ten_thu_tuc": 1e999}\n\x00{'
    done = work(read_file(text.encode()), actor=SYSTEM)
    assert (done.counts.rows, done.counts.set_aside) == (6, 4)
    assert ImportRow.objects.filter(state=RowState.SET_ASIDE).count() == 4
    if work is import_procedures:
        names = set(Procedure.objects.values_list("name", flat=True))
        assert names == {"Đăng ký kết\ufffd hôn", "Đăng ký khai sinh"}


@pytest.mark.django_db
def test_a_table_with_nul_bytes_goes_in() -> None:
    done = import_procedures(read_file("ma_so,ten\n1.001612,Đăng\x00 ký\n".encode()), actor=SYSTEM)
    assert done.counts.new == 1
    assert Procedure.objects.get().name == "Đăng ký"
