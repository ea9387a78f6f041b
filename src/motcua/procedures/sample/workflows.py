"""Internal workflows of the sample procedures, issued by one decision; one is still being written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from motcua.kernel.actors import SAMPLE
from motcua.kernel.workdays import Unit
from motcua.procedures.sample.places import document_of
from motcua.procedures.sample.reading import table
from motcua.procedures.services.workflows import begin_workflow, issue_workflow
from motcua.procedures.workflows import Flow, Join, Role, Split, Step, Table, Time

if TYPE_CHECKING:
    from motcua.procedures.models import Procedure

TABLE = "quy-trinh"
_TIME = re.compile(r"(?P<value>\d+(?:,\d+)?) (?P<unit>giờ|ngày làm việc|ngày)")
_UNITS = {"giờ": Unit.HOUR, "ngày làm việc": Unit.WORKING_DAY, "ngày": Unit.DAY}


def load_workflows(made: Mapping[str, Procedure]) -> None:
    """Drafted as a person writes them, then issued from the decision's day."""
    raw = table(TABLE)
    decision = document_of(raw["document"])
    for one in raw["workflows"]:
        draft = begin_workflow(
            made[one["code"]],
            level=one.get("level", "province"),
            case=one.get("case", ""),
            table=_table(one, raw),
            actor=SAMPLE,
        )
        if not one.get("draft"):
            since = raw["document"]["since"]
            issue_workflow(draft, decision=decision, valid_from=since, version=draft.version, actor=SAMPLE)


def _table(one: Mapping[str, Any], raw: Mapping[str, Any]) -> Table:
    if "pattern" in one:
        rows = [
            {**row, "step": str(n), "time": time}
            for n, (row, time) in enumerate(zip(raw["patterns"][one["pattern"]], one["times"], strict=True), 1)
        ]
    else:
        rows = one["steps"]
    roles = {row["role"]: _role(row, raw["roles"]) for row in rows}
    following = [*(row["step"] for row in rows[1:]), ""]
    steps = tuple(_step(row, to) for row, to in zip(rows, following, strict=True))
    return Table(steps, tuple(roles.values()), exact=one.get("exact", False))


def _role(row: Mapping[str, Any], names: Mapping[str, str]) -> Role:
    """Each position stands once in a table of the sample, so it is its own key."""
    kind = row["role"]
    return Role(kind, row.get("name", names[kind]), kind, row.get("agency", ""))


def _step(row: Mapping[str, Any], following: str) -> Step:
    return Step(
        row["step"],
        row["title"],
        row["role"],
        _time(row["time"]) if "time" in row else None,
        output=row.get("output", ""),
        flows=_flows(row.get("to"), following),
        split=Split(row.get("split", Split.ONE)),
        join=Join(row.get("join", Join.ANY)),
        counted=row.get("counted", True),
    )


def _flows(to: Sequence[Any] | None, following: str) -> tuple[Flow, ...]:
    if to is None:
        return (Flow(following),) if following else ()
    return tuple(Flow(one) if isinstance(one, str) else Flow(one["to"], one.get("if", "")) for one in to)


def _time(text: str) -> Time:
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(f"not a time of the sample: {text!r}")
    return Time(Decimal(found["value"].replace(",", ".")), _UNITS[found["unit"]])
