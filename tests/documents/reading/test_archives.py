"""Zip bombs and XML attacks are refused before anything is expanded."""

from __future__ import annotations

import struct
import tracemalloc

import pytest
from tests.factories.files import W, p, paragraphs_of, word_file, zipped

from motcua.documents.reading.docx import read_docx
from motcua.documents.reading.files import read_file
from motcua.documents.reading.limits import MEBIBYTE, Limits
from motcua.kernel.errors import Invalid


def code_of(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Invalid) as caught:
        read_file(data, name="a.docx", limits=limits or Limits())
    return caught.value.code


def test_a_file_that_expands_a_thousandfold_is_refused_without_expanding_it() -> None:
    bomb = zipped({"word/document.xml": b" " * (60 * MEBIBYTE)})
    assert len(bomb) < MEBIBYTE
    tracemalloc.start()

    assert code_of(bomb) == "zip_bomb"

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5 * MEBIBYTE


def test_a_bomb_of_many_entries_is_refused() -> None:
    assert code_of(zipped({f"word/{i}.xml": b"" for i in range(40)}), Limits(archive_entries=30)) == "zip_bomb"


def test_a_bomb_of_large_parts_is_refused_whatever_its_ratio() -> None:
    assert (
        code_of(zipped({"word/document.xml": bytes(range(256)) * 40_000}), Limits(expanded_bytes=MEBIBYTE))
        == "zip_bomb"
    )


def test_an_entry_that_lies_about_its_size_gives_no_more_than_it_says() -> None:
    data = bytearray(zipped({"word/document.xml": b"<a>" + b" " * 50_000}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(mark) + place, 10)

    assert code_of(bytes(data)) == "broken_docx"


def test_a_part_larger_than_any_plan_is_refused() -> None:
    assert code_of(word_file(p("chữ " * 20_000)), Limits(xml_part_bytes=10_000)) == "too_large"


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE w [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE w SYSTEM "file:///etc/passwd">',
        '<?xml version="1.0"?>\n<!-- c -->\n<!DOCTYPE w [<!ENTITY x SYSTEM "http://127.0.0.1/x">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_a_document_type_is_refused(prolog: str, encoding: str) -> None:
    xml = f'{prolog}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>'

    assert code_of(zipped({"word/document.xml": xml.encode(encoding)})) == "unsafe_xml"
    styled = word_file(p("x"), {"styles.xml": f'{prolog}<w:styles xmlns:w="{W}"/>'})
    assert code_of(styled) == "unsafe_xml"


def test_an_entity_cannot_be_used_without_being_declared() -> None:
    assert code_of(word_file("<w:p><w:r><w:t>&xxe;</w:t></w:r></w:p>")) == "broken_docx"


def test_parts_outside_the_file_are_not_followed() -> None:
    relations = [
        ("header", "http://127.0.0.1:9/header.xml"),
        ("footer", "file:///etc/passwd"),
        ("header", "../../../../etc/passwd"),
    ]

    assert paragraphs_of(read_docx(word_file(p("Kế hoạch"), relations=relations))) == ["Kế hoạch"]
