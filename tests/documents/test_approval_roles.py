"""Who may do what with an approval in which state: one table, walked through the pages and through REST."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.factories.approvals import Board, brought_to, in_state, person, submitted
from tests.factories.documents import pdf_bytes

from motcua.documents.desk.approving import ACTS
from motcua.documents.models import Approval, StoredFile
from motcua.documents.queries.approvals import open_step_of
from motcua.documents.rules.routes import Act
from motcua.documents.services.files import store_upload
from motcua.documents.workflow import ApprovalState
from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import Officer, User
from motcua.organisations.permissions import actor_of
from motcua.organisations.services.tokens import create_token

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("storage"), pytest.mark.long]
ADDRESS = "/api/v1/approvals"

# where it stands: who can do what there (a approve, b send back, r redirect, s sign, i issue, n resubmit, w withdraw; - reads; . may not
# know of it)
TABLE = """
          drafter head office leader clerk colleague auditor stranger nobody
review    w       abr  r      -      -     .         -       .        .
check     w       -    abr    -      -     .         -       .        .
sign      w       -    rs     brs    s     .         -       .        .
issue     -       -    r      -      bir   .         -       .        .
returned  nw      -    -      -      -     .         -       .        .
issued    -       -    -      -      -     .         -       .        .
withdrawn -       -    -      -      -     .         -       .        .
"""
LETTERS = {
    "a": "approve",
    "b": "send_back",
    "i": "issue",
    "n": "resubmit",
    "r": "redirect",
    "s": "sign",
    "w": "withdraw",
}
ROWS = [line.split() for line in TABLE.strip("\n").splitlines()]
PEOPLE = ROWS[0]


def refusals() -> dict[tuple[str, str], set[str]]:
    """What is asked in vain, as letters for (where it stands, who asks). Whoever may not, asks for each act once where others may; and of
    each state everybody asks for one act, by turns, so that no act is left out where nobody may.
    """
    cells = {(row[0], name): cell for row in ROWS[1:] for name, cell in zip(PEOPLE, row[1:], strict=True)}
    asked: dict[tuple[str, str], set[str]] = {cell: set() for cell in cells}
    for n, name in enumerate(PEOPLE):
        for letter in LETTERS:
            others = [row[0] for row in ROWS[1:] if letter in "".join(row[1:]) and letter not in cells[row[0], name]]
            if others:
                asked[others[n % len(others)], name].add(letter)
        for m, row in enumerate(ROWS[1:]):
            vain = [letter for letter in LETTERS if letter not in "".join(row[1:])]
            asked[row[0], name].add(vain[(n + m) % len(vain)])
    return asked


@pytest.fixture
def board(board: Board) -> Board:
    board.people["nobody"] = User()
    return board


def at(board: Board, place: str) -> Approval:
    if place in set(Act):
        return brought_to(board, place)
    return in_state(board, place)


def bearer(board: Board, name: str) -> dict[str, str]:
    if name == "nobody":
        return {}
    officer = Officer.objects.get(person__user=board.people[name])
    _token, secret = create_token(officer, name="máy", scopes=["*:write"], actor=SYSTEM)
    return {"Authorization": f"Bearer {secret}"}


def body(board: Board, approval: Approval, verb: str, name: str) -> dict[str, Any]:
    user = board.people["clerk" if name == "nobody" else name]
    match verb:
        case "send_back":
            return {"note": "Sửa lại"}
        case "redirect":
            step = open_step_of(approval)
            role = "leader" if step is None or step.act != Act.ISSUE else "registry_clerk"
            other = person("Người Nhận Chuyển", board.province, role)
            return {"to": str(Officer.objects.get(person__user=other).uid)}
        case "sign":
            scan = store_upload("Bản đã ký".encode(), name="ky.txt", actor=actor_of(user))
            signer = str(board.officer("deputy").uid)
            return {"file": str(scan.uid), "signed_on": "2026-11-20", "capacity": "", "signer": signer}
        case "resubmit":
            return {"file": str(store_upload("Bản sửa".encode(), name="sua.txt", actor=actor_of(user)).uid)}
        case "withdraw":
            return {"reason": "Trình nhầm"}
    return {}


@pytest.mark.parametrize("row", ROWS[1:], ids=lambda row: row[0])
def test_the_table_holds_over_rest(board: Board, row: list[str]) -> None:
    approval, vain, letters = at(board, row[0]), refusals(), {verb: letter for letter, verb in LETTERS.items()}
    found = [row[0]]
    for name, cell in zip(PEOPLE, row[1:], strict=True):
        headers = bearer(board, name)
        answer = Client().get(f"{ADDRESS}/{approval.uid}", headers=headers)
        assert answer.status_code == (401 if name == "nobody" else 404 if cell == "." else 200)
        told = {letters[verb] for verb in answer.json().get("actions", [])}
        asked = told | vain[row[0], name]
        assert {k for k in asked if _does(board, approval, LETTERS[k], name, headers)} == told
        found.append("." if answer.status_code != 200 else "".join(sorted(told)) or "-")

    assert found == row


def test_what_is_refused_is_asked_by_all_everywhere_and_for_every_act() -> None:
    asked = {(place, name, letter) for (place, name), letters in refusals().items() for letter in letters}
    assert {(place, name) for place, name, _ in asked} == {(row[0], name) for row in ROWS[1:] for name in PEOPLE}
    allowed = {row[0]: {*LETTERS} & {*"".join(row[1:])} for row in ROWS[1:]}
    refused_to = {
        (n, k) for row in ROWS[1:] for n, c in zip(PEOPLE, row[1:], strict=True) for k in allowed[row[0]] - {*c}
    }
    assert {(name, letter) for place, name, letter in asked if letter in allowed[place]} == refused_to
    assert {letter for place, _, letter in asked if letter not in allowed[place]} == set(LETTERS)


def _does(board: Board, approval: Approval, verb: str, name: str, headers: dict[str, str]) -> bool:
    """Whether the verb is done when asked; then it is undone again. What is not done is refused as it should be."""
    with transaction.atomic():
        payload = body(board, approval, verb, name)
        answer = Client().post(
            f"{ADDRESS}/{approval.uid}/{verb}", payload, content_type="application/json", headers=headers
        )
        transaction.set_rollback(True)
    assert answer.status_code in {200, 401, 403, 404, 409}, answer.content
    if answer.status_code != 200:
        assert answer["Content-Type"] == "application/problem+json"
    return answer.status_code == 200


@pytest.mark.parametrize("row", ROWS[1:], ids=lambda row: row[0])
def test_the_table_holds_on_the_pages(board: Board, row: list[str]) -> None:
    approval = at(board, row[0])
    slugs = {slug: act.verb for slug, act in ACTS.items()}
    letters = {verb: letter for letter, verb in LETTERS.items()}
    found = [row[0]]
    for name in PEOPLE:
        client = Client()
        if name != "nobody":
            client.force_login(board.people[name], backend="motcua.organisations.signin.OfficerBackend")
        answer = client.get(approval.address)
        if answer.status_code != 200:
            found.append(".")
            continue
        shown = {slugs[s] for s in re.findall(rf"{approval.uid}/([a-z-]+)/", answer.content.decode()) if s in slugs}
        for n, (slug, verb) in enumerate(slugs.items()):
            turn = n == ROWS.index(row) % len(slugs)
            if verb in shown or (name == "auditor" and turn):  # a form that is not offered says so, for one who reads
                page = client.get(reverse("documents:approval_act", args=[approval.uid, slug]))
                assert page.status_code in ({200} if verb in shown else {200, 403})
        found.append("".join(sorted(letters[v] for v in shown)) or "-")

    assert found == row


def test_every_act_is_in_the_table() -> None:
    assert {act.verb for act in ACTS.values()} == set(LETTERS.values())
    assert {row[0] for row in ROWS[1:]} == set(Act) | set(ApprovalState) - {"on_route", "signed"}


# REST -----------------------------------------------------------------------------------------------------------------


def test_a_document_goes_its_whole_way_over_rest(board: Board) -> None:
    headers = {name: bearer(board, name) for name in ("drafter", "head", "office", "clerk")}

    def file(name: str, content: bytes) -> str:
        handle = io.BytesIO(content)
        handle.name = "van-ban.pdf"
        made = Client().post("/api/v1/files", {"file": handle}, headers=headers[name])
        return str(made.json()["id"])

    def post(name: str, tail: str, body_: dict[str, Any], **more: str) -> Any:
        return Client().post(f"{ADDRESS}{tail}", body_, content_type="application/json", headers=headers[name] | more)

    draft = {"kind": "plan", "title": "Truyền thông", "unit": "bql", "file": file("drafter", pdf_bytes("Dự thảo"))}
    made = post("drafter", "", draft, **{"Idempotency-Key": "1"})
    assert made.status_code == 201, made.content
    assert post("drafter", "", draft, **{"Idempotency-Key": "1"}).json() == made.json()
    uid, etag = made.json()["id"], made["ETag"]
    assert Approval.objects.count() == 1

    approved = post("head", f"/{uid}/approve", {"note": "Nhất trí"}, **{"If-Match": etag})
    assert (approved.status_code, approved.json()["step"]) == (200, "Văn phòng kiểm tra thể thức")
    assert post("office", f"/{uid}/approve", {}, **{"If-Match": etag}).status_code == 412
    assert post("office", f"/{uid}/approve", {"notes": "x"}).status_code == 422
    assert post("office", f"/{uid}/approve", {}, **{"If-Match": approved["ETag"]}).status_code == 200
    signature = {
        "file": file("clerk", pdf_bytes("Đã ký")),
        "signed_on": "2026-11-20",
        "capacity": "",
        "signer_name": "Võ Ký",
    }
    assert post("clerk", f"/{uid}/sign", signature).status_code == 200
    issued = post("clerk", f"/{uid}/issue", {"recipients": "Như Điều 2"})

    told = issued.json()
    assert (issued.status_code, told["state"], told["number"], told["issued_on"]) == (
        200,
        "issued",
        "01/KH-KCNĐN",
        "2026-11-20",
    )
    assert told["signature"]["signer_name"] == "Võ Ký"
    assert [s["state"] for s in told["steps"]] == ["done"] * 4
    assert [d["verb"] for s in told["steps"] for d in s["decisions"]] == ["approve", "approve", "sign", "issue"]
    assert {d["sha256"] for s in told["steps"] for d in s["decisions"]} == {told["versions"][0]["sha256"]}
    assert StoredFile.objects.get(uid=told["file"]).owner == f"approval:{uid}"


def test_the_list_is_searched_filtered_and_paged(board: Board) -> None:
    first, second = (
        submitted(board, title="Kế hoạch truyền thông"),
        submitted(board, title="Báo cáo quý", kind="report"),
    )
    in_state(board, ApprovalState.ISSUED)
    headers = bearer(board, "head")

    def listed(**query: Any) -> list[str]:
        answer = Client().get(ADDRESS, query, headers=headers)
        assert answer.status_code == 200, answer.content
        return [item["id"] for item in answer.json()["items"]]

    assert len(listed()) == 3
    assert set(listed(of="waiting")) == {str(first.uid), str(second.uid)}
    assert listed(kind="report") == listed(q="bao cao quy") == [str(second.uid)]
    assert listed(state="issued", of="drafted") == []
    page = Client().get(ADDRESS, {"limit": 1}, headers=headers).json()
    rest = Client().get(ADDRESS, {"cursor": page["next"]}, headers=headers).json()
    assert [i["id"] for i in page["items"] + rest["items"]] == listed()
    assert Client().get(ADDRESS, {"state": "lost"}, headers=headers).status_code == 422
    assert Client().get(ADDRESS).status_code == 401


@pytest.mark.parametrize(
    ("others", "status"),
    [
        ({"unit": "so-noi-vu"}, 403),
        ({"unit": "khong-co"}, 404),
        ({"kind": "spell"}, 422),
        ({"title": ""}, 422),
        ({"file": "00000000-0000-7000-8000-000000000000"}, 422),
        ({"route": "khong-co"}, 404),
        ({"colour": "red"}, 422),
    ],
)
def test_what_cannot_be_submitted_is_told_and_leaves_nothing(board: Board, others: dict[str, str], status: int) -> None:
    mine = store_upload("Dự thảo".encode(), name="a.txt", actor=board.act("drafter"))
    given = {"kind": "plan", "title": "Truyền thông", "unit": "bql", "file": str(mine.uid)} | others

    answer = Client().post(ADDRESS, given, content_type="application/json", headers=bearer(board, "drafter"))

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), answer.content
    assert not Approval.objects.exists()
    auditor = Client().post(ADDRESS, given, content_type="application/json", headers=bearer(board, "auditor"))
    assert auditor.status_code in {403, 422}
