"""Trình ký on the desk: lists, the page, the acts, routes; what each shows, takes and refuses."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.approvals import Board, brought_to, build_board, fresh, in_state, submitted

from motcua.documents.models import Approval
from motcua.documents.rules.routes import Act
from motcua.documents.workflow import ApprovalState
from motcua.organisations.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


@pytest.fixture
def board(db: None) -> Board:
    return build_board()


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
    words = {"signer": str(board.officer("leader").uid), "capacity": "", "signed_on": "20/11/2026", "scan": upload()}
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
    again = act_on(client, approval, "trinh-lai", content=upload("Bản đã sửa kinh phí"), opinion="Đã bổ sung")
    assert again.status_code == 302, again.content.decode()

    read = client.get(reverse("documents:approval_version", args=[approval.uid, 2])).content.decode()
    compared = client.get(
        reverse("documents:approval_version", args=[approval.uid, 2]), {"so-voi": "1"}
    ).content.decode()

    assert "Bản đã sửa kinh phí" in read
    assert "<ins" in compared
    assert "<del" in compared
    sent = client.get(reverse("documents:approval_version_file", args=[approval.uid, 2]))
    assert b"".join(sent.streaming_content).decode() == "Bản đã sửa kinh phí"


def test_routes_are_shown_and_made(board: Board) -> None:
    client = signed_in(board.office)
    assert "Tuyến trình chung" in client.get(reverse("documents:routes")).content.decode()
    form = client.get(reverse("documents:make_route"))
    assert form.status_code == 200
