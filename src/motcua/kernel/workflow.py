"""States and transitions as a table that can be read at a glance, and the one gate that applies them. Pure.

The guard is in the update itself (`filter(pk=…, state=old).update(…) == 1`), which holds on SQLite and PostgreSQL alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from motcua.kernel.errors import TransitionRefused


@dataclass(frozen=True, slots=True)
class Transition:
    """`name` is the verb, `sources` the states it leads from, `target` the state it leads to, `action` the permission it needs."""

    name: str
    sources: tuple[str, ...]
    target: str
    action: str


class Workflow:
    """The legal life of one kind of record. States are a StrEnum; a state no transition leaves is final."""

    def __init__(self, states: type[StrEnum], initial: str, transitions: Iterable[Transition]) -> None:
        self.states = states
        self.initial = initial
        self.transitions = {t.name: t for t in transitions}
        known = {str(s) for s in states}
        for t in self.transitions.values():
            if unknown := ({t.target, *t.sources} - known):
                raise ValueError(f"transition {t.name}: unknown state {sorted(unknown)}")

    def leading_from(self, state: str) -> tuple[Transition, ...]:
        """The transitions that may be taken in a state, in the order of the table."""
        return tuple(t for t in self.transitions.values() if state in t.sources)

    def is_final(self, state: str) -> bool:
        return not self.leading_from(state)

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram, for the documentation."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {source} --> {t.target}: {t.name}" for t in self.transitions.values() for source in t.sources]
        lines += [f"    {state} --> [*]" for state in self.states if self.is_final(state)]
        return "\n".join(lines)


def move(record: Any, workflow: Workflow, name: str, *, where: Any = None, **changes: Any) -> str:
    """Take transition `name` on a model instance with a `state` column; other column changes go along in the same update.

    `where` is a further condition (`Q`) on the row as it is stored. Must run in the caller's transaction. Returns the state that was
    left. A `version` column is advanced. Raises TransitionRefused when the record is not (any more) in a source state: somebody else may
    have been quicker.
    """
    transition = workflow.transitions[name]
    old = str(record.state)
    if old not in transition.sources:
        raise TransitionRefused("Không thể thực hiện bước này ở trạng thái hiện tại.", code="transition_refused")
    if hasattr(record, "version"):
        changes["version"] = record.version + 1
    rows = type(record)._base_manager.filter(pk=record.pk, state=old)  # noqa: SLF001 - Django's documented manager
    if where is not None:
        rows = rows.filter(where)
    if rows.update(state=transition.target, **changes) != 1:
        raise TransitionRefused(
            "Hồ sơ đã được xử lý từ lúc bạn mở trang. Hãy tải lại trang để xem trạng thái mới.",
            code="transition_refused",
        )
    record.state = transition.target
    for column, value in changes.items():
        setattr(record, column, value)
    return old
