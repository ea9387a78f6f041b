"""What is wrong with a workflow, told so that an officer can put it right.

How steps follow each other is tried out: work walks through the table as tokens on its flows. So every path is seen to end, a step that
waits for branches that never all come is found, and one that would be done twice. Tables of decisions have few branches; one with more
standings than `MOST` is told as not fully tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from motcua.kernel.errors import N_
from motcua.procedures.workflows.parts import END, Join, Split, Step, Table, Time
from motcua.procedures.workflows.times import Standing, longest, standing

MOST = 5_000
"""So many standings of the work are tried."""

Edge = tuple[str, int]
"""The n-th flow of a step; of the beginning for ("", 0)."""
Marking = frozenset[Edge]
_BEGIN: Edge = ("", 0)


class Weight(StrEnum):
    """A fault keeps a workflow from being issued; a doubt is told."""

    FAULT = "fault"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: `code` is stable, `step` its key or "", `template` a gettext key with `params`."""

    code: str
    template: str
    step: str = ""
    weight: Weight = Weight.FAULT
    params: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.params) if self.params else self.template


def findings(
    table: Table, *, hours_a_day: Decimal, limit: Time | None = None, kinds: frozenset[str] | None = None
) -> tuple[Finding, ...]:
    """All of them, in the order of the table. `limit` is the procedure's; `kinds` the roles that units can resolve."""
    if not table.steps:
        return (Finding("empty", N_("Quy trình chưa có bước nào.")),)
    shape = tuple(_shape(table))
    found = [*shape, *_rows(table, kinds)]
    if not any(one.weight is Weight.FAULT for one in shape):
        found += [*_walk(table), *_times(table, limit, hours_a_day)]
    places = {"": -1, **table.places()}
    return tuple(sorted(found, key=lambda one: places.get(one.step, -1)))


def not_compared(table: Table, *, limited: bool) -> Iterator[Finding]:
    """Why the total says nothing about the limit of the procedure, where there is one of the two only."""
    if not table.steps:
        return
    if not limited:
        text = N_("Thủ tục chưa ghi thời hạn giải quyết nên chưa so được tổng thời gian của quy trình với thời hạn.")
        yield Finding("no_limit", text, weight=Weight.DOUBT)
    elif all(step.time is None for step in table.steps):
        text = N_("Chưa bước nào ghi thời gian nên chưa so được tổng thời gian của quy trình với thời hạn.")
        yield Finding("no_times", text, weight=Weight.DOUBT)


