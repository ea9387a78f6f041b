"""Writing BPMN 2.0. What the standard has no place for stands in `extensionElements`, and in words in `documentation`."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from motcua.kernel.workdays import Unit
from motcua.procedures.workflows.bpmn.graph import Edge, Graph, Node, NodeKind, graph_of
from motcua.procedures.workflows.bpmn.layout import Box, laid_out
from motcua.procedures.workflows.bpmn.names import DC, DD, DI, PREFIXES, model, ours
from motcua.procedures.workflows.parts import Role, Step, Table, Time

UNIT_WORDS = {
    Unit.HOUR: "giờ làm việc",
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.DAY: "ngày",
    Unit.MONTH: "tháng",
    Unit.SAME_DAY: "ngày làm việc",
}


def write_bpmn(table: Table, *, name: str) -> bytes:
    """The file. `name` is the procedure's. Characters that XML cannot hold are left out."""
    graph = graph_of(table)
    root = etree.Element(model("definitions"), nsmap=PREFIXES)  # type: ignore[arg-type]  # the stubs do not know a default namespace
    root.set("id", "definitions")
    root.set("targetNamespace", "urn:motcua:workflow")
    root.set("exporter", "Một Cửa")
    pool = etree.SubElement(root, model("collaboration"), id="collaboration")
    etree.SubElement(pool, model("participant"), id="pool", name=_clean(name), processRef="process")
    process = etree.SubElement(root, model("process"), id="process", name=_clean(name), isExecutable="false")
    _table_facts(process, table)
    if table.roles:
        _lanes(process, table.roles, graph.nodes)
    for node in graph.nodes:
        _node(process, node, graph.edges, table)
    for edge in graph.edges:
        flow = etree.SubElement(
            process, model("sequenceFlow"), id=edge.id, sourceRef=edge.source, targetRef=edge.target
        )
        if edge.name:
            flow.set("name", _clean(edge.name))
    _drawing(root, table, graph)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return made


def time_words(time: Time) -> str:
    """ "0,5 ngày làm việc"."""
    return f"{time.value.normalize():f} {UNIT_WORDS[time.unit]}".replace(".", ",")


def _table_facts(process: etree._Element, table: Table) -> None:
    extension = etree.SubElement(process, model("extensionElements"))
    facts = etree.SubElement(extension, ours("table"))
    if table.exact:
        facts.set("exact", "true")
    if table.total is not None:
        _time(facts, table.total)
    for words in table.unread:
        etree.SubElement(facts, ours("unread")).text = _clean(words)


def _lanes(process: etree._Element, roles: Sequence[Role], nodes: Sequence[Node]) -> None:
    lanes = etree.SubElement(process, model("laneSet"), id="lanes")
    for n, role in enumerate(roles, 1):
        lane = etree.SubElement(lanes, model("lane"), id=f"lane_{n}", name=_clean(role.name))
        extension = etree.SubElement(lane, model("extensionElements"))
        facts = etree.SubElement(extension, ours("role"), key=_clean(role.key))
        _set(facts, kind=role.kind, agency=role.agency)
        for node in nodes:
            if node.lane == role.key:
                etree.SubElement(lane, model("flowNodeRef")).text = node.id


def _node(process: etree._Element, node: Node, edges: Sequence[Edge], table: Table) -> None:
    element = etree.SubElement(process, model(node.kind.value), id=node.id)
    if node.kind is NodeKind.STEP:
        element.set("name", _clean(node.name))
        _step_facts(element, table.steps[node.step])
    elif node.kind is NodeKind.START:
        element.set("name", "Bắt đầu")
    elif node.kind is NodeKind.END:
        element.set("name", "Kết thúc")
    elif node.kind in (NodeKind.ONE, NodeKind.ALL):
        element.set("gatewayDirection", "Converging" if node.id.startswith("join_") else "Diverging")
    for edge in edges:
        if edge.target == node.id:
            etree.SubElement(element, model("incoming")).text = edge.id
    for edge in edges:
        if edge.source == node.id:
            etree.SubElement(element, model("outgoing")).text = edge.id


def _step_facts(element: etree._Element, step: Step) -> None:
    said = [f"Thời gian: {time_words(step.time)}" if step.time else f"Thời gian: {step.words}" if step.words else ""]
    said += [f"Kết quả: {step.output}" if step.output else "", step.note]
    if text := "\n".join(part for part in said if part):
        etree.SubElement(element, model("documentation")).text = _clean(text)
    extension = etree.SubElement(element, model("extensionElements"))
    facts = etree.SubElement(extension, ours("step"), key=_clean(step.key))
    if step.time is not None:
        _time(facts, step.time)
    _set(facts, words=step.words, output=step.output, note=step.note, counted="" if step.counted else "false")


def _time(element: etree._Element, time: Time) -> None:
    element.set("value", str(time.value))
    element.set("unit", time.unit.value)


def _drawing(root: etree._Element, table: Table, graph: Graph) -> None:
    layout = laid_out(table, graph)
    diagram = etree.SubElement(root, f"{{{DI}}}BPMNDiagram", id="diagram")
    plane = etree.SubElement(diagram, f"{{{DI}}}BPMNPlane", id="plane", bpmnElement="collaboration")
    _shape(plane, "pool", layout.pool, horizontal=True)
    for n, role in enumerate(table.roles, 1):
        _shape(plane, f"lane_{n}", layout.lanes[role.key], horizontal=True)
    for node in graph.nodes:
        _shape(plane, node.id, layout.nodes[node.id], labelled=node.kind in (NodeKind.START, NodeKind.END))
    for edge in graph.edges:
        line = etree.SubElement(plane, f"{{{DI}}}BPMNEdge", id=f"{edge.id}_di", bpmnElement=edge.id)
        for x, y in layout.ways[edge.id]:
            etree.SubElement(line, f"{{{DD}}}waypoint", x=str(x), y=str(y))


def _shape(plane: etree._Element, name: str, box: Box, *, horizontal: bool = False, labelled: bool = False) -> None:
    shape = etree.SubElement(plane, f"{{{DI}}}BPMNShape", id=f"{name}_di", bpmnElement=name)
    if horizontal:
        shape.set("isHorizontal", "true")
    _bounds(shape, box)
    if labelled:
        label = etree.SubElement(shape, f"{{{DI}}}BPMNLabel")
        _bounds(label, Box(box.x - 12, box.y + box.height + 5, box.width + 24, 14))


def _bounds(element: etree._Element, box: Box) -> None:
    facts = {"x": str(box.x), "y": str(box.y), "width": str(box.width), "height": str(box.height)}
    etree.SubElement(element, f"{{{DC}}}Bounds", attrib=facts)


def _set(element: etree._Element, **facts: str) -> None:
    for name, value in facts.items():
        if value:
            element.set(name, _clean(value))


def _clean(text: str) -> str:
    """Only what XML 1.0 can hold."""
    return "".join(c for c in text if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")
