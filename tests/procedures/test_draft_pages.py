"""Writing on the desk: each part on its page, for those who write; nothing typed is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.documents import law
from tests.factories.procedures import Office, content, procedure

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import User
from motcua.procedures.content import Answer, Component, Content, Part, Step, Unread, from_json
from motcua.procedures.forms.parts import ENTRIES
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.queries.registry import version_on
from motcua.procedures.services import drafts

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


def typed(html: str) -> dict[str, Any]:
    """What the page's form would send if nothing were typed."""
    form = html[html.index('<form method="post" novalidate') :]
    form = form[: form.index("</form>")]
    data: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        at = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" not in at or (at.get("type") in {"checkbox", "radio"} and " checked" not in tag):
            continue
        data.setdefault(at["name"], []).append(unescape(at.get("value", "on" if at.get("type") == "checkbox" else "")))
    for name, said in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        data[name] = [unescape(said)]
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        data[name] = [chosen[1] if chosen else ""]
    return data


def begun(said: Content | None = None, origin: str = "own") -> ProcedureVersion:
    made = procedure("1.100001", said or content(), origin=origin, since=date(2026, 1, 1))
    return drafts.begin_draft(made, actor=SYSTEM)


def address(draft: ProcedureVersion, key: str) -> str:
    return reverse("procedures:draft_part", args=[draft.procedure.uid, key])


@pytest.mark.parametrize("key", ["chung", "audiences", *ENTRIES])
def test_a_page_that_is_saved_as_it_stands_changes_nothing(office: Office, key: str) -> None:
    draft = begun(
        content(
            other_names=("Xin phép xây nhà",),
            keywords=("nhà",),
            sets=1,
            unread=(Unread(Part(key), "lời"),) if key in list(Part) else (),
        )
    )
    client = signed_in(office.editor)
    answer = client.post(address(draft, key), typed(client.get(address(draft, key)).content.decode()))
    assert answer.status_code == 302, re.findall(
        r"error-message.*?</p>|error-summary.{0,900}", answer.content.decode(), re.DOTALL
    )[:6]
    before = draft.content
    draft.refresh_from_db()
    assert draft.content == before


def test_ends_of_lines_as_browsers_send_them_change_nothing(office: Office) -> None:
    draft = begun(content(steps=(Step("Nộp hồ sơ.\nNhận phiếu hẹn.", "Bước 1"),)))
    client = signed_in(office.editor)
    data = typed(client.get(address(draft, "steps")).content.decode())
    data["muc-0-text"] = ["Nộp hồ sơ.\r\nNhận phiếu hẹn."]
    assert client.post(address(draft, "steps"), data).status_code == 302
    assert ProcedureVersion.objects.get(pk=draft.pk).content == draft.content


def test_papers_that_a_database_holds_already_are_noticed(office: Office) -> None:
    draft = begun(content(components=(Component("01", "Căn cước", originals=1, database="CSDL quốc gia về dân cư"),)))
    client = signed_in(office.editor)
    html = client.get(reverse("procedures:draft", args=[draft.procedure.uid])).content.decode()
    assert "01 Căn cước: CSDL quốc gia về dân cư" in html
    told = client.get(f"/api/v1/procedures/{draft.procedure.display_code}/draft").json()
    assert told["demanded"] == ["01"]


def test_an_entry_is_added_another_left_out_and_their_order_changed(office: Office) -> None:
    draft = begun()
    client = signed_in(office.editor)
    data = typed(client.get(address(draft, "steps")).content.decode())
    data |= {"muc-0-DELETE": "on", "muc-2-text": "Nộp lệ phí.", "muc-2-label": "Bước 0", "muc-2-ORDER": "1"}
    assert client.post(address(draft, "steps"), data | {"tiep": "1"}).headers["Location"] == address(draft, "channels")
    draft.refresh_from_db()
    assert [s.label for s in from_json(draft.content).steps] == ["Bước 0", "Bước 2"]


def test_a_new_paper_gets_a_code_and_the_others_keep_theirs(office: Office) -> None:
    draft = begun()
    client = signed_in(office.editor)
    data = typed(client.get(address(draft, "components")).content.decode())
    data |= {
        "muc-3-name": "Bản vẽ",
        "muc-3-copies": "2",
        "muc-3-given": "copy",
        "muc-3-forms": "ban-ve.dwg\nmau-02.docx",
    }
    assert client.post(address(draft, "components"), data).status_code == 302
    draft.refresh_from_db()
    papers = from_json(draft.content).components
    assert [p.code for p in papers] == ["TP.01", "TP.02", "TP.03", "01"]
    assert (papers[3].copies, papers[3].forms, papers[3].given) == (2, ("ban-ve.dwg", "mau-02.docx"), "copy")


