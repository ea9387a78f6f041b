"""Routes of approval as data: which steps in which order, and which are lawful. Pure.

A route is written as a list of steps, in the rule `documents.approval_routes` or by an administrator:

    {key: form, label: "Văn phòng kiểm tra thể thức", act: check, role: office, at: unit, of: "", when_nobody: skip, again: false}

`at` says where the role is sought: `drafter` (the drafting unit and what stands between it and the issuing body) or `unit` (the issuing
body, then what stands above); `of` names another unit by its code and wins over `at`. `when_nobody` says what happens when nobody holds
the role: the step is skipped, or waits until somebody is named. `again`: whoever approved the step before may approve this one too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from motcua.kernel.errors import N_, FieldError

_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
MOST_STEPS = 12


class Act(StrEnum):
    """What is done at a step."""

    REVIEW = "review"
    """Duyệt nội dung."""
    CHECK = "check"
    """Kiểm tra thể thức, kỹ thuật trình bày."""
    SIGN = "sign"
    ISSUE = "issue"
    """Văn thư gives the number and issues."""


class Place(StrEnum):
    DRAFTER = "drafter"
    UNIT = "unit"


class WhenNobody(StrEnum):
    WAIT = "wait"
    SKIP = "skip"


class Capacity(StrEnum):
    """In which capacity somebody signs (NĐ 30/2020, annex I, box 7a)."""

    HEAD = ""
    """The head of the body, in their own right: nothing stands before the post."""
    TM = "TM"
    Q = "Q"
    KT = "KT"
    TL = "TL"
    TUQ = "TUQ"


RESTING = frozenset({Capacity.Q, Capacity.KT, Capacity.TL, Capacity.TUQ})
"""Capacities that rest on somebody's authority: a decision of assignment, rules of work, a letter of authorisation."""


@dataclass(frozen=True, slots=True)
class StepSpec:
    """One step of a route. See the module for the meaning of each field."""

    key: str
    label: str
    act: str
    role: str
    at: str = Place.UNIT.value
    of: str = ""
    when_nobody: str = WhenNobody.WAIT.value
    again: bool = False

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> StepSpec:
        """From the rule's value or from a stored route."""
        return cls(
            key=str(row["key"]),
            label=str(row["label"]),
            act=str(row["act"]),
            role=str(row["role"]),
            at=str(row.get("at", Place.UNIT)),
            of=str(row.get("of", "")),
            when_nobody=str(row.get("when_nobody", WhenNobody.WAIT)),
            again=bool(row.get("again", False)),
        )

    def row(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Route:
    """A route with where it comes from. `kinds` are the types of documents it is for; empty: all that have no route of their own."""

    key: str
    name: str
    kinds: tuple[str, ...]
    steps: tuple[StepSpec, ...]
    basis: str = ""

    @classmethod
    def of_row(cls, row: Mapping[str, Any], basis: str = "") -> Route:
        """From one entry of the rule's value."""
        steps = tuple(StepSpec.of_row(s) for s in row["steps"])
        return cls(str(row["key"]), str(row["name"]), tuple(str(k) for k in row["kinds"]), steps, basis)


def fitting(routes: Sequence[Route], kind: str) -> Route | None:
    """The route for a type of document: one that names it, else one for all."""
    return next((r for r in routes if kind in r.kinds), None) or next((r for r in routes if not r.kinds), None)


def faults(steps: Sequence[StepSpec], roles: Iterable[str]) -> Iterator[FieldError]:
    """What is wrong with the steps of a route; nothing when it can be used. `roles` are the known ones."""
    known = set(roles)
    if not 2 <= len(steps) <= MOST_STEPS:
        yield FieldError("steps", N_("Tuyến trình có từ 2 đến {most} bước."), {"most": MOST_STEPS})
    if [s.act for s in steps[-2:]] != [Act.SIGN, Act.ISSUE] or sum(s.act in {Act.SIGN, Act.ISSUE} for s in steps) != 2:
        yield FieldError("steps", N_("Hai bước cuối phải là ký, rồi cấp số và phát hành; mỗi bước một lần."))
    if len({s.key for s in steps}) != len(steps):
        yield FieldError("steps", N_("Mã các bước phải khác nhau."))
    for step in steps:
        if fault := _fault(step, known):
            yield FieldError("steps", fault, {"step": step.label or step.key})


def _fault(step: StepSpec, roles: set[str]) -> str:
    if not _KEY.fullmatch(step.key):
        return N_("Mã của bước “{step}” gồm chữ thường không dấu, chữ số và gạch dưới.")
    if not step.label.strip() or len(step.label) > 120:
        return N_("Bước “{step}” cần tên, không quá 120 ký tự.")
    if step.act not in set(Act) or step.at not in set(Place) or step.when_nobody not in set(WhenNobody):
        return N_("Bước “{step}” có lựa chọn không đúng.")
    if step.role not in roles:
        return N_("Bước “{step}” cần một vai trò có trong hệ thống.")
    if step.act in {Act.SIGN, Act.ISSUE} and step.when_nobody == WhenNobody.SKIP:
        return N_("Bước “{step}” không được bỏ qua: không có chữ ký và số thì chưa phải văn bản.")
    return ""
