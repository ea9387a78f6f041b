"""Reading BPMN 2.0: our own files back equal, files of other tools as far as a table can say what they say."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree

from motcua.kernel.errors import N_, FieldError, Invalid
from motcua.kernel.text import nfc
from motcua.kernel.workdays import Unit
from motcua.procedures.workflows.bpmn.names import model, ours
from motcua.procedures.workflows.parts import END, Flow, Join, Role, Split, Step, Table, Time, normal
from motcua.procedures.workflows.roles import RoleKind, key_for, recognised
from motcua.procedures.workflows.wording import read_time

MOST_BYTES = 5_000_000
MOST_NODES = 500
_TASKS = {
    model(name)
    for name in (
        "task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "scriptTask", "businessRuleTask", "callActivity",
        "subProcess", "intermediateCatchEvent", "intermediateThrowEvent",
    )
}  # fmt: skip
_GATEWAYS = {model("exclusiveGateway"): Split.ONE, model("parallelGateway"): Split.ALL}
_OTHER_GATEWAYS = {model(name) for name in ("inclusiveGateway", "complexGateway", "eventBasedGateway")}
_ENDS = {model("endEvent")}
_STARTS = {model("startEvent")}


@dataclass(frozen=True, slots=True)
class BpmnRead:
    """`name` of the process; `doubts` are sentences (templates are gettext keys) about what the table could not take over."""

    name: str
    table: Table
    doubts: tuple[FieldError, ...] = ()


def read_bpmn(data: bytes, kinds: Sequence[RoleKind] = ()) -> BpmnRead:
    """The workflow of a file's one process. `kinds` are the positions by which lanes of other tools are known.

    Raises Invalid (`not_bpmn`, `too_large`, `no_process`, `several_processes`, `gateway`) with what to do.
    """
    root = _parsed(data)
    processes = [one for one in root.iter(model("process")) if one.find(model("sequenceFlow")) is not None]
    processes = processes or [one for one in root.iter(model("process")) if any(c.tag in _TASKS for c in one)]
    if not processes:
        raise Invalid("Tệp BPMN không có quy trình nào có bước.", code="no_process")
    if len(processes) > 1:
        raise Invalid(
            "Tệp BPMN có {count} quy trình. Hãy để mỗi quy trình một tệp.",
            code="several_processes",
            count=len(processes),
        )
    pools = [p for p in root.iter(model("participant")) if p.get("processRef") == processes[0].get("id")]
    return _Process(processes[0], pools[0] if pools else None, kinds).read()


def _parsed(data: bytes) -> etree._Element:
    if len(data) > MOST_BYTES:
        raise Invalid("Tệp BPMN lớn hơn 5 MB.", code="too_large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or root.tag != model("definitions") or _has_doctype(root):
        raise Invalid("Tệp này không phải BPMN 2.0. Hãy lưu lại từ công cụ vẽ với đuôi .bpmn.", code="not_bpmn")
    return root


def _has_doctype(root: etree._Element) -> bool:
    info: Any = root.getroottree().docinfo
    return bool(info.doctype)


@dataclass(slots=True)
class _Node:
    element: etree._Element
    out: list[tuple[str, str]] = field(default_factory=list)
    """(flow's target node, its name)."""
    into: int = 0


class _Process:
    """One process while it is read."""

    def __init__(self, process: etree._Element, pool: etree._Element | None, kinds: Sequence[RoleKind]) -> None:
        self.process = process
        self.pool = pool
        self.kinds = kinds
        self.doubts: list[FieldError] = []
        self.nodes: dict[str, _Node] = {}
        self.routes: dict[str, Step] = {}

    def read(self) -> BpmnRead:
        self._nodes()
        order = self._order()
        keys = self._keys(order)
        roles, of_node = self._lanes()
        steps = tuple(self._step(name, keys, of_node) for name in order)
        self._left_out(order)
        table = self._facts(Table(steps, roles))
        name = nfc(self.process.get("name") or (self.pool.get("name") if self.pool is not None else "") or "")
        return BpmnRead(name, normal(table), tuple(self.doubts))

    def _nodes(self) -> None:
        known = _TASKS | _GATEWAYS.keys() | _OTHER_GATEWAYS | _ENDS | _STARTS
        for element in self.process:
            if element.tag in known and element.get("id"):
                self.nodes[element.get("id", "")] = _Node(element)
            elif element.tag == model("boundaryEvent"):
                self._doubt(N_("Sự kiện gắn trên bước “{name}” không được đọc."), element.get("name") or "")
        if len(self.nodes) > MOST_NODES:
            raise Invalid("Quy trình có hơn {count} phần tử.", code="too_large", count=MOST_NODES)
        for flow in self.process.iterchildren(model("sequenceFlow")):
            source, target = self.nodes.get(flow.get("sourceRef", "")), self.nodes.get(flow.get("targetRef", ""))
            if source is not None and target is not None:
                source.out.append((flow.get("targetRef", ""), _said(flow.get("name"))))
                target.into += 1
        for node in self.nodes.values():
            if node.element.tag in _OTHER_GATEWAYS:
                raise Invalid(
                    "Cổng “{name}” không phải cổng loại trừ hay cổng song song. Hãy thay bằng một trong hai loại đó.",
                    code="gateway",
                    name=node.element.get("name") or node.element.get("id"),
                )

    def _is_step(self, name: str) -> bool:
        """A task; or a gateway that stands between gateways, which the table keeps as a step of its own."""
        return self.nodes[name].element.tag in _TASKS or name in self.routes

    def _order(self) -> list[str]:
        """Steps so that each comes after one that leads to it: depth first from the start, the first flow first."""
        starts = [name for name, node in self.nodes.items() if node.element.tag in _STARTS]
        begin = starts or [name for name, node in self.nodes.items() if not node.into]
        if len(starts) > 1:
            self._doubt(N_("Quy trình có nhiều điểm bắt đầu; các bước xếp theo điểm đầu tiên."))
        self._find_routes()
        printed = self._printed()
        if printed is not None:
            return printed
        done: list[str] = []
        seen: set[str] = set()
        for first in begin:
            wait: list[tuple[str, Iterator[str]]] = []
            if first not in seen:
                seen.add(first)
                wait.append((first, iter([to for to, _ in reversed(self.nodes[first].out)])))
            while wait:
                name, rest = wait[-1]
                to = next((one for one in rest if one not in seen), None)
                if to is None:
                    done.append(name)
                    wait.pop()
                else:
                    seen.add(to)
                    wait.append((to, iter([one for one, _ in reversed(self.nodes[to].out)])))
        return [name for name in reversed(done) if self._is_step(name)]

    def _printed(self) -> list[str] | None:
        """The order of our own files: that of the file, when each step bears its key."""
        steps = [name for name in self.nodes if self._is_step(name)]
        return steps if steps and all(_ours(self.nodes[name].element, "step") is not None for name in steps) else None

    def _find_routes(self) -> None:
        """Gateways that no step can take over: one that both waits and splits after another gateway, one right at the start."""
        for name, node in self.nodes.items():
            if node.element.tag not in _GATEWAYS or len(node.out) < 2:
                continue
            before = [one for one, other in self.nodes.items() if any(to == name for to, _ in other.out)]
            alone = (
                len(before) == 1 and self.nodes[before[0]].element.tag in _TASKS and len(self.nodes[before[0]].out) == 1
            )
            if not alone:
                self.routes[name] = Step(key="", title="")
                self._doubt(
                    N_(
                        "Cổng “{name}” không đứng ngay sau một bước: đã thành một bước riêng, hãy ghi nội dung, người thực hiện."
                    ),
                    node.element.get("name") or name,
                )

    def _keys(self, order: Sequence[str]) -> dict[str, str]:
        keys: dict[str, str] = {}
        taken: set[str] = set()
        for n, name in enumerate(order, 1):
            facts = _ours(self.nodes[name].element, "step")
            key = _said(facts.get("key")) if facts is not None else ""
            if not key or key in taken:
                key = next(str(m) for m in range(n, n + len(order) + 1) if str(m) not in taken)
            taken.add(key)
            keys[name] = key
        return keys

    def _lanes(self) -> tuple[tuple[Role, ...], Mapping[str, str]]:
        roles: list[Role] = []
        of_node: dict[str, str] = {}
        lanes = [one for one in self.process.iter(model("lane")) if one.find(model("childLaneSet")) is None]
        for lane in lanes:
            facts = _ours(lane, "role")
            role = self._role(_said(lane.get("name")), facts, roles)
            roles.append(role)
            of_node |= {_said(ref.text): role.key for ref in lane.iterchildren(model("flowNodeRef"))}
        foreign = _ours(self.process, "table") is None
        if foreign and not lanes and self.pool is not None and self.pool.get("name"):
            role = self._role(_said(self.pool.get("name")), None, [])
            return (role,), dict.fromkeys(self.nodes, role.key)
        return tuple(roles), of_node

    def _role(self, name: str, facts: etree._Element | None, roles: Sequence[Role]) -> Role:
        taken = [role.key for role in roles]
        if facts is not None and facts.get("key") and facts.get("key") not in taken:
            return Role(_said(facts.get("key")), name, _said(facts.get("kind")), _said(facts.get("agency")))
        return Role(key_for(name, taken), name, recognised(name, self.kinds))

    def _step(self, name: str, keys: Mapping[str, str], of_node: Mapping[str, str]) -> Step:
        node = self.nodes[name]
        flows, split = self._flows(node, keys)
        waits = (
            self.nodes[name].element.tag in _GATEWAYS and node.into > 1 and node.element.tag == model("parallelGateway")
        )
        step = Step(
            key=keys[name],
            title=_said(node.element.get("name")),
            role=of_node.get(name, ""),
            flows=flows,
            split=split,
            join=Join.ALL if waits or self._joined(name) else Join.ANY,
        )
        return _told(step, node.element)

    def _flows(self, node: _Node, keys: Mapping[str, str]) -> tuple[tuple[Flow, ...], Split]:
        """Where a step leads: by its own flows, or by those of the gateway behind it. Several flows without a gateway are all taken."""
        out, split = node.out, Split.ALL if len(node.out) > 1 else Split.ONE
        if node.element.tag in _GATEWAYS:
            split = _GATEWAYS[node.element.tag]
        elif len(out) == 1 and out[0][0] not in self.routes:
            behind = self.nodes[out[0][0]]
            if behind.element.tag in _GATEWAYS and len(behind.out) > 1:
                out, split = behind.out, _GATEWAYS[behind.element.tag]
        flows = [Flow(to, words) for target, words in out for to in [self._target(target, keys)]]
        return tuple(dict.fromkeys(flows)), split

    def _target(self, name: str, keys: Mapping[str, str], depth: int = 0) -> str:
        """The step that a flow comes to, through gateways that only join."""
        if name in keys:
            return keys[name]
        node = self.nodes[name]
        if node.element.tag in _ENDS or not node.out or depth > MOST_NODES:
            return END
        return self._target(node.out[0][0], keys, depth + 1)

    def _joined(self, name: str) -> bool:
        """Whether a parallel gateway that joins stands right before it."""
        return any(
            node.element.tag == model("parallelGateway") and len(node.out) == 1 and node.out[0][0] == name
            for node in self.nodes.values()
        )

    def _left_out(self, order: Sequence[str]) -> None:
        for name, node in self.nodes.items():
            if node.element.tag in _TASKS and name not in order:
                self._doubt(
                    N_("Không đường nào dẫn tới bước “{name}” nên bước này không được đọc."),
                    node.element.get("name") or name,
                )

    def _facts(self, table: Table) -> Table:
        facts = _ours(self.process, "table")
        if facts is None:
            return table
        unread = tuple(_said(one.text) for one in facts.iterchildren(ours("unread")))
        return dataclasses.replace(table, exact=facts.get("exact") == "true", total=_time_of(facts), unread=unread)

    def _doubt(self, template: str, name: str = "") -> None:
        self.doubts.append(FieldError("file", template, {"name": name} if name or "{name}" in template else {}))


def _told(step: Step, element: etree._Element) -> Step:
    """What stands beyond BPMN: in our extension, else in the words of the documentation."""
    facts = _ours(element, "step")
    if facts is not None:
        return dataclasses.replace(
            step,
            time=_time_of(facts),
            words=_said(facts.get("words")),
            output=_said(facts.get("output")),
            note=_said(facts.get("note")),
            counted=facts.get("counted") != "false",
        )
    documentation = element.find(model("documentation"))
    rest: list[str] = []
    for line in _said(documentation.text if documentation is not None else "").splitlines():
        head, _colon, words = line.partition(":")
        if head.strip().lower() == "thời gian":
            time = read_time(words)
            step = dataclasses.replace(step, time=time, words="" if time else words.strip())
        elif head.strip().lower() == "kết quả":
            step = dataclasses.replace(step, output=words.strip())
        elif line.strip():
            rest.append(line.strip())
    return dataclasses.replace(step, note="\n".join(rest))


def _ours(element: etree._Element, name: str) -> etree._Element | None:
    extension = element.find(model("extensionElements"))
    return None if extension is None else extension.find(ours(name))


def _time_of(facts: etree._Element) -> Time | None:
    try:
        return Time(Decimal(facts.get("value", "")), Unit(facts.get("unit", "")))
    except (InvalidOperation, ValueError):
        return None


def _said(words: str | None) -> str:
    return nfc(words or "")
