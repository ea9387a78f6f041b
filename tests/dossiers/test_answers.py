"""The electronic form at intake: filled in or left to the paper, checked, completed later, masked, never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.factories.calling import call, token, told, wrong_fields
from tests.factories.dossiers import Counter, accepted, act, file, offer
from tests.factories.eforms import household, household_answers

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.answering import answered, answers_of, form_of_filing, sections_told, unanswered
from motcua.dossiers.queries.dossiers import ref_of
from motcua.dossiers.services.answering import fill_in
from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused
from motcua.organisations.permissions import actor_of
from motcua.procedures.eforms.kinds import Known
from motcua.procedures.services import eforms as services

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("storage")]

APPLICANT = {"kind": "person", "name": "Lê Văn Cam", "phone": "0901234567"}
PAPERS = [{"code": "01", "originals": 1}, {"code": "02", "copies": 1}]


@pytest.fixture
def asking(counter: Counter) -> Counter:
    """A counter whose procedure has a form."""
    draft = services.begin_eform(counter.procedure, form=household(), actor=SYSTEM)
    services.issue_eform(draft, valid_from=date(2026, 1, 1), version=draft.version, actor=SYSTEM)
    return counter


@pytest.fixture
def key(asking: Counter) -> str:
    return token(asking.motcua)


def body(form: dict[str, Any], **others: Any) -> dict[str, Any]:
    given = {"procedure": "1.000123", "channel": "counter", "applicant": APPLICANT, "components": PAPERS}
    return given | {"form": form} | others


def filled(counter: Counter, **answers: Any) -> Dossier:
    form = form_of_filing(offer(counter.procedure), "")
    return file(counter, answered=answered(form, household_answers(**answers)))


def written(**others: str) -> dict[str, str]:
    """As the page sends it."""
    answers = {
        "f.ho_ten": "Lê Cam",
        "f.so_dinh_danh": "075190000001",
        "f.thanh_vien.0.ten": "Lê Cam",
        "f.thanh_vien.0.thu_nhap": "3.000.000",
        "f.cam_doan": "on",
    }
    counter = {"channel": "counter", "kind": "person", "name": "Lê Cam", "originals_0": "1", "copies_1": "1"}
    return counter | answers | others


def post(counter: Counter, given: dict[str, str]) -> Any:
    client = Client()
    client.force_login(counter.motcua)
    return client.post("/desk/ho-so/nhan/1.000123/", given)


def test_answers_are_checked_kept_sealed_and_told_to_those_who_handle(asking: Counter, key: str) -> None:
    made = told(call("POST", "/dossiers", key, body(household_answers(), accept=True)), 201)

    assert made["status"] == "accepted" and made["missing"] == [] and made["eform"]
    assert made["form"]["tong"] == 66_000_000 and made["form"]["bang_chu"].startswith("Sáu mươi sáu triệu")
    assert made["form"]["so_dinh_danh"] != "075190000001"
    seen = told(call("GET", f"/dossiers/{made['code']}?reveal=true", key))
    assert seen["form"]["so_dinh_danh"] == "075190000001"
    auditor = told(call("GET", f"/dossiers/{made['code']}", token(asking.kiemtra)))
    assert auditor["form"] == {}
    dossier = Dossier.objects.get()
    assert "075190000001" not in dossier.answers and "Bà A" not in dossier.answers
    assert all("075190000001" not in str(event.payload) for event in events.history(ref_of(dossier)))


def test_an_empty_form_comes_on_paper(asking: Counter, key: str) -> None:
    made = told(call("POST", "/dossiers", key, body({}, accept=True)), 201)
    assert made["status"] == "accepted" and made["eform"] is None and made["form"] == {}


def test_what_is_wrong_is_refused_at_its_field_and_nothing_is_kept(asking: Counter, key: str) -> None:
    wrong = household_answers(so_dinh_danh="12", thanh_vien=[{"ten": "A", "thu_nhap": -1}])
    assert wrong_fields(call("POST", "/dossiers", key, body(wrong))) == [
        "form.so_dinh_danh",
        "form.thanh_vien.0.thu_nhap",
    ]
    assert not Dossier.objects.exists()


def test_what_is_not_filled_in_may_come_later_and_stands_among_what_is_missing(asking: Counter, key: str) -> None:
    made = told(call("POST", "/dossiers", key, body({"ho_ten": "Lê Cam"})), 201)
    assert made["missing"] == ["form.so_dinh_danh", "form.thanh_vien", "form.cam_doan"]

    refused = call("POST", f"/dossiers/{made['code']}/accept", key, {})
    assert refused.status_code == 422
    done = told(call("PUT", f"/dossiers/{made['code']}/form", key, {"form": household_answers()}))
    assert done["missing"] == []
    assert told(call("POST", f"/dossiers/{made['code']}/accept", key, {}))["status"] == "accepted"


def test_it_is_accepted_unfinished_on_a_recorded_ground(asking: Counter, key: str) -> None:
    made = told(call("POST", "/dossiers", key, body({"ho_ten": "Lê Cam"})), 201)
    given = {"ground": "Khai bổ sung tại quầy trong ngày"}
    assert told(call("POST", f"/dossiers/{made['code']}/accept", key, given))["status"] == "accepted"


def test_accepting_at_once_tells_the_fields_and_keeps_nothing(asking: Counter, key: str) -> None:
    refused = call("POST", "/dossiers", key, body({"ho_ten": "Lê Cam"}, accept=True))
    assert refused.status_code == 422 and not Dossier.objects.exists()


def test_what_the_form_does_not_ask_is_kept_as_it_was_sent(asking: Counter, key: str) -> None:
    made = told(call("POST", "/dossiers", key, body(household_answers(ghi_chu={"khu": "A"}))), 201)
    assert made["form"]["ghi_chu"] == {"khu": "A"} and made["missing"] == []
    assert ("Ngoài tờ khai", "ghi_chu") in [
        (title, line.label) for title, lines in sections_told(Dossier.objects.get(), reveal=True) for line in lines
    ]


def test_a_filing_made_elsewhere_is_never_refused_for_its_form(asking: Counter, key: str) -> None:
    sent = household_answers(so_dinh_danh="khong ro", khac="x")
    outside = {"system": "dvcqg", "code": "G22.99.12-260001"}
    made = told(call("POST", "/dossiers", key, body(sent, channel="system", external=outside)), 201)
    assert made["missing"] == ["form.so_dinh_danh"] and made["form"]["so_dinh_danh"] == "khong ro"
    assert made["form"]["khac"] == "x"


def test_without_a_form_of_the_procedure_what_was_sent_is_kept(counter: Counter) -> None:
    made = told(call("POST", "/dossiers", token(counter.motcua), body({"noi_dung": "x", "so": "075190001234"})), 201)
    assert made["form"]["noi_dung"] == "x" and made["form"]["so"] != "075190001234" and made["eform"] is None


def test_a_later_number_of_the_form_does_not_change_what_was_answered(asking: Counter) -> None:
    dossier = filled(asking)
    draft = services.begin_eform(asking.procedure, form=household(), actor=SYSTEM)
    services.issue_eform(draft, valid_from=date(2026, 11, 1), version=draft.version, actor=SYSTEM)
    dossier.refresh_from_db()
    assert dossier.eform is not None and dossier.eform.number == 1 and unanswered(dossier) == ()


def test_the_form_is_closed_once_it_is_accepted_and_open_while_a_supplement_is_asked(asking: Counter) -> None:
    dossier = accepted(asking)
    answers = answered(form_of_filing(offer(asking.procedure), ""), household_answers())
    with pytest.raises(Refused):
        fill_in(dossier, answers, actor=actor_of(asking.motcua))
    item = {"component": "02", "reason": "Mờ", "article": "Điều 1", "what_to_do": "Nộp lại"}
    dossier = act(asking.motcua, dossier, "request_supplement", items=[item], due_on=date(2026, 12, 1))
    fill_in(dossier, answers, actor=actor_of(asking.motcua))
    assert answers_of(dossier)["ho_ten"] == "Bà A"
    assert events.history(ref_of(dossier))[-1].kind == "dossier.form_filled"


def test_wrong_answers_are_not_kept_later_either(asking: Counter) -> None:
    dossier = file(asking)
    wrong = answered(form_of_filing(offer(asking.procedure), ""), household_answers(so_dinh_danh="1"))
    with pytest.raises(Invalid):
        fill_in(dossier, wrong, actor=actor_of(asking.motcua))
    assert answers_of(dossier) == {}


def test_of_two_who_fill_in_at_once_one_is_told(asking: Counter) -> None:
    dossier = file(asking)
    other = Dossier.objects.get(pk=dossier.pk)
    answers = answered(form_of_filing(offer(asking.procedure), ""), household_answers())
    fill_in(dossier, answers, actor=actor_of(asking.motcua))
    with pytest.raises(Refused):
        fill_in(other, answers, actor=actor_of(asking.motcua))


def test_the_counter_fills_in_the_form_on_the_page_of_intake(asking: Counter) -> None:
    answer = post(asking, written(accept="1"))
    dossier = Dossier.objects.get()
    assert answer.status_code == 302 and dossier.state == "accepted"
    kept = answers_of(dossier)
    assert kept["tong"] == 36_000_000 and kept["thanh_vien"] == [
        {"ten": "Lê Cam", "thu_nhap": 3_000_000, "ca_nam": 36_000_000}
    ]


def test_a_row_more_keeps_all_that_was_written(asking: Counter) -> None:
    answer = post(asking, written(**{"f-add": "thanh_vien"}))
    text = answer.content.decode()
    assert answer.status_code == 200 and not Dossier.objects.exists()
    assert 'name="f.thanh_vien.1.ten"' in text and 'value="3.000.000"' in text and 'value="Lê Cam"' in text


def test_errors_stand_at_their_fields_and_above(asking: Counter) -> None:
    answer = post(asking, written(accept="1", **{"f.so_dinh_danh": "12"}))
    text = answer.content.decode()
    assert answer.status_code == 422 and not Dossier.objects.exists()
    assert 'href="#f-so_dinh_danh"' in text and 'id="f-so_dinh_danh-error"' in text


def test_what_is_missing_is_told_when_it_is_to_be_accepted(asking: Counter) -> None:
    given = written(accept="1")
    del given["f.cam_doan"]
    answer = post(asking, given)
    assert answer.status_code == 422 and 'href="#f-cam_doan"' in answer.content.decode()
    del given["accept"]
    assert post(asking, given).status_code == 302 and Dossier.objects.get().state == "submitted"


def test_the_form_is_filled_in_later_on_its_own_page(asking: Counter) -> None:
    dossier = file(asking)
    client = Client()
    client.force_login(asking.motcua)
    assert "Điền tờ khai" in client.get(f"/desk/ho-so/{dossier.uid}/").content.decode()
    answers = {name: value for name, value in written().items() if name.startswith("f.")}
    answer = client.post(f"/desk/ho-so/{dossier.uid}/to-khai/", answers, follow=True)
    text = answer.content.decode()
    assert "Đã lưu tờ khai đủ mục." in text and "36.000.000" in text and "075190000001" not in text
    assert "075190000001" in client.get(f"/desk/ho-so/{dossier.uid}/?so=1").content.decode()


def test_others_do_not_open_the_page_of_the_form(asking: Counter) -> None:
    dossier = file(asking)
    for user, status in ((asking.chuyenvien, 403), (asking.stranger, 404)):
        client = Client()
        client.force_login(user)
        assert client.get(f"/desk/ho-so/{dossier.uid}/to-khai/").status_code == status
        assert call("PUT", f"/dossiers/{dossier.code}/form", token(user), {"form": {}}).status_code == status


def test_what_is_known_of_the_holder_is_not_asked_again(counter: Counter) -> None:
    form = household()
    first = form.sections[0]
    asked = (
        replace(first.items[0], known=Known.NAME),
        replace(first.items[1], known=Known.IDENTIFIER),
        *first.items[2:],
    )
    draft = services.begin_eform(
        counter.procedure, form=replace(form, sections=(replace(first, items=asked), *form.sections[1:])), actor=SYSTEM
    )
    services.issue_eform(draft, valid_from=date(2026, 1, 1), version=draft.version, actor=SYSTEM)

    given = household_answers(ho_ten="", so_dinh_danh="")
    sent = body(given) | {"applicant": APPLICANT | {"identifier": "075190001234"}}
    made = told(call("POST", "/dossiers", token(counter.motcua), sent), 201)
    assert made["missing"] == [] and made["form"]["ho_ten"] == "Lê Văn Cam"

    post(counter, written(keep="1", identifier="079080001234", **{"f.ho_ten": "", "f.so_dinh_danh": ""}))
    kept = answers_of(Dossier.objects.latest("pk"))
    assert (kept["ho_ten"], kept["so_dinh_danh"]) == ("Lê Cam", "079080001234")
