"""BPMN 2.0: written to the standard's own schema, read back equal; files of other tools as far as a table can say them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree
from tests.factories.workflows import days, hours, sound_tables, step, table, tables

from motcua.kernel.errors import Invalid
from motcua.procedures.workflows import Flow, Join, RoleKind, Split, Table, Where
from motcua.procedures.workflows.bpmn import read_bpmn, write_bpmn

NODE_MODULES = Path(__file__).resolve().parents[3] / "node_modules"
SCHEMA = NODE_MODULES / "bpmn-moddle" / "resources" / "bpmn" / "xsd" / "BPMN20.xsd"
KINDS = (
    RoleKind("specialist", "Chuyên viên", Where.UNIT, names=("chuyên viên",)),
    RoleKind("counter", "Một cửa", Where.COUNTER, names=("một cửa",)),
)
BOTH = table(
    step("1", "2a", "2b", time=hours(4), role="counter", split=Split.ALL),
    step("2a", "3", time=days(2)),
    step("2b", "3", time=days(1)),
    step("3", "1", "", role="head", join=Join.ALL),
    total=days(3),
    exact=True,
)


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA))


@given(tables())
@settings(max_examples=60)
def test_what_is_written_is_read_back_equal(drawn: Table) -> None:
    read = read_bpmn(write_bpmn(drawn, name="Cấp giấy phép mẫu"))
    assert read.table == drawn
    assert read.name == "Cấp giấy phép mẫu"


@pytest.mark.skipif(not SCHEMA.exists(), reason="node_modules are not installed")
@given(tables())
@settings(max_examples=40)
def test_what_is_written_is_valid_by_the_schema_of_the_standard(drawn: Table) -> None:
    schema().assertValid(etree.fromstring(write_bpmn(drawn, name="Cấp giấy phép mẫu")))


@given(sound_tables())
@settings(max_examples=30)
def test_nothing_of_a_drawing_stands_on_something_else(built: Table) -> None:
    root = etree.fromstring(write_bpmn(built, name="x"))
    boxes = []
    for shape in root.iter("{*}BPMNShape"):
        name = shape.get("bpmnElement", "")
        bounds = shape.find("{*}Bounds")
        assert bounds is not None
        if not name.startswith(("pool", "lane")):
            boxes.append(tuple(int(bounds.get(side, "0")) for side in ("x", "y", "width", "height")))
    for n, (x, y, width, height) in enumerate(boxes):
        for a, b, c, d in boxes[n + 1 :]:
            assert x + width <= a or a + c <= x or y + height <= b or b + d <= y


def test_the_words_of_a_step_are_told_to_readers_of_other_tools() -> None:
    text = write_bpmn(BOTH, name="x").decode()
    assert "Thời gian: 4 giờ làm việc" in text
    assert 'name="Chuyên viên"' in text


def foreign(body: str, lanes: str = "") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x">
<bpmn:process id="p" name="Quy trình vẽ tay">{lanes}{body}</bpmn:process></bpmn:definitions>""".encode()


def flows(*pairs: str) -> str:
    found = []
    for n, pair in enumerate(pairs):
        source, _, rest = pair.partition(">")
        target, _, name = rest.partition(":")
        found.append(f'<bpmn:sequenceFlow id="f{n}" sourceRef="{source}" targetRef="{target}" name="{name}"/>')
    return "".join(found)


def test_a_file_of_another_tool_is_read_in_the_order_of_its_ways() -> None:
    lanes = (
        '<bpmn:laneSet id="l"><bpmn:lane id="l1" name="Bộ phận Một cửa"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane>'
        '<bpmn:lane id="l2" name="Chuyên viên"><bpmn:flowNodeRef>b</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>'
    )
    body = (
        '<bpmn:endEvent id="z"/><bpmn:task id="c" name="Trả hồ sơ"/><bpmn:startEvent id="s"/>'
        '<bpmn:userTask id="b" name="Thẩm định"><bpmn:documentation>Thời gian: 02 ngày làm việc\nKết quả: Tờ trình\nXem kỹ</bpmn:documentation></bpmn:userTask>'
        '<bpmn:userTask id="a" name="Tiếp nhận"/><bpmn:exclusiveGateway id="g"/>'
    ) + flows("s>a", "a>g", "g>b:hợp lệ", "g>c:không hợp lệ", "b>z", "c>z")
    read = read_bpmn(foreign(body, lanes), KINDS)
    assert [(s.key, s.title, s.role) for s in read.table.steps] == [
        ("1", "Tiếp nhận", "bo_phan_mot_cua"),
        ("2", "Thẩm định", "chuyen_vien"),
        ("3", "Trả hồ sơ", ""),
    ]
    assert read.table.steps[0].flows == (Flow("2", "hợp lệ"), Flow("3", "không hợp lệ"))
    assert (read.table.steps[1].time, read.table.steps[1].output, read.table.steps[1].note) == (
        days(2),
        "Tờ trình",
        "Xem kỹ",
    )
    assert [(r.name, r.kind) for r in read.table.roles] == [
        ("Bộ phận Một cửa", "counter"),
        ("Chuyên viên", "specialist"),
    ]
    assert read.doubts == ()


def test_a_gateway_behind_a_gateway_becomes_a_step_and_is_told() -> None:
    body = "".join(f'<bpmn:task id="{n}" name="{n}"/>' for n in "abcd") + (
        '<bpmn:startEvent id="s"/><bpmn:endEvent id="z"/><bpmn:parallelGateway id="g"/><bpmn:parallelGateway id="h"/>'
        '<bpmn:exclusiveGateway id="k" name="Đủ điều kiện?"/>'
    )
    body += flows("s>a", "a>g", "g>b", "g>c", "b>h", "c>h", "h>k", "k>d:có", "k>z:không", "d>z")
    read = read_bpmn(foreign(body))
    by_title = {s.title: s for s in read.table.steps}
    asked = by_title["Đủ điều kiện?"]
    assert by_title["a"].split is Split.ALL
    assert asked.join is Join.ALL
    assert asked.flows == (Flow(by_title["d"].key, "có"), Flow("", "không"))
    assert [str(d).startswith("Cổng “Đủ điều kiện?”") for d in read.doubts] == [True]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_bpmn"),
        (b"<html/>", "not_bpmn"),
        (b"PK\x03\x04", "not_bpmn"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]>' + foreign("<bpmn:task id='a'/>").split(b"?>", 1)[1], "not_bpmn"),
        (foreign(""), "no_process"),
        (foreign('<bpmn:task id="a"/><bpmn:inclusiveGateway id="g"/>' + flows("a>g")), "gateway"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_bpmn(data)
    assert caught.value.code == code
