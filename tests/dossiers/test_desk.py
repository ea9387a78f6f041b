"""The desk's pages of dossiers: what they change, and for whom they exist."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from tests.factories import dossiers as factory
from tests.factories.documents import docx_bytes
from tests.factories.dossiers import ITEM, Counter, accepted, act, forwarded, processed

from motcua.documents.writing import Code
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.printed import document_of
from motcua.organisations.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("storage")]


def seen(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, address: str, status: int = 200) -> str:
    answer = seen(user).get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return str(answer.content.decode())


def test_taking_in_at_the_counter_promises_and_leads_to_the_dossier(counter: Counter) -> None:
    choose = page(counter.motcua, "/desk/ho-so/nhan/")
    assert "Cấp giấy phép lao động" in choose
    form = page(counter.motcua, "/desk/ho-so/nhan/1.000123/")
    assert "Hộ chiếu" in form and "Đã có trong CSDL khám chữa bệnh" in form

    given = {"channel": "counter", "kind": "person", "name": "Lê Cam", "phone": "0901234567", "originals_0": "1",
             "copies_1": "1", "accept": "1"}  # fmt: skip
    answer = seen(counter.motcua).post("/desk/ho-so/nhan/1.000123/", given, follow=True)

    dossier = Dossier.objects.get()
    assert dossier.state == "accepted" and dossier.holder.name == "Lê Cam"
    assert f"Đã tiếp nhận hồ sơ {dossier.code}." in answer.content.decode()


def test_what_lacks_a_paper_is_told_in_the_form_or_kept_without_a_promise(counter: Counter) -> None:
    given = {"channel": "counter", "kind": "person", "name": "Lê Cam", "originals_0": "1", "copies_1": "0"}
    refused = seen(counter.motcua).post("/desk/ho-so/nhan/1.000123/", given | {"accept": "1"})
    assert refused.status_code == 422 and "Còn thiếu “Hộ chiếu”" in refused.content.decode()
    assert not Dossier.objects.exists()

    seen(counter.motcua).post("/desk/ho-so/nhan/1.000123/", given | {"keep": "1"})
    assert Dossier.objects.get().state == "submitted"


def test_the_list_shows_what_waits_for_each(counter: Counter) -> None:
    dossier = forwarded(counter, 2)
    assert dossier.code in page(counter.chuyenvien, "/desk/ho-so/?view=mine")
    assert dossier.code not in page(counter.truongphong, "/desk/ho-so/?view=mine")
    assert dossier.code in page(counter.truongphong, "/desk/ho-so/")
    assert dossier.code not in page(counter.stranger, "/desk/ho-so/")
    assert "T*** T*** B***" in page(counter.kiemtra, "/desk/ho-so/")


@pytest.mark.parametrize(
    "view", ["mine", "late", "today", "week", "paused", "asked", "answer", "hand_out", "finished", "voided"]
)
def test_each_view_opens(counter: Counter, view: str) -> None:
    accepted(counter)
    page(counter.motcua, f"/desk/ho-so/?view={view}")


def test_a_dossier_tells_its_story_and_its_date(counter: Counter) -> None:
    dossier = processed(counter)
    told = page(counter.motcua, f"/desk/ho-so/{dossier.uid}/")
    for words in ("Trần Thị Bưởi", "•••••••••234", "12/GPLĐ", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Trả kết quả"):
        assert words in told
    assert "075190001234" in page(counter.motcua, f"/desk/ho-so/{dossier.uid}/?so=1")
    assert "Ngày Văn hóa" in page(counter.motcua, f"/desk/ho-so/{dossier.uid}/vi-sao/")
    page(counter.stranger, f"/desk/ho-so/{dossier.uid}/", 404)


def test_acts_are_done_by_their_forms(counter: Counter) -> None:
    dossier = forwarded(counter, 2)
    address = f"/desk/ho-so/{dossier.uid}"
    page(counter.chuyenvien, f"{address}/request_supplement/")
    given = {f"items_0_{key}": value for key, value in ITEM.items()}
    seen(counter.chuyenvien).post(f"{address}/request_supplement/", given)
    assert Dossier.objects.get().state == "supplement_requested"
    seen(counter.motcua).post(f"{address}/supplement/", {})
    assert Dossier.objects.get().state == "in_process"
    for name in ("chuyenvien", "truongphong", "lanhdao"):
        seen(counter.users[name]).post(f"{address}/advance/", {})
    given = {"number": "12/GP", "date": "18/11/2026", "signer": "Võ Tùng", "file": _named("kq.docx")}
    seen(counter.vanthu).post(f"{address}/process/", given)
    assert Dossier.objects.get().state == "processed"
    seen(counter.motcua).post(f"{address}/hand_out/", {"collected_by": "holder", "identity_checked": "on"})
    assert Dossier.objects.get().state == "returned"


def _named(name: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, docx_bytes("kết quả đã ký"))


def test_a_form_that_lacks_something_says_so_and_changes_nothing(counter: Counter) -> None:
    dossier = forwarded(counter, 2)
    address = f"/desk/ho-so/{dossier.uid}"
    for act_name, given in (("request_supplement", {}), ("return_step", {}), ("consult", {"due_at": "hôm qua"})):
        assert seen(counter.chuyenvien).post(f"{address}/{act_name}/", given).status_code == 422
    assert Dossier.objects.get().version == dossier.version


def test_pages_of_acts_that_are_not_ones_own_do_not_open(counter: Counter) -> None:
    dossier = accepted(counter)
    page(counter.chuyenvien, f"/desk/ho-so/{dossier.uid}/advance/", 403)
    page(counter.motcua, f"/desk/ho-so/{dossier.uid}/process/", 403)
    page(counter.motcua, f"/desk/ho-so/{dossier.uid}/khong-co/", 404)
    page(counter.chuyenvien, "/desk/ho-so/nhan/", 403)


def test_forms_are_papers_for_those_who_handle_the_dossier(counter: Counter) -> None:
    dossier = accepted(counter)
    form = dossier.printed_forms.get()
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = seen(counter.motcua).get(f"/desk/ho-so/{dossier.uid}/bieu-mau/{form.uid}.{ending}")
        assert answer.status_code == 200 and answer.content.startswith(start)
    page(counter.kiemtra, f"/desk/ho-so/{dossier.uid}/bieu-mau/{form.uid}.pdf", 403)
    for n in (1, 2):
        seen(counter.motcua).post(f"/desk/ho-so/{dossier.uid}/bieu-mau/{form.uid}/in/")
        form.refresh_from_db()
        assert form.prints == n
        text = str(document_of(form))
        assert ("In lại lần 1" in text) == (n == 2)
    assert "đã in lại 1 lần" in page(counter.motcua, f"/desk/ho-so/{dossier.uid}/")


def test_several_cases_are_chosen_first(counter: Counter) -> None:
    from dataclasses import replace

    from tests.factories.procedures import procedure

    from motcua.procedures.content import Component

    said = replace(
        factory.said(),
        components=(
            Component("01", "Đơn", originals=1, case="Cấp mới"),
            Component("02", "Đơn", originals=1, case="Cấp lại"),
        ),
    )
    procedure("1.000777", said)
    assert "Hồ sơ thuộc trường hợp nào?" in page(counter.motcua, "/desk/ho-so/nhan/1.000777/")


def test_what_was_voided_is_left_out_and_can_be_listed(counter: Counter) -> None:
    dossier = act(counter.truongphong, accepted(counter), "void", reason="Nhập trùng")
    assert dossier.code not in page(counter.motcua, "/desk/ho-so/")
    assert dossier.code in page(counter.motcua, "/desk/ho-so/?view=voided")
    assert "Nhập trùng" in page(counter.motcua, f"/desk/ho-so/{dossier.uid}/")


def test_the_code_on_the_receipt_leads_to_the_dossier(counter: Counter) -> None:
    dossier = accepted(counter)
    found = [part for part in document_of(dossier.printed_forms.get()).body if isinstance(part, Code)]
    assert len(found) == 1
    address = found[0].address.removeprefix(settings.BASE_URL)
    text = Client().get(address).content.decode()
    assert dossier.code in text and "Trần Thị Bưởi" not in text
    assert Client().get(address[:-4] + "xxxx").status_code == 404
