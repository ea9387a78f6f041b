"""What readers say of pages stays readable when it has been dealt with: what was done, who did it, when; on the desk and over REST."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from tests.factories import procedures as factory

from motcua.kernel import access, clock
from motcua.kernel.models import AccessRecord
from motcua.procedures.models import PageRemark, Procedure

pytestmark = pytest.mark.django_db
LIST = "/desk/thu-tuc/gop-y/"


@pytest.fixture
def read(office: factory.Office) -> Procedure:
    return factory.procedure()


def said(procedure: Procedure, text: str) -> PageRemark:
    version = procedure.versions.get()
    return PageRemark.objects.create(
        procedure=procedure, read_version=version, helpful=False, text=text, at=clock.now()
    )


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_handled_remark_is_found_with_its_answer(office: factory.Office, read: Procedure) -> None:
    one, desk = said(read, "Phí đã đổi"), signed_in(office.office)
    address = f"{LIST}{one.uid}/"
    desk.post(address, {"answer": "Đã sửa phí"})

    new, handled = (desk.get(f"{LIST}{tail}").content.decode() for tail in ("", "?state=handled"))
    page = desk.get(address).content.decode()
    own = desk.get(f"/desk/thu-tuc/{read.uid}/").content.decode()

    assert "Phí đã đổi" not in new
    assert "Người xử lý" not in new, "columns that would be empty"
    assert f"{LIST}?state=handled" in new
    for told in (handled, page, own):
        assert "Phí đã đổi" in told
        assert "Đã sửa phí" in told
        assert office.office.person.name in told
    assert "<textarea" not in page


def test_whoever_is_late_hears_who_was_there(office: factory.Office, read: Procedure) -> None:
    address = f"{LIST}{said(read, 'Sai').uid}/"
    signed_in(office.office).post(address, {"answer": "Xong"})

    own = signed_in(office.office).post(address, {"answer": "Lần nữa"})
    other = signed_in(office.editor).post(address, {"answer": "Lần nữa"})

    assert (own.status_code, other.status_code) == (409, 409)
    assert "Bạn đã xử lý góp ý này lúc" in own.content.decode()
    assert f"{office.office.person.name} đã xử lý góp ý này lúc" in other.content.decode()
    assert PageRemark.objects.get().answer == "Xong"


def test_rubbish_is_dealt_with_at_once(office: factory.Office, read: Procedure) -> None:
    rubbish = [said(read, f"Mua ngay {n}") for n in range(3)]
    kept = said(read, "Thiếu giấy tờ")
    desk = signed_in(office.office)
    address = f"{LIST}nhieu/?" + "&".join(f"remark={one.uid}" for one in rubbish) + "&remark=x"

    assert "3 góp ý" in desk.get(address).content.decode()
    assert desk.post(address, {"answer": " "}).status_code == 422
    assert desk.post(address, {"answer": "Tin rác"}).status_code == 302

    assert set(PageRemark.objects.filter(answer="Tin rác")) == set(rubbish)
    assert PageRemark.objects.get(settled_at=None) == kept
    assert signed_in(office.users["auditor"]).get(address).status_code == 403
    assert desk.get(address).status_code == 302, "nothing of it waits"


def test_officers_who_do_not_deal_with_remarks_see_none_on_the_procedure(
    office: factory.Office, read: Procedure
) -> None:
    said(read, "Phí đã đổi")

    assert "Phí đã đổi" not in signed_in(office.users["auditor"]).get(f"/desk/thu-tuc/{read.uid}/").content.decode()


class TestRest:
    def ask(self, client: Client, address: str, body: dict[str, Any]) -> Any:
        return client.post(f"/api/v1/page-remarks{address}", json.dumps(body), content_type="application/json")

    def test_the_same_over_rest(self, office: factory.Office, read: Procedure) -> None:
        one, two, three = (said(read, text) for text in ("Phí sai, gọi 0912 345 678", "Rác", "Rác nữa"))
        api = signed_in(office.office)
        listed = api.get("/api/v1/page-remarks").json()["items"]
        assert [row["text"] for row in listed] == ["Phí sai, gọi •••", "Rác", "Rác nữa"]
        assert api.get(f"/api/v1/page-remarks/{one.uid}").json()["text"].endswith("0912 345 678")
        access.flush()
        assert AccessRecord.objects.get().subject == f"page_remark:{one.uid}"

        done = self.ask(api, f"/{one.uid}/settle", {"answer": "Đã sửa"})
        again = self.ask(api, f"/{one.uid}/settle", {"answer": "Đã sửa"})
        many = self.ask(api, "/settle", {"answer": "Rác", "remarks": [str(r.uid) for r in (one, two, three)]})

        assert (done.status_code, again.status_code) == (200, 409)
        assert many.json() == {"settled": 2}
        assert api.get("/api/v1/page-remarks").json()["items"] == []
        handled = api.get("/api/v1/page-remarks?state=handled").json()["items"]
        assert [row["answer"] for row in handled] == ["Đã sửa", "Rác", "Rác"]
        assert {row["settled_by"] for row in handled} == {office.office.person.name}

    def test_nobody_else(self, office: factory.Office, read: Procedure) -> None:
        one = said(read, "Sai")
        for client, status in ((signed_in(office.users["auditor"]), 403), (Client(), 401)):
            assert client.get("/api/v1/page-remarks").status_code == status
            assert client.get(f"/api/v1/page-remarks/{one.uid}").status_code == status
            assert self.ask(client, "/settle", {"answer": "x", "remarks": [str(one.uid)]}).status_code == status
        assert PageRemark.objects.get().settled_at is None
