"""A board that lets documents go their way: a drafter and their head in a division, office, two leaders and a clerk at the board."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast
from uuid import uuid4

from tests.factories.documents import PASSWORD, START, scan, series

from motcua.documents.models import Approval, NumberSeries, StoredFile
from motcua.documents.queries.approvals import open_step_of
from motcua.documents.rules.routes import Act
from motcua.documents.services.approvables import Approvable, Issue
from motcua.documents.services.approvals import approvables, approve, send_back, sign_on_paper, submit, withdraw
from motcua.documents.services.issuing import issue
from motcua.documents.services.numbers import signables
from motcua.documents.services.outgoing import submit_document
from motcua.documents.workflow import ApprovalState
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.refs import Ref
from motcua.organisations.models import Officer, Unit, User
from motcua.organisations.permissions import actor_of
from motcua.organisations.services.accounts import create_officer
from motcua.organisations.services.units import Facts, establish_unit

SIGNED_ON = date(2026, 11, 20)


@dataclass(frozen=True)
class Board:
    """`deputy` may sign besides `leader`; `auditor` reads from above; `stranger` works elsewhere; `second` heads the division too."""

    province: Unit
    board: Unit
    division: Unit
    elsewhere: Unit
    people: dict[str, User]
    book: NumberSeries

    def __getattr__(self, name: str) -> User:
        people = vars(self).get("people", {})  # a copy in the making has none yet
        if name not in people:
            raise AttributeError(name)
        return cast("User", people[name])

    def act(self, name: str) -> Actor:
        return actor_of(User.objects.get(pk=self.people[name].pk))

    def officer(self, name: str) -> Officer:
        return Officer.objects.select_related("person", "unit").get(person__user=self.people[name])

    def name_of(self, user: Any) -> str:
        return next(n for n, u in self.people.items() if u.pk == user.pk)


def unit(code: str, name: str, kind: str, parent: Unit | None = None, abbreviation: str = "") -> Unit:
    return establish_unit(code, Facts(name, kind, parent=parent, abbreviation=abbreviation), actor=SYSTEM, on=START)


def person(name: str, at: Unit, role: str) -> User:
    return create_officer(name, unit=at, role=role, actor=SYSTEM, on=START, password=PASSWORD).user


def build_board() -> Board:
    province = unit("tinh", "Ủy ban nhân dân tỉnh Đồng Nai", "peoples_committee", abbreviation="UBND")
    board = unit("bql", "Ban Quản lý các khu công nghiệp", "zone_board", province, "KCNĐN")
    division = unit("bql-dt", "Phòng Quản lý Đầu tư", "division", board)
    elsewhere = unit("so-noi-vu", "Sở Nội vụ", "department", province, "SNV")
    people = {
        "drafter": person("Lê Văn Soạn", division, "specialist"),
        "head": person("Phạm Thị Trưởng", division, "head"),
        "office": person("Trần Văn Phòng", board, "office"),
        "leader": person("Huỳnh Văn Lãnh", board, "leader"),
        "deputy": person("Ngô Thị Phó", board, "leader"),
        "clerk": person("Hồ Thị Thư", board, "registry_clerk"),
        "colleague": person("Đỗ Văn Bạn", division, "specialist"),
        "auditor": person("Đặng Kiểm Tra", province, "auditor"),
        "stranger": person("Bùi Người Lạ", elsewhere, "specialist"),
        "other_head": person("Vũ Trưởng Khác", elsewhere, "head"),
    }
    return Board(province, board, division, elsewhere, people, series(board))


def draft(board: Board, text: str = "Kế hoạch truyền thông quý IV", by: str = "drafter") -> StoredFile:
    return scan(f"{text} {uuid4().hex}", actor=board.act(by), name="du-thao.txt")


def signed_scan(board: Board, by: str = "office") -> StoredFile:
    return scan(f"Bản đã ký {uuid4().hex}", actor=board.act(by), name="ban-ky.txt")


def submitted(board: Board, by: str = "drafter", **others: Any) -> Approval:
    """An own document on its way, waiting for the head of the division."""
    given = {
        "kind": "plan",
        "title": "Truyền thông quý IV",
        "unit": board.board,
        "content": draft(board, by=by),
    } | others
    return submit_document(actor=board.act(by), **given)


def fresh(approval: Approval) -> Approval:
    return Approval.objects.select_related("unit", "drafting_unit", "drafter__person").get(pk=approval.pk)


def sign(board: Board, approval: Approval, by: str = "leader", **others: Any) -> Approval:
    given = {
        "scan": signed_scan(board, by),
        "signed_on": SIGNED_ON,
        "capacity": "",
        "signer": board.officer("leader"),
    } | others
    return sign_on_paper(approval, actor=board.act(by), **given)


def brought_to(board: Board, act: str, approval: Approval | None = None) -> Approval:
    """Brought by the usual people to the step with this act: review, check, sign, issue."""
    approval = approval or submitted(board)
    for at, by in ((Act.REVIEW, "head"), (Act.CHECK, "office")):
        step = open_step_of(approval)
        if step is not None and step.act == act:
            return approval
        if step is not None and step.act == at:
            approve(approval, actor=board.act(by))
    if act == Act.ISSUE:
        sign(board, approval)
    return approval


def in_state(board: Board, state: str) -> Approval:
    """An approval in each state, as the route brings it there."""
    match state:
        case ApprovalState.ON_ROUTE:
            return submitted(board)
        case ApprovalState.RETURNED:
            return send_back(submitted(board), actor=board.act("head"), note="Bổ sung kinh phí")
        case ApprovalState.SIGNED:
            return brought_to(board, Act.ISSUE)
        case ApprovalState.ISSUED:
            return issue(brought_to(board, Act.ISSUE), actor=board.act("clerk"), series=board.book)
        case ApprovalState.WITHDRAWN:
            return withdraw(submitted(board), actor=board.act("drafter"), reason="Trình nhầm")
    raise ValueError(state)


@dataclass
class Shelf:
    """What a higher package was told of its records."""

    issued: dict[str, Issue] = field(default_factory=dict)
    returned: list[tuple[str, str]] = field(default_factory=list)
    withdrawn: list[tuple[str, str]] = field(default_factory=list)
    resubmitted: list[tuple[str, StoredFile]] = field(default_factory=list)
    content: StoredFile | None = None
    fault: Exception | None = None

    def _issued(self, uid: str, told: Issue) -> None:
        if self.fault is not None:
            raise self.fault
        self.issued[uid] = told

    def _render(self, _uid: str) -> StoredFile:
        assert self.content is not None
        return self.content

    def entry(self) -> Approvable:
        return Approvable(
            issued=self._issued,
            returned=lambda uid, note, _actor: self.returned.append((uid, note)),
            withdrawn=lambda uid, reason, _actor: self.withdrawn.append((uid, reason)),
            resubmitted=lambda uid, file, _actor: self.resubmitted.append((uid, file)),
            render=self._render,
        )


@contextmanager
def a_package_with_records(kind: str = "approved_record") -> Iterator[Shelf]:
    """A higher package whose records go on routes, for the time of a test."""
    shelf = Shelf()
    approvables.register(kind, shelf.entry())
    try:
        yield shelf
    finally:
        del approvables._entries[kind], signables._entries[kind]


def submit_record(board: Board, uid: str = "a", *, of: str = "approved_record", **others: Any) -> Approval:
    given = {"kind": "plan", "title": "Kế hoạch năm", "unit": board.board, "content": draft(board)} | others
    return submit(Ref(of, uid), actor=board.act("drafter"), **given)
