"""Workflows for tests: short ways to write a table, and strategies that draw any."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from itertools import pairwise

from hypothesis import strategies as st

from motcua.kernel.text import nfc
from motcua.kernel.workdays import Unit
from motcua.procedures.workflows import END, Flow, Join, Role, Split, Step, Table, Time, normal

ROLES = (
    Role("counter", "Bộ phận Một cửa", "counter"),
    Role("specialist", "Chuyên viên", "specialist"),
    Role("head", "Lãnh đạo Ban", "head"),
)


def hours(value: str | int) -> Time:
    return Time(Decimal(value), Unit.HOUR)


def days(value: str | int) -> Time:
    return Time(Decimal(value), Unit.WORKING_DAY)


def step(
    key: str,
    *to: str | Flow,
    time: Time | None = None,
    role: str = "specialist",
    split: Split = Split.ONE,
    join: Join = Join.ANY,
    counted: bool = True,
) -> Step:
    """A step "Việc {key}" that leads to the named ones."""
    flows = tuple(
        Flow(one, f"khi đến {one}".strip() if len(to) > 1 else "") if isinstance(one, str) else one for one in to
    )
    return Step(key, f"Việc {key}", role, time, flows=flows, split=split, join=join, counted=counted)


def table(*steps: Step, total: Time | None = None, exact: bool = False) -> Table:
    return normal(Table(steps, ROLES, total, exact))


def _words(limit: int = 40) -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=limit).map(nfc)


times = st.builds(
    Time, st.decimals(0, 999, places=2, allow_nan=False), st.sampled_from([u for u in Unit if u != Unit.SAME_DAY])
)


@st.composite
def tables(draw: st.DrawFn, most: int = 7) -> Table:
    """Any table in normal form, sound or not: flows lead anywhere."""
    keys = draw(
        st.lists(
            st.sampled_from([f"{n}{a}" for n in range(1, 8) for a in ("", "a", "b")]),
            min_size=1,
            max_size=most,
            unique=True,
        )
    )
    roles = tuple(
        Role(f"vai_{n}", draw(_words()), draw(st.sampled_from(["", "head"])), draw(_words(10))) for n in range(3)
    )
    targets = st.sampled_from([END, *keys])
    steps = tuple(
        Step(
            key=key,
            title=draw(_words()),
            role=draw(st.sampled_from(["", *(role.key for role in roles)])),
            time=draw(st.none() | times),
            words=draw(_words(10)),
            output=draw(_words()),
            note=draw(_words()),
            flows=tuple(Flow(to, draw(_words(10))) for to in draw(st.lists(targets, max_size=3, unique=True))),
            split=draw(st.sampled_from(Split)),
            join=draw(st.sampled_from(Join)),
            counted=draw(st.booleans()),
        )
        for key in keys
    )
    unread = tuple(draw(st.lists(_words(), max_size=2)))
    return normal(Table(steps, roles, draw(st.none() | times), draw(st.booleans()), unread))


@st.composite
def sound_tables(draw: st.DrawFn) -> Table:
    """A table made of blocks that end: sequences, choices, parallel branches that wait for each other, returns."""
    steps: list[Step] = []

    def new(time: Time | None = None) -> int:
        steps.append(Step(str(len(steps) + 1), f"Việc {len(steps) + 1}", "specialist", time or draw(st.none() | small)))
        return len(steps) - 1

    def leads(source: int, to: int, words: str = "") -> None:
        old = steps[source]
        steps[source] = _with(old, flows=(*old.flows, Flow(steps[to].key, words)))

    def block(depth: int) -> tuple[int, int]:
        kind = draw(st.sampled_from(["step", "step", "choice", "both", "return"])) if depth else "step"
        first = new()
        if kind == "step":
            return first, first
        if kind == "return":
            last = new()
            leads(first, last)
            steps[last] = _with(steps[last], flows=(Flow(steps[first].key, "trả lại"),))
            after = new()
            leads(last, after, "đạt")
            return first, after
        branches = [block(depth - 1) for _ in range(2)]
        last = new()
        for n, (enter, leave) in enumerate(branches):
            leads(first, enter, f"nhánh {n}")
            leads(leave, last)
        if kind == "both":
            steps[first] = _with(steps[first], split=Split.ALL)
            steps[last] = _with(steps[last], join=Join.ALL)
        return first, last

    parts = [block(2) for _ in range(draw(st.integers(1, 3)))]
    for (_, leave), (enter, _) in pairwise(parts):
        leads(leave, enter)
    return normal(Table(tuple(steps), ROLES))


small = st.builds(Time, st.integers(0, 20).map(Decimal), st.sampled_from([Unit.HOUR, Unit.WORKING_DAY]))


def _with(old: Step, **facts: object) -> Step:
    return dataclasses.replace(old, **facts)  # type: ignore[arg-type]  # names of fields as keywords
