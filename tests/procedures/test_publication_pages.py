"""Publication on the desk: from a list in Excel to procedures in force, what is late, who may do what."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories import publication as factory
from tests.factories.documents import docx_bytes
from tests.factories.procedures import content, draft, procedure
from tests.factories.publication import World, list_bytes, officer, signed

from motcua.documents.queries.approvals import approval_of
from motcua.documents.services.approvables import approvables
from motcua.kernel import clock, jobs
from motcua.kernel.actors import SYSTEM
from motcua.kernel.models import Job
from motcua.organisations.models import User
from motcua.procedures.models import Disclosure, PublicationDecision, PublicationItem
from motcua.procedures.queries import publication as queries
from motcua.procedures.queries.registry import version_on
from motcua.procedures.services.publication_lists import add_line
from motcua.procedures.services.publications import record_signed
from motcua.procedures.services.publishing import publish_decision

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


def page(user: User, name: str, *args: Any, **query: Any) -> str:
    response = signed_in(user).get(reverse(f"procedures:{name}", args=args), query)
    assert response.status_code == 200, (response.status_code, response.content.decode()[:2000])
    return " ".join(response.content.decode().split())


def post(user: User, name: str, *args: Any, **data: Any) -> Any:
    return signed_in(user).post(reverse(f"procedures:{name}", args=args), data)


def done(user: User, name: str, *args: Any, **data: Any) -> str:
    """Posted, and gone on: the address it leads to."""
    response = post(user, name, *args, **data)
    assert response.status_code == 302, response.content.decode()[:3000]
    for job in Job.objects.filter(state="queued", kind=queries.LIST_JOB):
        jobs.run_job.func(str(job.uid))
    return str(response.url)


def act(user: User, decision: PublicationDecision, slug: str, **data: Any) -> str:
    return done(user, "publication_act", decision.uid, slug, **data)


def upload(*rows: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile("danh-muc.xlsx", list_bytes(*rows))


def test_from_an_empty_list_to_procedures_in_force(world: World, storage: Any) -> None:
    found = procedure("1.100001", origin="own")
    clerk = world.clerk
    assert "Lập quyết định công bố" in page(clerk, "publications")

    done(
        clerk,
        "new_publication",
        title="Công bố thủ tục lĩnh vực xây dựng",
        owner=str(world.board.uid),
        issuer="Ủy ban nhân dân tỉnh",
        basis_words="Nghị định mới",
        basis_promulgated_on="10/02/2026",
        basis_effective_on="09/03/2026",
    )
    made = PublicationDecision.objects.get()
    act(
        clerk,
        made,
        "danh-muc",
        file=upload((1, "1.100001", "Cấp giấy phép xây dựng công trình", "15 ngày")),
        action="amended",
    )
    shown = page(clerk, "publication", made.uid)
    assert "Chờ xác nhận" in shown
    assert "15 ngày" in shown

    item = made.items.get()
    line = page(clerk, "publication_line", made.uid, item.uid)
    assert "20 ngày" in line
    done(clerk, "publication_line", made.uid, item.uid, action="amended", procedure="1.100001", taken=["limits"])
    act(clerk, made, "ghi-so", number="461/QĐ-UBND", signed_on="03/03/2026")
    act(clerk, made, "cong-bo")

    version = version_on(found, date(2026, 3, 3))
    assert version is not None
    assert version.content["limits"][0]["value"] == "15"
    shown = page(clerk, "publication", made.uid)
    assert "Đã công bố" in shown
    assert ">766/QĐ-TTg<" in shown
    assert shown.count("Đúng hạn") == 1
    assert shown.count("Chậm") >= 1
    assert "461/QĐ-UBND" in page(clerk, "publication_tab", found.uid)


def test_why_a_day_is_the_last_one_is_told_day_by_day(world: World) -> None:
    made = signed(world, procedure("1.100001"), basis=factory.basis(effective=date(2026, 2, 25)))
    shown = page(world.clerk, "publication_why", made.uid)

    assert "Chậm nhất 5 ngày trước ngày văn bản có hiệu lực, 25/02/2026" in shown
    assert "11/02/2026" in shown
    assert "Tết" in shown


def test_a_decision_goes_through_approval_and_comes_back_signed(world: World, storage: Any) -> None:
    made = factory.decision(world)
    add_line(made, action="amended", procedure=procedure("1.100001"), actor=SYSTEM)
    routes = page(world.clerk, "publication_act", made.uid, "trinh")
    assert "general" in routes
    paper = SimpleUploadedFile("du-thao.docx", docx_bytes("Quyết định công bố"))
    act(world.clerk, made, "trinh", content=paper, route="general", opinion="Kính trình")

    made.refresh_from_db()
    assert made.state == "in_approval"
    approval = approval_of(queries.ref_of(made))
    assert approval is not None and approval.unit == world.province
    assert "Xem đường đi của dự thảo" in page(world.clerk, "publication", made.uid)

    approvables[queries.KIND].returned(str(made.uid), "Thiếu căn cứ", SYSTEM)
    made.refresh_from_db()
    assert (made.state, made.return_note) == ("draft", "Thiếu căn cứ")
    told = '<p class="govuk-body">Thiếu căn cứ</p>'
    assert told in page(world.clerk, "publication", made.uid)
    record_signed(made, number="9/QĐ-UBND", signed_on=date(2026, 3, 3), actor=SYSTEM)  # mended on paper
    assert told not in page(world.clerk, "publication", made.uid)


def test_what_a_form_is_refused_stands_beside_its_field(world: World, storage: Any) -> None:
    made = factory.decision(world)
    broken = SimpleUploadedFile("a.docx", b"PK\x03\x04 not a file of Word")
    response = post(world.clerk, "publication_act", made.uid, "danh-muc", file=broken, action="new")

    assert response.status_code == 422
    assert "govuk-error-message" in response.content.decode()
    assert not Job.objects.exists()


def test_a_list_is_read_behind_the_page_one_at_a_time(world: World, storage: Any) -> None:
    made = factory.decision(world)
    sent = {"file": upload((1, "9.000001", "Một")), "action": "new"}
    assert post(world.clerk, "publication_act", made.uid, "danh-muc", **sent).status_code == 302

    waits = page(world.clerk, "publication", made.uid)
    assert "Đang chờ" in waits and "Dừng việc này" in waits
    assert "Đọc danh mục kèm quyết định</a>" not in waits
    second = post(
        world.clerk, "publication_act", made.uid, "danh-muc", **sent | {"file": upload((1, "9.000002", "Hai"))}
    )
    assert second.status_code == 409
    assert "đang được đọc" in second.content.decode()
    jobs.run_job.func(str(Job.objects.get().uid))
    assert [i.base_code for i in made.items.all()] == ["9.000001"]
    assert "Dừng việc này" not in page(world.clerk, "publication", made.uid)


def test_a_file_without_a_list_says_so_on_the_page_and_changes_nothing(world: World, storage: Any) -> None:
    made = factory.decision(world)
    act(world.clerk, made, "danh-muc", file=upload((1, "9.000001", "Một")), action="new")
    act(world.clerk, made, "danh-muc", file=SimpleUploadedFile("a.docx", docx_bytes("Không có bảng")), action="new")

    shown = page(world.clerk, "publication", made.uid)
    for words in ("Không thấy bảng danh mục nào trong tệp", "Gửi tệp khác", "Tải tệp đã gửi"):
        assert words in shown, words
    assert [i.base_code for i in made.items.all()] == ["9.000001"]


def test_a_list_whose_worker_died_after_keeping_it_is_not_kept_again(world: World, storage: Any) -> None:
    """Else a line that a person has dropped meanwhile would come back."""
    made = factory.decision(world)
    act(world.clerk, made, "danh-muc", file=upload((1, "9.000001", "Một"), (2, "9.000002", "Hai")), action="new")
    done(world.clerk, "publication_drop", made.uid, made.items.get(base_code="9.000001").uid)
    Job.objects.update(state="queued")
    jobs.run_job.func(str(Job.objects.get().uid))

    assert Job.objects.get().state == "done"
    assert [i.base_code for i in made.items.all()] == ["9.000002"]


def test_a_list_that_is_read_when_its_decision_was_given_up_is_not_kept(world: World, storage: Any) -> None:
    made = factory.decision(world)
    sent = {"file": upload((1, "9.000001", "Một")), "action": "new"}
    post(world.clerk, "publication_act", made.uid, "danh-muc", **sent)
    act(world.office.office, made, "bo", reason="Trùng")

    job = Job.objects.get()
    assert (job.state, job.error_code, made.items.count()) == ("failed", "not_open", 0)


def test_lines_that_found_their_procedure_are_settled_at_once_and_others_wait(world: World, storage: Any) -> None:
    procedure("1.100001")
    made = factory.decision(world)
    act(
        world.clerk,
        made,
        "danh-muc",
        file=upload((1, "1.100001", "Cấp giấy phép xây dựng công trình"), (2, "9.000001", "Hai")),
        action="new",
    )
    done(world.clerk, "publication_settle", made.uid)

    assert [(i.line, i.confirmed_at is not None) for i in queries.items_of(made)] == [(1, True), (2, False)]
    waiting = queries.items_of(made)[1]
    done(world.clerk, "publication_drop", made.uid, waiting.uid)
    assert made.items.count() == 1


def test_a_settled_line_leads_to_the_next_that_waits(world: World, storage: Any) -> None:
    for code in ("1.100001", "1.100002"):
        procedure(code)
    made = factory.decision(world)
    act(world.clerk, made, "danh-muc", file=upload((1, "1.100001", "Một"), (2, "1.100002", "Hai")), action="new")
    first, second = queries.items_of(made)

    to = done(world.clerk, "publication_line", made.uid, first.uid, action="new", procedure="1.100001")
    assert to.endswith(f"/dong/{second.uid}/")
    to = done(world.clerk, "publication_line", made.uid, second.uid, action="new", procedure="1.100002")
    assert to.endswith(f"/cong-bo/{made.uid}/")


def test_a_line_that_abolishes_still_shows_whose_name_its_code_has(world: World, storage: Any) -> None:
    procedure("9.800009", content(name="Đăng ký khai tử"))
    made = factory.signed(world)
    file = factory.list_file((1, "9.800009", "Thủ tục số"))
    factory.read_in(made, file, actor=SYSTEM, action="abolished")

    line = page(world.clerk, "publication_line", made.uid, made.items.get().uid)

    assert "Khác" in line
    assert "Như nhau" not in line
    assert "Trong danh mục thủ tục: 9.800009 Đăng ký khai tử" in page(world.clerk, "publication", made.uid)


def test_a_disclosure_is_recorded_and_voided(world: World) -> None:
    made = signed(world, procedure("1.100001"), procedure("1.100002"))
    items = queries.items_of(made)
    act(
        world.clerk,
        made,
        "cong-khai",
        which="some",
        items=[str(items[0].uid)],
        place="notice_board",
        unit="bql",
        on="05/03/2026",
        note="Biên bản niêm yết số 3",
    )
    row = Disclosure.objects.get()
    assert (row.item, row.unit) == (items[0], world.board)
    assert "Bảng niêm yết, 05/03/2026" in page(world.clerk, "publication", made.uid)

    done(world.clerk, "void_disclosure", made.uid, row.uid, reason="Nhầm bảng")
    assert "Bảng niêm yết, 05/03/2026" not in page(world.clerk, "publication", made.uid)


def test_a_commune_records_its_own_board_of_what_another_unit_published(world: World) -> None:
    made = signed(world, procedure("1.100001"))
    counter = officer("Trần Thị Quầy", world.communes[0], "counter")
    form = page(counter, "publication_act", made.uid, "cong-khai")
    assert 'value="Ủy ban nhân dân Xã Một"' in form
    assert "/cong-khai/" in page(counter, "publication", made.uid)

    told = {"which": "all", "place": "notice_board", "on": "05/03/2026", "note": "Bảng"}
    refused = post(counter, "publication_act", made.uid, "cong-khai", unit="xa-75002", **told)
    assert refused.status_code == 422
    assert "Bạn chỉ ghi công khai tại đơn vị mình phụ trách." in refused.content.decode()
    act(counter, made, "cong-khai", unit="xa-75001", **told)
    act(world.clerk, made, "cong-khai", unit="xa-75002", **told)
    own, other = Disclosure.objects.order_by("pk")
    assert "Bảng niêm yết, 05/03/2026 (2 nơi)" in page(counter, "publication", made.uid)
    shown = page(counter, "publication_places", made.uid)
    assert f"/{own.uid}/huy/" in shown
    assert f"/{other.uid}/huy/" not in shown
    gone = signed_in(counter).get(reverse("procedures:void_disclosure", args=[made.uid, other.uid]))
    assert gone.status_code == 403


def test_a_form_that_lacks_everything_says_so_beside_each_field(world: World) -> None:
    made = signed(world, procedure("1.100001"))
    response = post(world.clerk, "publication_act", made.uid, "cong-khai", which="some", place="notice_board")
    said = response.content.decode()

    assert response.status_code == 422
    assert said.count("govuk-error-message") >= 1
    assert Disclosure.objects.count() == 0
    full = {"which": "some", "place": "notice_board", "on": "05/03/2026"}
    said = post(world.clerk, "publication_act", made.uid, "cong-khai", **full).content.decode()
    for words in ("Ghi đơn vị có bảng niêm yết", "Chọn ít nhất một thủ tục.", "Ghi địa chỉ trang, hoặc đính kèm"):
        assert words in said


def test_what_is_late_is_listed_by_reading_and_place(world: World) -> None:
    signed(world, procedure("1.100001"))  # late by the index alone; never disclosed
    fine = signed(
        world, procedure("1.100002"), number="2/QĐ-UBND", on=date(2026, 2, 20), basis=factory.basis("8/2026/NĐ-CP")
    )
    item = fine.items.get()
    act(
        world.clerk,
        fine,
        "cong-khai",
        which="some",
        items=[str(item.uid)],
        place="national",
        on="26/02/2026",
        url="https://csdl.vn/a",
    )

    def codes(**query: Any) -> list[str]:
        shown = page(world.clerk, "publication_due", **query)
        return [code for code in ("1.100001", "1.100002") if f">{code}" in shown]

    assert codes(fault="issue_decree") == []
    assert codes(fault="issue_index") == ["1.100001"]
    assert codes(fault="disclose_decree") == ["1.100001"]
    assert codes(fault="missing_website") == ["1.100001", "1.100002"]
    assert codes(fault="missing_national") == ["1.100001"]
    first = signed_in(world.clerk).get(reverse("procedures:publication_due"))
    assert first.status_code == 302 and "fault=issue_decree" in first.url


def test_the_backlog_is_what_rests_on_no_decision_of_the_province(world: World) -> None:
    first, second = procedure("1.100001"), procedure("1.100002")
    publish_decision(queries.decision_by_uid(str(signed(world, first).uid)), actor=SYSTEM)
    shown = page(world.clerk, "publication_backlog")

    assert ">1.100002" in shown
    assert ">1.100001" not in shown
    assert "chưa gắn quyết định công bố của tỉnh" in page(world.clerk, "publication_tab", second.uid)
    assert "chưa gắn quyết định công bố của tỉnh" not in page(world.clerk, "publication_tab", first.uid)


def test_decisions_are_found_by_number_words_and_codes(world: World) -> None:
    signed(world, procedure("1.100001"), title="Công bố lĩnh vực đất đai")
    signed(
        world,
        procedure("1.100002"),
        number="7/QĐ-UBND",
        title="Công bố lĩnh vực lao động",
        basis=factory.basis("8/2026/NĐ-CP"),
    )

    for asked, shown in (("dat dai", "đất đai"), ("7/QĐ-UBND", "lao động"), ("1.100002", "lao động")):
        assert [
            w for w in ("đất đai", "lao động") if f"Công bố lĩnh vực {w}<" in page(world.clerk, "publications", q=asked)
        ] == [shown]


SLUGS = {"cong-bo", "danh-muc", "them-dong", "trinh", "ghi-so", "cong-khai", "sua", "bo"}
BY_ROLE = {
    "office": SLUGS,
    "editor": {"danh-muc", "them-dong", "trinh", "sua", "cong-khai"},
    "counter": {"cong-khai"},
}


@pytest.mark.parametrize(
    "role", ["operator", "office", "specialist", "head", "counter", "leader", "registry_clerk", "editor", "auditor"]
)
def test_each_role_does_what_its_rights_say_and_nothing_else(world: World, role: str) -> None:
    made = signed(world, procedure("1.100001"))
    user = world.office.users[role]
    open_to = {
        slug
        for slug in SLUGS
        if signed_in(user).get(reverse("procedures:publication_act", args=[made.uid, slug])).status_code == 200
    }

    assert open_to == BY_ROLE.get(role, set())
    offered = page(user, "publication", made.uid)
    states = {"cong-bo", "danh-muc", "them-dong", "cong-khai", "sua", "bo"}
    assert {s for s in SLUGS if f"/cong-bo/{made.uid}/{s}/" in offered} == open_to & states


def test_a_stranger_sees_no_draft_and_does_nothing_with_what_is_signed(world: World) -> None:
    draft_one = factory.decision(world)
    made = signed(world, procedure("1.100001"), basis=factory.basis("8/2026/NĐ-CP"))
    client = signed_in(world.stranger)

    assert client.get(reverse("procedures:publication", args=[draft_one.uid])).status_code == 404
    assert client.get(reverse("procedures:publication", args=[made.uid])).status_code == 200
    assert client.get(reverse("procedures:publication_act", args=[made.uid, "cong-bo"])).status_code == 403
    assert Client().get(reverse("procedures:publications")).status_code == 302


@pytest.mark.parametrize("name", ["publications", "publication_due", "publication_backlog"])
def test_lists_cost_the_same_for_many(world: World, name: str, django_assert_max_num_queries: Any) -> None:
    for n in range(1, 4):
        signed(world, procedure(f"1.10000{n}"), number=f"{n}/QĐ-UBND", basis=factory.basis(f"{n}/2026/NĐ-CP"))
    client = signed_in(world.clerk)
    client.get(reverse("procedures:publications"))

    with django_assert_max_num_queries(30):
        assert client.get(reverse(f"procedures:{name}"), {"fault": "missing_website"}).status_code == 200


def test_an_amendment_of_an_own_procedure_publishes_its_draft(world: World) -> None:
    found = procedure("1.100001", origin="own")
    draft(found, content("Tên đã sửa"))
    made = signed(world, found)
    act(world.clerk, made, "cong-bo")

    assert PublicationItem.objects.get().made == version_on(found, date(2026, 3, 3))
    assert "Tên đã sửa" in page(world.clerk, "publication_tab", found.uid)


def test_citizens_read_on_which_decision_of_the_province_a_procedure_rests(world: World) -> None:
    found = procedure("1.100001")
    said = " ".join(Client().get("/thu-tuc/1.100001").content.decode().split())
    assert "Theo Cơ sở dữ liệu quốc gia, chưa gắn quyết định của tỉnh." in said

    publish_decision(queries.decision_by_uid(str(signed(world, found).uid)), actor=SYSTEM)
    said = " ".join(Client().get("/thu-tuc/1.100001").content.decode().split())
    assert "461/QĐ-UBND</span> ngày 03/03/2026 của Ủy ban nhân dân tỉnh." in said
    assert "chưa gắn quyết định của tỉnh" not in said


def test_a_decision_begun_from_an_instrument_that_the_library_lacks_names_it_in_words(
    world: World, client: Client
) -> None:
    client.force_login(world.office.office, backend="motcua.organisations.signin.OfficerBackend")
    address = reverse("procedures:new_publication")
    factory.basis("8/2026/NĐ-CP")
    for number, known in (("8/2026/NĐ-CP", True), ("99/2026/NQ-HĐND", False)):
        form = client.get(address, {"basis": number, "ban-hanh": "20/11/2026"}).context["form"]
        told = [form[name].value() or "" for name in ("basis", "basis_words", "basis_promulgated_on")]
        assert told == ([number, "", ""] if known else ["", number, "20/11/2026"])
