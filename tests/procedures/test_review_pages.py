"""Reviews, draft regulations and the law queue on the desk: what people do changes what pages show; who may do what."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.factories.documents import law
from tests.factories.procedures import content, procedure
from tests.factories.publication import World
from tests.factories.reviews import (
    answers,
    assessed,
    decided,
    fees,
    handed_in_with,
    items,
    planned_round,
    proposed,
    running_round,
)

from motcua.documents.services.law import add_relation
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import User
from motcua.procedures.models import (
    CostParameter,
    DraftRegulation,
    LawReview,
    Proposal,
    ReviewHint,
    ReviewItem,
    ReviewRound,
)
from motcua.procedures.services import regulation_asking, regulations, reviews
from motcua.procedures.services.hints import make_hints
from motcua.procedures.services.law_reviews import queue

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
    return str(response.url)


def criteria(version: int, **others: str) -> dict[str, Any]:
    told = {f"verdict_{key}": "met" for key in answers()}
    return {"version": version, "conclusion": "Kiến nghị bỏ một giấy tờ."} | told | others


def lines(side: str, *rows: dict[str, str]) -> dict[str, str]:
    data = {f"{side}-TOTAL_FORMS": str(len(rows)), f"{side}-INITIAL_FORMS": "0", f"{side}-MIN_NUM_FORMS": "0"}
    for n, row in enumerate(rows):
        data |= {f"{side}-{n}-{key}": value for key, value in row.items()}
    return data


def test_a_round_from_its_plan_to_its_report(world: World) -> None:
    office = world.office.office
    found = procedure("1.100001")
    assert "Lập đợt rà soát" in page(office, "reviews")
    owner = str(world.province.uid)
    done(office, "plan_review", title="Rà soát năm 2026", year=2026, owner=owner)
    made = ReviewRound.objects.get()
    done(office, "review_act", made.uid, "them", procedures="1.100001", unit="bql", ground="own")
    assert "Ban Quản lý các khu công nghiệp" in page(office, "review", made.uid)
    done(office, "review_act", made.uid, "ke-hoach", number="5/KH-UBND", decided_on="20/01/2026", sent_on="02/02/2026")
    shown = page(office, "review", made.uid)
    assert "30/01/2026" in shown
    assert "Chậm" in shown

    item = ReviewItem.objects.get()
    clerk = world.clerk
    done(clerk, "review_criteria", item.uid, **criteria(item.version))
    item.refresh_from_db()
    fee = {"row": "fees", "name": "Lệ phí"}
    sheets = lines("before", fee | {"fees": "1.024.000"}) | lines("after", fee | {"fees": "231 000"})
    sheets |= {f"{side}_all-{key}": "1" for side in ("before", "after") for key in ("times", "people")}
    response = post(clerk, "review_cost", item.uid, version=item.version, calculate="1", **sheets)
    assert "77,44" in response.content.decode()
    item.refresh_from_db()
    assert item.costing == {}
    done(clerk, "review_cost", item.uid, version=item.version, save="1", **sheets)
    assert "77,44" in page(clerk, "review_item", item.uid)

    done(clerk, "review_item_act", item.uid, "kien-nghi", kind="simplify", text="Bỏ bản sao", on="20/11/2026")
    done(clerk, "review_item_act", item.uid, "nop")
    one = Proposal.objects.get()
    done(office, "proposal_act", one.uid, "quyet-dinh", outcome="accept", number="9/QĐ-UBND", decided_on="20/11/2026")
    assert "Được chấp thuận" in page(office, "review_item", item.uid)
    done(office, "proposal_act", one.uid, "thuc-hien", on="20/11/2026", note="Đã sửa biểu mẫu")
    done(office, "review_act", made.uid, "ket-thuc", number="7/BC-UBND", reported_on="20/11/2026")
    shown = page(office, "review", made.uid)
    assert "Đã kết thúc" in shown
    assert found.name in page(office, "review_share", 2026, "simplify")
    assert "Rà soát năm 2026" in page(office, "review_tab", found.uid)


def test_the_report_holds_what_the_page_shows(world: World) -> None:
    made = running_round(world.province, procedure("1.100001"), unit=world.board)
    item = items(made)[0]
    reviews.reckon_cost(item, fees(1_024_000, 231_000), actor=SYSTEM)
    reviews.answer(item, answers(), conclusion="Bỏ một giấy tờ.", actor=SYSTEM)
    proposed(item)
    client = signed_in(world.clerk)
    paper = docx.Document(io.BytesIO(client.get(reverse("procedures:review_docx", args=[made.uid])).content))
    told = "\n".join(p.text for p in paper.paragraphs)
    assert "Đơn giản hóa hồ sơ, trình tự, mẫu đơn: 1 kiến nghị" in told
    assert "Không cộng vào mức giảm: 1 thủ tục có kiến nghị chờ quyết định." in told
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert {"1.100001", "77,44 % (có kiến nghị chờ quyết định)"} <= set(cells)
    done_in_round = page(world.clerk, "round_share", made.uid, "simplify")
    assert "Kiến nghị đơn giản hóa trong đợt" in done_in_round
    assert "1.100001" in done_in_round
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("procedures:review_xlsx", args=[made.uid])).content))
    values = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert 10_240_000 in values


def test_hours_without_a_wage_say_what_to_do_until_it_is_entered(world: World) -> None:
    item = items(running_round(world.province, procedure("1.100001"), unit=world.board))[0]
    assert "Chưa có thu nhập bình quân" in page(world.clerk, "review_cost", item.uid)
    office = world.office.office
    assert "Chưa có tham số nào" in page(office, "cost_parameters")
    wage = {"kind": "wage", "value": "50.000", "source": "Niên giám thống kê 2025", "valid_from": "01/01/2026"}
    done(office, "set_cost_parameter", **wage)
    assert CostParameter.objects.get().value == 50_000
    line = {"row": "prepare", "name": "Đơn", "hours": "1,5"}
    data = lines("before", line) | lines("after") | {"version": item.version, "calculate": "1"}
    shown = post(world.clerk, "review_cost", item.uid, **data).content.decode()
    assert "75.000" in shown
    assert "Niên giám thống kê 2025" in shown


def test_more_rows_and_copied_rows_save_nothing(world: World) -> None:
    item = items(running_round(world.province, procedure("1.100001"), unit=world.board))[0]
    data = lines("before", {"row": "fees", "name": "Lệ phí", "fees": "10"}) | lines("after")
    more = post(world.clerk, "review_cost", item.uid, version=item.version, more_before="1", **data).content.decode()
    assert 'name="before-3-name"' in more
    copied = post(world.clerk, "review_cost", item.uid, version=item.version, copy="1", **data).content.decode()
    assert copied.count('value="Lệ phí"') == 2
    wrong = data | {"before-0-fees": "mười"}
    response = post(world.clerk, "review_cost", item.uid, version=item.version, save="1", **wrong)
    assert response.status_code == 422
    item.refresh_from_db()
    assert item.costing == {}


def test_what_two_people_write_at_once_is_told_and_kept_as_typed(world: World) -> None:
    item = items(running_round(world.province, procedure("1.100001"), unit=world.board))[0]
    seen = item.version
    reviews.answer(item, answers(), conclusion="Của người khác", actor=SYSTEM)
    response = post(world.clerk, "review_criteria", item.uid, **criteria(seen, conclusion="Của tôi"))
    assert response.status_code == 412
    assert "Của tôi" in response.content.decode()


def test_what_is_not_complete_is_not_handed_in(world: World) -> None:
    item = items(running_round(world.province, procedure("1.100001"), unit=world.board))[0]
    reviews.answer(item, {}, conclusion="", actor=SYSTEM)
    assert "nop/" not in page(world.clerk, "review_item", item.uid)
    told = page(world.clerk, "review_item_act", item.uid, "nop")
    assert "Chưa nộp được: còn thiếu Sự cần thiết" in told and "Mọi tiêu chí đã có kết quả" not in told
    response = post(world.clerk, "review_item_act", item.uid, "nop")
    assert response.status_code == 409
    assert "Sự cần thiết của thủ tục" in response.content.decode()
    item.refresh_from_db()
    reviews.answer(item, answers(), conclusion="Xong", actor=SYSTEM)
    assert "nop/" in page(world.clerk, "review_item", item.uid)
    assert "Mọi tiêu chí đã có kết quả" in page(world.clerk, "review_item_act", item.uid, "nop")


WHERE: dict[str, tuple[str, Any]] = {
    "planned": ("Chưa đánh giá tiêu chí nào", lambda _item: None),
    "no_conclusion": (
        "Còn thiếu: kết luận",
        lambda item: reviews.answer(item, answers(), conclusion="", actor=SYSTEM),
    ),
    "no_criteria": (
        "Còn thiếu: Sự cần thiết của thủ tục; Tính hợp lý;",
        lambda item: reviews.answer(item, {}, conclusion="Giữ", actor=SYSTEM),
    ),
    "complete": (
        "Đủ kết quả, chưa nộp",
        lambda item: reviews.answer(item, answers(), conclusion="Giữ", actor=SYSTEM),
    ),
    "handed_in": ("Không còn kiến nghị chờ, chờ xác nhận hoàn thành", assessed),
    "returned": (
        "Bị trả lại, chưa nộp lại",
        lambda item: reviews.send_back(assessed(item), reason="Xem lại chi phí", actor=SYSTEM),
    ),
    "undecided": ("Chờ quyết định 1 kiến nghị", handed_in_with),
    "kept": ("Giữ nguyên thủ tục", lambda item: reviews.settle(assessed(item), actor=SYSTEM)),
    "decided": (
        "Đã quyết định 1 kiến nghị",
        lambda item: decided(*handed_in_with(item)),
    ),
    "dropped": (
        "Đưa ra khỏi đợt: Trùng đợt trước",
        lambda item: reviews.drop_item(item, reason="Trùng đợt trước", actor=SYSTEM),
    ),
}


@pytest.mark.parametrize("name", WHERE)
def test_every_page_says_alike_how_far_a_procedure_is(world: World, name: str) -> None:
    office = world.office.office
    found = procedure("1.100001")
    item = items(running_round(world.province, found, unit=world.board))[0]
    said, bring = WHERE[name]
    bring(item)
    for address in (("review", item.round.uid), ("review_item", item.uid), ("review_tab", found.uid)):
        shown = page(office, *address)
        assert said in shown, address
        others = [words for other, (words, _) in WHERE.items() if other != name]
        assert not [words for words in others if words in shown], address
    (row,) = signed_in(office).get(f"/api/v1/reviews/{item.round.uid}/items").json()["items"]
    assert row["where"].startswith(said.rstrip(";"))


def test_before_the_plan_is_issued_a_procedure_waits_for_it(world: World) -> None:
    made = planned_round(world.province, procedure("1.100001"), unit=world.board)
    for address in (("review", made.uid), ("review_item", items(made)[0].uid)):
        assert "Chờ kế hoạch của đợt được ban hành" in page(world.office.office, *address)


def test_who_may_do_what_in_a_round(world: World) -> None:
    made = planned_round(world.province, procedure("1.100001"), unit=world.board)
    item = items(made)[0]
    for role, user in world.office.users.items():
        plans = post(user, "review_act", made.uid, "bo", reason="").status_code
        assert plans == (422 if role == "office" else 403), role
        assess = signed_in(user).get(reverse("procedures:review_criteria", args=[item.uid])).status_code
        assert assess == (200 if role in ("office", "editor", "specialist", "head") else 403), role
        costs = signed_in(user).get(reverse("procedures:set_cost_parameter")).status_code
        assert costs == (200 if role == "office" else 403), role
        page(user, "review", made.uid)
    reviews.start_round(made, number="5/KH", decided_on=date(2026, 1, 5), actor=SYSTEM)
    item.refresh_from_db()
    item.round = made
    reviews.answer(item, answers(), conclusion="Xong", actor=SYSTEM)
    one = proposed(item)
    reviews.hand_in(item, actor=SYSTEM)
    for role, user in world.office.users.items():
        decides = post(user, "proposal_act", one.uid, "quyet-dinh").status_code
        assert decides == (422 if role in ("office", "leader") else 403), role
    assert post(world.stranger, "review_act", made.uid, "ket-thuc").status_code == 403
    assert post(world.stranger, "review_criteria", item.uid).status_code == 403
    assert Client().get(reverse("procedures:review", args=[made.uid])).status_code == 302


def test_a_draft_regulation_from_its_registering_to_its_issue(world: World) -> None:
    office = world.office.office
    procedure("1.100001")
    done(
        office,
        "register_regulation",
        title="Quyết định quy định thủ tục khuyến công",
        drafter="so",
        owner=str(world.province.uid),
        received_on="10/11/2026",
        opinion_due="19/11/2026",
    )
    found = DraftRegulation.objects.get()
    assert "Quá hạn, chưa làm" in page(office, "regulations", late="late")
    done(office, "regulation_act", found.uid, "thu-tuc", action="amended", procedure="1.100001")
    done(office, "regulation_act", found.uid, "lay-y-kien", units="bql", days="2")
    asked = found.comments.get()
    done(world.clerk, "regulation_comment", asked.uid, stand="remarks", text="Bỏ bản sao.")
    assert "Bỏ bản sao." in page(office, "regulation", found.uid)
    opinion = {"number": "9/VP", "given_on": "20/11/2026", "text": "Thống nhất."}
    response = post(office, "regulation_act", found.uid, "ghi-y-kien", **opinion)
    assert response.status_code == 409
    impact = found.impacts.get()
    done(office, "regulation_impact", impact.uid, **criteria(impact.version))
    impact.refresh_from_db()
    sheets = lines("before", {"row": "fees", "name": "Phí", "fees": "10"}) | lines("after")
    done(office, "regulation_cost", impact.uid, version=impact.version, save="1", **sheets)
    assert "Đủ tiêu chí" in page(office, "regulation", found.uid)
    done(office, "regulation_act", found.uid, "ghi-y-kien", **opinion)
    done(office, "regulation_act", found.uid, "ban-hanh", number="1/2026/QĐ-UBND", issued_on="20/11/2026")
    assert "Đã ban hành văn bản" in page(office, "regulation", found.uid)


def test_who_may_do_what_with_a_draft_regulation(world: World) -> None:
    facts = regulations.Draft("Quyết định về khuyến công", date(2026, 11, 10))
    found = regulations.register(facts, owner=world.province, drafter=world.department, actor=SYSTEM)
    regulation_asking.ask_units(found, [world.board], days=3, actor=SYSTEM)
    asked = found.comments.get()
    for role, user in world.office.users.items():
        writes = role in ("office", "editor", "specialist", "head")
        assert post(user, "regulation_act", found.uid, "thu-tuc").status_code == (422 if writes else 403), role
        assert post(user, "regulation_comment", asked.uid).status_code == (422 if writes else 403), role
        control = post(user, "regulation_act", found.uid, "thoi").status_code
        assert control == (422 if role == "office" else 403), role
    assert post(world.stranger, "regulation_comment", asked.uid).status_code == 403
    assert post(world.stranger, "regulation_act", found.uid, "thu-tuc").status_code == 422


def queued(code: str = "1.100001") -> LawReview:
    procedure(code)
    old = law("50/2014/QH13", "Quốc hội", date(2014, 6, 18), kind="law")
    new = law("12/2026/QH16", "Quốc hội", date(2026, 6, 18), kind="law")
    add_relation(new, "replaces", old, actor=SYSTEM)
    queue(old, "replaces", by=new, since=date(2026, 7, 1))
    return LawReview.objects.get()


def test_a_changed_ground_is_on_the_list_until_somebody_says_why_it_does_not_matter(world: World) -> None:
    review = queued()
    editor = world.office.editor
    shown = page(editor, "law_reviews", state="open")
    assert "12/2026/QH16" in shown
    assert "Bị thay thế" in page(editor, "review_tab", review.procedure.uid)
    done(editor, "law_review", review.uid, reason="Điều được viện dẫn vẫn giữ.")
    assert "12/2026/QH16" not in page(editor, "law_reviews", state="open")
    for role, user in world.office.users.items():
        status = signed_in(user).get(reverse("procedures:law_review", args=[review.uid])).status_code
        assert status == (200 if role in ("office", "editor") else 403), role


def test_hints_stand_beside_each_other(world: World) -> None:
    procedure("1.100001")
    procedure("1.100002", content("Cấp lại giấy phép xây dựng công trình"))
    procedure("1.100003", content("Sửa giấy phép"))
    make_hints()
    office = world.office.office
    assert "1.100002" in page(office, "review_pairs")
    pair = ReviewHint.objects.filter(kind="pair").order_by("-weight").first()
    assert pair is not None
    assert "Giấy tờ cả hai cùng yêu cầu" in page(office, "review_pair", pair.uid)
    paper = ReviewHint.objects.get(kind="paper", name="Căn cước")
    assert reverse("procedures:review_paper", args=[paper.uid]) in page(office, "review_papers", q="Căn cước")
    assert "1.100003" in page(office, "review_paper", paper.uid)
    done(office, "review_hints_again")
    assert post(world.office.editor, "review_hints_again").status_code == 403


def test_lists_ask_as_often_for_many_as_for_few(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = running_round(world.province, *(procedure(f"1.2000{n:02}") for n in range(12)), unit=world.board)
    for item in items(made)[:6]:
        assessed(item)
    client = signed_in(world.clerk)
    address = reverse("procedures:review", args=[made.uid])
    client.get(address)
    with django_assert_max_num_queries(45):
        client.get(address)


def test_a_new_procedure_of_a_draft_is_assessed_though_the_registry_has_none(world: World) -> None:
    facts = regulations.Draft("Quyết định về khuyến công", date(2026, 11, 10))
    found = regulations.register(facts, owner=world.province, drafter=world.department, actor=SYSTEM)
    made = regulations.add_impact(found, action="new", name="Hỗ trợ đổi mới công nghệ", actor=SYSTEM)
    office = world.office.office
    assert "Hỗ trợ đổi mới công nghệ" in page(office, "regulation_impact", made.uid)
    assert "Hỗ trợ đổi mới công nghệ" in page(office, "regulation_cost", made.uid)


def test_a_round_is_corrected_reassigned_sent_to_signature_and_deleted_by_its_pages(world: World, storage: Any) -> None:
    office = world.office.office
    made = planned_round(world.province, procedure("1.100001"), unit=world.board)
    facts = {
        "title": "Rà soát đất đai",
        "year": 2026,
        "criteria": "Dữ liệu sẵn có: đã có chưa",
        "version": made.version,
    }
    assert post(office, "review_act", made.uid, "sua", **facts | {"title": " "}).status_code == 422
    done(office, "review_act", made.uid, "sua", **facts)
    assert post(office, "review_act", made.uid, "sua", **facts | {"title": "Cũ"}).status_code == 412
    shown = page(office, "review", made.uid)
    assert "Rà soát đất đai" in shown
    assert "Dữ liệu sẵn có" in shown
    item = items(made)[0]
    assign = {"unit": "so", "ground": "feedback", "ground_words": "Phản ánh", "due_on": "19/11/2026"}
    done(office, "review_item_act", item.uid, "sua", **assign)
    assert "Sở Xây dựng" in page(office, "review", made.uid)
    assert "Dữ liệu sẵn có" in page(office, "review_item", item.uid)
    assert "1.100001" in page(office, "review", made.uid, late="late")
    told = signed_in(office).get(f"/api/v1/reviews/{made.uid}").json()
    assert told["criteria"][-1] == {"key": "own1", "name": "Dữ liệu sẵn có", "asks": "đã có chưa"}
    rows = signed_in(office).get(f"/api/v1/reviews/{made.uid}/items").json()["items"]
    assert [(row["unit"], row["late"]) for row in rows] == [("so", True)]
    paper = docx.Document(
        io.BytesIO(signed_in(office).get(reverse("procedures:review_plan_docx", args=[made.uid])).content)
    )
    assert "1.100001" in [cell.text for table in paper.tables for row in table.rows for cell in row.cells]

    form = page(office, "review_act", made.uid, "trinh-ke-hoach")
    route = form.split('name="route"')[1].split('value="')[1].split('"')[0]
    for role, user in world.office.users.items():
        if role != "office":
            assert post(user, "review_act", made.uid, "trinh-ke-hoach", route=route).status_code == 403, role
    done(office, "review_act", made.uid, "trinh-ke-hoach", route=route)
    shown = page(office, "review", made.uid)
    assert "Đang trình kế hoạch" in shown
    assert "Xem đường đi của Kế hoạch" in shown
    assert post(office, "review_act", made.uid, "xoa").status_code == 409

    other = planned_round(world.province)
    assert done(office, "review_act", other.uid, "xoa") == reverse("procedures:reviews")
    assert signed_in(office).get(reverse("procedures:review", args=[other.uid])).status_code == 404
    assert "Rà soát đất đai" in page(office, "reviews", q="dat dai")
