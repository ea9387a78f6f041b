"""Internal workflows (quy trình nội bộ) as decisions print them: step, who, what, time, output. Pure.

`Table` is the workflow of one procedure at one level, written once and resolved in each unit. `findings` tells what is wrong with it,
`longest` how long its ways take, `table_as_json` is its stored form; `annex` reads it from a decision, `bpmn` writes and reads BPMN 2.0.
"""

from __future__ import annotations

from motcua.procedures.workflows.checking import Finding, Weight, faults, findings, not_compared
from motcua.procedures.workflows.parts import (
    END,
    Flow,
    Join,
    Role,
    Split,
    Step,
    Table,
    Time,
    in_sequence,
    normal,
)
from motcua.procedures.workflows.roles import RoleKind, Where, key_for, kinds_of, recognised
from motcua.procedures.workflows.stored import table_as_json, table_from_json
from motcua.procedures.workflows.times import Span, Standing, in_words_of, longest, span_of, standing

__all__ = [
    "END",
    "Finding",
    "Flow",
    "Join",
    "Role",
    "RoleKind",
    "Span",
    "Split",
    "Standing",
    "Step",
    "Table",
    "Time",
    "Weight",
    "Where",
    "faults",
    "findings",
    "in_sequence",
    "in_words_of",
    "key_for",
    "kinds_of",
    "longest",
    "normal",
    "not_compared",
    "recognised",
    "span_of",
    "standing",
    "table_as_json",
    "table_from_json",
]