def test_words_are_sorted_into_entries_and_the_answer_of_a_part_is_given(office: Office) -> None:
    draft = begun(
        content(unread=(Unread(Part.CONDITIONS, "có trụ sở"), Unread(Part.CONDITIONS, "nợ thuế?")), answers={})
    )
    client = signed_in(office.editor)
    html = client.get(address(draft, "conditions")).content.decode()
    assert "có trụ sở" in html
    data = typed(html) | {"muc-0-text": "Có trụ sở.", "kept": ["1"], "answer": "yes"}
    assert client.post(address(draft, "conditions"), data).status_code == 302
    draft.refresh_from_db()
    said = from_json(draft.content)
    assert [c.text for c in said.conditions] == ["Có trụ sở."]
    assert (said.unread, said.answers) == ((Unread(Part.CONDITIONS, "nợ thuế?"),), {Part.CONDITIONS: Answer.YES})


def test_what_is_wrong_stands_beside_its_field_and_more_rows_keep_what_was_typed(office: Office) -> None:
    draft = begun()
    client = signed_in(office.editor)
    data = typed(client.get(address(draft, "limits")).content.decode()) | {
        "muc-0-value": "",
        "muc-0-case": "Công trình lớn",
    }
    refused = client.post(address(draft, "limits"), data)
    assert refused.status_code == 422
    assert "Hãy ghi số ngày" in refused.content.decode()
    more = client.post(address(draft, "limits"), data | {"them": "1"}).content.decode()
    assert "Công trình lớn" in more and 'name="muc-4-value"' in more
    draft.refresh_from_db()
    assert from_json(draft.content).limits == content().limits


@pytest.mark.parametrize(
    ("key", "entered", "said"),
    [
        ("components", {"muc-2-originals": "1", "muc-2-copies": "2"}, "Giấy tờ chỉ xuất trình thì không nộp bản nào"),
        ("fees", {"answer": "no"}, "Đã trả lời là không có phần này mà phần này có nội dung"),
        ("components", {"muc-1-code": "TP.01"}, "Một giấy tờ ở trên đã mang mã này"),
        ("steps", {"muc-1-text": "x" * 100_001}, "Dài quá 100.000 chữ"),
        ("limits", {"muc-0-value": "99999"}, "Con số quá lớn, nhiều nhất là 3.650"),
        ("chung", {"keywords": "nhà\n" + "x" * 2001}, "Dài quá 2.000 chữ"),
    ],
)
def test_what_denies_itself_is_told_beside_its_field_and_what_was_typed_stands(
    office: Office, key: str, entered: dict[str, str], said: str
) -> None:
    draft = begun()
    client = signed_in(office.editor)
    data = typed(client.get(address(draft, key)).content.decode()) | entered

    refused = client.post(address(draft, key), data)

    page = unescape(refused.content.decode())
    assert (refused.status_code, page.count(said)) == (422, 2 * len(set(entered)))
    again = typed(page)
    assert {name: again[name] for name in entered} == {name: [value] for name, value in entered.items()}
    assert ProcedureVersion.objects.get(pk=draft.pk).content == draft.content


def test_of_two_who_write_at_once_the_second_keeps_what_was_typed_and_may_save_again(office: Office) -> None:
    draft = begun()
    client = signed_in(office.editor)
    data = typed(client.get(address(draft, "chung")).content.decode()) | {"description": "Của tôi"}
    drafts.save_draft(draft, replace(content(), sets=3), seen=draft.fingerprint, actor=SYSTEM)
    stale = client.post(address(draft, "chung"), data)
    html = stale.content.decode()
    assert stale.status_code == 412
    assert "Của tôi" in html and "Hệ thống đã sửa nội dung này lúc 09:00 20/11/2026." in html
    assert client.post(address(draft, "chung"), typed(html)).status_code == 302
    own = client.post(address(draft, "chung"), data | {"description": "Từ cửa sổ cũ"})
    assert own.status_code == 412
    assert "Bạn đã sửa nội dung này ở cửa sổ khác lúc 09:00 20/11/2026." in own.content.decode()


