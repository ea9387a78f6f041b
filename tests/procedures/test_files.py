"""Forms, filled samples and guides: by paper and day, downloaded by everybody, untouched by imports."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.documents import docx_bytes
from tests.factories.procedures import Office, content, procedure

from motcua.documents.services.files import store_upload
from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused
from motcua.kernel.indicators import Window, indicators
from motcua.organisations.models import User
from motcua.procedures.models import ProcedureFile
from motcua.procedures.queries.files import files_on
from motcua.procedures.queries.registry import ref_of
from motcua.procedures.services import drafts
from motcua.procedures.services.files import add_file, end_file, void_file
from motcua.procedures.services.versions import publish_version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
TODAY = date(2026, 11, 20)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


def put(of: object, kind: str = "sample", text: str = "đơn đã điền", **more: object) -> ProcedureFile:
    kept = store_upload(docx_bytes(text), name="mau.docx", actor=SYSTEM)
    given = {"kind": kind, "title": "Đơn đã điền", "actor": SYSTEM} | more
    return add_file(of, kept, **given)  # type: ignore[arg-type]  # what each test tells of


def fetched(client: Client, one: ProcedureFile) -> int:
    """The status of its download, read to the end."""
    answer = client.get(f"/tep/{one.file.uid}")
    b"".join(getattr(answer, "streaming_content", ()))
    return answer.status_code


def test_a_file_holds_from_its_day_until_the_day_it_is_no_longer_used() -> None:
    made = procedure()
    one = put(made, component="TP.01", valid_from=date(2026, 1, 1))
    assert [files_on(made, day) for day in (date(2025, 12, 31), date(2026, 1, 1))] == [[], [one]]
    end_file(one, on=date(2026, 6, 1), actor=SYSTEM)
    assert [len(files_on(made, day)) for day in (date(2026, 5, 31), date(2026, 6, 1))] == [1, 0]
    with pytest.raises(Refused):
        end_file(one, on=date(2026, 7, 1), actor=SYSTEM)
    void_file(one, reason="Đưa nhầm", actor=SYSTEM)
    assert files_on(made, date(2026, 5, 31)) == []
    with pytest.raises(Refused):
        void_file(one, reason="Nữa", actor=SYSTEM)
    assert [e.kind for e in events.history(ref_of(made))] == [
        "procedure.file_added",
        "procedure.file_ended",
        "procedure.file_voided",
    ]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "film"}, "kind"),
        ({"title": " "}, "title"),
        ({"component": "TP.99"}, "component"),
        ({"valid_to": TODAY}, "valid_to"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_kept(more: dict[str, object], field: str) -> None:
    made = procedure()
    with pytest.raises(Invalid) as refused:
        put(made, **more)
    assert [e.field for e in refused.value.errors] == [field]
    assert not ProcedureFile.objects.exists()


def test_an_end_before_the_beginning_and_a_removal_without_a_reason_are_refused() -> None:
    one = put(procedure())
    with pytest.raises(Invalid):
        end_file(one, on=TODAY, actor=SYSTEM)
    with pytest.raises(Invalid):
        void_file(one, reason="", actor=SYSTEM)


def test_files_stay_with_the_procedure_when_another_version_comes(office: Office) -> None:
    made = procedure("1.100001", content(), since=date(2026, 1, 1))
    one = put(made, component="TP.02")
    draft = drafts.begin_draft(made, actor=SYSTEM)
    drafts.save_draft(draft, content(components=content().components[:1]), seen=draft.fingerprint, actor=SYSTEM)
    publish_version(draft, valid_from=TODAY, actor=SYSTEM)
    assert files_on(made, TODAY) == [one]
    html = signed_in(office.office).get(reverse("procedures:files", args=[made.uid])).content.decode()
    assert "nay không có mã TP.02" in html


def test_the_share_of_procedures_with_samples_counts_each_once() -> None:
    first, second, internal = (
        procedure("1.100001"),
        procedure("1.100002"),
        procedure("1.100003", kind="internal", origin="own"),
    )
    put(first)
    put(first, text="khác")
    put(second, "form")
    put(internal)
    share = indicators["procedures.with_sample"].value(None, Window(TODAY, TODAY), clock.now())
    assert (share.denominator, share.numerator, share.value) == (2, 1, 50)


def test_everybody_downloads_what_is_public_and_nobody_what_was_taken_away(office: Office) -> None:
    shown, hidden = put(procedure("1.100001")), put(procedure("1.100002", kind="internal", origin="own"))
    officer = signed_in(office.users["specialist"])
    assert (fetched(Client(), shown), fetched(Client(), hidden), fetched(officer, hidden)) == (200, 404, 200)
    void_file(shown, reason="Đưa nhầm", actor=SYSTEM)
    assert (fetched(Client(), shown), fetched(officer, shown)) == (404, 200)


def test_files_are_sent_ended_and_taken_away_on_the_desk(office: Office) -> None:
    made = procedure()
    client = signed_in(office.editor)
    handle = io.BytesIO(docx_bytes("mẫu"))
    handle.name = "to-khai.docx"
    add = reverse("procedures:add_file", args=[made.uid])
    sent = {
        "file": handle,
        "kind": "form",
        "title": "Tờ khai mẫu 01",
        "component": "TP.01",
        "valid_from": "",
        "valid_to": "",
    }
    assert client.post(add, {**sent, "title": ""}).status_code == 422
    handle.seek(0)
    assert client.post(add, sent).status_code == 302
    one = ProcedureFile.objects.get()
    html = client.get(reverse("procedures:files", args=[made.uid])).content.decode()
    assert "Tờ khai mẫu 01" in html and "Đơn đề nghị" in html
    assert client.post(reverse("procedures:end_file", args=[one.uid]), {"on": "01/12/2026"}).status_code == 302
    assert client.post(reverse("procedures:void_file", args=[one.uid]), {"reason": "Đưa nhầm"}).status_code == 302
    assert "Đã gỡ" in client.get(reverse("procedures:files", args=[made.uid])).content.decode()


def test_the_list_finds_procedures_that_have_no_sample(office: Office) -> None:
    put(procedure("1.100001"))
    procedure("1.100002")
    client = signed_in(office.office)
    without = client.get("/desk/thu-tuc/", {"sample": "no"}).content.decode()
    assert ">1.100002" in without and ">1.100001" not in without
    assert "50,0\u00a0%" in without.replace("&nbsp;", "\u00a0") or "50\u00a0%" in without


def test_files_are_kept_by_those_who_write(office: Office) -> None:
    one = put(procedure(), valid_from=date(2026, 1, 1))
    uid = one.procedure.uid
    addresses = [
        reverse("procedures:add_file", args=[uid]),
        *(reverse(f"procedures:{n}", args=[one.uid]) for n in ("end_file", "void_file")),
    ]
    for role, user in office.users.items():
        assert signed_in(user).get(reverse("procedures:files", args=[uid])).status_code == 200
        for address in addresses:
            assert signed_in(user).get(address).status_code == (200 if role in {"office", "editor"} else 403), (
                role,
                address,
            )
