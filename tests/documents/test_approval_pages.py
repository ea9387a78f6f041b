"""Trình ký on the desk: lists, the page, the acts, routes; what each shows, takes and refuses."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.approvals import Board, brought_to, fresh, in_state, submitted

from motcua.documents.models import Approval, ApprovalRoute
from motcua.documents.rules.routes import Act
from motcua.documents.workflow import ApprovalState
from motcua.organisations.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


def upload(text: str = "Bản đã ký", name: str = "ban-ky.txt") -> io.BytesIO:
    handle = io.BytesIO(text.encode())
    handle.name = name
    return handle


def act_on(client: Client, approval: Approval, slug: str, **words: Any) -> Any:
    address = reverse("documents:approval_act", args=[approval.uid, slug])
    return client.post(address, {"version": Approval.objects.get(pk=approval.pk).version} | words)


def test_a_document_goes_its_whole_way_through_the_pages(board: Board) -> None:
    given = {"kind": "plan", "title": "Truyền thông quý IV", "unit": str(board.board.uid), "opinion": "Kính trình"}
    made = signed_in(board.drafter).post(reverse("documents:submit"), given | {"content": upload("Dự thảo")})
    assert made.status_code == 302, made.content.decode()
    approval = Approval.objects.get()

    assert act_on(signed_in(board.head), approval, "dong-y", note="Nhất trí").status_code == 302
    assert act_on(signed_in(board.office), approval, "dong-y").status_code == 302
    words = {
        "signer": str(board.officer("leader").uid),
        "capacity": "head",
        "signed_on": "20/11/2026",
        "scan": upload(),
    }
    assert act_on(signed_in(board.clerk), approval, "ky", **words).status_code == 302
    done = act_on(signed_in(board.clerk), approval, "cap-so", series=str(board.book.uid))
    assert done.status_code == 302, done.content.decode()

    html = signed_in(board.drafter).get(made.url).content.decode()
    for words_shown in ("01/KH-KCNĐN", "Nhất trí", "Kính trình", "Huỳnh Văn Lãnh", "Đã ban hành", "Hồ Thị Thư"):
        assert words_shown in html


@pytest.mark.parametrize("state", list(ApprovalState))
def test_every_state_has_its_page_in_every_list_that_it_belongs_to(board: Board, state: str) -> None:
    approval = in_state(board, state)
    client = signed_in(board.drafter)

    assert client.get(approval.address).status_code == 200
    lists = {
        name: approval.title in client.get(reverse(f"documents:{name}")).content.decode()
        for name in ("approvals", "approvals_mine", "approvals_done", "approvals_all")
    }
    over = state in {"issued", "withdrawn"}
    assert lists == {
        "approvals": state == "returned",
        "approvals_mine": True,
        "approvals_done": over,
        "approvals_all": True,
    }


def test_each_act_has_its_form(board: Board) -> None:
    approval = submitted(board)
    for step, name, slugs in (
        (Act.REVIEW, "head", ["dong-y", "tra-lai", "chuyen"]),
        (Act.SIGN, "leader", ["ky", "tra-lai", "chuyen"]),
        (Act.ISSUE, "clerk", ["cap-so", "tra-lai", "chuyen"]),
    ):
        brought_to(board, step, approval)
        client = signed_in(board.people[name])
        for slug in slugs:
            assert client.get(reverse("documents:approval_act", args=[approval.uid, slug])).status_code == 200, slug
        approval = fresh(approval)


def test_a_version_is_read_and_compared_on_the_page(board: Board) -> None:
    approval = in_state(board, ApprovalState.RETURNED)
    client = signed_in(board.drafter)
    words = {"content": upload("Bản đã sửa kinh phí"), "opinion": "Đã bổ sung", "title": "Truyền thông quý I"}
    again = act_on(client, approval, "trinh-lai", **words)
    assert again.status_code == 302, again.content.decode()
    assert fresh(approval).title == "Truyền thông quý I"

    read = client.get(reverse("documents:approval_version", args=[approval.uid, 2])).content.decode()
    compared = client.get(
        reverse("documents:approval_version", args=[approval.uid, 2]), {"so-voi": "1"}
    ).content.decode()

    assert "Bản đã sửa kinh phí" in read
    assert "<ins" in compared
    assert "<del" in compared
    sent = client.get(reverse("documents:approval_version_file", args=[approval.uid, 2]))
    assert b"".join(sent.streaming_content).decode() == "Bản đã sửa kinh phí"


def steps(*rows: dict[str, str]) -> dict[str, str]:
    """What a browser sends for the rows of a route's form."""
    sent = {"buoc-TOTAL_FORMS": "8", "buoc-INITIAL_FORMS": "0", "buoc-MIN_NUM_FORMS": "0", "buoc-MAX_NUM_FORMS": "8"}
    for n, row in enumerate(rows):
        sent |= {f"buoc-{n}-{key}": value for key, value in row.items()}
    return sent