def faults(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(one for one in found if one.weight is Weight.FAULT)


def _shape(table: Table) -> Iterator[Finding]:
    """Keys and flows that do not fit; with these nothing can be tried."""
    places = table.places()
    for key, times in Counter(step.key for step in table.steps).items():
        if times > 1 or not key:
            yield Finding("key", N_("Có hai bước cùng số “{step}”."), key, params={"step": key})
    for step in table.steps:
        targets = Counter(flow.to for flow in step.flows)
        for to, times in targets.items():
            if to != END and to not in places:
                text = N_("Bước {step} dẫn tới bước “{to}” không có trong bảng.")
                yield Finding("target", text, step.key, params={"step": step.key, "to": to})
            if times > 1:
                text = N_("Bước {step} có hai nhánh cùng dẫn tới một bước.")
                yield Finding("twice", text, step.key, params={"step": step.key})
        if step.split is Split.ALL and targets[END] and len(step.flows) > 1:
            text = N_("Bước {step} chia việc làm cùng lúc thì mỗi nhánh phải dẫn tới một bước.")
            yield Finding("ends", text, step.key, params={"step": step.key})
    yield from _reach(table)


def _reach(table: Table) -> Iterator[Finding]:
    places, steps = table.places(), table.by_key()
    forward = {table.steps[0].key}
    for step in table.steps:
        if step.key in forward:
            forward |= {f.to for f in step.flows if f.to in places and places[f.to] > places[step.key]}
    seen, wait = {table.steps[0].key}, [table.steps[0].key]
    while wait:
        for flow in steps[wait.pop()].flows:
            if flow.to in places and flow.to not in seen:
                seen.add(flow.to)
                wait.append(flow.to)
    for step in table.steps:
        if step.key not in seen:
            text = N_("Không bước nào dẫn tới bước {step}.")
            yield Finding("orphan", text, step.key, params={"step": step.key})
        elif step.key not in forward:
            text = N_("Bước {step} đứng trước bước dẫn tới nó; hãy đặt xuống dưới.")
            yield Finding("order", text, step.key, params={"step": step.key})


def _rows(table: Table, kinds: frozenset[str] | None) -> Iterator[Finding]:
    """What single rows lack."""
    roles = {role.key: role for role in table.roles}
    for step in table.steps:
        if not step.title.strip():
            yield Finding("title", N_("Bước {step} chưa có nội dung công việc."), step.key, params={"step": step.key})
        role = roles.get(step.role)
        if role is None:
            yield Finding("role", N_("Bước {step} chưa có người thực hiện."), step.key, params={"step": step.key})
        elif kinds is not None and role.kind not in kinds:
            text = N_("Bước {step}: chưa rõ “{name}” là vị trí nào ở mỗi đơn vị.")
            yield Finding("role_kind", text, step.key, params={"step": step.key, "name": role.name})
        if step.words:
            text = N_("Bước {step}: chưa hiểu thời gian “{words}”.")
            yield Finding("words", text, step.key, Weight.DOUBT, {"step": step.key, "words": step.words})
        if step.time is not None and step.time.value < 0:
            yield Finding("negative", N_("Bước {step}: thời gian không thể âm."), step.key, params={"step": step.key})
        if step.split is Split.ONE and len(step.flows) > 1 and sum(not f.condition for f in step.flows) > 1:
            text = N_("Bước {step} rẽ nhánh: ghi điều kiện của từng nhánh, chỉ một nhánh được để trống.")
            yield Finding("condition", text, step.key, params={"step": step.key})


def _times(table: Table, limit: Time | None, hours_a_day: Decimal) -> Iterator[Finding]:
    spans = longest(table, hours_a_day)
    if table.total is not None:
        match standing(spans, table.total, hours_a_day):
            case Standing.UNLIKE:
                text = N_("Tổng thời gian ghi trong quyết định và thời gian các bước tính theo loại ngày khác nhau.")
                yield Finding("total_unlike", text, weight=Weight.DOUBT)
            case Standing.LESS | Standing.MORE:
                text = N_("Cộng thời gian theo đường dài nhất không bằng tổng ghi trong quyết định.")
                yield Finding("total", text, weight=Weight.DOUBT)
            case Standing.EQUAL:
                pass
    if limit is not None:
        yield from _limit(table, standing(spans, limit, hours_a_day))


def _limit(table: Table, stands: Standing) -> Iterator[Finding]:
    timed = any(step.time is not None for step in table.steps)
    match stands:
        case Standing.MORE:
            yield Finding("over", N_("Đường dài nhất của quy trình vượt thời hạn giải quyết của thủ tục."))
        case Standing.UNLIKE:
            text = N_("Thời gian các bước và thời hạn của thủ tục tính theo loại ngày khác nhau nên chưa so được.")
            yield Finding("unlike", text, weight=Weight.DOUBT)
        case Standing.LESS if table.exact:
            text = N_("Quyết định nói tổng thời gian các bước bằng thời hạn, nhưng đường dài nhất ngắn hơn thời hạn.")
            yield Finding("under", text)
        case Standing.LESS if timed:
            text = N_("Đường dài nhất của quy trình ngắn hơn thời hạn giải quyết của thủ tục.")
            yield Finding("shorter", text, weight=Weight.DOUBT)
        case _:
            pass


def _walk(table: Table) -> Iterator[Finding]:
    """Try out all standings of the work."""
    net = _Net(table)
    before: dict[Marking, set[Marking]] = {frozenset({_BEGIN}): set()}
    wait = [frozenset({_BEGIN})]
    told: set[tuple[str, str]] = set()
    while wait:
        now = wait.pop()
        after = list(net.after(now))
        for step, marking in after:
            if marking is None:
                if ("doubled", step) not in told:
                    told.add(("doubled", step))
                    text = N_("Bước {step} có thể bị làm hai lần: các nhánh làm cùng lúc gặp nhau mà không chờ nhau.")
                    yield Finding("doubled", text, step, params={"step": step})
                continue
            if marking not in before:
                before[marking] = set()
                wait.append(marking)
            before[marking].add(now)
        if now and not after:
            for step in sorted(net.waiting(now) - {s for code, s in told if code == "stuck"}):
                told.add(("stuck", step))
                text = N_("Bước {step} chờ những nhánh không bao giờ cùng đến.")
                yield Finding("stuck", text, step, params={"step": step})
        if len(before) > MOST:
            text = N_("Quy trình có quá nhiều nhánh cùng lúc nên chưa thử hết mọi đường đi.")
            yield Finding("untried", text, weight=Weight.DOUBT)
            return
    if not told:
        yield from _endless(net, before)


def _endless(net: _Net, before: Mapping[Marking, set[Marking]]) -> Iterator[Finding]:
    """Standings from which the work can never end, by the steps that go round in them."""
    ending: set[Marking] = set()
    wait = [frozenset[Edge]()] if frozenset() in before else []
    while wait:
        for marking in before[wait.pop()] - ending:
            ending.add(marking)
            wait.append(marking)
    round_ = {net.target[edge] for marking in before if marking and marking not in ending for edge in marking}
    for step in sorted(round_):
        text = N_("Từ bước {step} không đường nào dẫn tới kết thúc.")
        yield Finding("endless", text, step, params={"step": step})


class _Net:
    """The table as places and transitions: an edge bears a token when its step was done and the next was not begun."""

    def __init__(self, table: Table) -> None:
        self.steps: Mapping[str, Step] = table.by_key()
        self.target: dict[Edge, str] = {_BEGIN: table.steps[0].key}
        for step in table.steps:
            for n, flow in enumerate(step.flows):
                if flow.to != END:
                    self.target[step.key, n] = flow.to
        self.into: dict[str, list[Edge]] = {key: [] for key in self.steps}
        for edge, to in self.target.items():
            self.into[to].append(edge)

    def after(self, now: Marking) -> Iterator[tuple[str, Marking | None]]:
        """(step done, the standing after it); None where a token would come to an edge that bears one, or a step begins twice."""
        for key in sorted({self.target[edge] for edge in now}):
            step = self.steps[key]
            here = [edge for edge in self.into[key] if edge in now]
            if step.join is Join.ALL:
                if len(here) < len(self.into[key]):
                    continue
                yield from self._done(step, now, frozenset(here))
            elif len(here) > 1:
                yield key, None
            else:
                yield from self._done(step, now, frozenset(here))

    def _done(self, step: Step, now: Marking, taken: frozenset[Edge]) -> Iterator[tuple[str, Marking | None]]:
        edges: list[frozenset[Edge]]
        if step.split is Split.ALL:
            edges = [frozenset((step.key, n) for n, flow in enumerate(step.flows) if flow.to != END)]
        else:
            edges = [frozenset({(step.key, n)} if flow.to != END else ()) for n, flow in enumerate(step.flows)]
        rest = now - taken
        for new in edges or [frozenset()]:
            yield step.key, None if rest & new else rest | new

    def waiting(self, now: Marking) -> set[str]:
        return {self.target[edge] for edge in now}