def test_a_ground_is_found_in_the_library_and_joins_the_others(office: Office) -> None:
    draft = begun()
    found = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), "Thực hiện cơ chế một cửa", kind="decree")
    client = signed_in(office.editor)
    html = client.get(address(draft, "grounds"), {"q": "co che mot cua"}).content.decode()
    assert f"?them={found.uid}" in html
    picked = client.get(address(draft, "grounds"), {"them": str(found.uid)}).content.decode()
    assert client.post(address(draft, "grounds"), typed(picked)).status_code == 302
    draft.refresh_from_db()
    ground = from_json(draft.content).grounds[1]
    assert (ground.number, ground.issuer, ground.issued_on) == ("61/2018/NĐ-CP", "Chính phủ", "23/04/2018")
    assert "Kho văn bản không có" in client.get(address(draft, "grounds"), {"q": "zzzz"}).content.decode()


def test_a_procedure_of_the_province_is_begun_written_and_handed_over(office: Office) -> None:
    client = signed_in(office.editor)
    answer = client.post(
        "/desk/thu-tuc/soan/moi/", {"code": "1.100001", "name": "Thủ tục mới", "field": "Đầu tư", "kind": "internal"}
    )
    made = Procedure.objects.get()
    assert answer.headers["Location"] == reverse("procedures:draft", args=[made.uid])
    html = client.get(reverse("procedures:draft", args=[made.uid])).content.decode()
    assert html.count("Còn thiếu") >= 7
    refused = client.post(reverse("procedures:submit_draft", args=[made.uid]))
    assert refused.status_code == 409
    assert "còn thiếu" in refused.content.decode()
    draft = ProcedureVersion.objects.get()
    drafts.save_draft(draft, content("Thủ tục mới"), seen=draft.fingerprint, actor=SYSTEM)
    assert client.post(reverse("procedures:submit_draft", args=[made.uid])).status_code == 302
    assert "Chờ công bố" in client.get("/desk/thu-tuc/soan/", {"state": "waits"}).content.decode()
    assert client.post(reverse("procedures:discard_draft", args=[made.uid]), {"reason": ""}).status_code == 422
    assert client.post(reverse("procedures:discard_draft", args=[made.uid]), {"reason": "Thôi"}).status_code == 302


def test_sorted_national_words_are_put_in_force_by_the_office(office: Office) -> None:
    made = procedure("1.100001", content(unread=(Unread(Part.CONDITIONS, "có trụ sở"),)), since=date(2026, 1, 1))
    begin = reverse("procedures:begin_draft", args=[made.uid])
    editor, keeper = signed_in(office.editor), signed_in(office.office)
    assert "Sắp xếp, biên tập nội dung" in editor.get(reverse("procedures:procedure", args=[made.uid])).content.decode()
    assert editor.post(begin).status_code == 302
    draft = drafts.open_draft(made)
    assert draft is not None
    drafts.save_draft(draft, content(), seen=draft.fingerprint, actor=SYSTEM)
    assert editor.post(reverse("procedures:submit_draft", args=[made.uid])).status_code == 302
    assert "Chờ áp dụng" in editor.get("/desk/thu-tuc/soan/").content.decode()
    force = reverse("procedures:put_in_force", args=[made.uid])
    Procedure.objects.filter(pk=made.pk).update(abolished_on=date(2027, 1, 1))
    assert "bãi bỏ từ 01/01/2027" in keeper.get(force).content.decode()
    assert editor.post(force, {"valid_from": ""}).status_code == 403
    assert force in keeper.get(reverse("procedures:draft", args=[made.uid])).content.decode()
    assert keeper.post(force, {"valid_from": ""}).status_code == 302
    version = version_on(made, clock.today())
    assert version is not None
    assert version.number == 2


def test_drafts_are_for_those_who_write(office: Office) -> None:
    draft = begun()
    uid = draft.procedure.uid
    pages = ["/desk/thu-tuc/soan/", "/desk/thu-tuc/soan/moi/", address(draft, "chung")]
    pages += [
        reverse(f"procedures:{name}", args=[uid])
        for name in ("draft", "submit_draft", "take_back_draft", "discard_draft")
    ]
    for page in pages:
        for role, user in office.users.items():
            assert signed_in(user).get(page).status_code == (200 if role in {"office", "editor"} else 403), (role, page)
        assert Client().get(page).status_code == 302
    for role, user in office.users.items():
        begin = signed_in(user).post(reverse("procedures:begin_draft", args=[uid]))
        assert begin.status_code == (302 if role in {"office", "editor"} else 403)
        force = signed_in(user).get(reverse("procedures:put_in_force", args=[uid]))
        assert force.status_code == (200 if role == "office" else 403)