SIGN = {"act": "sign", "role": "leader", "at": "unit", "when_nobody": "wait"}
ISSUE = {"act": "issue", "role": "registry_clerk", "at": "unit", "when_nobody": "wait", "again": "on"}


def test_the_office_sets_a_route_and_ends_it(board: Board) -> None:
    client = signed_in(board.office)
    assert "Tuyến trình chung" in client.get(reverse("documents:routes")).content.decode()
    assert client.get(reverse("documents:make_route")).status_code == 200
    facts = {
        "unit": str(board.board.uid),
        "kind": "plan",
        "name": "Tuyến kế hoạch",
        "basis": "Quy chế 12/QĐ-KCNĐN",
        "valid_from": "20/11/2026",
    }

    wrong = client.post(reverse("documents:make_route"), facts | steps(SIGN))
    assert "Hai bước cuối phải là ký" in wrong.content.decode()
    made = client.post(reverse("documents:make_route"), facts | steps(SIGN, ISSUE | {"label": "Văn thư vào sổ"}))

    route = ApprovalRoute.objects.get()
    assert made.status_code == 302
    assert [(s["label"], s["act"], s["again"]) for s in route.steps] == [
        ("Ký", "sign", False),
        ("Văn thư vào sổ", "issue", True),
    ]
    assert "Tuyến kế hoạch" in client.get(reverse("documents:routes")).content.decode()
    ended = client.post(
        reverse("documents:end_route", args=[route.uid]), {"on": "21/11/2026", "reason": "Theo quy chế mới"}
    )
    assert ended.status_code == 302
    route.refresh_from_db()
    assert str(route.valid_to) == "2026-11-21"


def test_a_route_is_set_by_the_office_of_the_unit_only(board: Board) -> None:
    facts = {"unit": str(board.elsewhere.uid), "name": "x", "basis": "x", "valid_from": "20/11/2026"}

    for name in ("drafter", "head", "leader", "clerk", "auditor"):
        assert signed_in(board.people[name]).get(reverse("documents:make_route")).status_code == 403
    refused = signed_in(board.office).post(reverse("documents:make_route"), facts | steps(SIGN, ISSUE))
    assert refused.status_code in {200, 403}
    assert not ApprovalRoute.objects.exists()


def test_who_decides_on_an_older_state_is_told(board: Board) -> None:
    approval = submitted(board)
    seen = approval.version
    client = signed_in(board.head)
    act_on(client, approval, "chuyen", to=str(board.officer("leader").uid))

    stale = signed_in(board.leader).post(
        reverse("documents:approval_act", args=[approval.uid, "dong-y"]), {"version": seen}
    )

    assert stale.status_code == 412
    assert fresh(approval).decisions.filter(verb="approve").count() == 0


def test_a_return_without_reason_comes_back_with_its_error(board: Board) -> None:
    approval = submitted(board)

    answer = act_on(signed_in(board.head), approval, "tra-lai", note=" ")

    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.content.decode()
    assert fresh(approval).state == "on_route"


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ({"title": "MẬT: Kế hoạch A2"}, "dấu chỉ độ mật"),
        ({"content": upload("TỐI MẬT\nKế hoạch")}, "dấu chỉ độ mật"),
        ({"content": ""}, "Tệp dự thảo"),
        ({"unit": ""}, "Cơ quan ban hành"),
    ],
)
def test_a_wrong_submission_comes_back_with_its_errors_and_keeps_nothing(
    board: Board, others: dict[str, Any], words: str
) -> None:
    given = {"kind": "plan", "title": "Truyền thông", "unit": str(board.board.uid), "content": upload("Dự thảo")}

    answer = signed_in(board.drafter).post(reverse("documents:submit"), given | others)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Approval.objects.exists()


def test_the_page_and_the_list_cost_the_same_for_one_and_for_many(board: Board) -> None:
    client = signed_in(board.head)
    costs: list[list[int]] = []
    for more in (1, 4):
        for _ in range(more):
            approval = submitted(board)
        client.get(approval.address)
        costs.append([])
        for address in (reverse("documents:approvals"), reverse("documents:approvals_all"), approval.address):
            with CaptureQueriesContext(connection) as seen:
                client.get(address)
            costs[-1].append(len(seen))

    assert costs[0] == costs[1]


def test_the_signed_paper_is_sent_to_those_who_read_the_approval(board: Board) -> None:
    approval = in_state(board, ApprovalState.ISSUED)
    address = reverse("documents:signed_file", args=[approval.uid])

    sent = signed_in(board.auditor).get(address)

    assert b"".join(sent.streaming_content).decode().startswith("Bản đã ký")
    assert signed_in(board.stranger).get(address).status_code == 404
    assert signed_in(board.head).get(reverse("documents:signed_file", args=[submitted(board).uid])).status_code == 404
